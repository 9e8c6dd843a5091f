// What the tests have executors call: a thread imports the module of a function, and it cannot import a test.
// Run as a program, it ends while calls are still to be made.
const { ThreadPoolExecutor } = require("pysocket/concurrent/futures");
const { OSError, ValueError, ZeroDivisionError } = require("pysocket/builtins");
const threading = require("pysocket/threading");

let status = "uninitialized";

/** Waits so many seconds; for an event, for ever. */
function pause(event, seconds = null) {
    event.wait(seconds);
}

const calls = {
    power: (base, exponent) => base ** exponent,
    multiply: (first, second) => first * second,
    absolute: (number) => Math.abs(number),
    capture: (...args) => args,
    identity: (value) => value,
    pause,

    divide(dividend, divisor) {
        if (divisor === 0) throw new ZeroDivisionError("division by zero");
        return [Math.trunc(dividend / divisor), dividend % divisor];
    },

    raiseAfter(event, seconds) {
        event.wait(seconds);
        throw new ValueError("this is an exception");
    },

    acquire: (lock) => lock.acquire(),
    makeObject: () => ({ made: true }),
    note: (list, value) => list.append(value),

    noteAround(list, event, value) {
        list.append(`${value} started`);
        event.wait();
        list.append(`${value} stopped`);
    },

    initialise(value) {
        status = value;
    },

    getStatus: () => status,

    /** What is then written to standard error goes into the queue instead. */
    failToInitialise(output) {
        const { write } = process.stderr;
        process.stderr.write = (text) => {
            process.stderr.write = write;
            output.put(text);
            return true;
        };
        throw new ValueError("error in initializer");
    },

    // What threads do to futures a little later.
    setResult(event, future, value) {
        event.wait(0.02);
        future.set_result(value);
    },

    setException(event, future) {
        event.wait(0.02);
        future.set_exception(new OSError());
    },

    cancel(event, future) {
        event.wait(0.02);
        future.cancel();
    },
};

/** Starts a thread that makes a call of this module. */
function start(name, ...args) {
    const thread = new threading.Thread({ target: calls[name], args, daemon: true });
    thread.start();
    return thread;
}

module.exports = { ...calls, start };

function say(text) {
    threading.Event().wait(0.05);
    console.log(text);
}

function endWhileCallsAreMade() {
    const executor = new ThreadPoolExecutor(5);
    executor.submit(say, "apple");
    for (const [text, cancel_futures] of [
        ["pear", false],
        ["plum", true],
    ]) {
        const other = new ThreadPoolExecutor(1);
        other.submit(say, text);
        other.shutdown({ wait: false, cancel_futures });
    }
    process.on("exit", () => {
        try {
            executor.submit(say, "too late");
        } catch (error) {
            console.log(`${error.name}: ${error.message}`);
        }
    });
}

if (require.main === module) endWhileCallsAreMade();
