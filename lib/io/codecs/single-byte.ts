import type { Codec, Decoded } from "./codec";
import { handleUndecodable } from "./error-handlers";
import { encodeWith } from "./unencodable";

/** Returns a codec with one byte per character, for the first `limit` characters of Unicode. */
function firstCharacters(encoding: string, limit: number): Codec {
    const beyond = limit === 128 ? /[^\0-\x7f]/ : /[^\0-\xff]/;
    const rules = {
        encoding,
        reason: `ordinal not in range(${limit})`,
        canEncode: (code: number) => code < limit,
        write: (text: string) => Buffer.from(text, "latin1"),
        pass: null,
        inRuns: true,
    };
    return {
        decode(bytes, errors) {
            const text = bytes.toString("latin1");
            if (!beyond.test(text)) return { text, used: bytes.length };
            return decodeSlowly(bytes, errors);
        },
        encode(text, errors) {
            return beyond.test(text) ? encodeWith(rules, text, errors) : rules.write(text);
        },
    };

    function decodeSlowly(bytes: Buffer, errors: string): Decoded {
        let text = "";
        let at = 0;
        while (at < bytes.length) {
            if (bytes[at] < limit) {
                text += String.fromCharCode(bytes[at++]);
                continue;
            }
            const handled = handleUndecodable(errors, encoding, bytes, at, at + 1, rules.reason);
            text += handled.text;
            at = handled.next;
        }
        return { text, used: bytes.length };
    }
}

export const ascii = firstCharacters("ascii", 128);
export const latin1 = firstCharacters("latin-1", 256);
