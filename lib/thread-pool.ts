import module from "node:module";
import { join } from "node:path";
import { SHARE_ENV, threadId, Worker, type WorkerOptions } from "node:worker_threads";
import { RuntimeError } from "./builtins";
import { type PoolWorkerData, poolWorkerData } from "./environment";
import { native } from "./native";

/** What a worker may open until it runs its first thread, with some to spare. */
const DESCRIPTORS = 16;

/** What V8 needs to start at all. */
const SMALLEST_STACK = 2 ** 20;

/** On Node 20 a worker does without the options that load tsx: see lib/thread-module.ts. */
const tsx = poolWorkerData?.tsx ?? (!("registerHooks" in module) && process.execArgv.some(loadsTsx));

/**
 * Adds a worker to the pool. It waits in native code for threads to run, and for more when one has
 * ended: it never keeps the process alive, and ends with the thread that made it.
 *
 * Raises `RuntimeError` if the system has no thread to give.
 */
export function addWorker(): void {
    // A worker without descriptors for its event loop would report it to this one's, which may never turn.
    if (native.pool_has_room(DESCRIPTORS) === 0) throw new RuntimeError("can't start new thread");
    let worker: Worker;
    try {
        worker = tsx ? makeWithoutTsx() : make({});
    } catch (cause) {
        throw Object.assign(new RuntimeError("can't start new thread"), { cause });
    }
    native.pool_expect();
    worker.unref();
    // What ends a worker, as opposed to a thread that it runs, is beyond anybody's catch.
    worker.on("error", (error) =>
        process.stderr.write(`A thread of pysocket ended: ${error.stack ?? error}\n`),
    );
}

function make(options: WorkerOptions): Worker {
    const data: PoolWorkerData = { parent: threadId, script: process.argv[1], tsx };
    const stackSize = native.thread_stack_size(-1);
    if (stackSize > 0)
        options.resourceLimits = { stackSizeMb: Math.max(stackSize, SMALLEST_STACK) / 2 ** 20 };
    return new Worker(join(__dirname, "pool-worker.js"), {
        argv: process.argv.slice(2),
        env: SHARE_ENV,
        workerData: { pysocket: data },
        name: "pysocket",
        ...options,
    });
}

function makeWithoutTsx(): Worker {
    const options = process.execArgv;
    const execArgv = options.filter(
        (option, index) => !loadsTsx(option) && !(takesModule(option) && loadsTsx(options[index + 1] ?? "")),
    );
    try {
        return make({ execArgv });
    } catch (error) {
        // Options for V8 reach a worker as they are, and are refused when they are given.
        if ((error as NodeJS.ErrnoException).code !== "ERR_WORKER_INVALID_EXEC_ARGV") throw error;
        return make({ execArgv: [] });
    }
}

function loadsTsx(option: string): boolean {
    return /\btsx\b/.test(option);
}

function takesModule(option: string): boolean {
    return ["--import", "--require", "-r", "--loader"].includes(option);
}
