import { inspect } from "node:util";
import {
    argumentTypeName,
    refuseKeywords,
    takeNamed,
    takeOne,
    takePositional,
    toBytes,
    toSize,
} from "../python/arguments";
import { asBytes, type BytesLike } from "../python/buffers";
import { callable } from "../python/callable";
import { IndexError, MemoryError, OverflowError, TypeError } from "../python/exceptions";
import { isPlainObject, typeName } from "../python/type-name";
import { UnicodeEncodeError } from "../python/unicode-errors";
import { type Description, defineCopied, describe } from "../transfer/structured";
import * as structFormat from "./format";
import { type Format, parseFormat, readValues, writeValues } from "./format";

/**
 * Python's `struct`: converts values to the bytes of C structures, and back.
 *
 * A format is a string of characters, each with an optional repeat count: `x` padding, `c` a byte as
 * `Buffer`, `b B h H i I l L q Q n N` integers, `?` a boolean, `e f d` floats, `s p` bytes of the length
 * given by the count, `P` a pointer. It may begin with the byte order: `<` little, `>` or `!` big, `=` the
 * machine's, all without alignment and in standard sizes; `@`, the default, is the machine's order, sizes and
 * alignment.
 *
 * A 64-bit integer is unpacked as a `number` if that is exact (below 2^53), otherwise as a `bigint`.
 *
 * @module
 */

/** Raised for an invalid format, or for values that do not fit it. Python: `struct.error`. */
export const error = callable(structFormat.error);
export type error = structFormat.error;

/** Unpacked values; the format determines the type of each. */
// biome-ignore lint/suspicious/noExplicitAny: of which type each value is the format says
export type Values = any[];

/** Keyword arguments of `unpack_from`. */
export interface UnpackOptions {
    /** Bytes to unpack. */
    buffer?: BytesLike;
    /** Position of the first byte, by default 0; a negative one counts from the end. */
    offset?: number;
}

/** A format that is parsed once and used often: `Struct(format)`, with or without `new`. */
class StructClass {
    readonly #format: Format;

    /**
     * Parses `format`. Raises `struct.error` if it is invalid, `TypeError` if it is not a string or bytes.
     * Python: `struct.Struct`.
     */
    constructor(format: string | Buffer);
    constructor(options: { format: string | Buffer });
    constructor(...args: unknown[]) {
        const [format] = takeNamed("Struct", ["format"], 1, args);
        this.#format = formatOf(format);
    }

    /** The format as a string. Python: `struct.Struct.format`. */
    get format(): string {
        return this.#format.text;
    }

    /** Number of bytes that the format packs. Python: `struct.Struct.size`. */
    get size(): number {
        return this.#format.size;
    }

    /**
     * Packs values into bytes. Raises `struct.error` for values that do not fit the format.
     * Python: `struct.Struct.pack`.
     */
    pack(...values: unknown[]): Buffer {
        return packed(this.#format, values);
    }

    /**
     * Packs values into `buffer` at `offset`, in bytes; a negative one counts from the end. Raises
     * `struct.error` for values that do not fit the format or the buffer. Python: `struct.Struct.pack_into`.
     */
    pack_into(buffer: BytesLike, offset: number, ...values: unknown[]): void;
    pack_into(...args: unknown[]): void {
        packInto(this.#format, args);
    }

    /**
     * Unpacks as many bytes as the format has. Raises `struct.error` for any other number.
     * Python: `struct.Struct.unpack`.
     */
    unpack(buffer: BytesLike): Values;
    unpack(...args: unknown[]): Values {
        return unpacked(this.#format, takeOne("Struct.unpack", args));
    }

    /**
     * Unpacks the bytes at `offset`; a negative one counts from the end. Raises `struct.error` if there are
     * too few. Python: `struct.Struct.unpack_from`.
     */
    unpack_from(buffer: BytesLike, offset?: number): Values;
    unpack_from(options: UnpackOptions): Values;
    unpack_from(buffer: BytesLike, options: UnpackOptions): Values;
    unpack_from(...args: unknown[]): Values {
        const [buffer, offset] = takeNamed("unpack_from", ["buffer", "offset"], 1, args);
        return unpackedFrom(this.#format, buffer, offset);
    }

    /**
     * Iterates over `buffer` one format at a time; its length must be a multiple of the format's size. Raises
     * `struct.error`. Python: `struct.Struct.iter_unpack`.
     */
    iter_unpack(buffer: BytesLike): IterableIterator<Values>;
    iter_unpack(...args: unknown[]): IterableIterator<Values> {
        return iterator(this.#format, takeOne("Struct.iter_unpack", args));
    }

    /** Returns Python's `repr()`: `Struct('<HI')`. */
    toString(): string {
        return `Struct('${this.#format.text}')`;
    }

    [inspect.custom](): string {
        return this.toString();
    }

    [describe](): Description {
        return { kind: "struct:Struct", content: this.#format.text };
    }
}
Object.defineProperty(StructClass, "name", { value: "Struct" });
defineCopied("struct:Struct", StructClass, (format) => [format]);

/**
 * A format that is parsed once and used often: `Struct(format)`, with or without `new`.
 * Python: `struct.Struct`.
 */
export const Struct = callable(StructClass);
export type Struct = StructClass;

/**
 * Returns the number of bytes that a format packs. Raises `struct.error` for an invalid format.
 * Python: `struct.calcsize`.
 */
export function calcsize(format: string | Buffer): number;
export function calcsize(...args: unknown[]): number {
    return hashableFormat(takeOne("_struct.calcsize", args)).size;
}

/**
 * Packs values into bytes: `pack("!HI", 80, 1)`. Integers are `number`, `bigint` or `boolean`; `s`, `p` and
 * `c` take bytes.
 *
 * Raises `struct.error` for values that do not fit the format, and `OverflowError` for a number that is too
 * large for `e`, or for `f` in standard size. Python: `struct.pack`.
 */
export function pack(format: string | Buffer, ...values: unknown[]): Buffer;
export function pack(...args: unknown[]): Buffer {
    const [format, values] = splitFormat("pack", args);
    return packed(format, values);
}

/**
 * Packs values into `buffer` at `offset`, in bytes; a negative one counts from the end. Raises `struct.error`
 * for values that do not fit the format or the buffer, and `OverflowError` for a float that is too large.
 * Python: `struct.pack_into`.
 */
export function pack_into(
    format: string | Buffer,
    buffer: BytesLike,
    offset: number,
    ...values: unknown[]
): void;
export function pack_into(...args: unknown[]): void {
    const [format, rest] = splitFormat("pack_into", args);
    packInto(format, rest);
}

/**
 * Unpacks bytes, of which there must be as many as the format has: `const [port, id] = unpack("!HI", data)`.
 * Raises `struct.error`. Python: `struct.unpack`.
 */
export function unpack(format: string | Buffer, buffer: BytesLike): Values;
export function unpack(...args: unknown[]): Values {
    const [format, buffer] = takePair("unpack", args);
    return unpacked(format, buffer);
}

/**
 * Unpacks the bytes at `offset`; a negative one counts from the end. Raises `struct.error` if there are too
 * few. Python: `struct.unpack_from`.
 */
export function unpack_from(format: string | Buffer, buffer: BytesLike, offset?: number): Values;
export function unpack_from(format: string | Buffer, options: UnpackOptions): Values;
export function unpack_from(format: string | Buffer, buffer: BytesLike, options: UnpackOptions): Values;
export function unpack_from(...args: unknown[]): Values {
    if (args.length === 0 || (args.length === 1 && isPlainObject(args[0])))
        throw new TypeError("unpack_from() takes at least 1 positional argument (0 given)");
    const [format, buffer, offset] = takeNamed("unpack_from", ["", "buffer", "offset"], 2, args);
    return unpackedFrom(hashableFormat(format), buffer, offset);
}

/**
 * Iterates over `buffer` one format at a time; its length must be a multiple of the format's size. Raises
 * `struct.error`. Python: `struct.iter_unpack`.
 */
export function iter_unpack(format: string | Buffer, buffer: BytesLike): IterableIterator<Values>;
export function iter_unpack(...args: unknown[]): IterableIterator<Values> {
    const [format, buffer] = takePair("iter_unpack", args);
    return iterator(format, buffer);
}

const known = new Map<string, Format>();
/** Number of formats that CPython remembers. */
const KNOWN_MAX = 100;

/** Checks a format as CPython does before it looks it up among those it remembers. */
function hashableFormat(value: unknown): Format {
    const name = typeName(value);
    if (["list", "dict", "set", "bytearray"].includes(name))
        throw new TypeError(`unhashable type: '${name}'`);
    return formatOf(value);
}

function formatOf(value: unknown): Format {
    if (typeof value !== "string" && !Buffer.isBuffer(value))
        throw new TypeError(`Struct() argument 1 must be a str or bytes object, not ${typeName(value)}`);
    const text = typeof value === "string" ? value : value.toString("latin1");
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    if (typeof value === "string") checkAscii(value);
    if (text.includes("\0")) throw new structFormat.error("embedded null character");
    const format = parseFormat(text);
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(text, format);
    return format;
}

function checkAscii(text: string): void {
    const characters = [...text];
    const start = characters.findIndex((character) => character > "\x7f");
    if (start < 0) return;
    const length = characters.slice(start).findIndex((character) => character <= "\x7f");
    const end = length < 0 ? characters.length : start + length;
    throw new UnicodeEncodeError("ascii", text, start, end, "ordinal not in range(128)");
}

/** Splits arguments into the format and the rest. */
function splitFormat(name: string, args: unknown[]): [Format, unknown[]] {
    if (args.length === 0) throw new TypeError("missing format argument");
    if (args.length === 1) refuseKeywords(`_struct.${name}`, args);
    return [hashableFormat(args[0]), args.slice(1)];
}

function takePair(name: string, args: unknown[]): [Format, unknown] {
    const [format, buffer] = takePositional("_struct", name, args, 2, 2);
    return [hashableFormat(format), buffer];
}

function packed(format: Format, values: readonly unknown[]): Buffer {
    checkCount("pack", format, values.length);
    const result = allocate(format.size);
    writeValues(format, viewOf(result), 0, values);
    return result;
}

/** Allocates memory. Raises `MemoryError`. */
function allocate(size: number): Buffer {
    try {
        return Buffer.alloc(size);
    } catch {
        throw new MemoryError();
    }
}

function packInto(format: Format, args: readonly unknown[]): void {
    if (args.length === 0) throw new structFormat.error("pack_into expected buffer argument");
    if (args.length === 1) throw new structFormat.error("pack_into expected offset argument");
    const [buffer, offset, ...values] = args;
    checkCount("pack_into", format, values.length);
    const target = asBytes(buffer);
    if (target === null)
        throw new TypeError(`argument must be read-write bytes-like object, not ${argumentTypeName(buffer)}`);
    const start = startOf(packing, format, target, toIndex(offset));
    target.fill(0, start, start + format.size);
    writeValues(format, viewOf(target), start, values);
}

function checkCount(name: string, format: Format, count: number): void {
    if (count !== format.count)
        throw new structFormat.error(`${name} expected ${format.count} items for packing (got ${count})`);
}

function unpacked(format: Format, buffer: unknown): Values {
    const bytes = toBytes(buffer);
    if (bytes.length !== format.size)
        throw new structFormat.error(`unpack requires a buffer of ${format.size} bytes`);
    return readValues(format, viewOf(bytes), 0);
}

function unpackedFrom(format: Format, buffer: unknown, offset: unknown): Values {
    const bytes = toBytes(buffer);
    const start = startOf(unpacking, format, bytes, offset === undefined ? 0 : toSize(offset));
    return readValues(format, viewOf(bytes), start);
}

function iterator(format: Format, buffer: unknown): IterableIterator<Values> {
    const bytes = toBytes(buffer);
    if (format.size === 0)
        throw new structFormat.error("cannot iteratively unpack with a struct of length 0");
    if (bytes.length % format.size !== 0)
        throw new structFormat.error(
            `iterative unpacking requires a buffer of a multiple of ${format.size} bytes`,
        );
    return pieces(format, bytes);
}

function* pieces(format: Format, bytes: Uint8Array): IterableIterator<Values> {
    for (let start = 0; start < bytes.length; start += format.size)
        yield readValues(format, viewOf(bytes), start);
}

function viewOf(bytes: Uint8Array): DataView {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function toIndex(value: unknown): number {
    try {
        return toSize(value);
    } catch (cause) {
        if (!(cause instanceof OverflowError)) throw cause;
        throw new IndexError("cannot fit 'int' into an index-sized integer");
    }
}

/** Words of the errors about an offset. */
const packing = { name: "pack_into", doing: "packing", tooLittle: "no space to pack" };
const unpacking = { name: "unpack_from", doing: "unpacking", tooLittle: "not enough data to unpack" };

/** Returns the index of the format's first byte, for an offset that may count from the end. */
function startOf(words: typeof packing, { size }: Format, bytes: Uint8Array, offset: number): number {
    const { length } = bytes;
    if (offset < 0 && offset + size > 0)
        throw new structFormat.error(`${words.tooLittle} ${size} bytes at offset ${offset}`);
    if (offset < 0 && offset + length < 0)
        throw new structFormat.error(`offset ${offset} out of range for ${length}-byte buffer`);
    const start = offset < 0 ? offset + length : offset;
    if (length - start < size) {
        const least = BigInt(start) + BigInt(size);
        throw new structFormat.error(
            `${words.name} requires a buffer of at least ${least} bytes for ${words.doing} ${size} bytes at offset ${BigInt(start)} (actual buffer size is ${length})`,
        );
    }
    return start;
}
