import { asInteger, isLong } from "../python/arguments";
import { asBytes } from "../python/buffers";
import { AttributeError, MemoryError, OverflowError, TypeError, ValueError } from "../python/exceptions";
import { typeName } from "../python/type-name";
import { UnsupportedOperation } from "./unsupported-operation";

/** What the classes of streams have in common: each takes any object that has the methods it needs. */

/** The size of a buffer if none is given. Python: `io.DEFAULT_BUFFER_SIZE`. */
export const DEFAULT_BUFFER_SIZE = 8192;

/** What no memory could hold; below, the operating system is asked. */
const LARGEST_BUFFER = 2 ** 47;

/** The attribute of any object; raises `AttributeError` where Python has none. */
export function attribute(object: unknown, name: string): unknown {
    const value = (object as Record<string, unknown> | null | undefined)?.[name];
    if (value === undefined)
        throw new AttributeError(`'${typeName(object)}' object has no attribute '${name}'`);
    return value;
}

/** Calls a method of any object; raises `AttributeError` if it has none. */
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

/** A number of bytes or characters; -1 for null, which is for as many as there are. */
export function toOptionalSize(value: unknown): number {
    if (value === undefined || value === null) return -1;
    if (asInteger(value) === null)
        throw new TypeError(`argument should be integer or None, not '${typeName(value)}'`);
    return toIndex(value);
}

/** A position or size; raises `OverflowError` if no address is that large. */
export function toIndex(value: unknown): number {
    const integer = asInteger(value);
    if (integer === null)
        throw new TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
    if (!isLong(integer)) throw new OverflowError("cannot fit 'int' into an index-sized integer");
    return Number(integer);
}

/** Raises `ValueError` or `MemoryError` if it is no size that a buffer can have. */
export function checkBufferSize(size: number): number {
    if (size <= 0) throw new ValueError("buffer size must be strictly positive");
    if (size > LARGEST_BUFFER) throw new MemoryError();
    return size;
}

/** The memory that a method named `caller` writes to. */
export function toWritable(value: unknown, caller: string): Uint8Array {
    const view = asBytes(value);
    if (view !== null) return view;
    const type = value === null || value === undefined ? "None" : typeName(value);
    throw new TypeError(`${caller}() argument must be read-write bytes-like object, not ${type}`);
}

/** New memory, which costs nothing before it is touched; raises `MemoryError`. */
export function allocateCleared(size: number): Buffer {
    try {
        return Buffer.alloc(size);
    } catch {
        throw new MemoryError();
    }
}

/** New memory that holds something else until it is written to; raises `MemoryError`. */
export function allocate(size: number): Buffer {
    try {
        return Buffer.allocUnsafeSlow(size);
    } catch {
        throw new MemoryError();
    }
}
