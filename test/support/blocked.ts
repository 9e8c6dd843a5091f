import assert from "node:assert/strict";
import { onWindows } from "./platform";
import { ENDED_BY_KEY, INTERRUPTED, Program, withKeys } from "./programs";

// Processes whose threads are blocked, and how they end.

/** Calls that block, by their names in fixtures/blocked.cjs. */
export const waits = [
    "accept",
    "recv",
    "recvfrom",
    "recv_timeout",
    "sendall",
    ...(onWindows ? [] : ["recvmsg", "sendmsg"]),
    "sendfile",
    "select",
    ...(onWindows ? [] : ["poll", "epoll"]),
    ...(process.platform === "linux" ? ["connect"] : []),
    "acquire",
    "acquire_timeout",
    "rlock",
    "condition",
    "condition_timeout",
    "semaphore",
    "barrier",
    "event",
    "event_timeout",
    "queue_get",
    "queue_get_timeout",
    "queue_put",
    "queue_join",
    "read",
    ...(onWindows ? [] : ["pause"]),
    "join",
];

/** How a process ends, and with which status where its main thread is idle or blocked. */
export interface Ending {
    name: string;
    signal?: NodeJS.Signals;
    idle: number | string;
    blocked: number | string;
    errors?: RegExp;
}

/** Everything that ends a process. */
export const endings: Ending[] = [
    { name: "exit", idle: 3, blocked: 3 },
    { name: "throw", idle: 1, blocked: 1, errors: /Error: the end/ },
    { name: "reject", idle: 1, blocked: 1, errors: /Error: the end/ },
    { name: "end", idle: 0, blocked: 0 },
    { name: "terminate", idle: 0, blocked: 0 },
    { name: "SIGINT", signal: "SIGINT", idle: ENDED_BY_KEY, blocked: INTERRUPTED },
    { name: "SIGTERM", signal: "SIGTERM", idle: "SIGTERM", blocked: "SIGTERM" },
];

/** What the main thread does meanwhile. */
export type Main = "idle" | "blocked";

/** Starts a process with `count` threads in each of `waits`. */
export function start(waits: string[], ending: string, main: Main, count: number): Program {
    const args = [waits.join(), ending, main, String(count)];
    return new Program(`blocked.cjs ${args.join(" ")}`, process.execPath, [
        ...withKeys,
        "test/fixtures/blocked.cjs",
        ...args,
    ]);
}

/** Has a process end, once its threads are blocked, and checks how it does. */
export async function check(waits: string[], ending: Ending, main: Main, count: number): Promise<void> {
    const { name, signal, errors = /^$/ } = ending;
    const program = start(waits, signal === undefined ? name : "signal", main, count);
    await program.printed(/^blocked$/m, PATIENCE);
    if (signal !== undefined) program.kill(signal);
    else if (main === "blocked") program.kill(onWindows ? "SIGINT" : "SIGUSR2");
    assert.equal(await program.ended(PATIENCE), ending[main], program.title + program.errors);
    assert.match(
        program.errors,
        signal === "SIGINT" && main === "blocked" ? /KeyboardInterrupt/ : errors,
        program.title,
    );
    if (name === "terminate") assert.equal(program.count(/^terminated$/), count * waits.length);
}

/** Longer than fifty threads take to come up on a busy machine, in seconds. */
export const PATIENCE = 120;

/**
 * Makes a test in which each of some waits ends in one way. All endings together meet each wait once with the main
 * thread idle and once with it blocked.
 */
export function someWaitsEndBy(number: number): void {
    const ending = endings[number];
    const share = (number: number) => waits.filter((_, index) => index % endings.length === number);
    it(`in some of the waits ends by ${ending.name}, its main thread idle or blocked`, async function () {
        this.timeout(2 * PATIENCE * 1000);
        const other = (number + 3) % endings.length;
        await Promise.all([
            check(share(number), ending, "idle", 1),
            check(share(other), ending, "blocked", 1),
        ]);
    });
}

/** Places in `endings` of those that every run of the tests tries. */
export const usual = endings.flatMap(({ name }, number) => (/^(exit|SIGINT)$/.test(name) ? [number] : []));
