import { patience } from "./slowness";

// As the package carries it: there the file of the module by itself is absent.
const { native }: typeof import("#lib/native/addon") = require("#pysocket")("native/addon");

/** Waits, without turning the event loop, until so many threads are inside a wait. */
export function untilWaiting(count: number): void {
    const deadline = performance.now() + 20_000 * patience;
    while (native.waiting() < count)
        if (performance.now() > deadline) throw new Error("no thread has blocked");
}
