import { asInteger, toInteger } from "../python/arguments";
import { OverflowError, TypeError, ValueError } from "../python/exceptions";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { note, readNote } from "../transfer/notes";
import type { KindName } from "../transfer/registry";
import { defineSharedObject, id } from "../transfer/shared-object";
import { guard } from "./container";
import { fill, Indexed } from "./indexed";
import { iterate } from "./list";

/**
 * Array of numbers of one type, with a fixed length, that threads share. Each operation is atomic. The types
 * are those of Python's `array`, which refuse numbers out of range.
 * Python: `multiprocessing.Manager().Array`.
 */
export class SharedArray extends Indexed<number | bigint> {
    constructor(typecode: unknown, items: unknown) {
        super();
        if (typeof typecode !== "string" || [...typecode].length !== 1)
            throw new TypeError(`array() argument 1 must be a unicode character, not ${typeName(typecode)}`);
        if (!(typecode in types))
            throw new ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
        fill(
            this,
            iterate(items).map((item) => types[typecode](item)),
        );
        note(this[id], typecode);
    }

    /** Type code of the numbers. Python: `array.array.typecode`. */
    get typecode(): string {
        return readNote(this[id]) as string;
    }

    override toString(): string {
        return `array(${repr(this.typecode)}, ${super.toString()})`;
    }

    /** Sets an item. Raises `TypeError` or `OverflowError` for a value that the type refuses. */
    protected override put(index: number, item: unknown): void {
        super.put(index, types[this.typecode](item));
    }

    /** Name of the kind, for other threads. */
    protected override get kind(): KindName {
        return "shared:array";
    }

    protected override get noun(): string {
        return "array";
    }
}

defineSharedObject("shared:array", SharedArray.prototype, guard);

type Convert = (value: unknown) => number | bigint;

/** A range of integers, with CPython's name for it in error texts. */
interface Range {
    name: string;
    least: bigint;
    most: bigint;
}

const short = rangeOf("signed short integer", 15n);
const byte: Range = { name: "unsigned byte integer", least: 0n, most: 2n ** 8n - 1n };
const int = rangeOf("signed integer", 31n);

/**
 * Conversions by type code. If there are two ranges, CPython reads the number as one type and stores it as
 * another.
 */
const types: Record<string, Convert> = {
    b: within(short, rangeOf("signed char", 7n)),
    B: within(byte),
    h: within(short),
    H: within(int, { name: "unsigned short", least: 0n, most: 2n ** 16n - 1n }),
    i: within(int),
    l: within(),
    I: unsigned(32n),
    L: unsigned(64n),
    q: exact(-(2n ** 63n), 2n ** 63n - 1n),
    Q: exact(0n, 2n ** 64n - 1n),
    f: (value) => Math.fround(toReal(value)),
    d: toReal,
};

function rangeOf(name: string, bits: bigint): Range {
    return { name, least: -(2n ** bits), most: 2n ** bits - 1n };
}

function toBigInt(value: unknown): bigint {
    return BigInt(toInteger(value));
}

function plain(integer: bigint): number | bigint {
    return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
}

function within(...ranges: Range[]): Convert {
    return (value) => {
        const integer = toBigInt(value);
        if (BigInt.asIntN(64, integer) !== integer)
            throw new OverflowError("Python int too large to convert to C long");
        for (const { name, least, most } of ranges) {
            if (integer > most) throw new OverflowError(`${name} is greater than maximum`);
            if (integer < least) throw new OverflowError(`${name} is less than minimum`);
        }
        return plain(integer);
    };
}

function unsigned(bits: bigint): Convert {
    return (value) => {
        const integer = toBigInt(value);
        if (integer < 0n) throw new OverflowError("can't convert negative value to unsigned int");
        if (integer >= 2n ** 64n)
            throw new OverflowError("Python int too large to convert to C unsigned long");
        if (integer >= 2n ** bits) throw new OverflowError("unsigned int is greater than maximum");
        return plain(integer);
    };
}

function exact(least: bigint, most: bigint): Convert {
    return (value) => {
        const integer = toBigInt(value);
        if (integer < 0n && least === 0n) throw new OverflowError("can't convert negative int to unsigned");
        if (integer < least || integer > most) throw new OverflowError("int too big to convert");
        return plain(integer);
    };
}

function toReal(value: unknown): number {
    if (typeof value === "number") return value;
    const integer = asInteger(value);
    if (integer === null) throw new TypeError(`must be real number, not ${typeName(value)}`);
    return Number(integer);
}
