import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import { OverflowError, SystemExit } from "pysocket/builtins";
import * as io from "pysocket/io";
import * as socketserver from "pysocket/socketserver";
import * as threading from "pysocket/threading";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, closing, HOST, raised } from "../support";
import * as servers from "./servers.cjs";

const TEST_STR = Buffer.from("hello world\n");
function temporaryFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "socketserver-"));
    addCleanup(() => rmSync(folder, { recursive: true }));
    return folder;
}

function examine(server: socketserver.TCPServer, own: string | null): void {
    const { address_family, socket_type, server_address } = server;
    using s = socket.socket(address_family, socket_type);
    if (own !== null) s.bind(own);
    if (socket_type === socket.SOCK_STREAM) s.connect(server_address);
    if (socket_type === socket.SOCK_STREAM) s.sendall(TEST_STR);
    else s.sendto(TEST_STR, server_address);
    assert.deepEqual(s.recv(100), TEST_STR);
}

describe("test_socketserver.SocketServerTest", () => {
    afterEach(cleanUp);

    for (const name of [
        "TCPServer",
        "ThreadingTCPServer",
        "UnixStreamServer",
        "ThreadingUnixStreamServer",
        "UDPServer",
        "ThreadingUDPServer",
        "UnixDatagramServer",
        "ThreadingUnixDatagramServer",
    ] as const)
        it(`test_${name}`, function () {
            const isUnix = name.includes("Unix");
            if (isUnix && socketserver.UnixStreamServer === undefined)
                skip(this, "the platform has no sockets of AF_UNIX");
            const folder = isUnix ? temporaryFolder() : "";
            const server = servers.makeServer(name, isUnix ? join(folder, "server") : [HOST, 0]);
            assert.deepEqual(server.server_address, server.socket.getsockname());
            const thread = servers.startServing(server);
            for (const client of ["first", "second", "third"])
                examine(server, name.includes("UnixDatagram") ? join(folder, client) : null);
            server.shutdown();
            thread.join();
            server.server_close();
            assert.equal(server.socket.fileno(), -1);
        });

    it("test_shutdown", () => {
        const all = Array.from({ length: 5 }, () => servers.makeServer("TCPServer", [HOST, 0]));
        const threads = all.map((server) => {
            const thread = servers.startServing(server);
            server.shutdown();
            return thread;
        });
        for (const thread of threads) thread.join();
        for (const server of all) server.server_close();
    });

    it("test_close_immediately", () => {
        const server = servers.makeCloseAtOnce();
        server.server_close();
        assert.equal(server.fileno(), -1);
    });

    it("test_tcpserver_bind_leak", () => {
        for (let attempt = 0; attempt < 1024; attempt++)
            raised(
                OverflowError,
                () => new socketserver.TCPServer([HOST, -1], socketserver.StreamRequestHandler),
            );
    });

    it("test_context_manager", () => {
        let server: socketserver.TCPServer;
        {
            using used = new socketserver.TCPServer([HOST, 0], socketserver.StreamRequestHandler);
            server = used;
            assert.ok(server.fileno() >= 0);
        }
        assert.equal(server.socket.fileno(), -1);
    });
});

describe("test_socketserver.ErrorHandlerTest", () => {
    afterEach(cleanUp);

    function handled(
        name: "ErrorTestServer" | "ThreadingErrorTestServer",
        exception: "ValueError" | "SystemExit",
    ) {
        const log = join(temporaryFolder(), "log");
        const server = servers.makeErrorServer(name, exception, log);
        socket.create_connection(server.server_address).close();
        try {
            server.handle_request();
        } finally {
            server.server_close();
        }
        if (name === "ThreadingErrorTestServer") server.done.wait();
        return readFileSync(log, "utf8");
    }

    it("test_sync_handled", () => {
        assert.equal(handled("ErrorTestServer", "ValueError"), "Handler called\nError handled\n");
    });

    it("test_sync_not_handled", () => {
        raised(SystemExit, () => handled("ErrorTestServer", "SystemExit"));
    });

    it("test_threading_handled", () => {
        assert.equal(handled("ThreadingErrorTestServer", "ValueError"), "Handler called\nError handled\n");
    });

    it("test_threading_not_handled", () => {
        assert.equal(handled("ThreadingErrorTestServer", "SystemExit"), "Handler called\n");
    });
});

describe("test_socketserver.SocketWriterTest", () => {
    afterEach(cleanUp);

    it("test_basics", () => {
        const found: unknown[] = [];
        class Handler extends socketserver.StreamRequestHandler {
            override handle(): void {
                found.push(
                    this.wfile instanceof io.BufferedIOBase,
                    this.wfile.fileno() === this.request.fileno(),
                );
            }
        }
        const server = new socketserver.TCPServer([HOST, 0], Handler);
        addCleanup(() => server.server_close());
        socket.create_connection(server.server_address).close();
        server.handle_request();
        assert.deepEqual(found, [true, true]);
    });

    it("test_write", function () {
        if (process.platform === "win32") skip(this, "Windows has no SIGUSR2, nor pthread_kill()");
        const size = 16 * 2 ** 20 + 1;
        const server = servers.makeWriting(size);
        addCleanup(() => server.server_close());
        const interrupted = threading.Event();
        const listener = () => interrupted.set();
        process.on("SIGUSR2", listener);
        addCleanup(() => process.off("SIGUSR2", listener));
        const background = new servers.Client(server.server_address, interrupted);
        background.start();
        server.handle_request();
        background.join();
        assert.equal(background.response1, "write data\n");
        assert.equal(server.sent1, background.response1.length);
        assert.equal(server.received, "client response\n");
        assert.equal(server.sent2, size);
        assert.equal(background.received2, size - 100);
    });
});

describe("test_socketserver.MiscTestCase", () => {
    afterEach(cleanUp);

    it("test_shutdown_request_called_if_verify_request_false", () => {
        let shutdown_called = 0;
        class MyServer extends socketserver.TCPServer {
            override verify_request(): boolean {
                return false;
            }

            override shutdown_request(request: socketserver.Request): void {
                shutdown_called++;
                super.shutdown_request(request);
            }
        }
        const server = new MyServer([HOST, 0], socketserver.StreamRequestHandler);
        addCleanup(() => server.server_close());
        socket.create_connection(server.server_address).close();
        server.handle_request();
        assert.equal(shutdown_called, 1);
    });

    it("test_threads_reaped", () => {
        const server = servers.makeReaped();
        for (let request = 0; request < 10; request++) {
            const client = closing(socket.create_connection(server.server_address));
            server.handle_request();
            client.close();
        }
        assert.ok(server._threads.length < 10);
        server.server_close();
        assert.equal(server._threads.length, 0);
    });
});
