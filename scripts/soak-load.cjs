// The load that scripts/soak.ts puts on a process.
const v8 = require("node:v8");
const vm = require("node:vm");
const socket = require("pysocket");
const threading = require("pysocket/threading");

function nothing() {}

function serve(connection) {
    for (let data = connection.recv(1024); data.length > 0; data = connection.recv(1024))
        connection.sendall(data);
    connection.close();
}

/** The accept loop of a threaded server, which never returns to its event loop. */
function acceptForever(server) {
    for (;;) {
        const [connection] = server.accept();
        new threading.Thread({ target: serve, args: [connection], daemon: true }).start();
    }
}

/** Number of workers: as many as will ever be needed at once. */
const WORKERS = 12;

function collect(barrier) {
    barrier.wait();
    vm.runInNewContext("gc")();
}

/**
 * Collects the garbage of each worker, and of this thread: what is left is what is held. The first time the pool makes
 * its workers, which it would do later on a busy machine.
 */
function collectGarbage() {
    v8.setFlagsFromString("--expose-gc");
    const barrier = new threading.Barrier(WORKERS);
    const threads = Array.from(
        { length: WORKERS },
        () => new threading.Thread({ target: collect, args: [barrier] }),
    );
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();
    vm.runInNewContext("gc")();
}

/** Threads, some at a time, that end at once. */
function runThreads(count) {
    for (let left = count; left > 0; left -= 4) {
        const threads = Array.from(
            { length: Math.min(4, left) },
            () => new threading.Thread({ target: nothing }),
        );
        for (const thread of threads) thread.start();
        for (const thread of threads) thread.join();
    }
}

function startServer() {
    const server = socket.create_server(["127.0.0.1", 0]);
    new threading.Thread({ target: acceptForever, args: [server], daemon: true }).start();
    return server.getsockname();
}

/** Connections, some at a time, each served by a thread of its own. */
function runConnections(address, count) {
    for (let left = count; left > 0; left -= 4) {
        const clients = Array.from({ length: Math.min(4, left) }, () => socket.create_connection(address));
        for (const client of clients) client.sendall(Buffer.from("a line of text\n"));
        for (const client of clients) {
            if (client.recv(1024).length === 0) throw new Error("a connection was lost");
            client.shutdown(socket.SHUT_WR);
            if (client.recv(1024).length !== 0) throw new Error("more came than was sent");
            client.close();
        }
    }
}

module.exports = { collectGarbage, runConnections, runThreads, startServer };
