import { totalmem } from "node:os";
import { MemoryError, OverflowError } from "../python/exceptions";
import { raise } from "../python/raise";
import { MSG_WAITALL } from "./constants";

/**
 * Buffers for the results of `recv` and `recvfrom`. Allocating one of the requested size often costs more
 * than the system call. So up to 64 KiB the results are slices of a slab. Larger requests go to scratch
 * memory: the result is copied from it, or takes the memory over if it fills most of it.
 */

type ReceiveCall = (
    handle: number,
    view: Uint8Array,
    offset: number,
    length: number,
    flags: number,
) => number;

const KIB = 1024;
const LARGEST_SCRATCH = 1024 * KIB;

// The kernel copies half as fast to the start of a page as to just after it.
const START = 64;

class Slab {
    #memory: Buffer;
    #used = START;
    /**
     * Smallest result that stays a slice. A slice keeps the whole slab alive, so smaller results are copied.
     */
    readonly #leastSlice: number;

    constructor(size: number, leastSlice: number) {
        this.#memory = Buffer.allocUnsafeSlow(START + size);
        this.#leastSlice = leastSlice;
    }

    receive(call: ReceiveCall, handle: number, size: number, flags: number): Buffer | number {
        if (this.#used + size > this.#memory.length) {
            this.#memory = Buffer.allocUnsafeSlow(this.#memory.length);
            this.#used = START;
        }
        const memory = this.#memory;
        const start = this.#used;
        // Taken before the call: while it waits, a signal handler may receive as well.
        const end = start + size;
        this.#used = end;
        const received = call(handle, memory, start, size, flags);
        const isSlice = received >= this.#leastSlice && received <= size;
        if (this.#used === end && this.#memory === memory) this.#used = isSlice ? start + received : start;
        if (received < 0) return received;
        if (received > size) return filled(memory.subarray(start, end), received);
        const result = memory.subarray(start, start + received);
        return isSlice ? result : Buffer.from(result);
    }
}

const SMALL = 8 * KIB;
const MEDIUM = 64 * KIB;
const small = new Slab(64 * KIB, 0);
const medium = new Slab(256 * KIB, 4 * KIB);

/**
 * Receives up to `size` bytes with the native function `call`, of which errors give the `name`. `call` is
 * passed as a value so that `recv` and `recvfrom` share this code.
 */
export function receive(
    call: ReceiveCall,
    name: string,
    handle: number,
    size: number,
    flags: number,
): Buffer {
    const received = attempt(call, handle, size, flags);
    if (typeof received === "number") raise(received, name, receive);
    return received;
}

/**
 * Receives up to `size` bytes; returns them or the negative result. Split from `receive()` because V8 never optimizes a
 * function that always throws.
 */
export function attempt(call: ReceiveCall, handle: number, size: number, flags: number): Buffer | number {
    if (size <= SMALL) return small.receive(call, handle, size, flags);
    if (size <= MEDIUM) return medium.receive(call, handle, size, flags);
    return receiveLarge(call, handle, size, flags);
}

let scratch: Buffer | null = null;

function receiveLarge(call: ReceiveCall, handle: number, size: number, flags: number): Buffer | number {
    checkSize(size);
    const most = Math.min(size, (flags & MSG_WAITALL) === 0 ? LARGEST_PART : LARGEST_RESULT);
    const target = scratch !== null && scratch.length >= START + most ? scratch : allocate(START + most);
    scratch = null;
    const received = call(handle, target, START, most, flags);
    const isCopied = received * 2 < target.length;
    if (isCopied && target.length <= LARGEST_SCRATCH) scratch = target;
    if (received < 0) return received;
    if (received > most) return filled(target.subarray(START, START + most), received);
    const result = target.subarray(START, START + received);
    return isCopied ? Buffer.from(result) : result;
}

/**
 * Returns a buffer of the length of the whole datagram, which a call with MSG_TRUNC tells even if it was cut
 * off.
 */
function filled(received: Buffer, length: number): Buffer {
    const result = Buffer.alloc(length);
    received.copy(result);
    return result;
}

/** Maximum size of a request, unless it waits for all of it. No socket returns more at once. */
const LARGEST_PART = 64 * 1024 * KIB;
/** Maximum number of bytes that a system call returns. */
const LARGEST_RESULT = 2 ** 31 - 4096;

/**
 * Raises `MemoryError` for more bytes than the machine has, `OverflowError` for more than Python's `bytes`
 * can have.
 */
export function checkSize(size: number): void {
    if (size <= LARGEST_PART) return;
    if (size >= 2 ** 63) throw new OverflowError("byte string is too large");
    if (size > totalmem()) throw new MemoryError();
}

/** Allocates memory. Raises `MemoryError`. */
export function allocate(size: number): Buffer {
    try {
        return Buffer.allocUnsafeSlow(size);
    } catch {
        throw new MemoryError();
    }
}
