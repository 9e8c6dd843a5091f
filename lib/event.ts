import { OverflowError, TypeError } from "./builtins";
import { raise } from "./errors";
import { TIMEOUT_MAX } from "./lock";
import { native } from "./native";
import { type SharedValue, share } from "./serialise";
import { defineSharedObject, id, SharedObject, setId } from "./shared-object";

/**
 * A flag that threads wait for, the same one in every thread that it is passed to. Python: `threading.Event`.
 */
export class Event extends SharedObject {
    constructor() {
        super();
        setId(this, native.event_new());
    }

    /** Whether the flag is set. Python: `threading.Event.is_set`. */
    is_set(): boolean {
        return native.event_is_set(this[id]) === 1;
    }

    /** Sets the flag: every thread that waits for it goes on. Python: `threading.Event.set`. */
    set(): void {
        native.event_set(this[id]);
    }

    /** Takes the flag back. Python: `threading.Event.clear`. */
    clear(): void {
        native.event_clear(this[id]);
    }

    /**
     * Waits until the flag is set, or for `timeout` seconds (null: for ever). Returns whether it was set.
     * Python: `threading.Event.wait`.
     */
    wait(timeout: number | null = null): boolean {
        const outcome = native.event_wait(this[id], timeout === null ? -1 : readSeconds(timeout));
        if (outcome < 0) raise(outcome);
        return outcome === 1;
    }

    override [share](): SharedValue {
        return { kind: "event", numbers: [this[id]] };
    }

    override toString(): string {
        return `<threading.Event: ${this.is_set() ? "set" : "unset"}>`;
    }
}

defineSharedObject("event", Event.prototype);

function readSeconds(timeout: number): number {
    if (typeof timeout !== "number") throw new TypeError("timeout must be a number");
    if (timeout > TIMEOUT_MAX) throw new OverflowError("timestamp too large to convert to C PyTime_t");
    return Math.max(timeout, 0);
}
