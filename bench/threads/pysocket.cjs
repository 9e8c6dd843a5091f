const queues = require("pysocket/queue");
const threading = require("pysocket/threading");
const { serve } = require("../runtime/peer.cjs");
const { compute, nothing, now, resident } = require("./work.cjs");

function start() {
    const run = (count) => {
        let elapsed = 0;
        for (let done = 0; done < count; done++) {
            const thread = threading.Thread({ target: nothing });
            const begin = now();
            thread.start();
            elapsed += now() - begin;
            thread.join();
        }
        return elapsed;
    };
    return { run, close: nothing };
}

function start_join() {
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            const thread = threading.Thread({ target: nothing });
            thread.start();
            thread.join();
        }
    };
    return { run, close: nothing };
}

function answerLocks(there, back, stopped) {
    for (;;) {
        there.acquire();
        if (stopped.is_set()) return;
        back.release();
    }
}

function lock() {
    const [there, back, stopped] = [threading.Lock(), threading.Lock(), threading.Event()];
    there.acquire();
    back.acquire();
    const partner = threading.Thread({ target: answerLocks, args: [there, back, stopped] });
    partner.start();
    const run = (count) => {
        const begin = now();
        for (let done = 0; done < count; done++) {
            there.release();
            back.acquire();
        }
        return (now() - begin) / 2;
    };
    const close = () => {
        stopped.set();
        there.release();
        partner.join();
    };
    return { run, close };
}

function answerQueues(there, back) {
    for (let value = there.get(); value !== null; value = there.get()) back.put(value);
}

function queue(kind) {
    const [there, back] = [queues[kind](), queues[kind]()];
    const partner = threading.Thread({ target: answerQueues, args: [there, back] });
    partner.start();
    const run = (count) => {
        const begin = now();
        for (let done = 0; done < count; done++) {
            there.put(done);
            back.get();
        }
        return (now() - begin) / 2;
    };
    const close = () => {
        there.put(null);
        partner.join();
    };
    return { run, close };
}

function put_get(kind) {
    const values = queues[kind]();
    const run = (count) => {
        for (let done = 0; done < count; done++) {
            values.put(done);
            values.get();
        }
    };
    return { run, close: nothing };
}

function waitThere(began, ended) {
    began.release();
    ended.wait();
}

function memory() {
    const run = (count) => {
        const [began, ended] = [threading.Semaphore(0), threading.Event()];
        const before = resident();
        const threads = Array.from({ length: count }, () =>
            threading.Thread({ target: waitThere, args: [began, ended] }),
        );
        for (const thread of threads) thread.start();
        for (const _ of threads) began.acquire();
        const after = resident();
        ended.set();
        for (const thread of threads) thread.join();
        return Math.max(1, (after - before) / count);
    };
    return { run, close: nothing };
}

function speed_up() {
    const run = () => {
        const begin = now();
        compute();
        compute();
        const middle = now();
        const threads = [0, 1].map(() => threading.Thread({ target: compute }));
        for (const thread of threads) thread.start();
        for (const thread of threads) thread.join();
        return (1000 * (middle - begin)) / (now() - middle);
    };
    return { run, close: nothing };
}

if (require.main === module) serve({ start, start_join, lock, queue, put_get, memory, speed_up });
