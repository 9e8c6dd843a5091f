import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Kind, native } from "../native/addon";
import { errnoOf } from "../python/raise";

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

const releases = new Map<Kind, (handle: number) => void>();

/** Has `release` called with the handle of each object of a kind that was collected. */
export function onCollected(kind: Kind, release: (handle: number) => void): void {
    releases.set(kind, release);
}

function release(kind: Kind, handle: number): void {
    releases.get(kind)?.(handle);
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
