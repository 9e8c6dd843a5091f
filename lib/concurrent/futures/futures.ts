import * as exceptions from "../../python/builtins";
import { callable } from "../../python/callable";
import * as errors from "./errors";
import * as executor from "./executor";
import * as future from "./future";
import * as pool from "./thread-pool-executor";
import "../../runtime/environment";

/**
 * Python's `concurrent.futures`: calls in other threads, and their outcomes.
 *
 * @module
 */

export type { MapOptions, ShutdownOptions } from "./executor";
export type { ThreadPoolExecutorOptions } from "./thread-pool-executor";
export {
    ALL_COMPLETED,
    as_completed,
    type DoneAndNotDoneFutures,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    type WaitOptions,
    wait,
} from "./wait";

/** Raised if a future was cancelled. Python: `concurrent.futures.CancelledError`. */
export const CancelledError = callable(errors.CancelledError);
export type CancelledError = errors.CancelledError;

/**
 * Raised if a future is done and its outcome cannot change. Python: `concurrent.futures.InvalidStateError`.
 */
export const InvalidStateError = callable(errors.InvalidStateError);
export type InvalidStateError = errors.InvalidStateError;

/** Raised if an executor is broken. Python: `concurrent.futures.BrokenExecutor`. */
export const BrokenExecutor = callable(errors.BrokenExecutor);
export type BrokenExecutor = errors.BrokenExecutor;

/**
 * Raised after a timeout; the class of that name in `pysocket/builtins`.
 * Python: `concurrent.futures.TimeoutError`.
 */
export const TimeoutError = exceptions.TimeoutError;
export type TimeoutError = exceptions.TimeoutError;

interface FutureClass {
    new <T = unknown>(): future.Future<T>;
    <T = unknown>(): future.Future<T>;
}

/** Outcome of a call in another thread. Python: `concurrent.futures.Future`. */
export const Future = callable(future.Future) as unknown as FutureClass;
export type Future<T = unknown> = future.Future<T>;

/** Base of executors, which make calls in other threads. Python: `concurrent.futures.Executor`. */
export const Executor = callable(executor.Executor);
export type Executor = executor.Executor;

/**
 * Runs calls in a pool of threads: `ThreadPoolExecutor({ max_workers: 4 })`.
 * Python: `concurrent.futures.ThreadPoolExecutor`.
 *
 * ```ts
 * using executor = ThreadPoolExecutor();
 * const future = executor.submit(work, 1);
 * console.log(future.result());
 * ```
 */
export const ThreadPoolExecutor = callable(pool.ThreadPoolExecutor);
export type ThreadPoolExecutor = pool.ThreadPoolExecutor;
