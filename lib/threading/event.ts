import { native } from "../native/addon";
import { take } from "../python/arguments";
import { warnDeprecated } from "../python/deprecated";
import { raise } from "../python/raise";
import { readWait } from "../python/timeouts";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { share, type WireHandle } from "../transfer/structured";

/**
 * Flag that threads wait for. It is the same in every thread that it is passed to. Python: `threading.Event`.
 */
export class Event extends SharedObject {
    constructor(...args: never[]) {
        super();
        takeNothing("__init__", args);
        setId(this, native.event_new());
    }

    /** Whether the flag is set. Python: `threading.Event.is_set`. */
    is_set(...args: never[]): boolean {
        takeNothing("is_set", args);
        return native.event_is_set(this[id]) === 1;
    }

    /** Old name of `is_set`. Deprecated, as in Python. */
    isSet(...args: never[]): boolean {
        takeNothing("isSet", args);
        warnDeprecated("isSet() is deprecated, use is_set() instead");
        return this.is_set();
    }

    /** Sets the flag and wakes all threads that wait for it. Python: `threading.Event.set`. */
    set(...args: never[]): void {
        takeNothing("set", args);
        native.event_set(this[id]);
    }

    /** Clears the flag. Python: `threading.Event.clear`. */
    clear(...args: never[]): void {
        takeNothing("clear", args);
        native.event_clear(this[id]);
    }

    /**
     * Waits until the flag is set, at most `timeout` seconds; null waits forever. Returns whether it was set.
     * Python: `threading.Event.wait`.
     */
    wait(timeout?: number | null): boolean;
    wait(options: { timeout?: number | null }): boolean;
    wait(...args: unknown[]): boolean {
        const [timeout = null] = take({ ...noParameters, name: "Event.wait", parameters: ["timeout"] }, args);
        if (this.is_set()) return true;
        const outcome = native.event_wait(this[id], readWait(timeout));
        if (outcome < 0) raise(outcome);
        return outcome === 1;
    }

    override [share](): WireHandle {
        return { kind: "threading:event", numbers: [this[id]] };
    }

    override toString(): string {
        return `<threading.Event: ${this.is_set() ? "set" : "unset"}>`;
    }
}

defineSharedObject("threading:event", Event.prototype);

const noParameters = { parameters: [], required: 0, method: true };

function takeNothing(method: string, args: unknown[]): void {
    if (args.length > 0) take({ ...noParameters, name: `Event.${method}` }, args);
}
