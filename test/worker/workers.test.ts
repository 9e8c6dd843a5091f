import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import "pysocket";
import { native } from "#lib/native/addon";
import { long } from "../support/long";
import { onWindows } from "../support/platform";
import { Program, stopPrograms } from "../support/programs";
import { skip } from "../support/skip";
import { sanitized } from "../support/slowness";

/** The tasks of the fixture that block for ever. */
const waits = [
    "accept",
    "recv",
    "recv_with_timeout",
    "sendall",
    ...(process.platform === "linux" ? ["connect", "epoll"] : []),
    "select",
    // Python has none on Windows.
    ...(onWindows ? [] : ["poll"]),
    "lock",
    "rlock",
    "condition",
    "semaphore",
    "barrier",
    "queue_get",
    "queue_put",
    "event",
    "join",
];

const fixture = join(__dirname, "..", "fixtures", "worker.cjs");

interface Started {
    worker: Worker;
    /** What the worker's task returned and the worker's exit status. */
    finished: Promise<[result: unknown, status: number]>;
}

/** A worker that runs one task of the fixture and has begun to. */
async function start(task: string, data: object = {}): Promise<Started> {
    const worker = new Worker(fixture, { workerData: { task, ...data }, execArgv: [] });
    let result: unknown;
    const begun = new Promise<void>((resolve) => {
        worker.on("message", (message) => {
            if (message === "started") resolve();
            else result = message.result;
        });
    });
    const finished = once(worker, "exit").then(([status]): [unknown, number] => [result, status]);
    await Promise.race([begun, finished]);
    return { worker, finished };
}

async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await delay(1);
}

describe("the addon in worker threads", () => {
    after(stopPrograms);

    it("does socket I/O in eight workers at once", async () => {
        const workers = await Promise.all(Array.from({ length: 8 }, () => start("echo", { rounds: 100 })));
        for (const { finished } of workers) assert.deepEqual(await finished, [100_000, 0]);
    });

    it("is loaded and unloaded again and again", async () => {
        for (let round = 0; round < (long ? 50 : 5); round++) {
            const { finished } = await start("echo", { rounds: 1 });
            assert.deepEqual(await finished, [1000, 0]);
        }
    });

    it("leaves no memory behind when a worker ends", async function () {
        if (sanitized) skip(this, "what is freed stays in memory under AddressSanitizer");
        const run = async (rounds: number) => {
            for (let round = 0; round < rounds; round++) {
                const { finished } = await start("track", { count: 100_000 });
                assert.deepEqual(await finished, [undefined, 0]);
            }
            return process.memoryUsage().rss;
        };
        let before = await run(4);
        const grown: number[] = [];
        do {
            const after = await run(8);
            grown.push(after - before);
            before = after;
            // A reference that stays costs some 50 bytes: 40 MB each time. The allocator may take some once.
        } while ((grown.at(-1) as number) >= 20e6 && grown.length < 4);
        assert.ok((grown.at(-1) as number) < 20e6, `${grown} bytes more`);
    });

    for (const task of waits) {
        it(`lets terminate() end a worker that is blocked in ${task}`, async function () {
            this.timeout(300_000);
            for (let time = 0; time < (long ? 30 : 1); time++) {
                const waiting = native.waiting();
                const { worker } = await start(task);
                await until(() => native.waiting() > waiting);
                assert.equal(await worker.terminate(), 1);
            }
        });
    }

    it("lets terminate() end many blocked workers at once", async function () {
        this.timeout(300_000);
        const waiting = native.waiting();
        const tasks = long ? [...waits, ...waits, ...waits, ...waits] : waits;
        const workers = await Promise.all(tasks.map((task) => start(task)));
        await until(() => native.waiting() >= waiting + workers.length);
        await Promise.all(workers.map(({ worker }) => worker.terminate()));
        assert.equal(native.waiting(), waiting);
    });

    it("ends a worker that terminates just as it starts to wait", async () => {
        for (let round = 0; round < (long ? 50 : 8); round++) {
            const { worker } = await start("recv");
            await worker.terminate();
        }
    });

    it("ends a worker in the middle of whatever call", async () => {
        const script = join(__dirname, "..", "fixtures", "terminated-anywhere.cjs");
        const program = new Program("workers", process.execPath, [script, long ? "300" : "15"]);
        const status = await program.ended(300);
        assert.deepEqual([status, program.errors], [0, ""]);
    });
});
