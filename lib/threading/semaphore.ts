import { native } from "../native/addon";
import { isTrue, take } from "../python/arguments";
import { ValueError } from "../python/exceptions";
import { raise } from "../python/raise";
import { hold, isBelow, readDuration } from "../python/timeouts";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { share, type WireHandle } from "../transfer/structured";

/** Keyword arguments of a semaphore's `acquire`. */
export interface SemaphoreOptions {
    /** Whether to wait; by default true. */
    blocking?: boolean;
    /** Maximum wait in seconds; null, the default, waits forever. */
    timeout?: number | null;
}

/**
 * Semaphore: a counter that `acquire` decrements, waiting while it is 0, and `release` increments. It is the
 * same in every thread that it is passed to.
 *
 * Raises `ValueError` for a value below zero. Python: `threading.Semaphore`.
 */
export class Semaphore extends SharedObject {
    constructor(value?: number);
    constructor(options: { value?: number });
    constructor(...args: unknown[]) {
        super();
        const [value = 1] = take(
            { ...noParameters, name: `${this.typeName}.__init__`, parameters: ["value"] },
            args,
        );
        if (isBelow(value, 0)) throw new ValueError("semaphore initial value must be >= 0");
        setId(this, native.semaphore_new(Number(value), this.isBounded ? Number(value) : Infinity));
    }

    /**
     * Decrements the counter. Waits while it is 0, at most `timeout` seconds (null: forever); does not wait
     * if `blocking` is false. Returns whether it was decremented.
     *
     * Raises `ValueError` for a timeout without blocking. Python: `threading.Semaphore.acquire`.
     */
    acquire(blocking?: boolean, timeout?: number | null): boolean;
    acquire(options: SemaphoreOptions): boolean;
    acquire(...args: unknown[]): boolean {
        const outcome = native.semaphore_acquire(this[id], args.length === 0 ? -1 : readTimeout(this, args));
        if (outcome < 0) raise(outcome);
        return outcome === 1;
    }

    /**
     * Increments the counter by `n` and wakes as many waiting threads.
     *
     * Raises `ValueError` for less than one, and if a bounded semaphore would exceed its initial value.
     * Python: `threading.Semaphore.release`.
     */
    release(n?: number): void;
    release(options: { n?: number }): void;
    release(...args: unknown[]): void {
        const [n = 1] = take({ ...noParameters, name: `${this.typeName}.release`, parameters: ["n"] }, args);
        if (isBelow(n, 1)) throw new ValueError("n must be one or more");
        if (native.semaphore_release(this[id], Number(n)) < 0)
            throw new ValueError("Semaphore released too many times");
    }

    /**
     * Decrements the counter, and increments it at the end of the block: `with semaphore:` is
     * `using _ = semaphore.hold()`.
     */
    hold(): Disposable {
        return hold(this);
    }

    override [share](): WireHandle {
        return {
            kind: this.isBounded ? "threading:bounded_semaphore" : "threading:semaphore",
            numbers: [this[id]],
        };
    }

    override toString(): string {
        native.semaphore_value(this[id]);
        const [value, limit] = native.numbers;
        return `<threading.${this.typeName}: value=${value}${this.isBounded ? `/${limit}` : ""}>`;
    }

    /** @internal */
    protected get isBounded(): boolean {
        return false;
    }

    /** Name of the class in Python's error texts. */
    private get typeName(): string {
        return this.isBounded ? "BoundedSemaphore" : "Semaphore";
    }
}

/**
 * Semaphore that raises `ValueError` if it is released more often than acquired.
 * Python: `threading.BoundedSemaphore`.
 */
export class BoundedSemaphore extends Semaphore {
    /** @internal */
    protected override get isBounded(): boolean {
        return true;
    }
}

defineSharedObject("threading:semaphore", Semaphore.prototype);
defineSharedObject("threading:bounded_semaphore", BoundedSemaphore.prototype);

const noParameters = { parameters: [], required: 0, method: true };

const acquireSignature = {
    name: "Semaphore.acquire",
    parameters: ["blocking", "timeout"],
    required: 0,
    method: true,
};

function readTimeout(semaphore: Semaphore, args: unknown[]): number {
    const [blocking = true, timeout = null] = take(acquireSignature, args);
    if (!isTrue(blocking)) {
        if (timeout !== null) throw new ValueError("can't specify timeout for non-blocking acquire");
        return 0;
    }
    // Python checks the timeout only if it must wait.
    native.semaphore_value(semaphore[id]);
    return native.numbers[0] === 0 ? readDuration(timeout) : -1;
}
