import { RuntimeError, TimeoutError } from "../python/exceptions";
import { CancelledError } from "./exceptions";
import type { Handle } from "./handles";
import { currentScope, requireLoop } from "./scope";
import type { Task } from "./task";

type State = "created" | "active" | "expiring" | "expired" | "finished";

/**
 * A limit for the time of a block of code: see `timeout()`. `timeout.with(body)` is Python's `async with`.
 * Python: `asyncio.Timeout`.
 */
export class Timeout {
    #when: number | null;
    #state: State = "created";
    #task: Task | null = null;
    #handle: Handle | null = null;
    #requests = 0;

    /** `when`: moment of the loop's clock at which the block is cancelled; null never. */
    constructor(when: number | null) {
        this.#when = when;
    }

    /** Returns the moment of the loop's clock at which the block is cancelled; null never. Python: `asyncio.Timeout.when`. */
    when(): number | null {
        return this.#when;
    }

    /**
     * Changes the moment; null never cancels. Raises `RuntimeError` outside of the block.
     * Python: `asyncio.Timeout.reschedule`.
     */
    reschedule(when: number | null): void {
        if (this.#state !== "active") {
            if (this.#state === "created") throw new RuntimeError("Timeout has not been entered");
            throw new RuntimeError(`Cannot change state of ${this.#state} Timeout`);
        }
        this.#when = when;
        this.#handle?.cancel();
        this.#handle = null;
        if (when === null) return;
        const loop = requireLoop();
        this.#handle =
            when <= loop.time()
                ? loop.call_soon(() => this.#expire())
                : loop.call_at(when, () => this.#expire());
    }

    /** Whether the time is over. Python: `asyncio.Timeout.expired`. */
    expired(): boolean {
        return this.#state === "expiring" || this.#state === "expired";
    }

    #expire(): void {
        this.#task?.cancel();
        this.#state = "expiring";
        this.#handle = null;
    }

    /** Begins the block. Raises `RuntimeError` outside of a task, and for a second use. */
    async __aenter__(): Promise<this> {
        if (this.#state !== "created") throw new RuntimeError("Timeout has already been entered");
        const task = currentScope()?.task ?? null;
        if (task === null) throw new RuntimeError("Timeout should be used inside a task");
        this.#state = "active";
        this.#task = task;
        this.#requests = task.cancelling();
        this.reschedule(this.#when);
        return this;
    }

    /** Ends the block, in which `error` was raised, or null. Raises `TimeoutError` if the time was over. */
    async __aexit__(error: unknown): Promise<void> {
        this.#handle?.cancel();
        this.#handle = null;
        if (this.#state === "expiring") {
            this.#state = "expired";
            const task = this.#task as Task;
            if (task.uncancel() <= this.#requests && error instanceof CancelledError)
                throw Object.assign(new TimeoutError(), { cause: error });
        } else if (this.#state === "active") {
            this.#state = "finished";
        }
    }

    /**
     * Runs `body(timeout)`, which is cancelled when the time is over; `TimeoutError` is then raised. Returns what it
     * returns. Python: `async with asyncio.timeout(delay) as timeout`.
     */
    async with<Result>(body: (timeout: this) => PromiseLike<Result> | Result): Promise<Result> {
        await this.__aenter__();
        let result: Result;
        try {
            result = await body(this);
        } catch (error) {
            await this.__aexit__(error);
            throw error;
        }
        await this.__aexit__(null);
        return result;
    }

    /** Returns the object as Python shows it. */
    toString(): string {
        const info = [this.#state === "created" ? "created" : this.#state];
        if (this.#state === "active") info.push(`when=${this.#when}`);
        return `<Timeout [${info[0]}]${info[1] === undefined ? "" : ` ${info[1]}`}>`;
    }
}

/**
 * Limits the time of a block of code to `delay` seconds; null sets no limit, which `reschedule()` may change.
 * Python: `asyncio.timeout`.
 *
 * ```ts
 * await asyncio.timeout(10).with(async () => { await long_running_task(); });
 * ```
 */
export function timeout(delay: number | null): Timeout {
    return new Timeout(delay === null ? null : requireLoop().time() + delay);
}

/** Limits the time of a block of code, up to a moment of `loop.time()`. Python: `asyncio.timeout_at`. */
export function timeout_at(when: number | null): Timeout {
    return new Timeout(when);
}
