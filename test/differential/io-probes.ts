import {
    bytearray,
    bytes,
    call,
    callWith,
    each,
    eachWith,
    type Group,
    integer,
    list,
    noBytes,
    noIntegers,
    type Probe,
    prepare,
    probe,
    quietly,
    read,
    ref,
    type Step,
    thing,
    type Value,
} from "./probe";

/** Streams on sockets and in memory: `socket.makefile()` and `io`. */

/** A connected pair; what `a` makes soon gives up. */
const pair = [prepare(["a", "b"], "socket.socketpair"), quietly("a.settimeout", 0.01)];

function file(mode: string, more: Record<string, Value> = {}): Step[] {
    return [...pair, { at: "a.makefile", args: [mode], kwargs: more, set: "f", quiet: true }];
}

const rawRead = file("rb", { buffering: 0 });
const rawWrite = file("wb", { buffering: 0 });
const modes: [string, Step[]][] = [
    ["rb", file("rb")],
    ["rb without a buffer", rawRead],
    ["wb", file("wb")],
    ["wb without a buffer", rawWrite],
    ["rwb", file("rwb")],
    ["r", file("r")],
    ["w", file("w")],
    ["rw", file("rw")],
];

const isText = (mode: string) => !mode.includes("b");
const isRaw = (mode: string) => mode.includes("without");
const isPair = (mode: string) => mode === "rwb";

/** What every stream can be asked without receiving anything. */
function questions(mode: string): Step[] {
    const data = isText(mode) ? "x" : bytes("x");
    const reading = mode.includes("r") || isText(mode);
    return [
        read("f.closed"),
        ...["readable", "writable", "seekable", "isatty", "tell", "truncate", "flush"].map((name) =>
            call(`f.${name}`),
        ),
        call("f.seek", 0),
        call("f.writelines", list()),
        call("f.writelines", 5),
        call("f.write", data),
        call("f.write", isText(mode) ? bytes("x") : "x"),
        call("f.read", 0),
        ...(isText(mode) || isRaw(mode) ? [] : [call("f.read1", 0), call("f.readinto1", bytearray(""))]),
        ...(isText(mode) ? [] : [call("f.readinto", bytearray(""))]),
        ...(isPair(mode) || isRaw(mode) || !isText(mode) ? [] : [read("f.encoding"), read("f.errors")]),
        ...(isText(mode)
            ? [read("f.newlines"), read("f.line_buffering"), read("f.write_through"), read("f.mode")]
            : []),
        ...(isPair(mode) || mode === "rw" || isText(mode) ? [] : [read("f.mode")]),
        ...(reading ? [call("f.readline", 0), call("f.readlines", 1)] : []),
        call("internal.text", ref("f")),
    ];
}

const states: [string, Step[]][] = [
    ["open", []],
    ["closed", [quietly("f.close"), call("f.close")]],
    ["on a closed socket", [quietly("a.close"), read("f.closed")]],
    ["ended", [quietly("b.close")]],
];

const questioned: Group = {
    name: "streams of sockets",
    probes: modes.flatMap(([mode, setUp]) =>
        states.map(([state, more]) => probe(`${mode}, ${state}`, ...setUp, ...more, ...questions(mode))),
    ),
};

const detached: Group = {
    name: "detach()",
    probes: modes.flatMap(([mode, setUp]) =>
        isRaw(mode)
            ? []
            : [
                  probe(
                      mode,
                      ...setUp,
                      { at: "f.detach", args: [], set: "below", quiet: true },
                      ...(isPair(mode)
                          ? []
                          : [...questions(mode), call("f.detach"), call("f.close"), quietly("below.close")]),
                  ),
              ],
    ),
};

const makefile: Group = {
    name: "makefile()",
    probes: [
        ...each(
            "internal.text_of_file",
            pair,
            ...["", "r", "w", "rw", "wr", "rr", "b", "rb", "br", "wb", "rwb", "brw"].map((mode) => [
                ref("a"),
                mode,
            ]),
            ...["x", "r+", "a", "rt", "U", null, 5, bytes("r")].map((mode): Value[] => [ref("a"), mode]),
            ...[null, -1, -5, 0, 1, 5, true, false, 1.5, "x", integer(2n ** 70n), list()].flatMap(
                (size): Value[][] => [
                    [ref("a"), "rb", size],
                    [ref("a"), "r", size],
                    [ref("a"), "rwb", size],
                ],
            ),
            [ref("a"), "r", -1, "utf-8"],
        ),
        ...eachWith(
            "internal.text_of_file",
            pair,
            ...[
                "utf8",
                "Latin-1",
                "UTF-16",
                "ascii",
                "zz",
                "hex",
                "rot13",
                "",
                "a\0b",
                5,
                null,
                "locale",
            ].map((encoding): [Value[], Record<string, Value>] => [[ref("a"), "r"], { encoding }]),
            ...["ignore", "zz", "", "a\0b", 5, null].map((errors): [Value[], Record<string, Value>] => [
                [ref("a"), "r"],
                { errors },
            ]),
            ...["", "\n", "\r", "\r\n", "x", "\n\r", "a\0b", 5, null, bytes("\n")].map(
                (newline): [Value[], Record<string, Value>] => [[ref("a"), "r"], { newline }],
            ),
            [[ref("a")], { bogus: 1 }],
            [[ref("a")], { mode: "w", buffering: 5 }],
            [[ref("a"), "r"], { mode: "w" }],
            [[ref("a"), "r"], { enkoding: "w" }],
        ),
        probe(
            "the socket is closed with its last stream",
            ...pair,
            prepare("f", "a.makefile", "rb"),
            prepare("g", "a.makefile", "w"),
            call("a.close"),
            call("a.getsockname"),
            call("internal.is_open", ref("a")),
            call("f.close"),
            call("internal.is_open", ref("a")),
            call("g.write", "x"),
            call("g.close"),
            call("internal.is_open", ref("a")),
            call("a.getsockname"),
            call("b.recv", 5),
            call("b.recv", 5),
        ),
        probe(
            "a stream that could not be made leaves the socket as it was",
            ...pair,
            call("a.makefile", "r", 0),
            callWith("a.makefile", [], { encoding: "zz" }),
            call("a.close"),
            call("internal.is_open", ref("a")),
        ),
        probe(
            "streams of a closed socket",
            ...pair,
            quietly("a.close"),
            prepare("f", "a.makefile", "rb"),
            call("f.read", 1),
            call("f.fileno"),
            call("f.close"),
        ),
        probe(
            "a detached socket",
            ...pair,
            prepare("f", "a.makefile", "rb"),
            prepare("fd", "a.detach"),
            call("f.read", 1),
            call("f.close"),
            prepare("c", "socket.socket", 1, 1, 0, ref("fd")),
        ),
    ],
};

const reading: [string, Value[]][] = [
    ["read", [1]],
    ["readline", []],
    ["read", []],
    ["read1", []],
    ["read1", [5]],
    ["readinto", [bytearray("xxx")]],
    ["readinto1", [bytearray("xxx")]],
    ["peek", []],
    ["readlines", []],
];

function has(mode: string, method: string): boolean {
    if (isText(mode)) return ["read", "readline", "readlines"].includes(method);
    return !isRaw(mode) || ["read", "readline", "readlines", "readinto"].includes(method);
}

const waiting: Group = {
    name: "streams that wait",
    probes: modes
        .filter(([mode]) => !mode.startsWith("w"))
        .flatMap(([mode, setUp]) => {
            const calls = reading.filter(([method]) => has(mode, method));
            return [
                ...calls.map(([method, args]) =>
                    probe(
                        `a timeout in ${method}() of ${mode}`,
                        ...setUp,
                        call(`f.${method}`, ...args),
                        ...calls.map(([next, nextArgs]) => call(`f.${next}`, ...nextArgs)),
                    ),
                ),
                probe(
                    `nothing to read for ${mode}`,
                    ...setUp,
                    quietly("a.setblocking", false),
                    ...calls.map(([method, args]) => call(`f.${method}`, ...args)),
                    call("internal.items", ref("f")),
                ),
                ...calls.map(([method, args]) =>
                    probe(
                        `a part to read for ${method}() of ${mode}`,
                        ...setUp,
                        quietly("a.setblocking", false),
                        quietly("b.send", bytes("ab")),
                        call(`f.${method}`, ...(method === "read" && args.length > 0 ? [5] : args)),
                        quietly("b.send", bytes("cd\nef")),
                        call("f.read", 3),
                        call("f.read", 10),
                    ),
                ),
            ];
        }),
};

const text = "first\nsecond line\r\nthird\rfourth\n\nlast";
const sent = [quietly("b.sendall", bytes(text)), quietly("b.close")];

const contents: Group = {
    name: "what streams read",
    probes: modes
        .filter(([mode]) => !mode.startsWith("w"))
        .flatMap(([mode, setUp]) => [
            ...[[], [null], [-1], [0], [1], [8], [100]].flatMap((args): Probe[] =>
                ["read", "readline", "readlines"].map((method) =>
                    probe(
                        `${method}(${args}) of ${mode}`,
                        ...setUp,
                        ...sent,
                        call(`f.${method}`, ...args),
                        call(`f.${method}`, ...args),
                        call("f.readline"),
                        call("f.read"),
                        call("f.read"),
                        call("f.readline"),
                    ),
                ),
            ),
            probe(
                `iteration over ${mode}`,
                ...setUp,
                ...sent,
                call("internal.items", ref("f")),
                call("internal.items", ref("f")),
            ),
            ...(has(mode, "peek")
                ? [
                      probe(
                          `everything else of ${mode}`,
                          ...setUp,
                          ...sent,
                          call("f.peek"),
                          call("f.read", 3),
                          call("f.peek", 2),
                          call("f.read1", 2),
                          call("f.read1", 0),
                          call("internal.read_into", ref("f"), "readinto", 4),
                          call("internal.read_into", ref("f"), "readinto1", 100),
                          call("internal.read_into", ref("f"), "readinto", 100),
                          call("f.peek"),
                          call("f.read1"),
                      ),
                  ]
                : []),
            ...reading.flatMap(([method]) =>
                has(mode, method)
                    ? each(
                          `f.${method}`,
                          [...setUp, ...sent],
                          ...[...noIntegers.filter((value) => value !== null), -2, integer(2n ** 70n)]
                              .filter((value) => !method.includes("into") || typeof value !== "object")
                              .map((value) => [value]),
                          [1, 2],
                      )
                    : [],
            ),
        ]),
};

const small = [1, 2, 3, 5, 8, 100].map((size): [string, Step[]] => [
    `a buffer of ${size}`,
    file("rwb", { buffering: size }),
]);

const sizes: Group = {
    name: "sizes of buffers",
    probes: small.flatMap(([title, setUp]) => [
        probe(
            `reading with ${title}`,
            ...setUp,
            ...sent,
            call("f.peek"),
            call("f.readline"),
            call("f.read1", 4),
            call("f.peek"),
            call("f.read", 7),
            call("internal.read_into", ref("f"), "readinto", 4),
            call("internal.read_into", ref("f"), "readinto1", 4),
            call("f.readline", 3),
            call("f.read"),
        ),
        probe(
            `writing with ${title}`,
            ...setUp,
            quietly("b.setblocking", false),
            ...["1", "22", "333", "4444", "55555", "666666", "7777777", ""].flatMap((data) => [
                call("f.write", bytes(data)),
                call("b.recv", 100),
            ]),
            call("f.flush"),
            call("b.recv", 100),
        ),
        probe(
            `writing with ${title} where the socket takes nothing`,
            ...setUp,
            quietly("a.setblocking", false),
            quietly("internal.fill", ref("a")),
            ...["1", "22", "333", "4444", "55555", "666666", "7777777", ""].flatMap((data) => [
                call("f.write", bytes(data)),
                call("internal.written", ref("f"), bytes(data)),
            ]),
            call("f.flush"),
            call("f.close"),
            read("f.closed"),
        ),
    ]),
};

const newlines: Value[] = [null, "", "\n", "\r", "\r\n"];

const lines: Group = {
    name: "ends of lines",
    probes: newlines.flatMap((newline) => [
        ...["a\nb\r\nc\rd", "a\r", "\r\n", "\r\r\n\n", "a\r\nb", "", "\n", "abc"].flatMap((data) =>
            ["readlines", "read"].map((method) =>
                probe(
                    `${method}() of ${JSON.stringify(data)} with newline ${JSON.stringify(newline)}`,
                    ...file("r", { newline }),
                    quietly("b.sendall", bytes(data)),
                    quietly("b.close"),
                    call(`f.${method}`),
                    read("f.newlines"),
                ),
            ),
        ),
        probe(
            `pieces with newline ${JSON.stringify(newline)}`,
            ...file("r", { newline }),
            quietly("a.setblocking", false),
            ...["ab\r", "\ncd\r", "ef", "\n", "\r"].flatMap((piece) => [
                quietly("b.sendall", bytes(piece)),
                call("f.read", 2),
                call("f.readline"),
                call("f.readline"),
                read("f.newlines"),
            ]),
        ),
        probe(
            `limits with newline ${JSON.stringify(newline)}`,
            ...file("r", { newline }),
            quietly("b.sendall", bytes("ab\r\ncd\nef\rgh")),
            quietly("b.close"),
            ...[3, 0, 2, 1, 4, 2, 2, 2].map((limit) => call("f.readline", limit)),
        ),
        probe(
            `writing with newline ${JSON.stringify(newline)}`,
            ...file("w", { newline }),
            call("f.write", "a\nb\r\nc\rd\n"),
            call("f.writelines", list("x\n", "y")),
            call("f.writelines", "z\n"),
            call("f.flush"),
            call("b.recv", 100),
        ),
    ]),
};

const encodings = [
    "utf-8",
    "utf-8-sig",
    "ascii",
    "latin-1",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
];
const handlers = [
    "strict",
    "ignore",
    "replace",
    "backslashreplace",
    "surrogateescape",
    "surrogatepass",
    "xmlcharrefreplace",
    "unknown",
];
const odd = [
    "a\xffb",
    "\xe2\x82",
    "\xe2\x82x",
    "\xc0\x80",
    "\xed\xa0\x80",
    "\xf4\x90\x80\x80",
    "\xf0\x9f\x98",
    "\xf0\x9f\x98\x80ok",
    "\xef\xbb\xbfhi",
    "\xef\xbb",
    "\xe2(\xa1",
    "\xf0\x80\x80\x80",
    "\xf0\x9fx",
    "\xff\xfea\0b\0",
    "\xfe\xff\0a\0b",
    "a\0b",
    "\xff\xfe\x3d\xd8",
    "\xff\xfe\x3d\xd8a\0",
    "\x3d\xd8\0\xdc",
    "\0\xdc",
    "\xd8\x3d",
    "\xff\xfe\0\0a\0\0\0",
    "a\0\0\0",
    "a\0\0",
    "\xff\xff\xff\xff",
    "\0\xd8\0\0",
    "\0\0\xfe\xff\0\0\0a",
    "\0\0\xd8\0",
    "",
];
const characters = ["a\u20acb", "\u{1f600}", "a\xff", "\u20ac\u20acx\u20ac", ""];
const surrogates = ["\udc80", "\ud83d", "\udc80\udc81x", "x\udc80\ud83d", "\udcff\udcfez"];

const decoding: Group = {
    name: "decoding",
    probes: encodings.flatMap((encoding) =>
        handlers.map((errors) =>
            probe(
                `${encoding}, ${errors}`,
                ...odd.map((data) => call("internal.decoded", bytes(data), encoding, errors)),
            ),
        ),
    ),
};

const encoding: Group = {
    name: "encoding",
    probes: encodings.flatMap((name) =>
        handlers.map((errors) =>
            probe(
                `${name}, ${errors}`,
                ...characters.map((data) => call("internal.encoded", data, name, errors)),
                ...surrogates.map((data) => call("internal.encoded", data, name, errors)),
            ),
        ),
    ),
};

const pieces: Group = {
    name: "decoding in pieces",
    probes: encodings.flatMap((name) =>
        [1, 2, 3].map((size) =>
            probe(
                `${name} in pieces of ${size}`,
                ...["a\u20ac\u{1f600}\r\nz", "\ufeffx"].map((data) =>
                    call("internal.decoded_in_pieces", data, name, size),
                ),
            ),
        ),
    ),
};

const names: Group = {
    name: "names of encodings",
    probes: each(
        "internal.encoded",
        [],
        ...[
            "U8",
            "UTF",
            "utf_8",
            "utf 8",
            "utf--8",
            "utf-8-",
            "cp65001",
            "us-ascii",
            "646",
            "ANSI_X3.4-1968",
            "l1",
            "iso-8859-1",
            "ISO8859_1",
            "8859",
            "utf16",
            "UTF-16LE",
            "u16",
            "utf32",
            "utf_32_be",
            "UnicodeBigUnmarked",
            "utf_8_sig",
            "hex",
            "base64",
            "rot13",
            "none",
            "",
            "\xe9",
        ].map((name) => ["ab", name, "strict"]),
    ),
};

const memory: Group = {
    name: "io.BytesIO, io.StringIO",
    probes: [
        ...each("io.BytesIO", [], ...noBytes.filter((value) => value !== null).map((value) => [value]), [
            bytes("x"),
            1,
        ]),
        ...each("io.StringIO", [], [5], [bytes("x")], ["x", "y"], ["x", 5], ["x", "\n", 5]),
        probe(
            "BytesIO",
            prepare("f", "io.BytesIO", bytes("abc\ndef\n")),
            call("f.read", 2),
            call("f.tell"),
            call("f.readline"),
            call("f.readline", 2),
            call("f.read1", 1),
            call("f.write", bytes("XYZ")),
            call("f.getvalue"),
            call("f.seek", 0),
            call("f.seek", -1),
            call("f.seek", 0, 5),
            call("f.seek", 1.5),
            call("f.seek", -3, 2),
            call("f.read"),
            call("f.read"),
            call("f.seek", 20),
            call("f.read"),
            call("f.write", bytes("end")),
            call("f.getvalue"),
            call("f.truncate", 3),
            call("f.tell"),
            call("f.getvalue"),
            call("f.truncate", -1),
            call("f.truncate", "x"),
            call("f.seek", 1),
            call("f.truncate"),
            call("f.getvalue"),
            call("f.seek", 0),
            call("internal.items", ref("f")),
            call("f.writelines", list(bytes("a"), bytes("b"))),
            call("f.writelines", list(bytes("a"), "b")),
            call("f.readable"),
            call("f.writable"),
            call("f.seekable"),
            call("f.isatty"),
            call("f.fileno"),
            call("f.detach"),
            call("f.read", "x"),
            call("f.write", "x"),
            call("f.close"),
            ...[
                "read",
                "getvalue",
                "tell",
                "readable",
                "readline",
                "flush",
                "close",
                "truncate",
                "isatty",
            ].map((name) => call(`f.${name}`)),
            call("f.write", bytes("x")),
            read("f.closed"),
        ),
        probe(
            "StringIO",
            prepare("f", "io.StringIO", "abc\n\u{1f600}def\n"),
            call("f.read", 2),
            call("f.tell"),
            call("f.readline"),
            call("f.readline", 2),
            call("f.tell"),
            call("f.write", "\u{1f600}YZ"),
            call("f.getvalue"),
            call("f.seek", 0),
            call("f.seek", -1),
            call("f.seek", 1, 1),
            call("f.seek", 0, 2),
            call("f.seek", 1, 3),
            call("f.read"),
            call("f.seek", 12),
            call("f.write", "end"),
            call("f.truncate", 3),
            call("f.getvalue"),
            call("f.truncate", -1),
            call("f.truncate", "x"),
            call("f.seek", 0),
            call("internal.items", ref("f")),
            call("f.writelines", list("a", "b")),
            call("f.write", bytes("x")),
            call("f.detach"),
            call("f.fileno"),
            read("f.encoding"),
            read("f.errors"),
            read("f.newlines"),
            read("f.line_buffering"),
            call("f.close"),
            call("f.read"),
            call("f.write", "x"),
            call("f.getvalue"),
        ),
        ...newlines.map((newline) =>
            probe(
                `StringIO with newline ${JSON.stringify(newline)}`,
                prepare("f", "io.StringIO", "a\nb\r\nc\rd", newline),
                call("f.getvalue"),
                call("f.readlines"),
                read("f.newlines"),
                call("f.write", "e\nf\r\ng\r"),
                call("f.getvalue"),
            ),
        ),
    ],
};

const wrapped: Group = {
    name: "streams on streams",
    probes: [
        ...["BufferedReader", "BufferedWriter", "TextIOWrapper"].flatMap((name) =>
            each(
                `io.${name}`,
                [...pair, prepare("r", "a.makefile", "rb", 0), prepare("w", "a.makefile", "wb", 0)],
                [],
                [5],
                [null],
                [thing("plain")],
                ...(name === "TextIOWrapper"
                    ? []
                    : [
                          [ref("r")],
                          [ref("w")],
                          [ref("r"), 0],
                          [ref("w"), -1],
                          [ref("r"), "x"],
                          [ref("w"), 1.5],
                      ]),
                [ref("r"), 1, 2, 3, 4, 5, 6],
            ),
        ),
        ...each(
            "io.BufferedRWPair",
            [...pair, prepare("r", "a.makefile", "rb", 0), prepare("w", "a.makefile", "wb", 0)],
            [],
            [ref("r")],
            [5, 5],
            [ref("w"), ref("w")],
            [ref("r"), ref("r")],
            [ref("r"), ref("w"), 0],
            [ref("r"), ref("w"), 5, 6],
        ),
        ...eachWith(
            "io.TextIOWrapper",
            [prepare("m", "io.BytesIO")],
            [[ref("m")], { encoding: "zz" }],
            [[ref("m")], { newline: "zz" }],
            [[ref("m")], { newline: 5 }],
            [[ref("m")], { encoding: 5 }],
            [[ref("m")], { errors: 5 }],
            [[ref("m")], { bogus: 5 }],
        ),
        ...["io.BytesIO", "io.StringIO"].map((at) =>
            probe(
                `positions of ${at} that no number is exact for`,
                prepare("m", at),
                call("m.seek", integer(2n ** 63n - 1n)),
                call("m.tell"),
                call("m.read"),
                call("m.readline"),
                call("m.truncate"),
                call("m.write", at === "io.BytesIO" ? bytes("") : ""),
                call("m.seek", integer(2n ** 53n + 1n)),
                call("m.tell"),
                call("m.seek", 0, 1),
                call("m.seek", 1, 1),
                call("m.truncate", integer(2n ** 60n + 1n)),
                call("m.truncate", integer(-(2n ** 60n) - 1n)),
                call("m.seek", integer(-(2n ** 63n))),
                call("m.seek", integer(-(2n ** 63n)), 2),
                call("m.seek", integer(2n ** 63n - 1n), 1),
            ),
        ),
        probe(
            "a BufferedReader on a BytesIO",
            prepare("m", "io.BytesIO", bytes("hello world, this is")),
            prepare("f", "io.BufferedReader", ref("m"), 4),
            call("f.read", 3),
            call("f.tell"),
            call("f.seek", 1, 1),
            call("f.read", 2),
            call("f.peek"),
            call("f.seek", 2),
            call("f.read1"),
            call("f.tell"),
            call("f.seek", 0, 9),
            call("f.seek", "x"),
            call("f.truncate"),
            call("f.seek", -4, 2),
            call("f.read"),
            call("f.tell"),
        ),
        probe(
            "a BufferedWriter on a BytesIO",
            prepare("m", "io.BytesIO"),
            prepare("f", "io.BufferedWriter", ref("m"), 4),
            call("f.write", bytes("ab")),
            call("m.getvalue"),
            call("f.tell"),
            call("f.write", bytes("cdefghi")),
            call("m.getvalue"),
            call("f.flush"),
            call("m.getvalue"),
            call("f.seek", 1),
            call("f.write", bytes("X")),
            call("f.truncate"),
            call("m.getvalue"),
            call("f.read"),
            call("f.close"),
            read("m.closed"),
        ),
        probe(
            "line_buffering and write_through",
            prepare("m", "io.BytesIO"),
            {
                at: "io.TextIOWrapper",
                args: [ref("m")],
                kwargs: { line_buffering: true },
                set: "f",
                quiet: true,
            },
            call("f.write", "a"),
            call("m.getvalue"),
            call("f.write", "b\nc"),
            call("m.getvalue"),
            call("f.write", "d\re"),
            call("m.getvalue"),
            callWith("f.reconfigure", [], { line_buffering: false, write_through: true }),
            call("f.write", "f"),
            call("m.getvalue"),
            read("f.line_buffering"),
            read("f.write_through"),
            callWith("f.reconfigure", [], { encoding: "utf-16", newline: "\r\n" }),
            call("f.write", "g\n"),
            call("m.getvalue"),
            read("f.encoding"),
            callWith("f.reconfigure", [], { encoding: "zz" }),
            callWith("f.reconfigure", [], { newline: "zz" }),
            callWith("f.reconfigure", [], { newline: 5 }),
        ),
        probe(
            "text on a BytesIO",
            prepare("m", "io.BytesIO", bytes("one\ntwo\n")),
            prepare("f", "io.TextIOWrapper", ref("m")),
            call("f.tell"),
            call("f.readline"),
            callWith("f.reconfigure", [], { encoding: "ascii" }),
            call("f.seek", 0),
            call("f.read"),
            call("f.tell"),
            call("f.seek", 0, 2),
            call("f.write", "three\n"),
            call("f.seek", 0),
            call("f.readlines"),
            call("f.seek", 1, 1),
            call("f.seek", 1, 2),
            call("f.seek", 1, 3),
            call("f.seek", -1),
            call("f.truncate", 3),
            call("m.getvalue"),
        ),
        ...["IOBase", "RawIOBase", "BufferedIOBase", "TextIOBase"].flatMap((name) => [
            probe(
                `io.${name}`,
                prepare("f", `io.${name}`),
                read("f.closed"),
                ...["readable", "writable", "seekable", "isatty", "fileno", "tell", "truncate", "flush"].map(
                    (method) => call(`f.${method}`),
                ),
                call("f.seek", 0),
                ...(name === "IOBase" ? [] : [call("f.read"), call("f.read", 1)]),
                call("f.readline"),
                call("f.readlines"),
                ...(name === "IOBase" ? [] : [call("f.write", name === "TextIOBase" ? "x" : bytes("x"))]),
                ...(name === "RawIOBase" || name === "BufferedIOBase"
                    ? [call("f.readinto", bytearray("xx"))]
                    : []),
                ...(name === "TextIOBase" || name === "BufferedIOBase" ? [call("f.detach")] : []),
                ...(name === "TextIOBase" ? [read("f.encoding"), read("f.errors"), read("f.newlines")] : []),
                ...(name === "RawIOBase" ? [call("f.readall")] : []),
                call("f.close"),
                read("f.closed"),
                call("f.flush"),
                call("internal.items", ref("f")),
            ),
        ]),
        ...eachWith(
            "socket.SocketIO",
            pair,
            [[ref("a")], {}],
            [[ref("a"), "r"], { mode: "w" }],
            [[], { sock: ref("a"), mode: "x" }],
        ),
        ...each(
            "builtins.BlockingIOError",
            [],
            [11, "x", 5],
            [11, "x", 5, 6],
            [11, "x", "5"],
            [11, "x", 1.5],
            [11, "x", integer(2n ** 70n)],
            [11, "x"],
            [11],
        ),
        ...[[11, "x", 5], [11, "x"], [11, "x", "f"], []].map((args) =>
            probe(
                `BlockingIOError(${args})`,
                prepare("e", "builtins.BlockingIOError", ...args),
                read("e.characters_written"),
                read("e.args"),
                read("e.filename"),
            ),
        ),
    ],
};

export const ioGroups: Group[] = [
    questioned,
    detached,
    makefile,
    waiting,
    contents,
    sizes,
    lines,
    decoding,
    encoding,
    pieces,
    names,
    memory,
    wrapped,
];
