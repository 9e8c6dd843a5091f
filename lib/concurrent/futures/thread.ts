import { callable } from "../../python/callable";
import * as errors from "./errors";

/**
 * Python's `concurrent.futures.thread`.
 *
 * @module
 */

export { ThreadPoolExecutor } from "./futures";

/**
 * Raised if an initializer of the executor's threads has failed.
 * Python: `concurrent.futures.thread.BrokenThreadPool`.
 */
export const BrokenThreadPool = callable(errors.BrokenThreadPool);
export type BrokenThreadPool = errors.BrokenThreadPool;
