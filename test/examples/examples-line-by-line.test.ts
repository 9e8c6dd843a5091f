import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";

// Each example has the same lines in the same order in both languages, except for types and braces.

const directory = join(root, "examples");

/** Words that only one of the languages has on such a line: syntax, or what the other has a sign for. */
const ignored = new Set(
    (
        "def self not in and or if elif else len range enumerate encode decode latin flush time os f b join __init__ bytearray " +
        "const let new function this of extends constants performance constructor console length entries includes " +
        "subarray Buffer bytes toString toFixed latin1 from 1000 concat alloc True true False false " +
        "_ is as with using static override rb wb w r repeat has slice equals Map get set delete del types SimpleNamespace"
    ).split(" "),
);

/** What TypeScript calls differently. */
const renamed = new Map(
    Object.entries({
        process: "sys",
        log: "print",
        push: "append",
        indexOf: "find",
        trim: "strip",
        now: "perf_counter",
        readSync: "readv",
        randomBytes: "urandom",
        openSync: "open",
        writeSync: "write",
        closeSync: "close",
        statSync: "stat",
        fstatSync: "fstat",
        readdirSync: "listdir",
        st_size: "size",
        padEnd: "ljust",
        toLowerCase: "lower",
        toUpperCase: "upper",
        lastIndexOf: "rfind",
        throw: "raise",
    }),
);

/** A field's or an argument's type, and that of a variable. */
const types =
    /(\w+): (?:socket\.socket|socket\.ReturnedAddress|ssl\.SSLSocket|threading\.\w+|queue\.Queue<\w+>|Buffer|string|number|\[string, number\]|[A-Z]\w*)(?:\[\])?(?=[,)]| =)/g;

/** What takes more words in TypeScript than in Python. */
const idioms: [RegExp, string][] = [
    [types, "$1"],
    [/\): [^()]+ \{$/, ")"],
    [/ as (?:number|string|socket\.socket)\b/g, ""],
    [/^except (.*) as \w+:$/, "except $1"],
    [/\b(error|wrong)\.message\b/, "$1"],
    [/\bMath\.(?:floor)?/g, ""],
    [/process\.stdout\.write/, "print"],
    [/, end=""/, ""],
    [/os\.path\.isfile\((.*?)\)/, "stat($1)"],
    [/statSync\((\w+), \{ throwIfNoEntry: false \}\)\?\.isFile\(\)/, "stat($1)"],
    [/os\.fstat\(file\.fileno\(\)\)/, "fstat(file)"],
    [/, os\.O_RDONLY/, ""],
    [/\bprocess\.pid\b/g, "getpid"],
    [/\bprocess\.env\.(\w+)/, "environ $1"],
    [/Handler<.*> \{$/, "Handler {"],
    [/new Map<.*>\(\)/, "Map"],
    [/\bQueue<\w+>/, "Queue"],
    [/\bshared\.list<.*>\("\w+"\)/, ""],
    [/\bshared\.(\w+)\("\w+"\)/, "threading.$1"],
    [/^using _ = (\w+)\.hold\(\)/, "with $1"],
    [/^elif\b/, ""],
    [/splice\((\w+)\.indexOf\((\w+)\), 1\)/, "remove($2)"],
];

/** What a line is about, in either language: its names and larger numbers. */
function words(line: string): string[] {
    const plain = idioms.reduce((text, [idiom, python]) => text.replace(idiom, python), line);
    const found = plain.match(/\b(?:[A-Za-z_]\w*|\d{2,})\b/g) ?? [];
    return [
        ...new Set(found.map((word) => renamed.get(word) ?? word).filter((word) => !ignored.has(word))),
    ].sort();
}

/** The lines that have a counterpart in Python. */
function counterparts(source: string): string[] {
    const written = source
        .replace(/^interface \w+ \{\n[^}]*\}$/gm, "")
        // Python's `except` names what it catches, and throws on what is meant for others.
        .replace(
            /\} catch \((\w+)\) \{\n\s*if \(!\((\1 instanceof .*)\)\) throw \1;$/gm,
            (_, name: string, classes: string) => `except ${classes.replaceAll(`${name} instanceof `, "")}`,
        );
    // A line that only closes something, or only declares a type, has no counterpart.
    return lines(written).filter(
        (line) => !/^[\])}]+;?$/.test(line) && !/^(?:let )?\w+: [^=()]+;$/.test(line),
    );
}

function lines(source: string): string[] {
    return source
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => !/^(?:|\{|pass|import .*)$/.test(line));
}

const packageModules = /^(socket|select|selectors|threading|queue|socketserver|ssl|struct)$/;

/** The modules of the package that a source imports; what is Node's own has its own name. */
function modules(source: string, imports: RegExp): string[] {
    return [...source.matchAll(imports)].map(([, name]) => name).filter((name) => packageModules.test(name));
}

describe("examples, line by line", () => {
    const entries = readdirSync(directory, { withFileTypes: true });
    const found = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    const names = found.map((file) => file.replace(/\.\w+$/, ""));

    it("are in both languages, the five programs among them", () => {
        const files = [...new Set(names)].flatMap((name) => [`${name}.py`, `${name}.ts`]);
        assert.deepEqual(found.sort(), files.sort());
        for (const name of [
            "blocking_client",
            "nonblocking_client",
            "single_thread_server",
            "multi_threaded_server",
            "multi_threading",
        ]) {
            assert.ok(names.includes(name), name);
        }
    });

    for (const name of new Set(names)) {
        it(name, () => {
            const read = (ending: string) => readFileSync(join(directory, `${name}.${ending}`), "utf8");
            assert.deepEqual(
                modules(read("ts"), /^import \* as (\w+) from "pysocket(?:\/\1)?";$/gm).sort(),
                modules(read("py"), /^import (\w+)$/gm).sort(),
            );
            const python = lines(read("py"));
            const typescript = counterparts(read("ts"));
            for (const [at, line] of python.entries()) {
                const there = typescript[at] ?? "";
                assert.deepEqual(words(there), words(line), `${line}  |  ${there}`);
            }
            assert.equal(typescript.length, python.length);
        });
    }

    it("need neither an export nor a main guard", () => {
        const source = readFileSync(join(directory, "multi_threaded_server.ts"), "utf8");
        assert.doesNotMatch(source, /\bexport\b|require\.main|import\.meta|main_thread|isMainThread/);
    });
});
