import { types } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as workerThreads from "node:worker_threads";
import { type Kind, native } from "../native/addon";
import { errnoOf } from "../python/raise";

/**
 * Releases sockets, locks and threads that became unreachable without being closed. A thread that blocks
 * forever runs no finalizer. So the addon tracks the objects with weak references, and is asked for collected
 * ones whenever new objects are created.
 */

// Node 20 has none: there a clone is an empty object.
const { markAsUncloneable } = workerThreads as { markAsUncloneable?(object: object): void };

/**
 * Tracks an object for a native one until the garbage collector takes it. `structuredClone()` and `postMessage()`
 * refuse it: the clone would be an object without its socket or lock.
 */
export function follow(object: object, kind: Kind, handle: number): void {
    // A proxy is refused anyway.
    if (!types.isProxy(object)) markAsUncloneable?.(object);
    if (native.track(object, kind, handle) === 1) collect();
}

/** Releases everything that was collected since the last call. */
export function collect(): void {
    const found = native.collect();
    for (let index = 0; index < found.length; index += 2) release(found[index], found[index + 1]);
}

const releases = new Map<Kind, (handle: number) => void>();

/** Registers a function that is called with the handle of each collected object of a kind. */
export function onCollected(kind: Kind, release: (handle: number) => void): void {
    releases.set(kind, release);
}

function release(kind: Kind, handle: number): void {
    releases.get(kind)?.(handle);
}

// In a thread that creates no objects, each major collection is an opportunity to look.
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
 * Collects garbage after EMFILE or ENFILE; true if the caller should retry. CPython closes a dropped socket
 * at once, so programs rely on it.
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
