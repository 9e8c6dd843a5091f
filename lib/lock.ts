import { OverflowError, RuntimeError, TypeError, ValueError } from "./builtins";
import { raise } from "./errors";
import { native } from "./native";
import { type SharedValue, share } from "./serialise";
import { defineSharedObject, id, SharedObject, setId } from "./shared-object";

/** The longest timeout that a wait takes, in seconds. Python: `threading.TIMEOUT_MAX`. */
export const TIMEOUT_MAX = 9223372036;

/** The keyword arguments of `acquire`. */
export interface AcquireOptions {
    blocking?: boolean;
    /** Seconds; -1 waits for ever. */
    timeout?: number;
}

/**
 * A lock, the same one in every thread that it is passed to. Python: `threading.Lock`.
 */
export class Lock extends SharedObject {
    constructor() {
        super();
        setId(this, native.lock_new());
    }

    /**
     * Takes the lock, waiting for as long as another thread holds it, but at most `timeout` seconds
     * (-1: for ever), and not at all if `blocking` is false. Returns whether it was taken.
     *
     * Raises `ValueError` and `OverflowError` for a timeout that is none. Python: `threading.Lock.acquire`.
     */
    acquire(blocking?: boolean | AcquireOptions, timeout?: number): boolean {
        const outcome = native.lock_acquire(this[id], readTimeout(blocking, timeout));
        if (outcome < 0) raise(outcome);
        return outcome === 1;
    }

    /** Gives the lock back; any thread may. `RuntimeError` if nobody holds it. Python: `threading.Lock.release`. */
    release(): void {
        if (native.lock_release(this[id]) < 0) throw new RuntimeError("release unlocked lock");
    }

    /** Whether some thread holds the lock. Python: `threading.Lock.locked`. */
    locked(): boolean {
        return native.lock_locked(this[id]) === 1;
    }

    /** `with lock:` is `using _ = lock.hold()`: takes the lock, and gives it back at the end of the block. */
    hold(): Disposable {
        this.acquire();
        return { [Symbol.dispose]: () => this.release() };
    }

    override [share](): SharedValue {
        return { kind: "lock", numbers: [this[id]] };
    }

    override toString(): string {
        return `<${this.locked() ? "locked" : "unlocked"} _thread.lock object>`;
    }
}

defineSharedObject("lock", Lock.prototype);

/** The arguments of `acquire` as seconds: 0 does not wait, -1 waits for ever. */
function readTimeout(blocking: boolean | AcquireOptions = true, timeout = -1): number {
    if (typeof blocking === "object") return readTimeout(blocking.blocking, blocking.timeout);
    if (typeof timeout !== "number") throw new TypeError("timeout must be a number");
    if (!blocking && timeout !== -1) throw new ValueError("can't specify a timeout for a non-blocking call");
    if (Number.isNaN(timeout)) throw new ValueError("Invalid value NaN (not a number)");
    if (timeout < 0 && timeout !== -1) throw new ValueError("timeout value must be a non-negative number");
    if (timeout > TIMEOUT_MAX) throw new OverflowError("timeout value is too large");
    return blocking ? timeout : 0;
}
