import { types } from "node:util";
import { ValueError } from "./exceptions";

/** What is taken where Python takes a bytes-like object. */
export type BytesLike = ArrayBufferView | ArrayBufferLike;

/**
 * The memory of a bytes-like object as a view of bytes; null for anything else. Raises `ValueError` for memory
 * that was transferred to another thread.
 */
export function asBytes(value: unknown): Uint8Array | null {
    if (ArrayBuffer.isView(value)) {
        if (value.byteLength === 0) checkAttached(value.buffer);
        if (value instanceof Uint8Array) return value;
        return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    }
    if (!types.isAnyArrayBuffer(value)) return null;
    checkAttached(value);
    return new Uint8Array(value);
}

function checkAttached(memory: ArrayBufferLike): void {
    try {
        memory.slice(0, 0);
    } catch {
        throw new ValueError("operation forbidden on released memoryview object");
    }
}
