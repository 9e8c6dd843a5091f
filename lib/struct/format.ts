import { endianness } from "node:os";
import { native } from "../native/addon";
import { asInteger, isTrue } from "../python/arguments";
import { asBytes } from "../python/buffers";
import { Exception, OverflowError } from "../python/exceptions";
import { halfToNumber, numberToHalf } from "./float16";

/** Formats of Python's `struct`: the meaning of each character, and the parser. */

/** Raised for an invalid format, or for values that do not fit it. */
export class error extends Exception {}

/** Meaning of a format character. */
interface Kind {
    readonly size: number;
    readonly alignment: number;
    read(view: DataView, offset: number, littleEndian: boolean): unknown;
    write(view: DataView, offset: number, value: unknown, littleEndian: boolean): void;
}

/** A run of equal items. For `s` and `p`, whose repeat count is their length, the run is one item. */
interface Field {
    readonly kind: Kind;
    readonly offset: number;
    readonly repeat: number;
}

/** A parsed format. */
export interface Format {
    readonly text: string;
    readonly size: number;
    readonly littleEndian: boolean;
    readonly fields: readonly Field[];
    /** Number of values. */
    readonly count: number;
}

const isLittleEndian = endianness() === "LE";
const SIZE_MAX = 2n ** 63n - 1n;

/** Parses a format. Raises `error` if it is invalid. */
export function parseFormat(text: string): Format {
    const order = /^[@=<>!]/.exec(text)?.[0] ?? "";
    const kinds = order === "" || order === "@" ? nativeKinds : standardKinds;
    const littleEndian = order === "<" || (order !== ">" && order !== "!" && isLittleEndian);
    const fields: Field[] = [];
    let size = 0n;
    let count = 0;
    for (const [, digits, character] of text.slice(order.length).matchAll(/(\d*)([^\d]|$)/g)) {
        if (digits === "" && /^[ \t-\r]?$/.test(character)) continue;
        if (character === "") throw new error("repeat count given without format specifier");
        const number = digits === "" ? 1n : BigInt(digits);
        const isText = character === "s" || character === "p";
        const kind = isText ? textKinds[character](Number(number)) : kinds.get(character);
        if (kind === undefined) throw new error("bad char in struct format");
        const alignment = BigInt(kind.alignment);
        const offset = ((size + alignment - 1n) / alignment) * alignment;
        size = offset + (isText ? number : number * BigInt(kind.size));
        if (size > SIZE_MAX) throw new error("total struct size too long");
        const repeat = isText ? 1 : Number(number);
        if (character === "x" || repeat === 0) continue;
        fields.push({ kind, offset: Number(offset), repeat });
        count += repeat;
    }
    return { text, size: Number(size), littleEndian, fields, count };
}

/** Writes as many values as the format has into cleared memory. */
export function writeValues(format: Format, view: DataView, start: number, values: readonly unknown[]): void {
    let index = 0;
    for (const { kind, offset, repeat } of format.fields) {
        let position = start + offset;
        for (let item = 0; item < repeat; item++, position += kind.size)
            kind.write(view, position, values[index++], format.littleEndian);
    }
}

export function readValues(format: Format, view: DataView, start: number): unknown[] {
    const values: unknown[] = [];
    for (const { kind, offset, repeat } of format.fields) {
        let position = start + offset;
        for (let item = 0; item < repeat; item++, position += kind.size)
            values.push(kind.read(view, position, format.littleEndian));
    }
    return values;
}

type ReadInteger = (view: DataView, offset: number, littleEndian: boolean) => number | bigint;
type WriteNumber = (view: DataView, offset: number, value: number, littleEndian: boolean) => void;
type WriteBigInt = (view: DataView, offset: number, value: bigint, littleEndian: boolean) => void;

const readBySize: Record<string, ReadInteger> = {
    i1: (view, offset) => view.getInt8(offset),
    u1: (view, offset) => view.getUint8(offset),
    i2: (view, offset, little) => view.getInt16(offset, little),
    u2: (view, offset, little) => view.getUint16(offset, little),
    i4: (view, offset, little) => view.getInt32(offset, little),
    u4: (view, offset, little) => view.getUint32(offset, little),
    i8: (view, offset, little) => narrow(view.getBigInt64(offset, little)),
    u8: (view, offset, little) => narrow(view.getBigUint64(offset, little)),
};

const writeBySize: Record<number, WriteNumber> = {
    1: (view, offset, value) => view.setInt8(offset, value),
    2: (view, offset, value, little) => view.setInt16(offset, value, little),
    4: (view, offset, value, little) => view.setInt32(offset, value, little),
};

const writeLong: WriteBigInt = (view, offset, value, little) => view.setBigInt64(offset, value, little);

/** Returns a number if it is exact, otherwise the bigint. */
function narrow(value: bigint): number | bigint {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
}

function integerOf(value: unknown): number | bigint {
    const integer = asInteger(value);
    if (integer === null) throw new error("required argument is not an integer");
    return integer;
}

function integerKind(character: string, size: number, alignment: number): Kind {
    const isSigned = character !== character.toUpperCase();
    const bits = BigInt(size * 8);
    const least = isSigned ? -(1n << (bits - 1n)) : 0n;
    const most = (1n << (isSigned ? bits - 1n : bits)) - 1n;
    const inRange = (value: unknown): number | bigint => {
        const integer = integerOf(value);
        if (integer < least || integer > most)
            throw new error(`'${character}' format requires ${least} <= number <= ${most}`);
        return integer;
    };
    const writeNumber = writeBySize[size];
    return {
        size,
        alignment,
        read: readBySize[`${isSigned ? "i" : "u"}${size}`],
        write:
            size === 8
                ? (view, offset, value, little) => writeLong(view, offset, BigInt(inRange(value)), little)
                : (view, offset, value, little) => writeNumber(view, offset, Number(inRange(value)), little),
    };
}

/** Returns the kind of a pointer: any integer with its number of bits. */
function pointerKind(size: number, alignment: number): Kind {
    const bits = size * 8;
    return {
        ...integerKind("P", size, alignment),
        write(view, offset, value, littleEndian) {
            const integer = BigInt(integerOf(value));
            if (BigInt.asUintN(bits, integer) !== integer && BigInt.asIntN(bits, integer) !== integer)
                throw new error("int too large to convert");
            if (size === 8) writeLong(view, offset, integer, littleEndian);
            else writeBySize[size](view, offset, Number(BigInt.asIntN(bits, integer)), littleEndian);
        },
    };
}

function floatOf(value: unknown): number {
    const number = Number(typeof value === "number" ? value : (asInteger(value) ?? "none"));
    // An int larger than any float is refused too.
    if (typeof value !== "number" && !Number.isFinite(number))
        throw new error("required argument is not a float");
    return number;
}

function tooLarge(value: unknown, character: string): Error {
    const isFloat = typeof value === "number" && !Number.isSafeInteger(value);
    return isFloat
        ? new OverflowError(`float too large to pack with ${character} format`)
        : new error("int too large to convert");
}

function doubleKind(alignment: number): Kind {
    return {
        size: 8,
        alignment,
        read: (view, offset, little) => view.getFloat64(offset, little),
        write: (view, offset, value, little) => view.setFloat64(offset, floatOf(value), little),
    };
}

function floatKind(alignment: number, isNative: boolean): Kind {
    return {
        size: 4,
        alignment,
        read: (view, offset, little) => view.getFloat32(offset, little),
        write(view, offset, value, littleEndian) {
            const number = floatOf(value);
            // The native format uses C's conversion, which turns it into infinity.
            if (!isNative && Number.isFinite(number) && !Number.isFinite(Math.fround(number)))
                throw tooLarge(value, "f");
            view.setFloat32(offset, number, littleEndian);
        },
    };
}

function halfKind(alignment: number): Kind {
    return {
        size: 2,
        alignment,
        read: (view, offset, little) => halfToNumber(view.getUint16(offset, little)),
        write(view, offset, value, littleEndian) {
            const number = floatOf(value);
            const half = numberToHalf(number);
            if (Number.isFinite(number) && !Number.isFinite(halfToNumber(half))) throw tooLarge(value, "e");
            view.setUint16(offset, half, littleEndian);
        },
    };
}

function boolKind(size: number, alignment: number): Kind {
    return {
        size,
        alignment,
        read: (view, offset) => view.getUint8(offset) !== 0,
        write: (view, offset, value) => view.setUint8(offset, isTrue(value) ? 1 : 0),
    };
}

const charKind: Kind = {
    size: 1,
    alignment: 1,
    read: (view, offset) => copyOf(view, offset, 1),
    write(view, offset, value) {
        const bytes = asBytes(value);
        if (bytes?.length !== 1) throw new error("char format requires a bytes object of length 1");
        view.setUint8(offset, bytes[0]);
    },
};

const paddingKind: Kind = { size: 1, alignment: 1, read: () => undefined, write: () => {} };

const PASCAL_MAX = 255;

/** Kinds with a length of their own. */
const textKinds = {
    s: (length: number): Kind => ({
        size: length,
        alignment: 1,
        read: (view, offset) => copyOf(view, offset, length),
        write: (view, offset, value) => writeText(view, offset, textOf(value, "s"), length),
    }),
    p: (length: number): Kind => ({
        size: length,
        alignment: 1,
        read(view, offset) {
            const most = Math.max(length - 1, 0);
            return length === 0
                ? Buffer.alloc(0)
                : copyOf(view, offset + 1, Math.min(view.getUint8(offset), most));
        },
        write(view, offset, value) {
            const text = textOf(value, "p");
            if (length === 0) return;
            const taken = Math.min(text.length, length - 1);
            view.setUint8(offset, Math.min(taken, PASCAL_MAX));
            writeText(view, offset + 1, text, taken);
        },
    }),
};

function textOf(value: unknown, character: string): Uint8Array {
    const bytes = asBytes(value);
    if (bytes === null) throw new error(`argument for '${character}' must be a bytes object`);
    return bytes;
}

function writeText(view: DataView, offset: number, text: Uint8Array, most: number): void {
    const taken = text.length > most ? text.subarray(0, most) : text;
    new Uint8Array(view.buffer, view.byteOffset + offset, taken.length).set(taken);
}

function copyOf(view: DataView, offset: number, length: number): Buffer {
    return Buffer.from(new Uint8Array(view.buffer, view.byteOffset + offset, length));
}

const standardSizes = { b: 1, h: 2, i: 4, l: 4, q: 8 };

const standardKinds = new Map<string, Kind>([
    ["x", paddingKind],
    ["c", charKind],
    ["?", boolKind(1, 1)],
    ["e", halfKind(1)],
    ["f", floatKind(1, false)],
    ["d", doubleKind(1)],
]);
for (const [character, size] of Object.entries(standardSizes))
    for (const each of [character, character.toUpperCase()])
        standardKinds.set(each, integerKind(each, size, 1));

const { c_types: types } = native;

const nativeKinds = new Map<string, Kind>([
    ["x", paddingKind],
    ["c", charKind],
    ["b", integerKind("b", 1, 1)],
    ["B", integerKind("B", 1, 1)],
    ["?", boolKind(...types["?"])],
    ["e", halfKind(types.h[1])],
    ["f", floatKind(types.f[1], true)],
    ["d", doubleKind(types.d[1])],
    ["P", pointerKind(...types.P)],
]);
for (const character of ["h", "i", "l", "q", "n"] as const)
    for (const each of [character, character.toUpperCase()])
        nativeKinds.set(each, integerKind(each, ...types[character]));
