import { native } from "../../native/addon";
import { TypeError, ValueError } from "../../python/exceptions";
import { encodeUtf8 } from "../../python/file-names";
import { typeName } from "../../python/type-name";

/** How the addresses of a family are written: between Python's values and the block of lib/native/addon.ts. */
export interface AddressFormat {
    /**
     * Puts an address into the block. `caller` is the name that its errors begin with; the handle is that of
     * the socket, which is asked for the interfaces that an address names.
     */
    place(address: unknown, caller: string, protocol: number, handle: number): void;
    /** The address in a block, of which `blockBytes` is another view. */
    // biome-ignore lint/suspicious/noExplicitAny: which shape it is only the program knows
    read(block: Int32Array, blockBytes: Uint8Array): any;
}

export const { words, bytes } = native;
/** Where in the block the bytes of an address begin. */
export const TAIL = 16;

/** The elements of an address. `name` is what the text begins with for what is none. */
export function elementsOf(address: unknown, name: string): readonly unknown[] {
    if (Array.isArray(address)) return address;
    throw new TypeError(`${name} address must be tuple, not ${typeName(address)}`);
}

/** Raises `TypeError` with the text for another number of elements. */
export function checkCount(elements: readonly unknown[], least: number, most: number, text: string): void {
    if (elements.length < least || elements.length > most) throw new TypeError(text);
}

/** A string without NUL as UTF-8. `text` is that of the `TypeError` for another type. */
export function toText(value: unknown, text: string): Buffer {
    if (typeof value !== "string") throw new TypeError(text);
    const encoded = encodeUtf8(value);
    if (encoded.includes(0)) throw new ValueError("embedded null character");
    return encoded;
}

/** Empties what the fields of an address are put into. */
export function clearBlock(family: number): void {
    words.fill(0, 0, 32);
    words[0] = family;
}
