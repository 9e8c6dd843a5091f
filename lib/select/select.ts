import "../runtime/environment";
import { native } from "../native/addon";
import { isInt, takePositional, toSeconds } from "../python/arguments";
import { OSError } from "../python/builtins";
import { errorFor, TypeError, ValueError } from "../python/exceptions";
import { type FileDescriptorLike, toFileDescriptor } from "../python/file-descriptor";
import { itemsOf } from "../python/items";
import { ENOTSOCKET, raise } from "../python/raise";
import { isPlainObject } from "../python/type-name";
import { handleOf } from "../socket/socket-class";

export type { FileDescriptorLike } from "../python/file-descriptor";
export * from "./constants";
export { type EpollOptions, epoll } from "./epoll";
export { type KeventOptions, kevent, kqueue } from "./kqueue";
export { poll } from "./poll";

/** Another name of `OSError`. Python: `select.error`. */
export const error = OSError;
export type error = OSError;

// Events of poll(2), with the same numbers on all POSIX systems, and the masks for select(2)'s three lists.
const POLLIN = 1;
const POLLPRI = 2;
const POLLOUT = 4;
const POLLERR = 8;
const POLLHUP = 16;
const POLLNVAL = 32;
const READABLE = POLLIN | POLLHUP | POLLERR;
const WRITABLE = POLLOUT | POLLERR;
const EXCEPTIONAL = POLLPRI;

type List = readonly unknown[];
type Lists = [List, List, List];

/**
 * Waits until an object of `rlist` is readable, one of `wlist` writable, or one of `xlist` has out-of-band
 * data. Returns three lists of the objects that are ready, empty after `timeout` seconds; by default it waits
 * forever. The lists may have sockets, descriptors and objects with `fileno()`; the results are the same
 * objects. There is no limit of 1024 descriptors.
 *
 * Raises `OSError` (EBADF) for a descriptor that is not open; `ValueError` for a negative one, such as a
 * closed socket's, and for a negative timeout; `TypeError` for any other value. Python: `select.select`;
 * select(2).
 *
 * ```ts
 * const [readable] = select([server, client], [], [], 1.5);
 * ```
 */
export function select<
    Read extends FileDescriptorLike = never,
    Write extends FileDescriptorLike = never,
    Exceptional extends FileDescriptorLike = never,
>(
    rlist: Iterable<Read>,
    wlist: Iterable<Write>,
    xlist: Iterable<Exceptional>,
    timeout?: number | null,
): [Read[], Write[], Exceptional[]];
export function select(...args: unknown[]): [unknown[], unknown[], unknown[]] {
    const isPlain = (args.length === 3 || args.length === 4) && !isPlainObject(args.at(-1));
    if (!isPlain) takePositional("select", "select", args, 3, 4);
    const seconds = timeoutArgument(args[3]);
    const wait = new Wait(args);
    try {
        return wait.run(seconds);
    } finally {
        wait.done();
    }
}

/** Returns seconds, or -1 to wait forever. */
function timeoutArgument(timeout: unknown): number {
    if (timeout === null || timeout === undefined) return -1;
    let seconds: number;
    try {
        seconds = toSeconds(timeout);
    } catch (error) {
        throw error instanceof TypeError ? new TypeError("timeout must be a float or None") : error;
    }
    if (seconds < 0) throw new ValueError("timeout must be non-negative");
    return seconds;
}

function toList(value: unknown): List {
    if (isPlainObject(value)) return Object.keys(value);
    const list = itemsOf(value);
    if (list === null) throw new TypeError("arguments 1-3 must be sequences");
    return list;
}

/** Returns the number for `native.poll`: a socket's handle, or a descriptor as `-1 - fd`. */
function toPollable(value: unknown): number {
    if (typeof value === "number" && isInt(value) && value >= 0) return -1 - value;
    const handle = typeof value === "object" && value !== null ? handleOf(value) : null;
    return handle ?? -1 - toFileDescriptor(value);
}

/** Memory kept from one call for the next. A call takes it away, because a signal handler may select too. */
let spare: Float64Array | null = new Float64Array(256);

class Wait {
    readonly #lists: Lists;
    readonly #count: number;
    /** Number and events of each object, for the three lists one after the other. */
    readonly #pairs: Float64Array;

    constructor(args: readonly unknown[]) {
        const pollables: number[] = [];
        // In the order of the lists, because CPython reports the first error.
        this.#lists = [0, 1, 2].map((index) => {
            const list = toList(args[index]);
            for (let item = 0; item < list.length; item++) pollables.push(toPollable(list[item]));
            return list;
        }) as unknown as Lists;
        this.#count = pollables.length;
        const least = 2 * pollables.length;
        this.#pairs =
            spare !== null && spare.length >= least ? spare : new Float64Array(Math.max(least, 256));
        spare = null;
        for (let index = 0; index < pollables.length; index++) this.#pairs[2 * index] = pollables[index];
    }

    done(): void {
        spare = this.#pairs;
    }

    run(seconds: number): [unknown[], unknown[], unknown[]] {
        const deadline = seconds > 0 ? performance.now() + seconds * 1000 : 0;
        let ready = this.#poll(0);
        // A socket that was closed before the call has no descriptor. One that is closed during the call had
        // one.
        if (ready === -ENOTSOCKET) throw this.#closedError();
        if (ready === 0 && seconds !== 0) ready = this.#poll(seconds);
        if (ready < 0) raise(ready, "select");
        const selected = this.#selected();
        if (ready === 0 || seconds === 0 || selected.some((list) => list.length > 0)) return selected;
        return this.#waitWithoutStuck(
            seconds < 0 ? seconds : Math.max(0, deadline - performance.now()) / 1000,
        );
    }

    #poll(seconds: number): number {
        const pairs = this.#pairs;
        let position = 1;
        for (let end = position + this.#lists[0].length * 2; position < end; position += 2)
            pairs[position] = POLLIN;
        for (let end = position + this.#lists[1].length * 2; position < end; position += 2)
            pairs[position] = POLLOUT;
        for (let end = position + this.#lists[2].length * 2; position < end; position += 2)
            pairs[position] = POLLPRI;
        return native.poll(pairs, this.#count, seconds);
    }

    #closedError(): Error {
        for (const value of this.#lists.flat()) {
            const handle = typeof value === "object" && value !== null ? handleOf(value) : null;
            if (handle !== null && native.fileno(handle) < 0)
                return new ValueError("file descriptor cannot be a negative integer (-1)");
        }
        return errorFor(ENOTSOCKET);
    }

    #selected(): [unknown[], unknown[], unknown[]] {
        const [rlist, wlist, xlist] = this.#lists;
        return [
            this.#matching(rlist, 0, READABLE),
            this.#matching(wlist, rlist.length, WRITABLE),
            this.#matching(xlist, rlist.length + wlist.length, EXCEPTIONAL),
        ];
    }

    #matching(list: List, start: number, wanted: number): unknown[] {
        const matching: unknown[] = [];
        for (let index = 0; index < list.length; index++) {
            const events = this.#pairs[(start + index) * 2 + 1];
            if ((events & POLLNVAL) !== 0) raise(-ENOTSOCKET, "select");
            if ((events & wanted) !== 0) matching.push(list[index]);
        }
        return matching;
    }

    /**
     * Waits without the objects that have hung up. poll(2) reports a hang-up that was not asked for, and
     * would return at once again.
     */
    #waitWithoutStuck(seconds: number): [unknown[], unknown[], unknown[]] {
        const [rlist, wlist, xlist] = this.#lists;
        const isQuiet = (start: number) => (_: unknown, index: number) =>
            this.#pairs[(start + index) * 2 + 1] === 0;
        const writable = wlist.filter(isQuiet(rlist.length));
        const exceptional = xlist.filter(isQuiet(rlist.length + wlist.length));
        return new Wait([rlist, writable, exceptional]).run(seconds);
    }
}
