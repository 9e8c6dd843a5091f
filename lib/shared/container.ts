import { Kind, native } from "../native/addon";
import { take } from "../python/arguments";
import { RecursionError, RuntimeError, TypeError, ValueError } from "../python/exceptions";
import { errnoOf, raise } from "../python/raise";
import { reprDepth, reprOnce } from "../python/repr";
import { isPlainObject, typeName } from "../python/type-name";
import { follow } from "../runtime/garbage";
import type { KindName } from "../transfer/registry";
import { id, SharedObject } from "../transfer/shared-object";
import { revive, share, type WireHandle } from "../transfer/structured";

/** Native error for a missing item. */
export const NO_INDEX = -errnoOf("ERANGE");
export const NOTHING = -errnoOf("ENOENT");

/** Common base of containers: native state, with atomic operations. */
export abstract class Container extends SharedObject {
    constructor(number: number) {
        super();
        // biome-ignore lint/correctness/noConstructorReturn: the program gets the proxy
        return guard(this, number);
    }

    /**
     * Makes other threads' operations wait until the end of the block of `using _ = container.hold()`, so
     * that several operations are atomic.
     */
    hold(): Disposable {
        succeed(native.container_hold(this[id]));
        return { [Symbol.dispose]: () => letGo(this) };
    }

    /** Returns the container's value for JSON: called by `JSON.stringify`. */
    toJSON(): unknown {
        return toPlain(this, []);
    }

    /** Returns the container as an array or an object, with each item converted. */
    protected abstract plain(convert: (item: unknown) => unknown): unknown;

    protected abstract get kind(): KindName;

    /** Handler of the proxy, for the properties of the container. */
    protected abstract get handler(): ProxyHandler<this>;

    override [share](): WireHandle {
        return { kind: this.kind, numbers: [this[id]] };
    }
}

/** Makes `container` the object for a native handle, and returns the proxy that the program gets. */
export function guard<Class extends Container>(container: Class, number: number): Class {
    Object.defineProperty(container, id, { value: number });
    const proxy = new Proxy(container, (container as unknown as { handler: ProxyHandler<Class> }).handler);
    follow(proxy, Kind.Object, number);
    return proxy;
}

/** Maximum nesting of containers: V8's stack may not suffice for more. */
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

/** Returns a native result, or raises the exception for a negative one. */
export function succeed(outcome: number): number {
    if (outcome < 0) raise(outcome);
    return outcome;
}

/** Returns a native result, or raises the exception for a negative number. The result may be a value. */
export function succeedWith<Result>(outcome: Result): Exclude<Result, number> {
    if (typeof outcome === "number") raise(outcome);
    return outcome as Exclude<Result, number>;
}

/**
 * Returns the object of this kind and name. The first caller creates it. Without a name, creates a new one.
 */
export function named<Class extends SharedObject>(name: unknown, make: () => Class): Class {
    if (name === undefined || name === null) return make();
    if (typeof name !== "string") throw new TypeError(`name must be str or None, not ${typeName(name)}`);
    const made = make();
    const { kind } = made[share]();
    const number = native.object_named(`${kind} ${name}`, made[id]);
    return revive({ kind, numbers: [number] }) as Class;
}

/**
 * Raises `TypeError` if an argument is missing. Not `take()`, because an object may be a value instead of
 * keyword arguments.
 */
export function requireAll(name: string, parameters: string[], args: readonly unknown[]): void {
    if (args.length < parameters.length)
        take(
            { name, parameters, required: parameters.length },
            args.map(() => 0),
        );
}

/** Reads the only argument of a method, a value: an object there does not mean keyword arguments. */
export function takeValue(name: string, args: readonly unknown[]): unknown {
    if (args.length !== 1) throw new TypeError(`${name}() takes exactly one argument (${args.length} given)`);
    return args[0];
}

/** Reads the arguments of a method that has a value among them. */
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
