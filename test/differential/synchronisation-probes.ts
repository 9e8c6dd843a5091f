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
    tooLong,
    type Value,
} from "./probe";

const rlock = prepare("lock", "threading.RLock");
const condition = prepare("condition", "threading.Condition");
const held = quietly("condition.acquire");
const lock = prepare("lock", "threading.Lock");

const orders: Value[] = [0, 0.001, -1, -0.5, -1e-9, "x", bytes("x"), list(), thing("plain"), true, false];

const rlocks: Group = {
    name: "threading.RLock",
    probes: [
        ...each("lock.acquire", [rlock], [], [true], [false], [1, 2, 3], [true, -1], [true, -2], [false, 1]),
        ...each("lock.acquire", [rlock], ...orders.map((timeout): Value[] => [true, timeout])),
        ...eachWith(
            "lock.acquire",
            [rlock],
            [[], { blocking: false }],
            [[], { timeout: 0.5 }],
            [[], { time: 1 }],
            [[true], { blocking: true }],
        ),
        ...each("lock.release", [rlock], [], [1]),
        ...each("lock.release", [rlock, quietly("lock.acquire")], [], [1]),
        probe(
            "taken twice",
            rlock,
            call("lock.acquire"),
            call("lock.acquire", false),
            call("lock.release"),
            call("lock.release"),
            call("lock.release"),
        ),
        probe("its text", rlock, call("internal.text", { ref: "lock" })),
        probe("its text with arguments", prepare("lock", "threading.RLock", 1), call("lock.acquire")),
    ],
};

const timeouts: Value[] = [...orders, float("nan"), 9223372037, integer(2n ** 64n), integer(-(2n ** 64n))];

const conditions: Group = {
    name: "threading.Condition",
    probes: [
        ...each("threading.Condition", [], [5], ["x"], [1, 2], [thing("plain")]),
        ...eachWith("threading.Condition", [], [[], { lok: 1 }], [[null], { lock: null }], [[], { lock: 5 }]),
        ...(["wait", "notify", "notify_all", "release"] as const).flatMap((method) =>
            each(`condition.${method}`, [condition], [], [1, 2], [1, 2, 3]),
        ),
        ...each("condition.acquire", [condition], [], [false], [true, 1], [1, 2, 3]),
        ...each("condition.wait", [condition, held], ...tooLong.map((timeout) => [timeout])),
        ...each("condition.wait", [condition, held], ...timeouts.map((timeout): Value[] => [timeout])),
        ...eachWith("condition.wait", [condition, held], [[], { timeout: 0 }], [[], { time: 0 }]),
        ...each("condition.notify", [condition, held], [], [0], [5], [-1], ["x"], [1.5], [null], [1, 2]),
        ...each("condition.notify_all", [condition, held], [], [1]),
        ...each("condition.wait_for", [condition, held], [], [5], ["x", 0], [null], [1, 2, 3]),
        probe(
            "the lock is held again after a wait",
            lock,
            prepare("condition", "threading.Condition", { ref: "lock" }),
            call("internal.text", { ref: "condition" }),
            call("condition.acquire"),
            call("condition.acquire", false),
            call("condition.wait", 0),
            call("condition.wait", 0.001),
            call("lock.locked"),
            call("internal.text", { ref: "condition" }),
            call("condition.release"),
            call("condition.release"),
        ),
        probe(
            "an RLock is given up however often it is held",
            rlock,
            {
                ...callWith("threading.Condition", [], { lock: { ref: "lock" } }),
                set: "condition",
                quiet: true,
            },
            call("lock.acquire"),
            call("condition.acquire"),
            call("condition.wait", 0.001),
            call("lock.release"),
            call("lock.release"),
            call("lock.release"),
        ),
        probe("its text", condition, call("internal.text", { ref: "condition" })),
    ],
};

const text = (name: string): Step => call("internal.text", { ref: name });
const semaphore = (value: Value): Step => prepare("semaphore", "threading.Semaphore", value);
const bounded = (value: Value): Step => prepare("semaphore", "threading.BoundedSemaphore", value);
const counts: Value[] = [0, 1, 2, 1.5, true, false];
const noCounts: Value[] = [-1, -0.5, "x", null, bytes("x"), list(), thing("plain")];

const semaphores: Group = {
    name: "threading.Semaphore and BoundedSemaphore",
    probes: [
        ...(["Semaphore", "BoundedSemaphore"] as const).flatMap((name) => [
            ...each(`threading.${name}`, [], ...noCounts.map((count): Value[] => [count])),
            ...counts.map((count) =>
                probe(
                    `${name}(${JSON.stringify(count)})`,
                    { at: `threading.${name}`, args: [count], set: "semaphore", quiet: true },
                    call("semaphore.acquire", false),
                    call("semaphore.acquire", false),
                    call("semaphore.release"),
                    call("semaphore.release", 2),
                ),
            ),
            ...each(`threading.${name}`, [], [1, 2]),
            ...eachWith(`threading.${name}`, [], [[], { val: 1 }], [[1], { value: 1 }], [[], { value: -1 }]),
        ]),
        ...[semaphore(0), semaphore(3), bounded(2)].flatMap((made) => [
            ...each("semaphore.acquire", [made], [false], [true, 0], [true, -1], [false, 1], [1, 2, 3]),
            ...each("semaphore.acquire", [made], [false, null], [true, 0.001], [true, "x"], [0, list()]),
            ...each(
                "semaphore.release",
                [made],
                ...[...counts, ...noCounts].map((count): Value[] => [count]),
            ),
            ...each("semaphore.release", [made], [], [1, 2]),
            ...eachWith("semaphore.release", [made], [[], { n: 1 }], [[], { m: 1 }]),
        ]),
        ...each("semaphore.acquire", [semaphore(0)], ...tooLong.map((timeout) => [true, timeout])),
        ...each("semaphore.acquire", [semaphore(0)], ...orders.map((timeout): Value[] => [true, timeout])),
        probe("the text of a semaphore", semaphore(3), call("semaphore.acquire"), text("semaphore")),
        probe("the text of a bounded one", bounded(3), call("semaphore.acquire"), text("semaphore")),
    ],
};

const barrier = (...args: Value[]): Step => prepare("barrier", "threading.Barrier", ...args);

const barriers: Group = {
    name: "threading.Barrier",
    probes: [
        ...each("threading.Barrier", [], [], [0], [-1], ["x"], [null], [list()], [0.5], [1, 2, 3, 4]),
        ...eachWith("threading.Barrier", [], [[], { parties: 0 }], [[], { party: 1 }], [[1], { parties: 1 }]),
        ...(["reset", "abort"] as const).flatMap((method) =>
            each(`barrier.${method}`, [barrier(2)], [], [1]),
        ),
        ...each("barrier.wait", [barrier(1)], [], [null], [0], [1, 2]),
        ...each("barrier.wait", [barrier(2)], [0], [0.001], [-1], ["x"], [list()], [true]),
        ...tooLong.map((timeout) => probe("too long", barrier(2), call("barrier.wait", timeout))),
        ...each("barrier.wait", [barrier(2, null, 0)], [], [null], [0.001]),
        ...each("barrier.wait", [barrier(2, null, "x")], [], [0]),
        ...each("barrier.wait", [barrier(1, 5)], []),
        probe(
            "passed, aborted, reset and timed out",
            barrier(1),
            text("barrier"),
            call("barrier.wait"),
            read("barrier.parties"),
            read("barrier.n_waiting"),
            read("barrier.broken"),
            call("barrier.abort"),
            text("barrier"),
            read("barrier.broken"),
            call("barrier.wait"),
            call("barrier.reset"),
            read("barrier.broken"),
            call("barrier.wait"),
        ),
        probe(
            "broken by a timeout",
            barrier(2),
            call("barrier.wait", 0.001),
            read("barrier.broken"),
            read("barrier.n_waiting"),
            call("barrier.wait"),
            call("barrier.reset"),
            text("barrier"),
        ),
        probe(
            "broken by its action",
            barrier(1, 5),
            call("barrier.wait"),
            read("barrier.broken"),
            call("barrier.wait"),
        ),
    ],
};

const timer = (...args: Value[]): Step => prepare("timer", "threading.Timer", ...args);

const others: Group = {
    name: "threading.Timer, local, stack_size, ExceptHookArgs and the old names",
    probes: [
        ...each("threading.Timer", [], [], [1], [1, 2, 3, 4, 5]),
        ...eachWith(
            "threading.Timer",
            [],
            [[], { interval: 1 }],
            [[1], { inter: 2 }],
            [[1, 2], { function: 1 }],
        ),
        ...each("timer.cancel", [timer(1, null)], [], [1]),
        ...each("timer.join", [timer(1, null)], []),
        ...each("timer.run", [timer("x", null)], []),
        probe(
            "a timer",
            timer(5, null),
            read("timer.interval"),
            call("timer.is_alive"),
            read("timer.daemon"),
        ),
        probe(
            "the arguments of a timer",
            timer(5, null, [1, 2], { dict: { a: 1 } }),
            read("timer.function"),
            read("timer.args"),
            call("timer.cancel"),
            call("timer.finished.is_set"),
            call("timer.run"),
        ),
        ...each("threading.local", [], [1]),
        probe("the text of a local", prepare("local", "threading.local"), text("local")),
        ...each(
            "threading.stack_size",
            [],
            ...[-1, 1, 32767, "x", null, 1.5, list(), integer(2n ** 70n)].map((size): Value[] => [size]),
            [1, 2],
        ),
        probe(
            "the size of stacks",
            call("threading.stack_size"),
            call("threading.stack_size", 2 ** 20),
            call("threading.stack_size", 32768),
            call("threading.stack_size", 0),
            call("threading.stack_size"),
        ),
        ...each("threading.ExceptHookArgs", [], [], [5], [[1, 2, 3]], [[1, 2, 3, 4, 5]], [null]),
        probe(
            "what an excepthook is told",
            prepare("args", "threading.ExceptHookArgs", [1, "b", null, null]),
            read("args.exc_type"),
            read("args.exc_value"),
            read("args.exc_traceback"),
            read("args.thread"),
            text("args"),
        ),
        ...(["activeCount", "currentThread"] as const).flatMap((name) => each(`threading.${name}`, [], [1])),
        probe("activeCount", call("threading.activeCount")),
        ...(["isDaemon", "getName"] as const).flatMap((name) =>
            each(`thread.${name}`, [prepare("thread", "threading.Thread")], [1]),
        ),
        ...(["setDaemon", "setName"] as const).flatMap((name) =>
            each(`thread.${name}`, [prepare("thread", "threading.Thread")], [], [1, 2]),
        ),
        probe(
            "the old names of a thread",
            prepare("thread", "threading.Thread"),
            call("thread.isDaemon"),
            call("thread.setDaemon", true),
            call("thread.isDaemon"),
            call("thread.setName", "chosen"),
            call("thread.getName"),
        ),
        ...each("event.isSet", [prepare("event", "threading.Event")], [], [1]),
        probe(
            "the old name of notify_all",
            condition,
            call("condition.notifyAll"),
            held,
            call("condition.notifyAll"),
        ),
    ],
};

export const synchronisationGroups = [rlocks, conditions, semaphores, barriers, others];
