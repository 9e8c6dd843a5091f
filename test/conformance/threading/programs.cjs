// Programs whose end is tested; `argv[2]` names one.
const { Worker } = require("node:worker_threads");

const programs = {
    /** Ends by itself, while threads run. */
    end() {
        const mine = threading.local();
        mine.value = "value";
        process.on("exit", () => {
            const main = threading.main_thread();
            const all = threading.enumerate();
            console.log("main:", threading.current_thread() === main, all.length === 1 && all[0] === main);
            console.log("local:", mine.value);
            try {
                new threading.Thread({ target: exit }).start();
            } catch (error) {
                console.log(`${error.name}: ${error.message}`);
            }
        });
        for (const target of [joinMain, exit]) new threading.Thread({ target }).start();
        console.log("end of main");
    },

    /** Exits while daemon threads work and wait. */
    exit() {
        const begun = threading.Semaphore(0);
        for (const target of [work, work, wait])
            new threading.Thread({ target, args: [begun], daemon: true }).start();
        for (let count = 0; count < 3; count++) begun.acquire();
        process.exit(42);
    },

    /** The first to need the package is another thread. */
    import() {
        const flag = new Int32Array(new SharedArrayBuffer(4));
        const code = `
            require("pysocket/threading");
            const { workerData } = require("node:worker_threads");
            Atomics.store(workerData, 0, 1);
            Atomics.notify(workerData, 0);`;
        new Worker(code, { eval: true, workerData: flag });
        setImmediate(() => {
            Atomics.wait(flag, 0, 0, 20_000);
            console.log("imported:", flag[0]);
        });
    },
};

let threading;
if (process.argv[2] !== "import") threading = require("pysocket/threading");

function joinMain() {
    threading.main_thread().join();
    console.log("end of thread");
    new threading.Thread({ target: say }).start();
}

function say() {
    // Still running when nothing else is.
    const mine = threading.local();
    mine.value = threading.Event();
    mine.value.wait(0.01);
    console.log("OK");
}

function exit() {
    const { SystemExit } = require("pysocket/builtins");
    throw new SystemExit(1);
}

function work(begun) {
    const fs = require("node:fs");
    const pause = threading.Event();
    for (let times = 1; ; times++) {
        fs.writeFileSync("/dev/null", fs.readFileSync(__filename));
        pause.wait(0.001);
        if (times === 3) begun.release();
    }
}

function wait(begun) {
    begun.release();
    threading.Event().wait();
}

if (require.main === module) programs[process.argv[2]]();
