import { take } from "../python/arguments";
import { KeyboardInterrupt, RuntimeError, SystemExit, TypeError } from "../python/exceptions";
import { repr } from "../python/repr";
import { Coroutine, type Startable, toStart } from "./coroutine";
import { CancelledError } from "./exceptions";
import { Future, messageOf, toError, type Waiting } from "./future";
import type { EventLoop } from "./loop";
import { currentScope, enter, requireLoop } from "./scope";

/** Options of `create_task()` and `Task()`. */
export interface TaskOptions {
    /** Name of the task; by default "Task-1" and so on. */
    name?: unknown;
}

interface OwnOptions extends TaskOptions {
    loop?: EventLoop | null;
    eager_start?: boolean;
}

let count = 0;

/**
 * An async function that runs beside others. It begins in the loop's next turn. `await task` waits for its result, and
 * cancels the task if the waiting one is cancelled.
 *
 * Raises `TypeError` for what cannot be begun. Python: `asyncio.Task`; see `create_task()`.
 */
export class Task<T = unknown> extends Future<T> {
    readonly #coro: Startable<T>;
    #name: string;
    /** Awaits that have not ended; the newest is the one that a cancellation ends. */
    #waits: Waiting[] = [];
    #requests = 0;
    #mustCancel = false;
    #message: unknown = null;
    /** The task itself: a task is the scope of what it runs. */
    readonly task: Task;

    constructor(coro: Startable<T>, options: OwnOptions = {}) {
        const [work, loop, name = null, eager = false] = take(signature, [coro, options]);
        super({ loop: (loop as EventLoop | null | undefined) ?? requireLoop() });
        const start = toStart<T>(
            work,
            (value) => new TypeError(`a coroutine was expected, got ${repr(value)}`),
        );
        this.#coro = coro;
        this.#name = name === null ? `Task-${++count}` : String(name);
        this.task = this as Task;
        this.loop.tasks.add(this as Task);
        if (eager) this.#begin(start);
        else this.loop.soon(() => this.#begin(start));
    }

    /** Loop of the scope. */
    get loop(): EventLoop {
        return this.get_loop();
    }

    #begin(start: () => PromiseLike<T>): void {
        const cancellation = this.takeCancellation();
        if (cancellation !== null) {
            if (this.#coro instanceof Coroutine) this.#coro.close();
            this.#end(undefined, cancellation);
            return;
        }
        enter(this, () => {
            try {
                start().then(
                    (value) => this.#end(value, null),
                    (error) => this.#end(undefined, toError(error)),
                );
            } catch (error) {
                this.#end(undefined, toError(error));
            }
        });
    }

    #end(value: T | undefined, error: Error | null): void {
        this.#waits = [];
        this.loop.tasks.delete(this as Task);
        if (error instanceof CancelledError) {
            super.cancel(error.args[0]);
        } else if (error === null && this.#mustCancel) {
            // It was cancelled after its last wait.
            this.#mustCancel = false;
            super.cancel(this.#message);
        } else {
            this.finish(value, error);
            if (error instanceof KeyboardInterrupt || error instanceof SystemExit) this.loop.fail(error);
        }
    }

    /** Called by an `await` of the task that begins. */
    enter(waiting: Waiting): void {
        this.#waits.push(waiting);
        if (this.#mustCancel && waiting.future.cancel(this.#message)) this.#mustCancel = false;
    }

    /** Called by an `await` of the task that ends. */
    leave(waiting: Waiting): void {
        if (this.#waits.at(-1) === waiting) this.#waits.pop();
        else this.#waits = this.#waits.filter((each) => each !== waiting);
    }

    /** Returns the error of a cancellation that no `await` has raised yet, and counts it as raised; or null. */
    takeCancellation(): CancelledError | null {
        if (!this.#mustCancel) return null;
        this.#mustCancel = false;
        return this.#message === null ? new CancelledError() : new CancelledError(this.#message);
    }

    /**
     * Cancels the task: its newest `await`, or its next one, raises `CancelledError`. Returns false if it is done.
     * Python: `asyncio.Task.cancel`.
     */
    override cancel(msg: unknown = null): boolean {
        if (this.done()) return false;
        this.#requests++;
        const message = messageOf(msg);
        const newest = this.#waits.at(-1);
        if (newest?.future.cancel(message)) return true;
        this.#mustCancel = true;
        this.#message = message;
        return true;
    }

    /** Returns how many requests to cancel are open. Python: `asyncio.Task.cancelling`. */
    cancelling(): number {
        return this.#requests;
    }

    /** Takes one request to cancel back. Returns how many are left. Python: `asyncio.Task.uncancel`. */
    uncancel(): number {
        if (this.#requests > 0 && --this.#requests === 0) this.#mustCancel = false;
        return this.#requests;
    }

    /** Returns what the task was made of. Python: `asyncio.Task.get_coro`. */
    get_coro(): Startable<T> {
        return this.#coro;
    }

    /** Returns the task's name. Python: `asyncio.Task.get_name`. */
    get_name(): string {
        return this.#name;
    }

    /** Sets the task's name. Python: `asyncio.Task.set_name`. */
    set_name(value: unknown): void {
        this.#name = String(value);
    }

    /** Raises `RuntimeError`: the function's return sets the result. Python: `asyncio.Task.set_result`. */
    override set_result(_result: T): void {
        throw new RuntimeError("Task does not support set_result operation");
    }

    /** Raises `RuntimeError`: the function sets the exception. Python: `asyncio.Task.set_exception`. */
    override set_exception(_exception: Error | (new () => Error)): void {
        throw new RuntimeError("Task does not support set_exception operation");
    }

    protected override describe(): string[] {
        const [state, ...rest] = super.describe();
        const isCancelling = this.#requests > 0 && !this.done();
        return [isCancelling ? "cancelling" : state, `name=${repr(this.#name)}`, ...rest];
    }
}

const signature = {
    name: "Task",
    parameters: ["coro"],
    required: 1,
    keywordOnly: ["loop", "name", "eager_start"],
};

/**
 * Starts a task in the running loop: a function without arguments, or a coroutine. Keep the task, and await it: an
 * exception that nobody asks for is only reported.
 *
 * Raises `RuntimeError` outside of a running loop; `TypeError` for other values, such as a promise, which has begun.
 * Python: `asyncio.create_task`.
 *
 * ```ts
 * const task = asyncio.create_task(() => worker("a"));
 * ```
 */
export function create_task<T>(coro: Startable<T>, options: TaskOptions = {}): Task<T> {
    return requireLoop().create_task(coro, options);
}

/** Returns the running task; null in a callback. Raises `RuntimeError` outside of a loop. Python: `asyncio.current_task`. */
export function current_task(loop: EventLoop | null = null): Task | null {
    const scope = currentScope();
    const wanted = loop ?? requireLoop();
    return scope?.loop === wanted ? (scope.task ?? null) : null;
}

/** Returns the loop's tasks that are not done. Python: `asyncio.all_tasks`. */
export function all_tasks(loop: EventLoop | null = null): Set<Task> {
    return new Set((loop ?? requireLoop()).tasks);
}
