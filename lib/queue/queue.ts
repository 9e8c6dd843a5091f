import { native } from "../native/addon";
import { asInteger, isTrue, take, takeNamed, takeNone, toSeconds } from "../python/arguments";
import { callable } from "../python/callable";
import * as exceptions from "../python/exceptions";
import { errnoOf, raise, raiseUnordered } from "../python/raise";
import { isPlainObject, typeName } from "../python/type-name";
import { noteAct } from "../runtime/first-act";
import { decode, type Encoded, encode, encodeOrdered, incoming } from "../transfer/codec";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { share, type WireHandle } from "../transfer/structured";
import "../runtime/environment";

/**
 * Python's `queue`: queues between threads. A queue that is passed to another thread is the same queue there.
 * Values are copied, except process-wide objects: sockets, locks, events and queues are shared.
 *
 * @module
 */

class EmptyError extends exceptions.Exception {}
class FullError extends exceptions.Exception {}
class ShutDownError extends exceptions.Exception {}
for (const [Class, name] of [
    [EmptyError, "Empty"],
    [FullError, "Full"],
    [ShutDownError, "ShutDown"],
] as const)
    Object.defineProperty(Class, "name", { value: name });

/** Raised if there is no item, or none in time. Python: `queue.Empty`. */
export const Empty = callable(EmptyError);
export type Empty = EmptyError;

/** Raised if there is no room for an item, or none in time. Python: `queue.Full`. */
export const Full = callable(FullError);
export type Full = FullError;

/** Raised if the queue is shut down. Python: `queue.ShutDown`. */
export const ShutDown = callable(ShutDownError);
export type ShutDown = ShutDownError;

/** Keyword arguments of `put` and `get`. */
export interface WaitOptions {
    /** Whether to wait; by default true. */
    block?: boolean;
    /** Maximum wait in seconds; null, the default, waits forever. */
    timeout?: number | null;
}

// biome-ignore lint/suspicious/noExplicitAny: what is in a queue is the user's
type Item = any;

enum Order {
    First = 0,
    Last = 1,
    Least = 2,
}

const NEVER = -1;

/** Common base of all queues: a native object, and items that are encoded for it. */
abstract class AnyQueue<T> extends SharedObject {
    /** Returns the number of items. Python: `queue.Queue.qsize`. */
    abstract qsize(...args: never[]): number;

    override toString(): string {
        return `<${this.constructor.name} object>`;
    }

    /** Encodes an item. */
    protected encoded(item: T): Encoded {
        return encode(item);
    }

    /** Encodes an item and puts it into the queue, waiting for `timeout` seconds (-1: forever). */
    protected insert(item: T, timeout: number): void {
        const value = this.encoded(item);
        const { view, length, references } = value;
        const outcome = native.queue_put(this[id], atMost(timeout), view, length, references);
        if (outcome !== 1) fail(outcome, FullError, timeout);
    }

    /** Takes an item out of the queue and decodes it, waiting for `timeout` seconds (-1: forever). */
    protected remove(timeout: number): T {
        const outcome = native.queue_get(this[id], atMost(timeout), incoming);
        if (typeof outcome === "number" ? outcome > 0 : typeof outcome === "object")
            return decode(outcome as number | Uint8Array) as T;
        return fail(outcome as number | string, EmptyError, timeout);
    }
}

/**
 * First in, first out. With a `maxsize` above 0, `put()` waits while the queue has that many items.
 *
 * Raises `TypeError` for a maxsize that is not a number. Python: `queue.Queue`.
 */
class FifoQueue<T = Item> extends AnyQueue<T> {
    constructor(maxsize?: number | { maxsize?: number }, ...rest: never[]) {
        super();
        refuseHooks(this);
        const [limit = 0] = takeMethod("Queue.__init__", ["maxsize"], 0, [maxsize, ...rest]);
        setId(this, native.queue_new(this.order, toLimit(limit)));
    }

    /**
     * Puts an item into the queue. Waits for room at most `timeout` seconds; null waits forever. Does not
     * wait if `block` is false. The item must be the first argument.
     *
     * Raises `Full`, `ShutDown`, `ValueError` for a negative timeout, and `TypeError` for a value that cannot
     * be sent to another thread. Python: `queue.Queue.put`.
     *
     * ```ts
     * queue.put([conn, address]);
     * ```
     */
    put(item: T, block?: boolean, timeout?: number | null): void;
    put(item: T, options: WaitOptions): void;
    put(...args: unknown[]): void {
        noteAct();
        if (args.length === 1) {
            this.insert(args[0] as T, NEVER);
            return;
        }
        requireItem("Queue.put", args);
        const [block = true, timeout = null] = takeRest("Queue.put", args);
        this.insert(args[0] as T, this.maxsize > 0 ? toTimeout(this, block, timeout) : NEVER);
    }

    /**
     * Takes an item out of the queue. Waits for one at most `timeout` seconds; null waits forever. Does not
     * wait if `block` is false.
     *
     * Raises `Empty`, `ShutDown`, and `ValueError` for a negative timeout. Python: `queue.Queue.get`.
     *
     * ```ts
     * const [conn, address] = queue.get();
     * ```
     */
    get(block?: boolean, timeout?: number | null): T;
    get(options: WaitOptions): T;
    get(...args: unknown[]): T {
        noteAct();
        if (args.length === 0) return this.remove(NEVER);
        const [block = true, timeout = null] = takeMethod("Queue.get", ["block", "timeout"], 0, args);
        return this.remove(toTimeout(this, block, timeout));
    }

    /**
     * Puts an item into the queue without waiting. Raises `Full` and `ShutDown`.
     * Python: `queue.Queue.put_nowait`.
     */
    put_nowait(item: T, ...rest: never[]): void;
    put_nowait(...args: unknown[]): void {
        noteAct();
        requireItem("Queue.put_nowait", args);
        if (args.length > 1) takeMethod("Queue.put_nowait", ["item"], 1, [0, ...args.slice(1)]);
        this.insert(args[0] as T, 0);
    }

    /**
     * Takes an item out of the queue without waiting. Raises `Empty` and `ShutDown`.
     * Python: `queue.Queue.get_nowait`.
     */
    get_nowait(...args: never[]): T {
        noteAct();
        takeNothing("Queue.get_nowait", args);
        return this.remove(0);
    }

    /** Returns the number of items. Python: `queue.Queue.qsize`. */
    qsize(...args: never[]): number {
        takeNothing("Queue.qsize", args);
        return native.queue_size(this[id]);
    }

    /** Whether the queue has no items. Python: `queue.Queue.empty`. */
    empty(...args: never[]): boolean {
        takeNothing("Queue.empty", args);
        return native.queue_size(this[id]) === 0;
    }

    /** Whether the queue has no room. Python: `queue.Queue.full`. */
    full(...args: never[]): boolean {
        takeNothing("Queue.full", args);
        return native.queue_full(this[id]) === 1;
    }

    /**
     * Marks one item as done; see `join()`.
     *
     * Raises `ValueError` if called more often than there were items. Python: `queue.Queue.task_done`.
     */
    task_done(...args: never[]): void {
        takeNothing("Queue.task_done", args);
        if (native.queue_task_done(this[id]) < 0)
            throw new exceptions.ValueError("task_done() called too many times");
    }

    /**
     * Waits until every item that was put has been marked as done with `task_done()`.
     * Python: `queue.Queue.join`.
     */
    join(...args: never[]): void {
        takeNothing("Queue.join", args);
        noteAct();
        const outcome = native.queue_join(this[id]);
        if (outcome < 0) raise(outcome);
    }

    /**
     * Shuts the queue down. `put()` then raises `ShutDown`; `get()` does once the queue is empty, or right
     * away if `immediate` is true. Blocked callers are woken. Python: `queue.Queue.shutdown`.
     */
    shutdown(immediate?: boolean | { immediate?: boolean }, ...rest: never[]): void;
    shutdown(...args: unknown[]): void {
        const [immediate = false] = takeMethod("Queue.shutdown", ["immediate"], 0, args);
        native.queue_shut_down(this[id], isTrue(immediate));
    }

    /** Maximum number of items; no limit if it is 0 or less. Python: `queue.Queue.maxsize`. */
    get maxsize(): number {
        return native.queue_maxsize(this[id]);
    }

    set maxsize(maxsize: number) {
        native.queue_set_maxsize(this[id], toLimit(maxsize));
    }

    /** Whether `shutdown()` was called. Python: `queue.Queue.is_shutdown`. */
    get is_shutdown(): boolean {
        return native.queue_is_shut_down(this[id]) === 1;
    }

    /** Number of items not yet marked as done with `task_done()`. Python: `queue.Queue.unfinished_tasks`. */
    get unfinished_tasks(): number {
        return native.queue_unfinished(this[id]);
    }

    /** Copies of the items, in storage order. Python: `queue.Queue.queue`. */
    get queue(): T[] {
        return native.queue_items(this[id]).map((item) => decode(item) as T);
    }

    override [share](): WireHandle {
        return { kind: "queue:Queue", numbers: [this[id]] };
    }

    override toString(): string {
        return `<queue.${this.constructor.name} object>`;
    }

    /** Order of the items. */
    protected get order(): Order {
        return Order.First;
    }
}

class LastInFirstOut<T = Item> extends FifoQueue<T> {
    protected override get order(): Order {
        return Order.Last;
    }

    override [share](): WireHandle {
        return { kind: "queue:LifoQueue", numbers: [this[id]] };
    }
}

class LeastFirst<T = Item> extends FifoQueue<T> {
    protected override get order(): Order {
        return Order.Least;
    }

    protected override encoded(item: T): Encoded {
        return encodeOrdered(item);
    }

    override [share](): WireHandle {
        return { kind: "queue:PriorityQueue", numbers: [this[id]] };
    }
}

class UnlimitedQueue<T = Item> extends AnyQueue<T> {
    constructor(...args: never[]) {
        super();
        const keywords = args.length === 1 && isPlainObject(args[0]);
        if (args.length > 0)
            throw new exceptions.TypeError(
                `SimpleQueue() takes no ${keywords ? "keyword" : "positional"} arguments`,
            );
        setId(this, native.queue_new(Order.First, 0));
    }

    /**
     * Puts an item into the queue, which always has room. `block` and `timeout` are ignored. Raises
     * `TypeError` for a value that cannot be sent to another thread. Python: `queue.SimpleQueue.put`.
     */
    put(item: T, block?: boolean, timeout?: number | null): void;
    put(item: T, options: WaitOptions): void;
    put(...args: unknown[]): void {
        noteAct();
        if (args.length !== 1) {
            if (args.length === 0) takeNamed("put", ["item", "block", "timeout"], 1, args);
            takeNamed("put", ["item", "block", "timeout"], 1, [0, ...args.slice(1)]);
        }
        this.insert(args[0] as T, NEVER);
    }

    /**
     * Takes an item out of the queue. Waits for one at most `timeout` seconds; null waits forever. Does not
     * wait if `block` is false. Raises `Empty`, and `ValueError` for a negative timeout.
     * Python: `queue.SimpleQueue.get`.
     */
    get(block?: boolean, timeout?: number | null): T;
    get(options: WaitOptions): T;
    get(...args: unknown[]): T {
        noteAct();
        if (args.length === 0) return this.remove(NEVER);
        const [block = true, timeout = null] = takeNamed("get", ["block", "timeout"], 0, args);
        if (!isTrue(block)) return this.remove(0);
        if (timeout === null) return this.remove(NEVER);
        const seconds = toSeconds(timeout);
        if (seconds < 0) throw new exceptions.ValueError("'timeout' must be a non-negative number");
        return this.remove(seconds);
    }

    /**
     * Puts an item into the queue, which always has room. Raises `TypeError` for a value that cannot be sent
     * to another thread. Python: `queue.SimpleQueue.put_nowait`.
     */
    put_nowait(item: T, ...rest: never[]): void;
    put_nowait(...args: unknown[]): void {
        noteAct();
        if (args.length !== 1)
            takeNamed("put_nowait", ["item"], 1, args.length === 0 ? [] : [0, ...args.slice(1)]);
        this.insert(args[0] as T, NEVER);
    }

    /**
     * Takes an item out of the queue without waiting. Raises `Empty`. Python: `queue.SimpleQueue.get_nowait`.
     */
    get_nowait(...args: never[]): T {
        noteAct();
        if (args.length > 0) throw new exceptions.TypeError("get_nowait() takes no arguments");
        return this.remove(0);
    }

    /** Returns the number of items. Python: `queue.SimpleQueue.qsize`. */
    qsize(...args: never[]): number {
        takeNone("SimpleQueue.qsize", args);
        return native.queue_size(this[id]);
    }

    /** Whether the queue has no items. Python: `queue.SimpleQueue.empty`. */
    empty(...args: never[]): boolean {
        takeNone("SimpleQueue.empty", args);
        return native.queue_size(this[id]) === 0;
    }

    override [share](): WireHandle {
        return { kind: "queue:SimpleQueue", numbers: [this[id]] };
    }

    override toString(): string {
        return `<_queue.${this.constructor.name} object>`;
    }
}

for (const [name, Class] of [
    ["Queue", FifoQueue],
    ["LifoQueue", LastInFirstOut],
    ["PriorityQueue", LeastFirst],
    ["SimpleQueue", UnlimitedQueue],
] as const) {
    Object.defineProperty(Class, "name", { value: name });
    defineSharedObject(`queue:${name}`, Class.prototype);
}

/** Type of a generic class that can be called without `new`. */
interface QueueClass {
    new <T = Item>(maxsize?: number | { maxsize?: number }): FifoQueue<T>;
    <T = Item>(maxsize?: number | { maxsize?: number }): FifoQueue<T>;
}

interface LifoQueueClass {
    new <T = Item>(maxsize?: number | { maxsize?: number }): LastInFirstOut<T>;
    <T = Item>(maxsize?: number | { maxsize?: number }): LastInFirstOut<T>;
}

interface PriorityQueueClass {
    new <T = Item>(maxsize?: number | { maxsize?: number }): LeastFirst<T>;
    <T = Item>(maxsize?: number | { maxsize?: number }): LeastFirst<T>;
}

interface SimpleQueueClass {
    new <T = Item>(): UnlimitedQueue<T>;
    <T = Item>(): UnlimitedQueue<T>;
}

/**
 * Queue between threads, first in, first out: `Queue(maxsize)`. With a `maxsize` above 0, `put()` waits for
 * room. Python: `queue.Queue`.
 *
 * ```ts
 * const jobs = Queue(10);
 * Thread({ target: work, args: [jobs] }).start();
 * jobs.put("first");
 * ```
 */
export const Queue = callable(FifoQueue) as unknown as QueueClass;
export type Queue<T = Item> = FifoQueue<T>;

/** Queue between threads, last in, first out: `LifoQueue(maxsize)`. Python: `queue.LifoQueue`. */
export const LifoQueue = callable(LastInFirstOut) as unknown as LifoQueueClass;
export type LifoQueue<T = Item> = LastInFirstOut<T>;

/**
 * Queue between threads, smallest item first: `PriorityQueue(maxsize)`. Items are ordered as by Python's `<`:
 * numbers, strings by code point, bytes, dates, and arrays element by element. `put()` and `get()` raise
 * `TypeError` for items without an order. Python: `queue.PriorityQueue`.
 */
export const PriorityQueue = callable(LeastFirst) as unknown as PriorityQueueClass;
export type PriorityQueue<T = Item> = LeastFirst<T>;

/**
 * Queue between threads, first in, first out, without a limit and without `join()`.
 * Python: `queue.SimpleQueue`.
 */
export const SimpleQueue = callable(UnlimitedQueue) as unknown as SimpleQueueClass;
export type SimpleQueue<T = Item> = UnlimitedQueue<T>;

/**
 * Returns the seconds to wait, or 0 not to wait. A queue that is shut down raises before its timeout is
 * checked.
 */
function toTimeout(queue: FifoQueue, block: unknown, timeout: unknown): number {
    if (!isTrue(block)) return 0;
    if (timeout === null) return NEVER;
    const seconds = readSeconds(timeout);
    return seconds === null ? refuseTimeout(queue, timeout) : seconds;
}

/** Seconds beyond the range of a clock in nanoseconds. */
const TOO_LONG = 2 ** 63 / 1e9;

/**
 * Returns 0 for a timeout that is too long: `fail` then raises, as CPython does when it would have to wait.
 */
function atMost(timeout: number): number {
    return timeout >= TOO_LONG ? 0 : timeout;
}

/** Returns the timeout in seconds; null if it is not a number. NaN never ends, so CPython waits forever. */
function readSeconds(timeout: unknown): number | null {
    if (typeof timeout === "number") return timeout < 0 ? null : Number.isNaN(timeout) ? NEVER : timeout;
    const integer = asInteger(timeout);
    if (integer === null || integer < 0) return null;
    const seconds = Number(integer);
    if (seconds === Infinity) throw new exceptions.OverflowError("int too large to convert to float");
    return seconds;
}

function refuseTimeout(queue: FifoQueue, timeout: unknown): never {
    if (queue.is_shutdown && queue.qsize() === 0) throw new ShutDownError();
    if (typeof timeout === "number" || asInteger(timeout) !== null)
        throw new exceptions.ValueError("'timeout' must be a non-negative number");
    throw new exceptions.TypeError(`'<' not supported between instances of '${typeName(timeout)}' and 'int'`);
}

function toLimit(maxsize: unknown): number {
    if (typeof maxsize === "number") return maxsize;
    const integer = asInteger(maxsize);
    if (integer !== null) return Number(integer);
    throw new exceptions.TypeError(`'>' not supported between instances of '${typeName(maxsize)}' and 'int'`);
}

/** Raises the exception for a native outcome. `Missed` is the exception after a timeout. */
function fail(outcome: number | string, Missed: typeof EmptyError, timeout: number): never {
    if (typeof outcome === "string") raiseUnordered(outcome);
    if (outcome === 0 && timeout >= TOO_LONG)
        throw new exceptions.OverflowError("timestamp out of range for platform time_t");
    if (outcome === 0) throw new Missed();
    if (outcome === SHUT_DOWN) throw new ShutDownError();
    raise(outcome);
}

const SHUT_DOWN = -errnoOf("EPIPE");

/** Methods that CPython's queues call on the object. Here the items are not in the calling thread. */
const hooks = ["_init", "_qsize", "_put", "_get"];

function refuseHooks(queue: object): void {
    const hook = hooks.find((name) => name in queue);
    if (hook !== undefined)
        throw new exceptions.TypeError(
            `${queue.constructor.name}.${hook}() cannot be overridden: the values are not in this thread`,
        );
}

function takeMethod(name: string, parameters: string[], required: number, args: unknown[]): unknown[] {
    return take({ name, parameters, required, method: true }, args);
}

function takeNothing(name: string, args: unknown[]): void {
    if (args.length > 0) takeMethod(name, [], 0, args);
}

/** Requires the item as first argument. An object there is the item, not keyword arguments. */
function requireItem(name: string, args: unknown[]): void {
    const parameters = name.endsWith("_nowait") ? ["item"] : ["item", "block", "timeout"];
    if (args.length === 0) takeMethod(name, parameters, 1, args);
}

/** Reads the arguments after the item. */
function takeRest(name: string, args: unknown[]): unknown[] {
    return takeMethod(name, ["item", "block", "timeout"], 1, [0, ...args.slice(1)]).slice(1);
}
