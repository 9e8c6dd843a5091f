import { Kind, native } from "../native/addon";
import { onCollected } from "../runtime/garbage";

/** Gives back one reference to the descriptor of an epoll or kqueue, which CPython closes without a word. */
export function releaseDescriptor(handle: number): void {
    if (native.release(handle) === 1) native.close(handle);
}

onCollected(Kind.Descriptor, releaseDescriptor);
