import { Kind, native } from "../native/addon";
import { onCollected } from "../runtime/garbage";

/** Drops one reference to an epoll or kqueue. The last closes it silently, as in CPython. */
export function releaseDescriptor(handle: number): void {
    if (native.release(handle) === 1) native.close(handle);
}

onCollected(Kind.Descriptor, releaseDescriptor);
