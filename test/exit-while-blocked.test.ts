import assert from "node:assert/strict";
import { long } from "./support/long";
import { Program, stopPrograms } from "./support/programs";

// Whatever its threads are blocked in, a process ends when it is told to, or has nothing left to do.

const waits = [
    "accept",
    "recv",
    "recvfrom",
    "recv_timeout",
    "sendall",
    "recvmsg",
    "sendmsg",
    "sendfile",
    "select",
    "poll",
    "epoll",
    "acquire",
    "event",
    "event_timeout",
    "queue_get",
    "queue_get_timeout",
    "queue_put",
    "queue_join",
    "join",
];

/** Starts a process with `count` threads in `wait`, whose main thread then ends it, or is `main`. */
function run(wait: string, ending: string, count: number, main = "idle"): Program {
    const args = [wait, ending, main, String(count)];
    return new Program(`blocked.cjs ${args.join(" ")}`, process.execPath, [
        "test/fixtures/blocked.cjs",
        ...args,
    ]);
}

/** Waits until the threads are blocked, sends a signal if there is one to send, and returns how it ended. */
async function ending(program: Program, signal?: NodeJS.Signals): Promise<number | string> {
    await program.printed(/^blocked$/m);
    if (signal !== undefined) program.kill(signal);
    return program.ended();
}

describe("a process whose threads are blocked", () => {
    afterEach(stopPrograms);

    // The long form tells which wait it is that keeps a process from ending, and has more threads in each.
    for (const wait of long ? waits : [waits.join()]) {
        const count = (many: number) => (long ? many : 1);
        const where = long ? wait : "each wait";

        it(`in ${where} ends by process.exit(), an uncaught error or an unhandled rejection`, async () => {
            const programs = [
                run(wait, "exit", count(4)),
                run(wait, "throw", count(2)),
                run(wait, "reject", 1),
            ];
            const endings = await Promise.all(programs.map((program) => ending(program)));
            assert.deepEqual(endings, [3, 1, 1]);
            for (const program of programs.slice(1)) assert.match(program.errors, /Error: the end/);
        });

        it(`in ${where} ends when the main thread has nothing left to do, and its workers by terminate()`, async () => {
            const [end, terminate] = [run(wait, "end", count(3)), run(wait, "terminate", count(3))];
            assert.deepEqual(await Promise.all([ending(end), ending(terminate)]), [0, 0]);
            assert.equal(end.errors, "");
            assert.equal(terminate.count(/^terminated$/), count(3) * wait.split(",").length);
        });

        it(`in ${where} ends by Ctrl-C, its main thread blocked as well or in the event loop`, async () => {
            const [blocked, idle] = [run(wait, "signal", count(2), "blocked"), run(wait, "signal", count(2))];
            const endings = await Promise.all([ending(blocked, "SIGINT"), ending(idle, "SIGINT")]);
            assert.deepEqual(endings, [130, "SIGINT"]);
            assert.match(blocked.errors, /KeyboardInterrupt/);
        });
    }

    it("ends with many of them", async () => {
        assert.equal(await ending(run("recv", "exit", long ? 50 : 20)), 3);
    });

    it("ends by SIGTERM as any process of Node does", async () => {
        assert.equal(await ending(run("accept", "signal", 2, "blocked"), "SIGTERM"), "SIGTERM");
    });

    it("ends while workers are still coming up", async () => {
        const programs = Array.from({ length: long ? 6 : 2 }, () => run("recv", "at_once", 8));
        const endings = await Promise.all(programs.map((program) => program.ended()));
        const errors = programs.map((program) => program.errors);
        assert.deepEqual([...new Set(endings)], [3], errors.join("\n"));
    });
});
