import { RuntimeError, TypeError, ValueError } from "../python/exceptions";
import { typeName } from "../python/type-name";
import { Coroutine } from "./coroutine";
import { BrokenBarrierError, CancelledError } from "./exceptions";
import type { Future } from "./future";
import { requireLoop } from "./scope";

type Waiter = Future<boolean>;

/** Waits of tasks, in their order. */
class Waiters {
    readonly #futures = new Set<Waiter>();

    get size(): number {
        return this.#futures.size;
    }

    /** Waits until woken. The wait is listed until `await` has returned. */
    async wait(): Promise<void> {
        const future = requireLoop().create_future<boolean>();
        this.#futures.add(future);
        try {
            await future;
        } finally {
            this.#futures.delete(future);
        }
    }

    /** Whether any wait is not cancelled. */
    get hasLive(): boolean {
        for (const future of this.#futures) if (!future.cancelled()) return true;
        return false;
    }

    /** Wakes the first that is still asleep. Returns false if there is none. */
    wakeNext(): boolean {
        for (const future of this.#futures) {
            if (future.done()) continue;
            future.set_result(true);
            return true;
        }
        return false;
    }

    /** Wakes the oldest wait, unless it is awake already. */
    wakeOldest(): void {
        const [future] = this.#futures;
        if (future !== undefined && !future.done()) future.set_result(true);
    }

    wakeAll(): void {
        for (const future of this.#futures) if (!future.done()) future.set_result(true);
    }
}

/** Base of locks: what `async with` does. */
abstract class Held {
    /** Takes the lock. */
    abstract acquire(): Coroutine<boolean>;
    /** Releases the lock. */
    abstract release(): void;

    /**
     * Takes the lock; disposing of the result releases it. Python: `async with lock`.
     *
     * ```ts
     * using _ = await lock.hold();
     * ```
     */
    hold(): Coroutine<Disposable> {
        return new Coroutine(async () => {
            await this.acquire();
            return { [Symbol.dispose]: () => this.release() };
        }, "hold");
    }

    /** Runs `body()` with the lock taken, and returns what it returns. Python: `async with lock`. */
    async with<Result>(body: () => PromiseLike<Result> | Result): Promise<Result> {
        await this.acquire();
        try {
            return await body();
        } finally {
            this.release();
        }
    }
}

/**
 * A lock between the tasks of a loop. Tasks get it in the order in which they asked. Python: `asyncio.Lock`.
 *
 * ```ts
 * await lock.with(async () => { await use(shared); });
 * ```
 */
export class Lock extends Held {
    #locked = false;
    readonly #waiters = new Waiters();

    /** Whether a task has the lock. Python: `asyncio.Lock.locked`. */
    locked(): boolean {
        return this.#locked;
    }

    /** Waits until the lock is free, takes it, and returns true. Python: `asyncio.Lock.acquire`. */
    override acquire(): Coroutine<boolean> {
        return new Coroutine(async () => {
            if (this.#locked || this.#waiters.hasLive) {
                try {
                    await this.#waiters.wait();
                } catch (error) {
                    // A wake that this wait had got belongs to the next one.
                    if (error instanceof CancelledError && !this.#locked) this.#waiters.wakeOldest();
                    throw error;
                }
            }
            this.#locked = true;
            return true;
        }, "Lock.acquire");
    }

    /** Releases the lock. Raises `RuntimeError` if nobody has it. Python: `asyncio.Lock.release`. */
    override release(): void {
        if (!this.#locked) throw new RuntimeError("Lock is not acquired.");
        this.#locked = false;
        this.#waiters.wakeOldest();
    }

    /** Returns the object as Python shows it. */
    override toString(): string {
        return describe(this, this.#locked ? "locked" : "unlocked", this.#waiters.size);
    }
}

function describe(object: object, state: string, waiters: number): string {
    const extra = waiters > 0 ? `${state}, waiters:${waiters}` : state;
    return `<${object.constructor.name} object [${extra}]>`;
}

/** A flag that tasks wait for. Python: `asyncio.Event`. */
export class Event {
    #value = false;
    readonly #waiters = new Waiters();

    /** Whether the flag is set. Python: `asyncio.Event.is_set`. */
    is_set(): boolean {
        return this.#value;
    }

    /** Sets the flag, and wakes all tasks that wait for it. Python: `asyncio.Event.set`. */
    set(): void {
        if (this.#value) return;
        this.#value = true;
        this.#waiters.wakeAll();
    }

    /** Clears the flag. Python: `asyncio.Event.clear`. */
    clear(): void {
        this.#value = false;
    }

    /** Waits until the flag is set, and returns true. Python: `asyncio.Event.wait`. */
    wait(): Coroutine<true> {
        return new Coroutine(async () => {
            if (!this.#value) await this.#waiters.wait();
            return true as const;
        }, "Event.wait");
    }

    /** Returns the object as Python shows it. */
    toString(): string {
        return describe(this, this.#value ? "set" : "unset", this.#waiters.size);
    }
}

/** A lock with tasks that wait to be notified. Python: `asyncio.Condition`. */
export class Condition extends Held {
    readonly #lock: Lock;
    readonly #waiters = new Waiters();

    /** Uses `lock`, or a new one. */
    constructor(lock: Lock | null = null) {
        super();
        this.#lock = lock ?? new Lock();
    }

    /** Whether a task has the lock. Python: `asyncio.Condition.locked`. */
    locked(): boolean {
        return this.#lock.locked();
    }

    /** Takes the lock, and returns true. Python: `asyncio.Condition.acquire`. */
    override acquire(): Coroutine<boolean> {
        return this.#lock.acquire();
    }

    /** Releases the lock. Raises `RuntimeError` if nobody has it. Python: `asyncio.Condition.release`. */
    override release(): void {
        this.#lock.release();
    }

    /**
     * Releases the lock, waits for `notify()`, and takes the lock again, also when cancelled. Returns true. Raises
     * `RuntimeError` without the lock. Python: `asyncio.Condition.wait`.
     */
    wait(): Coroutine<true> {
        return new Coroutine(async () => {
            if (!this.locked()) throw new RuntimeError("cannot wait on un-acquired lock");
            this.release();
            let cancellation: CancelledError | null = null;
            try {
                await this.#waiters.wait();
            } catch (error) {
                if (!(error instanceof CancelledError)) throw error;
                cancellation = error;
            }
            for (;;) {
                try {
                    await this.acquire();
                    break;
                } catch (error) {
                    if (!(error instanceof CancelledError)) throw error;
                    cancellation = error;
                }
            }
            if (cancellation !== null) throw cancellation;
            return true as const;
        }, "Condition.wait");
    }

    /** Waits until `predicate()` is true, and returns what it returned. Python: `asyncio.Condition.wait_for`. */
    wait_for<Result>(predicate: () => Result): Coroutine<Result> {
        return new Coroutine(async () => {
            let result = predicate();
            while (!result) {
                await this.wait();
                result = predicate();
            }
            return result;
        }, "Condition.wait_for");
    }

    /** Wakes up to `n` waiting tasks. Raises `RuntimeError` without the lock. Python: `asyncio.Condition.notify`. */
    notify(n = 1): void {
        if (!this.locked()) throw new RuntimeError("cannot notify on un-acquired lock");
        for (let left = n; left > 0 && this.#waiters.wakeNext(); left--);
    }

    /** Wakes all waiting tasks. Python: `asyncio.Condition.notify_all`. */
    notify_all(): void {
        this.notify(this.#waiters.size);
    }

    /** Returns the object as Python shows it. */
    override toString(): string {
        return describe(this, this.locked() ? "locked" : "unlocked", this.#waiters.size);
    }
}

/**
 * A counter of free places: `acquire()` takes one and waits while there is none. Raises `ValueError` for a number
 * below 0. Python: `asyncio.Semaphore`.
 */
export class Semaphore extends Held {
    #value: number;
    readonly #waits = new Set<Waiter>();

    /** `value`: number of free places. */
    constructor(value = 1) {
        super();
        if (typeof value !== "number" && typeof value !== "boolean")
            throw new TypeError(`'<' not supported between instances of '${typeName(value)}' and 'int'`);
        if (value < 0) throw new ValueError("Semaphore initial value must be >= 0");
        this.#value = Number(value);
    }

    /** Whether `acquire()` would wait. Python: `asyncio.Semaphore.locked`. */
    locked(): boolean {
        for (const wait of this.#waits) if (!wait.cancelled()) return true;
        return this.#value === 0;
    }

    /** Waits for a free place, takes it, and returns true. Python: `asyncio.Semaphore.acquire`. */
    override acquire(): Coroutine<boolean> {
        return new Coroutine(async () => {
            if (!this.locked()) {
                this.#value--;
                return true;
            }
            const wait = requireLoop().create_future<boolean>();
            this.#waits.add(wait);
            try {
                await wait;
            } catch (error) {
                // A place that this wait had got belongs to the next one.
                if (!wait.cancelled()) this.#value++;
                throw error;
            } finally {
                this.#waits.delete(wait);
                while (this.#value > 0 && this.#wakeNext());
            }
            return true;
        }, "Semaphore.acquire");
    }

    /** Adds a free place, and wakes a task that waits for it. Python: `asyncio.Semaphore.release`. */
    override release(): void {
        this.#value++;
        this.#wakeNext();
    }

    #wakeNext(): boolean {
        for (const wait of this.#waits) {
            if (wait.done()) continue;
            // The place is taken now, so that nobody else gets it before the task runs.
            this.#value--;
            wait.set_result(true);
            return true;
        }
        return false;
    }

    /** Number of free places, for `BoundedSemaphore`. */
    protected get free(): number {
        return this.#value;
    }

    /** Returns the object as Python shows it. */
    override toString(): string {
        return describe(this, this.locked() ? "locked" : `unlocked, value:${this.#value}`, this.#waits.size);
    }
}

/** A semaphore that raises `ValueError` if there are more releases than places. Python: `asyncio.BoundedSemaphore`. */
export class BoundedSemaphore extends Semaphore {
    readonly #bound: number;

    /** `value`: number of free places, at most and at first. */
    constructor(value = 1) {
        super(value);
        this.#bound = Number(value);
    }

    /** Adds a free place. Raises `ValueError` beyond the first number. Python: `asyncio.BoundedSemaphore.release`. */
    override release(): void {
        if (this.free >= this.#bound) throw new ValueError("BoundedSemaphore released too many times");
        super.release();
    }
}

type BarrierState = "filling" | "draining" | "resetting" | "broken";

/** A place where tasks wait until `parties` of them are there. Python: `asyncio.Barrier`. */
export class Barrier {
    readonly #parties: number;
    readonly #cond = new Condition();
    #state: BarrierState = "filling";
    #count = 0;

    /** Raises `ValueError` for less than one party. */
    constructor(parties: number) {
        if (typeof parties !== "number")
            throw new TypeError(`'<' not supported between instances of '${typeName(parties)}' and 'int'`);
        if (parties < 1) throw new ValueError("parties must be > 0");
        this.#parties = parties;
    }

    /** Number of tasks that the barrier waits for. Python: `asyncio.Barrier.parties`. */
    get parties(): number {
        return this.#parties;
    }

    /** Number of tasks that wait now. Python: `asyncio.Barrier.n_waiting`. */
    get n_waiting(): number {
        return this.#state === "filling" ? this.#count : 0;
    }

    /** Whether the barrier is broken. Python: `asyncio.Barrier.broken`. */
    get broken(): boolean {
        return this.#state === "broken";
    }

    /**
     * Waits until all parties are there. Returns a different number to each: 0 to `parties - 1`. Raises
     * `BrokenBarrierError` if the barrier is broken or reset meanwhile. Python: `asyncio.Barrier.wait`.
     */
    wait(): Coroutine<number> {
        return new Coroutine(
            () =>
                this.#cond.with(async () => {
                    await this.#cond.wait_for(() => this.#state === "filling" || this.#state === "broken");
                    if (this.#state === "broken") throw new BrokenBarrierError("Barrier aborted");
                    try {
                        const index = this.#count++;
                        if (index + 1 === this.#parties) {
                            this.#state = "draining";
                            this.#cond.notify_all();
                        } else {
                            await this.#cond.wait_for(() => this.#state !== "filling");
                            if (["broken", "resetting"].includes(this.#state))
                                throw new BrokenBarrierError("Abort or reset of barrier");
                        }
                        return index;
                    } finally {
                        this.#count--;
                        this.#leave();
                    }
                }),
            "Barrier.wait",
        );
    }

    #leave(): void {
        if (this.#count > 0) return;
        if (this.#state === "resetting" || this.#state === "draining") this.#state = "filling";
        this.#cond.notify_all();
    }

    /** Empties the barrier: tasks that wait get `BrokenBarrierError`. Python: `asyncio.Barrier.reset`. */
    reset(): Coroutine<void> {
        return new Coroutine(
            () =>
                this.#cond.with(() => {
                    if (this.#count > 0) {
                        if (this.#state !== "resetting") this.#state = "resetting";
                    } else {
                        this.#state = "filling";
                    }
                    this.#cond.notify_all();
                }),
            "Barrier.reset",
        );
    }

    /** Breaks the barrier: all waits get `BrokenBarrierError`. Python: `asyncio.Barrier.abort`. */
    abort(): Coroutine<void> {
        return new Coroutine(
            () =>
                this.#cond.with(() => {
                    this.#state = "broken";
                    this.#cond.notify_all();
                }),
            "Barrier.abort",
        );
    }

    /** Returns the object as Python shows it. */
    toString(): string {
        const waiting = this.broken ? "" : `, waiters:${this.n_waiting}/${this.#parties}`;
        return `<Barrier object [${this.#state}${waiting}]>`;
    }
}
