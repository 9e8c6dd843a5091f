import { native } from "../native/addon";
import { isTrue, take } from "../python/arguments";
import { callWithNothing } from "../python/callable";
import { warnDeprecated } from "../python/deprecated";
import { AttributeError, RuntimeError, TypeError } from "../python/exceptions";
import { raise } from "../python/raise";
import { repr } from "../python/repr";
import { type AcquireOptions, hold, isAbove, readDuration, readWait } from "../python/timeouts";
import { typeName } from "../python/type-name";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { revive, share, type WireHandle } from "../transfer/structured";
import { Lock } from "./lock";
import { RLock } from "./rlock";

/** Methods that a condition needs of a lock that is not one of `threading`'s. */
export interface LockLike {
    /** Takes the lock. */
    acquire(blocking?: boolean): unknown;
    /** Releases the lock. */
    release(): void;
}

const lockKey: unique symbol = Symbol("pysocket.condition.lock");

/**
 * Condition: threads that hold its lock wait until others notify them. `Condition(lock)`; by default the lock
 * is a new `RLock`. It is the same, with the same lock, in every thread that it is passed to.
 * Python: `threading.Condition`.
 *
 * A condition whose lock the program implements cannot be passed to another thread.
 */
export class Condition extends SharedObject {
    declare readonly [lockKey]: LockLike;

    constructor(lock?: Lock | RLock | LockLike | null);
    constructor(options: { lock?: Lock | RLock | LockLike | null });
    constructor(...args: unknown[]) {
        super();
        const [given] = take({ ...noParameters, name: "Condition.__init__", parameters: ["lock"] }, args);
        const lock = (given ?? new RLock()) as LockLike;
        for (const method of ["acquire", "release"] as const)
            if (typeof lock[method] !== "function")
                throw new AttributeError(`'${typeName(lock)}' object has no attribute '${method}'`);
        setLock(this, lock);
        setId(this, native.condition_new(isNative(lock) ? lock[id] : 0));
    }

    /**
     * Takes the lock of the condition, with the arguments of the lock's own `acquire`.
     * Python: `threading.Condition.acquire`.
     */
    acquire(blocking?: boolean, timeout?: number): boolean;
    acquire(options: AcquireOptions): boolean;
    acquire(...args: unknown[]): boolean {
        return Reflect.apply(this[lockKey].acquire, this[lockKey], args) as boolean;
    }

    /** Releases the lock of the condition. Python: `threading.Condition.release`. */
    release(...args: never[]): void {
        Reflect.apply(this[lockKey].release, this[lockKey], args);
    }

    /**
     * Takes the lock and releases it at the end of the block: `with condition:` is
     * `using _ = condition.hold()`.
     */
    hold(): Disposable {
        return hold(this);
    }

    /**
     * Releases the lock, waits until another thread notifies this one, at most `timeout` seconds (null:
     * forever), and takes the lock again. Returns whether it was notified.
     *
     * Raises `RuntimeError` if the lock is not held. Python: `threading.Condition.wait`.
     */
    wait(timeout?: number | null): boolean;
    wait(options: { timeout?: number | null }): boolean;
    wait(...args: unknown[]): boolean {
        const [timeout = null] = take(
            { ...noParameters, name: "Condition.wait", parameters: ["timeout"] },
            args,
        );
        requireOwned(this, "wait on");
        const seconds = readWait(timeout);
        const place = native.condition_enlist(this[id]);
        if (place < 0) raise(place);
        const holds = releaseAll(this, place);
        // The lock stays released in a thread that is being ended: it could not release it any more.
        let outcome: number;
        try {
            outcome = native.condition_wait(this[id], place, seconds);
        } catch (error) {
            restore(this[lockKey], holds);
            throw error;
        }
        if (outcome !== native.ENDED) restore(this[lockKey], holds);
        if (outcome < 0) raise(outcome);
        return outcome === 1;
    }

    /**
     * Waits until `predicate()`, which runs in this thread, is true, at most `timeout` seconds (null:
     * forever). Returns the last result of the predicate. Python: `threading.Condition.wait_for`.
     */
    wait_for<Result>(predicate: () => Result, timeout?: number | null): Result;
    wait_for<Result>(predicate: () => Result, options: { timeout?: number | null }): Result;
    wait_for(...args: unknown[]): unknown {
        const [predicate, timeout = null] = take(waitForSignature, args);
        const evaluate = () => callWithNothing(predicate);
        let result = evaluate();
        if (isTrue(result)) return result;
        let seconds = readDuration(timeout);
        const end = performance.now() + seconds * 1000;
        for (;;) {
            this.wait(timeout === null ? null : seconds);
            result = evaluate();
            if (isTrue(result)) return result;
            if (timeout === null) continue;
            seconds = (end - performance.now()) / 1000;
            if (seconds <= 0) return result;
        }
    }

    /**
     * Wakes up to `n` waiting threads, those that have waited longest first.
     *
     * Raises `RuntimeError` if the lock is not held. Python: `threading.Condition.notify`.
     */
    notify(n?: number): void;
    notify(options: { n?: number }): void;
    notify(...args: unknown[]): void {
        const [n = 1] = take({ ...noParameters, name: "Condition.notify", parameters: ["n"] }, args);
        requireOwned(this, "notify on");
        if (native.condition_waiting(this[id]) > 0 && isAbove(n, 0))
            native.condition_notify(this[id], Number(n));
    }

    /**
     * Wakes all waiting threads. Raises `RuntimeError` if the lock is not held.
     * Python: `threading.Condition.notify_all`.
     */
    notify_all(...args: never[]): void {
        if (args.length > 0) take({ ...noParameters, name: "Condition.notify_all" }, args);
        this.notify(native.condition_waiting(this[id]));
    }

    /** Old name of `notify_all`. Deprecated, as in Python. */
    notifyAll(...args: never[]): void {
        if (args.length > 0) take({ ...noParameters, name: "Condition.notifyAll" }, args);
        warnDeprecated("notifyAll() is deprecated, use notify_all() instead");
        this.notify_all();
    }

    override [share](): WireHandle {
        if (!isNative(this[lockKey]))
            throw new TypeError(`cannot pass a Condition of a '${typeName(this[lockKey])}' to a thread`);
        return { kind: "threading:condition", numbers: [this[id]] };
    }

    override toString(): string {
        return `<Condition(${repr(this[lockKey])}, ${native.condition_waiting(this[id])})>`;
    }
}

const noParameters = { parameters: [], required: 0, method: true };

const waitForSignature = {
    name: "Condition.wait_for",
    parameters: ["predicate", "timeout"],
    required: 1,
    method: true,
};

// The lock is sent with its condition, which refers to it natively.
defineSharedObject("threading:condition", Condition.prototype, (condition, number) => {
    const lock = native.condition_lock(number);
    native.object_retain(lock);
    const kind = native.object_is_rlock(lock) === 1 ? "threading:rlock" : "threading:lock";
    return setLock(setId(condition, number), revive({ kind, numbers: [lock] }) as LockLike);
});

function setLock(condition: Condition, lock: LockLike): Condition {
    return Object.defineProperty(condition, lockKey, { value: lock });
}

function isNative(lock: LockLike): lock is Lock | RLock {
    return lock instanceof Lock || lock instanceof RLock;
}

function requireOwned(condition: Condition, what: string): void {
    if (!isOwned(condition[lockKey])) throw new RuntimeError(`cannot ${what} un-acquired lock`);
}

function isOwned(lock: LockLike): boolean {
    if (lock instanceof RLock) return native.rlock_owned(lock[id]) === 1;
    if (lock instanceof Lock) return native.lock_locked(lock[id]) === 1;
    if (!isTrue(lock.acquire(false))) return true;
    lock.release();
    return false;
}

/** Releases all holds of the lock. Returns their number. */
function releaseAll(condition: Condition, place: number): number {
    const lock = condition[lockKey];
    try {
        if (lock instanceof RLock) return native.rlock_release_all(lock[id]);
        lock.release();
        return 1;
    } catch (error) {
        native.condition_leave(condition[id], place);
        throw error;
    }
}

/**
 * Takes the lock again. An exception that a signal handler raises meanwhile is delayed until the lock is
 * held.
 */
function restore(lock: LockLike, holds: number): void {
    if (!isNative(lock)) {
        lock.acquire();
        return;
    }
    let interrupted: { error: unknown } | undefined;
    for (let outcome = 0; outcome !== 1; ) {
        try {
            outcome =
                lock instanceof RLock
                    ? native.rlock_acquire(lock[id], -1, holds)
                    : native.lock_acquire(lock[id], -1);
        } catch (error) {
            interrupted = { error };
        }
        if (outcome < 0) raise(outcome);
    }
    if (interrupted !== undefined) throw interrupted.error;
}
