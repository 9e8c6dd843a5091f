import { inspect } from "node:util";
import { asInteger, take } from "../python/arguments";
import { KeyError, NotImplementedError, RuntimeError, TypeError } from "../python/exceptions";
import type { FileDescriptorLike } from "../python/file-descriptor";
import { repr } from "../python/repr";
import { isPlainObject, typeName } from "../python/type-name";
import type { SelectorMap } from "./selector-map";

/** Event: the object is ready for reading. Python: `selectors.EVENT_READ`. */
export const EVENT_READ = 1;

/** Event: the object is ready for writing. Python: `selectors.EVENT_WRITE`. */
export const EVENT_WRITE = 2;

/**
 * A registration: the object, its descriptor, its events and the program's data. It can be unpacked like
 * Python's tuple: `const [fileobj, fd, events, data] = key`. Python: `selectors.SelectorKey`.
 */
export class SelectorKey {
    /** Registered object. */
    readonly fileobj: FileDescriptorLike;
    /** Descriptor of the registered object. */
    readonly fd: number;
    /** Events to wait for: EVENT_READ, EVENT_WRITE or both. */
    readonly events: number;
    /** The program's data for this registration. */
    // biome-ignore lint/suspicious/noExplicitAny: it is the program's own
    readonly data: any;

    constructor(fileobj: FileDescriptorLike, fd: number, events: number, data: unknown);
    constructor(...args: unknown[]) {
        const [fileobj, fd, events, data] = take(
            {
                name: "SelectorKey.__new__",
                parameters: ["fileobj", "fd", "events", "data"],
                required: 4,
                method: true,
            },
            // A plain object as the data is the data.
            args.length === 4 ? [...args, {}] : args,
        );
        this.fileobj = fileobj as FileDescriptorLike;
        this.fd = fd as number;
        this.events = events as number;
        this.data = data;
    }

    *[Symbol.iterator](): IterableIterator<unknown> {
        yield* [this.fileobj, this.fd, this.events, this.data];
    }

    /** Returns Python's `repr()` of the key. */
    toString(): string {
        const { fileobj, fd, events, data } = this;
        return `SelectorKey(fileobj=${repr(fileobj)}, fd=${fd}, events=${events}, data=${repr(data)})`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}

const abstractMethods = ["get_map", "register", "select", "unregister"] as const;

/**
 * Base of all selectors. Subclasses override `register`, `unregister`, `select` and `get_map`.
 * Python: `selectors.BaseSelector`.
 */
export abstract class BaseSelector {
    constructor();
    constructor(...args: unknown[]) {
        const base = BaseSelector.prototype;
        const missing = abstractMethods.filter((name) => this[name] === base[name]);
        if (missing.length === 0) return;
        if (new.target === BaseSelector && args.length > 0)
            throw new TypeError("BaseSelector() takes no arguments");
        const methods = `method${missing.length === 1 ? "" : "s"} ${missing.map((name) => `'${name}'`).join(", ")}`;
        throw new TypeError(
            `Can't instantiate abstract class ${this.constructor.name} without an implementation for abstract ${methods}`,
        );
    }

    /**
     * Registers an object for EVENT_READ, EVENT_WRITE or both. Returns its key. `data` may be given by
     * position or as `{ data }`.
     *
     * Raises `ValueError` for other events or an invalid descriptor; `KeyError` if the object is registered
     * already; `OSError` if the system call fails. Python: `BaseSelector.register`.
     */
    register(_fileobj: FileDescriptorLike, _events: number, _data?: unknown): SelectorKey {
        throw new NotImplementedError();
    }

    /**
     * Unregisters an object, even one that has been closed. Returns its key. Raises `KeyError` if it is not
     * registered. Python: `BaseSelector.unregister`.
     */
    unregister(_fileobj: FileDescriptorLike): SelectorKey {
        throw new NotImplementedError();
    }

    /**
     * Changes the events and the data of a registered object. Returns its new key. Raises `ValueError` for
     * other events, `KeyError` if the object is not registered, `OSError` if the system call fails.
     * Python: `BaseSelector.modify`.
     */
    modify(fileobj: FileDescriptorLike, events: number, data?: unknown): SelectorKey;
    modify(...args: unknown[]): SelectorKey {
        const [fileobj, events, data] = takeRegistration("BaseSelector.modify", args);
        this.unregister(fileobj);
        return this.register(fileobj, events, data);
    }

    /**
     * Waits until an object is ready, at most `timeout` seconds. Returns a list of `[key, events]`. Null
     * waits forever; zero or less does not wait. Python: `BaseSelector.select`.
     *
     * ```ts
     * for (const [key, events] of selector.select(1)) key.data(key.fileobj, events);
     * ```
     */
    select(_timeout?: number | null): [key: SelectorKey, events: number][] {
        throw new NotImplementedError();
    }

    /** Closes the selector and releases its descriptor. Python: `BaseSelector.close`. */
    close(): void {}

    /**
     * Returns the key of a registered object. Raises `KeyError` if it is not registered, `RuntimeError` if
     * the selector is closed. Python: `BaseSelector.get_key`.
     */
    get_key(fileobj: FileDescriptorLike): SelectorKey;
    get_key(...args: unknown[]): SelectorKey {
        const [fileobj] = takeObject("BaseSelector.get_key", args);
        const map = this.get_map();
        if (map === null) throw new RuntimeError("Selector is closed");
        const key = map.get(fileobj);
        if (key === null) throw notRegistered(fileobj);
        return key;
    }

    /**
     * Returns a live, read-only map from objects and descriptors to keys; null if the selector is closed.
     * Python: `BaseSelector.get_map`.
     */
    get_map(): SelectorMap | null {
        throw new NotImplementedError();
    }

    /** Closes the selector at the end of the block of `using s = DefaultSelector()`. */
    [Symbol.dispose](): void {
        this.close();
    }

    /** Returns a `repr()` like Python's: `<selectors.EpollSelector object>`. */
    toString(): string {
        return `<selectors.${this.constructor.name} object>`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}

export function notRegistered(fileobj: unknown): KeyError {
    return new KeyError(`${repr(fileobj)} is not registered`);
}

/**
 * Reads the arguments of `register` and `modify`. A plain object in place of the data is the data, unless
 * `data` is its only key. Otherwise the program's own objects would be taken for keyword arguments.
 */
export function takeRegistration(name: string, args: unknown[]): [FileDescriptorLike, number, unknown] {
    const isKeyword = isPlainObject(args[2]) && Object.keys(args[2]).join() === "data";
    const [fileobj, events, data = null] = take(
        { name, parameters: ["fileobj", "events", "data"], required: 2, method: true },
        args.length === 3 && !isKeyword ? [...args, {}] : args,
    );
    // Events are combined with numbers.
    const number =
        typeof events === "bigint" && BigInt.asIntN(53, events) === events ? Number(events) : events;
    return [fileobj as FileDescriptorLike, number as number, data];
}

/** Reads the argument of `unregister` and `get_key`. */
export function takeObject(name: string, args: unknown[]): [FileDescriptorLike] {
    const signature = { name, parameters: ["fileobj"], required: 1, method: true };
    return take(signature, args) as [FileDescriptorLike];
}

/** Reads the argument of `select`: seconds (negative ones become 0) or null. */
export function takeTimeout(name: string, args: unknown[]): number | null {
    const signature = { name, parameters: ["timeout"], required: 0, method: true };
    const [timeout = null] = take(signature, args);
    if (timeout === null) return null;
    if (typeof timeout !== "number" && asInteger(timeout) === null)
        throw notComparable(name, typeName(timeout));
    const seconds = Number(timeout);
    return seconds <= 0 ? 0 : seconds;
}

/** Returns the error for a timeout without an order. CPython's selectors compare it with zero in two ways. */
function notComparable(name: string, type: string): TypeError {
    const [operator, left, right] = /^(Select|Kqueue)/.test(name) ? [">", "int", type] : ["<=", type, "int"];
    return new TypeError(`'${operator}' not supported between instances of '${left}' and '${right}'`);
}
