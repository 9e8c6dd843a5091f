import { types } from "node:util";
import { asBytes } from "./buffers";
import { OverflowError, TypeError, ValueError } from "./exceptions";
import { typeName } from "./type-name";

/** What Python's iteration over a value gives, as an array; null if it cannot be iterated over. */
export function itemsOf(value: unknown): readonly unknown[] | null {
    if (Array.isArray(value)) return value;
    if (types.isMap(value)) return [...value.keys()];
    if (types.isUint8Array(value)) return [...(asBytes(value) as Uint8Array)];
    const iterable = value as Iterable<unknown> | null | undefined;
    return typeof iterable?.[Symbol.iterator] === "function" ? [...iterable] : null;
}

/**
 * As `itemsOf`, where no item may be a number or a character. Of bytes or text the first is enough to refuse it: an
 * array of all of them may not fit into memory.
 */
export function objectsOf(value: unknown): readonly unknown[] | null {
    if (typeof value === "string") return [...value.slice(0, 1)];
    const bytes = asBytes(value);
    if (bytes === null) return itemsOf(value);
    return [...(types.isTypedArray(value) ? value : bytes).subarray(0, 1)];
}

const LONGEST_ARRAY = 2 ** 32 - 1;

/** The length of an array, which a Proxy may make anything; refused as by Python's `len()`. */
export function lengthOf(array: readonly unknown[]): number {
    const length: unknown = array.length;
    if (typeof length !== "number" || !Number.isInteger(length))
        throw new TypeError(`'${typeName(length)}' object cannot be interpreted as an integer`);
    if (length < 0) throw new ValueError("__len__() should return >= 0");
    if (length > LONGEST_ARRAY) throw new OverflowError("cannot fit 'int' into an index-sized integer");
    return length;
}
