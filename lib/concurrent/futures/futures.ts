import * as exceptions from "../../python/builtins";
import { callable } from "../../python/callable";
import * as errors from "./errors";
import * as executor from "./executor";
import * as future from "./future";
import * as pool from "./thread-pool-executor";
import "../../runtime/environment";

/**
 * Python's `concurrent.futures`: calls that threads make for others, and their outcomes.
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

/** A future was cancelled. Python: `concurrent.futures.CancelledError`. */
export const CancelledError = callable(errors.CancelledError);
export type CancelledError = errors.CancelledError;

/** A future is done, and can have no other outcome. Python: `concurrent.futures.InvalidStateError`. */
export const InvalidStateError = callable(errors.InvalidStateError);
export type InvalidStateError = errors.InvalidStateError;

/** An executor can no longer be used. Python: `concurrent.futures.BrokenExecutor`. */
export const BrokenExecutor = callable(errors.BrokenExecutor);
export type BrokenExecutor = errors.BrokenExecutor;

/** The same as `TimeoutError` of `pysocket/builtins`. */
export const TimeoutError = exceptions.TimeoutError;
export type TimeoutError = exceptions.TimeoutError;

interface FutureClass {
    new <T = unknown>(): future.Future<T>;
    <T = unknown>(): future.Future<T>;
}

export const Future = callable(future.Future) as unknown as FutureClass;
export type Future<T = unknown> = future.Future<T>;

export const Executor = callable(executor.Executor);
export type Executor = executor.Executor;

export const ThreadPoolExecutor = callable(pool.ThreadPoolExecutor);
export type ThreadPoolExecutor = pool.ThreadPoolExecutor;
