import module from "node:module";
import { join } from "node:path";
import { SHARE_ENV, threadId, Worker, type WorkerOptions } from "node:worker_threads";
import { native } from "../native/addon";
import { RuntimeError } from "../python/builtins";
import { isPoolWorker, type KeeperData, poolWorkerData } from "../runtime/environment";
import { onListen } from "../runtime/on-listen";

/** What the keeper and the first worker may open until that one runs a thread, with some to spare. */
const DESCRIPTORS = 32;

/** How many workers a server has wait for its first connections. */
const SPARE = 2;

const MAIN = 0;

/** On Node 20 a worker does without the options that load tsx: see lib/capture/modules.ts. */
const tsx = poolWorkerData?.tsx ?? (!("registerHooks" in module) && process.execArgv.some(loadsTsx));

/**
 * Makes sure that somebody makes the workers that run threads: the keeper of the pool, a worker of its own whose event
 * loop is always free. It never keeps the process alive, and ends with the thread that made it.
 *
 * Raises `RuntimeError` if the system has no thread to give.
 */
export function ensureKeeper(): void {
    if (native.pool_needs_keeper() === 0) return;
    let cause: unknown;
    try {
        // One without descriptors for its event loop would report it to this thread's, which may never turn.
        if (!isPoolWorker && native.pool_has_room(DESCRIPTORS) === 1) {
            const keeper = tsx ? makeWithoutTsx() : make({});
            keeper.unref();
            keeper.on("error", () => {});
            return;
        }
    } catch (error) {
        cause = error;
    }
    native.pool_lose_keeper();
    throw Object.assign(new RuntimeError("can't start new thread"), cause === undefined ? {} : { cause });
}

// A server begins to listen: its first connections are not to wait until their threads' workers have come up.
if ((poolWorkerData?.pool ?? threadId) === MAIN) onListen(warmUp);

function warmUp(): void {
    try {
        ensureKeeper();
        native.pool_spare(SPARE);
    } catch {
        // The threads will tell.
    }
}

function make(options: WorkerOptions): Worker {
    const data: KeeperData = { pool: threadId, script: process.argv[1], tsx };
    return new Worker(join(__dirname, "..", "worker", "spawner.js"), {
        argv: process.argv.slice(2),
        env: SHARE_ENV,
        workerData: { pysocketKeeper: data },
        name: "pysocket keeper",
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
