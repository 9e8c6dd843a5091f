import { types } from "node:util";
import { ValueError } from "./exceptions";

/** What is taken where Python takes a bytes-like object. */
export type BytesLike = ArrayBufferView | ArrayBufferLike;

/**
 * The memory of a bytes-like object as a view of bytes; null for anything else. Raises `ValueError` for memory
 * that was transferred to another thread.
 */
export function asBytes(value: unknown): Uint8Array | null {
    try {
        // Always a new view: compiled code may see the old length of one whose memory is gone.
        if (ArrayBuffer.isView(value))
            return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        return types.isAnyArrayBuffer(value) ? new Uint8Array(value) : null;
    } catch {
        throw new ValueError("operation forbidden on released memoryview object");
    }
}
