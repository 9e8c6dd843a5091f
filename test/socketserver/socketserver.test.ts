import assert from "node:assert/strict";
import * as socket from "pysocket";
import { OSError, ValueError } from "pysocket/builtins";
import * as socketserver from "pysocket/socketserver";
import * as servers from "../conformance/socketserver/servers.cjs";
import { lacksIPv6 } from "../conformance/support";
import { skip } from "../support/skip";

const HOST = "127.0.0.1";

class Silent extends socketserver.StreamRequestHandler {}

/** What the server's handler says of itself, after `line` was sent to it. */
function ask(server: socketserver.TCPServer, line: string): unknown[] {
    using s = socket.create_connection(server.server_address);
    using lines = s.makefile();
    s.sendall(Buffer.from(line));
    return JSON.parse(lines.readline());
}

describe("socketserver", () => {
    it("gives a handler of another thread a server of its class, whose socket and shutdown() are the same", () => {
        const server = servers.makeLookedAt();
        assert.equal(server.request_queue_size, 7);
        const thread = servers.startServing(server);
        const [name, className, seen, fd] = ask(server, "look\n");
        assert.match(String(name), /^Thread-\d+ \(process_request_thread\)$/);
        assert.deepEqual([className, seen, fd], ["LookedAt", 6, server.fileno()]);
        // What a handler has changed is its own.
        assert.equal(ask(server, "shut down\n")[2], 6);
        thread.join();
        assert.equal(server.seen, 5);
        server.server_close();
    });

    it("mixes threads into a class that has no name in its module", () => {
        using server = servers.makeMixture();
        const thread = servers.startServing(server);
        assert.equal(ask(server, "shut down\n")[1], "ThreadingErrorTestServer");
        thread.join();
        assert.equal(socketserver.ThreadingMixIn(socketserver.TCPServer).daemon_threads, false);
    });

    it("shuts down at once, however long it would wait", () => {
        const server = servers.makeServer("TCPServer", [HOST, 0]);
        const thread = servers.startServing(server);
        using s = socket.create_connection(server.server_address);
        s.sendall(Buffer.from("line\n"));
        s.recv(100);
        const begun = performance.now();
        server.shutdown();
        // It looks by itself every 60 seconds.
        assert.ok(performance.now() - begun < 30_000);
        thread.join();
        server.server_close();
    });

    it("has what a subclass may override called, with the classes' attributes as static members", function () {
        const lack = lacksIPv6();
        if (lack !== null) skip(this, lack);
        const called: string[] = [];
        class Server extends socketserver.TCPServer {
            static override allow_reuse_address = true;
            static override allow_reuse_port = true;
            static override timeout = 0.01;
            static override address_family = socket.AF_INET6;
            static override request_queue_size = 3;

            override server_bind(): void {
                called.push("server_bind");
                super.server_bind();
            }

            override server_activate(): void {
                called.push("server_activate");
                super.server_activate();
            }

            override handle_timeout(): void {
                called.push("handle_timeout");
                super.handle_timeout();
            }

            override service_actions(): void {
                called.push("service_actions");
                super.service_actions();
                throw new OSError("the end");
            }

            override get_request(): [socketserver.Request, socket.ReturnedAddress] {
                called.push("get_request");
                return super.get_request();
            }

            override process_request(request: socketserver.Request, address: socket.ReturnedAddress): void {
                called.push("process_request");
                super.process_request(request, address);
            }

            override finish_request(request: socketserver.Request, address: socket.ReturnedAddress): void {
                called.push("finish_request");
                super.finish_request(request, address);
            }

            override close_request(request: socketserver.Request): void {
                called.push("close_request");
                super.close_request(request);
            }

            override handle_error(): void {
                called.push("handle_error");
            }
        }
        class Handler extends socketserver.BaseRequestHandler {
            override setup(): void {
                called.push("setup");
            }

            override handle(): void {
                called.push("handle");
                throw new globalThis.Error("of JavaScript");
            }

            override finish(): void {
                called.push("finish");
            }
        }
        using server = new Server(["::1", 0], Handler);
        const { socket: listening } = server;
        assert.deepEqual(
            [server.socket_type, server.address_family, server.allow_reuse_address, server.allow_reuse_port],
            [socket.SOCK_STREAM, socket.AF_INET6, true, true],
        );
        assert.equal(listening.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), 1);
        // Windows has no such option: Python's servers do without.
        if (socket.SO_REUSEPORT !== undefined)
            assert.equal(listening.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT), 1);
        server.handle_request();
        socket.create_connection(server.server_address.slice(0, 2)).close();
        assert.throws(() => server.serve_forever({ poll_interval: 5 }), OSError);
        assert.deepEqual(called, [
            "server_bind",
            "server_activate",
            "handle_timeout",
            "get_request",
            "process_request",
            "finish_request",
            "setup",
            "handle",
            "finish",
            "handle_error",
            "close_request",
            "service_actions",
        ]);
    });

    it("reads the settings of handlers and servers from where they are said", () => {
        class Handler extends Silent {
            static override rbufsize = 0;
            static override wbufsize = 100;
            static override timeout = 5;
            static override disable_nagle_algorithm = true;
        }
        const found: unknown[] = [];
        class Telling extends Handler {
            override handle(): void {
                const delay = this.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY);
                found.push(this.connection.gettimeout(), delay !== 0, this.rfile instanceof socket.SocketIO);
                found.push(this.rbufsize, this.wbufsize, this.timeout, this.disable_nagle_algorithm);
                this.wfile.write(Buffer.from("at the end"));
            }
        }
        using server = new socketserver.ThreadingTCPServer([HOST, 0], Telling, false);
        server.daemon_threads = true;
        server.block_on_close = false;
        assert.deepEqual([server.daemon_threads, server.block_on_close], [true, false]);
        assert.throws(() => server.socket.accept(), OSError);
        server.server_bind();
        server.server_activate();
        using s = socket.create_connection(server.server_address);
        socketserver.TCPServer.prototype.process_request.apply(server, server.get_request());
        assert.deepEqual(found, [5, true, true, 0, 100, 5, true]);
        assert.equal(s.recv(100).toString(), "at the end");
        assert.equal(socketserver.UDPServer.max_packet_size, 8192);
        assert.equal(socketserver.ThreadingUDPServer.socket_type, socket.SOCK_DGRAM);
    });

    it("prints what a handler has thrown, with its traceback", () => {
        const printed: string[] = [];
        const { write } = process.stderr;
        process.stderr.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
        try {
            using server = new socketserver.TCPServer([HOST, 0], () => {
                throw new OSError("of the handler");
            });
            using client = socket.create_connection(server.server_address);
            server.handle_request();
            assert.equal(client.recv(1).length, 0);
        } finally {
            process.stderr.write = write;
        }
        const line = "-".repeat(40);
        const [first, second, third, ...rest] = printed.join("").split("\n");
        assert.equal(first, line);
        assert.match(
            second,
            /^Exception occurred during processing of request from \('127\.0\.0\.1', \d+\)$/,
        );
        assert.equal(third, "OSError: of the handler");
        assert.ok(rest.some((each) => each.includes("socketserver.test.")));
        assert.deepEqual(rest.slice(-2), [line, ""]);
    });

    it("has a base for servers of other things than sockets", () => {
        const taken: unknown[] = [];
        class Server extends socketserver.BaseServer {
            readonly pair = socket.socketpair();

            override fileno(): number {
                return this.pair[0].fileno();
            }

            override get_request(): [socketserver.Request, socket.ReturnedAddress] {
                return [this.pair[0].recv(100), null];
            }

            override server_close(): void {
                super.server_close();
                for (const each of this.pair) each.close();
            }
        }
        using server = new Server("nowhere", (request: Buffer) => taken.push(request.toString()));
        server.timeout = 0.01;
        server.handle_request();
        server.pair[1].send(Buffer.from("a request"));
        server.handle_request();
        assert.deepEqual([taken, server.server_address], [["a request"], "nowhere"]);
        const plain = new socketserver.BaseServer("nowhere", Silent);
        assert.throws(() => plain.handle_request(), OSError);
        plain.server_activate();
        plain.close_request(null);
        assert.equal(plain.verify_request(null, null), true);
        const handler = new socketserver.BaseRequestHandler(null as never, null, plain);
        assert.equal(handler.setup() ?? handler.handle() ?? handler.finish(), undefined);
        assert.equal(handler.server, plain);
        plain.server_close();
    });

    it("tells handle_error() what a handler has raised", () => {
        class Fails extends socketserver.BaseRequestHandler {
            override handle(): void {
                throw new ValueError("no such request");
            }
        }
        using server = new socketserver.TCPServer([HOST, 0], Fails);
        const errors: unknown[] = [];
        server.handle_error = (_request, _address, error) => {
            errors.push(error);
        };
        using _ = socket.create_connection(server.server_address);
        server.handle_request();
        assert.deepEqual(errors.map(String), ["ValueError: no such request"]);
    });

    it("is in a handler's thread what it is here, with functions as fields", () => {
        class Shouts extends socketserver.StreamRequestHandler<Loud> {
            override handle(): void {
                const line = this.rfile.readline().toString();
                this.wfile.write(Buffer.from(this.server.change(line)));
            }
        }
        class Loud extends socketserver.ThreadingTCPServer {
            change = (text: string) => text.toUpperCase();
        }
        using server = new Loud([HOST, 0], Shouts);
        using client = socket.create_connection(server.server_address);
        client.sendall(Buffer.from("hello\n"));
        server.handle_request();
        assert.equal(client.recv(100).toString(), "HELLO\n");
    });
});
