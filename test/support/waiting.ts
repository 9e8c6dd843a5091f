import { native } from "#lib/native/addon";
import { patience } from "./slowness";

/** Waits, without turning the event loop, until so many threads are inside a wait. */
export function untilWaiting(count: number): void {
    const deadline = performance.now() + 20_000 * patience;
    while (native.waiting() < count)
        if (performance.now() > deadline) throw new Error("no thread has blocked");
}
