import { types } from "node:util";
import { TypeError, ValueError } from "./exceptions";
import { typeName } from "./type-name";

/** Values accepted where Python accepts a bytes-like object: any view, or the memory itself. */
export type BytesLike = ArrayBufferView | ArrayBufferLike;

const GONE = "operation forbidden on released memoryview object";

/** `keys()` of all typed arrays. Like most of their methods it throws if the view's memory is gone. */
const { keys } = Object.getPrototypeOf(Uint8Array.prototype) as { keys(): unknown };

/**
 * Returns the memory of a bytes-like object as a view of bytes; null for any other value. Raises `ValueError`
 * if the memory was transferred to another thread, or if a resized buffer no longer covers it.
 */
export function asBytes(value: unknown): Uint8Array | null {
    try {
        if (ArrayBuffer.isView(value)) {
            if (!types.isDataView(value)) keys.call(value);
            // Always a new view: compiled code may still use the old length of a view whose memory is gone.
            return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        }
        return types.isAnyArrayBuffer(value) ? new Uint8Array(value) : null;
    } catch {
        throw new ValueError(GONE);
    }
}

/** Raises `ValueError` if the view's memory is gone. Without this check it would pass for an empty view. */
export function checkMemory(view: Uint8Array): void {
    try {
        keys.call(view);
    } catch {
        // An object with the prototype of a view alone.
        if (!types.isTypedArray(view))
            throw new TypeError(`a bytes-like object is required, not '${typeName(view)}'`);
        throw new ValueError(GONE);
    }
}

/**
 * Returns the length of a view; raises `ValueError` if its memory is gone. To be read once and passed on: after a
 * view of a resizable buffer, compiled code may read the old length of another view, which the native call refuses
 * with EFAULT.
 */
export function lengthOf(view: Uint8Array): number {
    let length = 0;
    try {
        length = view.length;
    } catch {
        // Of no view.
    }
    if (length === 0) checkMemory(view);
    return length;
}
