import { types } from "node:util";
import { asInteger, takeNamed, takePositional, toInteger } from "./arguments";
import { asBytes } from "./buffers";
import { Member } from "./enum";
import { MemoryError, OverflowError, TypeError, ValueError } from "./exceptions";
import { repr } from "./repr";
import { isPlainObject, typeName } from "./type-name";

/** Python's `int()` and `float()`: numbers from text, by Python's rules. */

/** Maximum number of digits where the time grows with their square: `sys.get_int_max_str_digits()`. */
const MOST_DIGITS = 4300;
/** Maximum number of bits of a bigint in V8. */
const MOST_BITS = 2 ** 30 - 1;
/** Number of characters of a text that its error shows. */
const SHOWN = 200;

export function toPythonInt(...args: unknown[]): number | bigint {
    const named = args.some((value) => isPlainObject(value) && Object.keys(value).length > 0);
    const [value, base] = named
        ? takeNamed("int", ["", "base"], 0, args)
        : takePositional("", "int", args, 0, 2);
    if (value === undefined) {
        if (base !== undefined) throw new TypeError("int() missing string argument");
        return 0;
    }
    const whole = base === undefined ? toWhole(value) : inBase(value, base);
    const number = Number(whole);
    // Adding 0 turns -0, which is not an int, into 0.
    return Number.isSafeInteger(number) ? number + 0 : BigInt(whole);
}

export function toPythonFloat(...args: unknown[]): number {
    const [value = 0] = takePositional("", "float", args, 0, 1);
    const number =
        value instanceof Member ? value.value : typeof value === "number" ? value : asInteger(value);
    if (number === null) return parseFloatText(value);
    if (typeof number === "bigint" && !Number.isFinite(Number(number)))
        throw new OverflowError("int too large to convert to float");
    return Number(number);
}

function toWhole(value: unknown): number | bigint {
    const integer = value instanceof Member ? value.value : asInteger(value);
    if (integer !== null) return integer;
    if (typeof value === "number") return truncate(value);
    const text = textOf(value);
    if (text === null)
        throw new TypeError(
            `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
        );
    return parseInteger(text, 10, value);
}

function truncate(value: number): number {
    if (Number.isNaN(value)) throw new ValueError("cannot convert float NaN to integer");
    if (!Number.isFinite(value)) throw new OverflowError("cannot convert float infinity to integer");
    return Math.trunc(value);
}

function inBase(value: unknown, base: unknown): bigint {
    const number = toInteger(base);
    if (number !== 0 && !(number >= 2 && number <= 36))
        throw new ValueError("int() base must be >= 2 and <= 36, or 0");
    // A view that stands for a memoryview is left out, as in Python.
    const text = typeof value === "string" || types.isUint8Array(value) ? textOf(value) : null;
    if (text === null) throw new TypeError("int() can't convert non-string with explicit base");
    return parseInteger(text, Number(number), value);
}

/** Returns the characters of a text or of bytes; null for any other value. */
function textOf(value: unknown): string | null {
    if (typeof value === "string") return value;
    const bytes = asBytes(value);
    return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

const SPACE = "\t\n\v\f\r ";
const SPACE_OF_UNICODE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/**
 * Removes surrounding white space and turns the digits of all scripts into ASCII; null for non-ASCII bytes.
 */
function plainText(text: string, value: unknown): string | null {
    if (/^\p{ASCII}*$/u.test(text)) return stripped(text, (character) => SPACE.includes(character));
    if (typeof value !== "string") return null;
    return stripped(text, (character) => SPACE_OF_UNICODE.test(character)).replace(/\p{Nd}/gu, digitOf);
}

/**
 * Removes surrounding white space. A regular expression would look at each space inside the text repeatedly.
 */
function stripped(text: string, isSpace: (character: string) => boolean): string {
    let start = 0;
    let end = text.length;
    while (start < end && isSpace(text[start])) start++;
    while (end > start && isSpace(text[end - 1])) end--;
    return text.slice(start, end);
}

/** Returns the ASCII digit for a decimal digit. Unicode has them in runs from 0 to 9, several in a row. */
function digitOf(character: string): string {
    const point = character.codePointAt(0) as number;
    let first = point;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
    return String((point - first) % 10);
}

const prefixes: Record<string, number> = { "0b": 2, "0o": 8, "0x": 16 };

function parseInteger(original: string, base: number, value: unknown): bigint {
    const text = plainText(original, value);
    const [, sign, rest] = /^([+-]?)([0-9a-z_]+)$/i.exec(text ?? "") ?? [];
    const prefix = prefixes[rest?.slice(0, 2).toLowerCase()];
    const prefixed = prefix !== undefined && (base === prefix || base === 0);
    const radix = base !== 0 ? base : (prefix ?? 10);
    // An underscore is allowed between two digits and after the prefix.
    const digits = prefixed ? rest.slice(2).replace(/^_(?!_)/, "") : (rest ?? "");
    const valid = !/^_|__|_$/.test(digits) && belongTo(digits, radix);
    // Leading zeros mean base 8 in other languages.
    if (!valid || (base === 0 && !prefixed && /^0[0_]*[1-9]/.test(digits)))
        throw new ValueError(`invalid literal for int() with base ${base}: ${shown(value, original)}`);
    const magnitude = toBigInt(digits.replaceAll("_", ""), radix);
    return sign === "-" ? -magnitude : magnitude;
}

function belongTo(digits: string, radix: number): boolean {
    const last = (radix - 1).toString(36);
    const letters = radix > 10 ? `a-${last}` : "";
    return new RegExp(`^[0-${radix > 10 ? 9 : last}${letters}_]+$`, "i").test(digits);
}

function toBigInt(digits: string, radix: number): bigint {
    const bits = Math.log2(radix);
    if (Number.isInteger(bits)) return BigInt(`0x${toHexadecimal(digits, radix, bits)}`);
    if (digits.length > MOST_DIGITS)
        throw new ValueError(
            `Exceeds the limit (${MOST_DIGITS} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
        );
    if (radix === 10) return BigInt(digits);
    let result = 0n;
    for (const digit of digits) result = result * BigInt(radix) + BigInt(Number.parseInt(digit, radix));
    return result;
}

/** Converts digits of 1 to 5 bits to hexadecimal, eight at a time: they become two to ten digits. */
function toHexadecimal(digits: string, radix: number, bits: number): string {
    if (digits.length * bits > MOST_BITS) throw new MemoryError();
    const padded = digits.padStart(Math.ceil(digits.length / 8) * 8, "0");
    const parts = [];
    for (let at = 0; at < padded.length; at += 8) {
        const part = Number.parseInt(padded.slice(at, at + 8), radix).toString(16);
        parts.push(part.padStart(2 * bits, "0"));
    }
    return parts.join("");
}

/** Returns the value as its error shows it: the beginning of its repr, with all bytes shown as `bytes`. */
function shown(value: unknown, text: string): string {
    const whole = typeof value === "string" ? text : Buffer.from(text.slice(0, SHOWN), "latin1");
    return [...repr(whole)].slice(0, SHOWN).join("");
}

function parseFloatText(value: unknown): number {
    const original = textOf(value);
    if (original === null)
        throw new TypeError(`float() argument must be a string or a real number, not '${typeName(value)}'`);
    const text = plainText(original, value) ?? "";
    const [, sign, name] = /^([+-]?)(inf|infinity|nan)$/i.exec(text) ?? [];
    if (name !== undefined)
        return name.toLowerCase() === "nan" ? Number.NaN : sign === "-" ? -Infinity : Infinity;
    const digits = text.replaceAll("_", "");
    if (/(?<!\d)_|_(?!\d)/.test(text) || !/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(digits))
        throw new ValueError(`could not convert string to float: ${repr(value)}`);
    return Number(digits);
}
