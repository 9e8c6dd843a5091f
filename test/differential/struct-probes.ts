import {
    bytearray,
    bytes,
    call,
    callWith,
    each,
    float,
    type Group,
    integer,
    limits,
    list,
    memoryview,
    noBytes,
    noIntegers,
    prepare,
    probe,
    read,
    ref,
    set,
    thing,
    type Value,
} from "./probe";

const noFormats: Value[] = [null, 5, 1.5, true, list(), set(), bytearray("i"), thing("plain")];
/** A number above 2^53 is not exact, which an error's text would show. */
const exactLimits = limits.filter(
    (limit) => JSON.stringify(limit) !== JSON.stringify(integer(2n ** 63n - 1n)),
);
const memory = [prepare("memory", "internal.memory", 8)];
const compiled = [prepare("s", "struct.Struct", "<hh")];

const formats: Group = {
    name: "struct formats",
    probes: [
        ...each(
            "struct.calcsize",
            [],
            ...[..."@=<>!"].flatMap((order) => [..."xcbB?hHiIlLqQnNefdspPzZ"].map((each) => [order + each])),
            ...[
                "",
                "@",
                "<@",
                "i<",
                "2",
                "i2",
                "2 i",
                "i 2",
                "  i ",
                "i\x0b",
                "i\x1c",
                "i\xa0",
                "i\0",
                "\xe9",
                "-1i",
            ]
                .concat([
                    "0i",
                    "b0i",
                    "i0q",
                    "0s",
                    "0p",
                    "5s",
                    "5 s",
                    "3x",
                    "bhilqnefdP?c",
                    "b3xH",
                    "\u{1f600}i",
                ])
                .map((format) => [format]),
            ...["9007199254740991x", "9223372036854775808x", "1152921504606846976q", "2305843009213693952i"]
                .concat(["9223372036854775807sx", "99999999999999999999s", "i9223372036854775806x"])
                .map((format) => [format]),
            ...noFormats.map((format) => [format]),
            [],
            ["i", 2],
            [bytes("i")],
            [bytes("\xff")],
            [bytes("i\0")],
        ),
        ...each("struct.Struct", [], ...noFormats.map((format) => [format]), [], ["i", 2], ["Z"], ["\xe9"]),
        probe("Struct by keyword", callWith("struct.Struct", [], { format: "i" })),
        probe(
            "the properties of a Struct",
            prepare("s", "struct.Struct", bytes("2i ")),
            read("s.format"),
            read("s.size"),
            call("internal.text", ref("s")),
        ),
    ],
};

const integerFormats = ["b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "n", "N", "P"];
const bounds = [7n, 8n, 15n, 16n, 31n, 32n, 63n, 64n].flatMap((bits) =>
    [-1n, 0n].flatMap((step) => [integer(2n ** bits + step), integer(-(2n ** bits) + step)]),
);
const floats: Value[] = [
    0, 1.5, -2.25, 65519, 65520, 65519.5, 65520.5, 6e-8, 2.98e-8, 2.99e-8, 1e39, 1.5e-320,
]
    .concat([0.1, 3.4028235e38, 1 / 3, 2048.5, 2049, 2050.5, 2051])
    .map((value): Value => value)
    .concat([float("nan"), float("inf"), float("-inf"), integer(10n ** 39n), integer(10n ** 400n), true]);

const packing: Group = {
    name: "struct.pack",
    probes: [
        ...["", "<", ">"].flatMap((order) =>
            integerFormats
                .filter((format) => order === "" || !"nNP".includes(format))
                .flatMap((format) =>
                    each(
                        "struct.pack",
                        [],
                        ...[...bounds, ...limits, ...noIntegers, true].map((value) => [
                            order + format,
                            value,
                        ]),
                    ),
                ),
        ),
        ...["e", "f", "d", "<e", ">f", "<d"].flatMap((format) =>
            each(
                "struct.pack",
                [],
                ...[...floats, "x", null, bytes("1"), list()].map((value) => [format, value]),
            ),
        ),
        ...each("struct.pack", [], ...[bytes("a"), bytes("ab"), "a", null].map((value) => ["c", value])),
        ...["s", "3s", "0s", "p", "3p", "0p", "300p", "2c"].flatMap((format) =>
            each(
                "struct.pack",
                [],
                ...[
                    bytes(""),
                    bytes("a"),
                    bytes("abc"),
                    bytes("x".repeat(299)),
                    bytearray("a"),
                    ...noBytes,
                ].map((value) => [format, value]),
            ),
        ),
        ...each(
            "struct.pack",
            [],
            ...[0, 1, "", "x", null, bytes(""), list(), list(1)].map((v): Value[] => ["?", v]),
        ),
        ...each(
            "struct.pack",
            [],
            [],
            [5],
            ["i"],
            ["i", 1, 2],
            [""],
            ["", 1],
            ["2x"],
            ["0i"],
            ["x", 1],
            ["Z", 1],
        ),
        ...each(
            "struct.pack",
            [],
            ["<bhiq", 1, 2, 3, 4],
            ["bhiq", 1, 2, 3, 4],
            ["2h2x3s", 1, 2, bytes("xyz")],
        ),
        probe("pack by keyword", callWith("struct.pack", [], { format: "i" })),
        ...each("s.pack", compiled, [], [1], [1, 2], [1, 2, 3], [1, "x"]),
    ],
};

const offsets: Value[] = [
    0,
    4,
    5,
    8,
    9,
    -1,
    -3,
    -4,
    -5,
    -8,
    -9,
    2 ** 40,
    "x",
    null,
    1.5,
    true,
    ...exactLimits,
];

const packingInto: Group = {
    name: "struct.pack_into",
    probes: [
        ...offsets.map((offset) =>
            probe(
                `at ${JSON.stringify(offset)}`,
                ...memory,
                call("struct.pack_into", "<I", ref("memory"), offset, 0x01020304),
                read("memory"),
            ),
        ),
        ...each("struct.pack_into", memory, [], ["i"], ["i", ref("memory")], ["i", ref("memory"), 0], [5]),
        ...each(
            "struct.pack_into",
            memory,
            ["i", "x", 0, 1],
            ["i", null, 0, 1],
            ["i", ref("memory"), 0, "x"],
        ),
        ...each(
            "s.pack_into",
            [...compiled, ...memory],
            [],
            [ref("memory")],
            [ref("memory"), 0, 1],
            ["x", 0, 1, 2],
        ),
        probe(
            "s.pack_into",
            ...compiled,
            ...memory,
            call("s.pack_into", ref("memory"), 2, 1, -1),
            read("memory"),
        ),
    ],
};

const eight = bytes("\x01\x02\x03\x04\xf5\xf6\xf7\xf8");

const unpacking: Group = {
    name: "struct.unpack",
    probes: [
        ...["", "<", ">"].flatMap((order) =>
            [..."bBhHiIlLqQefd?c"].flatMap((character) =>
                each(
                    "struct.unpack_from",
                    [],
                    [order + character, eight],
                    [order + character, bytes("\0\0\0\0\0\0\0\0")],
                    [order + character, bytes("\xff\xff\xff\xff\xff\xff\xff\xff")],
                    [order + character, bytes("\x80\0\0\0\0\0\0\x80")],
                    [order + character, bytes("\xff\xff\xff\xff\xff\xff\x1f\0")],
                ),
            ),
        ),
        ...each("struct.unpack_from", [], ...["n", "N", "P"].map((format) => [format, eight])),
        ...each("struct.unpack_from", [], ...offsets.map((offset) => ["<I", eight, offset])),
        ...each(
            "struct.unpack_from",
            [],
            [],
            ["i"],
            ["i", bytes("")],
            ["i", "x"],
            ["i", eight, 1, 2],
            ["", eight, 8],
        ),
        probe(
            "unpack_from by keyword",
            callWith("struct.unpack_from", ["<h"], { buffer: eight, offset: 2 }),
            callWith("struct.unpack_from", ["<h", eight], { offset: 2 }),
            callWith("struct.unpack_from", ["<h", eight], { bogus: 2 }),
            callWith("struct.unpack_from", ["<h", eight, 1], { offset: 2 }),
        ),
        ...each(
            "struct.unpack",
            [],
            ...["8s", "8p", "3s5s", "0s8s", "2i", "q", "<q", "i4x", "8c", "2p6p", "8?"].map((format) => [
                format,
                eight,
            ]),
            ["i", eight],
            ["i", bytearray("1234")],
            ["i", memoryview("1234")],
            ["", bytes("")],
            ["0s", bytes("")],
            ["0p", bytes("")],
            ["p", bytes("\x01")],
            [],
            ["i"],
            ["i", eight, 1],
            ...noBytes.map((value) => ["i", value]),
        ),
        ...each("s.unpack", compiled, [], [bytes("1234")], [bytes("123")], [5], [bytes("1234"), 1]),
        ...each("s.unpack_from", compiled, [], [eight], [eight, 4], [eight, 5], [eight, -4], [eight, 1, 2]),
        probe("s.unpack by keyword", ...compiled, callWith("s.unpack", [], { buffer: eight })),
        probe(
            "iteration",
            prepare("pieces", "struct.iter_unpack", "<hh", eight),
            call("internal.items", ref("pieces")),
            prepare("s", "struct.Struct", "<q"),
            prepare("whole", "s.iter_unpack", eight),
            call("internal.items", ref("whole")),
            call("internal.items", ref("whole")),
        ),
        ...each(
            "struct.iter_unpack",
            [],
            [],
            ["i"],
            ["", bytes("")],
            ["i", bytes("12345")],
            ["i", "x"],
            ["i", 5],
        ),
        ...each("s.iter_unpack", compiled, [], [bytes("12345")], ["x"]),
    ],
};

export const structGroups = [formats, packing, packingInto, unpacking];
