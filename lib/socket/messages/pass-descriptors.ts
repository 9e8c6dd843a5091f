import { native } from "../../native/addon";
import { take, toInteger, toParsedInt } from "../../python/arguments";
import { asBytes, type BytesLike } from "../../python/buffers";
import { AttributeError, TypeError, ValueError } from "../../python/exceptions";
import { itemsOf } from "../../python/items";
import { typeName } from "../../python/type-name";
import type { Address, ReturnedAddress } from "../addresses/address";
import { SCM_RIGHTS, SOL_SOCKET } from "../constants";
import type { socket } from "../socket-class";
import { CMSG_LEN, type ReceivedItem } from "./ancillary";
import type { Message } from "./messages";

/** Passing descriptors to another process. */

const DESCRIPTOR_SIZE = Int32Array.BYTES_PER_ELEMENT;

const sendSignature = {
    name: "send_fds",
    parameters: ["sock", "buffers", "fds", "flags", "address"],
    required: 3,
};

/** Implements `send_fds`. */
function sendDescriptors(
    sock: socket,
    buffers: Iterable<BytesLike>,
    fds: Iterable<number>,
    flags?: number,
    address?: Address | null,
): number;
function sendDescriptors(...args: unknown[]): number {
    const [sock, buffers, fds] = take(sendSignature, args);
    const sendmsg = methodOf(sock, "sendmsg");
    return sendmsg.call(sock, buffers, [[SOL_SOCKET, SCM_RIGHTS, packDescriptors(fds)]]) as number;
}

const receiveSignature = {
    name: "recv_fds",
    parameters: ["sock", "bufsize", "maxfds", "flags"],
    required: 3,
};

/** Implements `recv_fds`. */
function receiveDescriptors(
    sock: socket,
    bufsize: number,
    maxfds: number,
    flags?: number,
): [data: Buffer, fds: number[], msg_flags: number, address: ReturnedAddress];
function receiveDescriptors(...args: unknown[]): unknown[] {
    const [sock, bufsize, maxfds] = take(receiveSignature, args);
    const recvmsg = methodOf(sock, "recvmsg");
    const message = recvmsg.call(sock, bufsize, CMSG_LEN(timesSize(maxfds))) as Message;
    const [data, ancdata, flags, address] = message;
    return [data, ancdata.flatMap(descriptorsOf), flags, address];
}

/**
 * Sends data (at least one byte) over an AF_UNIX socket, together with descriptors. Returns how many bytes of
 * the data were sent. The receiver gets duplicates, so the sender may close its descriptors afterwards. As in
 * CPython 3.13, `flags` and `address` have no effect.
 *
 * Raises `OSError`; `TypeError` or `OverflowError` for a descriptor that is not an int. Linux and macOS.
 * Python: `socket.send_fds`; unix(7).
 */
export const send_fds = ("sendmsg" in native ? sendDescriptors : undefined) as typeof sendDescriptors;
/**
 * Receives up to `bufsize` bytes of data and up to `maxfds` descriptors. Returns
 * `[data, fds, msg_flags, address]`. The caller must close the descriptors, which are plain numbers; child
 * processes inherit them. As in CPython 3.13, `flags` has no effect.
 *
 * Raises `OSError`; `OverflowError`, `TypeError`. Linux and macOS. Python: `socket.recv_fds`; unix(7).
 */
export const recv_fds = ("recvmsg" in native ? receiveDescriptors : undefined) as typeof receiveDescriptors;

function methodOf(sock: unknown, name: "sendmsg" | "recvmsg"): (...args: unknown[]) => unknown {
    const method = (sock as socket | null | undefined)?.[name] as unknown;
    if (typeof method !== "function")
        throw new AttributeError(`'${typeName(sock)}' object has no attribute '${name}'`);
    return method as () => unknown;
}

/** Packs descriptors as `array.array("i", fds)` does in Python. */
function packDescriptors(fds: unknown): Uint8Array {
    if (typeof fds === "string")
        throw new TypeError("cannot use a str to initialize an array with typecode 'i'");
    const packed = asBytes(fds);
    if (packed !== null) {
        if (packed.length % DESCRIPTOR_SIZE !== 0)
            throw new ValueError("bytes length not a multiple of item size");
        return packed;
    }
    const items = itemsOf(fds);
    if (items === null) throw new TypeError(`'${typeName(fds)}' object is not iterable`);
    return new Uint8Array(Int32Array.from(Array.from(items, toParsedInt)).buffer);
}

/** Returns Python's `maxfds * 4`. Raises `TypeError` only for values that Python cannot multiply. */
function timesSize(maxfds: unknown): number {
    if (typeof maxfds === "bigint") return (maxfds * BigInt(DESCRIPTOR_SIZE)) as unknown as number;
    if (typeof maxfds === "number" || typeof maxfds === "boolean")
        return Number(toInteger(maxfds)) * DESCRIPTOR_SIZE;
    if (typeof maxfds === "string") return maxfds as unknown as number;
    throw new TypeError(`unsupported operand type(s) for *: '${typeName(maxfds)}' and 'int'`);
}

function descriptorsOf([level, type, data]: ReceivedItem): number[] {
    if (level !== SOL_SOCKET || type !== SCM_RIGHTS) return [];
    const count = Math.floor(data.length / DESCRIPTOR_SIZE);
    return Array.from(new Int32Array(new Uint8Array(data).buffer, 0, count));
}
