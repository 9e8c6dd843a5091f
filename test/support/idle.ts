import * as threading from "pysocket/threading";

function wait(begun: threading.Event, end: threading.Event): void {
    begun.set();
    end.wait();
}

/** Starts a thread that waits for `end`, and returns when it does. */
export function startIdle(end: threading.Event): threading.Thread {
    const begun = new threading.Event();
    const thread = new threading.Thread({ target: wait, args: [begun, end] });
    thread.start();
    if (!begun.wait(60)) throw new Error("a thread does not begin");
    return thread;
}
