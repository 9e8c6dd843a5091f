import { DefaultDeserializer, DefaultSerializer } from "node:v8";
import { functionOf, type Source } from "../capture/source";
import { type Kind, native } from "../native/addon";
import { Exception, RecursionError, TypeError } from "../python/builtins";
import { lengthOf } from "../python/items";
import { type KindName, loadKind } from "./registry";

/**
 * Serialises values for another thread with V8's serializer. Process-wide objects (sockets, locks, events)
 * are sent by reference; everything else is copied.
 */

/** Method of a process-wide object that returns its handle. */
export const share: unique symbol = Symbol("pysocket.share");

export interface Shared {
    [share](): SharedValue;
}

/** Handle of a shared object in serialised bytes. */
export interface SharedValue {
    kind: KindName;
    numbers: number[];
}

interface Revival {
    /** Kind of the reference in the first number, which the addon releases without JavaScript. */
    of: Kind;
    /** Whether the object is recreated here, instead of being the one that refers to the handle elsewhere. */
    isApart?: boolean;
    /** Adds a reference for the handle. */
    retain(numbers: number[]): void;
    /** Creates this thread's object for the handle. Takes ownership of the handle's reference. */
    revive(numbers: number[]): object;
    /** Drops the handle's reference. */
    drop(numbers: number[]): void;
}

const revivals = new Map<string, Revival>();

/** Defines how objects of a kind are recreated. */
export function defineShared(kind: KindName, revival: Revival): void {
    revivals.set(kind, revival);
}

export function isShared(value: unknown): value is Shared {
    return typeof value === "object" && value !== null && share in value;
}

/** Returns a handle for `value` and adds a reference to the object. */
export function dispatch(value: Shared): SharedValue {
    const traveller = value[share]();
    revivals.get(traveller.kind)?.retain(traveller.numbers);
    return traveller;
}

/**
 * Creates this thread's object for a handle, or returns the existing one. Takes ownership of the handle's
 * reference.
 */
export function revive({ kind, numbers }: SharedValue): object {
    const revival = knownIn(revivals, kind);
    if (revival === undefined) throw new TypeError(`no such kind of shared object: ${kind}`);
    const here = revival.isApart ? undefined : native.take_over(revival.of, numbers[0]);
    return here ?? revival.revive(numbers);
}

/** Returns a module's definition of a name; loads the module if necessary. */
export function knownIn<Defined>(definitions: Map<string, Defined>, name: string): Defined | undefined {
    if (!definitions.has(name)) loadKind(name);
    return definitions.get(name);
}

/** Returns kind and number of a handle's reference, for the addon. */
export function referenceOf({ kind, numbers }: SharedValue): [Kind, number] {
    return [(revivals.get(kind) as Revival).of, numbers[0]];
}

/** Releases handles that will not be received. */
export function drop(travellers: readonly SharedValue[]): void {
    for (const { kind, numbers } of travellers) revivals.get(kind)?.drop(numbers);
}

/** Serialised bytes, and the references that they hold until they are read. */
class Packed {
    constructor(
        readonly bytes: Buffer,
        readonly shared: readonly SharedValue[],
    ) {}

    /** Releases the references of bytes that nobody will read. */
    discard(): void {
        drop(this.shared);
    }
}

/**
 * Serialises a value. Raises `TypeError` for functions, symbols, promises and other values that cannot be
 * sent.
 */
export function pack(value: unknown): Packed {
    const shared: SharedValue[] = [];
    const serializer = new Serializer();
    try {
        const described: Description[] = [];
        const prepared = prepare(value, shared, described, new Map());
        serializer.writeHeader();
        serializer.writeUint32(described.length);
        // Contents follow: objects that hold each other are all made before any of them is filled.
        const contents = described.map(({ content }) => content);
        serializer.writeValue(contents.length === 0 ? prepared : [prepared, contents]);
    } catch (error) {
        new Packed(Buffer.alloc(0), shared).discard();
        if (error instanceof Exception) throw error;
        if (error instanceof RangeError && /call stack/.test(error.message))
            throw new RecursionError("maximum recursion depth exceeded");
        throw new TypeError(
            `cannot pass this to a thread: ${error instanceof Error ? error.message : error}`,
        );
    }
    return new Packed(serializer.releaseBuffer(), shared);
}

export function unpack(bytes: Uint8Array): unknown {
    return read(bytes, revive);
}

/** Deserialises bytes that are read repeatedly, and keep their references. */
function unpackCopy(bytes: Uint8Array): unknown {
    return read(bytes, (value) => {
        knownIn(revivals, value.kind)?.retain(value.numbers);
        return revive(value);
    });
}

/** Attaches a note to a shared object, once, for every thread that gets the object. */
export function note(object: number, value: unknown): void {
    if (native.object_note(object) !== null) return;
    const { bytes, shared } = pack(value);
    const references = new Float64Array(shared.flatMap(referenceOf));
    const view = Buffer.concat([bytes, Buffer.from(references.buffer)]);
    native.object_set_note(object, view, bytes.length, shared.length);
}

/** Returns the note attached to a shared object, or null. */
export function readNote(object: number): unknown {
    const bytes = native.object_note(object);
    return bytes === null ? null : unpackCopy(bytes);
}

/** Deserialises a value with a `SharedValue` in place of each shared object, and takes over no references. */
export function unpackPlain(bytes: Uint8Array): unknown {
    return read(bytes, (value) => value, false);
}

function read(bytes: Uint8Array, revive: (value: SharedValue) => object, makes = true): unknown {
    const deserializer = new Deserializer(bytes);
    deserializer.revive = revive;
    deserializer.makes = makes;
    deserializer.readHeader();
    const count = deserializer.readUint32();
    const value = deserializer.readValue();
    if (count === 0) return value;
    const [wanted, contents] = value as [unknown, unknown[]];
    complete(deserializer.made, contents);
    return wanted;
}

/**
 * Method of an object that is recreated in another thread: returns its description, which may contain shared
 * objects.
 */
export const describe: unique symbol = Symbol("pysocket.describe");

export interface Described {
    [describe](): Description;
}

export interface Description {
    kind: KindName;
    /** Data that the object is created from; it contains no other object. */
    key: number | string;
    /** Contents of the object, which may contain the object itself. */
    content: unknown;
}

/** An object that must still be filled. */
interface Made {
    object: object;
    making: Making;
}

/** Resolves a source to its function or class. Returns a promise if its module is not loaded yet. */
export type Find = (source: Source) => unknown;

interface Making {
    /** Returns the object, empty if it is a new one. */
    make(key: number | string): object;
    /** Fills the object, as far as possible without user code. */
    fill(object: object, content: unknown): void;
    finish(made: object, content: unknown, find: Find): void | Promise<void>;
}

type Unfinished = (find: Find) => void | Promise<void>;

const makings = new Map<string, Making>();
let unfinished: Unfinished[] | null = null;

/** Defines how objects of a kind are recreated. */
export function defineDescribed(kind: KindName, making: Making): void {
    makings.set(kind, making);
}

export function isDescribed(value: unknown): value is Described {
    return typeof value === "object" && value !== null && describe in value;
}

/** Reads a value, deferring steps that need user code. Returns the value and the deferred steps. */
export function readUnfinished(read: () => unknown): [value: unknown, unfinished: Unfinished[]] {
    const before = unfinished;
    const later: Unfinished[] = [];
    unfinished = later;
    try {
        return [read(), later];
    } finally {
        unfinished = before;
    }
}

function make(kind: KindName, key: number | string): Made {
    const making = knownIn(makings, kind);
    if (making === undefined) throw new TypeError(`no such kind of object: ${kind}`);
    return { object: making.make(key), making };
}

/** Fills the objects that were made, and finishes them, now or when their code is there. */
function complete(made: ReadonlyMap<number, Made>, contents: readonly unknown[]): void {
    for (const [index, { object, making }] of made) making.fill(object, contents[index]);
    for (const [index, { object, making }] of made) {
        if (unfinished === null) making.finish(object, contents[index], functionOf);
        else unfinished.push((find) => making.finish(object, contents[index], find));
    }
}

/**
 * View that V8 serialises in place of a shared object. V8 asks about host objects only; an instance of a
 * JavaScript class is not one, but a view is.
 */
class Placeholder extends Uint8Array {
    /** `index` is that of the description's content. */
    constructor(
        readonly value: SharedValue | Description,
        readonly index = 0,
    ) {
        super(0);
    }
}

class Serializer extends DefaultSerializer {
    _writeHostObject(view: NodeJS.ArrayBufferView): void {
        const value = view instanceof Placeholder ? view.value : null;
        this.writeUint32(value === null ? 0 : "numbers" in value ? 1 : 2);
        if (value === null) super_writeHostObject.call(this, view);
        else if ("numbers" in value) this.writeValue([value.kind, ...value.numbers]);
        else this.writeValue([value.kind, value.key, (view as Placeholder).index]);
    }
}

class Deserializer extends DefaultDeserializer {
    revive: (value: SharedValue) => object = (value) => value;
    makes = true;
    /** Objects by the index of their content. */
    readonly made = new Map<number, Made>();

    _readHostObject(): unknown {
        const type = this.readUint32();
        if (type === 0) return super_readHostObject.call(this);
        if (type === 2) {
            const [kind, key, index] = this.readValue() as [KindName, number | string, number];
            if (!this.makes) return { kind, key };
            const made = make(kind, key);
            this.made.set(index, made);
            return made.object;
        }
        const [kind, ...numbers] = this.readValue() as [KindName, ...number[]];
        return this.revive({ kind, numbers });
    }
}

// Part of the documented interface for subclasses, but missing from its type.
const { _writeHostObject: super_writeHostObject } = DefaultSerializer.prototype as unknown as {
    _writeHostObject(this: DefaultSerializer, view: NodeJS.ArrayBufferView): void;
};
const { _readHostObject: super_readHostObject } = DefaultDeserializer.prototype as unknown as {
    _readHostObject(this: DefaultDeserializer): unknown;
};

/** Returns a copy with placeholders for shared objects. The copy shares what the original shares. */
function prepare(
    value: unknown,
    shared: SharedValue[],
    described: Description[],
    seen: Map<object, unknown>,
): unknown {
    if (typeof value === "function") throw new TypeError("cannot pass a 'function' object to a thread");
    if (typeof value === "symbol") throw new TypeError("cannot pass a 'Symbol' object to a thread");
    if (typeof value !== "object" || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = <T>(copy: T): T => {
        seen.set(value, copy);
        return copy;
    };
    if (isShared(value)) {
        const traveller = dispatch(value);
        shared.push(traveller);
        return keep(new Placeholder(traveller));
    }
    if (isDescribed(value)) {
        const description = value[describe]();
        const placeholder = keep(new Placeholder(description, described.length));
        described.push(description);
        description.content = prepare(description.content, shared, described, seen);
        return placeholder;
    }
    if (Array.isArray(value)) {
        const copy: unknown[] = keep([]);
        const length = lengthOf(value);
        for (let index = 0; index < length && index < value.length; index++)
            copy.push(prepare(value[index], shared, described, seen));
        return copy;
    }
    if (value instanceof Map) {
        const copy = keep(new Map());
        for (const [key, item] of value)
            copy.set(prepare(key, shared, described, seen), prepare(item, shared, described, seen));
        return copy;
    }
    if (value instanceof Set) {
        const copy = keep(new Set());
        for (const item of value) copy.add(prepare(item, shared, described, seen));
        return copy;
    }
    if (isRecord(value)) {
        const copy: Record<string, unknown> = keep({});
        for (const key of Object.keys(value))
            copy[key] = prepare((value as Record<string, unknown>)[key], shared, described, seen);
        return copy;
    }
    return value;
}

/** Whether it is an object literal or an instance of a class, not a type that V8 knows. */
function isRecord(value: object): boolean {
    return Object.prototype.toString.call(value) === "[object Object]" && !(value instanceof Error);
}
