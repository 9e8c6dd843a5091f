import type { Group } from "../group";

export const threads: Group = {
    name: "threads",
    title: "Threads, locks and queues",
    method:
        "`start` is the time of `Thread.start()`, `start + join` that of both, for a thread that does nothing. A " +
        "hand-over is half the time in which a lock or a value goes from one thread to another and back. `put + get` " +
        "is in one thread. Memory is what 8 more waiting threads add to the process, per thread. The speed-up is the " +
        "time of two computations in one thread divided by that in two threads at once. Node's own is a new, empty " +
        "Worker each time.",
    rows: [
        { name: "start", call: ["start"], aims: { python: 1 } },
        { name: "start + join", call: ["start_join"] },
        { name: "lock hand-over", call: ["lock"] },
        { name: "SimpleQueue hand-over", call: ["queue", "SimpleQueue"], aims: { python: 1 } },
        { name: "Queue hand-over", call: ["queue", "Queue"], aims: { python: 1 } },
        { name: "SimpleQueue put + get", call: ["put_get", "SimpleQueue"] },
        { name: "Queue put + get", call: ["put_get", "Queue"] },
        { name: "memory a thread", call: ["memory"], quantity: "bytes", count: 8, rounds: 4, fresh: true },
        { name: "speed-up of 2", call: ["speed_up"], quantity: "speed-up", count: 1, rounds: 5, least: 1.9 },
    ],
};
