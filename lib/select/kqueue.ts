import { inspect } from "node:util";
import { Kind, type Native, native } from "../native/addon";
import {
    asInteger,
    takeNamed,
    takeNone,
    takeOne,
    takePositional,
    toInt,
    toSeconds,
} from "../python/arguments";
import { type Callable, callable } from "../python/callable";
import { OverflowError, TypeError, ValueError } from "../python/exceptions";
import { type FileDescriptorLike, toFileDescriptor } from "../python/file-descriptor";
import { itemsOf } from "../python/items";
import { check, errnoOf, raise } from "../python/raise";
import { typeName } from "../python/type-name";
import { noteAct } from "../runtime/first-act";
import { follow, madeRoom } from "../runtime/garbage";
import { defineShared, share, type WireHandle } from "../transfer/structured";
import { KQ_EV_ADD, KQ_FILTER_READ } from "./constants";
import { releaseDescriptor } from "./release";

/** Keyword arguments of `kevent`. */
export interface KeventOptions {
    /** Identifier of the event's source: for most filters a descriptor. */
    ident: FileDescriptorLike;
    /** Filter: `KQ_FILTER_*`, by default KQ_FILTER_READ. */
    filter?: number;
    /** Flags: `KQ_EV_*`, by default KQ_EV_ADD. */
    flags?: number;
    /** Flags of the filter: `KQ_NOTE_*`, by default 0. */
    fflags?: number;
    /** Data of the filter, by default 0. */
    data?: number;
    /** The program's own number, by default 0. */
    udata?: number;
}

const EBADF = errnoOf("EBADF");

// The classes are exported only where the platform has them.
const { kqueue_create, kqueue_adopt, kqueue_control } = native as Required<Native>;

/** An event to wait for, or one that has happened. macOS and BSD only. Python: `select.kevent`; kqueue(2). */
class Kevent {
    /** Identifier of the event's source: for most filters a descriptor. */
    ident: number;
    /** Filter: `KQ_FILTER_*`. */
    filter: number;
    /** Flags: `KQ_EV_*`. */
    flags: number;
    /** Flags of the filter: `KQ_NOTE_*`. */
    fflags: number;
    /** Data of the filter. */
    data: number;
    /** The program's own number. */
    udata: number;

    constructor(
        ident: FileDescriptorLike,
        filter?: number,
        flags?: number,
        fflags?: number,
        data?: number,
        udata?: number,
    );
    constructor(options: KeventOptions);
    constructor(...args: unknown[]) {
        const names = ["ident", "filter", "flags", "fflags", "data", "udata"];
        const values = takeNamed("kevent", names, 1, args);
        const [ident, filter = KQ_FILTER_READ, flags = KQ_EV_ADD, fflags = 0, data = 0, udata = 0] = values;
        this.ident = asInteger(ident) === null ? toFileDescriptor(ident) : toNumber(ident);
        [this.filter, this.flags, this.fflags, this.data, this.udata] = [
            filter,
            flags,
            fflags,
            data,
            udata,
        ].map(toNumber);
    }

    /** Returns Python's `repr()` of the event. */
    toString(): string {
        const { ident, filter, flags, fflags, data, udata } = this;
        const hex = (number: number) => `0x${number.toString(16)}`;
        return `<select.kevent ident=${ident} filter=${filter} flags=${hex(flags)} fflags=${hex(fflags)} data=${hex(data)} udata=${hex(udata)}>`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}
Object.defineProperty(Kevent, "name", { value: "kevent" });

function toNumber(value: unknown): number {
    const integer = asInteger(value);
    if (integer === null)
        throw new TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
    const number = Number(integer);
    if (!Number.isSafeInteger(number)) throw new OverflowError("Python int too large to convert to C long");
    return number;
}

/** A queue of events without an object so far. */
class Opened {
    constructor(readonly handle: number) {}
}

const NUMBERS = 6;
/**
 * Maximum number of events per call. The next call returns the rest: a number alone must not allocate memory.
 */
const EVENTS_MAX = 65536;

/**
 * Queue of kernel events: `kqueue()`, with or without `new`. Threads that it is passed to share it. If it is
 * dropped, the garbage collector closes it. macOS and BSD only. Python: `select.kqueue`; kqueue(2).
 */
class Kqueue {
    readonly #handle: number;

    constructor();
    constructor(...args: unknown[]) {
        this.#handle = args[0] instanceof Opened ? args[0].handle : open(args);
        follow(this, Kind.Descriptor, this.#handle);
    }

    /** Creates an object for an open queue. Python: `kqueue.fromfd`. */
    static fromfd(fd: number): Kqueue;
    static fromfd(...args: unknown[]): Kqueue {
        const fd = toInt(takeOne("kqueue.fromfd", args));
        noteAct();
        return fromHandle(check(kqueue_adopt(fd)));
    }

    /** Whether the descriptor is closed. Python: `kqueue.closed`. */
    get closed(): boolean {
        return native.fileno(this.#handle) < 0;
    }

    /** Returns the descriptor. Raises `ValueError` if it is closed. Python: `kqueue.fileno`. */
    fileno(): number;
    fileno(...args: unknown[]): number {
        takeNone("kqueue.fileno", args);
        this.#checkOpen();
        return native.fileno(this.#handle);
    }

    /** Closes the descriptor. A second call does nothing. Python: `kqueue.close`. */
    close(): void;
    close(...args: unknown[]): void {
        takeNone("kqueue.close", args);
        native.close(this.#handle);
    }

    /**
     * Applies changes (an iterable of `kevent`s, or null), then waits for at most `maxevents` events and
     * `timeout` seconds; null waits forever. With 0 events it does not wait.
     *
     * Raises `OSError`; `TypeError` and `ValueError` for invalid arguments. Python: `kqueue.control`;
     * kevent(2).
     */
    control(changelist: Iterable<Kevent> | null, maxevents: number, timeout?: number | null): Kevent[];
    control(...args: unknown[]): Kevent[] {
        const [changelist, limit, timeout = null] = takePositional("kqueue", "control", args, 2, 3);
        const most = toInt(limit);
        this.#checkOpen();
        if (most < 0) throw new ValueError(`Length of eventlist must be 0 or positive, got ${most}`);
        const seconds = timeoutArgument(timeout);
        const changes = changesOf(changelist);
        const events = new Float64Array(NUMBERS * Math.min(most, EVENTS_MAX));
        const count = kqueue_control(
            this.#handle,
            changes,
            changes.length / NUMBERS,
            events,
            events.length / NUMBERS,
            seconds,
        );
        if (count === -EBADF) this.#checkOpen();
        if (count < 0) raise(count, "kevent");
        return Array.from({ length: count }, (_, index) => toKevent(events, NUMBERS * index));
    }

    #checkOpen(): void {
        if (this.closed) throw new ValueError("I/O operation on closed kqueue object");
    }

    /** Closes the descriptor at the end of the block of `using k = kqueue()`. */
    [Symbol.dispose](): void {
        this.close();
    }

    /** Returns a `repr()` like Python's. */
    toString(): string {
        return "<select.kqueue object>";
    }

    [inspect.custom](): string {
        return this.toString();
    }

    /** Returns the handle that carries the object to another thread: see lib/transfer/structured.ts. */
    [share](): WireHandle {
        return { kind: "select:kqueue", numbers: [this.#handle] };
    }
}
Object.defineProperty(Kqueue, "name", { value: "kqueue" });

function open(args: unknown[]): number {
    takeNone("kqueue", args);
    noteAct();
    let handle = kqueue_create();
    if (handle < 0 && madeRoom(handle)) handle = kqueue_create();
    return check(handle, "kqueue");
}

function fromHandle(handle: number): Kqueue {
    return new (Kqueue as new (opened: Opened) => Kqueue)(new Opened(handle));
}

function timeoutArgument(timeout: unknown): number {
    if (timeout === null) return -1;
    let seconds: number;
    try {
        seconds = toSeconds(timeout);
    } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        throw new TypeError(`timeout argument must be a number or None, got ${typeName(timeout)}`);
    }
    if (seconds < 0) throw new ValueError("timeout must be positive or None");
    return seconds;
}

function changesOf(changelist: unknown): Float64Array {
    if (changelist === null) return new Float64Array(0);
    const items = itemsOf(changelist);
    if (items === null || !items.every((item) => item instanceof Kevent))
        throw new TypeError("changelist must be an iterable of select.kevent objects");
    return Float64Array.from(
        (items as readonly Kevent[]).flatMap(({ ident, filter, flags, fflags, data, udata }) =>
            [ident, filter, flags, fflags, data, udata].map(toNumber),
        ),
    );
}

function toKevent(numbers: Float64Array, start: number): Kevent {
    const [ident, filter, flags, fflags, data, udata] = numbers.subarray(start, start + NUMBERS);
    return new Kevent(ident, filter, flags, fflags, data, udata);
}

defineShared("select:kqueue", {
    of: Kind.Descriptor,
    retain: ([handle]) => native.retain(handle),
    revive: ([handle]) => fromHandle(handle),
    drop: ([handle]) => releaseDescriptor(handle),
});

/**
 * Queue of kernel events: `kqueue()`, with or without `new`. Undefined where the platform lacks it; macOS and
 * BSD only. Python: `select.kqueue`; kqueue(2).
 */
export const kqueue = (kqueue_create === undefined ? undefined : callable(Kqueue)) as Callable<typeof Kqueue>;
export type kqueue = Kqueue;

/**
 * An event to wait for, or one that has happened. Undefined where the platform lacks it; macOS and BSD only.
 * Python: `select.kevent`; kqueue(2).
 */
export const kevent = (kqueue_create === undefined ? undefined : callable(Kevent)) as Callable<typeof Kevent>;
export type kevent = Kevent;
