import { native } from "../native/addon";
import { given, refuseKeywords, takeNone } from "../python/arguments";
import { RuntimeError, TypeError } from "../python/exceptions";
import { raise } from "../python/raise";
import { type AcquireOptions, hold, readAcquire } from "../python/timeouts";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { share, type WireHandle } from "../transfer/structured";

/** Lock. It is the same in every thread that it is passed to. Python: `threading.Lock`. */
export class Lock extends SharedObject {
    constructor(...args: never[]) {
        super();
        const values = given("lock", args);
        refuseKeywords("lock", values);
        if (values.length > 0) throw new TypeError(`lock expected 0 arguments, got ${values.length}`);
        setId(this, native.lock_new());
    }

    /**
     * Takes the lock. Waits while it is held, at most `timeout` seconds (-1: forever); does not wait if
     * `blocking` is false. Returns whether the lock was taken.
     *
     * Raises `ValueError` and `OverflowError` for an invalid timeout. Python: `threading.Lock.acquire`.
     */
    acquire(blocking?: boolean, timeout?: number): boolean;
    acquire(options: AcquireOptions): boolean;
    acquire(...args: unknown[]): boolean {
        const outcome = native.lock_acquire(this[id], args.length === 0 ? -1 : readAcquire(args));
        if (outcome < 0) raise(outcome);
        return outcome === 1;
    }

    /**
     * Releases the lock; any thread may. Raises `RuntimeError` if it is not held.
     * Python: `threading.Lock.release`.
     */
    release(...args: never[]): void {
        takeNone("lock.release", args);
        if (native.lock_release(this[id]) < 0) throw new RuntimeError("release unlocked lock");
    }

    /** Whether the lock is held. Python: `threading.Lock.locked`. */
    locked(...args: never[]): boolean {
        takeNone("lock.locked", args);
        return native.lock_locked(this[id]) === 1;
    }

    /** Obsolete name of `acquire`. */
    acquire_lock(blocking?: boolean, timeout?: number): boolean;
    acquire_lock(options: AcquireOptions): boolean;
    acquire_lock(...args: never[]): boolean {
        return this.acquire(...args);
    }

    /** Obsolete name of `release`. */
    release_lock(...args: never[]): void {
        takeNone("lock.release_lock", args);
        this.release();
    }

    /** Obsolete name of `locked`. */
    locked_lock(...args: never[]): boolean {
        takeNone("lock.locked_lock", args);
        return this.locked();
    }

    /** Takes the lock and releases it at the end of the block: `with lock:` is `using _ = lock.hold()`. */
    hold(): Disposable {
        return hold(this);
    }

    override [share](): WireHandle {
        return { kind: "threading:lock", numbers: [this[id]] };
    }

    override toString(): string {
        return `<${this.locked() ? "locked" : "unlocked"} _thread.lock object>`;
    }
}

defineSharedObject("threading:lock", Lock.prototype);
