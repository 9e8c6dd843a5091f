import { asInteger, isLong } from "../python/arguments";
import { asBytes } from "../python/buffers";
import { AttributeError, MemoryError, OverflowError, TypeError, ValueError } from "../python/exceptions";
import { typeName } from "../python/type-name";
import { UnsupportedOperation } from "./unsupported-operation";

/** Helpers of all stream classes. Each accepts any object that has the methods it needs. */

/** Default buffer size in bytes. Python: `io.DEFAULT_BUFFER_SIZE`. */
export const DEFAULT_BUFFER_SIZE = 8192;

/** Size in bytes that no memory can hold. Below it the operating system decides. */
const LARGEST_BUFFER = 2 ** 47;

/** Raw stream of a copy that is being made, until it gets its own. */
export const anyRaw = new (class AnyRaw {
    readable(): boolean {
        return true;
    }

    writable(): boolean {
        return true;
    }

    seekable(): boolean {
        return false;
    }
})();

/** Returns an attribute of any object. Raises `AttributeError` if it is missing in Python's sense. */
export function attribute(object: unknown, name: string): unknown {
    const value = (object as Record<string, unknown> | null | undefined)?.[name];
    if (value === undefined)
        throw new AttributeError(`'${typeName(object)}' object has no attribute '${name}'`);
    return value;
}

/** Calls a method of any object. Raises `AttributeError` if it has none of that name. */
export function invoke(object: unknown, name: string, ...args: unknown[]): unknown {
    const method = attribute(object, name);
    if (typeof method !== "function") throw new TypeError(`'${typeName(method)}' object is not callable`);
    return Reflect.apply(method, object, args);
}

export function requireAbility(
    stream: unknown,
    ability: "readable" | "writable" | "seekable",
    text = `File or stream is not ${ability}.`,
): void {
    if (invoke(stream, ability) !== true) throw new UnsupportedOperation(text);
}

/** Converts a number of bytes or characters; null becomes -1, which means no limit. */
export function toOptionalSize(value: unknown): number {
    if (value === undefined || value === null) return -1;
    if (asInteger(value) === null)
        throw new TypeError(`argument should be integer or None, not '${typeName(value)}'`);
    return toIndex(value);
}

/** Converts a position or size. Raises `OverflowError` if it exceeds every address. */
export function toIndex(value: unknown): number {
    const integer = asInteger(value);
    if (integer === null)
        throw new TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
    if (!isLong(integer)) throw new OverflowError("cannot fit 'int' into an index-sized integer");
    return Number(integer);
}

/** Raises `ValueError` or `MemoryError` if `size` is not a possible buffer size. */
export function checkBufferSize(size: number): number {
    if (size <= 0) throw new ValueError("buffer size must be strictly positive");
    if (size > LARGEST_BUFFER) throw new MemoryError();
    return size;
}

/** Returns the memory into which a method named `caller` will write. */
export function toWritable(value: unknown, caller: string): Uint8Array {
    const view = asBytes(value);
    if (view !== null) return view;
    const type = value === null || value === undefined ? "None" : typeName(value);
    throw new TypeError(`${caller}() argument must be read-write bytes-like object, not ${type}`);
}

/** Allocates zeroed memory, which costs nothing until it is touched. Raises `MemoryError`. */
export function allocateCleared(size: number): Buffer {
    try {
        return Buffer.alloc(size);
    } catch {
        throw new MemoryError();
    }
}

/** Allocates memory without clearing it: its old contents show until it is written. Raises `MemoryError`. */
export function allocate(size: number): Buffer {
    try {
        return Buffer.allocUnsafeSlow(size);
    } catch {
        throw new MemoryError();
    }
}

/** Writes what is buffered, before a copy is made: two streams must not both write it. */
export function flushIfAble(stream: { closed: boolean; flush(): void }): void {
    try {
        if (!stream.closed) stream.flush();
    } catch {
        // The original reports it, at its next call.
    }
}
