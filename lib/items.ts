import { asBytes } from "./buffers";

/** What Python's iteration over a value gives, as an array; null if it cannot be iterated over. */
export function itemsOf(value: unknown): readonly unknown[] | null {
    if (Array.isArray(value)) return value;
    if (value instanceof Map) return [...value.keys()];
    if (value instanceof Uint8Array) return [...(asBytes(value) as Uint8Array)];
    const iterable = value as Iterable<unknown> | null | undefined;
    return typeof iterable?.[Symbol.iterator] === "function" ? [...iterable] : null;
}
