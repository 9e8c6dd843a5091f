import { endianness } from "node:os";
import { UnicodeDecodeError } from "../../python/unicode-errors";
import type { Codec, Decoded, MarkedCodec } from "./codec";
import { handleUndecodable } from "./error-handlers";
import { encodeWith, isSurrogate } from "./unencodable";

type Order = "le" | "be";

const native: Order = endianness() === "LE" ? "le" : "be";
const TRUNCATED = "truncated data";

function utf16(order: Order, encoding = `utf-16-${order}`): Codec {
    const write = (text: string) => swapped(Buffer.from(text, "utf16le"), 2, order);
    const rules = {
        encoding,
        reason: "surrogates not allowed",
        canEncode: (code: number) => !isSurrogate(code),
        write,
        pass: (code: number) => write(String.fromCharCode(code)),
        inRuns: false,
    };
    return {
        decode: (bytes, errors, final) => decode(bytes, errors, final, encoding, unitsOf16),
        encode: (text, errors) => encodeWith(rules, text, errors),
    };
}

function utf32(order: Order, encoding = `utf-32-${order}`): Codec {
    const writeCode = (code: number) => {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32LE(code);
        return swapped(bytes, 4, order);
    };
    const rules = {
        encoding,
        reason: "surrogates not allowed",
        canEncode: (code: number) => !isSurrogate(code),
        write: (text: string) =>
            Buffer.concat([...text].map((character) => writeCode(character.codePointAt(0) as number))),
        pass: writeCode,
        inRuns: false,
    };
    return {
        decode: (bytes, errors, final) => decode(bytes, errors, final, encoding, unitsOf32),
        encode: (text, errors) => encodeWith(rules, text, errors),
    };
}

function swapped(bytes: Buffer, size: 2 | 4, order: Order): Buffer {
    if (order === "le") return bytes;
    return size === 2 ? bytes.swap16() : bytes.swap32();
}

/**
 * A character, or the problem with `length` bytes. `incomplete` means that more bytes may complete the
 * character.
 */
type Unit = { code: number; length: number } | { problem: string; length: number; incomplete: boolean };

function unitsOf16(view: DataView, at: number, isLittle: boolean): Unit {
    const left = view.byteLength - at;
    if (left < 2) return { problem: TRUNCATED, length: left, incomplete: true };
    const first = view.getUint16(at, isLittle);
    if (!isSurrogate(first)) return { code: first, length: 2 };
    if (first >= 0xdc00) return { problem: "illegal encoding", length: 2, incomplete: false };
    if (left < 4) return { problem: "unexpected end of data", length: left, incomplete: true };
    const second = view.getUint16(at + 2, isLittle);
    if (second < 0xdc00 || second > 0xdfff)
        return { problem: "illegal UTF-16 surrogate", length: 2, incomplete: false };
    return { code: 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), length: 4 };
}

function unitsOf32(view: DataView, at: number, isLittle: boolean): Unit {
    const left = view.byteLength - at;
    if (left < 4) return { problem: TRUNCATED, length: left, incomplete: true };
    const code = view.getUint32(at, isLittle);
    if (isSurrogate(code))
        return {
            problem: "code point in surrogate code point range(0xd800, 0xe000)",
            length: 4,
            incomplete: false,
        };
    if (code > 0x10ffff)
        return { problem: "code point not in range(0x110000)", length: 4, incomplete: false };
    return { code, length: 4 };
}

function decode(
    bytes: Buffer,
    errors: string,
    final: boolean,
    encoding: string,
    unitAt: (view: DataView, at: number, isLittle: boolean) => Unit,
): Decoded {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const isLittle = encoding.endsWith("le");
    let text = "";
    let at = 0;
    while (at < bytes.length) {
        const unit = unitAt(view, at, isLittle);
        if ("code" in unit) {
            text += String.fromCodePoint(unit.code);
            at += unit.length;
            continue;
        }
        if (unit.incomplete && !final) break;
        const handled = handleUndecodable(errors, encoding, bytes, at, at + unit.length, unit.problem);
        text += handled.text;
        at = handled.next;
    }
    return { text, used: at };
}

/** Returns the encoding with a mark. Without one at its beginning, the byte order of a stream is unknown. */
function marked(encoding: string, size: 2 | 4, first: Codec, codecs: Record<Order, Codec>): MarkedCodec {
    const marks = { le: codecs.le.encode("\ufeff", "strict"), be: codecs.be.encode("\ufeff", "strict") };
    return {
        mark: marks[native],
        first,
        codec: codecs[native],
        detect(bytes, errors, final) {
            if (bytes.length < size && !final) return null;
            const begin = bytes.subarray(0, size);
            if (begin.equals(marks.le)) return { codec: codecs.le, length: size };
            if (begin.equals(marks.be)) return { codec: codecs.be, length: size };
            const { used } = codecs[native].decode(bytes, errors, final);
            if (used >= size)
                throw new UnicodeDecodeError(encoding, bytes, 0, size, "Stream does not start with BOM");
            return final ? { codec: codecs[native], length: 0 } : null;
        },
    };
}

export const utf16le = utf16("le");
export const utf16be = utf16("be");
export const utf16WithMark = marked("utf-16", 2, utf16(native, "utf-16"), { le: utf16le, be: utf16be });
export const utf32le = utf32("le");
export const utf32be = utf32("be");
export const utf32WithMark = marked("utf-32", 4, utf32(native, "utf-32"), { le: utf32le, be: utf32be });
