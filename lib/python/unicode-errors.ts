import { argumentTypeName, toBytes, toSize } from "./arguments";
import { type Arguments, TypeError, text, UnicodeError } from "./exceptions";
import { escapeCharacter } from "./repr";

export class UnicodeEncodeError extends UnicodeError {
    /** Name of the encoding. Python: `UnicodeError.encoding`. */
    readonly encoding: string;
    /** Text that cannot be encoded; `start` and `end` count its characters. Python: `UnicodeError.object`. */
    readonly object: string;
    /** Index of the first character that cannot be encoded. Python: `UnicodeError.start`. */
    readonly start: number;
    /** Index after the last character that cannot be encoded. Python: `UnicodeError.end`. */
    readonly end: number;
    /** Description of the problem. Python: `UnicodeError.reason`. */
    readonly reason: string;

    constructor(...args: [encoding: string, object: string, start: number, end: number, reason: string]) {
        super(...args);
        [this.encoding, this.object, , , this.reason] = args;
        this.start = Number(args[2]);
        this.end = Number(args[3]);
    }

    static override [text](args: Arguments): string {
        checkCount(args);
        const encoding = toText(args, 0);
        const object = toText(args, 1);
        const start = toSize(args[2]);
        const end = toSize(args[3]);
        const reason = toText(args, 4);
        const character = [...object][start];
        const what =
            end === start + 1 && character !== undefined
                ? `character '${escapeCharacter(character)}' in position ${start}`
                : `characters in position ${start}-${end - 1}`;
        return `'${encoding}' codec can't encode ${what}: ${reason}`;
    }
}

export class UnicodeDecodeError extends UnicodeError {
    /** Name of the encoding. Python: `UnicodeError.encoding`. */
    readonly encoding: string;
    /** Bytes that cannot be decoded. Python: `UnicodeError.object`. */
    readonly object: Uint8Array;
    /** Index of the first byte that cannot be decoded. Python: `UnicodeError.start`. */
    readonly start: number;
    /** Index after the last byte that cannot be decoded. Python: `UnicodeError.end`. */
    readonly end: number;
    /** Description of the problem. Python: `UnicodeError.reason`. */
    readonly reason: string;

    constructor(...args: [encoding: string, object: Uint8Array, start: number, end: number, reason: string]) {
        super(...args);
        [this.encoding, this.object, , , this.reason] = args;
        this.start = Number(args[2]);
        this.end = Number(args[3]);
    }

    static override [text](args: Arguments): string {
        checkCount(args);
        const encoding = toText(args, 0);
        const start = toSize(args[2]);
        const end = toSize(args[3]);
        const reason = toText(args, 4);
        const object = toBytes(args[1]);
        const byte = object[start];
        const what =
            end === start + 1 && byte !== undefined
                ? `byte 0x${byte.toString(16).padStart(2, "0")} in position ${start}`
                : `bytes in position ${start}-${end - 1}`;
        return `'${encoding}' codec can't decode ${what}: ${reason}`;
    }
}

function checkCount(args: Arguments): void {
    const count = args.findLastIndex((argument) => argument !== undefined) + 1;
    if (count !== 5) throw new TypeError(`function takes exactly 5 arguments (${count} given)`);
}

function toText(args: Arguments, index: number): string {
    const value = args[index];
    if (typeof value === "string") return value;
    throw new TypeError(`argument ${index + 1} must be str, not ${argumentTypeName(value)}`);
}
