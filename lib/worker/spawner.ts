import { writeSync } from "node:fs";
import { join } from "node:path";
import { SHARE_ENV, threadId, Worker, workerData } from "node:worker_threads";
import { native } from "../native/addon";
import type { PoolWorkerData, SpawnerData } from "../runtime/environment";

// The spawner of a pool, which creates its workers. A thread that starts threads may never turn its event
// loop, which Node needs to report that a worker has failed, and to free what an ended one leaves.

/** File descriptors that a worker needs until it runs its first thread, rounded up. */
const DESCRIPTORS = 16;

/** Minimum stack size of V8 in bytes. */
const SMALLEST_STACK = 2 ** 20;

/**
 * Size of a worker's young generation in MB; V8's default is up to 48. What a busy worker leaves to its
 * collector grows that far before V8 looks, times the number of workers. With more than 3 it grows for good
 * while the modules are loaded.
 */
const YOUNG_GENERATION = 3;

/** Milliseconds until it tries again to create workers after a failure. */
const PAUSE = 200;

/**
 * Milliseconds that a worker may need between two threads: more than most need, and less than a new worker
 * takes to come up.
 */
const RETURN_TIME = 10;

/** Result of `pool_next_worker` if a worker may return in time. */
const LATER = -1;

const spawnerData: SpawnerData = workerData.pysocketSpawner;

native.register_environment(threadId, spawnerData.pool, spawnerData.pool, () => {});
// If another spawner has come up first, this one ends.
if (native.pool_set_spawner(makeWanted) === 0) makeWanted();

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

/**
 * Creates a worker. It waits in native code for threads to run, and ends after a while without any, or with
 * the spawner.
 */
function make(number: number): void {
    const data: PoolWorkerData = { ...spawnerData, parent: threadId, number };
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
        // Another worker created at once would most likely end the same way.
        if (lost !== null) makeLater();
        else makeWanted();
        // An error that ends a worker, as opposed to a thread that it runs, cannot be caught by the program.
        if (lost === null && cause !== null) print(`A thread of pysocket ended: ${describe(cause)[1]}\n`);
        for (const name of lost ?? [])
            print(
                `Exception in thread ${name}:\nRuntimeError: can't start new thread\n${describe(why)[1]}\n`,
            );
    });
}

/** Returns message and stack of an error, or of any thrown value. */
function describe(thrown: unknown): [message: string, stack: string] {
    if (!(thrown instanceof Error)) return [String(thrown), String(thrown)];
    return [thrown.message, thrown.stack ?? String(thrown)];
}

/** Writes to the descriptor directly, because the main thread's event loop relays a worker's streams. */
function print(text: string): void {
    try {
        writeSync(2, text);
    } catch {
        // Nobody can be told.
    }
}
