import { native } from "../../native/addon";
import { TypeError, ValueError } from "../../python/exceptions";
import { encodeUtf8 } from "../../python/file-names";
import { typeName } from "../../python/type-name";

/** Conversion of the addresses of a family between Python's values and the block of lib/native/addon.ts. */
export interface AddressFormat {
    /**
     * Writes an address to the block. `caller` is the name with which error texts begin. The socket of
     * `handle` is used to look up interfaces.
     */
    place(address: unknown, caller: string, protocol: number, handle: number): void;
    /** Reads the address in a block, of which `blockBytes` is another view. */
    // biome-ignore lint/suspicious/noExplicitAny: which shape it is only the program knows
    read(block: Int32Array, blockBytes: Uint8Array): any;
}

export const { words, bytes } = native;
/** Offset of an address's bytes in the block. */
export const TAIL = 16;

/** Returns the elements of an address. `name` is the beginning of the error text for any other value. */
export function elementsOf(address: unknown, name: string): readonly unknown[] {
    if (Array.isArray(address)) return address;
    throw new TypeError(`${name} address must be tuple, not ${typeName(address)}`);
}

/** Raises `TypeError` with `text` unless there are `least` to `most` elements. */
export function checkCount(elements: readonly unknown[], least: number, most: number, text: string): void {
    if (elements.length < least || elements.length > most) throw new TypeError(text);
}

/** Encodes a string without NUL as UTF-8. Raises `TypeError` with `text` for another type. */
export function toText(value: unknown, text: string): Buffer {
    if (typeof value !== "string") throw new TypeError(text);
    const encoded = encodeUtf8(value);
    if (encoded.includes(0)) throw new ValueError("embedded null character");
    return encoded;
}

/** Clears the block and sets its family. */
export function clearBlock(family: number): void {
    words.fill(0, 0, 32);
    words[0] = family;
}
