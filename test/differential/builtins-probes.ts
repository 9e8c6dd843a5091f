import { bytes, call, type Group, prepare, probe, read, type Value } from "./probe";

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
        probe(
            "ExceptionGroup",
            call("builtins.ExceptionGroup", 1, []),
            call("builtins.ExceptionGroup", "x", []),
            call("builtins.ExceptionGroup", "x", 1),
            call("builtins.ExceptionGroup", "x", [1]),
        ),
    ],
};

export const builtinsGroups: Group[] = [exceptions];
