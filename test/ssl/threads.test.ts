import assert from "node:assert/strict";
import * as socket from "pysocket";
import { TimeoutError } from "pysocket/builtins";
import * as queue from "pysocket/queue";
import * as ssl from "pysocket/ssl";
import { theCertificates } from "../support/certificates";
import { CLOSED } from "../support/platform";
import { untilWaiting } from "../support/waiting";
import { b, clientContext, connectedPair, HOST, lenientContext, listening, serverContext } from "./support";
import * as threads from "./threads.cjs";

describe("TLS in threads", () => {
    it("a server accepts in one thread and serves each client in another", () => {
        const [plain, address] = listening();
        using server = serverContext().wrap_socket(plain, { server_side: true });
        const serving = threads.start(threads.serveThreads, server, 4);
        const context = clientContext();
        const clients = Array.from({ length: 4 }, () =>
            context.wrap_socket(socket.create_connection(address), { server_hostname: "localhost" }),
        );
        for (const [index, client] of clients.entries()) {
            client.sendall(b(`client ${index}`));
            assert.equal(client.recv(100).toString(), `client ${index}`);
        }
        for (const client of clients) client.close();
        serving.join();
    });

    it("a socket in another thread is an SSLSocket with its context", () => {
        const [client, server] = connectedPair();
        const results = queue.Queue<Record<string, unknown>>();
        threads.start(threads.describe, client, results).join();
        assert.deepEqual(results.get(), {
            isSsl: true,
            version: "TLSv1.3",
            server_side: false,
            server_hostname: "localhost",
            protocol: ssl.PROTOCOL_TLS_CLIENT,
            subject: "localhost",
        });
        threads.start(threads.describe, server, results).join();
        const seen = results.get();
        assert.deepEqual([seen.server_side, seen.server_hostname, seen.subject], [true, null, null]);
        client.close();
        server.close();
    });

    it("a queue carries a connection, and gives this thread its own object back", () => {
        const [client, server] = connectedPair();
        const carrier = queue.Queue<unknown>();
        carrier.put({ client, context: client.context });
        const { client: back, context } = carrier.get() as Record<string, unknown>;
        assert.equal(back, client);
        assert.equal(context, client.context);
        client.close();
        server.close();
    });

    it("two threads read and write one connection at once", () => {
        const [client, server] = connectedPair();
        const results = queue.Queue<{ received: number; right: boolean }>();
        const count = 3_000_000;
        const data = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
        const block = Buffer.concat(new Array(Math.ceil(count / 256)).fill(data)).subarray(0, count);
        // Each side's reader is another thread than its writer, and both directions are full at once.
        const readers = [client, server].map((conn) =>
            threads.start(threads.receiveAll, conn, count, results),
        );
        const writer = threads.start(threads.callMethod, server, "sendall", [block], queue.Queue<unknown>());
        client.sendall(block);
        writer.join();
        for (const reader of readers) reader.join();
        for (const _ of readers) assert.deepEqual(results.get(), { received: count, right: true });
        client.close();
        server.close();
    });

    for (const [method, args] of [
        ["recv", [100]],
        ["read", [100]],
        ["recv_into", [new Uint8Array(100)]],
        ["unwrap", []],
        ["do_handshake", []],
        ["sendall", [Buffer.alloc(20_000_000)]],
    ] as const)
        it(`close() ends ${method}() in another thread`, () => {
            const [near, far] = socket.socketpair();
            const isShaken = method !== "do_handshake";
            const [client, server] = isShaken ? connectedPair() : [null, far];
            const conn = client ?? lenientContext().wrap_socket(near, { do_handshake_on_connect: false });
            const results = queue.Queue<unknown>();
            const thread = threads.start(threads.callMethod, conn, method, [...args], results);
            untilWaiting(1);
            conn.close();
            thread.join();
            assert.equal(results.get(), CLOSED);
            for (const each of [near, far, server]) each.close();
        });

    it("a read times out, and the connection goes on", () => {
        const [client, server] = connectedPair();
        client.settimeout(0.02);
        assert.throws(
            () => client.recv(10),
            (error) => error instanceof TimeoutError && error.message === "The read operation timed out",
        );
        server.sendall(b("late"));
        client.settimeout(null);
        assert.equal(client.recv(10).toString(), "late");
        assert.throws(() => {
            client.settimeout(0.02);
            for (;;) client.sendall(Buffer.alloc(1_000_000));
        }, /The write operation timed out/);
        client.close();
        server.close();
    });

    it("a context crosses with its functions", () => {
        const [plain, address] = listening();
        const context = serverContext();
        const other = serverContext(theCertificates().other);
        const results = queue.Queue<unknown>();
        context.sni_callback = (sock, name, initial) => {
            (initial as { seen?: unknown }).seen = name;
            if (name === "fakehostname") sock.context = other;
            return null;
        };
        assert.equal(typeof context.sni_callback, "function");
        const thread = threads.start(threads.serveByName, plain, context, results);
        const client = clientContext().wrap_socket(socket.create_connection(address), {
            server_hostname: "fakehostname",
        });
        assert.equal(results.get(), "fakehostname");
        assert.deepEqual(client.getpeercert()?.subjectAltName, [["DNS", "fakehostname"]]);
        client.close();
        thread.join();
        plain.close();
    });

    it("a connection lives longer than its context's object", () => {
        const [client, server] = connectedPair();
        const results = queue.Queue<{ answer?: string }>();
        const [plain, address] = listening();
        const thread = threads.start(threads.serveOne, plain, serverContext());
        threads.start(threads.talk, address, clientContext(), "localhost", results).join();
        assert.equal(results.get().answer, "hello from a thread\n");
        thread.join();
        for (const each of [plain, client, server]) each.close();
    });

    it("the peer's half-close and its notification end a read", () => {
        const [client, server] = connectedPair();
        const thread = threads.start(threads.callMethod, server, "unwrap", [], queue.Queue<unknown>());
        assert.equal(client.recv(10).length, 0);
        client.unwrap();
        thread.join();
        client.close();
        server.close();
        assert.equal(HOST, "127.0.0.1");
    });
});
