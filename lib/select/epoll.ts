import { inspect } from "node:util";
import { Kind, type Native, native } from "../native/addon";
import { takeNamed, takeNone, takeOne, toInt, toPollTimeout, toUnsignedInt } from "../python/arguments";
import { type Callable, callable } from "../python/callable";
import { OSError, ValueError } from "../python/exceptions";
import { type FileDescriptorLike, toFileDescriptor } from "../python/file-descriptor";
import { check, errnoOf, raise } from "../python/raise";
import { noteAct } from "../runtime/first-act";
import { follow, madeRoom } from "../runtime/garbage";
import { defineShared, share, type WireHandle } from "../transfer/structured";
import { EPOLL_CLOEXEC, EPOLLIN, EPOLLOUT, EPOLLPRI } from "./constants";
import { releaseDescriptor } from "./release";

/** Keyword arguments of `epoll`. */
export interface EpollOptions {
    /** Has no effect, as in Python on Linux; by default -1. */
    sizehint?: number;
    /** Flags: 0, the default, or EPOLL_CLOEXEC. */
    flags?: number;
}

// Operations of epoll_ctl(2).
const EPOLL_CTL_ADD = 1;
const EPOLL_CTL_DEL = 2;
const EPOLL_CTL_MOD = 3;

/** As in CPython: FD_SETSIZE - 1. */
const DEFAULT_MAXEVENTS = 1023;
/**
 * Maximum number of events per call. The next call returns the rest: a number alone must not allocate memory.
 */
const MAXEVENTS_MAX = 65536;

const EBADF = errnoOf("EBADF");

// The class is exported only where the platform has it.
const { epoll_create, epoll_adopt, epoll_control, epoll_wait } = native as Required<Native>;

/** An epoll descriptor without an object so far. */
class Opened {
    constructor(readonly handle: number) {}
}

/**
 * Waits for events of many descriptors, which the kernel stores: `epoll()`, with or without `new`. Threads
 * that it is passed to share it. Child processes do not inherit it. `using e = epoll()` closes it at the end
 * of the block; if it is dropped, the garbage collector closes it. Linux only. Python: `select.epoll`;
 * epoll(7).
 */
class Epoll {
    readonly #handle: number;

    /**
     * Opens an epoll descriptor. `sizehint` has no effect; `flags` must be 0 or EPOLL_CLOEXEC.
     *
     * Raises `OSError`, and `ValueError` for a size that is not positive.
     */
    constructor(sizehint?: number, flags?: number);
    constructor(options: EpollOptions);
    constructor(...args: unknown[]) {
        this.#handle = args[0] instanceof Opened ? args[0].handle : open(args);
        follow(this, Kind.Descriptor, this.#handle);
    }

    /**
     * Creates an object for an open epoll descriptor; -1 opens a new one, as in CPython.
     * Python: `epoll.fromfd`.
     */
    static fromfd(fd: number): Epoll;
    static fromfd(...args: unknown[]): Epoll {
        const fd = toInt(takeOne("epoll.fromfd", args));
        noteAct();
        return fd === -1 ? new Epoll() : fromHandle(check(epoll_adopt(fd)));
    }

    /** Whether the descriptor is closed. Python: `epoll.closed`. */
    get closed(): boolean {
        return native.fileno(this.#handle) < 0;
    }

    /** Returns the descriptor. Raises `ValueError` if it is closed. Python: `epoll.fileno`. */
    fileno(): number;
    fileno(...args: unknown[]): number {
        takeNone("epoll.fileno", args);
        this.#checkOpen();
        return native.fileno(this.#handle);
    }

    /** Closes the descriptor. A second call does nothing. Python: `epoll.close`. */
    close(): void;
    close(...args: unknown[]): void {
        takeNone("epoll.close", args);
        native.close(this.#handle);
    }

    /**
     * Registers a descriptor for events, by default EPOLLIN, EPOLLOUT and EPOLLPRI.
     *
     * Raises `OSError`: EEXIST if it is registered already, EPERM if epoll does not support it, such as a
     * file's, EBADF if it is not open. Python: `epoll.register`; epoll_ctl(2).
     */
    register(fd: FileDescriptorLike, eventmask?: number): void;
    register(options: { fd: FileDescriptorLike; eventmask?: number }): void;
    register(...args: unknown[]): void {
        const [fd, events] = takeNamed("register", ["fd", "eventmask"], 1, args);
        const mask = events === undefined ? EPOLLIN | EPOLLPRI | EPOLLOUT : events;
        this.#control(EPOLL_CTL_ADD, toFileDescriptor(fd), toUnsignedInt(mask));
    }

    /**
     * Changes the events of a registered descriptor. Raises `OSError` (ENOENT) if it is not registered.
     * Python: `epoll.modify`.
     */
    modify(fd: FileDescriptorLike, eventmask: number): void;
    modify(options: { fd: FileDescriptorLike; eventmask: number }): void;
    modify(...args: unknown[]): void {
        const [fd, events] = takeNamed("modify", ["fd", "eventmask"], 2, args);
        this.#control(EPOLL_CTL_MOD, toFileDescriptor(fd), toUnsignedInt(events));
    }

    /**
     * Unregisters a descriptor. Raises `OSError` (ENOENT) if it is not registered.
     * Python: `epoll.unregister`.
     */
    unregister(fd: FileDescriptorLike): void;
    unregister(options: { fd: FileDescriptorLike }): void;
    unregister(...args: unknown[]): void {
        const [fd] = takeNamed("unregister", ["fd"], 1, args);
        this.#control(EPOLL_CTL_DEL, toFileDescriptor(fd), 0);
    }

    #control(operation: number, fd: number, events: number): void {
        this.#checkOpen();
        check(epoll_control(this.#handle, operation, fd, events), "epoll_ctl");
    }

    /**
     * Waits for events. Returns a list of at most `maxevents` (by default 1023) pairs `[fd, events]`, empty
     * after `timeout` seconds. A null or negative timeout waits forever.
     *
     * Raises `ValueError` and `TypeError` for an invalid timeout or number of events, and `ValueError` if the
     * object is closed, even during the call. Python: `epoll.poll`; epoll_wait(2).
     */
    poll(timeout?: number | null, maxevents?: number): [fd: number, events: number][];
    poll(options: { timeout?: number | null; maxevents?: number }): [fd: number, events: number][];
    poll(...args: unknown[]): [fd: number, events: number][] {
        // Event loops call this all the time: the wait itself detects a closed object.
        if (args.length === 0) return this.#wait(-1, DEFAULT_MAXEVENTS);
        const isPlain = args.length === 2 && args[0] !== undefined && typeof args[1] === "number";
        const values = isPlain ? args : takeNamed("poll", ["timeout", "maxevents"], 0, args);
        const [timeout, limit = -1] = values;
        const most = toInt(limit);
        this.#checkOpen();
        const seconds = toPollTimeout(timeout, 1000);
        const maxevents = most === -1 ? DEFAULT_MAXEVENTS : Math.min(most, MAXEVENTS_MAX);
        if (maxevents <= 0) throw new ValueError(`maxevents must be greater than 0, got ${maxevents}`);
        return this.#wait(seconds, maxevents);
    }

    #wait(seconds: number, maxevents: number): [number, number][] {
        const pairs = spare !== null && spare.length >= 2 * maxevents ? spare : new Int32Array(2 * maxevents);
        spare = null;
        const count = epoll_wait(this.#handle, pairs, maxevents, seconds);
        spare = pairs;
        if (count === -EBADF) this.#checkOpen();
        if (count < 0) raise(count, "epoll_wait");
        const ready: [number, number][] = [];
        for (let index = 0; index < 2 * count; index += 2) ready.push([pairs[index], pairs[index + 1] >>> 0]);
        return ready;
    }

    #checkOpen(): void {
        if (this.closed) throw new ValueError("I/O operation on closed epoll object");
    }

    /** Closes the descriptor at the end of the block of `using e = epoll()`. */
    [Symbol.dispose](): void {
        this.close();
    }

    /** Returns a `repr()` like Python's. */
    toString(): string {
        return "<select.epoll object>";
    }

    [inspect.custom](): string {
        return this.toString();
    }

    /** Returns the handle that carries the object to another thread: see lib/transfer/structured.ts. */
    [share](): WireHandle {
        return { kind: "select:epoll", numbers: [this.#handle] };
    }
}
Object.defineProperty(Epoll, "name", { value: "epoll" });

/** Memory kept from one call for the next. A call takes it away, because a signal handler may poll too. */
let spare: Int32Array | null = null;

function open(args: unknown[]): number {
    const [sizehint = -1, flags = 0] = takeNamed("epoll", ["sizehint", "flags"], 0, args);
    const [size, bits] = [sizehint, flags].map(toInt);
    if (size !== -1 && size <= 0) throw new ValueError("negative sizehint");
    if (bits !== 0 && bits !== EPOLL_CLOEXEC) throw new OSError("invalid flags");
    noteAct();
    let handle = epoll_create();
    if (handle < 0 && madeRoom(handle)) handle = epoll_create();
    return check(handle, "epoll_create1");
}

function fromHandle(handle: number): Epoll {
    return new (Epoll as new (opened: Opened) => Epoll)(new Opened(handle));
}

defineShared("select:epoll", {
    of: Kind.Descriptor,
    retain: ([handle]) => native.retain(handle),
    revive: ([handle]) => fromHandle(handle),
    drop: ([handle]) => releaseDescriptor(handle),
});

/**
 * Waits for events of many descriptors, which the kernel stores: `epoll()`, with or without `new`. Undefined
 * where the platform lacks it; Linux only. Python: `select.epoll`; epoll(7).
 */
export const epoll = (epoll_create === undefined ? undefined : callable(Epoll)) as Callable<typeof Epoll>;
export type epoll = Epoll;
