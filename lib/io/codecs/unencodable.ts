import { handleUnencodable } from "./error-handlers";

/** Rules of an encoding, for `encodeWith`. */
export interface Rules {
    encoding: string;
    reason: string;
    canEncode(code: number): boolean;
    /** Encodes text that is known to be encodable. */
    write(text: string): Buffer;
    pass: ((code: number) => Buffer) | null;
    /** Whether adjacent characters that cannot be encoded are reported as one error. */
    inRuns: boolean;
}

/** Encodes text that contains characters the encoding lacks. */
export function encodeWith(rules: Rules, text: string, errors: string): Buffer {
    const characters = [...text];
    const codes = characters.map((character) => character.codePointAt(0) as number);
    const parts: Buffer[] = [];
    let at = 0;
    while (at < characters.length) {
        const start = at;
        while (at < characters.length && rules.canEncode(codes[at])) at++;
        parts.push(rules.write(characters.slice(start, at).join("")));
        if (at === characters.length) break;
        let end = at + 1;
        while (rules.inRuns && end < characters.length && !rules.canEncode(codes[end])) end++;
        const { encoding, reason, pass } = rules;
        for (const piece of handleUnencodable(errors, encoding, characters, at, end, reason, pass))
            parts.push(typeof piece === "string" ? rules.write(piece) : piece);
        at = end;
    }
    return Buffer.concat(parts);
}

export function isSurrogate(code: number): boolean {
    return code >= 0xd800 && code <= 0xdfff;
}
