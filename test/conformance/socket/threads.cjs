// What the tests have other threads do: a thread imports the module of its target, and it cannot import a test.
const { createHash } = require("node:crypto");
const socket = require("pysocket");
const threading = require("pysocket/threading");

/** Accepts a connection, and sends on it when `go` is set or `seconds` have passed. */
function acceptThenSend(serv, go, seconds, data) {
    const [conn] = serv.accept();
    go.wait(seconds);
    conn.send(data);
    conn.close();
}

/** Accepts a connection and gives back what comes first. */
function echoOnce(serv) {
    const [conn] = serv.accept();
    conn.sendall(conn.recv(1024));
    conn.close();
}

/** Connects when `go` is set, sends, and closes when told. */
function connectThenSend(address, go, data, done) {
    const cli = socket.socket();
    go.wait();
    cli.connect(address);
    cli.sendall(data);
    done.wait();
    cli.close();
}

/** Accepts a connection, reads it to its end, and answers with what it was: its length and hash. */
function summarise(serv) {
    const [conn] = serv.accept();
    const hash = createHash("sha256");
    let length = 0;
    for (let data = conn.recv(65536); data.length > 0; data = conn.recv(65536)) {
        hash.update(data);
        length += data.length;
    }
    conn.sendall(Buffer.from(`${length} ${hash.digest("hex")}`));
    conn.close();
}

/** Stands for alarm(2): a signal after some seconds, unless `stop` comes first. */
function alarm(pid, signal, seconds, stop) {
    if (!stop.wait(seconds)) process.kill(pid, signal);
}

/** Starts a thread with a function of this module. */
function start(name, ...args) {
    const thread = new threading.Thread({ target: targets[name], args });
    thread.start();
    return thread;
}

const targets = { acceptThenSend, alarm, connectThenSend, echoOnce, summarise };

module.exports = { ...targets, start };
