import fc from "fast-check";
import { bytearray, bytes, integer, memoryview, noIntegers, thing, type Value } from "../differential/probe";

/** Arguments as they are drawn: mostly such as the calls are made for, now and then any other. */

export const byteString = (most: number): fc.Arbitrary<Value> =>
    fc
        .tuple(fc.uint8Array({ maxLength: most }), fc.constantFrom("bytes", "bytearray", "memoryview"))
        .map(([data, kind]) => ({ [kind]: Buffer.from(data).toString("hex") }) as Value);

/** Around the limits of every C type, and anything between. */
export const anyInteger: fc.Arbitrary<Value> = fc.oneof(
    fc.integer({ min: -3, max: 300 }),
    fc.integer(),
    fc
        .tuple(fc.constantFrom(8n, 15n, 16n, 31n, 32n, 53n, 63n, 64n, 100n), fc.integer({ min: -2, max: 2 }))
        .chain(([bits, offset]) => fc.constantFrom(2n ** bits + BigInt(offset), BigInt(offset) - 2n ** bits))
        .map(integer),
);

/** What is of the wrong type, or of none; no text of these is a name that anybody would be asked for. */
export const odd: fc.Arbitrary<Value> = fc.constantFrom<Value>(
    ...noIntegers.filter((value) => typeof value !== "string"),
    true,
    "x y",
    "a\0b",
    "\ud800",
    bytes("a\0"),
    bytearray("a b"),
    memoryview("a"),
    thing("fileno", 1),
);
/** An array stands for a tuple and for a list: no list where a tuple may be. */
const noTuple = odd.filter((value) => typeof value !== "object" || value === null || !("list" in value));

/** One time in twenty something else, but no integer that would be fine by accident. */
export function mostly(usual: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
    const large = anyInteger.filter((value) => typeof value !== "number" || Math.abs(value) >= 2 ** 31);
    return fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: fc.oneof(odd, large) });
}

/** A tuple of these, sometimes with an element too few or too many, or no tuple at all. */
export function tupleOf(...elements: fc.Arbitrary<Value>[]): fc.Arbitrary<Value> {
    const whole = fc.tuple(...elements);
    const other = fc
        .tuple(whole, fc.nat(elements.length), fc.array(noTuple, { maxLength: 2 }))
        .map(([values, count, rest]): Value => [...values.slice(0, count), ...rest]);
    return fc.oneof(
        { weight: 16, arbitrary: whole },
        { weight: 3, arbitrary: other },
        { weight: 1, arbitrary: noTuple },
    );
}

/** Bits that are combined, and rarely any integer. */
export function flags(...bits: fc.Arbitrary<number>[]): fc.Arbitrary<Value> {
    const combined = fc
        .array(fc.oneof(...bits), { maxLength: 3 })
        .map((values): Value => values.reduce((all, bit) => all | bit, 0));
    return fc.oneof({ weight: 12, arbitrary: combined }, { weight: 1, arbitrary: mostly(anyInteger) });
}

const octet = fc.oneof(
    fc.constantFrom("0", "1", "127", "255", "256", "0x7f", "0177", "08", "-1", ""),
    fc.nat(300).map(String),
);

/** Addresses as they are written, in the old ways too, and what is none. */
export const ipv4Text: fc.Arbitrary<string> = fc
    .tuple(
        fc.array(octet, { minLength: 1, maxLength: 5 }),
        fc.constantFrom("", "", "", " ", " x", ".", "\0", "%1"),
    )
    .map(([octets, end]) => octets.join(".") + end);

const group = fc.oneof(
    fc.constantFrom("0", "ffff", "1", "", "fe80", "ff02", "12345", "g"),
    fc.nat(65535).map((n) => n.toString(16)),
);

export const ipv6Text: fc.Arbitrary<string> = fc
    .tuple(
        fc.array(group, { maxLength: 9 }),
        fc.constantFrom("", "::", ":", "::ffff:"),
        fc.constantFrom(
            "",
            "",
            "",
            "::",
            ":",
            ":1.2.3.4",
            "1.2.3.4",
            "%lo",
            "%1",
            "%",
            "%nonexistent0",
            "\0",
        ),
    )
    .map(([groups, start, end]) => start + groups.join(":") + end);

/** What stands for an address of this machine, without the network being asked. */
export const localHost = fc.constantFrom<Value>(
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "",
    "localhost",
    bytes("127.0.0.1"),
    bytearray("localhost"),
);
export const localHost6 = fc.constantFrom<Value>(
    "::1",
    "::",
    "",
    "localhost",
    "0:0::1",
    "::1%lo",
    bytes("::1"),
);
/** Addresses for documentation, which no machine has. */
export const foreignHost = fc.constantFrom<Value>("192.0.2.1", "198.51.100.7", "203.0.113.255");
export const foreignHost6 = fc.constantFrom<Value>("2001:db8::1", "2001:db8::ffff:1:2");
/** Hosts that are refused before anybody is asked for them. */
export const refusedHost = fc.constantFrom<Value>(
    "a\0b",
    "127.0.0.1\0",
    bytes("127.0.0.1\0"),
    "\ud800",
    "a..é",
    "é".repeat(70),
    "א1",
    `${"x".repeat(64)}.é`,
    "é\u2028",
    "a b",
    " ",
    "127.0.0.1 x",
    "::1::2",
    "x".repeat(300),
    "x".repeat(5000),
    bytes("\xff\xfe"),
);

export const badPort: fc.Arbitrary<Value> = fc.oneof(
    fc.constantFrom<Value>(
        -1,
        65536,
        65537,
        integer(2n ** 64n),
        integer(-(2n ** 63n)),
        integer(2n ** 63n),
        "80",
        null,
        1.5,
    ),
    fc.integer({ min: 65536, max: 2 ** 31 - 1 }),
);

// What Unicode 3.2 has in full: CPython's "idna" knows no later characters.
const letters: [number, number][] = [
    [0x20, 0x7e],
    [0x80, 0x21f],
    [0x250, 0x2ad],
    [0x300, 0x34e],
    [0x388, 0x38a],
    [0x391, 0x3a1],
    [0x3a3, 0x3ce],
    [0x400, 0x481],
    [0x5b0, 0x5b9],
    [0x5d0, 0x5ea],
    [0x621, 0x63a],
    [0x640, 0x655],
    [0x660, 0x669],
    [0xe01, 0xe3a],
    [0x1e00, 0x1e9b],
    [0x1f00, 0x1f15],
    [0x2000, 0x2052],
    [0x2100, 0x213a],
    [0x2160, 0x2183],
    [0x2460, 0x24fe],
    [0x3000, 0x3029],
    [0x3041, 0x3094],
    [0x30a1, 0x30fe],
    [0x4e00, 0x9fa5],
    [0xac00, 0xd7a3],
    [0xd800, 0xdfff],
    [0xe000, 0xe0ff],
    [0xfb00, 0xfb06],
    [0xfe30, 0xfe44],
    [0xff01, 0xff5e],
    [0xff61, 0xffbe],
    [0x10400, 0x10425],
    [0x1d400, 0x1d454],
    [0xe0001, 0xe0001],
];

const character = fc
    .constantFrom(...letters)
    .chain(([first, last]) => fc.integer({ min: first, max: last }))
    .map((code) => String.fromCodePoint(code));
const label = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: character, maxLength: 8 }) },
    { weight: 1, arbitrary: fc.string({ unit: character, minLength: 10, maxLength: 70 }) },
    { weight: 1, arbitrary: fc.string({ unit: character, maxLength: 4 }).map((text) => `xn--${text}`) },
);

/** Names of hosts in all scripts. */
export const unicodeHost: fc.Arbitrary<string> = fc
    .tuple(
        fc.array(label, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(".", ".", "。", "．", ".."),
        fc.constantFrom("", "", "."),
    )
    .map(([labels, dot, end]) => labels.join(dot) + end);
