import type { Thread } from "./thread";

/** The objects of this engine for threads, by the threads' numbers, for as long as the program has them. */
const objects = new Map<number, WeakRef<Thread>>();

export function noteObject(id: number, thread: Thread): void {
    objects.set(id, new WeakRef(thread));
}

export function findObject(id: number): Thread | undefined {
    return objects.get(id)?.deref();
}

/** An object for the thread was collected: not the one, maybe, that there is by now. */
export function forgetObject(id: number): void {
    if (findObject(id) === undefined) objects.delete(id);
}
