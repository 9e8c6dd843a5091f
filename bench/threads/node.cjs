// node:worker_threads, without a pool: a Worker for each thread.
const { once } = require("node:events");
const { Worker, isMainThread, parentPort, workerData } = require("node:worker_threads");
const { serve } = require("../runtime/peer.cjs");
const { compute, nothing, now, resident } = require("./work.cjs");

function worker(data) {
    return new Worker(__filename, { workerData: data });
}

function start_join() {
    const run = async (count) => {
        for (let done = 0; done < count; done++) await once(worker({ kind: "nothing" }), "exit");
    };
    return { run, close: nothing };
}

function memory() {
    const run = async (count) => {
        const ended = new Int32Array(new SharedArrayBuffer(4));
        const before = resident();
        const workers = Array.from({ length: count }, () => worker({ kind: "wait", ended }));
        await Promise.all(workers.map((each) => once(each, "message")));
        const after = resident();
        const ends = workers.map((each) => once(each, "exit"));
        Atomics.store(ended, 0, 1);
        Atomics.notify(ended, 0);
        await Promise.all(ends);
        return Math.max(1, (after - before) / count);
    };
    return { run, close: nothing };
}

function speed_up() {
    const run = async () => {
        const begin = now();
        compute();
        compute();
        const middle = now();
        await Promise.all([0, 1].map(() => once(worker({ kind: "compute" }), "exit")));
        return (1000 * (middle - begin)) / (now() - middle);
    };
    return { run, close: nothing };
}

const kinds = {
    nothing,
    compute,
    wait({ ended }) {
        parentPort.postMessage("waits");
        Atomics.wait(ended, 0, 0);
    },
};

if (!isMainThread) kinds[workerData.kind](workerData);
else if (require.main === module) serve({ start_join, memory, speed_up });
