import { native } from "../native/addon";
import { takeOne, takeSome, toBytes, toUnsignedInt } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { TypeError, ValueError } from "../python/exceptions";
import { itemsOf } from "../python/items";
import { check } from "../python/raise";
import { typeName } from "../python/type-name";
import { SIO_KEEPALIVE_VALS, SIO_LOOPBACK_FAST_PATH, SIO_RCVALL } from "./constants";

/** Operations of sockets that only Windows has. */

/** Implements `socket.ioctl(control, option)`. Returns the number of bytes that the system returned. */
export function ioctl(handle: number, args: readonly unknown[]): number {
    const [control, option] = takeSome("socket", "ioctl", args, 2, 2);
    const code = toUnsignedInt(control);
    const words = Uint32Array.from(optionOf(code, option));
    const bytes = new Uint8Array(words.buffer);
    return check(native.ioctl(handle, code, bytes, bytes.length), "ioctl");
}

function optionOf(code: number, option: unknown): number[] {
    if (code === SIO_RCVALL || code === SIO_LOOPBACK_FAST_PATH) return [toUnsignedInt(option)];
    if (code !== SIO_KEEPALIVE_VALS) throw new ValueError(`invalid ioctl command ${code}`);
    const items = itemsOf(option);
    if (items === null)
        throw new TypeError(`ioctl() argument 2 must be 3-item sequence, not ${typeName(option)}`);
    if (items.length !== 3)
        throw new TypeError(`ioctl() argument 2 must be sequence of length 3, not ${items.length}`);
    return items.map(toUnsignedInt);
}

/** Implements `socket.share(process_id)`. Returns data with which another process opens the socket. */
export function shareWith(handle: number, args: readonly unknown[]): Buffer {
    const process = toUnsignedInt(takeOne("socket.share", args));
    const shared = native.share(handle, process);
    if (typeof shared === "number") check(shared, "share");
    return Buffer.from((shared as Uint8Array).buffer);
}

/** Opens the descriptor of a shared socket. Writes its family, type and protocol to the block. */
export function openShared(info: BytesLike): number {
    const bytes = toBytes(info);
    const size = native.share_size();
    if (bytes.length !== size)
        throw new ValueError(`socket descriptor string has wrong size, should be ${size} bytes.`);
    return check(native.open_shared(bytes), "fromshare");
}
