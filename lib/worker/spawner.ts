import { writeSync } from "node:fs";
import { join } from "node:path";
import { SHARE_ENV, threadId, Worker, workerData } from "node:worker_threads";
import { native } from "../native/addon";
import type { KeeperData, PoolWorkerData } from "../runtime/environment";

// What the keeper of a pool runs. Whoever starts threads may never turn its event loop, which Node needs to tell
// that a worker has failed, and to free what is left of one that has ended.

/** What a worker may open until it runs its first thread, with some to spare. */
const DESCRIPTORS = 16;

/** What V8 needs to start at all. */
const SMALLEST_STACK = 2 ** 20;

/**
 * In MB, where V8 would take up to 48: what a busy worker leaves to its collector grows that far before it looks, times
 * the number of workers. With more than 3 it grows while the modules are loaded, for good.
 */
const YOUNG_GENERATION = 3;

/** After how many milliseconds it tries again to make workers, if it could not. */
const PAUSE = 200;

/** In milliseconds: longer than a worker mostly needs between two threads, and shorter than a new one takes to come up. */
const RETURN_TIME = 10;

/** The result of `pool_next_worker` if a worker may return in time. */
const LATER = -1;

const keeperData: KeeperData = workerData.pysocketKeeper;

native.register_environment(threadId, keeperData.pool, keeperData.pool, () => {});
// Where another one has come up first, this one ends.
if (native.pool_keep(makeWanted) === 0) makeWanted();

function makeWanted(again = false): void {
    for (;;) {
        const number = native.pool_next_worker(DESCRIPTORS, again);
        if (number === 0) return;
        if (number === LATER) {
            setTimeout(makeWanted, RETURN_TIME, true);
            return;
        }
        if (number < 0) break;
        try {
            make(number);
            native.pool_worker_made(number);
        } catch (error) {
            native.pool_cancel_worker(number, ...describe(error));
            break;
        }
    }
    makeLater();
}

function makeLater(): void {
    setTimeout(makeWanted, PAUSE);
}

/** It waits in native code for threads to run, and ends after a while without any, or with the keeper. */
function make(number: number): void {
    const data: PoolWorkerData = { ...keeperData, parent: threadId, number };
    const stackSize = native.thread_stack_size(-1);
    const limits = { stackSizeMb: Math.max(stackSize, SMALLEST_STACK) / 2 ** 20 };
    const worker = new Worker(join(__dirname, "worker.js"), {
        argv: process.argv.slice(2),
        env: SHARE_ENV,
        workerData: { pysocket: data },
        name: "pysocket",
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION, ...(stackSize > 0 ? limits : {}) },
    });
    let cause: unknown = null;
    worker.on("error", (error) => {
        cause = error;
    });
    worker.on("exit", (code) => {
        const why = cause ?? new Error(`a worker has ended with status ${code} before it was ready`);
        const lost = native.pool_lose_worker(number, ...describe(why));
        // Another one at once would most likely end the same way.
        if (lost !== null) makeLater();
        else makeWanted();
        // What ends a worker, as opposed to a thread that it runs, is beyond anybody's catch.
        if (lost === null && cause !== null) print(`A thread of pysocket ended: ${describe(cause)[1]}\n`);
        for (const name of lost ?? [])
            print(
                `Exception in thread ${name}:\nRuntimeError: can't start new thread\n${describe(why)[1]}\n`,
            );
    });
}

/** Message and stack of an error, of whatever was thrown. */
function describe(thrown: unknown): [message: string, stack: string] {
    if (!(thrown instanceof Error)) return [String(thrown), String(thrown)];
    return [thrown.message, thrown.stack ?? String(thrown)];
}

/** The stream of a worker is relayed by the main thread's event loop. */
function print(text: string): void {
    try {
        writeSync(2, text);
    } catch {
        // There is nobody to tell.
    }
}
