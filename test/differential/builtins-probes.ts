import {
    bytearray,
    bytes,
    call,
    callWith,
    each,
    eachWith,
    float,
    type Group,
    integer,
    list,
    memoryview,
    noIntegers,
    prepare,
    probe,
    read,
    thing,
    type Value,
} from "./probe";

const numbers = [1, 2, 4, 10, 11, 13, 17, 20, 21, 32, 103, 104, 108, 110, 111, 112, 113, 114, 115, 9999, -2];
const plain = [
    "BaseException",
    "Exception",
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BufferError",
    "EOFError",
    "IndexError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "NameError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "RecursionError",
    "PythonFinalizationError",
    "ResourceWarning",
    "RuntimeError",
    "StopIteration",
    "SystemExit",
    "TypeError",
    "UnicodeError",
    "ValueError",
    "Warning",
    "ZeroDivisionError",
    "BlockingIOError",
    "TimeoutError",
    "ConnectionResetError",
    "InterruptedError",
    "IOError",
];
const argumentLists: Value[][] = [
    [],
    ["text"],
    [1],
    [null],
    [["a", 1]],
    ["a", 1],
    ["it's", 'say "x"'],
    [bytes("a\n\xff'")],
    [true],
    [["x"]],
    ["é\n\x7f\ud800"],
    [[]],
];

const exceptions: Group = {
    name: "exceptions",
    probes: [
        ...plain.flatMap((name) =>
            argumentLists.map((args) =>
                probe(
                    `${name}(${JSON.stringify(args).slice(1, -1)})`,
                    { at: `builtins.${name}`, args, set: "e" },
                    read("e.args"),
                ),
            ),
        ),
        ...numbers.flatMap((number) =>
            ["OSError", "ConnectionError", "TimeoutError"].map((name) =>
                probe(
                    `${name}(${number}, text)`,
                    { at: `builtins.${name}`, args: [number, "text"], set: "e" },
                    read("e.errno"),
                    read("e.strerror"),
                    read("e.filename"),
                    read("e.args"),
                ),
            ),
        ),
        ...[
            [2, "text", "file"],
            [2, "text", null],
            [2, "text", "file", null, "other"],
            [2, "text", bytes("file")],
            [2, "text", "file", 3, "other", 6],
            [111],
            ["a", "b"],
            [null, null],
            [null, "text"],
            [1.5, "text"],
        ].map((args) =>
            probe(
                `OSError(${JSON.stringify(args).slice(1, -1)})`,
                { at: "builtins.OSError", args: args as Value[], set: "e" },
                read("e.errno"),
                read("e.strerror"),
                read("e.filename"),
                read("e.filename2"),
                read("e.args"),
            ),
        ),
        probe(
            "SystemExit's code",
            prepare("e", "builtins.SystemExit", 3),
            read("e.code"),
            prepare("f", "builtins.SystemExit"),
            read("f.code"),
            prepare("g", "builtins.SystemExit", 1, 2),
            read("g.code"),
        ),
        probe("StopIteration's value", prepare("e", "builtins.StopIteration", 3), read("e.value")),
        probe(
            "UnicodeEncodeError",
            call("builtins.UnicodeEncodeError", "ascii", "aé", 1, 2, "ordinal not in range(128)"),
            call("builtins.UnicodeEncodeError", "ascii", "aéé", 1, 3, "reason"),
            call("builtins.UnicodeEncodeError", "ascii", "a\u{1f600}", 1, 2, "reason"),
            call("builtins.UnicodeDecodeError", "utf-8", bytes("a\xff"), 1, 2, "invalid start byte"),
            call("builtins.UnicodeDecodeError", "utf-8", bytes("a\xff\xfe"), 1, 3, "reason"),
        ),
        ...["UnicodeEncodeError", "UnicodeDecodeError"].flatMap((name) =>
            [
                [],
                [1],
                [1, 2, 3, 4, 5],
                ["a", 2, 3, 4, 5],
                ["a", null, 3, 4, 5],
                ["a", "b", "x", 4, 5],
                ["a", "b", 0, 1.5, 5],
                ["a", "b", 0, 1, 5],
                ["a", "b", 0, 1, "r"],
                ["a", "b", 0, 1, "r", 6],
                ["a", "bcd", 1, 20, "r"],
                ["a", "", 0, 0, "r"],
                ["a", bytes("b"), 0, 1, "r"],
                ["a", bytes("bc"), 1, 2, "r"],
                ["a", bytes("bc"), 0, 5, "r"],
                ["a", bytes("bc"), 0, 1, null],
            ].map((args) =>
                probe(
                    `${name}(${JSON.stringify(args).slice(1, -1)})`,
                    call(`builtins.${name}`, ...(args as Value[])),
                ),
            ),
        ),
        probe(
            "ExceptionGroup",
            call("builtins.ExceptionGroup", 1, []),
            call("builtins.ExceptionGroup", "x", []),
            call("builtins.ExceptionGroup", "x", 1),
            call("builtins.ExceptionGroup", "x", [1]),
        ),
    ],
};

/** Texts that are numbers in Python, or nearly. */
const texts = [
    ..."0,00,-0,+5,-5, 5 ,\t5\n,5.,.5,.,5.5,1e5,1E-5,1e,1e+,e5,--5,+-5,- 5,1 2,5x,x,0x10,0b1,0o7,1_0,_1,1_,1__0".split(
        ",",
    ),
    ...",1_0.5_0e1_0,1._5,1_.5,1e_5,1e5_,1._,inf,-Infinity,+NAN,infin,in_f,nan1,1e400,-1e400,1e-400,\0,5\0".split(
        ",",
    ),
    ..."\x1c5,5\x1f,\x855,\xa05,5\u3000,\u20285\u2009,\ufeff5,\u200b5,\u180e5,\u30005\x1c".split(","),
    ..."\u0663\u06f4,\uff11\uff12.5,\u{1d7d9}\u{1d7ce},5\xb2,\u2460,é,5é,\ud800".split(","),
    "9007199254740991",
    "9007199254740992",
    "-9007199254740993",
    "1".repeat(300),
    "1".repeat(4300),
    "1".repeat(4301),
    "0".repeat(5000),
    `${"1".repeat(5000)}x`,
    "1_".repeat(2200),
    `${"1_".repeat(2200)}1`,
    "x".repeat(199),
    "é'".repeat(199),
];
const noTexts: Value[] = [
    ...[0, -1, 1.5, -1.5, 1e300, true, false, null, 2 ** 53, -(2 ** 53)],
    ...["nan", "inf", "-inf"].map((name) => float(name as "nan")),
    integer(2n ** 53n),
    integer(2n ** 70n + 1n),
    integer(10n ** 308n),
    integer(-(10n ** 309n)),
    // The nearest float of it is the largest one, and of the next one there is none.
    integer(2n ** 1024n - 2n ** 970n - 1n),
    integer(2n ** 1024n - 2n ** 970n),
    ...[" 7_0\n", "x", "\xff", "5\xa0", "\x855", "", "5\0", "x".repeat(300)].flatMap((text) => [
        bytes(text),
        bytearray(text),
    ]),
    memoryview("12"),
    list(),
    list(5),
    thing("plain"),
];
const bases: [string, number][] = [
    ...[0, 2, 3, 8, 10, 16, 32, 36].flatMap((base) =>
        "5,z,Z,0x1f,0X_1F,0x,0x_,0x__1,-0xf,0b101,0o17,0B2,010,00,0_0,0_1,00_0,08,_,1_z,0_x5, +0x5 "
            .split(",")
            .map((text): [string, number] => [text, base]),
    ),
    ["f".repeat(3000), 16],
    ["v".repeat(2800), 32],
    ["2".repeat(4301), 3],
    ["2".repeat(4300), 3],
];

const numbersOutOfText: Group = {
    name: "int and float",
    probes: [
        ...["int", "float"].flatMap((name) => [
            ...each(`builtins.${name}`, [], [], ...texts.map((text) => [text])),
            ...each(`builtins.${name}`, [], ...noTexts.map((value) => [value])),
            ...each(`builtins.${name}`, [], ["1", 10, 10], ["1", 2, 3, 4], ["1", null]),
        ]),
        ...each("builtins.int", [], ...bases),
        ...each(
            "builtins.int",
            [],
            ...[1, -1, 37, ...noIntegers, integer(2n ** 70n), true].map((base) => ["1", base]),
        ),
        ...each(
            "builtins.int",
            [],
            ...[5, 1.5, null, memoryview("5"), bytes("z"), bytearray("z"), []].map((value) => [value, 36]),
        ),
        ...eachWith(
            "builtins.int",
            [],
            [["ff"], { base: 16 }],
            [[], { base: 5 }],
            [[], { x: "5" }],
            [["5"], { bass: 6 }],
        ),
        ...eachWith(
            "builtins.int",
            [],
            [["5", 5], { base: 5 }],
            [["5"], { x: "5", base: 6 }],
            [[1.5], { base: 10 }],
        ),
        probe("float(x=1)", callWith("builtins.float", [], { x: 1 })),
    ],
};

export const builtinsGroups: Group[] = [exceptions, numbersOutOfText];
