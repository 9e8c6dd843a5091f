import { isMainThread } from "node:worker_threads";
import { asInteger } from "../python/arguments";
import { KeyboardInterrupt, RuntimeError, TypeError } from "../python/exceptions";
import { repr } from "../python/repr";
import { default_int_handler, handlerOf, setHandler } from "../runtime/signals";
import { type Startable, toStart } from "./coroutine";
import { CancelledError } from "./exceptions";
import { isfuture } from "./future";
import { EventLoop } from "./loop";
import { runningLoop } from "./scope";
import type { Task } from "./task";
import { gather } from "./waiting";

/** Options of `run()` and `Runner()`. */
export interface RunnerOptions {
    /** Debug mode; null, the default, leaves it as it is. */
    debug?: boolean | null;
    /** Function that makes the loop. */
    loop_factory?: (() => EventLoop) | null;
}

const INTERRUPT = 2;

/** Runs of the thread: each waits for those before it, as a Python program would. */
let last: Promise<unknown> = Promise.resolve();

/** Returns the error for what is no coroutine. */
const refusal = (value: unknown): Error =>
    new TypeError(
        isfuture(value) || asInteger(value) === null
            ? "An asyncio.Future, a coroutine or an awaitable is required"
            : `a coroutine was expected, got ${repr(value)}`,
    );

/**
 * Runs several functions in one loop. `runner.with(body)` is Python's `with`. Python: `asyncio.Runner`.
 *
 * ```ts
 * await new asyncio.Runner().with(async (runner) => { await runner.run(main); });
 * ```
 */
export class Runner {
    readonly #debug: boolean | null;
    readonly #factory: () => EventLoop;
    #loop: EventLoop | null = null;
    #isClosed = false;

    constructor(options: RunnerOptions = {}) {
        this.#debug = options.debug ?? null;
        this.#factory = options.loop_factory ?? (() => new EventLoop());
    }

    /** Returns the runner's loop. Raises `RuntimeError` once it is closed. Python: `Runner.get_loop`. */
    get_loop(): EventLoop {
        if (this.#isClosed) throw new RuntimeError("Runner is closed");
        if (this.#loop === null) {
            this.#loop = this.#factory();
            if (this.#debug !== null) this.#loop.set_debug(this.#debug);
        }
        return this.#loop;
    }

    /**
     * Runs a function or coroutine, and returns a promise of its result. Ctrl-C cancels it, and then raises
     * `KeyboardInterrupt`. Raises `RuntimeError` in a running loop. Python: `Runner.run`.
     */
    async run<T>(coro: Startable<T>): Promise<T> {
        toStart(coro, refusal as (value: unknown) => TypeError);
        if (runningLoop() !== null)
            throw new RuntimeError("Runner.run() cannot be called from a running event loop");
        const loop = this.get_loop();
        const task = loop.create_task(coro);
        const restore = onInterrupt(loop, task as Task);
        try {
            return await loop.run_until_complete(task);
        } catch (error) {
            if (error instanceof CancelledError && restore.wasInterrupted() && task.uncancel() === 0)
                throw new KeyboardInterrupt();
            throw error;
        } finally {
            restore();
        }
    }

    /** Cancels all tasks, waits for them, and closes the loop. Python: `Runner.close`. */
    async close(): Promise<void> {
        if (this.#isClosed) return;
        this.#isClosed = true;
        const loop = this.#loop;
        if (loop === null) return;
        try {
            await cancelAll(loop);
            await loop.run_until_complete(loop.shutdown_default_executor());
        } finally {
            loop.close();
        }
    }

    /** Runs `body(runner)`, then closes the runner. Python: `with asyncio.Runner() as runner`. */
    async with<Result>(body: (runner: this) => PromiseLike<Result> | Result): Promise<Result> {
        try {
            return await body(this);
        } finally {
            await this.close();
        }
    }

    /** Closes the runner: `await using runner = new asyncio.Runner()`. */
    async [Symbol.asyncDispose](): Promise<void> {
        await this.close();
    }
}

/** Has the first Ctrl-C cancel the task, and each later one raise. Returns a function that ends this. */
function onInterrupt(loop: EventLoop, task: Task): { (): void; wasInterrupted(): boolean } {
    let count = 0;
    const interrupt = (): void => {
        count++;
        if (count === 1 && !task.done()) task.cancel();
        else loop.fail(new KeyboardInterrupt());
    };
    const isOurs = isMainThread && handlerOf(INTERRUPT) === default_int_handler;
    if (isOurs) setHandler(INTERRUPT, interrupt);
    const restore = (): void => {
        if (isOurs && handlerOf(INTERRUPT) === interrupt) setHandler(INTERRUPT, default_int_handler);
    };
    return Object.assign(restore, { wasInterrupted: () => count > 0 });
}

async function cancelAll(loop: EventLoop): Promise<void> {
    const tasks = [...loop.tasks];
    if (tasks.length === 0) return;
    for (const task of tasks) task.cancel();
    await loop.run_until_complete(async () => {
        await gather(...tasks, { return_exceptions: true });
    });
    for (const task of tasks) {
        if (task.cancelled() || task.exception() === null) continue;
        loop.call_exception_handler({
            message: "unhandled exception during asyncio.run() shutdown",
            exception: task.exception(),
            task,
        });
    }
}

/**
 * Runs a function or coroutine in a new loop: a promise of its result. At its end all other tasks are cancelled. As the
 * last statement of a script it ends the script as in Python: with the exception's exit status, and for Ctrl-C with that
 * of an interrupt. A second call waits for the first.
 *
 * Raises `RuntimeError` in a running loop, and `TypeError` for a promise, which has begun outside of the loop.
 * Python: `asyncio.run`.
 *
 * ```ts
 * asyncio.run(async () => { await asyncio.sleep(1); });
 * ```
 */
export function run<T>(main: Startable<T>, options: RunnerOptions = {}): Promise<T> {
    if (runningLoop() !== null)
        return Promise.reject(new RuntimeError("asyncio.run() cannot be called from a running event loop"));
    const before = last;
    const result = (async () => {
        await before.catch(() => {});
        return await new Runner(options).with((runner) => runner.run(main));
    })();
    last = result.catch(() => {});
    // A promise of its own, whose rejection counts as unhandled if nobody handles it.
    return result.then((value) => value);
}
