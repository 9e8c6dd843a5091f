import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import "pysocket";
import { native } from "#lib/native/addon";
import { long } from "../support/long";
import { onWindows } from "../support/platform";
import { start } from "../support/workers";

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

async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await delay(1);
}

describe("the addon in worker threads", () => {
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
});
