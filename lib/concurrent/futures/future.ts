import { inspect } from "node:util";
import { threadId } from "node:worker_threads";
import { native } from "../../native/addon";
import { take } from "../../python/arguments";
import { requireCallable } from "../../python/callable";
import { RuntimeError, TimeoutError, TypeError } from "../../python/exceptions";
import { errnoOf, raise, ThreadEnded } from "../../python/raise";
import { readWait } from "../../python/timeouts";
import { typeName } from "../../python/type-name";
import { decode, type Encoded, encode, incoming } from "../../transfer/codec";
import { defineSharedObject, id, SharedObject, setId } from "../../transfer/shared-object";
import { share, type WireHandle } from "../../transfer/structured";
import { CancelledError, InvalidStateError } from "./errors";

/** States in the order of native/futures/future.cc. */
enum State {
    Pending = 0,
    Running = 1,
    Cancelled = 2,
    CancelledAndNotified = 3,
    Finished = 4,
}

const stateNames = ["PENDING", "RUNNING", "CANCELLED", "CANCELLED_AND_NOTIFIED", "FINISHED"];
const stateTexts = ["pending", "running", "cancelled", "cancelled", "finished"];

interface Outcome {
    failed: boolean;
    value: unknown;
}

/** State of this object, beside the state that all threads share. */
interface Local {
    /** Read once, so that an object is the same each time. */
    outcome: Outcome | null;
    /** The functions that were added here, and are called as they are. */
    callbacks: Map<string, Callable>;
}

type Callable = (future: Future<unknown>) => unknown;

/** A function that is called when the future is done, as it crosses to other threads. */
interface Callback {
    /** The number of the thread that added it, and its own number there. */
    name: string;
    fn: Callable;
}

const localKey: unique symbol = Symbol("pysocket.future");
let callbackCount = 0;

/**
 * Outcome of a call in another thread; the same in every thread. A result is copied to each thread that asks
 * for it, except process-wide objects such as sockets; an exception is raised there.
 * Python: `concurrent.futures.Future`.
 */
export class Future<T = unknown> extends SharedObject {
    declare readonly [localKey]: Local;

    constructor(...args: never[]) {
        super();
        if (args.length > 0) takeNothing("__init__", args);
        setId(this, native.future_new());
        setLocal(this);
    }

    /**
     * Waits for the call and returns its result. Waits at most `timeout` seconds; null waits forever.
     *
     * Raises the exception of the call, `CancelledError`, and `TimeoutError`.
     * Python: `concurrent.futures.Future.result`.
     */
    result(timeout?: number | null): T;
    result(options: { timeout?: number | null }): T;
    result(...args: unknown[]): T {
        const { failed, value } = waitFor(this, "result", args);
        if (failed) throw value;
        return value as T;
    }

    /**
     * Waits for the call and returns its exception, or null if it succeeded. Waits at most `timeout` seconds;
     * null waits forever.
     *
     * Raises `CancelledError` and `TimeoutError`. Python: `concurrent.futures.Future.exception`.
     */
    exception(timeout?: number | null): unknown;
    exception(options: { timeout?: number | null }): unknown;
    exception(...args: unknown[]): unknown {
        const { failed, value } = waitFor(this, "exception", args);
        return failed ? value : null;
    }

    /**
     * Has `fn(future)` called once the future is done: by the thread that finishes or cancels it; at once if it is
     * done. What the function raises is printed.
     *
     * Raises `TypeError` for a function that cannot cross to another thread. Python: `concurrent.futures.Future.add_done_callback`.
     */
    add_done_callback(fn: (future: this) => unknown): void;
    add_done_callback(...args: unknown[]): void {
        const [fn] = take({ ...method("add_done_callback"), parameters: ["fn"], required: 1 }, args);
        const callback = requireCallable(fn) as Callable;
        const name = `${threadId}:${callbackCount++}`;
        const { view, length, references } = encode({ name, fn: callback } satisfies Callback);
        this[localKey].callbacks.set(name, callback);
        if (succeed(native.future_add_callback(this[id], view, length, references)) === 1) return;
        this[localKey].callbacks.delete(name);
        callSafely(this, () => callback(this));
    }

    /**
     * Cancels the call. Returns false if it has begun or ended, true if it is cancelled.
     * Python: `concurrent.futures.Future.cancel`.
     */
    cancel(...args: never[]): boolean {
        takeNothing("cancel", args);
        const outcome = succeed(native.future_cancel(this[id]));
        if (outcome === 1) invokeCallbacks(this);
        return outcome > 0;
    }

    /** Whether the call was cancelled. Python: `concurrent.futures.Future.cancelled`. */
    cancelled(...args: never[]): boolean {
        takeNothing("cancelled", args);
        const state = stateOf(this);
        return state === State.Cancelled || state === State.CancelledAndNotified;
    }

    /** Whether the call is running. Python: `concurrent.futures.Future.running`. */
    running(...args: never[]): boolean {
        takeNothing("running", args);
        return stateOf(this) === State.Running;
    }

    /** Whether the call was cancelled or has ended. Python: `concurrent.futures.Future.done`. */
    done(...args: never[]): boolean {
        takeNothing("done", args);
        return stateOf(this) >= State.Cancelled;
    }

    /**
     * Marks the call as running; for executors. Returns false if it was cancelled and must not be made.
     *
     * Raises `RuntimeError` in any other state.
     * Python: `concurrent.futures.Future.set_running_or_notify_cancel`.
     */
    set_running_or_notify_cancel(...args: never[]): boolean {
        takeNothing("set_running_or_notify_cancel", args);
        const outcome = native.future_begin(this[id]);
        if (outcome >= 0) return outcome === 1;
        process.stderr.write(`Future ${this} in unexpected state: ${stateNames[stateOf(this)]}\n`);
        throw new RuntimeError("Future in unexpected state");
    }

    /**
     * Sets the result of the call; for executors.
     *
     * Raises `InvalidStateError` if the future is done. Python: `concurrent.futures.Future.set_result`.
     */
    set_result(result: T): void;
    set_result(...args: unknown[]): void {
        if (args.length !== 1) take({ ...method("set_result"), parameters: ["result"], required: 1 }, args);
        finish(this, { failed: false, value: args[0] }, encode(args[0]));
    }

    /**
     * Sets the exception of the call; for executors.
     *
     * Raises `InvalidStateError` if the future is done. Python: `concurrent.futures.Future.set_exception`.
     */
    set_exception(exception: unknown): void;
    set_exception(...args: unknown[]): void {
        if (args.length !== 1)
            take({ ...method("set_exception"), parameters: ["exception"], required: 1 }, args);
        finish(this, { failed: true, value: args[0] }, encode(args[0]));
    }

    override [share](): WireHandle {
        return { kind: "concurrent/futures:Future", numbers: [this[id]] };
    }

    override toString(): string {
        const state = stateOf(this);
        const text = `<${this.constructor.name} state=${stateTexts[state]}`;
        if (state !== State.Finished) return `${text}>`;
        const { failed, value } = outcomeOf(this, 0);
        return `${text} ${failed ? "raised" : "returned"} ${typeName(value)}>`;
    }

    override [inspect.custom](): string {
        return this.toString();
    }
}

defineSharedObject("concurrent/futures:Future", Future.prototype, (future, number) =>
    setLocal(setId(future, number)),
);

function setLocal(future: Future): Future {
    return Object.defineProperty(future, localKey, { value: { outcome: null, callbacks: new Map() } });
}

/** Whether threads that wait for several futures have been notified. */
export function isSettled(future: Future): boolean {
    return stateOf(future) >= State.CancelledAndNotified;
}

function stateOf(future: Future): State {
    return succeed(native.future_state(future[id]));
}

const CANCELLED = -errnoOf("ECANCELED");

function waitFor(future: Future, name: string, args: unknown[]): Outcome {
    const [timeout = null] = take({ ...method(name), parameters: ["timeout"] }, args);
    return outcomeOf(future, readWait(timeout));
}

function outcomeOf(future: Future, seconds: number): Outcome {
    const local = future[localKey];
    if (local.outcome !== null) return local.outcome;
    const outcome = native.future_wait(future[id], seconds, incoming);
    if (outcome === 0) throw new TimeoutError();
    if (outcome === CANCELLED) throw new CancelledError();
    if (typeof outcome === "number") succeed(outcome);
    const failed = native.numbers[0] === 1;
    local.outcome = { failed, value: decode(outcome) };
    return local.outcome;
}

function finish(future: Future, outcome: Outcome, { view, length, references }: Encoded): void {
    const finished = native.future_finish(future[id], outcome.failed, view, length, references);
    if (finished < 0) throw new InvalidStateError(`${stateNames[stateOf(future)]}: ${future}`);
    future[localKey].outcome = outcome;
    invokeCallbacks(future);
}

function invokeCallbacks(future: Future): void {
    const { callbacks } = future[localKey];
    for (const bytes of native.future_take_callbacks(future[id])) {
        const { name, fn } = decode(bytes) as Callback;
        callSafely(future, () => (callbacks.get(name) ?? fn)(future));
    }
    callbacks.clear();
}

/** Calls the callbacks of futures whose thread was lost. */
export function callUncalled(): void {
    for (;;) {
        const number = native.future_take_uncalled();
        if (number === 0) return;
        const future = Object.create(Future.prototype) as Future;
        setId(future, number);
        invokeCallbacks(setLocal(future));
    }
}

function callSafely(future: Future, callback: () => unknown): void {
    try {
        callback();
    } catch (error) {
        if (error instanceof ThreadEnded) throw error;
        const text = error instanceof Error ? error.stack : String(error);
        process.stderr.write(`exception calling callback for ${future}\n${text}\n`);
    }
}

function succeed(outcome: number): number {
    if (outcome < 0) raise(outcome);
    return outcome;
}

function method(name: string) {
    return { name: `Future.${name}`, parameters: [] as string[], required: 0, method: true };
}

function takeNothing(name: string, args: unknown[]): void {
    if (args.length > 0) take(method(name), args);
}

export function requireFuture(value: unknown): Future {
    if (value instanceof Future) return value;
    throw new TypeError(`'${typeName(value)}' object is no Future`);
}
