import { types } from "node:util";
import { asBytes } from "./buffers";

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
