import assert from "node:assert/strict";
import * as socket from "pysocket";
import { OSError, ValueError } from "pysocket/builtins";
import * as ssl from "pysocket/ssl";
import { fileOf, fileWithKey, makeCertificate, theCertificates } from "../support/certificates";
import { clientContext, connectedPair, lenientContext, listening, serverContext } from "./support";
import * as threads from "./threads.cjs";

/** What a client says to a server that answers its greeting with these bytes. */
function answerTo(bytes: Buffer): Error {
    const [server, address] = listening();
    const thread = threads.start(threads.sendRaw, server, bytes);
    const plain = ssl.create_connection(address);
    try {
        lenientContext().wrap_socket(plain).close();
    } catch (error) {
        return error as Error;
    } finally {
        thread.join();
        server.close();
    }
    return assert.fail("the handshake succeeds");
}

const record = (type: number, length: number, content: Buffer) =>
    Buffer.concat([Buffer.of(type, 3, 3, length >> 8, length & 0xff), content]);

describe("TLS with bad input", () => {
    for (const [name, bytes] of [
        ["plain text", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
        ["a truncated record", record(22, 100, Buffer.alloc(10))],
        ["a record that is too long", record(22, 0xffff, Buffer.alloc(70_000))],
        ["zeros", Buffer.alloc(1000)],
        ["an unknown record", record(99, 4, Buffer.alloc(4))],
        ["an alert", record(21, 2, Buffer.of(2, 40))],
        ["nothing", Buffer.alloc(0)],
    ] as const)
        it(`${name} in place of a handshake`, () => {
            const error = answerTo(bytes);
            assert.ok(error instanceof OSError, String(error));
        });

    it("garbage in a connection", () => {
        const [near, far] = socket.socketpair();
        const server = serverContext().wrap_socket(near, {
            server_side: true,
            do_handshake_on_connect: false,
        });
        far.sendall(record(23, 5, Buffer.from("xxxxx")));
        assert.throws(() => server.do_handshake(), ssl.SSLError);
        assert.equal(server.recv(10).length, 0);
        assert.throws(() => server.send(Buffer.from("x")), OSError);
        server.close();
        far.close();
    });

    it("a peer that vanishes", () => {
        const [client, server] = connectedPair();
        socket.close(server.detach());
        assert.equal(client.recv(10).length, 0);
        assert.throws(() => {
            for (;;) client.sendall(Buffer.alloc(1000));
        }, OSError);
        assert.throws(() => client.unwrap(), OSError);
        client.close();
    });

    it("a ragged end", () => {
        for (const suppress_ragged_eofs of [true, false]) {
            const [near, far] = socket.socketpair();
            const server = serverContext().wrap_socket(near, {
                server_side: true,
                do_handshake_on_connect: false,
            });
            const client = lenientContext().wrap_socket(far, {
                do_handshake_on_connect: false,
                suppress_ragged_eofs,
            });
            const thread = threads.start((conn: ssl.SSLSocket) => conn.do_handshake(), server);
            client.do_handshake();
            thread.join();
            server.shutdown(socket.SHUT_RDWR);
            if (suppress_ragged_eofs) assert.equal(client.recv(10).length, 0);
            else assert.throws(() => client.recv(10), ssl.SSLEOFError);
            client.close();
            server.close();
        }
    });

    it("misuse of MemoryBIO", () => {
        const bio = ssl.MemoryBIO();
        bio.write_eof();
        assert.throws(() => bio.write(Buffer.from("x")), /cannot write\(\) after write_eof\(\)/);
        const object = lenientContext().wrap_bio(bio, ssl.MemoryBIO());
        assert.throws(() => object.do_handshake(), ssl.SSLEOFError);
        assert.throws(() => object.read(), ssl.SSLError);
        assert.throws(() => object.read(-1), ValueError);
        assert.throws(() => object.unwrap(), ssl.SSLError);
        const ended = ssl.MemoryBIO();
        ended.write_eof();
        assert.throws(() => lenientContext().wrap_bio(ssl.MemoryBIO(), ended).do_handshake(), OSError);
    });

    it("certificates that are expired, not yet valid, of nobody, of another", () => {
        const { authority: issuer, selfSigned } = theCertificates();
        const names = ["DNS:localhost"];
        const old = makeCertificate({ subject: { CN: "old" }, names, issuer, validFrom: -10, validTo: -5 });
        const young = makeCertificate({ subject: { CN: "young" }, names, issuer, validFrom: 5, validTo: 10 });
        const refusalOf = (certificate: Parameters<typeof serverContext>[0], hostname = "localhost") => {
            const [near, far] = socket.socketpair();
            const server = serverContext(certificate).wrap_socket(near, {
                server_side: true,
                do_handshake_on_connect: false,
            });
            const thread = threads.start((conn: ssl.SSLSocket) => {
                try {
                    conn.do_handshake();
                } catch {
                    // Of the client's alert.
                }
            }, server);
            try {
                clientContext().wrap_socket(far, { server_hostname: hostname }).close();
                return null;
            } catch (error) {
                if (error instanceof ssl.SSLCertVerificationError) return error.verify_message;
                throw error;
            } finally {
                far.close();
                thread.join();
                server.close();
            }
        };
        assert.equal(refusalOf(old), "certificate has expired");
        assert.equal(refusalOf(young), "certificate is not yet valid");
        assert.equal(refusalOf(selfSigned), "self-signed certificate");
        assert.equal(
            refusalOf(undefined, "example.org"),
            "Hostname mismatch, certificate is not valid for 'example.org'.",
        );
        assert.equal(
            refusalOf(undefined, "127.0.0.2"),
            "IP address mismatch, certificate is not valid for '127.0.0.2'.",
        );
        assert.equal(refusalOf(undefined, "127.0.0.1"), null);
        const wild = makeCertificate({ subject: { CN: "wild" }, names: ["DNS:*.example.org"], issuer });
        assert.equal(refusalOf(wild, "www.example.org"), null);
        assert.notEqual(refusalOf(wild, "a.b.example.org"), null);
    });

    it("methods of a closed and of an unwrapped connection", () => {
        const [client, server] = connectedPair();
        client.close();
        assert.throws(() => client.recv(1), OSError);
        assert.throws(() => client.send(Buffer.from("x")), OSError);
        assert.throws(() => client.read(1), /Read on closed or unwrapped SSL socket/);
        assert.throws(() => client.write(Buffer.from("x")), /Write on closed or unwrapped SSL socket/);
        assert.throws(() => client.unwrap(), /No SSL wrapper around/);
        assert.throws(() => client.verify_client_post_handshake(), /No SSL wrapper around/);
        assert.equal(client.pending(), 0);
        assert.equal(client.cipher(), null);
        assert.equal(client.session, null);
        assert.equal(client.selected_alpn_protocol(), null);
        assert.equal(client.selected_npn_protocol(), null);
        assert.deepEqual(ssl.CHANNEL_BINDING_TYPES, ["tls-unique"]);
        assert.equal(new ssl.SSLSyscallError(5, "x") instanceof ssl.socket_error, true);
        server.close();
    });

    it("views whose memory is gone", () => {
        const [client, server] = connectedPair();
        const gone = new Uint8Array(8);
        structuredClone(gone.buffer, { transfer: [gone.buffer] });
        assert.throws(() => client.recv_into(gone), ValueError);
        assert.throws(() => client.send(gone), ValueError);
        assert.throws(() => client.read(4, gone), ValueError);
        client.close();
        server.close();
    });

    it("files that are none", () => {
        const context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER);
        const random = fileOf("random".repeat(1000));
        for (const load of [
            () => context.load_cert_chain(random),
            () => context.load_verify_locations(random),
            () => context.load_dh_params(random),
            () => context.load_verify_locations({ cadata: Buffer.alloc(100, 0x30) }),
        ])
            assert.throws(load, ssl.SSLError);
        assert.throws(
            () => context.load_cert_chain(fileWithKey(theCertificates().server), "/nonexistent"),
            OSError,
        );
    });
});
