import { asBytes } from "./buffers";
import { TypeError, ValueError } from "./exceptions";
import { typeName } from "./type-name";

const simpleEscapes: Record<string, number | null> = {
    "\n": null,
    "\\": 0x5c,
    "'": 0x27,
    '"': 0x22,
    a: 0x07,
    b: 0x08,
    f: 0x0c,
    n: 0x0a,
    r: 0x0d,
    t: 0x09,
    v: 0x0b,
};

/**
 * Returns bytes as Python writes them: `` b`GET / HTTP/1.0\r\n\r\n` ``. The escapes are Python's: `\n \r \t
 * \v \f \a \b \\ \' \"`, `\xNN`, one to three octal digits, and a backslash before a line's end, which joins
 * two lines. Before any other character a backslash is kept. An interpolated value must be bytes: a `Buffer`,
 * any other view, or an `ArrayBuffer`.
 *
 * Raises `ValueError` for a character that is not ASCII or an incomplete `\x`. Raises `TypeError` for an
 * interpolated value that is not bytes, and if it is called as a function. Python: bytes literals, in the
 * language's lexical analysis.
 */
export function b(literal: TemplateStringsArray, ...values: (ArrayBufferView | ArrayBufferLike)[]): Buffer {
    if (!Array.isArray(literal?.raw)) throw new TypeError("b must be written in front of a literal: b`...`");
    const parts: Uint8Array[] = [];
    for (const [index, text] of literal.raw.entries()) {
        parts.push(parse(text));
        if (index < values.length) parts.push(interpolated(values[index]));
    }
    return Buffer.concat(parts);
}

function interpolated(value: unknown): Uint8Array {
    const bytes = asBytes(value);
    if (bytes === null) throw new TypeError(`a bytes-like object is required, not '${typeName(value)}'`);
    return bytes;
}

function parse(text: string): Buffer {
    const bytes: number[] = [];
    for (const [token] of text.matchAll(/\\(?:x[\da-fA-F]{0,2}|[0-7]{1,3}|.)|./gsu)) {
        if (/[^\0-\x7f]/.test(token)) throw new ValueError("bytes can only contain ASCII literal characters");
        if (token.length === 1) bytes.push(token.charCodeAt(0));
        else bytes.push(...escaped(token, bytes.length));
    }
    return Buffer.from(bytes);
}

function escaped(token: string, position: number): number[] {
    const letter = token[1];
    if (letter === "x") {
        if (token.length < 4) throw new ValueError(`invalid \\x escape at position ${position}`);
        return [Number.parseInt(token.slice(2), 16)];
    }
    if (letter >= "0" && letter <= "7") return [Number.parseInt(token.slice(1), 8) & 0xff];
    const value = simpleEscapes[letter];
    if (value === null) return [];
    return value === undefined ? [0x5c, letter.charCodeAt(0)] : [value];
}
