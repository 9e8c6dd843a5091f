import { availableParallelism } from "node:os";
import { inspect } from "node:util";
import { Kind, native } from "../../native/addon";
import { isTrue, take } from "../../python/arguments";
import { requireCallable } from "../../python/callable";
import { RuntimeError, TypeError, ValueError } from "../../python/exceptions";
import { errnoOf, raise, ThreadEnded } from "../../python/raise";
import { repr } from "../../python/repr";
import { isAtMost } from "../../python/timeouts";
import { follow, onCollected } from "../../runtime/garbage";
import { Thread, toArguments } from "../../threading/thread";
import type { LibraryJob } from "../../threading/thread-job";
import { handleOf } from "../../threading/thread-state";
import { decode, encode, encodeApart, incoming } from "../../transfer/codec";
import { note, readNote } from "../../transfer/notes";
import { nameValue } from "../../transfer/registry";
import { id } from "../../transfer/shared-object";
import { defineShared, type Shared, share, type WireHandle } from "../../transfer/structured";
import { BrokenThreadPool } from "./errors";
import { Executor, methodOf, readShutdown } from "./executor";
import { callUncalled, Future } from "./future";

/** Keyword arguments of `ThreadPoolExecutor`. */
export interface ThreadPoolExecutorOptions {
    /** Maximum number of threads; by default the number of processors plus four, at most 32. */
    max_workers?: number | null;
    /** Prefix of the threads' names. */
    thread_name_prefix?: string;
    /**
     * Function that each thread calls first, with `initargs`. The thread finds it like the target of a
     * `Thread`.
     */
    // biome-ignore lint/suspicious/noExplicitAny: its arguments are the user's
    initializer?: ((...args: any[]) => unknown) | null;
    /** Arguments of the initializer. */
    initargs?: Iterable<unknown>;
}

/** Properties of an executor that every thread knows. */
interface Setup {
    prefix: string;
    initializer: AnyFunction | null;
    initargs: unknown[];
}

/** A call as a value for a thread. */
interface Call {
    future: Future;
    fn: AnyFunction;
    args: unknown[];
}

type AnyFunction = (...args: unknown[]) => unknown;

const handleKey: unique symbol = Symbol("pysocket.executor");
const BROKEN = "A thread initializer failed, the thread pool is not usable anymore";
const LOST = "A thread of the pool was terminated abruptly while the future was running or pending.";

/**
 * Threads that make calls for others, which they share: they are started when there is more to do than they can, and
 * kept until `shutdown()`, or until nobody has the executor any more. A call sees what a `Thread`'s target sees, as of
 * `submit()`; what it assigns to a variable of a module, later calls in the same thread see. The same executor in every
 * thread that it is passed to.
 *
 * Raises `ValueError` for less than one thread. Python: `concurrent.futures.ThreadPoolExecutor`.
 */
export class ThreadPoolExecutor extends Executor implements Shared {
    declare readonly [handleKey]: number;

    constructor(
        max_workers?: number | null,
        thread_name_prefix?: string,
        initializer?: ThreadPoolExecutorOptions["initializer"],
        initargs?: Iterable<unknown>,
    );
    constructor(options: ThreadPoolExecutorOptions);
    constructor(max_workers: number | null, options: ThreadPoolExecutorOptions);
    constructor(...args: unknown[]) {
        super();
        const [workers = null, prefix = "", initializer = null, initargs] = take(signature, args);
        const limit = workers ?? Math.min(32, availableParallelism() + 4);
        if (isAtMost(limit, 0)) throw new ValueError("max_workers must be greater than 0");
        if (initializer !== null && typeof initializer !== "function")
            throw new TypeError("initializer must be a callable");
        const setup: Setup = {
            prefix: toPrefix(prefix),
            initializer: initializer as AnyFunction | null,
            initargs: toArguments(initargs),
        };
        const handle = native.executor_new(Math.ceil(Number(limit)), setup.prefix);
        setHandle(this, handle);
        note(handle, setup);
        prepareForLoss(handle);
    }

    /**
     * Submits the call `fn(...args)` to a thread and returns its future.
     *
     * Raises `RuntimeError` after `shutdown()`, `BrokenThreadPool` if an initializer has failed, and
     * `TypeError` for a value that cannot be sent to a thread.
     * Python: `concurrent.futures.ThreadPoolExecutor.submit`.
     */
    override submit<T>(fn: (...args: never[]) => T, ...args: unknown[]): Future<Awaited<T>>;
    override submit(...args: unknown[]): Future {
        if (args.length === 0)
            take({ ...methodOf("submit", ["fn"], 1), name: "ThreadPoolExecutor.submit" }, []);
        const [fn, ...rest] = args;
        const future = new Future();
        const call: Call = { future, fn: requireCallable(fn), args: rest };
        const { view, length, references } = encode(call, call.fn.name || "<anonymous>");
        const outcome = native.executor_put(this[handleKey], view, length, references, future[id]);
        if (outcome < 0) refuse(outcome);
        const index = native.numbers[0];
        if (index >= 0) startThread(this, index);
        return future;
    }

    override shutdown(...args: unknown[]): void {
        const { wait, cancelFutures } = readShutdown(args, "ThreadPoolExecutor");
        const handle = this[handleKey];
        native.executor_shut_down(handle);
        if (cancelFutures)
            for (const call of native.executor_drop(handle, false)) (decode(call) as Call).future.cancel();
        if (!wait) return;
        for (const thread of native.executor_threads(handle)) {
            if (thread === native.thread_current()) throw new RuntimeError("cannot join current thread");
            const outcome = native.thread_join(thread, -1);
            if (outcome < 0) raise(outcome);
        }
    }

    [share](): WireHandle {
        return { kind: "concurrent/futures:ThreadPoolExecutor", numbers: [this[handleKey]] };
    }

    override toString(): string {
        return `<concurrent.futures.thread.${this.constructor.name} object>`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}

/** Returns the prefix of the threads' names; by default one with a new number. */
function toPrefix(value: unknown): string {
    if (!isTrue(value)) return `ThreadPoolExecutor-${native.executor_next_name()}`;
    return typeof value === "string" ? value : repr(value);
}

defineShared("concurrent/futures:ThreadPoolExecutor", {
    of: Kind.Owner,
    retain: ([handle]) => native.executor_retain(handle),
    drop: ([handle]) => native.executor_release(handle),
    revive: ([handle]) => setHandle(Object.create(ThreadPoolExecutor.prototype), handle),
});

const signature = {
    name: "ThreadPoolExecutor.__init__",
    parameters: ["max_workers", "thread_name_prefix", "initializer", "initargs"],
    required: 0,
    method: true,
};

function setHandle(executor: ThreadPoolExecutor, handle: number): ThreadPoolExecutor {
    Object.defineProperty(executor, handleKey, { value: handle });
    follow(executor, Kind.Owner, handle);
    return executor;
}

function refuse(outcome: number): never {
    if (outcome === -errnoOf("ECANCELED")) throw new BrokenThreadPool(BROKEN);
    if (outcome === -errnoOf("EPIPE")) throw new RuntimeError("cannot schedule new futures after shutdown");
    if (outcome === -errnoOf("ESHUTDOWN"))
        throw new RuntimeError("cannot schedule new futures after interpreter shutdown");
    raise(outcome);
}

function startThread(executor: ThreadPoolExecutor, index: number): void {
    const handle = executor[handleKey];
    const { prefix } = readNote(handle) as Setup;
    const thread = new ExecutorThread(`${prefix}_${index}`, handle);
    // The thread drops this reference. It does not own the executor, which ends it.
    native.object_retain(handle);
    native.executor_add_thread(handle, handleOf(thread));
    try {
        thread.start();
    } catch (error) {
        native.executor_start_failed(handle, handleOf(thread));
        native.object_release(handle);
        throw error;
    }
}

/** A thread that is lost, because its heap is full or no worker comes up for it, runs no code that could tell. */
function prepareForLoss(handle: number): void {
    const lost = new BrokenThreadPool(LOST);
    lost.stack = `BrokenThreadPool: ${LOST}`;
    const outcome = encodeApart(lost);
    native.executor_set_lost(handle, outcome.view, outcome.length, outcome.references);
    const job: LibraryJob = { library: "concurrent/futures:ExecutorThread", fields: { executor: handle } };
    const { view, length, references } = encode(job);
    native.executor_set_job(handle, view, length, references);
}

/** Number of calls after which a thread lets Node clean up. */
const CALLS_IN_A_ROW = 64;

/** Thread of an executor. */
class ExecutorThread extends Thread {
    constructor(
        name: string,
        readonly executor: number,
    ) {
        super({ name });
    }

    override async run(): Promise<void> {
        const { executor } = this;
        callUncalled();
        await makeCalls(executor);
        // A thread that ends otherwise counts as lost.
        native.executor_leave(executor);
    }
}

// Python's name for it, as its repr shows.
Object.defineProperty(ExecutorThread, "name", { value: "Thread" });
nameValue("concurrent/futures:ExecutorThread", ExecutorThread);

async function makeCalls(executor: number): Promise<void> {
    if (!(await initialise(executor))) return;
    for (let count = 1; ; count++) {
        const outcome = native.executor_take(executor, incoming);
        if (outcome === 0) return;
        if (typeof outcome === "number" && outcome < 0) raise(outcome);
        await make(decode(outcome) as Call);
        if (count % CALLS_IN_A_ROW === 0) await new Promise(setImmediate);
    }
}

async function initialise(executor: number): Promise<boolean> {
    const { initializer, initargs } = readNote(executor) as Setup;
    if (initializer === null) return true;
    try {
        await initializer(...initargs);
        return true;
    } catch (error) {
        if (error instanceof ThreadEnded) throw error;
        const text = error instanceof Error ? error.stack : String(error);
        process.stderr.write(`Exception in initializer:\n${text}\n`);
        for (const call of native.executor_drop(executor, true))
            (decode(call) as Call).future.set_exception(new BrokenThreadPool(BROKEN));
        return false;
    }
}

async function make({ future, fn, args }: Call): Promise<void> {
    if (!future.set_running_or_notify_cancel()) return;
    try {
        const result = fn(...args);
        future.set_result(result instanceof Promise ? await result : result);
    } catch (error) {
        if (error instanceof ThreadEnded) throw error;
        if (!future.done()) future.set_exception(error);
    }
}

onCollected(Kind.Owner, (handle) => native.executor_release(handle));
