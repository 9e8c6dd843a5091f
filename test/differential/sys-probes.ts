import {
    bytearray,
    bytes,
    call,
    callWith,
    dict,
    each,
    eachWith,
    float,
    type Group,
    limits,
    list,
    noIntegers,
    prepare,
    probe,
    read,
    type Value,
} from "./probe";

/** Values whose texts are the same in both languages: an array of probes is a tuple in Python. */
const shown: Value[] = [
    "",
    "it's",
    'say "x"',
    "a\\b\n\t\u0001é\u200b😀",
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e22,
    1e-7,
    float("nan"),
    float("-inf"),
    bytes(""),
    bytes("a'\n\xff"),
    bytearray("q"),
    list(),
    list(1, "x", null),
    list(list(list())),
    dict(),
    dict({ a: list(1), b: dict({ c: null }) }),
    ["127.0.0.1", 80],
    list(["::1", 80, 0, 0]),
];

const texts: Group = {
    name: "str, repr, print",
    probes: [
        ...["str", "repr"].flatMap((name) => each(`builtins.${name}`, [], ...shown.map((value) => [value]))),
        ...each("builtins.repr", [], [], [1, 2]),
        ...each("builtins.str", [], [], [bytes("caf\xc3\xa9"), "utf-8"], [bytearray("a"), "ascii"]),
        ...each("builtins.str", [], [bytes("\xff"), "utf-8"], [bytes("\xff"), "latin-1"]),
        ...each("builtins.str", [], [bytes("a\xff"), "ascii", "replace"], [bytes("a"), "nonsense"]),
        ...each("builtins.str", [], [1, "utf-8"], ["x", "utf-8"], [bytes("a\r\nb"), "utf-8"]),
        ...[...shown, list(...shown)].map((value, index) =>
            probe(
                `print(${index})`,
                prepare("file", "io.StringIO"),
                callWith("builtins.print", [value, value], { file: { ref: "file" } }),
                callWith("builtins.print", ["x"], { file: { ref: "file" }, sep: "-", end: "", flush: true }),
                call("file.getvalue"),
            ),
        ),
        ...eachWith(
            "builtins.print",
            [],
            [["x"], { sep: 1 }],
            [["x"], { end: bytes("x") }],
            [["x"], { file: 1 }],
            [["x"], { file: "x" }],
        ),
        ...each("builtins.input", [], ["a", "b"]),
    ],
};

const facts: Group = {
    name: "sys",
    probes: [
        ...each("sys.exit", [], [], [null], [0], [3], ["x"]),
        ...each("sys.getdefaultencoding", [], [], [1]),
        ...each("sys.exc_info", [], [], [1]),
        ...each("sys.exception", [], [], [1]),
        ...each("sys.excepthook", [], [], [1], [1, 2]),
        ...["platform", "byteorder", "maxsize"].map((name) => probe(name, read(`sys.${name}`))),
        ...["major", "minor", "releaselevel"].map((name) => probe(name, read(`sys.version_info.${name}`))),
        ...["stdin", "stdout", "stderr"].flatMap((name) =>
            ["encoding", "name", "mode", "closed"].map((field) =>
                probe(`${name}.${field}`, read(`sys.__${name}__.${field}`)),
            ),
        ),
        ...["debug", "inspect", "optimize", "dev_mode", "quiet"].map((name) =>
            probe(`flags.${name}`, read(`sys.flags.${name}`)),
        ),
    ],
};

const environment: Group = {
    name: "os.getenv",
    probes: [
        ...each(
            "os.getenv",
            [],
            [],
            ["PYSOCKET_NOT_SET"],
            ["PYSOCKET_NOT_SET", "x"],
            ["PYSOCKET_NOT_SET", null],
        ),
        ...eachWith(
            "os.getenv",
            [],
            [["PYSOCKET_NOT_SET"], { default: 5 }],
            [["PYSOCKET_NOT_SET"], { other: 5 }],
        ),
        ...each("os.getenv", [], [1], [null], [1, 2, 3]),
    ],
};

const lowLevel: Group = {
    name: "_thread",
    probes: [
        ...each("_thread.start_new_thread", [], [], [1], [1, []], [1, 2, 3, 4]),
        probe(
            "no tuple",
            prepare("f", "internal.handler"),
            call("_thread.start_new_thread", { ref: "f" }, 2),
        ),
        probe(
            "no dict",
            prepare("f", "internal.handler"),
            call("_thread.start_new_thread", { ref: "f" }, [], 3),
            call("_thread.start_new_thread", { ref: "f" }, [], dict(), 4),
        ),
        ...each("_thread.allocate_lock", [], [1]),
        ...each("_thread.exit", [], [], [1]),
        ...each("_thread.get_ident", [], [1]),
        ...each("_thread.interrupt_main", [], [0], [65], [1, 2]),
        ...each("_thread.interrupt_main", [], ...[...limits, ...noIntegers].map((value) => [value])),
        probe(
            "a lock",
            prepare("lock", "_thread.allocate_lock"),
            call("lock.acquire"),
            call("lock.acquire", false),
            call("lock.locked"),
            call("lock.release"),
            call("lock.release"),
        ),
    ],
};

export const sysGroups: Group[] = [texts, facts, environment, lowLevel];
