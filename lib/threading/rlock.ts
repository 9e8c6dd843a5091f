import { native } from "../native/addon";
import { takeNone } from "../python/arguments";
import { warnDeprecated } from "../python/deprecated";
import { RuntimeError } from "../python/exceptions";
import { raise } from "../python/raise";
import { type AcquireOptions, hold, readAcquire } from "../python/timeouts";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { share, type WireHandle } from "../transfer/structured";

/**
 * Reentrant lock: the thread that holds it can take it again, and must release it as often. It is the same in
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
     * Takes the lock. Waits while another thread holds it, at most `timeout` seconds (-1: forever); does not
     * wait if `blocking` is false. Returns whether the lock was taken.
     *
     * Raises `ValueError` and `OverflowError` for an invalid timeout. Python: `threading.RLock.acquire`.
     */
    acquire(blocking?: boolean, timeout?: number): boolean;
    acquire(options: AcquireOptions): boolean;
    acquire(...args: unknown[]): boolean {
        const outcome = native.rlock_acquire(this[id], args.length === 0 ? -1 : readAcquire(args), 1);
        if (outcome < 0) raise(outcome);
        return outcome === 1;
    }

    /**
     * Releases the lock once. Raises `RuntimeError` if this thread does not hold it.
     * Python: `threading.RLock.release`.
     */
    release(...args: never[]): void {
        takeNone("RLock.release", args);
        if (native.rlock_release(this[id]) < 0) throw new RuntimeError("cannot release un-acquired lock");
    }

    /** Takes the lock and releases it at the end of the block: `with lock:` is `using _ = lock.hold()`. */
    hold(): Disposable {
        return hold(this);
    }

    override [share](): WireHandle {
        return { kind: "threading:rlock", numbers: [this[id]] };
    }

    override toString(): string {
        const count = native.rlock_state(this[id]);
        const owner = native.numbers[0];
        return `<${count > 0 ? "locked" : "unlocked"} _thread.RLock object owner=${owner} count=${count}>`;
    }
}

defineSharedObject("threading:rlock", RLock.prototype);
