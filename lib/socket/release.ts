import { Kind, native } from "../native/addon";
import { onCollected } from "../runtime/garbage";
import { describeHandle } from "./describe";

/** Gives back one reference to a socket; if it was the last of an open one, closes it with a warning. */
export function releaseSocket(handle: number): void {
    if (native.release(handle) !== 1) return;
    const text = describeHandle(handle);
    // Closed by the program already, and then dropped with a stream that it has not closed.
    const closed = native.is_closing(handle) === 1;
    native.close(handle);
    if (!closed) process.emitWarning(`unclosed ${text}`, "ResourceWarning");
}

onCollected(Kind.Socket, releaseSocket);
