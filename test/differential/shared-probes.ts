import {
    bytes,
    call,
    callWith,
    dict,
    each,
    eachWith,
    float,
    type Group,
    integer,
    iterator,
    list,
    noIntegers,
    prepare,
    probe,
    read,
    ref,
    type Step,
    set,
    type Value,
} from "./probe";

// What multiprocessing.Manager shares are Python's own list, dict, set and array: they are compared with those.

const content = call("internal.items", ref("c"));

const indices: Value[] = [0, 4, -1, -5, 5, -6, integer(2n ** 70n)];

const lists = (...items: Value[]) => prepare("c", "shared.list", null, list(...items));
const some = lists(1, "b", 2.5, null, true);

const changes = (at: string, setUp: Step, ...argumentLists: Value[][]) =>
    argumentLists.map((args) => probe(`${at}(${JSON.stringify(args)})`, setUp, call(at, ...args), content));

const sharedList: Group = {
    name: "shared.list",
    probes: [
        ...each("shared.list", [], [null, 5]),
        ...[
            [null, "ab"],
            [null, bytes("ab")],
            [null, set(1)],
            [null, dict({ a: 1 })],
        ].map((args: Value[]) =>
            probe(`of ${JSON.stringify(args)}`, prepare("c", "shared.list", ...args), content),
        ),
        ...changes("c.append", some, [], [1], [1, 2], [list(1, list())], [dict({ block: false })]),
        ...changes("c.extend", some, [], [5], [null], [list()], [list(1, 2)], ["ab"], [bytes("ab")]),
        ...changes("c.extend", some, [iterator(1, 2)], [dict({ a: 1 })], [set(1)], [list(1), list(2)]),
        ...changes(
            "c.insert",
            some,
            ...[
                0,
                1,
                4,
                5,
                99,
                -1,
                -5,
                -99,
                integer(2n ** 70n),
                integer(-(2n ** 70n)),
                true,
                ...noIntegers,
            ].map((index): Value[] => [index, "new"]),
            [],
            [1],
            [1, 2, 3],
        ),
        ...changes("c.remove", some, [], [1], [1, 2], ["b"], [2.5], [null], [5], [true], [float("nan")]),
        ...changes("c.remove", lists(0, false, list(1), list(true)), [false], [list(1)], [list(2)]),
        ...changes(
            "c.pop",
            some,
            [],
            [0],
            [-1],
            [-5],
            [4],
            [5],
            [-6],
            [1, 2],
            ...noIntegers.map((each) => [each]),
        ),
        ...changes("c.pop", lists(), [], [0]),
        ...changes("c.clear", some, [], [1]),
        ...changes("c.reverse", some, [], [1]),
        ...each("c.copy", [some], [], [1]),
        ...each("c.count", [some], [], [1], [1, 2], ["b"], [true], [9], [null]),
        ...each("c.index", [some], [], [1], [true], [null], ["x"], [[1]], [dict({ a: 1 })]),
        ...each("c.index", [lists(1, 2, 1, 2)], [1, 1], [2, 0, 1], [2, -1], [2, -3, -1], [1, 3], [1, 1, 99]),
        ...each("c.index", [some], ...noIntegers.slice(0, 1).map((each): Value[] => [1, each]), [1, 0, 9, 9]),
        ...changes("c.sort", lists(3, 1, 2, true, 0.5), []),
        ...changes("c.sort", lists("b", "a", "é", "\u{1f600}", "\uffee"), []),
        ...changes("c.sort", lists(list(2, "b"), list(2, "a"), list(1), list()), []),
        ...changes("c.sort", lists(3, "a"), []),
        ...changes("c.sort", lists(null, 1), []),
        ...changes("c.sort", lists(1), [], [1], [null]),
        ...eachWith("c.sort", [lists(2, 3, 1)], [[], { reverse: true }], [[], { key: 5 }], [[], { x: 1 }]),
        probe(
            "a sort keeps the order of equals",
            lists(list(1, "b"), list(0, "x"), list(1, "a"), list(true, "c")),
            call("internal.sort_by_first", ref("c"), false),
            content,
            call("internal.sort_by_first", ref("c"), true),
            content,
        ),
        probe(
            "reversed, equals keep it too",
            lists(1, true, 2, 1, false),
            callWith("c.sort", [], { reverse: true }),
            content,
        ),
        ...["get_item", "delete_item"].flatMap((name) =>
            indices.map((index) =>
                probe(`${name} ${index}`, some, call(`internal.${name}`, ref("c"), index), content),
            ),
        ),
        ...indices.map((index) =>
            probe(`set_item ${index}`, some, call("internal.set_item", ref("c"), index, "new"), content),
        ),
        ...noIntegers
            .slice(0, 3)
            .map((index) => probe("get_item of no index", some, call("internal.get_item", ref("c"), index))),
        probe("length", some, call("internal.length", ref("c"))),
        ...[1, "b", 9, null].map((item) =>
            probe("contains", some, call("internal.contains", ref("c"), item)),
        ),
        probe("text", some, call("internal.string", ref("c"))),
        probe("text of none", lists(), call("internal.string", ref("c"))),
    ],
};

const pairs = list(list("a", 1), list(2, "b"));
const entries = [prepare("c", "shared.dict", null, pairs)];
const items = [prepare("v", "c.items"), call("internal.items", ref("v"))];

const changesOf = (at: string, setUp: Step[], ...argumentLists: Value[][]) =>
    argumentLists.map((args) =>
        probe(`${at}(${JSON.stringify(args)})`, ...setUp, call(at, ...args), ...items),
    );

const noKeys: Value[] = [dict(), dict({ a: 1 })];

const sharedDict: Group = {
    name: "shared.dict",
    probes: [
        ...each(
            "c.get",
            entries,
            [],
            ["a"],
            ["x"],
            ["x", 5],
            [2, 5],
            [2.5],
            [1, 2, 3],
            ...noKeys.map((key) => [key]),
        ),
        ...changesOf(
            "c.pop",
            entries,
            [],
            ["a"],
            ["x"],
            ["x", 5],
            [2],
            [1, 2, 3],
            ...noKeys.map((key) => [key]),
        ),
        ...changesOf("c.popitem", entries, [], [1]),
        ...changesOf("c.popitem", [prepare("c", "shared.dict")], []),
        ...changesOf("c.setdefault", entries, [], ["a"], ["x"], ["x", 5], ["a", 5], [1, 2, 3]),
        ...changesOf(
            "c.update",
            entries,
            [],
            [5],
            [list()],
            [list(1)],
            [list(null)],
            [list(list(1, 2, 3))],
            [list("ab", "cd")],
            [list("abc")],
            [list(list(1, 2), list(dict(), 5))],
            [list(list(1, 2), list(3, 4))],
            [1, 2],
        ),
        ...changesOf("c.clear", entries, [], [1]),
        ...["get_item", "delete_item"].flatMap((name) =>
            ["a", 2, true, "x", null, ...noKeys].map((key) =>
                probe(
                    `${name} ${JSON.stringify(key)}`,
                    ...entries,
                    call(`internal.${name}`, ref("c"), key),
                    ...items,
                ),
            ),
        ),
        ...["a", "x", 2, ...noKeys].map((key) =>
            probe(
                `set_item ${JSON.stringify(key)}`,
                ...entries,
                call("internal.set_item", ref("c"), key, 0),
                ...items,
            ),
        ),
        ...["a", "x", 2, ...noKeys].map((key) =>
            probe("contains", ...entries, call("internal.contains", ref("c"), key)),
        ),
        probe(
            "keys that are equal",
            prepare("c", "shared.dict"),
            ...[
                1,
                true,
                0,
                float("inf"),
                false,
                integer(2n ** 60n),
                integer(2n ** 60n + 1n),
                "1",
                bytes("1"),
            ].map((key, index) => call("internal.set_item", ref("c"), key, index)),
            call("internal.set_item", ref("c"), [1, [true, "x"]], "array"),
            call("internal.get_item", ref("c"), [true, [1, "x"]]),
            call("internal.length", ref("c")),
            ...items,
        ),
        ...["keys", "values", "items"].flatMap((method) => [
            probe(method, ...entries, prepare("v", `c.${method}`), call("internal.items", ref("v"))),
            ...each(`c.${method}`, entries, [1]),
        ]),
        probe("iteration", ...entries, call("internal.items", ref("c"))),
        probe("text", ...entries, call("internal.string", ref("c"))),
        probe("text of none", prepare("c", "shared.dict"), call("internal.string", ref("c"))),
    ],
};

const sorted = call("internal.sorted", ref("c"));
const numbers = prepare("c", "shared.set", null, list(3, 1, 2));

const changesOfSet = (at: string, ...argumentLists: Value[][]) =>
    argumentLists.map((args) => probe(`${at}(${JSON.stringify(args)})`, numbers, call(at, ...args), sorted));

const sharedSet: Group = {
    name: "shared.set",
    probes: [
        ...changesOfSet("c.add", [], [1], [4], [true], [1, 2], ...noKeys.map((key) => [key])),
        ...["discard", "remove"].flatMap((method) =>
            changesOfSet(`c.${method}`, [], [1], [9], ["x"], [1, 2], ...noKeys.map((key) => [key])),
        ),
        ...changesOfSet("c.update", [], [list(4, 5)], [list(1), list(9)], [5], [list(dict())]),
        ...changesOfSet("c.difference_update", [], [list(1, 7)], [list(1), list(2)], [5]),
        ...changesOfSet("c.intersection_update", [], [list(1, 2)], [list(1, 2), list(2)], [5]),
        ...changesOfSet("c.clear", [], [1]),
        ...each("c.pop", [numbers], [1]),
        ...each("c.pop", [prepare("c", "shared.set")], []),
        ...["isdisjoint", "issubset", "issuperset"].flatMap((method) =>
            each(`c.${method}`, [numbers], [], [list(1)], [list(4)], [list(1, 2, 3, 4)], [list()], [5]),
        ),
        ...["union", "intersection", "difference", "copy"].map((method) =>
            probe(
                method,
                numbers,
                prepare("c", `c.${method}`, ...(method === "copy" ? [] : [list(1, 4)])),
                sorted,
            ),
        ),
        ...["union", "intersection", "difference"].flatMap((method) => each(`c.${method}`, [numbers], [5])),
        probe("length", numbers, call("internal.length", ref("c"))),
        ...[1, true, 9].map((item) => probe("contains", numbers, call("internal.contains", ref("c"), item))),
        probe("text of none", prepare("c", "shared.set"), call("internal.string", ref("c"))),
    ],
};

const integers = [
    0, -1, 1, 127, 128, -129, 255, 256, 32768, -32769, 65536, 2147483648, -2147483649, 4294967296,
];
const wide = [2n ** 63n, -(2n ** 63n) - 1n, 2n ** 64n, 2n ** 80n].map(integer);
const array = prepare("c", "shared.Array", null, "h", list(1, 2, 3));

const sharedArray: Group = {
    name: "shared.Array, Value",
    probes: [
        ...[..."bBhHiIlLqQfd"].flatMap((code) =>
            [...integers, ...wide, 1.5, "x", null, true].map((value) =>
                probe(
                    `${code} ${JSON.stringify(value)}`,
                    prepare("c", "shared.Array", null, code, list(0)),
                    call("internal.set_item", ref("c"), 0, value),
                    content,
                ),
            ),
        ),
        ...each(
            "shared.Array",
            [],
            [null, "z", list()],
            [null, 5, list()],
            [null, "ii", list()],
            [null, "i", 5],
        ),
        ...[0, -1, 3, -4].flatMap((index) => [
            probe("get_item", array, call("internal.get_item", ref("c"), index)),
            probe("set_item", array, call("internal.set_item", ref("c"), index, 9), content),
        ]),
        probe("set_item that does not fit", array, call("internal.set_item", ref("c"), 0, 40000), content),
        probe("length, text", array, call("internal.length", ref("c")), call("internal.string", ref("c"))),
        probe(
            "a value",
            prepare("c", "shared.Value", null, "i", 5),
            read("c.value"),
            call("c.set", 6),
            call("c.get"),
            read("c.value"),
            call("internal.string", ref("c")),
        ),
    ],
};

export const sharedGroups: Group[] = [sharedList, sharedDict, sharedSet, sharedArray];
