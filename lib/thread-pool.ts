import { join } from "node:path";
import { SHARE_ENV, threadId, Worker } from "node:worker_threads";
import { RuntimeError } from "./builtins";
import type { PoolWorkerData } from "./environment";

/**
 * Adds a worker to the pool. It waits in native code for threads to run, and for more when one has
 * ended: it never keeps the process alive, and ends with the thread that made it.
 *
 * Raises `RuntimeError` if the system has no thread to give.
 */
export function addWorker(): void {
    const data: PoolWorkerData = { parent: threadId, script: process.argv[1] };
    let worker: Worker;
    try {
        worker = new Worker(join(__dirname, "pool-worker.js"), {
            argv: process.argv.slice(2),
            env: SHARE_ENV,
            workerData: { pysocket: data },
            name: "pysocket",
        });
    } catch (cause) {
        throw Object.assign(new RuntimeError("can't start new thread"), { cause });
    }
    worker.unref();
    // What ends a worker, as opposed to a thread that it runs, is beyond anybody's catch.
    worker.on("error", (error) =>
        process.stderr.write(`A thread of pysocket ended: ${error.stack ?? error}\n`),
    );
}
