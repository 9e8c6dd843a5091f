import { isTrue, take } from "../python/arguments";
import { TimeoutError, TypeError, ValueError } from "../python/exceptions";
import { isPlainObject, typeName } from "../python/type-name";
import { Coroutine, promiseError, type Startable } from "./coroutine";
import { CancelledError } from "./exceptions";
import { Future, isfuture } from "./future";
import type { EventLoop } from "./loop";
import { requireLoop } from "./scope";
import { Task } from "./task";
import { timeout as timeoutOf } from "./timeouts";

/** A future, a task, a coroutine or a function without arguments. */
export type Awaitable<T> = Future<T> | Startable<T>;

/** Value of `return_when`: `wait()` returns once any is done. Python: `asyncio.FIRST_COMPLETED`. */
export const FIRST_COMPLETED = "FIRST_COMPLETED";
/** Value of `return_when`: `wait()` returns once any raised an exception. Python: `asyncio.FIRST_EXCEPTION`. */
export const FIRST_EXCEPTION = "FIRST_EXCEPTION";
/** Value of `return_when`: `wait()` returns once all are done. Python: `asyncio.ALL_COMPLETED`. */
export const ALL_COMPLETED = "ALL_COMPLETED";

/**
 * Returns a task for a function or a coroutine; a future or a task as it is. Raises `TypeError` for other values,
 * `ValueError` if the future belongs to another loop. Python: `asyncio.ensure_future`.
 */
export function ensure_future<T>(
    coro_or_future: Awaitable<T>,
    options: { loop?: EventLoop | null } = {},
): Future<T> {
    const loop = options.loop ?? null;
    if (isfuture(coro_or_future)) {
        if (loop !== null && coro_or_future.get_loop() !== loop)
            throw new ValueError(
                "The future belongs to a different loop than the one specified as the loop argument",
            );
        return coro_or_future as Future<T>;
    }
    if (coro_or_future instanceof Promise) throw promiseError("an asyncio.Future or a coroutine is required");
    if (!(coro_or_future instanceof Coroutine) && typeof coro_or_future !== "function")
        throw new TypeError("An asyncio.Future, a coroutine or an awaitable is required");
    return (loop ?? requireLoop()).create_task(coro_or_future);
}

/** Returns a promise of what an awaitable returns, in the running task. */
async function awaitIt<T>(awaitable: Awaitable<T>): Promise<T> {
    if (isfuture(awaitable) || awaitable instanceof Coroutine) return await awaitable;
    if (typeof awaitable === "function") return await (awaitable as () => PromiseLike<T>)();
    throw new TypeError(`object ${typeName(awaitable)} can't be used in 'await' expression`);
}

/** Reads a delay: a number of seconds, which must not be NaN. */
function toDelay(delay: unknown): number {
    if (typeof delay === "boolean") return Number(delay);
    if (typeof delay !== "number" && typeof delay !== "bigint")
        throw new TypeError(`'<=' not supported between instances of '${typeName(delay)}' and 'int'`);
    if (Number.isNaN(delay)) throw new ValueError("Invalid delay: NaN (not a number)");
    return Number(delay);
}

/**
 * Waits for `delay` seconds and returns `result`; with 0 others run once. Raises `ValueError` for NaN.
 * Python: `asyncio.sleep`.
 *
 * ```ts
 * await asyncio.sleep(0.5);
 * ```
 */
export function sleep<T = null>(delay: number, result: T = null as T): Coroutine<T> {
    return new Coroutine(async () => {
        const seconds = toDelay(delay);
        const loop = requireLoop();
        const future = loop.create_future<T>();
        if (seconds <= 0) {
            loop.soon(() => future.deliver(result));
            return await future;
        }
        const handle = loop.call_later(seconds, () => future.deliver(result));
        try {
            return await future;
        } finally {
            handle.cancel();
        }
    }, "sleep");
}

/** The future that `gather()` returns: cancelling it cancels what it gathers. */
class GatheringFuture extends Future<unknown[]> {
    wasRequested = false;

    constructor(
        private readonly children: readonly Future[],
        loop: EventLoop,
    ) {
        super({ loop });
    }

    override cancel(msg: unknown = null): boolean {
        if (this.done()) return false;
        let cancelled = false;
        for (const child of this.children) if (child.cancel(msg)) cancelled = true;
        if (cancelled) this.wasRequested = true;
        return cancelled;
    }
}

/** Options of `gather()`. */
export interface GatherOptions {
    /** Whether exceptions become results; by default the first one is raised. */
    return_exceptions?: boolean;
}

/** Results of awaitables. */
type Gathered<Items> = {
    [K in keyof Items]: Items[K] extends PromiseLike<infer T>
        ? T
        : Items[K] extends () => infer T
          ? Awaited<T>
          : never;
};

/**
 * Runs all at the same time, and returns the results in the order of the arguments: functions without arguments,
 * coroutines, tasks and futures. The first exception is raised at once; the others go on. Cancelling the result
 * cancels all of them. Python: `asyncio.gather`.
 *
 * ```ts
 * const [first, second] = await asyncio.gather(() => fetchPage("/a"), () => fetchPage("/b"));
 * ```
 */
export function gather<Items extends Awaitable<unknown>[]>(
    ...coros_or_futures: Items
): Future<Gathered<Items>>;
export function gather<Items extends Awaitable<unknown>[]>(
    ...coros_or_futures: [...Items, GatherOptions]
): Future<Gathered<Items>>;
// biome-ignore lint/suspicious/noExplicitAny: the overloads say more
export function gather(...args: unknown[]): Future<any> {
    const options = isPlainObject(args.at(-1)) ? [args.pop()] : [];
    const [exceptions = false] = take(
        { name: "gather", parameters: [], required: 0, keywordOnly: ["return_exceptions"] },
        options,
    );
    const loop = args.find(isfuture)?.get_loop() ?? requireLoop();
    const made = new Map<unknown, Future>();
    for (const arg of args)
        if (!made.has(arg)) made.set(arg, ensure_future(arg as Awaitable<unknown>, { loop }));
    const children = args.map((arg) => made.get(arg) as Future);
    const outer = new GatheringFuture([...made.values()], loop);
    if (children.length === 0) outer.set_result([]);
    let left = made.size;
    const finished = (child: Future): void => {
        left--;
        if (outer.done()) {
            child.outcome();
            return;
        }
        const error = child.outcome();
        if (error !== null && !isTrue(exceptions)) {
            outer.set_exception(error);
            return;
        }
        if (left > 0) return;
        if (outer.wasRequested)
            outer.set_exception(child.cancelled() ? child.makeCancelledError() : new CancelledError());
        else outer.set_result(children.map((each) => each.outcome() ?? each.result()));
    };
    for (const child of made.values()) child.add_done_callback(finished);
    return outer;
}

/**
 * Protects a task or future: if the one who awaits the result is cancelled, it goes on. Keep the task, as nobody else
 * may hold it. Python: `asyncio.shield`.
 */
export function shield<T>(arg: Awaitable<T>): Future<T> {
    const inner = ensure_future(arg);
    if (inner.done()) return inner;
    const loop = inner.get_loop();
    const outer = loop.create_future<T>();
    const copy = (): void => {
        const error = inner.outcome();
        if (outer.cancelled()) return;
        if (inner.cancelled()) outer.cancel();
        else if (error !== null) outer.set_exception(error);
        else outer.set_result(inner.result());
    };
    inner.add_done_callback(copy);
    outer.add_done_callback(() => {
        if (!inner.done()) inner.remove_done_callback(copy);
    });
    return outer;
}

/** Options of `wait()`. */
export interface WaitOptions {
    /** Maximum wait in seconds; null, the default, waits forever. */
    timeout?: number | null;
    /** When to return: FIRST_COMPLETED, FIRST_EXCEPTION or, by default, ALL_COMPLETED. */
    return_when?: string;
}

/**
 * Waits for tasks and futures, and returns the set of those that are done and of the others. The timeout raises
 * nothing and cancels nothing. Raises `TypeError` for a coroutine, `ValueError` for none at all.
 * Python: `asyncio.wait`.
 *
 * ```ts
 * const [done, pending] = await asyncio.wait(tasks, { return_when: asyncio.FIRST_COMPLETED });
 * ```
 */
export function wait<T>(
    fs: Iterable<Future<T>>,
    options: WaitOptions = {},
): Coroutine<[done: Set<Future<T>>, pending: Set<Future<T>>]> {
    return new Coroutine(async () => {
        const [given, timeout = null, when = ALL_COMPLETED] = take(
            { name: "wait", parameters: ["fs"], required: 1, keywordOnly: ["timeout", "return_when"] },
            [fs, options],
        );
        if (isfuture(given) || given instanceof Coroutine)
            throw new TypeError(`expect a list of futures, not ${typeName(given)}`);
        const all = new Set(given as Iterable<Future<T>>);
        if (all.size === 0) throw new ValueError("Set of Tasks/Futures is empty.");
        if (![FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED].includes(when as string))
            throw new ValueError(`Invalid return_when value: ${String(when)}`);
        for (const each of all)
            if (!isfuture(each))
                throw new TypeError("Passing coroutines is forbidden, use tasks explicitly.");
        await settleSome([...all] as Future[], timeout as number | null, when as string);
        const done = new Set([...all].filter((each) => each.done()));
        return [done, new Set([...all].filter((each) => !done.has(each)))];
    }, "wait");
}

function hasFailed(future: Future): boolean {
    return future.done() && !future.cancelled() && future.failed();
}

/** Waits until enough of the futures are done, or until the timeout. */
async function settleSome(futures: readonly Future[], timeout: number | null, when: string): Promise<void> {
    const isEnough = (): boolean => {
        const left = futures.filter((each) => !each.done()).length;
        if (left === 0) return true;
        if (when === FIRST_COMPLETED) return left < futures.length;
        return when === FIRST_EXCEPTION && futures.some(hasFailed);
    };
    if (isEnough()) return;
    const loop = requireLoop();
    const waiter = loop.create_future<null>();
    const release = (): void => {
        if (!waiter.done()) waiter.set_result(null);
    };
    const timer = timeout === null ? null : loop.call_later(timeout, release);
    // Counted instead of asked each time: there may be thousands.
    let left = futures.filter((each) => !each.done()).length;
    const finished = (future: Future): void => {
        left--;
        if (left === 0 || when === FIRST_COMPLETED || (when === FIRST_EXCEPTION && hasFailed(future)))
            release();
    };
    for (const each of futures) if (!each.done()) each.add_done_callback(finished);
    try {
        await waiter;
    } finally {
        timer?.cancel();
        for (const each of futures) each.remove_done_callback(finished);
    }
}

/** Cancels the future and waits until it is done. */
async function cancelAndWait(future: Future): Promise<void> {
    const waiter = future.get_loop().create_future<null>();
    const release = (): void => {
        if (!waiter.done()) waiter.set_result(null);
    };
    future.add_done_callback(release);
    try {
        future.cancel();
        await waiter;
    } finally {
        future.remove_done_callback(release);
    }
}

/**
 * Waits for a function, coroutine, task or future for at most `timeout` seconds; null waits forever. Raises
 * `TimeoutError` after it, and cancels what it waited for. Python: `asyncio.wait_for`.
 *
 * ```ts
 * const line = await asyncio.wait_for(reader.readline(), 5);
 * ```
 */
export function wait_for<T>(fut: Awaitable<T>, timeout: number | null): Coroutine<T> {
    return new Coroutine(async () => {
        if (fut instanceof Promise) throw promiseError("a coroutine was expected");
        if (timeout !== null && timeout <= 0) {
            const future = ensure_future(fut);
            if (future.done()) return future.result();
            await cancelAndWait(future as Future);
            try {
                return future.result();
            } catch (error) {
                throw error instanceof CancelledError ? timeoutError(error) : error;
            }
        }
        return await timeoutOf(timeout).with(() => awaitIt(fut));
    }, "wait_for");
}

function timeoutError(cause: Error): TimeoutError {
    return Object.assign(new TimeoutError(), { cause });
}

/** Options of `as_completed()`. */
export interface AsCompletedOptions {
    /** Maximum time in seconds for all of them; null, the default, waits forever. */
    timeout?: number | null;
}

/** Iterator of `as_completed()`, for `for` and for `for await`. */
export interface AsCompletedIterator<T> extends Iterable<Coroutine<T>>, AsyncIterable<Future<T>> {}

/**
 * Iterates over tasks and futures in the order in which they end. `for await` yields the futures themselves, `for`
 * coroutines that return the next result. Raises `TimeoutError` after the timeout. Python: `asyncio.as_completed`.
 *
 * ```ts
 * for await (const task of asyncio.as_completed(tasks)) console.log(await task);
 * ```
 */
export function as_completed<T>(
    fs: Iterable<Awaitable<T>>,
    options: AsCompletedOptions = {},
): AsCompletedIterator<T> {
    const [given, timeout = null] = take(
        { name: "as_completed", parameters: ["fs"], required: 1, keywordOnly: ["timeout"] },
        [fs, options],
    );
    if (isfuture(given) || given instanceof Coroutine)
        throw new TypeError(`expect an iterable of futures, not ${typeName(given)}`);
    const loop = requireLoop();
    const todo = new Set(
        [...new Set(given as Iterable<Awaitable<T>>)].map((each) => ensure_future(each, { loop })),
    );
    const total = todo.size;
    // In an array each: a promise of a future would await it. Null after the timeout.
    const done: ([Future<T>] | null)[] = [];
    const waiters: Future<[Future<T>] | null>[] = [];
    const give = (future: [Future<T>] | null): void => {
        let waiter = waiters.shift();
        while (waiter?.done()) waiter = waiters.shift();
        if (waiter === undefined) done.push(future);
        else waiter.set_result(future);
    };
    const finished = (future: Future): void => {
        if (!todo.delete(future as Future<T>)) return;
        give([future as Future<T>]);
        if (todo.size === 0) timer?.cancel();
    };
    for (const each of todo) (each as Future).add_done_callback(finished);
    const expire = (): void => {
        for (const each of todo) {
            (each as Future).remove_done_callback(finished);
            give(null);
        }
        todo.clear();
    };
    const timer = timeout === null ? null : loop.call_later(timeout as number, expire);
    const next = async (): Promise<[Future<T>]> => {
        let found = done.shift();
        if (found === undefined) {
            const waiter = loop.create_future<[Future<T>] | null>();
            waiters.push(waiter);
            found = await waiter;
        }
        if (found === null) throw new TimeoutError();
        return found;
    };
    return {
        *[Symbol.iterator]() {
            for (let k = 0; k < total; k++)
                yield new Coroutine(async () => (await next())[0].result(), "_wait_for_one");
        },
        [Symbol.asyncIterator]() {
            let left = total;
            return {
                // Not a generator, which would await the future that it yields.
                async next() {
                    if (left-- <= 0) return { value: undefined, done: true as const };
                    return { value: (await next())[0], done: false as const };
                },
            };
        },
    };
}

/** Returns a factory for `loop.set_task_factory()` whose tasks begin at once. Python: `asyncio.create_eager_task_factory`. */
export function create_eager_task_factory(
    custom_task_constructor: typeof Task,
): <T>(loop: EventLoop, coro: Startable<T>, options?: { name?: unknown }) => Task<T> {
    return (loop, coro, options = {}) =>
        new custom_task_constructor(coro, { loop, eager_start: true, ...options });
}

/** Task factory whose tasks begin at once: `loop.set_task_factory(asyncio.eager_task_factory)`. Python: `asyncio.eager_task_factory`. */
export const eager_task_factory = create_eager_task_factory(Task);
