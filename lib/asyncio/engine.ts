import { native } from "../native/addon";
import { NotImplementedError } from "../python/exceptions";
import { check, raise } from "../python/raise";

/**
 * The other half of native/asyncio/engine.cc. Four pieces of memory are shared:
 *
 * - `words`: items of four numbers. Those of a turn, in the first half, are slot, epoll's events, result and offset:
 *   the number of bytes received natively, which lie in the slab at the offset, 0 at the end of the stream, a negative
 *   errno, or NOTHING if only the descriptor is ready. Those of a flush, in the second half, are slot, whether it
 *   failed, and the number of bytes sent or the negative errno.
 * - `slab`: what was received.
 * - `out`: what is to be sent.
 * - `queue`: four numbers (items, bytes of `out`, sockets to be visited again, bytes of the slab), and for each item
 *   its slot, and where its bytes are in `out`.
 */

/** Events of epoll(7). */
export const EPOLLIN = 1;
export const EPOLLOUT = 4;
export const EPOLLERR = 8;
export const EPOLLHUP = 16;
export const EPOLLRDHUP = 0x2000;
export const EPOLLET = 0x80000000;
/** Events after which a read does not wait. */
export const READABLE = EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR;
/** Events after which a write does not wait. */
export const WRITABLE = EPOLLOUT | EPOLLHUP | EPOLLERR;

/** Result of an item without received bytes. */
export const NOTHING = -100;

const ADD = 1;
const DELETE = 2;
const MODIFY = 3;

const ITEMS = 4096;
const HEADER = 4;
const QUEUED = 0;
const QUEUED_BYTES = 1;
const AGAIN = 2;
const SLAB_USED = 3;
const SLAB = 256 * 1024;
const OUT = 256 * 1024;
/** Larger pieces are sent directly, which saves the copy. */
const LARGE = 16 * 1024;
/** A slab with less room is replaced, or used again if nobody has a part of it. */
const LEAST_ROOM = 96 * 1024;
/** Up to this size what is received is copied, so that what a program keeps holds no slab. */
const SMALL = 4096;

const ENOENT = 2;
const EEXIST = 17;

/** Receiver of items: a transport, or waits on a descriptor. */
export interface Watcher {
    /** Events and bytes of a descriptor. */
    onItem(events: number, result: number, offset: number): void;
    /** Bytes that the socket did not take. */
    onUnsent(data: Buffer): void;
    /** The send failed; `outcome` is the negative errno. */
    onSendFailed(outcome: number): void;
}

export class Engine {
    readonly #id: number;
    readonly #words = new Int32Array(2 * 4 * ITEMS);
    readonly #out = new Uint8Array(OUT);
    readonly #queue = new Int32Array(HEADER + 3 * ITEMS);
    #slab = new Uint8Array(SLAB);
    #isSlabShared = false;
    readonly #watchers: (Watcher | undefined)[] = [];
    readonly #free: number[] = [];
    #turn: NodeJS.Immediate | null = null;

    /** `inScope` calls a function in the scope of the loop. */
    constructor(inScope: (action: (count: number) => void, count: number) => void) {
        if (native.engine_open === undefined)
            throw new NotImplementedError("asyncio has sockets on Linux only so far");
        const dispatch = this.#dispatch.bind(this);
        const unsent = this.#takeUnsent.bind(this);
        const id = native.engine_open(
            (count) => inScope(dispatch, count),
            (count) => inScope(unsent, count),
        );
        if (id < 0) raise(id, "epoll_create1");
        this.#id = id;
        this.#share();
    }

    #share(): void {
        native.engine_share(this.#id, this.#words, this.#slab, this.#out, this.#queue);
    }

    /** Has the events of a descriptor told to `watcher`. Returns its slot. Raises `OSError`. */
    add(watcher: Watcher, fd: number, events: number): number {
        const slot = this.#free.pop() ?? this.#watchers.length;
        this.#watchers[slot] = watcher;
        const outcome = native.engine_control(this.#id, slot, ADD, fd, events);
        if (outcome < 0) {
            this.#watchers[slot] = undefined;
            this.#free.push(slot);
            raise(outcome, "epoll_ctl");
        }
        return slot;
    }

    /** Changes the events of a descriptor. Raises `OSError`. */
    modify(slot: number, fd: number, events: number): void {
        const outcome = native.engine_control(this.#id, slot, MODIFY, fd, events);
        if (outcome < 0) check(outcome, "epoll_ctl");
    }

    /** Ends the watch of a descriptor, which may be closed already. */
    remove(slot: number, fd: number): void {
        if (this.#watchers[slot] === undefined) return;
        this.#watchers[slot] = undefined;
        this.#free.push(slot);
        native.engine_control(this.#id, slot, DELETE, fd, 0);
    }

    /** Has up to `receive` bytes received natively at once, 0 none; `writes`: tells when the socket takes more. */
    want(slot: number, receive: number, writes: boolean): void {
        if (native.engine_want(this.#id, slot, receive, writes) === 1) this.#turnAgain();
    }

    /** Copies bytes to be sent at the end of the turn. Returns false if there are too many: they must be sent directly. */
    write(slot: number, data: Uint8Array, length: number): boolean {
        const queue = this.#queue;
        if (length > LARGE) {
            this.flush();
            return false;
        }
        if (queue[QUEUED] === ITEMS || queue[QUEUED_BYTES] + length > OUT) this.flush();
        const offset = queue[QUEUED_BYTES];
        this.#out.set(data, offset);
        const at = HEADER + 3 * queue[QUEUED]++;
        queue[at] = slot;
        queue[at + 1] = offset;
        queue[at + 2] = length;
        queue[QUEUED_BYTES] = offset + length;
        return true;
    }

    /** Sends what is queued now. */
    flush(): void {
        if (this.#queue[QUEUED] === 0) return;
        const count = native.engine_flush(this.#id);
        if (count > 0) this.#takeUnsent(count);
    }

    #dispatch(count: number): void {
        const words = this.#words;
        for (let at = 0; at < 4 * count; at += 4) {
            const watcher = this.#watchers[words[at]];
            watcher?.onItem(words[at + 1], words[at + 2], words[at + 3]);
        }
        if (SLAB - this.#queue[SLAB_USED] < LEAST_ROOM || !this.#isSlabShared) this.#renewSlab();
        if (this.#queue[AGAIN] > 0) this.#turnAgain();
    }

    #renewSlab(): void {
        this.#queue[SLAB_USED] = 0;
        if (!this.#isSlabShared) return;
        this.#isSlabShared = false;
        this.#slab = new Uint8Array(SLAB);
        this.#share();
    }

    /** Returns received bytes for the program to keep. */
    take(offset: number, length: number): Buffer {
        if (length > SMALL) {
            this.#isSlabShared = true;
            return Buffer.from(this.#slab.buffer, offset, length);
        }
        const copy = Buffer.allocUnsafe(length);
        copy.set(this.#slab.subarray(offset, offset + length));
        return copy;
    }

    /** Copies received bytes. */
    copyTo(target: Uint8Array, offset: number, length: number): void {
        target.set(this.#slab.subarray(offset, offset + length));
    }

    /** Visits sockets that may have more, once others have had their turn. */
    #turnAgain(): void {
        this.#turn ??= setImmediate(() => {
            this.#turn = null;
            const count = native.engine_turn(this.#id);
            this.#dispatch(count);
        });
    }

    /** Gives the watchers what their sockets did not take. */
    #takeUnsent(count: number): void {
        const words = this.#words.slice(4 * ITEMS, 4 * ITEMS + 4 * count);
        const left = new Map<number, Buffer>();
        for (let at = 0; at < words.length; at += 4)
            if (words[at + 1] === 0) left.set(words[at], this.#unsentOf(words[at], words[at + 2]));
        this.#queue[QUEUED] = 0;
        this.#queue[QUEUED_BYTES] = 0;
        for (let at = 0; at < words.length; at += 4) {
            const watcher = this.#watchers[words[at]];
            const data = left.get(words[at]);
            if (data === undefined) watcher?.onSendFailed(words[at + 2]);
            else watcher?.onUnsent(data);
        }
    }

    #unsentOf(slot: number, sent: number): Buffer {
        const queue = this.#queue;
        const parts: Uint8Array[] = [];
        for (let k = 0; k < queue[QUEUED]; k++) {
            const at = HEADER + 3 * k;
            if (queue[at] === slot)
                parts.push(this.#out.subarray(queue[at + 1], queue[at + 1] + queue[at + 2]));
        }
        return Buffer.concat(parts).subarray(sent);
    }

    /** Sends what is queued, and releases the epoll. */
    close(): void {
        this.flush();
        if (this.#turn !== null) clearImmediate(this.#turn);
        native.engine_close(this.#id);
        this.#watchers.length = 0;
    }
}

/** Waits and callbacks for one descriptor: of `sock_*()`, and of `add_reader()` and `add_writer()`. */
export class Watch implements Watcher {
    /** Called by the loop again and again while the descriptor is ready. */
    reader: (() => void) | null = null;
    writer: (() => void) | null = null;
    /** Called once. */
    readonly readWaits = new Set<() => void>();
    readonly writeWaits = new Set<() => void>();
    #slot = -1;

    constructor(
        private readonly engine: Engine,
        readonly fd: number,
        /** The socket's handle, which is never used again; null for a bare descriptor. */
        readonly handle: number | null,
    ) {}

    /** Tells the engine what is waited for. Raises `OSError`. */
    update(): void {
        const isLevel = this.reader !== null || this.writer !== null;
        const reads = this.reader !== null || (isLevel && this.readWaits.size > 0) ? EPOLLIN : 0;
        const writes = this.writer !== null || (isLevel && this.writeWaits.size > 0) ? EPOLLOUT : 0;
        const events = isLevel ? reads | writes : EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
        if (this.#slot < 0) {
            this.#slot = this.engine.add(this, this.fd, events);
            this.#events = events;
        } else if (events !== this.#events) {
            this.#events = events;
            try {
                this.engine.modify(this.#slot, this.fd, events);
            } catch (error) {
                if ((error as { errno?: number }).errno !== ENOENT) throw error;
                // The descriptor was closed, and its number has come again.
                this.drop();
                this.#slot = this.engine.add(this, this.fd, events);
            }
        }
    }

    #events = 0;

    /** Ends the watch. */
    drop(): void {
        if (this.#slot >= 0) this.engine.remove(this.#slot, this.fd);
        this.#slot = -1;
    }

    onItem(events: number): void {
        if (events & READABLE) {
            runAll(this.readWaits);
            this.reader?.();
        }
        if (events & WRITABLE) {
            runAll(this.writeWaits);
            this.writer?.();
        }
    }

    onUnsent(): void {}
    onSendFailed(): void {}
}

function runAll(waits: Set<() => void>): void {
    if (waits.size === 0) return;
    const all = [...waits];
    waits.clear();
    for (const wake of all) wake();
}

/** Whether the error says that the descriptor is watched already. */
export function isWatched(error: unknown): boolean {
    return (error as { errno?: number }).errno === EEXIST;
}
