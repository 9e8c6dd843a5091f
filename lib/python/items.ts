import { types } from "node:util";
import { asBytes } from "./buffers";
import { MemoryError, OverflowError, TypeError, ValueError } from "./exceptions";
import { typeName } from "./type-name";

/** Returns the items of Python's iteration over a value, as an array; null if it is not iterable. */
export function itemsOf(value: unknown): readonly unknown[] | null {
    if (Array.isArray(value)) {
        // A Proxy may say any length, which would be walked to its end.
        lengthOf(value);
        return value;
    }
    if (types.isMap(value)) return [...value.keys()];
    if (types.isUint8Array(value)) return [...(asBytes(value) as Uint8Array)];
    refuseGone(value);
    const iterable = value as Iterable<unknown> | null | undefined;
    return typeof iterable?.[Symbol.iterator] === "function" ? listOf(iterable) : null;
}

/**
 * Returns the items of a value that must have `count` of them, as `a, b = value` in Python does; null if it is not
 * iterable. If there are more, returns one more: an iterator may have no end.
 */
export function unpack(value: unknown, count: number): readonly unknown[] | null {
    const iterable = value as Iterable<unknown> | null | undefined;
    if (Array.isArray(value) || types.isMap(value) || typeof iterable?.[Symbol.iterator] !== "function")
        return itemsOf(value);
    refuseGone(value);
    const items: unknown[] = [];
    for (const item of iterable) if (items.push(item) > count) break;
    return items;
}

/** Raises `ValueError` for an array of numbers whose memory is gone: to iterate over it is an error of V8's. */
function refuseGone(value: unknown): void {
    if (types.isTypedArray(value)) asBytes(value);
}

/** More items are a `MemoryError`: V8 ends the process when its heap is full. */
const MOST_ITEMS = 2 ** 24;

function listOf(iterable: Iterable<unknown>): unknown[] {
    const items: unknown[] = [];
    for (const item of iterable) if (items.push(item) > MOST_ITEMS) throw new MemoryError();
    return items;
}

/**
 * Returns the items of a value that must not contain numbers or characters. For bytes or text it returns only
 * the first, which is enough to refuse it: an array of all may not fit into memory.
 */
export function objectsOf(value: unknown): readonly unknown[] | null {
    if (typeof value === "string") return [...value.slice(0, 1)];
    const bytes = asBytes(value);
    if (bytes === null) return itemsOf(value);
    return [...(types.isTypedArray(value) ? value : bytes).subarray(0, 1)];
}

const LONGEST_ARRAY = 2 ** 32 - 1;

/** Returns the length of an array, which a Proxy can make anything. Raises like Python's `len()`. */
export function lengthOf(array: readonly unknown[]): number {
    const length: unknown = array.length;
    if (typeof length !== "number" || !Number.isInteger(length))
        throw new TypeError(`'${typeName(length)}' object cannot be interpreted as an integer`);
    if (length < 0) throw new ValueError("__len__() should return >= 0");
    if (length > LONGEST_ARRAY) throw new OverflowError("cannot fit 'int' into an index-sized integer");
    return length;
}
