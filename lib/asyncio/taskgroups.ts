import { ExceptionGroup, KeyboardInterrupt, RuntimeError, SystemExit } from "../python/exceptions";
import { Coroutine, type Startable } from "./coroutine";
import { CancelledError } from "./exceptions";
import type { Future } from "./future";
import { currentScope } from "./scope";
import type { Task, TaskOptions } from "./task";

/**
 * Tasks that end together: the block ends when all of them have. If one raises an exception, the others and the block
 * are cancelled, and an `ExceptionGroup` is raised. `group.with(body)` is Python's `async with`.
 * Python: `asyncio.TaskGroup`.
 *
 * ```ts
 * await new asyncio.TaskGroup().with(async (tg) => {
 *     tg.create_task(() => worker("a"));
 *     tg.create_task(() => worker("b"));
 * });
 * ```
 */
export class TaskGroup {
    #entered = false;
    #exiting = false;
    #aborting = false;
    #parent: Task | null = null;
    #requested = false;
    #tasks = new Set<Task>();
    #errors: Error[] = [];
    #base: Error | null = null;
    #allDone: Future<boolean> | null = null;

    /** Returns the object as Python shows it. */
    toString(): string {
        const info = [""];
        if (this.#tasks.size > 0) info.push(`tasks=${this.#tasks.size}`);
        if (this.#errors.length > 0) info.push(`errors=${this.#errors.length}`);
        if (this.#aborting) info.push("cancelling");
        else if (this.#entered) info.push("entered");
        return `<TaskGroup${info.join(" ")}>`;
    }

    /** Begins the block. Raises `RuntimeError` outside of a task, and for a second use. */
    async __aenter__(): Promise<this> {
        if (this.#entered) throw new RuntimeError(`TaskGroup ${this} has already been entered`);
        const task = currentScope()?.task ?? null;
        if (task === null) throw new RuntimeError(`TaskGroup ${this} cannot determine the parent task`);
        this.#parent = task;
        this.#entered = true;
        return this;
    }

    /** Ends the block, in which `thrown` was raised, or null: waits for all tasks. */
    async __aexit__(thrown: unknown): Promise<void> {
        const error = thrown as Error | null;
        const parent = this.#parent as Task;
        this.#exiting = true;
        if (isBase(error)) this.#base ??= error;
        let cancellation: Error | null = error instanceof CancelledError ? error : null;
        if (error !== null && !this.#aborting) this.#abort();
        while (this.#tasks.size > 0) {
            this.#allDone ??= parent.get_loop().create_future<boolean>();
            try {
                await this.#allDone;
            } catch (raised) {
                if (!(raised instanceof CancelledError)) throw raised;
                if (!this.#aborting) {
                    // The parent was cancelled from outside while the block was over.
                    cancellation = raised;
                    this.#abort();
                }
            }
            this.#allDone = null;
        }
        if (this.#base !== null) throw this.#base;
        // A cancellation that the group asked for, and nobody else.
        if (this.#requested && parent.uncancel() === 0) cancellation = null;
        if (cancellation !== null && this.#errors.length === 0) throw cancellation;
        if (error !== null && !(error instanceof CancelledError)) this.#errors.push(error);
        if (this.#errors.length === 0) return;
        // Someone else has cancelled the parent too: its next wait has to raise that.
        if (parent.cancelling() > 0) {
            parent.uncancel();
            parent.cancel();
        }
        throw new ExceptionGroup("unhandled errors in a TaskGroup", this.#errors);
    }

    /** Runs `body(group)` and waits for all tasks. Returns what it returns. Python: `async with TaskGroup() as group`. */
    async with<Result>(body: (group: this) => PromiseLike<Result> | Result): Promise<Result> {
        await this.__aenter__();
        let result: Result | undefined;
        let error: unknown = null;
        try {
            result = await body(this);
        } catch (raised) {
            error = raised;
        }
        await this.__aexit__(error);
        if (error !== null) throw error;
        return result as Result;
    }

    /**
     * Starts a task in the group: see `asyncio.create_task()`. Raises `RuntimeError` outside of the block.
     * Python: `asyncio.TaskGroup.create_task`.
     */
    create_task<T>(coro: Startable<T>, options: TaskOptions = {}): Task<T> {
        const refuse = (why: string): never => {
            if (coro instanceof Coroutine) coro.close();
            throw new RuntimeError(`TaskGroup ${this} ${why}`);
        };
        if (!this.#entered) refuse("has not been entered");
        if (this.#exiting && this.#tasks.size === 0) refuse("is finished");
        if (this.#aborting) refuse("is shutting down");
        const task = (this.#parent as Task).get_loop().create_task(coro, options);
        if (task.done()) this.#onDone(task as Task);
        else {
            this.#tasks.add(task as Task);
            (task as Task).add_done_callback((done) => this.#onDone(done));
        }
        return task;
    }

    #abort(): void {
        this.#aborting = true;
        for (const task of this.#tasks) if (!task.done()) task.cancel();
    }

    #onDone(task: Task): void {
        this.#tasks.delete(task);
        if (this.#allDone !== null && this.#tasks.size === 0 && !this.#allDone.done())
            this.#allDone.set_result(true);
        if (task.cancelled()) return;
        const error = task.exception();
        if (error === null) return;
        this.#errors.push(error);
        if (isBase(error)) this.#base ??= error;
        const parent = this.#parent as Task;
        if (parent.done()) {
            parent.get_loop().call_exception_handler({
                message: `Task ${task} has errored out but its parent task ${parent} is already completed`,
                exception: error,
                task,
            });
            return;
        }
        if (this.#aborting || this.#requested) return;
        // The block is cancelled, unless it is over and only waits for the tasks.
        this.#abort();
        this.#requested = true;
        parent.cancel();
    }
}

function isBase(error: unknown): error is Error {
    return error instanceof SystemExit || error instanceof KeyboardInterrupt;
}
