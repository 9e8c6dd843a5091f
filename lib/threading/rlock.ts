import { native } from "../native/addon";
import { takeNone } from "../python/arguments";
import { warnDeprecated } from "../python/deprecated";
import { RuntimeError } from "../python/exceptions";
import { raise } from "../python/raise";
import { type AcquireOptions, hold, readAcquire } from "../python/timeouts";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { type SharedValue, share } from "../transfer/structured";

/**
 * A lock that the thread which holds it can take again; it is free once it was released as often. The same one in
 * every thread that it is passed to. Python: `threading.RLock`.
 */
export class RLock extends SharedObject {
    constructor(...args: never[]) {
        super();
        if (args.length > 0)
            warnDeprecated("Passing arguments to RLock is deprecated and will be removed in 3.15");
        setId(this, native.rlock_new());
    }

    /**
     * Takes the lock, waiting for as long as another thread holds it, but at most `timeout` seconds (-1: for ever),
     * and not at all if `blocking` is false. Returns whether it was taken.
     *
     * Raises `ValueError` and `OverflowError` for a timeout that is none. Python: `threading.RLock.acquire`.
     */
    acquire(blocking?: boolean, timeout?: number): boolean;
    acquire(options: AcquireOptions): boolean;
    acquire(...args: unknown[]): boolean {
        const outcome = native.rlock_acquire(this[id], args.length === 0 ? -1 : readAcquire(args), 1);
        if (outcome < 0) raise(outcome);
        return outcome === 1;
    }

    /** Gives up one hold. `RuntimeError` in a thread that does not hold it. Python: `threading.RLock.release`. */
    release(...args: never[]): void {
        takeNone("RLock.release", args);
        if (native.rlock_release(this[id]) < 0) throw new RuntimeError("cannot release un-acquired lock");
    }

    /** `with lock:` is `using _ = lock.hold()`: takes the lock, and gives it back at the end of the block. */
    hold(): Disposable {
        return hold(this);
    }

    override [share](): SharedValue {
        return { kind: "threading:rlock", numbers: [this[id]] };
    }

    override toString(): string {
        const count = native.rlock_state(this[id]);
        const owner = native.numbers[0];
        return `<${count > 0 ? "locked" : "unlocked"} _thread.RLock object owner=${owner} count=${count}>`;
    }
}

defineSharedObject("threading:rlock", RLock.prototype);
