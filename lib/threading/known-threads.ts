import { Kind, native } from "../native/addon";
import { follow, onCollected } from "../runtime/garbage";
import { stateKey, type ThreadObject } from "./thread-state";

/** Number of the main thread. */
export const MAIN = 0;

/** Objects of this JavaScript engine for threads that may be alive. */
const known = new Map<number, ThreadObject>();
let forgetAt = 64;

/** Returns this engine's object for a thread that may be alive. */
export function knownThread(id: number): ThreadObject | undefined {
    return known.get(id);
}

/**
 * Remembers the object of a thread. Most threads are never joined, so ended ones are dropped when there are
 * many.
 */
export function remember(id: number, thread: ThreadObject): void {
    known.set(id, thread);
    if (known.size < forgetAt) return;
    for (const each of known.keys()) if (each !== MAIN && native.thread_alive(each) !== 1) known.delete(each);
    forgetAt = Math.max(64, 2 * known.size);
}

export function forget(id: number): void {
    known.delete(id);
}

/** Follows a thread's object, which has a reference to the thread: it is the one to be found for as long as it lives. */
export function own(thread: ThreadObject): void {
    const state = thread[stateKey];
    state.owner = true;
    follow(thread, Kind.Thread, state.id);
}

onCollected(Kind.Thread, (id) => native.thread_release(id));
