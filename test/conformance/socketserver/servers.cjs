// Servers and handlers of the tests: other threads import the module that makes a server, and cannot import a test.
const fs = require("node:fs");
const socket = require("pysocket");
const threading = require("pysocket/threading");
const socketserver = require("pysocket/socketserver");
const { SystemExit, ValueError } = require("pysocket/builtins");

const HOST = "127.0.0.1";

class StreamEcho extends socketserver.StreamRequestHandler {
    handle() {
        this.wfile.write(this.rfile.readline());
    }
}

class DatagramEcho extends socketserver.DatagramRequestHandler {
    handle() {
        this.wfile.write(this.rfile.readline());
    }
}

function serve(server, options) {
    server.serve_forever(options);
}

/** Starts a thread that serves; also for a server that is made here. */
function startServing(server) {
    const thread = new threading.Thread({
        target: serve,
        args: [server, { poll_interval: 60 }],
        daemon: true,
    });
    thread.start();
    return thread;
}

const makers = {
    TCPServer: (address) => new socketserver.TCPServer(address, StreamEcho),
    UDPServer: (address) => new socketserver.UDPServer(address, DatagramEcho),
    UnixStreamServer: (address) => new socketserver.UnixStreamServer(address, StreamEcho),
    UnixDatagramServer: (address) => new socketserver.UnixDatagramServer(address, DatagramEcho),
    ThreadingTCPServer: (address) => new socketserver.ThreadingTCPServer(address, StreamEcho),
    ThreadingUDPServer: (address) => new socketserver.ThreadingUDPServer(address, DatagramEcho),
    ThreadingUnixStreamServer: (address) => new socketserver.ThreadingUnixStreamServer(address, StreamEcho),
    ThreadingUnixDatagramServer: (address) =>
        new socketserver.ThreadingUnixDatagramServer(address, DatagramEcho),
};

const makeServer = (name, address) => makers[name](address);

class CloseAtOnce extends socketserver.ThreadingMixIn(socketserver.TCPServer) {}

const makeCloseAtOnce = () => new CloseAtOnce([HOST, 0], () => null);

const errors = { SystemExit, ValueError };

class BadHandler extends socketserver.BaseRequestHandler {
    handle() {
        fs.appendFileSync(this.server.log, "Handler called\n");
        throw new errors[this.server.exception]("Test error");
    }
}

class ErrorTestServer extends socketserver.TCPServer {
    handle_error() {
        fs.appendFileSync(this.log, "Error handled\n");
    }
}

class ThreadingErrorTestServer extends socketserver.ThreadingMixIn(ErrorTestServer) {
    shutdown_request(request) {
        super.shutdown_request(request);
        this.done.set();
    }
}

function makeErrorServer(name, exception, log) {
    const Server = { ErrorTestServer, ThreadingErrorTestServer }[name];
    const server = new Server([HOST, 0], BadHandler);
    return Object.assign(server, { exception, log, done: new threading.Event() });
}

class Reaped extends socketserver.ThreadingMixIn(socketserver.TCPServer) {}

const makeReaped = () => new Reaped([HOST, 0], socketserver.StreamRequestHandler);

class Writes extends socketserver.StreamRequestHandler {
    handle() {
        this.server.sent1 = this.wfile.write(Buffer.from("write data\n"));
        this.server.received = this.rfile.readline().toString();
        this.server.sent2 = this.wfile.write(Buffer.alloc(this.server.size));
    }
}

const makeWriting = (size) => Object.assign(new socketserver.TCPServer([HOST, 0], Writes), { size });

/** The client of the server above: signals the process while the server is in the middle of a write. */
class Client extends threading.Thread {
    constructor(address, interrupted) {
        super();
        this.address = address;
        this.interrupted = interrupted;
    }

    run() {
        const s = socket.create_connection(this.address);
        const reader = s.makefile("rb");
        this.response1 = reader.readline().toString();
        s.sendall(Buffer.from("client response\n"));
        reader.read(100);
        do process.kill(process.pid, "SIGUSR2");
        while (!this.interrupted.wait(1));
        this.received2 = reader.read().length;
        reader.close();
        s.close();
    }
}

/** What the server of a handler is in the handler's thread. */
class Looking extends socketserver.StreamRequestHandler {
    count = 1;

    handle() {
        this.server.seen += this.count;
        const { name } = threading.current_thread();
        const found = [name, this.server.constructor.name, this.server.seen, this.server.fileno()];
        this.wfile.write(Buffer.from(`${JSON.stringify(found)}\n`));
        if (this.rfile.readline().toString() === "shut down\n") this.server.shutdown();
    }
}

class LookedAt extends socketserver.ThreadingMixIn(socketserver.TCPServer) {
    static request_queue_size = 7;
    seen = 5;
}

const makeLookedAt = () => new LookedAt([HOST, 0], Looking);
const makeMixture = () =>
    Object.assign(new (socketserver.ThreadingMixIn(ErrorTestServer))([HOST, 0], Looking), { seen: 5 });

module.exports = {
    Client,
    makeCloseAtOnce,
    makeErrorServer,
    makeLookedAt,
    makeMixture,
    makeReaped,
    makeServer,
    makeWriting,
    serve,
    startServing,
};
