import { isTrue, take } from "../../python/arguments";
import { NotImplementedError, TypeError } from "../../python/exceptions";
import { itemsOf } from "../../python/items";
import { readDuration } from "../../python/timeouts";
import { isPlainObject, typeName } from "../../python/type-name";
import type { Future } from "./future";

/** Function that an executor calls in another thread. */
// biome-ignore lint/suspicious/noExplicitAny: its arguments are the user's
export type Callable<T> = (...args: any[]) => T;

/** Keyword arguments of `map`. */
export interface MapOptions {
    /** Seconds that the iteration may wait; null, the default, waits forever. */
    timeout?: number | null;
    /** Only accepted for compatibility with Python, where it applies to processes. */
    chunksize?: number;
}

/** Keyword arguments of `shutdown`. */
export interface ShutdownOptions {
    /** Whether to wait until all submitted calls have ended; by default true. */
    wait?: boolean;
    /** Whether to cancel calls that have not begun; by default false. */
    cancel_futures?: boolean;
}

/** Base of executors, which make calls in other threads. Python: `concurrent.futures.Executor`. */
export class Executor {
    constructor(...args: never[]) {
        if (args.length > 0) throw new TypeError(`${new.target.name}() takes no arguments`);
    }

    /**
     * Submits the call `fn(...args)` and returns its future. Python: `concurrent.futures.Executor.submit`.
     */
    submit<T>(fn: Callable<T>, ...args: unknown[]): Future<Awaited<T>>;
    submit(...args: unknown[]): Future {
        if (args.length === 0) take(methodOf("submit", ["fn"], 1), args);
        throw new NotImplementedError();
    }

    /**
     * Calls `fn` with one value of each iterable, until one of them ends, and returns an iterator over the
     * results, in order. All calls are submitted at once. The iteration waits at most `timeout` seconds; null
     * waits forever.
     *
     * The iteration raises the exception of a call, and `TimeoutError`.
     * Python: `concurrent.futures.Executor.map`.
     */
    map<T>(
        fn: Callable<T>,
        ...iterables: (Iterable<unknown> | MapOptions)[]
    ): Generator<Awaited<T>, undefined>;
    map(...args: unknown[]): Generator<unknown, undefined> {
        const options = isPlainObject(args.at(-1)) ? args.pop() : {};
        if (args.length === 0) take(methodOf("map", ["fn"], 1), args);
        const keywords = { ...methodOf("map", ["fn"], 0), keywordOnly: ["timeout", "chunksize"] };
        const [, timeout = null] = take(keywords, [options]);
        const left = timeLeft(readDuration(timeout));
        const [fn, ...iterables] = args as [Callable<unknown>, ...unknown[]];
        const columns = iterables.map(iterate);
        const count = columns.length === 0 ? 0 : Math.min(...columns.map(({ length }) => length));
        const futures = Array.from({ length: count }, (_, index) =>
            this.submit(fn, ...columns.map((column) => column[index])),
        );
        return results(futures, left);
    }

    /**
     * Shuts the executor down: it accepts no more calls. With `wait`, waits until all submitted calls have
     * ended; with `cancel_futures`, cancels those that have not begun.
     * Python: `concurrent.futures.Executor.shutdown`.
     */
    shutdown(wait?: boolean | ShutdownOptions, options?: ShutdownOptions): void;
    shutdown(...args: unknown[]): void {
        readShutdown(args, "Executor");
    }

    /** Calls `shutdown()` at the end of the block of `using executor = ...`. */
    [Symbol.dispose](): void {
        this.shutdown({ wait: true });
    }
}

/** Outside of `map`, because a closure beside another would keep the executor alive. */
function timeLeft(seconds: number): () => number | null {
    const end = performance.now() + seconds * 1000;
    return () => (seconds < 0 ? null : (end - performance.now()) / 1000);
}

function* results(futures: Future[], left: () => number | null): Generator<unknown, undefined> {
    futures.reverse();
    try {
        // Nothing keeps the first result alive while waiting for the next.
        while (futures.length > 0) yield takeResult(futures, left());
    } finally {
        for (const future of futures) future.cancel();
    }
}

function takeResult(futures: Future[], seconds: number | null): unknown {
    const future = futures.pop() as Future;
    try {
        return future.result(seconds);
    } finally {
        // A future that is done cannot be cancelled.
        future.cancel();
    }
}

function iterate(value: unknown): readonly unknown[] {
    const items = itemsOf(value);
    if (items === null) throw new TypeError(`'${typeName(value)}' object is not iterable`);
    return items;
}

export function readShutdown(args: unknown[], owner: string): { wait: boolean; cancelFutures: boolean } {
    const signature = {
        ...methodOf("shutdown", ["wait"], 0),
        name: `${owner}.shutdown`,
        keywordOnly: ["cancel_futures"],
    };
    const [wait = true, cancelFutures = false] = take(signature, args);
    return { wait: isTrue(wait), cancelFutures: isTrue(cancelFutures) };
}

export function methodOf(name: string, parameters: string[], required: number) {
    return { name: `Executor.${name}`, parameters, required, method: true };
}
