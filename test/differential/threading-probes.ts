import {
    bytes,
    call,
    callWith,
    each,
    eachWith,
    float,
    type Group,
    integer,
    list,
    prepare,
    probe,
    quietly,
    read,
    type Step,
    thing,
    type Value,
} from "./probe";

const lock = prepare("lock", "threading.Lock");
const event = prepare("event", "threading.Event");
const thread = prepare("thread", "threading.Thread");

const timeouts: Value[] = [0, 0.001, -1, -0.5, -2, "x", bytes("x"), list(), thing("plain"), true, false];
const extremes: Value[] = [float("nan"), float("inf"), 9223372037, integer(2n ** 64n), integer(-(2n ** 64n))];

const locks: Group = {
    name: "threading.Lock",
    probes: [
        ...each("threading.Lock", [], [1], ["x", 2]),
        ...each("lock.acquire", [lock], [], [true], [false], [1, 2, 3], [true, 1, 2]),
        ...each(
            "lock.acquire",
            [lock],
            ...[0, 1, "", "x", list(), null, 1.5].map((blocking): Value[] => [blocking]),
        ),
        ...each(
            "lock.acquire",
            [lock],
            ...[...timeouts, ...extremes, null].map((timeout): Value[] => [true, timeout]),
        ),
        ...each("lock.acquire", [lock], ...timeouts.map((timeout): Value[] => [false, timeout])),
        ...each(
            "lock.acquire",
            [lock, quietly("lock.acquire")],
            [false],
            [true, 0],
            [true, 0.001],
            [false, -1],
        ),
        ...eachWith(
            "lock.acquire",
            [lock],
            [[], { blocking: false }],
            [[], { timeout: 0.5 }],
            [[true], { timeout: 1 }],
            [[true], { blocking: true }],
            [[], { blocking: true, timeout: -1 }],
            [[], { time: 1 }],
            [[true, 1], { timeout: 1 }],
        ),
        ...each("lock.release", [lock], [], [1]),
        ...each("lock.release", [lock, quietly("lock.acquire")], [], [1]),
        probe(
            "a lock is released once",
            lock,
            call("lock.acquire"),
            call("lock.release"),
            call("lock.release"),
        ),
        ...each("lock.locked", [lock], [], [1]),
        ...each("lock.locked", [lock, quietly("lock.acquire")], []),
    ],
};

const events: Group = {
    name: "threading.Event",
    probes: [
        ...each("threading.Event", [], [1], [1, 2]),
        ...(["is_set", "set", "clear"] as const).flatMap((method) =>
            each(`event.${method}`, [event], [], [1], [1, 2]),
        ),
        ...each(
            "event.wait",
            [event],
            ...[0, 0.001, -1, -0.5, -2, true, false].map((timeout): Value[] => [timeout]),
        ),
        ...each("event.wait", [event], ["x"], [bytes("x")], [list()], [thing("plain")], [0, 1]),
        ...each("event.wait", [event], ...extremes.slice(0, 4).map((timeout): Value[] => [timeout])),
        ...each("event.wait", [event, quietly("event.set")], [], [null], ["x"], [-1], [5]),
        ...eachWith("event.wait", [event], [[], { timeout: 0 }], [[], { time: 0 }], [[1], { timeout: 0 }]),
        probe(
            "an event is set and cleared",
            event,
            call("event.set"),
            call("event.is_set"),
            call("event.clear"),
            call("event.is_set"),
        ),
    ],
};

/** What can be seen of a thread without starting it. */
const looks: Step[] = [
    call("thread.is_alive"),
    read("thread.daemon"),
    read("thread.ident"),
    read("thread.native_id"),
];

const threads: Group = {
    name: "threading.Thread",
    probes: [
        ...each(
            "threading.Thread",
            [],
            [1],
            ["group"],
            [null, null, null, [], null, 1],
            [null, null, null, [], null, null, 1],
        ),
        ...eachWith(
            "threading.Thread",
            [],
            [[], { foo: 1 }],
            [[], { targets: 1 }],
            [[], { group: 1 }],
            [[null], { group: null }],
        ),
        ...[null, true, false, 0, 1].map((daemon) =>
            probe(
                `daemon=${daemon}`,
                { ...callWith("threading.Thread", [], { daemon }), set: "thread", quiet: true },
                ...looks,
            ),
        ),
        ...["x", 5, 1.5, true].map((name) =>
            probe(
                `name=${name}`,
                { ...callWith("threading.Thread", [], { name }), set: "thread", quiet: true },
                read("thread.name"),
            ),
        ),
        ...each("thread.join", [thread], [], [1], ["x"], [null], [1, 2]),
        ...each("thread.start", [thread], [1], [1, 2]),
        ...each("thread.is_alive", [thread], [], [1]),
        ...each("thread.run", [thread], []),
        ...each("main.start", [prepare("main", "threading.main_thread")], []),
        ...each("main.join", [prepare("main", "threading.main_thread")], [], [1]),
        probe(
            "the main thread",
            prepare("thread", "threading.main_thread"),
            read("thread.name"),
            read("thread.daemon"),
            call("thread.is_alive"),
        ),
        probe(
            "the life of a thread",
            thread,
            call("thread.start"),
            call("thread.join"),
            call("thread.is_alive"),
            call("thread.start"),
            call("thread.join"),
            call("thread.join", -5),
            call("thread.join", 0.001),
            call("thread.join", "x"),
            call("thread.join", list()),
        ),
    ],
};

const functions: Group = {
    name: "threading's functions",
    probes: [
        ...(
            [
                "current_thread",
                "main_thread",
                "active_count",
                "enumerate",
                "get_ident",
                "get_native_id",
            ] as const
        ).flatMap((name) => each(`threading.${name}`, [], [1], [1, 2])),
        probe("how many there are", call("threading.active_count")),
        probe("the longest timeout", read("threading.TIMEOUT_MAX")),
        ...each("threading.excepthook", [], [], [1], [1, 2]),
    ],
};

export const threadingGroups = [locks, events, threads, functions];
