import { OSError } from "pysocket/builtins";
import * as futures from "pysocket/concurrent/futures";
import * as threading from "pysocket/threading";

/** Futures in each state that one can be in. */
export const inState = {
    pending: () => futures.Future<number>(),

    running() {
        const future = futures.Future<number>();
        future.set_running_or_notify_cancel();
        return future;
    },

    cancelled() {
        const future = futures.Future<number>();
        future.cancel();
        return future;
    },

    cancelledAndNotified() {
        const future = inState.cancelled();
        future.set_running_or_notify_cancel();
        return future;
    },

    failed() {
        const future = futures.Future<number>();
        future.set_exception(new OSError());
        return future;
    },

    successful() {
        const future = futures.Future<number>();
        future.set_result(42);
        return future;
    },
};

export const WORKER_COUNT = 5;

let prefixes = 0;

/** An executor, and its threads that are alive: they are known by their names. */
export interface Pool {
    executor: futures.ThreadPoolExecutor;
    threads(): threading.Thread[];
}

export function makePool(max_workers?: number): Pool {
    const prefix = `Pool-${prefixes++}`;
    return {
        executor: futures.ThreadPoolExecutor({ max_workers, thread_name_prefix: prefix }),
        threads: () => threading.enumerate().filter(({ name }) => name.startsWith(`${prefix}_`)),
    };
}
