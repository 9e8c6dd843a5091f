// What the tests have other threads do: a thread imports the module of its target, and it cannot import a test.
const fs = require("node:fs");
const threading = require("pysocket/threading");
const { RuntimeError, ValueError } = require("pysocket/builtins");

/** Seconds. */
function since(start) {
    return (performance.now() - start) / 1000;
}

function isOwned(lock) {
    const condition = lock instanceof threading.Condition ? lock : new threading.Condition(lock);
    try {
        condition.notify();
        return true;
    } catch (error) {
        if (error instanceof RuntimeError) return false;
        throw error;
    }
}

/** What `act` returns, or "broken" if a barrier is. */
function unlessBroken(act) {
    try {
        return act();
    } catch (error) {
        if (error instanceof threading.BrokenBarrierError) return "broken";
        throw error;
    }
}

const tasks = {
    acquire: (lock) => lock.acquire(),
    release: (lock) => lock.release(),
    tryAcquire: (lock) => lock.acquire(false),
    isOwned,

    acquireAndRelease(lock) {
        lock.acquire();
        lock.release();
    },

    acquireFor(lock, timeout) {
        const start = performance.now();
        return [lock.acquire({ timeout }), since(start)];
    },

    acquireTwice(lock, phase) {
        for (let time = 0; time < 2; time++) {
            lock.acquire();
            phase.release();
        }
    },

    hold(lock, phase, end) {
        lock.acquire();
        phase.release();
        end.wait();
        lock.release();
        phase.release();
    },

    waitTwice: (event) => [event.wait(), event.wait()],
    wait: (event, timeout) => event.wait(timeout),

    waitFor(event, timeout) {
        const atOnce = event.wait(0);
        const start = performance.now();
        return [atOnce, event.wait(timeout), since(start)];
    },

    waitTwiceForCondition(condition, ready, phase, results) {
        for (let time = 0; time < 2; time++) {
            condition.acquire();
            ready.release();
            const result = condition.wait();
            condition.release();
            results.append([time + 1, result, phase.value]);
        }
    },

    waitForCondition(condition, timeout) {
        condition.acquire();
        const start = performance.now();
        const result = condition.wait(timeout);
        condition.release();
        return [result, since(start)];
    },

    waitForState(condition, state, options) {
        condition.acquire();
        const start = performance.now();
        const result = condition.wait_for(() => state.value === 4, options);
        condition.release();
        return [result, state.value, since(start)];
    },

    acquireInPhases(semaphore, phase, results) {
        return [1, 2].map(() => {
            const result = semaphore.acquire();
            results.append(phase.value);
            return result;
        });
    },

    tryAcquireTwice: (semaphore) => [semaphore.acquire(false), semaphore.acquire(false)],

    passBarrier: (barrier, timeout) => unlessBroken(() => barrier.wait(timeout)),

    passAgainAndAgain(barrier, before, after, rounds) {
        const seen = [];
        for (let round = 0; round < rounds; round++) {
            before.release();
            seen.push(count(after));
            barrier.wait();
            after.release();
            seen.push(count(before));
            barrier.wait();
        }
        return seen;
    },

    passAndCount(barrier, acted) {
        barrier.wait();
        return count(acted);
    },

    abortInTheMiddle(barrier) {
        return unlessBroken(() => {
            if (barrier.wait() !== barrier.parties >> 1) return barrier.wait();
            barrier.abort();
            return "aborted";
        });
    },

    resetInTheMiddle(barrier) {
        let result = "reset";
        if (barrier.wait() === barrier.parties >> 1) {
            const moment = new threading.Event();
            while (barrier.n_waiting < barrier.parties - 1) moment.wait(0.001);
            barrier.reset();
        } else result = unlessBroken(() => barrier.wait());
        barrier.wait();
        return result;
    },

    abortAndReset(barrier, other) {
        const result = tasks.abortInTheMiddle(barrier);
        if (other.wait() === other.parties >> 1) barrier.reset();
        other.wait();
        barrier.wait();
        return result;
    },

    /** One of the threads is late. */
    passLate(barrier, end, timeout) {
        if (barrier.wait() === barrier.parties >> 1) end.wait();
        return unlessBroken(() => barrier.wait(timeout));
    },
};

Object.assign(tasks, {
    give: (...values) => values,

    fail() {
        throw new ValueError("it fails");
    },

    idents() {
        const { ident } = threading.current_thread();
        return [threading.main_thread().ident, ident, threading.get_ident()];
    },

    joinByIdent(ident) {
        const found = threading.enumerate().find((thread) => thread.ident === ident);
        found?.join();
        return found === undefined || !found.is_alive();
    },

    beginAndWait(begun, end) {
        begun.set();
        end.wait();
    },

    overflowStack() {
        const recurse = () => recurse() + 1;
        try {
            return recurse();
        } catch (error) {
            return error.constructor.name;
        }
    },

    modifyFile(path) {
        fs.writeFileSync(path, " ");
        return new Error().stack.length;
    },

    /** Looks without a call that waits. */
    spin(begun, end) {
        begun.set();
        let rounds = 0;
        while (!end.is_set()) rounds++;
        return rounds;
    },
});

/** A thread of which no more than three may be inside at once. */
class TestThread extends threading.Thread {
    constructor(name, places, mutex, running) {
        super({ name });
        Object.assign(this, { places, mutex, running });
    }

    run() {
        const change = (by) => {
            this.mutex.acquire();
            this.running.value += by;
            const running = this.running.value;
            this.mutex.release();
            return running;
        };
        this.places.acquire();
        this.inside = change(1);
        this.left = change(-1);
        this.places.release();
    }
}

/** Set for one exception only: the worker serves other threads after this one. */
const hooks = {
    default: (args) => threading.__excepthook__(args),

    note(args, output) {
        const { exc_type, exc_value, exc_traceback, thread } = args;
        const same = [exc_traceback === exc_value.stack, thread === threading.current_thread()];
        output.put([exc_type.name, exc_value.message, ...same, thread.name]);
    },

    write() {
        process.stderr.write("Running a thread failed\n");
    },

    fail() {
        throw new ValueError("threading_hook failed");
    },
};

/** A thread that fails, and puts what it then writes to standard error into a queue. */
class ThreadRunFail extends threading.Thread {
    constructor(name, output, hook) {
        super({ name });
        Object.assign(this, { output, hook });
    }

    run() {
        const { output, hook } = this;
        const { write } = process.stderr;
        process.stderr.write = (text) => {
            process.stderr.write = write;
            output.put(text);
            return true;
        };
        threading.excepthook = (args) => {
            threading.excepthook = threading.__excepthook__;
            hooks[hook](args, output);
        };
        throw new ValueError("run failed");
    }
}

/** How often a semaphore was released that nobody acquires. */
function count(semaphore) {
    return Number(/value=(\d+)/.exec(String(semaphore))[1]);
}

/** A thread that keeps what its task returns or raises, for who joins it. */
class Task extends threading.Thread {
    constructor(name, args) {
        super({ daemon: true });
        this.task = name;
        this.given = args;
    }

    run() {
        try {
            this.result = tasks[this.task](...this.given);
        } catch (error) {
            this.failure = error.stack;
        }
    }
}

function start(name, ...args) {
    const task = new Task(name, args);
    task.start();
    return task;
}

const makeTestThread = (...args) => new TestThread(...args);
const makeRunFail = (...args) => new ThreadRunFail(...args);
const makeTimer = (called) => new threading.Timer(0.01, callBack, [called]);

function callBack(called, ...args) {
    called.put(args);
}

module.exports = { count, isOwned, makeRunFail, makeTestThread, makeTimer, start };
