import { asInteger, take } from "../python/arguments";
import { TypeError, ValueError } from "../python/exceptions";
import { typeName } from "../python/type-name";
import { Coroutine } from "./coroutine";
import { QueueEmpty, QueueFull, QueueShutDown } from "./exceptions";
import type { Future } from "./future";
import { Event } from "./locks";
import { requireLoop } from "./scope";

/**
 * A queue between the tasks of a loop, first in, first out. With a `maxsize` above 0, `put()` waits while there are
 * that many items. For queues between threads see `queue`. Python: `asyncio.Queue`.
 */
export class Queue<T = unknown> {
    readonly #maxsize: number;
    readonly #getters = new Set<Future<null>>();
    readonly #putters = new Set<Future<null>>();
    readonly #finished = new Event();
    #unfinished = 0;
    #shutdown = false;
    #items: T[] = [];
    #head = 0;

    /** `maxsize`: maximum number of items; 0, the default, sets none. */
    constructor(maxsize: number | { maxsize?: number } = 0) {
        const [most = 0] = take(
            { name: "Queue.__init__", parameters: ["maxsize"], required: 0, method: true },
            [maxsize],
        );
        if (typeof most !== "number" && asInteger(most) === null)
            throw new TypeError(`'<=' not supported between instances of '${typeName(most)}' and 'int'`);
        this.#maxsize = Number(most);
        this.#finished.set();
    }

    /** Adds an item. */
    protected insert(item: T): void {
        this.#items.push(item);
    }

    /** Removes the next item. */
    protected remove(): T {
        const item = this.#items[this.#head];
        this.#items[this.#head++] = undefined as T;
        if (this.#head > 64 && this.#head * 2 > this.#items.length) {
            this.#items = this.#items.slice(this.#head);
            this.#head = 0;
        }
        return item;
    }

    /** Items that are there, for kinds with an order of their own. */
    protected get items(): T[] {
        return this.#items;
    }

    /** Returns the number of items. Python: `asyncio.Queue.qsize`. */
    qsize(): number {
        return this.#items.length - this.#head;
    }

    /** Maximum number of items; 0 sets none. Python: `asyncio.Queue.maxsize`. */
    get maxsize(): number {
        return this.#maxsize;
    }

    /** Whether there are no items. Python: `asyncio.Queue.empty`. */
    empty(): boolean {
        return this.qsize() === 0;
    }

    /** Whether there are `maxsize` items. Python: `asyncio.Queue.full`. */
    full(): boolean {
        return this.#maxsize > 0 && this.qsize() >= this.#maxsize;
    }

    /** Adds an item; waits for room. Raises `QueueShutDown`. Python: `asyncio.Queue.put`. */
    put(item: T): Coroutine<null> {
        return new Coroutine(async () => {
            while (this.full()) {
                if (this.#shutdown) throw new QueueShutDown();
                await wait(this.#putters, () => !this.full());
            }
            this.put_nowait(item);
            return null;
        }, "Queue.put");
    }

    /** Adds an item. Raises `QueueFull` without room, `QueueShutDown`. Python: `asyncio.Queue.put_nowait`. */
    put_nowait(item: T): void {
        if (this.#shutdown) throw new QueueShutDown();
        if (this.full()) throw new QueueFull();
        this.insert(item);
        this.#unfinished++;
        this.#finished.clear();
        wakeNext(this.#getters);
    }

    /** Removes an item and returns it; waits for one. Raises `QueueShutDown`. Python: `asyncio.Queue.get`. */
    get(): Coroutine<T> {
        return new Coroutine(async () => {
            while (this.empty()) {
                if (this.#shutdown) throw new QueueShutDown();
                await wait(this.#getters, () => !this.empty());
            }
            return this.get_nowait();
        }, "Queue.get");
    }

    /** Removes an item and returns it. Raises `QueueEmpty`, `QueueShutDown`. Python: `asyncio.Queue.get_nowait`. */
    get_nowait(): T {
        if (this.empty()) throw this.#shutdown ? new QueueShutDown() : new QueueEmpty();
        const item = this.remove();
        wakeNext(this.#putters);
        return item;
    }

    /**
     * Marks one item as done. Raises `ValueError` if called more often than there were items.
     * Python: `asyncio.Queue.task_done`.
     */
    task_done(): void {
        if (this.#unfinished <= 0) throw new ValueError("task_done() called too many times");
        if (--this.#unfinished === 0) this.#finished.set();
    }

    /** Waits until all items are marked as done. Python: `asyncio.Queue.join`. */
    join(): Coroutine<void> {
        return new Coroutine(async () => {
            if (this.#unfinished > 0) await this.#finished.wait();
        }, "Queue.join");
    }

    /**
     * Shuts the queue down: `put()` then raises `QueueShutDown`; `get()` does once the queue is empty, or right away
     * if `immediate` is true. Python: `asyncio.Queue.shutdown`.
     */
    shutdown(immediate: boolean | { immediate?: boolean } = false): void {
        const [now = false] = take(
            { name: "Queue.shutdown", parameters: ["immediate"], required: 0, method: true },
            [immediate],
        );
        this.#shutdown = true;
        if (now) {
            while (!this.empty()) {
                this.remove();
                if (this.#unfinished > 0) this.#unfinished--;
            }
            if (this.#unfinished === 0) this.#finished.set();
        }
        for (const waits of [this.#getters, this.#putters])
            for (const each of waits) if (!each.done()) each.set_result(null);
    }

    /** Returns the object as Python shows it. */
    toString(): string {
        const parts = [`maxsize=${this.#maxsize}`];
        if (this.#getters.size > 0) parts.push(`_getters[${this.#getters.size}]`);
        if (this.#putters.size > 0) parts.push(`_putters[${this.#putters.size}]`);
        if (this.#unfinished > 0) parts.push(`tasks=${this.#unfinished}`);
        if (this.#shutdown) parts.push("shutdown");
        return `<${this.constructor.name} ${parts.join(" ")}>`;
    }
}

/** Waits until woken. If the wait is cancelled after its wake, the next one is woken instead. */
async function wait(waits: Set<Future<null>>, isTurn: () => boolean): Promise<void> {
    const future = requireLoop().create_future<null>();
    waits.add(future);
    try {
        await future;
    } catch (error) {
        waits.delete(future);
        if (isTurn() && !future.cancelled()) wakeNext(waits);
        throw error;
    }
    waits.delete(future);
}

function wakeNext(waits: Set<Future<null>>): void {
    for (const future of waits) {
        // A wait that was woken is not counted again, even if it has not run yet.
        waits.delete(future);
        if (future.done()) continue;
        future.set_result(null);
        return;
    }
}

/** Orders as Python compares: arrays by their items, everything else by `<`. */
function isLess(left: unknown, right: unknown): boolean {
    if (Array.isArray(left) && Array.isArray(right)) {
        for (let k = 0; k < left.length && k < right.length; k++) {
            if (isLess(left[k], right[k])) return true;
            if (isLess(right[k], left[k])) return false;
        }
        return left.length < right.length;
    }
    if (typeof left !== typeof right && !(isNumber(left) && isNumber(right)))
        throw new TypeError(
            `'<' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
        );
    return (left as number) < (right as number);
}

function isNumber(value: unknown): boolean {
    return ["number", "bigint", "boolean"].includes(typeof value);
}

/** A queue whose least item comes first: numbers, strings, or arrays of them. Python: `asyncio.PriorityQueue`. */
export class PriorityQueue<T = unknown> extends Queue<T> {
    /** Adds an item to the heap. */
    protected override insert(item: T): void {
        const heap = this.items;
        heap.push(item);
        for (let at = heap.length - 1; at > 0; ) {
            const parent = (at - 1) >> 1;
            if (!isLess(heap[at], heap[parent])) break;
            [heap[at], heap[parent]] = [heap[parent], heap[at]];
            at = parent;
        }
    }

    /** Removes the least item. */
    protected override remove(): T {
        const heap = this.items;
        const least = heap[0];
        const last = heap.pop() as T;
        if (heap.length === 0) return least;
        heap[0] = last;
        for (let at = 0; ; ) {
            let child = 2 * at + 1;
            if (child >= heap.length) break;
            if (child + 1 < heap.length && isLess(heap[child + 1], heap[child])) child++;
            if (!isLess(heap[child], heap[at])) break;
            [heap[at], heap[child]] = [heap[child], heap[at]];
            at = child;
        }
        return least;
    }
}

/** A queue whose newest item comes first. Python: `asyncio.LifoQueue`. */
export class LifoQueue<T = unknown> extends Queue<T> {
    /** Removes the newest item. */
    protected override remove(): T {
        return this.items.pop() as T;
    }
}
