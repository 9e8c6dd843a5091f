import {
    call,
    callWith,
    each,
    eachWith,
    type Group,
    list,
    prepare,
    probe,
    quietly,
    read,
    ref,
    type Step,
    tooLong,
    type Value,
} from "./probe";

const future = prepare("f", "futures.Future");
const look: Step[] = [
    ...["running", "done", "cancelled"].map((name) => call(`f.${name}`)),
    call("internal.text", ref("f")),
];
const outcomes: Step[] = [...look, call("f.result", 0), call("f.exception", 0)];
const error = prepare("e", "builtins.ValueError", "bad");

/** What a future can have gone through. */
const pasts: [string, Step[]][] = [
    ["pending", []],
    ["running", [quietly("f.set_running_or_notify_cancel")]],
    ["cancelled", [quietly("f.cancel")]],
    ["cancelled and notified", [quietly("f.cancel"), quietly("f.set_running_or_notify_cancel")]],
    ["finished", [quietly("f.set_result", 5)]],
    ["failed", [error, quietly("f.set_exception", ref("e"))]],
];

const deeds: Step[] = [
    call("f.cancel"),
    call("f.set_result", list(1)),
    call("f.set_exception", ref("e2")),
    call("f.set_running_or_notify_cancel"),
];

const several = [
    prepare("a", "futures.Future"),
    prepare("b", "futures.Future"),
    prepare("c", "futures.Future"),
    quietly("b.set_result", 2),
];
const all = list(ref("a"), ref("b"), ref("c"));

const conditions: Value[] = ["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "no such", null];

const workers: Value[] = [0, -1, "x", list(), true, 0.5];

export const futuresGroups: Group[] = [
    {
        name: "concurrent.futures.Future",
        probes: [
            ...pasts.map(([name, past]) => probe(name, future, ...past, ...outcomes)),
            ...pasts.flatMap(([name, past]) =>
                deeds.map((deed) =>
                    probe(
                        `${name}, then ${deed.at}`,
                        future,
                        prepare("e2", "builtins.KeyError", "another"),
                        ...past,
                        deed,
                        ...outcomes,
                    ),
                ),
            ),
            ...each("futures.Future", [], [1]),
            ...["cancel", "cancelled", "running", "done", "set_running_or_notify_cancel"].flatMap((name) =>
                each(`f.${name}`, [future], [1], [1, 2]),
            ),
            ...["result", "exception"].flatMap((name) => [
                ...each(`f.${name}`, [future], [0], [-1], [0.001], ["x"], [list()], [1, 2]),
                ...each(`f.${name}`, [future], ...tooLong.map((timeout) => [timeout])),
                ...eachWith(`f.${name}`, [future], [[], { timeout: 0 }], [[], { time: 0 }]),
            ]),
            ...["set_result", "set_exception", "add_done_callback"].flatMap((name) =>
                each(`f.${name}`, [future], [], [1, 2]),
            ),
        ],
    },
    {
        name: "concurrent.futures.wait, as_completed",
        probes: [
            ...conditions.map((condition) =>
                probe(`wait ${condition}`, ...several, call("internal.waited", all, 0, condition)),
            ),
            ...conditions.map((condition) =>
                probe(
                    `wait for one that failed ${condition}`,
                    ...several,
                    error,
                    quietly("c.set_exception", ref("e")),
                    call("internal.waited", all, 0, condition),
                ),
            ),
            ...[[], [list(), 0], [5], [list(), 0, "x"], [list(ref("b")), "x"], [list(ref("a")), "x"]].map(
                (args: Value[]) =>
                    probe(`wait ${JSON.stringify(args)}`, ...several, call("internal.waited", ...args)),
            ),
            ...tooLong.map((timeout) =>
                probe("wait for too long", ...several, call("internal.waited", all, timeout)),
            ),
            probe(
                "wait with keywords",
                ...several,
                prepare("w", "futures.wait", list(ref("b"))),
                callWith("futures.wait", [], { f: 1 }),
                callWith("futures.wait", [all], { timeout: 0, when: 1 }),
            ),
            probe(
                "as_completed",
                ...several,
                prepare("i", "futures.as_completed", list(ref("b"), ref("b"))),
                call("internal.items", ref("i")),
                prepare("i", "futures.as_completed", all, 0),
                call("internal.items", ref("i")),
                prepare("i", "futures.as_completed", list()),
                call("internal.items", ref("i")),
            ),
            ...["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"].map((name) =>
                probe(name, read(`futures.${name}`)),
            ),
        ],
    },
    {
        name: "concurrent.futures' executors and exceptions",
        probes: [
            ...each("futures.ThreadPoolExecutor", [], ...workers.slice(0, 4).map((count) => [count])),
            ...each("futures.ThreadPoolExecutor", [], [1, "x", 5], [1, 2, 3, 4, 5]),
            ...eachWith("futures.ThreadPoolExecutor", [], [[], { workers: 1 }], [[1], { max_workers: 1 }]),
            probe(
                "a shutdown before any call",
                prepare("x", "futures.ThreadPoolExecutor", 1),
                call("x.shutdown"),
                call("x.submit"),
                call("x.shutdown", true, true),
                callWith("x.shutdown", [], { wait: true, cancel_futures: true }),
                callWith("x.shutdown", [], { cancel: true }),
            ),
            probe(
                "an executor that is none",
                prepare("x", "futures.Executor"),
                call("x.submit", 5),
                call("x.shutdown"),
                call("x.submit"),
            ),
            ...["CancelledError", "InvalidStateError", "BrokenExecutor", "TimeoutError"].map((name) =>
                probe(name, call(`futures.${name}`, "text"), call(`futures.${name}`)),
            ),
        ],
    },
];
