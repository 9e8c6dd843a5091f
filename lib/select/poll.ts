import { inspect } from "node:util";
import { native } from "../native/addon";
import { asInteger, takeNone, takeOne, takePositional, toPollTimeout } from "../python/arguments";
import { KeyError, OverflowError, RuntimeError, TypeError, ValueError } from "../python/exceptions";
import { type FileDescriptorLike, toFileDescriptor } from "../python/file-descriptor";
import { errnoOf, raise } from "../python/raise";
import { nameValue } from "../transfer/registry";
import { POLLIN, POLLOUT, POLLPRI } from "./constants";

const made = Symbol("made by poll()");

/**
 * Descriptors and their events, to wait for. `poll()` creates one. Its fields are not `#private`, so that threads get
 * copies of it.
 */
export class PollObject {
    private readonly events = new Map<number, number>();
    private polling = false;
    /** Memory kept from one call for the next. */
    private pairs = new Float64Array(0);

    /** Only `poll()` may call it. */
    constructor(maker: symbol) {
        if (maker !== made) throw new TypeError("cannot create 'select.poll' instances");
    }

    /**
     * Registers a descriptor, or changes the events of a registered one. `eventmask` is by default POLLIN,
     * POLLPRI and POLLOUT.
     *
     * Raises `TypeError`, `ValueError` and `OverflowError` for an invalid descriptor or event mask.
     * Python: `poll.register`.
     */
    register(fd: FileDescriptorLike, eventmask?: number): void;
    register(...args: unknown[]): void {
        const [fd, events] = takePositional("poll", "register", args, 1, 2);
        const descriptor = toFileDescriptor(fd);
        this.events.set(descriptor, events === undefined ? POLLIN | POLLPRI | POLLOUT : toEvents(events));
    }

    /**
     * Changes the events of a registered descriptor. Raises `OSError` (ENOENT) if it is not registered.
     * Python: `poll.modify`.
     */
    modify(fd: FileDescriptorLike, eventmask: number): void;
    modify(...args: unknown[]): void {
        const [fd, mask] = takePositional("poll", "modify", args, 2, 2);
        const descriptor = toFileDescriptor(fd);
        const events = toEvents(mask);
        if (!this.events.has(descriptor)) raise(-errnoOf("ENOENT"));
        this.events.set(descriptor, events);
    }

    /** Unregisters a descriptor. Raises `KeyError` if it is not registered. Python: `poll.unregister`. */
    unregister(fd: FileDescriptorLike): void;
    unregister(...args: unknown[]): void {
        const descriptor = toFileDescriptor(takeOne("poll.unregister", args));
        if (!this.events.delete(descriptor)) throw new KeyError(descriptor);
    }

    /**
     * Waits for events. Returns a list of `[fd, events]` of the descriptors that are ready, empty after
     * `timeout` milliseconds. A null or negative timeout waits forever.
     *
     * Raises `OverflowError`, `ValueError` and `TypeError` for an invalid timeout, and `RuntimeError` if it
     * is called while it waits. Python: `poll.poll`; poll(2).
     */
    poll(timeout?: number | null): [fd: number, events: number][];
    poll(...args: unknown[]): [fd: number, events: number][] {
        const seconds =
            args.length === 0 ? -1 : toPollTimeout(takePositional("poll", "poll", args, 0, 1)[0], 1);
        if (this.polling) throw new RuntimeError("concurrent poll() invocation");
        const length = 2 * this.events.size;
        if (this.pairs.length !== length) this.pairs = new Float64Array(length);
        const pairs = this.pairs;
        let position = 0;
        for (const [fd, events] of this.events) {
            pairs[position++] = -1 - fd;
            pairs[position++] = events;
        }
        this.polling = true;
        try {
            const ready = native.poll(pairs, pairs.length / 2, seconds);
            if (ready < 0) raise(ready, "poll");
            return ready === 0 ? [] : readyOf(pairs);
        } finally {
            this.polling = false;
        }
    }

    toString(): string {
        return "<select.poll object>";
    }

    [inspect.custom](): string {
        return this.toString();
    }
}
Object.defineProperty(PollObject, "name", { value: "poll" });
nameValue("select:poll", PollObject);

/**
 * Creates an object that waits for events of many descriptors. Undefined on Windows. Python: `select.poll`;
 * poll(2).
 */
export const poll: () => PollObject = (
    POLLIN === undefined
        ? undefined
        : function poll(...args: unknown[]): PollObject {
              takeNone("select.poll", args);
              return new PollObject(made);
          }
) as () => PollObject;

const EVENTS_MAX = 0xffff;
const LONG_MAX = 2n ** 64n - 1n;

/** Converts an event mask to a C unsigned short, as CPython does. */
function toEvents(value: unknown): number {
    const events = asInteger(value);
    if (events === null) throw new TypeError("an integer is required");
    if (events < 0) throw new ValueError("value must be positive");
    if (events > LONG_MAX) throw new OverflowError("Python int too large to convert to C unsigned long");
    if (events > EVENTS_MAX) throw new OverflowError("Python int too large for C unsigned short");
    return Number(events);
}

function readyOf(pairs: Float64Array): [number, number][] {
    const ready: [number, number][] = [];
    for (let index = 0; index < pairs.length; index += 2)
        if (pairs[index + 1] !== 0) ready.push([-1 - pairs[index], pairs[index + 1] & EVENTS_MAX]);
    return ready;
}
