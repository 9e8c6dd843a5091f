import { raise } from "./errors";
import { MemoryError } from "./exceptions";
import { native } from "./native";

/**
 * The fresh buffers that `recv` and `recvfrom` return. To allocate one of the size asked for costs more than
 * the system call, so small ones are slices of a slab, and large ones are received into scratch memory from
 * which what came is copied, unless it fills most of it.
 */

type ReceiveCall = (
    handle: number,
    view: Uint8Array,
    offset: number,
    length: number,
    flags: number,
) => number;

const SLAB_SIZE = 64 * 1024;
const LARGEST_SLICE = 8 * 1024;
const LARGEST_SCRATCH = 1024 * 1024;

let slab = Buffer.allocUnsafeSlow(SLAB_SIZE);
let used = 0;
let scratch: Buffer | null = null;

/** Receives up to `size` bytes by a native call; `name` is what its errors are about. */
export function receive(
    call: ReceiveCall,
    name: string,
    handle: number,
    size: number,
    flags: number,
): Buffer {
    return size <= LARGEST_SLICE
        ? receiveSlice(call, name, handle, size, flags)
        : receiveLarge(call, name, handle, size, flags);
}

function receiveSlice(call: ReceiveCall, name: string, handle: number, size: number, flags: number): Buffer {
    if (used + size > SLAB_SIZE) {
        slab = Buffer.allocUnsafeSlow(SLAB_SIZE);
        used = 0;
    }
    const target = slab;
    const start = used;
    // Taken before the call: while it waits, the listener of a signal may receive as well.
    const end = start + size;
    used = end;
    const received = call(handle, target, start, size, flags);
    if (used === end && slab === target) used = received > 0 ? start + received : start;
    if (received < 0) raise(received, name, receive);
    return target.subarray(start, start + received);
}

function receiveLarge(call: ReceiveCall, name: string, handle: number, size: number, flags: number): Buffer {
    const target = scratch !== null && scratch.length >= size ? scratch : allocate(size);
    scratch = null;
    const received = call(handle, target, 0, size, flags);
    const copied = received * 2 < target.length;
    if (copied && target.length <= LARGEST_SCRATCH) scratch = target;
    if (received < 0) raise(received, name, receive);
    const result = target.subarray(0, received);
    return copied ? Buffer.from(result) : result;
}

/** Raises `MemoryError`. */
function allocate(size: number): Buffer {
    try {
        return Buffer.allocUnsafeSlow(size);
    } catch {
        throw new MemoryError();
    }
}
