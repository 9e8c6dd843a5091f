import {
    getEnvironmentData,
    isMainThread,
    setEnvironmentData,
    threadId,
    Worker,
    workerData,
} from "node:worker_threads";
import { native } from "../native/addon";
import { raise } from "../python/raise";
import { onFirstAct } from "./import-guard";
import { deliverLast, runHandlers, watchInterruptKey, watchListeners } from "./signals";

/** What a pool worker is given; its presence tells that this thread is one. */
export interface PoolWorkerData {
    /** The keeper, which made it and with which it ends. */
    parent: number;
    /** To whose pool it belongs: the main thread, or a worker that the program made. */
    pool: number;
    /** Its number in that pool. */
    number: number;
    /** `process.argv[1]` of the main thread. */
    script: string | undefined;
    /** Whether the program runs under tsx, whose options the worker is not given. */
    tsx: boolean;
}

/** What the keeper is given. */
export type KeeperData = Pick<PoolWorkerData, "pool" | "script" | "tsx">;

export const poolWorkerData: PoolWorkerData | undefined = isMainThread ? undefined : workerData?.pysocket;

/** True in a thread of the pool, false in the main thread and in workers that the user made. */
export const isPoolWorker = poolWorkerData !== undefined;

// A thread that is blocked in a system call would keep Node, which joins its workers, from ever
// ending: whoever ends a thread ends its waits first. Loading any module of the package does this.
native.register_environment(threadId, parentOf(), poolWorkerData?.pool ?? threadId, runHandlers);
endWaitsBeforeTerminate();
if (isMainThread) {
    process.on("exit", () => native.shut_down());
    watchListeners();
    // A signal does not keep the event loop going.
    process.on("beforeExit", deliverLast);
    // From then on Ctrl-C is an exception in the calls of the package, as Python has it from the start.
    onFirstAct(watchInterruptKey);
} else {
    process.on("exit", () => native.end_worker(threadId, false));
}

// Threads that are no daemons are waited for, as Python does when the main thread has nothing left to do.
if (!isPoolWorker) {
    process.on("beforeExit", () => {
        if (isMainThread) native.executors_finish();
        const outcome = native.threads_finish();
        if (outcome < 0) raise(outcome);
    });
}

/** Node does not tell a worker who made it, but gives it a copy of what was set there. */
function parentOf(): number {
    const key = "pysocket.worker";
    const maker = isMainThread ? -1 : (getEnvironmentData(key) as unknown as number | undefined);
    setEnvironmentData(key, threadId);
    return poolWorkerData?.parent ?? maker ?? -1;
}

/** `terminate()` stops JavaScript only: the waits of the worker, and of those it made, have to be ended. */
function endWaitsBeforeTerminate(): void {
    const { terminate } = Worker.prototype;
    Worker.prototype.terminate = function (this: Worker) {
        if (this.threadId > 0) native.end_worker(this.threadId, true);
        return terminate.call(this);
    };
}
