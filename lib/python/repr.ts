import { inspect, types } from "node:util";
import { isPlainObject, typeName } from "./type-name";

const escapes: Record<string, string> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };

/** Objects whose repr is being made: one that is inside of itself is not shown again. */
const shown: unknown[] = [];

/** Deeper arrays and objects are not shown. */
const DEEPEST = 400;

/** Returns what `make()` returns; inside of the repr of the same object, and too deep in others, `mark`. */
export function reprOnce(object: unknown, mark: string, make: () => string): string {
    if (shown.length > DEEPEST || shown.includes(object)) return mark;
    shown.push(object);
    try {
        return make();
    } finally {
        shown.pop();
    }
}

/** Returns how many objects are around the one whose repr is being made. */
export function reprDepth(): number {
    return shown.length;
}

/** Returns Python's `repr()` of a value. */
export function repr(value: unknown): string {
    if (typeof value === "string") return reprString(value);
    if (value === null || value === undefined) return "None";
    if (typeof value === "boolean") return value ? "True" : "False";
    if (typeof value === "number") return reprNumber(value);
    if (typeof value === "function") return `<function ${value.name}>`;
    if (typeof value !== "object") return String(value);
    if (types.isUint8Array(value)) return reprBytes(value);
    // A Proxy may say any length.
    if (Array.isArray(value) && !(value.length >= 0 && value.length < 2 ** 32)) return "(...)";
    if (Array.isArray(value)) return reprOnce(value, "(...)", () => reprTuple(value));
    if (isPlainObject(value)) return reprOnce(value, "{...}", () => reprDict(value));
    return value instanceof Error ? `${value.name}(${repr(value.message)})` : reprObject(value);
}

/** Returns the repr of an array, as a tuple. */
function reprTuple(items: readonly unknown[]): string {
    const texts = items.map(repr);
    return texts.length === 1 ? `(${texts[0]},)` : `(${texts.join(", ")})`;
}

function reprDict(value: object): string {
    const entries = Object.entries(value).map(([key, item]) => `${repr(key)}: ${repr(item)}`);
    return `{${entries.join(", ")}}`;
}

function reprObject(value: object): string {
    if (isGone(value)) return `<${typeName(value)} object>`;
    // Python's `str()` and `repr()` differ here.
    const shown = (value as { [inspect.custom]?: () => unknown })[inspect.custom];
    if (typeof shown === "function") return String(Reflect.apply(shown, value, []));
    const text = typeof value.toString === "function" ? String(value) : "[object ]";
    return text.startsWith("[object ") ? `<${typeName(value)} object>` : text;
}

const TypedArray: new () => ArrayBufferView = Object.getPrototypeOf(Uint8Array);

/** Returns whether it is an array of numbers without memory: detached, or an object with such a prototype. */
function isGone(value: object): boolean {
    if (!(value instanceof TypedArray)) return false;
    return !types.isTypedArray(value) || (value.byteLength === 0 && value.buffer.byteLength === 0);
}

function reprNumber(value: number): string {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
    const text = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
    return text.replace(/e([+-])(\d)$/, "e$10$2");
}

function reprBytes(value: Uint8Array): string {
    const content = reprString(textOf(value), true);
    return Buffer.isBuffer(value) ? `b${content}` : `bytearray(b${content})`;
}

/** Returns bytes as characters; empty if the memory was transferred to another thread. */
function textOf(value: Uint8Array): string {
    try {
        return Buffer.from(value.buffer, value.byteOffset, value.length).toString("latin1");
    } catch {
        return "";
    }
}

/** Returns text in quotes with unprintable characters escaped, and with `bytes` all that are not ASCII. */
function reprString(text: string, bytes = false): string {
    const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
    // The common case: nothing to escape.
    if (/^[ !#-&(-[\]-~]*$/.test(text)) return quote + text + quote;
    let content = "";
    for (const character of text) {
        const printable = bytes ? /[\x20-\x7e]/.test(character) : !/[\p{C}\p{Z}]/u.test(character);
        if (character in escapes) content += escapes[character];
        else if (character === quote) content += `\\${quote}`;
        else content += printable || character === " " ? character : escapeCharacter(character);
    }
    return quote + content + quote;
}

/** Returns `\xNN`, `\uNNNN` or `\UNNNNNNNN`. */
export function escapeCharacter(character: string): string {
    const point = character.codePointAt(0) as number;
    const digits = point.toString(16);
    if (point < 0x100) return `\\x${digits.padStart(2, "0")}`;
    return point < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
