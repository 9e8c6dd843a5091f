import { inspect } from "node:util";
import { native } from "../native/addon";
import { take, takeNamed, takeNone, takeOne, takeSome, toSize } from "../python/arguments";
import { RuntimeError, SystemExit, TypeError, ValueError } from "../python/builtins";
import { callable } from "../python/callable";
import { warnDeprecated } from "../python/deprecated";
import { itemsOf } from "../python/items";
import { repr } from "../python/repr";
import { isPlainObject } from "../python/type-name";
import * as barrier from "./barrier";
import * as condition from "./condition";
import { active_count, current_thread } from "./current-thread";
import * as event from "./event";
import * as locals from "./local";
import * as lock from "./lock";
import * as rlock from "./rlock";
import * as semaphore from "./semaphore";
import * as thread from "./thread";
import { defineExcepthook } from "./thread-transfer";
import * as own from "./threading";
import * as timer from "./timer";
import "../runtime/environment";

/**
 * Python's `threading`: native threads, each with its own JavaScript engine, and the primitives that they
 * share.
 *
 * @module
 */

export { type AcquireOptions, TIMEOUT_MAX } from "../python/timeouts";
export type { BarrierOptions } from "./barrier";
export type { LockLike } from "./condition";
export { active_count, current_thread, enumerate, main_thread } from "./current-thread";
export type { SemaphoreOptions } from "./semaphore";
export type { ThreadOptions } from "./thread";
export type { Target } from "./thread-state";
// A namespace is read-only. To assign `excepthook`, use `import threading from "pysocket/threading"`.
export * as default from "./threading";
export type { TimerOptions } from "./timer";

/**
 * Thread: `Thread({ target, args })`, or a subclass that overrides `run()`. It runs on its own native thread
 * with its own JavaScript engine. Python: `threading.Thread`.
 *
 * ```ts
 * const thread = Thread({ target: serve, args: [conn] });
 * thread.start();
 * thread.join();
 * ```
 */
export const Thread = callable(thread.Thread);
export type Thread = thread.Thread;

/**
 * Lock, the same in every thread that it is passed to. Python: `threading.Lock`.
 *
 * ```ts
 * const lock = Lock();
 * {
 *     using _ = lock.hold();
 *     console.log("one thread at a time");
 * }
 * ```
 */
export const Lock = callable(lock.Lock);
export type Lock = lock.Lock;

/** Flag that threads wait for, the same in every thread that it is passed to. Python: `threading.Event`. */
export const Event = callable(event.Event);
export type Event = event.Event;

/** Reentrant lock: the thread that holds it can take it again. Python: `threading.RLock`. */
export const RLock = callable(rlock.RLock);
export type RLock = rlock.RLock;

/** Condition: threads that hold its lock wait until others notify them. Python: `threading.Condition`. */
export const Condition = callable(condition.Condition);
export type Condition = condition.Condition;

/**
 * Semaphore: a counter that `acquire()` decrements, waiting while it is 0, and `release()` increments.
 * Python: `threading.Semaphore`.
 */
export const Semaphore = callable(semaphore.Semaphore);
export type Semaphore = semaphore.Semaphore;

/**
 * Semaphore that raises `ValueError` if it is released more often than acquired.
 * Python: `threading.BoundedSemaphore`.
 */
export const BoundedSemaphore = callable(semaphore.BoundedSemaphore);
export type BoundedSemaphore = semaphore.BoundedSemaphore;

/** Barrier at which threads wait until a number of them have arrived. Python: `threading.Barrier`. */
export const Barrier = callable(barrier.Barrier);
export type Barrier = barrier.Barrier;

/**
 * Raised if a barrier was aborted, reset or timed out while threads waited at it.
 * Python: `threading.BrokenBarrierError`.
 */
export const BrokenBarrierError = callable(barrier.BrokenBarrierError);
export type BrokenBarrierError = barrier.BrokenBarrierError;

/**
 * Thread that calls a function after a number of seconds: `Timer(interval, function)`.
 * Python: `threading.Timer`.
 */
export const Timer = callable(timer.Timer);
export type Timer = timer.Timer;

/** Object whose attributes are separate in each thread. Python: `threading.local`. */
export const local = callable(locals.local);
export type local = locals.local;

/**
 * Raised if a thread cannot be started, or a lock is not held; another name of `RuntimeError`.
 * Python: `threading.ThreadError`.
 */
export const ThreadError = RuntimeError;

type ExceptHookFields = readonly [
    type: unknown,
    value: unknown,
    traceback: string | null,
    thread: Thread | null,
];

class ThreadExceptHookArgs {
    /** Number of fields: 4. */
    static readonly n_fields = 4;
    /** Number of fields with an index: 4. */
    static readonly n_sequence_fields = 4;
    /** Number of fields without a name: 0. */
    static readonly n_unnamed_fields = 0;
    readonly #items: ExceptHookFields;

    constructor(sequence: ExceptHookFields, dict?: Record<string, never>);
    constructor(...args: unknown[]) {
        // The second argument is a dict, not keyword arguments.
        const values = args.length === 2 ? [...args, {}] : args;
        const [sequence, dict = {}] = takeNamed("structseq", ["sequence", "dict"], 1, values);
        const items = typeof sequence === "string" ? [...sequence] : itemsOf(sequence);
        if (items === null) throw new TypeError("constructor requires a sequence");
        if (!isPlainObject(dict))
            throw new TypeError("_thread._ExceptHookArgs() takes a dict as second arg, if any");
        if (items.length !== 4)
            throw new TypeError(
                `_thread._ExceptHookArgs() takes a 4-sequence (${items.length}-sequence given)`,
            );
        if (Object.keys(dict).length > 0)
            throw new TypeError("_thread._ExceptHookArgs() got duplicate or unexpected field name(s)");
        this.#items = items as unknown as ExceptHookFields;
    }

    /** Class of the exception. Python: `threading.ExceptHookArgs.exc_type`. */
    get exc_type(): unknown {
        return this.#items[0];
    }

    /** The exception. Python: `threading.ExceptHookArgs.exc_value`. */
    get exc_value(): unknown {
        return this.#items[1];
    }

    /** Stack trace of the exception, as text. Python: `threading.ExceptHookArgs.exc_traceback`. */
    get exc_traceback(): string | null {
        return this.#items[2];
    }

    /** Thread that the exception ended. Python: `threading.ExceptHookArgs.thread`. */
    get thread(): Thread | null {
        return this.#items[3];
    }

    [Symbol.iterator](): Iterator<unknown> {
        return this.#items.values();
    }

    /** Returns Python's `repr()` of the arguments. */
    toString(): string {
        const fields = ["exc_type", "exc_value", "exc_traceback", "thread"] as const;
        return `_thread._ExceptHookArgs(${fields.map((name) => `${name}=${repr(this[name])}`).join(", ")})`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}

Object.defineProperty(ThreadExceptHookArgs, "name", { value: "_ExceptHookArgs" });

/** Argument of `excepthook`: an exception that ended a thread. Python: `threading.ExceptHookArgs`. */
export const ExceptHookArgs = callable(ThreadExceptHookArgs);
export type ExceptHookArgs = ThreadExceptHookArgs;

/**
 * Prints the exception that ended a thread, with its stack trace, to standard error. Called in that thread.
 * Assign another function to the module's `excepthook` to have it called instead.
 * Python: `threading.excepthook`.
 */
export function excepthook(args: ExceptHookArgs): void {
    takeOne("_thread._excepthook", arguments);
    if (!(args instanceof ThreadExceptHookArgs))
        throw new TypeError("_thread.excepthook argument type must be ExceptHookArgs");
    const { exc_type, exc_value, exc_traceback } = args;
    if (exc_type === SystemExit) return;
    const text = exc_traceback ?? String(exc_value);
    process.stderr.write(`Exception in thread ${args.thread?.name ?? get_ident()}:\n${text}\n`);
}

/** The original `excepthook`, whatever the program has assigned. Python: `threading.__excepthook__`. */
export const __excepthook__ = excepthook;

defineExcepthook({
    get: () => (own.excepthook === excepthook ? undefined : own.excepthook),
    set(hook) {
        (own as { excepthook: unknown }).excepthook = hook ?? excepthook;
    },
});

/** Minimum stack size in bytes that CPython accepts. */
const SMALLEST_STACK = 32768;

/**
 * Sets the stack size in bytes of threads started later; 0 is the system's default. Returns the previous
 * size. A pool worker keeps the stack that it was created with, and has at least 1 MiB.
 *
 * Raises `ValueError` for an invalid size. Python: `threading.stack_size`.
 */
export function stack_size(size?: number): number {
    const [given = 0] = takeSome("", "stack_size", arguments, 0, 1);
    const bytes = toSize(given);
    if (bytes < 0) throw new ValueError("size must be 0 or a positive value");
    if (bytes !== 0 && bytes < SMALLEST_STACK) throw new ValueError(`size not valid: ${size} bytes`);
    return native.thread_stack_size(bytes);
}

/** Old name of `active_count`. Deprecated, as in Python. */
export function activeCount(...args: never[]): number {
    if (args.length > 0) take({ name: "activeCount", parameters: [], required: 0 }, args);
    warnDeprecated("activeCount() is deprecated, use active_count() instead");
    return active_count();
}

/** Old name of `current_thread`. Deprecated, as in Python. */
export function currentThread(...args: never[]): Thread {
    if (args.length > 0) take({ name: "currentThread", parameters: [], required: 0 }, args);
    warnDeprecated("currentThread() is deprecated, use current_thread() instead");
    return current_thread();
}

/** Returns a number for the calling thread that no other living thread has. Python: `threading.get_ident`. */
export function get_ident(...args: never[]): number {
    takeNone("_thread.get_ident", args);
    return current_thread().ident as number;
}

/** Returns the operating system's id of the calling thread. Python: `threading.get_native_id`. */
export function get_native_id(...args: never[]): number {
    takeNone("_thread.get_native_id", args);
    return current_thread().native_id as number;
}
