import { types } from "node:util";

/** What is taken where Python takes a bytes-like object. */
export type BytesLike = ArrayBufferView | ArrayBufferLike;

/** The memory of a bytes-like object as a view of bytes; null for anything else. */
export function asBytes(value: unknown): Uint8Array | null {
    if (value instanceof Uint8Array) return value;
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return types.isAnyArrayBuffer(value) ? new Uint8Array(value) : null;
}
