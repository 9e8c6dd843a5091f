import { inspect } from "node:util";
import { Kind, native } from "../native/addon";
import { TypeError } from "../python/exceptions";
import { follow, onCollected } from "../runtime/garbage";
import { note, readNote } from "../transfer/notes";
import { defineShared, share, type WireHandle } from "../transfer/structured";
import { contents, forgetLocal } from "./local-contents";

// biome-ignore lint/suspicious/noExplicitAny: a subclass takes what it likes
type LocalClass = new (...args: any[]) => object;

/** Instructions to create its contents in a thread that has none yet. */
interface Recipe {
    id: number;
    /** Called when it is needed: each thread makes the class again. */
    classOf: () => LocalClass;
    args: () => unknown[];
}

/** Note by which another thread makes its object; the class is null for `local` itself. */
interface Note {
    made: LocalClass | null;
    args: unknown[];
}

const recipeKey: unique symbol = Symbol("pysocket.local");

/** Object whose constructor is being run again, for another thread. */
let initialising: object | null = null;

/**
 * Object whose attributes are separate in each thread. The constructor of a subclass runs in each thread that
 * uses the object, with the arguments that it passed to `super(...)`.
 *
 * Raises `TypeError` for arguments without a subclass. Python: `threading.local`.
 */
export class local {
    // biome-ignore lint/suspicious/noExplicitAny: the attributes are the program's
    [attribute: string]: any;
    declare readonly [recipeKey]: Recipe;

    constructor(...args: unknown[]) {
        // biome-ignore lint/correctness/noConstructorReturn: the attributes are not those of one object
        if (initialising !== null) return initialising as local;
        const isSubclass = new.target.prototype !== local.prototype;
        if (!isSubclass && args.length > 0) throw new TypeError("Initialization arguments are not supported");
        const made = new.target;
        const recipe = {
            id: native.local_new(),
            classOf: () => made,
            args: () => args,
        };
        const object = makeProxy(recipe);
        // The constructor of this thread continues.
        const entry = contents.get(recipe.id);
        if (entry !== undefined) entry.values = Object.create(new.target.prototype);
        // biome-ignore lint/correctness/noConstructorReturn: as above
        return object as local;
    }

    [share](): WireHandle {
        const { id, classOf, args } = this[recipeKey];
        const made = classOf();
        note(id, { made: made.prototype === local.prototype ? null : made, args: args() } satisfies Note);
        return { kind: "threading:local", numbers: [id] };
    }

    /** Returns a `repr()` like Python's. */
    toString(): string {
        const name =
            Object.getPrototypeOf(this) === local.prototype ? "_thread._local" : this.constructor.name;
        return `<${name} object>`;
    }
}

defineShared("threading:local", {
    of: Kind.Local,
    retain: ([id]) => native.object_retain(id),
    drop: ([id]) => native.object_release(id),
    revive: ([id]) => {
        let thread = -1;
        let read: Note = { made: null, args: [] };
        const current = () => {
            if (thread !== native.thread_current()) read = readNote(id) as Note;
            thread = native.thread_current();
            return read;
        };
        const classOf = () => current().made ?? (local as LocalClass);
        return makeProxy({ id, classOf, args: () => current().args });
    },
});

function makeProxy(recipe: Recipe): object {
    const { id } = recipe;
    const thread = native.thread_current();
    const entry = contents.get(id) ?? { thread, values: null, objects: 0 };
    contents.set(id, entry);
    entry.objects++;

    const values = (): object => {
        const thread = native.thread_current();
        if (entry.values === null || entry.thread !== thread) {
            const made = recipe.classOf();
            entry.thread = thread;
            entry.values = Object.create(made.prototype) as object;
            if (made.prototype !== local.prototype) initialise(object, made, recipe.args());
        }
        return entry.values;
    };
    const target = Object.defineProperty({}, inspect.custom, {
        value: () => String(object),
        configurable: true,
    });
    const object = new Proxy<object>(target, {
        get: (_, key, receiver) => (key === recipeKey ? recipe : Reflect.get(values(), key, receiver)),
        // Set on the object itself, but calling setters of its class: with a receiver this would recurse.
        set: (_, key, value) => Reflect.set(values(), key, value),
        has: (_, key) => Reflect.has(values(), key),
        deleteProperty: (_, key) => Reflect.deleteProperty(values(), key),
        defineProperty: (_, key, descriptor) =>
            Reflect.defineProperty(values(), key, { ...descriptor, configurable: true }),
        ownKeys: () => Reflect.ownKeys(values()),
        getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(values(), key),
        getPrototypeOf: () => recipe.classOf().prototype,
    });
    follow(object, Kind.Local, id);
    return object;
}

function initialise(object: object, made: LocalClass, args: unknown[]): void {
    const outer = initialising;
    initialising = object;
    try {
        Reflect.construct(made, args);
    } finally {
        initialising = outer;
    }
}

onCollected(Kind.Local, (id) => {
    native.object_release(id);
    forgetLocal(id);
});
