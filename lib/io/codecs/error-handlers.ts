import { LookupError, TypeError } from "../../python/exceptions";
import { escapeCharacter } from "../../python/repr";
import { UnicodeDecodeError, UnicodeEncodeError } from "../../python/unicode-errors";

/**
 * Handlers for bytes and characters that an encoding cannot convert. Python: "Error Handlers" of `codecs`.
 */

const REPLACEMENT = "\ufffd";

/**
 * Returns replacement text for the bytes from `start` to `end`. Raises the error if the handler named
 * `errors` does not handle it.
 */
export function handleUndecodable(
    errors: string,
    encoding: string,
    bytes: Uint8Array,
    start: number,
    end: number,
    reason: string,
): { text: string; next: number } {
    const failed = (): never => {
        throw new UnicodeDecodeError(encoding, bytes, start, end, reason);
    };
    switch (errors) {
        case "strict":
            return failed();
        case "ignore":
            return { text: "", next: end };
        case "replace":
            return { text: REPLACEMENT, next: end };
        case "backslashreplace":
            return { text: [...bytes.subarray(start, end)].map(escapeByte).join(""), next: end };
        case "surrogateescape":
            return escapeBytes(bytes, start, end) ?? failed();
        case "surrogatepass":
            return passSurrogate(encoding, bytes, start) ?? failed();
        case "xmlcharrefreplace":
        case "namereplace":
            throw new TypeError("don't know how to handle UnicodeDecodeError in error callback");
        default:
            throw new LookupError(`unknown error handler name '${errors}'`);
    }
}

function escapeByte(byte: number): string {
    return `\\x${byte.toString(16).padStart(2, "0")}`;
}

function escapeBytes(bytes: Uint8Array, start: number, end: number): { text: string; next: number } | null {
    let text = "";
    for (let at = start; at < Math.min(end, start + 4) && bytes[at] >= 0x80; at++)
        text += String.fromCharCode(0xdc00 + bytes[at]);
    return text === "" ? null : { text, next: start + text.length };
}

/** Returns the surrogate that the bytes at this place encode. */
function passSurrogate(
    encoding: string,
    bytes: Uint8Array,
    start: number,
): { text: string; next: number } | null {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const size =
        encoding === "utf-8" ? 3 : encoding.startsWith("utf-16") ? 2 : encoding.startsWith("utf-32") ? 4 : 0;
    if (size === 0 || start + size > bytes.length) return null;
    const isLittle = !encoding.endsWith("be");
    let code: number;
    if (size === 2) code = view.getUint16(start, isLittle);
    else if (size === 4) code = view.getUint32(start, isLittle);
    else {
        const [first, second, third] = bytes.subarray(start, start + 3);
        if ((first & 0xf0) !== 0xe0 || (second & 0xc0) !== 0x80 || (third & 0xc0) !== 0x80) return null;
        code = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
    }
    return code >= 0xd800 && code <= 0xdfff ? { text: String.fromCharCode(code), next: start + size } : null;
}

/**
 * Returns replacement text or bytes for the characters from `start` to `end`. `pass` tells how the encoding
 * writes surrogates. Raises the error if the handler named `errors` does not handle it.
 */
export function handleUnencodable(
    errors: string,
    encoding: string,
    characters: readonly string[],
    start: number,
    end: number,
    reason: string,
    pass: ((code: number) => Buffer) | null,
): (string | Buffer)[] {
    const failedAt = (at: number): never => {
        throw new UnicodeEncodeError(encoding, characters.join(""), at, end, reason);
    };
    const part = characters.slice(start, end);
    switch (errors) {
        case "strict":
            return failedAt(start);
        case "ignore":
            return [];
        case "replace":
            return part.map(() => "?");
        case "backslashreplace":
        case "namereplace":
            return part.map(escapeCharacter);
        case "xmlcharrefreplace":
            return part.map((character) => `&#${character.codePointAt(0)};`);
        case "surrogateescape": {
            // A single byte is not a character in these encodings.
            if (/^utf-(16|32)/.test(encoding)) return failedAt(start);
            const bytes = part.map((character) => (character.codePointAt(0) as number) - 0xdc00);
            const unescaped = bytes.findIndex((byte) => byte < 0x80 || byte > 0xff);
            if (unescaped >= 0) failedAt(encoding === "charmap" ? start : start + unescaped);
            return [Buffer.from(bytes)];
        }
        case "surrogatepass": {
            const codes = part.map((character) => character.codePointAt(0) as number);
            if (pass === null || codes.some((code) => code < 0xd800 || code > 0xdfff)) return failedAt(start);
            return codes.map(pass);
        }
        default:
            throw new LookupError(`unknown error handler name '${errors}'`);
    }
}
