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
import * as event from "./event";
import * as locals from "./local";
import * as lock from "./lock";
import * as rlock from "./rlock";
import * as semaphore from "./semaphore";
import * as thread from "./thread";
import * as timer from "./timer";
import "../runtime/environment";

/**
 * Python's `threading`: native threads with a JavaScript engine each, and what they share.
 *
 * @module
 */

export { type AcquireOptions, TIMEOUT_MAX } from "../python/timeouts";
export type { BarrierOptions } from "./barrier";
export type { LockLike } from "./condition";
export type { SemaphoreOptions } from "./semaphore";
export {
    active_count,
    current_thread,
    enumerate,
    main_thread,
    type Target,
    type ThreadOptions,
} from "./thread";
// A namespace is read-only: `import threading from "pysocket/threading"` is what `excepthook` can be assigned on.
export * as default from "./threading";
export type { TimerOptions } from "./timer";

export const Thread = callable(thread.Thread);
export type Thread = thread.Thread;

export const Lock = callable(lock.Lock);
export type Lock = lock.Lock;

export const Event = callable(event.Event);
export type Event = event.Event;

export const RLock = callable(rlock.RLock);
export type RLock = rlock.RLock;

export const Condition = callable(condition.Condition);
export type Condition = condition.Condition;

export const Semaphore = callable(semaphore.Semaphore);
export type Semaphore = semaphore.Semaphore;

export const BoundedSemaphore = callable(semaphore.BoundedSemaphore);
export type BoundedSemaphore = semaphore.BoundedSemaphore;

export const Barrier = callable(barrier.Barrier);
export type Barrier = barrier.Barrier;

export const BrokenBarrierError = callable(barrier.BrokenBarrierError);
export type BrokenBarrierError = barrier.BrokenBarrierError;

export const Timer = callable(timer.Timer);
export type Timer = timer.Timer;

export const local = callable(locals.local);
export type local = locals.local;

/** What a thread that cannot be started, or a lock that is not held, raises. Python: `threading.ThreadError`. */
export const ThreadError = RuntimeError;

type ExceptHookFields = readonly [
    type: unknown,
    value: unknown,
    traceback: string | null,
    thread: Thread | null,
];

class ThreadExceptHookArgs {
    static readonly n_fields = 4;
    static readonly n_sequence_fields = 4;
    static readonly n_unnamed_fields = 0;
    readonly #items: ExceptHookFields;

    constructor(sequence: ExceptHookFields, dict?: Record<string, never>);
    constructor(...args: unknown[]) {
        // The second is a dict, and no keyword arguments.
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

    /** The class of the exception. */
    get exc_type(): unknown {
        return this.#items[0];
    }

    get exc_value(): unknown {
        return this.#items[1];
    }

    /** The stack, as text. */
    get exc_traceback(): string | null {
        return this.#items[2];
    }

    get thread(): Thread | null {
        return this.#items[3];
    }

    [Symbol.iterator](): Iterator<unknown> {
        return this.#items.values();
    }

    toString(): string {
        const fields = ["exc_type", "exc_value", "exc_traceback", "thread"] as const;
        return `_thread._ExceptHookArgs(${fields.map((name) => `${name}=${repr(this[name])}`).join(", ")})`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}

Object.defineProperty(ThreadExceptHookArgs, "name", { value: "_ExceptHookArgs" });

/** What `excepthook` is told about an exception that ended a thread. Python: `threading.ExceptHookArgs`. */
export const ExceptHookArgs = callable(ThreadExceptHookArgs);
export type ExceptHookArgs = ThreadExceptHookArgs;

/**
 * Called in a thread that an exception has ended: prints it, with its stack, to standard error.
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

/** What `excepthook` is unless the program has assigned another one. Python: `threading.__excepthook__`. */
export const __excepthook__ = excepthook;

/** What CPython takes for the least that a thread can do with. */
const SMALLEST_STACK = 32768;

/**
 * The size in bytes of the stacks of threads that are made from now on; 0 is the system's own. Returns the size until
 * now. A worker of the pool keeps the stack that it was made with, and has at least 1 MiB.
 *
 * Raises `ValueError` for a size that no stack can have. Python: `threading.stack_size`.
 */
export function stack_size(size?: number): number {
    const [given = 0] = takeSome("", "stack_size", arguments, 0, 1);
    const bytes = toSize(given);
    if (bytes < 0) throw new ValueError("size must be 0 or a positive value");
    if (bytes !== 0 && bytes < SMALLEST_STACK) throw new ValueError(`size not valid: ${size} bytes`);
    return native.thread_stack_size(bytes);
}

/** The old name of `active_count`. Deprecated, as in Python. */
export function activeCount(...args: never[]): number {
    if (args.length > 0) take({ name: "activeCount", parameters: [], required: 0 }, args);
    warnDeprecated("activeCount() is deprecated, use active_count() instead");
    return thread.active_count();
}

/** The old name of `current_thread`. Deprecated, as in Python. */
export function currentThread(...args: never[]): Thread {
    if (args.length > 0) take({ name: "currentThread", parameters: [], required: 0 }, args);
    warnDeprecated("currentThread() is deprecated, use current_thread() instead");
    return thread.current_thread();
}

/** A number for the calling thread, unlike that of any other alive. Python: `threading.get_ident`. */
export function get_ident(...args: never[]): number {
    takeNone("_thread.get_ident", args);
    return thread.current_thread().ident as number;
}

/** The system's number for the calling thread. Python: `threading.get_native_id`. */
export function get_native_id(...args: never[]): number {
    takeNone("_thread.get_native_id", args);
    return thread.current_thread().native_id as number;
}
