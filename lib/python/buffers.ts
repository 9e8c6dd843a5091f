import { types } from "node:util";
import { ValueError } from "./exceptions";

/** What is taken where Python takes a bytes-like object. */
export type BytesLike = ArrayBufferView | ArrayBufferLike;

const GONE = "operation forbidden on released memoryview object";

/** Of all typed arrays; like most of their methods, it refuses one whose memory is gone. */
const { keys } = Object.getPrototypeOf(Uint8Array.prototype) as { keys(): unknown };

/**
 * The memory of a bytes-like object as a view of bytes; null for anything else. Raises `ValueError` for memory
 * that was transferred to another thread, or that its buffer has no longer.
 */
export function asBytes(value: unknown): Uint8Array | null {
    try {
        if (ArrayBuffer.isView(value)) {
            if (!types.isDataView(value)) keys.call(value);
            // Always a new view: compiled code may see the old length of one whose memory is gone.
            return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        }
        return types.isAnyArrayBuffer(value) ? new Uint8Array(value) : null;
    } catch {
        throw new ValueError(GONE);
    }
}

/** Raises `ValueError` for a view whose memory is gone: it would pass for an empty one. */
export function checkMemory(view: Uint8Array): void {
    if (view.length === 0) asBytes(view);
}
