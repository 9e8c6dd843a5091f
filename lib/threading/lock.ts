import { native } from "../native/addon";
import { given, refuseKeywords, takeNone } from "../python/arguments";
import { RuntimeError, TypeError } from "../python/exceptions";
import { raise } from "../python/raise";
import { type AcquireOptions, hold, readAcquire } from "../python/timeouts";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { type SharedValue, share } from "../transfer/structured";

/**
 * A lock, the same one in every thread that it is passed to. Python: `threading.Lock`.
 */
export class Lock extends SharedObject {
    constructor(...args: never[]) {
        super();
        const values = given("lock", args);
        refuseKeywords("lock", values);
        if (values.length > 0) throw new TypeError(`lock expected 0 arguments, got ${values.length}`);
        setId(this, native.lock_new());
    }

    /**
     * Takes the lock, waiting for as long as another thread holds it, but at most `timeout` seconds
     * (-1: for ever), and not at all if `blocking` is false. Returns whether it was taken.
     *
     * Raises `ValueError` and `OverflowError` for a timeout that is none. Python: `threading.Lock.acquire`.
     */
    acquire(blocking?: boolean, timeout?: number): boolean;
    acquire(options: AcquireOptions): boolean;
    acquire(...args: unknown[]): boolean {
        const outcome = native.lock_acquire(this[id], args.length === 0 ? -1 : readAcquire(args));
        if (outcome < 0) raise(outcome);
        return outcome === 1;
    }

    /** Gives the lock back; any thread may. `RuntimeError` if nobody holds it. Python: `threading.Lock.release`. */
    release(...args: never[]): void {
        takeNone("lock.release", args);
        if (native.lock_release(this[id]) < 0) throw new RuntimeError("release unlocked lock");
    }

    /** Whether some thread holds the lock. Python: `threading.Lock.locked`. */
    locked(...args: never[]): boolean {
        takeNone("lock.locked", args);
        return native.lock_locked(this[id]) === 1;
    }

    /** An obsolete name of `acquire`. */
    acquire_lock(blocking?: boolean, timeout?: number): boolean;
    acquire_lock(options: AcquireOptions): boolean;
    acquire_lock(...args: never[]): boolean {
        return this.acquire(...args);
    }

    /** An obsolete name of `release`. */
    release_lock(...args: never[]): void {
        takeNone("lock.release_lock", args);
        this.release();
    }

    /** An obsolete name of `locked`. */
    locked_lock(...args: never[]): boolean {
        takeNone("lock.locked_lock", args);
        return this.locked();
    }

    /** `with lock:` is `using _ = lock.hold()`: takes the lock, and gives it back at the end of the block. */
    hold(): Disposable {
        return hold(this);
    }

    override [share](): SharedValue {
        return { kind: "threading:lock", numbers: [this[id]] };
    }

    override toString(): string {
        return `<${this.locked() ? "locked" : "unlocked"} _thread.lock object>`;
    }
}

defineSharedObject("threading:lock", Lock.prototype);
