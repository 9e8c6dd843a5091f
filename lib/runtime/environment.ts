import {
    getEnvironmentData,
    isMainThread,
    setEnvironmentData,
    threadId,
    workerData,
} from "node:worker_threads";
import { native } from "../native/addon";
import { raise } from "../python/raise";
import { onFirstAct } from "./first-act";
import { runHandlers, watchInterruptKey, watchListeners } from "./signals";
import "./uncaught";

/** Data of a pool worker. Its presence shows that this thread is one. */
export interface PoolWorkerData {
    /** Worker that created this one and that it ends with. */
    parent: number;
    /** Owner of the pool: the main thread, or a worker of the program. */
    pool: number;
    /** Number of the worker in its pool. */
    number: number;
    /** `process.argv[1]` of the main thread. */
    script: string | undefined;
}

/** Data of the worker that creates the pool's workers. */
export type SpawnerData = Pick<PoolWorkerData, "pool" | "script">;

export const poolWorkerData: PoolWorkerData | undefined = isMainThread ? undefined : workerData?.pysocket;

/** True in a thread of the pool, false in the main thread and in workers of the program. */
export const isPoolWorker = poolWorkerData !== undefined;

// A thread that is blocked in a system call would keep Node from exiting, because Node joins its workers. The native
// side notices when a worker ends, whatever ends it. Other runtimes lack what it needs for that.
native.register_environment(threadId, parentOf(), poolWorkerData?.pool ?? threadId, runHandlers);
if (!isMainThread && !("bun" in process.versions || "deno" in process.versions)) native.watch_environment();
if (isMainThread) {
    // A signal does not keep the event loop going, and has its effect even so.
    for (const event of ["beforeExit", "exit"]) process.on(event, () => native.signals_deliver());
    process.on("exit", () => native.shut_down());
    watchListeners();
    // From then on Ctrl-C raises an exception in calls of the package; in Python it does from the start.
    onFirstAct(watchInterruptKey);
} else {
    process.on("exit", () => native.end_worker(threadId, false));
}

// Waits for non-daemon threads, as Python does when the main thread has ended.
if (!isPoolWorker) {
    process.on("beforeExit", () => {
        if (isMainThread) native.executors_finish();
        const outcome = native.threads_finish();
        if (outcome < 0) raise(outcome);
    });
}

/** Returns the worker's parent. Node does not tell it, but copies the parent's environment data. */
function parentOf(): number {
    const key = "pysocket.worker";
    const maker = isMainThread ? -1 : (getEnvironmentData(key) as unknown as number | undefined);
    setEnvironmentData(key, threadId);
    return poolWorkerData?.parent ?? maker ?? -1;
}
