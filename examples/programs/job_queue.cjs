/** A pool of workers: subclasses of Thread, a queue of priorities, a sentinel, results by callback, threading.local. */
const { Exception, ValueError } = require("pysocket/builtins");
const queue = require("pysocket/queue");
const threading = require("pysocket/threading");
const time = require("pysocket/time");

const STOP = {};
const jobs = queue.PriorityQueue();
const results = queue.Queue();
let count = 0;
const local = threading.local();
const running = threading.BoundedSemaphore(2);

class JobError extends Exception {
    constructor(job, reason) {
        super(`${job.name} failed: ${reason.message}`);
        this.job = job;
    }
}

class Job {
    static retries = 1;

    constructor(name, func, args = [], options = {}) {
        this.name = name;
        this.func = func;
        this.args = args;
        this.options = options;
        this.attempts = 0;
    }

    call() {
        this.attempts += 1;
        return this.func(...this.args, this.options);
    }
}

function timed(func) {
    function wrapper(...args) {
        const started = time.perf_counter();
        try {
            return func(...args);
        } finally {
            local.took = time.perf_counter() - started;
            local.calls = (local.calls ?? 0) + 1;
        }
    }

    return wrapper;
}

const add = timed((...args) => {
    const { scale = 1 } = args.pop();
    return args.reduce((a, b) => a + b) * scale;
});

const fail = timed((text) => {
    throw new ValueError(text);
});

function submit(priority, job) {
    jobs.put([priority, count++, job]);
}

class Worker extends threading.Thread {
    constructor(number, callback) {
        super({ name: `worker-${number}`, daemon: true });
        this.callback = callback;
        this.done = 0;
    }

    run() {
        while (true) {
            const [, , job] = jobs.get();
            if (job === STOP) {
                jobs.task_done();
                break;
            }
            running.acquire();
            try {
                this.handle(job);
            } finally {
                running.release();
            }
            jobs.task_done();
        }
    }

    handle(job) {
        let value;
        while (true) {
            try {
                value = job.call();
            } catch (error) {
                if (!(error instanceof ValueError)) throw error;
                if (job.attempts <= Job.retries) {
                    continue;
                }
                value = new JobError(job, error);
            }
            break;
        }
        this.done += 1;
        this.callback(job, value);
    }
}

function main() {
    function report(job, value) {
        results.put([job.name, job.attempts, value]);
    }

    submit(2, new Job("sum", add, [1, 2, 3]));
    submit(3, new Job("broken", fail, ["no such number"]));
    submit(1, new Job("scaled", add, [1, 2], { scale: 10 }));
    submit(2, new Job("lambda", () => "from a lambda"));
    const workers = [0, 1, 2].map((number) => new Worker(number, report));
    for (const worker of workers) {
        worker.start();
    }
    jobs.join();
    for (const _ of workers) {
        submit(9, STOP);
    }
    for (const worker of workers) {
        worker.join();
    }
    const found = Array.from({ length: 4 }, () => results.get()).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    for (const [name, attempts, value] of found) {
        if (value instanceof JobError) {
            console.log(name, attempts, value.message, value.job.name);
        } else {
            console.log(name, attempts, value);
        }
    }
    console.log(
        "done:",
        workers.reduce((sum, worker) => sum + worker.done, 0),
        "calls here:",
        local.calls ?? 0,
    );
}

main();
