import { native } from "../../native/addon";
import { take } from "../../python/arguments";
import { TimeoutError, TypeError, ValueError } from "../../python/exceptions";
import { itemsOf } from "../../python/items";
import { repr } from "../../python/repr";
import { readDuration, readWait } from "../../python/timeouts";
import { typeName } from "../../python/type-name";
import { Empty, SimpleQueue } from "../../queue/queue";
import { importGuard } from "../../runtime/import-guard";
import { id } from "../../transfer/shared-object";
import { type Future, isSettled, requireFuture } from "./future";

/** `wait()` returns when one future is done. */
export const FIRST_COMPLETED = "FIRST_COMPLETED";
/** `wait()` returns when one future has raised, or all are done. */
export const FIRST_EXCEPTION = "FIRST_EXCEPTION";
/** `wait()` returns when all futures are done. */
export const ALL_COMPLETED = "ALL_COMPLETED";

/** What `wait()` returns; it can be taken apart like Python's tuple. */
export class DoneAndNotDoneFutures<T> {
    constructor(
        readonly done: Set<Future<T>>,
        readonly not_done: Set<Future<T>>,
    ) {}

    *[Symbol.iterator](): Generator<Set<Future<T>>, undefined> {
        yield this.done;
        yield this.not_done;
    }
}

/** The keyword arguments of `wait`. */
export interface WaitOptions {
    timeout?: number | null;
    return_when?: typeof FIRST_COMPLETED | typeof FIRST_EXCEPTION | typeof ALL_COMPLETED;
}

/**
 * Waits until all futures are done, or what `return_when` says, or for `timeout` seconds (null: for ever).
 *
 * Raises `ValueError` for a `return_when` that is none. Python: `concurrent.futures.wait`.
 */
export function wait<T>(
    fs: Iterable<Future<T>>,
    timeout?: number | null,
    return_when?: WaitOptions["return_when"],
): DoneAndNotDoneFutures<T>;
export function wait<T>(fs: Iterable<Future<T>>, options: WaitOptions): DoneAndNotDoneFutures<T>;
export function wait(...args: unknown[]): DoneAndNotDoneFutures<unknown> {
    const [fs, timeout = null, when = ALL_COMPLETED] = take(signature("wait", ["return_when"]), args);
    importGuard();
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
 * The futures, each when it is done: those first that are done already. The iteration waits for at most `timeout`
 * seconds (null: for ever) in all.
 *
 * Raises `TimeoutError` when the time has run out. Python: `concurrent.futures.as_completed`.
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
    importGuard();
    const left = deadline(readDuration(timeout));
    const watched = new Watched(futuresOf(fs));
    try {
        // In no variable: between two of them nothing keeps the first alive.
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

/** Futures that say when they are done; those that have are forgotten. */
class Watched {
    readonly count: number;
    pending: number;
    readonly #futures: (Future | null)[];
    readonly #told = SimpleQueue<number>();
    /** Those that were done at first, in reverse. */
    readonly #done: number[] = [];

    /** The array is its own from then on. */
    constructor(futures: Future[]) {
        this.#futures = futures;
        this.count = this.pending = futures.length;
        for (const [index, future] of futures.entries())
            if (native.future_watch(future[id], this.#told[id], index) === 0) this.#done.push(index);
        this.#done.reverse();
    }

    /** One more that is done; null if there is none within so many seconds. */
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

/** The seconds that are left of a timeout; -1 for ever. */
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
