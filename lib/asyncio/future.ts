import { take, takeOne } from "../python/arguments";
import { requireCallable } from "../python/callable";
import { BaseException, RuntimeError, StopIteration, TypeError } from "../python/exceptions";
import { repr } from "../python/repr";
import { CancelledError, InvalidStateError } from "./exceptions";
import type { EventLoop } from "./loop";
import { currentScope, requireLoop } from "./scope";
import type { Task } from "./task";

type Callback = (future: never) => unknown;

/** Options of `Future()`. */
export interface FutureOptions {
    /** Loop that the future belongs to; by default the running one. */
    loop?: EventLoop | null;
}

enum State {
    Pending = 0,
    Cancelled = 1,
    Finished = 2,
}

const names = ["pending", "cancelled", "finished"];

/** One `await` of a future: resumed when the future is done, or when its task is cancelled meanwhile. */
export class Waiting {
    isOver = false;

    constructor(
        readonly future: Future,
        readonly task: Task | null,
        private readonly resolve: (value: unknown) => void,
        private readonly reject: (reason: unknown) => void,
    ) {}

    /** Resumes the `await`. A task that was cancelled since the future was done gets its CancelledError. */
    resume(): void {
        if (this.isOver) return;
        this.isOver = true;
        this.task?.leave(this);
        const cancellation = this.task?.takeCancellation() ?? null;
        if (cancellation !== null) this.reject(cancellation);
        else this.future.settle(this.resolve, this.reject);
    }
}

const resume = (waiting: Waiting): void => waiting.resume();

/**
 * A result that is not there yet. `await future` waits for it; cancelling the waiting task cancels the future.
 *
 * Raises `RuntimeError` outside of a running loop. Python: `asyncio.Future`.
 *
 * ```ts
 * const future = loop.create_future();
 * loop.call_later(1, () => future.set_result("done"));
 * const value = await future;
 * ```
 */
export class Future<T = unknown> implements PromiseLike<T> {
    readonly #loop: EventLoop;
    #state = State.Pending;
    #value: T | undefined;
    #exception: Error | null = null;
    #message: unknown = null;
    /** Awaits and callbacks, which are served in their order. */
    #listeners: (Waiting | Callback)[] = [];
    /** True while an exception is there that nobody has asked for. */
    #unretrieved = false;

    constructor(options?: FutureOptions) {
        const [loop = null] = take(signature, options === undefined ? [] : [options]);
        this.#loop = (loop as EventLoop | null) ?? requireLoop();
    }

    /** Returns the loop that the future belongs to. Python: `asyncio.Future.get_loop`. */
    get_loop(): EventLoop {
        return this.#loop;
    }

    /** Whether there is a result or an exception, or the future was cancelled. Python: `asyncio.Future.done`. */
    done(): boolean {
        return this.#state !== State.Pending;
    }

    /** Whether the future was cancelled. Python: `asyncio.Future.cancelled`. */
    cancelled(): boolean {
        return this.#state === State.Cancelled;
    }

    /**
     * Returns the result, or raises the exception. Raises `CancelledError` if the future was cancelled, and
     * `InvalidStateError` if it is not done. Python: `asyncio.Future.result`.
     */
    result(): T {
        if (this.#state === State.Pending) throw new InvalidStateError("Result is not set.");
        const error = this.outcome();
        if (error !== null) throw error;
        return this.#value as T;
    }

    /**
     * Returns the exception; null if there is a result. Raises `CancelledError` if the future was cancelled, and
     * `InvalidStateError` if it is not done. Python: `asyncio.Future.exception`.
     */
    exception(): Error | null {
        if (this.#state === State.Pending) throw new InvalidStateError("Exception is not set.");
        if (this.#state === State.Cancelled) throw this.makeCancelledError();
        return this.outcome();
    }

    /** Returns what `await` throws, or null; nobody is then told that it was never retrieved. */
    outcome(): Error | null {
        if (this.#state === State.Cancelled) return this.makeCancelledError();
        if (this.#unretrieved) {
            this.#unretrieved = false;
            this.#loop.forgetFailure(this as Future);
        }
        return this.#exception;
    }

    /** Whether it ended with an exception. */
    failed(): boolean {
        return this.#exception !== null;
    }

    /** Returns the error for waits on this cancelled future. */
    makeCancelledError(): CancelledError {
        return this.#message === null ? new CancelledError() : new CancelledError(this.#message);
    }

    /**
     * Has `callback(future)` called by the loop once the future is done. Python: `asyncio.Future.add_done_callback`.
     */
    add_done_callback(callback: (future: this) => unknown): void;
    add_done_callback(...args: unknown[]): void {
        const callback = requireCallable(takeOne("Future.add_done_callback", args)) as Callback;
        if (this.#state === State.Pending) this.#listeners.push(callback);
        else this.#loop.call_soon(callback as (future: this) => unknown, this);
    }

    /** Removes a callback. Returns how often it was there. Python: `asyncio.Future.remove_done_callback`. */
    remove_done_callback(callback: (future: this) => unknown): number {
        const left = this.#listeners.filter((each) => each !== callback);
        const removed = this.#listeners.length - left.length;
        this.#listeners = left;
        return removed;
    }

    /** Sets the result. Raises `InvalidStateError` if the future is done. Python: `asyncio.Future.set_result`. */
    set_result(result: T): void {
        this.finish(result, null);
    }

    /**
     * Sets the exception: an error, or a class of which one is made. Raises `InvalidStateError` if the future is
     * done, and `TypeError` for what is no exception. Python: `asyncio.Future.set_exception`.
     */
    set_exception(exception: Error | (new () => Error)): void {
        if (this.#state !== State.Pending) throw new InvalidStateError("invalid state");
        const error = typeof exception === "function" ? makeError(exception) : exception;
        if (!(error instanceof Error)) throw new TypeError("invalid exception object");
        if (error instanceof StopIteration)
            throw new RuntimeError(
                "StopIteration interacts badly with generators and cannot be raised into a Future",
            );
        this.finish(undefined, error);
    }

    /**
     * Cancels the future: waits on it raise `CancelledError`, with the message if there is one. Returns false if it is
     * done. Python: `asyncio.Future.cancel`.
     */
    cancel(msg: unknown = null): boolean {
        if (this.#state !== State.Pending) return false;
        this.#message = messageOf(msg);
        this.#end(State.Cancelled);
        return true;
    }

    /** Sets the outcome, also of a task. */
    protected finish(value: T | undefined, error: Error | null): void {
        if (this.#state !== State.Pending) throw new InvalidStateError("invalid state");
        this.#value = value;
        this.#exception = error;
        if (error !== null) {
            this.#unretrieved = true;
            this.#loop.noteFailure(this as Future, error);
        }
        this.#end(State.Finished);
    }

    /** Ends the future, and has the loop serve who listens; who waits at once if `isNow`. */
    #end(state: State, isNow = false): void {
        this.#state = state;
        const listeners = this.#listeners;
        this.#listeners = [];
        for (const each of listeners) {
            if (!(each instanceof Waiting)) this.#loop.call_soon(each as (future: this) => unknown, this);
            else if (isNow) each.resume();
            else this.#loop.soon(resume, each);
        }
    }

    /**
     * Sets the result and resumes who waits in this turn of the loop. For results that come from outside of the
     * program, which therefore cannot keep the loop from turning.
     */
    deliver(result: T): void {
        if (this.#state !== State.Pending) return;
        this.#value = result;
        this.#end(State.Finished, true);
    }

    /** Passes the outcome of the future, which is done, to a promise. */
    settle(resolve: (value: T) => void, reject: (reason: unknown) => void): void {
        const error = this.outcome();
        if (error === null) resolve(this.#value as T);
        else reject(error);
    }

    #wait(resolve: (value: T) => void, reject: (reason: unknown) => void): void {
        if (this.#state !== State.Pending) {
            this.settle(resolve, reject);
            return;
        }
        const task = currentScope()?.task ?? null;
        if ((task as unknown) === this) {
            reject(new RuntimeError(`Task cannot await on itself: ${this}`));
            return;
        }
        const waiting = new Waiting(this as Future, task, resolve as (value: unknown) => void, reject);
        this.#listeners.push(waiting);
        task?.enter(waiting);
    }

    // biome-ignore lint/suspicious/noThenProperty: it is awaited, as Python's futures are
    then<Done = T, Failed = never>(
        onfulfilled?: ((value: T) => Done | PromiseLike<Done>) | null,
        onrejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
    ): Promise<Done | Failed> {
        return new Promise<T>((resolve, reject) => this.#wait(resolve as (value: T) => void, reject)).then(
            onfulfilled,
            onrejected,
        );
    }

    /** Parts of the text between `<` and `>`. */
    protected describe(): string[] {
        const parts = [names[this.#state]];
        if (this.#state !== State.Finished) return parts;
        if (this.#exception !== null) return [...parts, `exception=${repr(this.#exception)}`];
        return [...parts, `result=${repr(this.#value)}`];
    }

    /** Returns the object as Python shows it. */
    toString(): string {
        return `<${this.constructor.name} ${this.describe().join(" ")}>`;
    }
}

const signature = {
    name: "Future",
    parameters: [],
    required: 0,
    keywordOnly: ["loop"],
};

function makeError(Class: new () => Error): unknown {
    const isError = Class.prototype instanceof Error || (Class as unknown) === Error;
    return isError ? new Class() : Class;
}

/** Returns the message of a cancellation: null without one. */
export function messageOf(msg: unknown): unknown {
    const isOption = typeof msg === "object" && msg !== null && Object.hasOwn(msg, "msg");
    return (isOption ? (msg as { msg: unknown }).msg : msg) ?? null;
}

/** Whether the value is a future or a task. Python: `asyncio.isfuture`. */
export function isfuture(obj: unknown): obj is Future {
    return obj instanceof Future;
}

/** Returns a thrown value as an error. */
export function toError(thrown: unknown): Error {
    return thrown instanceof Error ? thrown : new BaseException(String(thrown));
}
