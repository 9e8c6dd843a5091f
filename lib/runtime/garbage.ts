import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Kind, native } from "../native/addon";
import { errnoOf } from "../python/raise";
import { describeHandle } from "../socket/describe";
import { forgetLocal } from "../threading/local-contents";

/**
 * What becomes of sockets, locks and threads that a program has dropped without closing them. A thread that
 * blocks for ever never runs a finaliser, so the native side follows the objects by weak references, and it
 * is asked for those that are gone whenever new ones are made.
 */

/** Follows an object that stands for something of the process, until the garbage collector has taken it. */
export function follow(object: object, kind: Kind, handle: number): void {
    if (native.track(object, kind, handle) === 1) collect();
}

/** Gives back what was collected since the last time. */
export function collect(): void {
    const found = native.collect();
    for (let index = 0; index < found.length; index += 2) release(found[index], found[index + 1]);
}

function release(kind: Kind, handle: number): void {
    if (kind === Kind.Socket) releaseSocket(handle);
    else if (kind === Kind.Descriptor) releaseDescriptor(handle);
    else if (kind === Kind.Thread) native.thread_release(handle);
    else if (kind === Kind.Owner) native.executor_release(handle);
    else native.object_release(handle);
    if (kind === Kind.Local) forgetLocal(handle);
}

/** Gives back one reference to a socket; if it was the last of an open one, closes it with a warning. */
export function releaseSocket(handle: number): void {
    if (native.release(handle) !== 1) return;
    const text = describeHandle(handle);
    // Closed by the program already, and then dropped with a stream that it has not closed.
    const closed = native.is_closing(handle) === 1;
    native.close(handle);
    if (!closed) process.emitWarning(`unclosed ${text}`, "ResourceWarning");
}

/** The same for a descriptor of another kind, which CPython closes without a word. */
export function releaseDescriptor(handle: number): void {
    if (native.release(handle) === 1) native.close(handle);
}

// In a thread that makes nothing new, each major collection is a moment to look.
const sentinels = new FinalizationRegistry(() => {
    collect();
    placeSentinel();
});

function placeSentinel(): void {
    sentinels.register({}, undefined);
}

placeSentinel();

const limits = [-errnoOf("EMFILE"), -errnoOf("ENFILE")];

/**
 * Whether to try again what has failed for want of descriptors: CPython closes a dropped socket at once, so a
 * program may rely on it. Here the garbage collector has to be asked.
 */
export function madeRoom(outcome: number): boolean {
    if (!limits.includes(outcome)) return false;
    collectGarbage();
    collect();
    return true;
}

let collectGarbage = (): void => {
    setFlagsFromString("--expose-gc");
    collectGarbage = runInNewContext("gc");
    collectGarbage();
};
