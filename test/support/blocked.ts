import assert from "node:assert/strict";
import { onWindows } from "./platform";
import { ENDED_BY_KEY, INTERRUPTED, Program, withKeys } from "./programs";
import { skip } from "./skip";

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

/** How a process ends, and with which status. */
export interface Ending {
    name: string;
    signal?: NodeJS.Signals;
    status: number | string;
    /** The status if the main thread is blocked in the package, if it is another one. */
    blocked?: number | string;
    errors?: RegExp;
}

/** Everything that ends a process. */
export const endings: Ending[] = [
    { name: "exit", status: 3 },
    { name: "throw", status: 1, errors: /Error: the end/ },
    { name: "reject", status: 1, errors: /Error: the end/ },
    { name: "end", status: 0 },
    { name: "terminate", status: 0 },
    { name: "SIGINT", signal: "SIGINT", status: ENDED_BY_KEY, blocked: INTERRUPTED },
    { name: "SIGTERM", signal: "SIGTERM", status: "SIGTERM" },
    { name: "listener", status: 5 },
    { name: "exit_listener", status: 3, errors: /in a listener of exit/ },
    { name: "no_exit_listeners", status: 3 },
    { name: "reallyExit", status: 3 },
];

/** What the main thread does meanwhile: its event loop turns, or runs dry as the end comes, or it is blocked as well. */
export type Main = "idle" | "blocked" | "dry";
export const mains: Main[] = ["idle", "blocked", "dry"];

/** Starts a process with `count` threads in each of `waits`. */
export function start(waits: string[], ending: string, main: Main, count: number): Program {
    return run("blocked.cjs", [waits.join(), ending, main, String(count)]);
}

function run(fixture: string, args: string[]): Program {
    const words = [...withKeys, `test/fixtures/${fixture}`, ...args];
    return new Program(`${fixture} ${args.join(" ")}`, process.execPath, words);
}

/** Has a process end, once its threads are blocked, and checks how it does. */
export async function check(waits: string[], ending: Ending, main: Main, count: number): Promise<void> {
    const { name, signal, status, blocked = status, errors = /^$/ } = ending;
    const program = start(waits, name, main, count);
    await program.printed(/^blocked$/m, PATIENCE);
    if (main !== "dry" && signal !== undefined) program.kill(signal);
    else if (main === "blocked") program.kill(onWindows ? "SIGINT" : "SIGUSR2");
    const expected = main === "blocked" ? blocked : status;
    assert.equal(await program.ended(PATIENCE), expected, program.title + program.errors);
    const isKey = signal === "SIGINT" && main === "blocked";
    assert.match(program.errors, isKey ? /KeyboardInterrupt/ : errors, program.title);
    if (name === "terminate") assert.equal(program.count(/^terminated$/), count * waits.length);
}

/**
 * How workers of the program's own belong to a main thread that has not loaded the package: they are its own, or those of
 * a worker that has not loaded it either, or it has loaded another copy.
 */
export type Structure = "direct" | "nested" | "copy";
export const structures: Structure[] = ["direct", "nested", "copy"];

/** The same with one worker of the program's own for each of `waits`, and a main thread that has not loaded the package. */
export async function checkUnloaded(
    waits: string[],
    ending: Ending,
    main: Main,
    structure: Structure,
): Promise<void> {
    const { name, signal, status, errors = /^$/ } = ending;
    // Its workers keep it from ending by itself.
    if (name === "end" && main !== "dry") return;
    const program = run("unloaded.cjs", [waits.join(), name, main, structure]);
    await program.printed(/^blocked$/m, PATIENCE);
    if (main === "blocked") program.say("go\n");
    if (main !== "dry" && signal !== undefined) program.kill(signal);
    assert.equal(await program.ended(PATIENCE), status, program.title + program.errors);
    assert.match(program.errors, errors, program.title);
    if (name === "terminate")
        assert.equal(program.count(/^terminated$/), structure === "nested" ? 1 : waits.length);
}

/** Longer than fifty threads take to come up on a busy machine, in seconds. */
export const PATIENCE = 120;

/**
 * Makes tests in which each of some waits ends in one way. All endings together meet each wait once with the main
 * thread idle, once with it blocked, and so on.
 */
export function someWaitsEndBy(number: number): void {
    const ending = endings[number];
    const share = (number: number) => waits.filter((_, index) => index % endings.length === number);
    for (const main of mains) {
        it(`in some of the waits ends by ${ending.name}, its main thread ${main}`, async function () {
            this.timeout(2 * PATIENCE * 1000);
            if (onWindows && sendsItself(ending, main))
                skip(this, "a process cannot send itself a signal on Windows");
            const place = (number + 3 * mains.indexOf(main)) % endings.length;
            await check(share(place), ending, main, 1);
        });
    }
    const structure = structures[number % structures.length];
    it(`in some of the waits ends by ${ending.name} without the package (${structure})`, async function () {
        this.timeout(2 * PATIENCE * 1000);
        if (onWindows) skip(this, "signals, and files that are in use, are others on Windows");
        for (const main of mains)
            await checkUnloaded(share((number + 4) % endings.length), ending, main, structure);
    });
}

/** True if the process would have to send itself a signal. */
export function sendsItself({ name, signal }: Ending, main: Main): boolean {
    return name === "listener" || (signal !== undefined && main === "dry");
}

/** Places in `endings` of those that every run of the tests tries. */
export const usual = endings.flatMap(({ name }, number) =>
    /^(exit|SIGINT|terminate|reallyExit)$/.test(name) ? [number] : [],
);
