import { native } from "../../native/addon";
import { take } from "../../python/arguments";
import { TimeoutError, TypeError, ValueError } from "../../python/exceptions";
import { itemsOf } from "../../python/items";
import { repr } from "../../python/repr";
import { readDuration, readWait } from "../../python/timeouts";
import { typeName } from "../../python/type-name";
import { Empty, SimpleQueue } from "../../queue/queue";
import { id } from "../../transfer/shared-object";
import { type Future, isSettled, requireFuture } from "./future";

/** For `wait()`: return once one future is done. Python: `concurrent.futures.FIRST_COMPLETED`. */
export const FIRST_COMPLETED = "FIRST_COMPLETED";
/**
 * For `wait()`: return once one future has raised, or all are done.
 * Python: `concurrent.futures.FIRST_EXCEPTION`.
 */
export const FIRST_EXCEPTION = "FIRST_EXCEPTION";
/** For `wait()`: return once all futures are done. Python: `concurrent.futures.ALL_COMPLETED`. */
export const ALL_COMPLETED = "ALL_COMPLETED";

/** Result of `wait()`, which can be unpacked like Python's tuple. */
export class DoneAndNotDoneFutures<T> {
    constructor(
        /** Futures that are done. */
        readonly done: Set<Future<T>>,
        /** Futures that are not done. */
        readonly not_done: Set<Future<T>>,
    ) {}

    *[Symbol.iterator](): Generator<Set<Future<T>>, undefined> {
        yield this.done;
        yield this.not_done;
    }
}

/** Keyword arguments of `wait`. */
export interface WaitOptions {
    /** Seconds to wait; null, the default, waits forever. */
    timeout?: number | null;
    /** Condition to wait for: `ALL_COMPLETED`, the default, `FIRST_COMPLETED` or `FIRST_EXCEPTION`. */
    return_when?: typeof FIRST_COMPLETED | typeof FIRST_EXCEPTION | typeof ALL_COMPLETED;
}

/**
 * Waits until all futures are done, or until the condition `return_when`, at most `timeout` seconds; null
 * waits forever. Returns the futures that are done and those that are not.
 *
 * Raises `ValueError` for an unknown `return_when`. Python: `concurrent.futures.wait`.
 */
export function wait<T>(
    fs: Iterable<Future<T>>,
    timeout?: number | null,
    return_when?: WaitOptions["return_when"],
): DoneAndNotDoneFutures<T>;
export function wait<T>(fs: Iterable<Future<T>>, options: WaitOptions): DoneAndNotDoneFutures<T>;
export function wait(...args: unknown[]): DoneAndNotDoneFutures<unknown> {
    const [fs, timeout = null, when = ALL_COMPLETED] = take(signature("wait", ["return_when"]), args);
    const futures = futuresOf(fs);
    const done = new Set(futures.filter(isSettled));
    const outcome = () =>
        new DoneAndNotDoneFutures(done, new Set(futures.filter((future) => !done.has(future))));
    if (when === FIRST_COMPLETED && done.size > 0) return outcome();
    if (when === FIRST_EXCEPTION && [...done].some(hasFailed)) return outcome();
    if (done.size === futures.length) return outcome();
    if (when !== FIRST_COMPLETED && when !== FIRST_EXCEPTION && when !== ALL_COMPLETED)
        throw new ValueError(`Invalid return condition: ${repr(when)}`);
    const watched = new Watched(futures.filter((future) => !done.has(future)));
    try {
        const left = deadline(readWait(timeout));
        while (done.size < futures.length) {
            const future = watched.next(left());
            if (future === null) break;
            done.add(future);
            if (when === FIRST_COMPLETED || (when === FIRST_EXCEPTION && hasFailed(future))) break;
        }
        for (let each = watched.next(0); each !== null; each = watched.next(0)) done.add(each);
    } finally {
        watched.end();
    }
    return outcome();
}

/**
 * Iterates over the futures as they are done, first those that are done already. The whole iteration waits at
 * most `timeout` seconds; null waits forever.
 *
 * Raises `TimeoutError` after the timeout. Python: `concurrent.futures.as_completed`.
 */
export function as_completed<T>(
    fs: Iterable<Future<T>>,
    timeout?: number | null,
): Generator<Future<T>, undefined>;
export function as_completed<T>(
    fs: Iterable<Future<T>>,
    options: { timeout?: number | null },
): Generator<Future<T>, undefined>;
export function as_completed(...args: unknown[]): Generator<Future, undefined> {
    const [fs, timeout = null] = take(signature("as_completed", []), args);
    return completed(fs, timeout);
}

function* completed(fs: unknown, timeout: unknown): Generator<Future, undefined> {
    const left = deadline(readDuration(timeout));
    const watched = new Watched(futuresOf(fs));
    try {
        // Not in a variable: nothing keeps the first future alive while waiting for the next.
        while (watched.pending > 0) yield nextOf(watched, left());
    } finally {
        watched.end();
    }
}

function nextOf(watched: Watched, seconds: number): Future {
    const future = watched.next(seconds);
    if (future !== null) return future;
    throw new TimeoutError(`${watched.pending} (of ${watched.count}) futures unfinished`);
}

/** Futures that notify when they are done. Those that have are dropped. */
class Watched {
    readonly count: number;
    pending: number;
    readonly #futures: (Future | null)[];
    readonly #told = SimpleQueue<number>();
    /** Indices of the futures that were done at first, in reverse. */
    readonly #done: number[] = [];

    /** Takes over the array. */
    constructor(futures: Future[]) {
        this.#futures = futures;
        this.count = this.pending = futures.length;
        for (const [index, future] of futures.entries())
            if (native.future_watch(future[id], this.#told[id], index) === 0) this.#done.push(index);
        this.#done.reverse();
    }

    /** Returns the next future that is done; null if there is none within `seconds`. */
    next(seconds: number): Future | null {
        const index = this.#done.pop() ?? this.#nextTold(seconds);
        if (index === null) return null;
        const future = this.#futures[index];
        this.#futures[index] = null;
        this.pending--;
        return future;
    }

    #nextTold(seconds: number): number | null {
        try {
            return this.#told.get(true, seconds < 0 ? null : seconds);
        } catch (error) {
            if (error instanceof Empty) return null;
            throw error;
        }
    }

    end(): void {
        for (const future of this.#futures)
            if (future !== null) native.future_unwatch(future[id], this.#told[id]);
    }
}

/** Returns a function for the remaining seconds of a timeout; -1 is forever. */
function deadline(seconds: number): () => number {
    const end = performance.now() + seconds * 1000;
    return () => (seconds < 0 ? -1 : Math.max(0, (end - performance.now()) / 1000));
}

function hasFailed(future: Future): boolean {
    return !future.cancelled() && future.exception() !== null;
}

function futuresOf(fs: unknown): Future[] {
    const items = itemsOf(fs);
    if (items === null) throw new TypeError(`'${typeName(fs)}' object is not iterable`);
    return [...new Set(Array.from(items, requireFuture))];
}

function signature(name: string, more: string[]) {
    return { name, parameters: ["fs", "timeout", ...more], required: 1 };
}
