import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import "pysocket";
import * as shared from "pysocket/shared";
import type * as threading from "pysocket/threading";
import { native } from "#lib/native/addon";
import { long } from "../support/long";
import { onWindows } from "../support/platform";
import { skip } from "../support/skip";
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

function isHeld(lock: Pick<threading.Condition, "acquire" | "release">): boolean {
    if (!lock.acquire(false)) return true;
    lock.release();
    return false;
}

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

    // What wakes its event loop must not cut a call short that the kernel would have finished.
    for (const task of ["send", "sendmsg", "write", "recv_waitall", "recv_into_waitall", "recvmsg_waitall"]) {
        it(`lets a ${task} finish while the worker gets messages`, async function () {
            if (onWindows) skip(this, "no signal ends a call on Windows");
            const { worker, finished } = await start("transfer", { how: task });
            const messages = setInterval(() => worker.postMessage("a message"), 1);
            const [result, status] = await finished;
            clearInterval(messages);
            assert.deepEqual([result, status], [1 << 22, 0]);
        });
    }

    it("lets a connect wait for room while the worker gets messages", async function () {
        if (process.platform !== "linux") skip(this, "only Linux lets a connect wait for room");
        const { worker, finished } = await start("wait_for_room");
        const messages = setInterval(() => worker.postMessage("a message"), 1);
        const [result, status] = await finished;
        clearInterval(messages);
        assert.deepEqual([result, status], ["connected", 0]);
    });

    for (const [task, held] of [
        ["condition_wait", false],
        ["condition_wait_for", false],
        ["condition_wait_rlock", false],
        ["acquire", false],
        // By the end of the worker that started it.
        ["thread_in_condition_wait", false],
        // The lock is the worker's own then, which nobody else could release.
        ["hold", true],
    ] as const) {
        it(`leaves a lock ${held ? "held" : "free"} when it ends a worker in ${task}`, async () => {
            const name = `lock of ${task}`;
            const condition = shared.Condition(name, task.endsWith("rlock") ? null : shared.Lock(name));
            const waiting = native.waiting();
            if (task === "acquire") condition.acquire();
            const { worker, finished } = await start(task, { name });
            if (task === "thread_in_condition_wait") {
                await finished;
            } else {
                await until(() => (held ? isHeld(condition) : native.waiting() > waiting));
                await worker.terminate();
            }
            if (task === "acquire") condition.release();
            assert.equal(isHeld(condition), held);
        });
    }
});
