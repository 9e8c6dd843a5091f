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
    list,
    prepare,
    probe,
    quietly,
    read,
    type Step,
    thing,
    tooLong,
    type Value,
} from "./probe";

const kinds = ["Queue", "LifoQueue", "PriorityQueue"] as const;

const timeouts: Value[] = [0, 0.001, -1, -0.5, -1e-9, "x", bytes("x"), list(), null, true, false];
function queues(kind: (typeof kinds)[number]): Group {
    const queue = prepare("q", `queue.${kind}`);
    const one = prepare("q", `queue.${kind}`, 1);
    const full = [one, quietly("q.put", 1)];
    const look: Step[] = [
        call("q.qsize"),
        call("q.empty"),
        call("q.full"),
        read("q.maxsize"),
        read("q.unfinished_tasks"),
        read("q.is_shutdown"),
    ];
    const drain = (count: number) => Array.from({ length: count }, () => call("q.get_nowait"));
    return {
        name: `queue.${kind}`,
        probes: [
            ...[[], [0], [-1], [1], [1.5], [float("nan")]].map((args: Value[]) =>
                probe(
                    `maxsize ${JSON.stringify(args)}`,
                    prepare("q", `queue.${kind}`, ...args),
                    call("q.full"),
                    call("q.put_nowait", 1),
                    call("q.full"),
                    call("q.put_nowait", 2),
                    call("q.put_nowait", 3),
                    ...look,
                ),
            ),
            ...each(`queue.${kind}`, [], [1, 2]),
            ...eachWith(`queue.${kind}`, [], [[], { size: 1 }], [[1], { maxsize: 1 }]),
            ...each("q.put", [queue], [1], [1, true], [1, false], [1, true, 5], [1, 2, 3, 4]),
            ...each(
                "q.put",
                full,
                ...[...tooLong, integer(10n ** 400n)].map((timeout): Value[] => [2, true, timeout]),
            ),
            ...each(
                "q.get",
                [queue],
                ...[...tooLong, integer(10n ** 400n)].map((timeout): Value[] => [true, timeout]),
            ),
            ...each(
                "q.put",
                [queue],
                ...[...tooLong, integer(10n ** 400n)].map((timeout): Value[] => [2, true, timeout]),
            ),
            ...each(
                "q.get",
                [...full],
                ...[...tooLong, integer(10n ** 400n)].map((timeout): Value[] => [true, timeout]),
            ),
            ...each("q.put", full, ...timeouts.slice(0, 7).map((timeout): Value[] => [2, true, timeout])),
            ...each("q.put", full, ...timeouts.map((timeout): Value[] => [2, false, timeout])),
            ...each("q.put", [queue], ...timeouts.map((timeout): Value[] => [2, true, timeout])),
            ...eachWith(
                "q.put",
                full,
                [[1], { block: false }],
                [[1], { timeout: 0 }],
                [[1], { time: 0 }],
                [[1, true], { block: false }],
            ),
            ...each("q.get", [queue], ...timeouts.slice(0, 7).map((timeout): Value[] => [true, timeout])),
            ...each("q.get", [queue], ...timeouts.map((timeout): Value[] => [false, timeout])),
            ...each("q.get", [...full], ...timeouts.map((timeout): Value[] => [true, timeout])),
            ...each("q.get", [queue], [false], [0], [null], [""], [list()], [true, 0, 1]),
            ...eachWith("q.get", [queue], [[], { block: false }], [[], { timeout: 0 }], [[], { time: 0 }]),
            ...each("q.get_nowait", [queue], [], [1], [1, 2]),
            ...each("q.put_nowait", full, [1], [1, 2]),
            ...(["put", "put_nowait"] as const).flatMap((method) => each(`q.${method}`, [queue], [])),
            ...(["qsize", "empty", "full", "task_done", "join"] as const).flatMap((method) =>
                each(`q.${method}`, [queue], [], [1], [1, 2]),
            ),
            ...each("q.shutdown", [queue], [], [true], [1], [1, 2]),
            ...eachWith("q.shutdown", [queue], [[], { immediate: true }], [[], { immediately: true }]),
            probe(
                "tasks are done",
                queue,
                call("q.put", 1),
                call("q.put", 2),
                ...look,
                call("q.task_done"),
                call("q.task_done"),
                call("q.task_done"),
                call("q.join"),
                ...look,
            ),
            ...[false, true].flatMap((immediate) =>
                [0, 1, 2].map((taken) =>
                    probe(
                        `shutdown(${immediate}) after ${taken} were taken`,
                        queue,
                        quietly("q.put", 1),
                        quietly("q.put", 2),
                        quietly("q.put", 3),
                        ...drain(taken),
                        call("q.shutdown", immediate),
                        ...look,
                        call("q.put", 4),
                        call("q.put", 4, true, -1),
                        call("q.put_nowait", 4),
                        call("q.get"),
                        call("q.get", true, -1),
                        ...drain(3),
                        call("q.get", true, "x"),
                        call("q.task_done"),
                        ...look,
                        call("q.shutdown"),
                    ),
                ),
            ),
            probe(
                "maxsize is changed",
                one,
                call("q.put_nowait", 1),
                call("q.put_nowait", 2),
                call("q.full"),
                ...look,
                ...drain(2),
            ),
            probe(
                "a full queue is shut down",
                ...full,
                call("q.shutdown"),
                call("q.put", 2),
                call("q.put", 2, true, 0.01),
                call("q.put", 2, false),
                ...drain(2),
            ),
        ],
    };
}

const ranks: Value[][] = [
    [3, 1, 2],
    [1, 1.5, true, false, 0, -1],
    ["b", "a", "", "é", "\u{1f600}", "\uffff", "ab"],
    [bytes("b"), bytes("a"), bytes(""), bytes("\xff"), bytes("ab")],
    [integer(2n ** 64n), 1, integer(2n ** 53n + 1n), integer(-(2n ** 64n)), 2 ** 53 - 1, integer(2n ** 100n)],
    [float("inf"), integer(2n ** 200n), float("-inf"), integer(-(2n ** 200n)), 0.5, integer(0n)],
    [float("nan"), 1, 2, float("nan"), 0],
    [1e300, integer(10n ** 300n), 1e300, integer(10n ** 301n)],
    [list(1, "b"), list(1, "a"), list(0, "z"), list(1), list(), list(1, "a", 0)],
    [list(1, list(2, 3)), list(1, list(2)), list(1, list(2, 2))],
    [list(1, "same"), list(1, "same"), list(true, "same")],
    [list(float("nan"), 2), list(float("nan"), 1)],
    // What has no order, and what is left then.
    [1, "a", 2],
    ["a", 1, null],
    [null, null],
    [3, 2, "x", 1, 0],
    [list(1, "a"), list(1, 2), list(0, null), list(0, 3)],
    [list(2, dict({ a: 1 })), list(2, dict({ a: 2 })), list(1, dict())],
    [list(2, dict({ a: 1, b: list(1) })), list(2, dict({ b: list(1), a: 1 }))],
    [list(1), 1],
    [bytes("a"), "a"],
    [dict({ a: 1 }), dict({ a: 1 })],
    [list(null), list(null), list(null, 1)],
];

const priorities: Group = {
    name: "queue.PriorityQueue's order",
    probes: ranks.map((values) =>
        probe(
            JSON.stringify(values),
            prepare("q", "queue.PriorityQueue"),
            ...values.map((value) => call("q.put", value)),
            call("q.qsize"),
            read("q.unfinished_tasks"),
            read("q.queue"),
            ...values.map(() => call("q.get", false)),
            call("q.qsize"),
        ),
    ),
};

const simple = prepare("q", "queue.SimpleQueue");

const simpleQueues: Group = {
    name: "queue.SimpleQueue",
    probes: [
        ...each("queue.SimpleQueue", [], [1], [1, 2]),
        ...each("q.put", [simple], [1], [1, false], [1, true, -1], [1, true, "x"], [1, 2, 3, 4], []),
        ...eachWith("q.put", [simple], [[1], { block: false }], [[1], { time: 1 }]),
        ...each("q.put_nowait", [simple], [1], [], [1, 2]),
        ...each("q.get", [simple], [false], [0], [true, 0], [true, 0.001], [true, -1], [true, "x"]),
        ...each("q.get", [simple], [true, float("nan")], [false, -1], [false, "x"], [1, 2, 3]),
        ...each("q.get", [simple, quietly("q.put", 1)], [], [false], [true, 0], [true, -1], [true, "x"]),
        ...eachWith("q.get", [simple], [[], { block: false }], [[], { timeout: 0 }], [[], { time: 0 }]),
        ...each("q.get_nowait", [simple], [], [1]),
        ...(["qsize", "empty"] as const).flatMap((method) => each(`q.${method}`, [simple], [], [1])),
        probe(
            "first in, first out",
            simple,
            call("q.empty"),
            ...[1, "two", null, list(3, bytes("x"))].map((value) => call("q.put", value)),
            call("q.qsize"),
            call("q.empty"),
            ...[1, 2, 3, 4, 5].map(() => call("q.get", false)),
        ),
    ],
};

const exceptions: Group = {
    name: "queue's exceptions",
    probes: [
        ...["Empty", "Full", "ShutDown"].flatMap((name) =>
            each(`queue.${name}`, [], [], ["text"], ["text", 2]),
        ),
        probe(
            "an object that cannot be compared",
            prepare("q", "queue.PriorityQueue"),
            call("q.get", true, -1),
        ),
        ...[thing("plain")].map((value) =>
            probe(
                "plain objects",
                prepare("q", "queue.Queue"),
                callWith("q.put", [1], { block: value }),
                callWith("q.get", [], { timeout: value }),
            ),
        ),
    ],
};

export const queueGroups = [...kinds.map(queues), priorities, simpleQueues, exceptions];
