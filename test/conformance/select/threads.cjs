// What the tests have other threads do: a thread imports the module of its target, and it cannot import a test.
const select = require("pysocket/select");
const threading = require("pysocket/threading");

/** Waits by poll until something can be read. */
function pollFor(sock, timeout) {
    const pollster = select.poll();
    pollster.register(sock, select.POLLIN);
    pollster.poll(timeout);
}

/** Starts a thread with a function of this module. */
function start(name, ...args) {
    const thread = new threading.Thread({ target: targets[name], args });
    thread.start();
    return thread;
}

const targets = { pollFor };

module.exports = { ...targets, start };
