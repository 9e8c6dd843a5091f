import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { inspect } from "node:util";
import { KeyError, RecursionError, TypeError, ValueError } from "pysocket/builtins";
import * as shared from "pysocket/shared";
import { needPython } from "../support/python";

type Plain = Record<string, unknown>;

/** The error for a property that nobody else would see. */
function refused(what: string, use: string) {
    return new TypeError(`what threads share is no property of the ${what}: use ${use}`);
}

describe("properties of shared containers", () => {
    it("are the keys of a dict, if they are text", () => {
        const dict = shared.dict();
        const plain = dict as unknown as Plain;
        plain.x = 5;
        plain["a key"] = [1];
        assert.deepEqual(dict.items(), [
            ["x", 5],
            ["a key", [1]],
        ]);
        assert.deepEqual([plain.x, plain["a key"], plain.other], [5, [1], undefined]);
        assert.deepEqual(["x" in plain, "other" in plain], [true, false]);
        delete plain.x;
        assert.equal(dict.has("x"), false);
        assert.throws(() => delete plain.x, KeyError("x"));
    });

    it("say what to use for a dict's other keys", () => {
        const dict = shared.dict(null, { size: 1 });
        const plain = dict as unknown as Plain;
        for (const name of ["size", "get", "constructor", "toString"]) {
            assert.throws(
                () => {
                    plain[name] = 5;
                },
                refused("dict", `set('${name}', value)`),
            );
            assert.throws(() => name in plain, refused("dict", `has('${name}')`));
            assert.throws(() => delete plain[name], refused("dict", `delete('${name}')`));
        }
        for (const name of [5, -1, 1.5, Number.NaN]) {
            assert.throws(() => plain[name], refused("dict", `at('${name}'), with the key as it is`));
            assert.throws(
                () => {
                    plain[name] = 5;
                },
                refused("dict", `set('${name}', value)`),
            );
        }
        for (const look of [Object.keys, Object.entries, (each: object) => ({ ...each })])
            assert.throws(() => look(dict), refused("dict", "keys(), items() or copy()"));
        assert.throws(
            () => Object.defineProperty(dict, "x", { value: 1 }),
            refused("dict", "set('x', value)"),
        );
        assert.deepEqual(dict.items(), [["size", 1]]);
    });

    it("say what to use for a set, a value, and for what is no index of a list", () => {
        const containers: [object, string, string, string, string][] = [
            [shared.set(null, ["x"]), "set", "add('x')", "has('x')", "discard('x')"],
            [shared.Value(null, "i", 0), "value", "value", "value", "value"],
            [
                shared.list(),
                "list",
                "an index, append() or insert()",
                "includes()",
                "an index, pop() or remove()",
            ],
        ];
        for (const [container, what, set, has, remove] of containers) {
            const plain = container as Plain;
            assert.throws(
                () => {
                    plain.x = 5;
                },
                refused(what, set),
            );
            assert.throws(() => "x" in plain, refused(what, has));
            assert.throws(() => delete plain.x, refused(what, remove));
            assert.equal(plain.x, undefined);
        }
        const list = shared.list(null, [1, 2]);
        assert.throws(() => {
            (list as { length: number }).length = 0;
        }, new TypeError("the length of the list cannot be set: use append(), pop() or clear()"));
        assert.deepEqual([...list], [1, 2]);
    });

    it("leave symbols to the program, and promises alone", async () => {
        const mark = Symbol("mark");
        for (const container of [shared.dict(), shared.set(), shared.list(), shared.Value(null, "i", 1)]) {
            const plain = container as unknown as Record<symbol, unknown>;
            plain[mark] = 1;
            assert.deepEqual(
                [plain[mark], mark in plain, Reflect.deleteProperty(plain, mark)],
                [1, true, true],
            );
            assert.equal(await container, container);
        }
    });

    it("are no substitute for a value that is missing", () => {
        const { Value, Array: SharedArray } = shared as unknown as Record<
            string,
            (...args: unknown[]) => unknown
        >;
        assert.throws(
            () => Value("a name", 0),
            new TypeError("Value() missing 1 required positional argument: 'value'"),
        );
        assert.throws(
            () => SharedArray("a name"),
            new TypeError("Array() missing 2 required positional arguments: 'typecode' and 'sequence'"),
        );
        assert.deepEqual(shared.Value(null, "i", { value: 1 }).value, { value: 1 });
    });
});

describe("shared containers as JSON", () => {
    it("are arrays, objects and values", () => {
        const list = shared.list(null, [1, "a", null, { b: [true] }]);
        const dict = shared.dict<unknown, unknown>(null, [
            ["a", list],
            [1, 2],
            [null, shared.set(null, [1])],
            [false, shared.Value(null, "i", 5)],
            [1.5, [shared.Array(null, "i", [1, 2])]],
        ]);
        assert.equal(JSON.stringify(list), '[1,"a",null,{"b":[true]}]');
        assert.equal(
            JSON.stringify({ dict }),
            '{"dict":{"1":2,"a":[1,"a",null,{"b":[true]}],"null":[1],"false":5,"1.5":[[1,2]]}}',
        );
    });

    it("raise what Python's json raises", () => {
        const [list, dict] = [shared.list(), shared.dict()];
        list.append({ dict });
        dict.set("list", list);
        assert.throws(() => JSON.stringify(list), ValueError("Circular reference detected"));
        assert.throws(
            () => JSON.stringify(shared.dict(null, [[[1, 2], 3]])),
            TypeError("keys must be str, int, float, bool or None, not tuple"),
        );
    });
});

/** Statements that make and change lists and dicts, in both languages. */
const programs: [python: string, mine: () => object][] = [
    [
        "d = {}; d['me'] = d; x = d",
        () => {
            const dict = shared.dict();
            dict.set("me", dict);
            return dict;
        },
    ],
    [
        "a, b = [], []; a.extend([b, b]); b.extend([a, a]); x = a",
        () => {
            const [a, b] = [shared.list(), shared.list()];
            a.extend([b, b]);
            b.extend([a, a]);
            return a;
        },
    ],
    [
        "d = {}; d[1] = [d, {'a': d}]; x = d",
        () => {
            const dict = shared.dict();
            dict.set(1, shared.list(null, [dict, { a: dict }]));
            return dict;
        },
    ],
    [
        "a = []; a.append(([a], a)); x = [a, a]",
        () => {
            const a = shared.list();
            a.append([shared.list(null, [a]), a]);
            return shared.list(null, [a, a]);
        },
    ],
];

describe("the repr of a shared container that holds itself", () => {
    for (const [statements, make] of programs)
        it(`is CPython's: ${statements}`, function () {
            const python = needPython(this);
            const { stdout } = spawnSync(python.command, ["-c", `${statements}\nprint(repr(x))`], {
                env: python.env,
                encoding: "utf8",
            });
            const container = make();
            assert.deepEqual([String(container), inspect(container)], [stdout.trim(), stdout.trim()]);
        });

    it("takes no longer for many that hold each other", () => {
        const lists = Array.from({ length: 12 }, () => shared.list());
        for (const list of lists) list.extend([...lists.slice(0, 2), ...lists.slice(0, 2)]);
        assert.match(String(lists[0]), /^\[\[\.\.\.\], /);
    });

    it("raises RecursionError for those that are too deep", () => {
        let deep = shared.list();
        for (let depth = 0; depth < 500; depth++) deep = shared.list(null, [deep]);
        assert.throws(() => String(deep), RecursionError);
        assert.throws(() => JSON.stringify(deep), RecursionError);
        assert.equal(String(shared.list(null, [1])), "[1]");
    });
});
