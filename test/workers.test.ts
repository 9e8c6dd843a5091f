import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import "pysocket";
import { native } from "../dist/native.js";

const fixture = join(__dirname, "fixtures", "worker.cjs");

/** A worker that runs one task of the fixture and has begun to. */
async function start(task: string, data: object = {}): Promise<Worker> {
    const worker = new Worker(fixture, { workerData: { task, ...data }, execArgv: [] });
    const [message] = await once(worker, "message");
    assert.equal(message, "started");
    return worker;
}

async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await delay(1);
}

describe("the addon in worker threads", () => {
    it("does socket I/O in eight workers at once", async () => {
        const workers = await Promise.all(Array.from({ length: 8 }, () => start("echo", { rounds: 100 })));
        const results = workers.map(async (worker) => {
            const [message] = await once(worker, "message");
            const [status] = await once(worker, "exit");
            return [message.result, status];
        });
        for (const result of await Promise.all(results)) assert.deepEqual(result, [100_000, 0]);
    });

    it("is loaded and unloaded again and again", async () => {
        for (let round = 0; round < 20; round++) {
            const worker = await start("echo", { rounds: 1 });
            const [message] = await once(worker, "message");
            assert.equal(message.result, 1000);
            await once(worker, "exit");
        }
    });

    for (const task of [
        "accept",
        "recv",
        "recv_with_timeout",
        "sendall",
        "connect",
        "select",
        "lock",
        "event",
        "join",
    ]) {
        it(`lets terminate() end a worker that is blocked in ${task}`, async () => {
            const waiting = native.waiting();
            const worker = await start(task);
            await until(() => native.waiting() > waiting);
            const status = await worker.terminate();
            assert.equal(status, 1);
        });
    }

    it("lets terminate() end many blocked workers at once", async () => {
        const waiting = native.waiting();
        const tasks = ["accept", "recv", "select", "lock", "event"];
        const workers = await Promise.all([...tasks, ...tasks].map((task) => start(task)));
        await until(() => native.waiting() >= waiting + workers.length);
        await Promise.all(workers.map((worker) => worker.terminate()));
        assert.equal(native.waiting(), waiting);
    });

    it("ends a worker that terminates just as it starts to wait", async () => {
        for (let round = 0; round < 20; round++) {
            const worker = await start("recv");
            await worker.terminate();
        }
    });
});
