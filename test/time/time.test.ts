import assert from "node:assert/strict";
import * as threading from "pysocket/threading";
import * as time from "pysocket/time";

describe("time", () => {
    it("tells the processor time of the calling thread only", () => {
        const before = time.process_time() - time.thread_time();
        const ready = new threading.Event();
        const thread = threading.Thread({ target: work, args: [ready] });
        thread.start();
        ready.wait();
        thread.join();
        // What the other thread has used, with the clock's ticks to spare, counts for the process only.
        assert.ok(time.process_time() - time.thread_time() - before > 0.1);
        assert.ok(time.thread_time_ns() > 0n);
    });
});

function work(ready: threading.Event): void {
    const began = time.thread_time();
    while (time.thread_time() - began < 0.2);
    ready.set();
}
