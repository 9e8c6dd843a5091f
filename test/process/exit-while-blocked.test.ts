import assert from "node:assert/strict";
import { long } from "../support/long";
import { onWindows } from "../support/platform";
import { ENDED_BY_KEY, INTERRUPTED, Program, stopPrograms, withKeys } from "../support/programs";

// Whatever its threads are blocked in, a process ends when it is told to, or has nothing left to do.

const waits = [
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
interface Ending {
    name: string;
    signal?: NodeJS.Signals;
    idle: number | string;
    blocked: number | string;
    errors?: RegExp;
}

const endings: Ending[] = [
    { name: "exit", idle: 3, blocked: 3 },
    { name: "throw", idle: 1, blocked: 1, errors: /Error: the end/ },
    { name: "reject", idle: 1, blocked: 1, errors: /Error: the end/ },
    { name: "end", idle: 0, blocked: 0 },
    { name: "terminate", idle: 0, blocked: 0 },
    { name: "SIGINT", signal: "SIGINT", idle: ENDED_BY_KEY, blocked: INTERRUPTED },
    { name: "SIGTERM", signal: "SIGTERM", idle: "SIGTERM", blocked: "SIGTERM" },
];

type Main = "idle" | "blocked";

/** Starts a process with `count` threads in each of `waits`. */
function start(waits: string[], ending: string, main: Main, count: number): Program {
    const args = [waits.join(), ending, main, String(count)];
    return new Program(`blocked.cjs ${args.join(" ")}`, process.execPath, [
        ...withKeys,
        "test/fixtures/blocked.cjs",
        ...args,
    ]);
}

/** Has a process end, once its threads are blocked, and checks how it does. */
async function check(waits: string[], ending: Ending, main: Main, count: number): Promise<void> {
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
const PATIENCE = 120;

describe("a process whose threads are blocked", () => {
    afterEach(stopPrograms);

    // The long form has each wait meet each ending. Here it meets one with the main thread idle, another with it
    // blocked, and each ending meets four waits of each.
    const share = (number: number) => waits.filter((_, index) => index % endings.length === number);

    for (const [number, ending] of endings.entries()) {
        it(`in some of the waits ends by ${ending.name}, its main thread idle or blocked`, async function () {
            this.timeout(2 * PATIENCE * 1000);
            const other = (number + 3) % endings.length;
            await Promise.all([
                check(share(number), ending, "idle", 1),
                check(share(other), ending, "blocked", 1),
            ]);
        });
    }

    it("ends with many of them", async function () {
        this.timeout(2 * PATIENCE * 1000);
        await check(["recv", "acquire"], endings[0], "idle", long ? 25 : 8);
    });

    it("ends while workers are still coming up", async function () {
        this.timeout(PATIENCE * 1000);
        const programs = Array.from({ length: long ? 20 : 2 }, () => start(["recv"], "at_once", "idle", 8));
        const endings = await Promise.all(programs.map((program) => program.ended(PATIENCE)));
        const errors = programs.map((program) => program.errors);
        assert.deepEqual([...new Set(endings)], [3], errors.join("\n"));
    });

    if (!long) return;

    // One wait a process tells which it is that keeps a process from ending.
    for (const wait of waits) {
        it(`in ${wait} ends by whatever ends it, with one of them and with fifty`, async function () {
            this.timeout(20 * PATIENCE * 1000);
            for (const ending of endings) {
                await Promise.all([check([wait], ending, "idle", 1), check([wait], ending, "blocked", 1)]);
                await check([wait], ending, "idle", 50);
                await check([wait], ending, "blocked", 50);
            }
        });
    }

    for (const ending of endings) {
        it(`in each wait ends by ${ending.name}, again and again`, async function () {
            this.timeout(20 * PATIENCE * 1000);
            for (let time = 0; time < 20; time++)
                await Promise.all([check(waits, ending, "idle", 1), check(waits, ending, "blocked", 1)]);
        });
    }
});
