import { isUtf8 } from "node:buffer";
import type { Codec, Decoded, MarkedCodec } from "./codec";
import { handleUndecodable } from "./error-handlers";
import { encodeWith, isSurrogate } from "./unencodable";

const ENCODING = "utf-8";
const START = "invalid start byte";
const CONTINUATION = "invalid continuation byte";
const END = "unexpected end of data";
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export const utf8: Codec = {
    decode(bytes, errors, final) {
        if (isUtf8(bytes)) return { text: bytes.toString("utf8"), used: bytes.length };
        return decodeSlowly(bytes, errors, final);
    },
    encode(text, errors) {
        return isWellFormed(text) ? Buffer.from(text) : encodeWith(rules, text, errors);
    },
};

export const utf8WithMark: MarkedCodec = {
    mark: MARK,
    first: utf8,
    codec: utf8,
    detect(bytes) {
        // Even at the end, CPython decodes part of a mark to nothing.
        if (bytes.length < 3 && MARK.subarray(0, bytes.length).equals(bytes)) return null;
        return { codec: utf8, length: bytes.subarray(0, 3).equals(MARK) ? 3 : 0 };
    },
};

const rules = {
    encoding: ENCODING,
    reason: "surrogates not allowed",
    canEncode: (code: number) => !isSurrogate(code),
    write: (text: string) => Buffer.from(text),
    pass: (code: number) => Buffer.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)),
    inRuns: true,
};

/** Whether all surrogates are in pairs. Node has `isWellFormed()`; the types of ES2022 do not. */
function isWellFormed(text: string): boolean {
    return (text as unknown as { isWellFormed(): boolean }).isWellFormed();
}

function decodeSlowly(bytes: Buffer, errors: string, final: boolean): Decoded {
    let text = "";
    let begin = 0;
    let at = 0;
    while (at < bytes.length) {
        const { length, problem } = sequenceAt(bytes, at);
        if (problem === null) {
            at += length;
            continue;
        }
        if (problem === END && !final) break;
        text += bytes.toString("utf8", begin, at);
        const handled = handleUndecodable(errors, ENCODING, bytes, at, at + length, problem);
        text += handled.text;
        at = handled.next;
        begin = at;
    }
    return { text: text + bytes.toString("utf8", begin, at), used: at };
}

/** Returns the length of the character at `at`, or the length and description of an invalid sequence. */
function sequenceAt(bytes: Buffer, at: number): { length: number; problem: string | null } {
    const first = bytes[at];
    if (first < 0x80) return { length: 1, problem: null };
    if (first < 0xc2 || first > 0xf4) return { length: 1, problem: START };
    const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    for (let index = 1; index < length; index++) {
        const byte = bytes[at + index];
        if (byte === undefined) return { length: index, problem: END };
        const isSecond = index === 1;
        const least = isSecond && first === 0xe0 ? 0xa0 : isSecond && first === 0xf0 ? 0x90 : 0x80;
        const most = isSecond && first === 0xed ? 0x9f : isSecond && first === 0xf4 ? 0x8f : 0xbf;
        if (byte < least || byte > most) return { length: index, problem: CONTINUATION };
    }
    return { length, problem: null };
}
