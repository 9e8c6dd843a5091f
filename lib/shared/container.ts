import { Kind, native } from "../native/addon";
import { take } from "../python/arguments";
import { RecursionError, RuntimeError, TypeError, ValueError } from "../python/exceptions";
import { errnoOf, raise } from "../python/raise";
import { reprDepth, reprOnce } from "../python/repr";
import { isPlainObject, typeName } from "../python/type-name";
import { follow } from "../runtime/garbage";
import type { KindName } from "../transfer/registry";
import { id, SharedObject } from "../transfer/shared-object";
import { revive, type SharedValue, share } from "../transfer/structured";

/** What the native side says where there is nothing. */
export const NO_INDEX = -errnoOf("ERANGE");
export const NOTHING = -errnoOf("ENOENT");

/** What all containers have: a state on the native side, and operations that nothing comes between. */
export abstract class Container extends SharedObject {
    constructor(number: number) {
        super();
        // biome-ignore lint/correctness/noConstructorReturn: the program gets the proxy
        return guard(this, number);
    }

    /**
     * `using _ = container.hold()`: until the end of the block, every operation of another thread waits. For what
     * takes more than one operation.
     */
    hold(): Disposable {
        succeed(native.container_hold(this[id]));
        return { [Symbol.dispose]: () => letGo(this) };
    }

    /** Returns what JSON has of the container: called by `JSON.stringify`. */
    toJSON(): unknown {
        return toPlain(this, []);
    }

    /** Returns the container as an array or an object, with each item converted. */
    protected abstract plain(convert: (item: unknown) => unknown): unknown;

    protected abstract get kind(): KindName;

    /** Says what a property of that name does. */
    protected abstract get handler(): ProxyHandler<this>;

    override [share](): SharedValue {
        return { kind: this.kind, numbers: [this[id]] };
    }
}

/** Makes `container` stand for the native object, and returns the proxy that the program gets. */
export function guard<Class extends Container>(container: Class, number: number): Class {
    Object.defineProperty(container, id, { value: number });
    const proxy = new Proxy(container, (container as unknown as { handler: ProxyHandler<Class> }).handler);
    follow(proxy, Kind.Object, number);
    return proxy;
}

/** Containers inside each other may be so deep: for more, the engine's stack may not suffice. */
const DEEPEST = 300;

/** Returns a value without containers; `outer` are those around it, in which it must not be. */
function toPlain(value: unknown, outer: readonly unknown[]): unknown {
    const isContainer = value instanceof Container;
    if (!isContainer && !Array.isArray(value) && !isPlainObject(value)) return value;
    const key = isContainer ? value[id] : value;
    if (outer.includes(key)) throw new ValueError("Circular reference detected");
    if (outer.length > DEEPEST)
        throw new RecursionError("maximum recursion depth exceeded while encoding a JSON object");
    const convert = (item: unknown) => toPlain(item, [...outer, key]);
    if (isContainer) return (value as unknown as { plain(how: typeof convert): unknown }).plain(convert);
    if (Array.isArray(value)) return value.map(convert);
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, convert(item)]));
}

/** Returns the repr of a container, which is `mark` inside of itself. */
export function reprOf(container: Container, mark: string, make: () => string): string {
    if (reprDepth() > DEEPEST)
        throw new RecursionError("maximum recursion depth exceeded while getting the repr of an object");
    return reprOnce(container[id], mark, make);
}

function letGo(container: Container): void {
    if (native.container_let_go(container[id]) < 0) throw new RuntimeError("cannot release un-acquired lock");
}

export function whileHeld<Result>(container: Container, action: () => Result): Result {
    succeed(native.container_hold(container[id]));
    try {
        return action();
    } finally {
        letGo(container);
    }
}

/** A native function's number, or what a negative one stands for. */
export function succeed(outcome: number): number {
    if (outcome < 0) raise(outcome);
    return outcome;
}

/** The same where the number may be a value's. */
export function succeedWith<Result>(outcome: Result): Exclude<Result, number> {
    if (typeof outcome === "number") raise(outcome);
    return outcome as Exclude<Result, number>;
}

/** The object of this kind and name: the first that was asked for makes it. Without a name, a new one. */
export function named<Class extends SharedObject>(name: unknown, make: () => Class): Class {
    if (name === undefined || name === null) return make();
    if (typeof name !== "string") throw new TypeError(`name must be str or None, not ${typeName(name)}`);
    const made = make();
    const { kind } = made[share]();
    const number = native.object_named(`${kind} ${name}`, made[id]);
    return revive({ kind, numbers: [number] }) as Class;
}

/** Raises `TypeError` if an argument is missing. Not `take()`: an object may be a value, and no keyword arguments. */
export function requireAll(name: string, parameters: string[], args: readonly unknown[]): void {
    if (args.length < parameters.length)
        take(
            { name, parameters, required: parameters.length },
            args.map(() => 0),
        );
}

/** For methods whose one argument is a value: an object is no keyword arguments there. */
export function takeValue(name: string, args: readonly unknown[]): unknown {
    if (args.length !== 1) throw new TypeError(`${name}() takes exactly one argument (${args.length} given)`);
    return args[0];
}

/** For methods with a value among their arguments. */
export function takeValues(
    name: string,
    args: readonly unknown[],
    least: number,
    most: number,
): readonly unknown[] {
    const { length } = args;
    if (length >= least && length <= most) return args;
    const bound = least === most ? "" : length < least ? "at least " : "at most ";
    const limit = length < least ? least : most;
    throw new TypeError(`${name} expected ${bound}${limit} argument${limit === 1 ? "" : "s"}, got ${length}`);
}
