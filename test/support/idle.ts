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
    begun.wait();
    return thread;
}
