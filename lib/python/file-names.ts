import { TypeError, ValueError } from "./exceptions";
import { typeName } from "./type-name";
import { UnicodeEncodeError } from "./unicode-errors";

/**
 * Conversion of file names between text and bytes, as in CPython: UTF-8, with each invalid byte as half a
 * surrogate pair (PEP 383, "surrogateescape").
 */

const LONE_SURROGATE = /\p{Surrogate}/u;
const FIRST_ESCAPE = 0xdc80;
const LAST_ESCAPE = 0xdcff;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Encodes a file name. Raises `UnicodeEncodeError` for a surrogate that does not come from a byte. */
export function encodeFileName(name: string): Buffer {
    if (!LONE_SURROGATE.test(name)) return Buffer.from(name);
    const parts: Buffer[] = [];
    let position = 0;
    for (const { 0: surrogate, index } of name.matchAll(new RegExp(LONE_SURROGATE, "gu"))) {
        const code = surrogate.charCodeAt(0);
        if (code < FIRST_ESCAPE || code > LAST_ESCAPE) throw surrogateError(name, index);
        parts.push(Buffer.from(name.slice(position, index)), Buffer.of(code & 0xff));
        position = index + 1;
    }
    return Buffer.concat([...parts, Buffer.from(name.slice(position))]);
}

/**
 * Returns the bytes of a file name given as string or bytes. Raises `TypeError`, and `ValueError` for a NUL.
 */
export function toFileName(value: unknown): Buffer {
    if (typeof value !== "string" && !Buffer.isBuffer(value))
        throw new TypeError(`expected str, bytes or os.PathLike object, not ${typeName(value)}`);
    const name = typeof value === "string" ? encodeFileName(value) : value;
    if (name.includes(0)) throw new ValueError("embedded null byte");
    return name;
}

/** Encodes text as plain UTF-8. Raises `UnicodeEncodeError` for a lone surrogate. */
export function encodeUtf8(text: string): Buffer {
    const index = text.search(LONE_SURROGATE);
    if (index >= 0) throw surrogateError(text, index);
    return Buffer.from(text);
}

function surrogateError(text: string, index: number): UnicodeEncodeError {
    const start = [...text.slice(0, index)].length;
    return new UnicodeEncodeError("utf-8", text, start, start + 1, "surrogates not allowed");
}

export function decodeFileName(bytes: Uint8Array): string {
    try {
        return decoder.decode(bytes);
    } catch {
        return decodeEscaped(bytes);
    }
}

/** Decodes byte by byte, escaping each byte that does not begin a complete character. */
function decodeEscaped(bytes: Uint8Array): string {
    let name = "";
    for (let position = 0; position < bytes.length; ) {
        const character = characterAt(bytes, position);
        name += character ?? String.fromCharCode(0xdc00 | bytes[position]);
        position += character === null ? 1 : Buffer.byteLength(character);
    }
    return name;
}

function characterAt(bytes: Uint8Array, position: number): string | null {
    for (let length = 1; length <= 4; length++) {
        try {
            return decoder.decode(bytes.subarray(position, position + length));
        } catch {
            // The character is incomplete or invalid.
        }
    }
    return null;
}
