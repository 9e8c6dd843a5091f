import { inspect } from "node:util";
import { asInteger } from "./arguments";
import { TypeError, ValueError } from "./exceptions";
import { repr } from "./repr";

/**
 * Python's enumerations of the `enum` module for constants. A constant is a plain number without a name:
 * `AddressFamily(2)` is the member, `AddressFamily[2]` its name.
 */

/** A member of an enumeration. Python: `enum.IntEnum`, `enum.IntFlag`. */
export class Member {
    constructor(
        /** Name of the enumeration. */
        readonly kind: string,
        /** Name of the constant; null for a combination of flags without any name. */
        readonly name: string | null,
        /** Number of the member; a bigint above 2^53, for flags without a name. */
        readonly value: number | bigint,
    ) {}

    /** Returns the number as text, as Python's `str()` does. */
    toString(): string {
        return String(this.value);
    }

    /** Returns the number, so that a member can be compared and calculated with. */
    valueOf(): number | bigint {
        return this.value;
    }

    /** Returns the number, for `JSON.stringify()`. */
    toJSON(): number {
        return Number(this.value);
    }

    /** Returns Python's `repr()`: `<AddressFamily.AF_INET: 2>`. */
    [inspect.custom](): string {
        return `<${this.kind}${this.name === null ? "" : `.${this.name}`}: ${this.value}>`;
    }
}

/** Type of an enumeration: `X.NAME` is a number, `X[number]` its name, and `X(number)` the member. */
export type EnumerationOf<Table> = Readonly<Table> & {
    /** Returns the member with this number. Raises `ValueError` if there is none. */
    (value: number | bigint | Member): Member;
    readonly [value: number]: string | undefined;
    /** Iterates over the members in the order of their numbers. */
    [Symbol.iterator](): IterableIterator<Member>;
    /** All members by name, including aliases. */
    readonly __members__: Readonly<Record<string, Member>>;
};

export type LookUp = (byValue: Map<number, Member>, kind: string, value: bigint) => Member | undefined;

/** The constants whose names begin with a prefix. */
export type WithPrefix<Constants, Prefix extends string> = {
    readonly [Name in Extract<keyof Constants, `${Prefix}${string}`>]: Constants[Name];
};

/** Creates the enumeration of those constants whose names begin with `prefix`, and for which `isMember` is true. */
export function enumerationOfPrefix<Constants extends object, Prefix extends string>(
    kind: string,
    constants: Constants,
    prefix: Prefix,
    memberOf: LookUp,
    isMember: (name: string) => boolean = () => true,
): EnumerationOf<WithPrefix<Constants, Prefix>> {
    const names = Object.entries(constants).filter(([name]) => name.startsWith(prefix) && isMember(name));
    return enumerationOf(kind, Object.fromEntries(names) as WithPrefix<Constants, Prefix>, memberOf);
}

/** Creates the enumeration of a table of constants. Constants that the platform lacks are undefined in it. */
export function enumerationOf<Table extends object>(
    kind: string,
    table: Table,
    memberOf: LookUp = exactly,
): EnumerationOf<Table> {
    const members = membersOf(kind, table);
    const byValue = new Map<number, Member>();
    for (const { value, name } of members)
        if (!byValue.has(value)) byValue.set(value, new Member(kind, name, value));

    const lookUp = (...args: unknown[]): Member => {
        if (args.length === 0)
            throw new TypeError("EnumType.__call__() missing 1 required positional argument: 'value'");
        const [value] = args;
        if (value instanceof Member && value.kind === kind) return value;
        const number = asInteger(value instanceof Member ? value.value : value);
        const member = number === null ? undefined : memberOf(byValue, kind, BigInt(number));
        if (member === undefined) throw new ValueError(`${repr(value)} is not a valid ${kind}`);
        return member;
    };
    const names = members.map(({ name, value }) => [name, byValue.get(value)] as const);
    return Object.assign(Object.defineProperty(lookUp, "name", { value: kind }), {
        ...Object.fromEntries(members.map(({ name, value }) => [name, value])),
        ...Object.fromEntries([...byValue].map(([value, member]) => [value, member.name])),
        __members__: Object.freeze(Object.fromEntries(names)),
        [Symbol.iterator]: () => iterated(byValue, memberOf === flagsOf),
    }) as unknown as EnumerationOf<Table>;
}

/** Returns the members ordered by value, then by name. */
function membersOf(kind: string, table: object): { kind: string; name: string; value: number }[] {
    return Object.entries(table)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => ({ kind, name, value: value as number }))
        .sort((a, b) => a.value - b.value || (a.name < b.name ? -1 : 1));
}

function isFlag(value: number): boolean {
    return value > 0 && (value & (value - 1)) === 0;
}

/** Iterates over the members, leaving out values that are not a single flag, as Python does. */
function iterated(byValue: Map<number, Member>, flags: boolean): IterableIterator<Member> {
    const members = [...byValue.values()];
    return (flags ? members.filter(({ value }) => isFlag(value as number)) : members).values();
}

/** Returns the member with exactly this number. */
export function exactly(byValue: Map<number, Member>, _kind: string, value: bigint): Member | undefined {
    return byValue.get(Number(value));
}

/** Returns a combination of flags. Bits without a name appear as a number at the end of its name. */
export function flagsOf(byValue: Map<number, Member>, kind: string, value: bigint): Member {
    const flags = [...byValue.values()].filter((member) => isFlag(member.value as number));
    const bits = value < 0n ? complement(byValue, value) : value;
    const known = byValue.get(Number(bits));
    if (known !== undefined) return known;
    const present = flags.filter((member) => (bits & BigInt(member.value)) !== 0n);
    const rest = present.reduce((left, member) => left & ~BigInt(member.value), bits);
    const names = present.map((member) => member.name as string);
    if (rest !== 0n && names.length > 0) names.push(String(rest));
    return new Member(kind, names.length === 0 ? null : names.join("|"), plain(bits));
}

function plain(bits: bigint): number | bigint {
    return bits <= Number.MAX_SAFE_INTEGER ? Number(bits) : bits;
}

/**
 * Returns the flags of a negative number: all bits except those of its complement, up to the highest flag or
 * bit of the number.
 */
function complement(byValue: Map<number, Member>, value: bigint): bigint {
    const mask = [...byValue.keys()].reduce((all, each) => all | BigInt(each), 0n);
    const limit = 1n << BigInt(mask.toString(2).length);
    if (-value <= limit) return limit + value;
    const own = 1n << BigInt((-value).toString(2).length);
    return (own > limit ? own : limit) + value;
}
