import { Kind, native } from "../native/addon";
import { onCollected } from "../runtime/garbage";
import { describeHandle } from "./describe";

/**
 * Drops one reference to a socket. If it was the last and the socket is open, closes it and emits a
 * `ResourceWarning`.
 */
export function releaseSocket(handle: number): void {
    if (native.release(handle) !== 1) return;
    const text = describeHandle(handle);
    // The program has closed the socket, then dropped it with a stream that was still open.
    const closed = native.is_closing(handle) === 1;
    native.close(handle);
    if (!closed) process.emitWarning(`unclosed ${text}`, "ResourceWarning");
}

onCollected(Kind.Socket, releaseSocket);
