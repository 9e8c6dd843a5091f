import type { Group } from "../group";

export const threads: Group = {
    name: "threads",
    title: "Threads, locks and queues",
    method:
        "`start` is the time that `Thread.start()` takes, `start + join` that of both, for a thread that does " +
        "nothing. A lock or a value is handed over from one thread to another and back: the figure is half of that. " +
        "`put + get` is in one thread. The memory is what 8 more threads that wait add to the process. The speed-up " +
        "is the time of computing twice in one thread, divided by that of doing so in two at once. Node's own is a " +
        "Worker, made anew each time, that loads nothing.",
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
