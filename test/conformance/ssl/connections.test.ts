import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import {
    NotImplementedError,
    OSError,
    TimeoutError,
    TypeError,
    UnicodeError,
    ValueError,
} from "pysocket/builtins";
import * as select from "pysocket/select";
import * as ssl from "pysocket/ssl";
import {
    fileOf,
    fileWithKey,
    makeCertificate,
    makeRevocationList,
    theCertificates,
} from "../../support/certificates";
import { addCleanup, cleanUp, closing, HOST, raised } from "../support";
import * as servers from "./servers.cjs";
import {
    connected,
    DH_PARAMETERS,
    EchoServer,
    lenientContext,
    Pair,
    refusal,
    testingContext,
    warningsOf,
} from "./support";

// biome-ignore lint/suspicious/noExplicitAny: a value that breaks the types, as a script without types may
const wrong = (value: unknown) => value as any;
const b = (text: string) => Buffer.from(text);
const { TLSv1, TLSv1_1, TLSv1_2, TLSv1_3 } = ssl.TLSVersion;
const trusting = () => {
    const context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
    context.load_verify_locations(fileOf(theCertificates().authority.pem));
    return context;
};
const strict = () => Object.assign(trusting(), { check_hostname: false });
const localhost = { server_hostname: "localhost" };
const quietly = (act: () => void) => void warningsOf(act);

/** Sends a line to an echo server and returns the answer. */
function ask(conn: ssl.SSLSocket, line: string): string {
    conn.sendall(b(line));
    return conn.recv(4096).toString().trim();
}

describe("test_ssl.SimpleBackgroundTests", () => {
    afterEach(cleanUp);

    const start = () => new EchoServer(testingContext().server);

    it("test_connect", () => {
        const server = start();
        const first = closing(lenientContext().wrap_socket(socket.socket()));
        first.connect(server.address);
        assert.deepEqual(first.getpeercert(), {});
        assert.equal(first.server_side, false);
        first.close();
        const second = closing(strict().wrap_socket(socket.socket()));
        second.connect(server.address);
        assert.ok(second.getpeercert()?.subject);
    });

    for (const [name, context] of [
        [
            "test_connect_fail",
            () => Object.assign(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), { check_hostname: false }),
        ],
        ["test_connect_with_context_fail", () => ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)],
    ] as const)
        it(name, () => {
            const server = start();
            const s = closing(context().wrap_socket(socket.socket(), localhost));
            const error = raised(ssl.SSLError, () => s.connect(server.address));
            assert.match(error.message, /certificate verify failed/);
        });

    it("test_connect_ex", () => {
        const server = start();
        const s = closing(strict().wrap_socket(socket.socket()));
        assert.equal(s.connect_ex(server.address), 0);
        assert.ok(s.getpeercert()?.subject);
    });

    const shakeSlowly = (s: ssl.SSLSocket) => {
        for (;;)
            try {
                s.do_handshake();
                return;
            } catch (error) {
                if (error instanceof ssl.SSLWantReadError) select.select([s], [], [], 20);
                else if (error instanceof ssl.SSLWantWriteError) select.select([], [s], [], 20);
                else throw error;
            }
    };

    it("test_non_blocking_connect_ex", () => {
        const server = start();
        const s = closing(strict().wrap_socket(socket.socket(), { do_handshake_on_connect: false }));
        s.setblocking(false);
        s.connect_ex(server.address);
        select.select([], [s], [], 20);
        shakeSlowly(s);
        assert.ok(s.getpeercert()?.subject);
    });

    it("test_connect_with_context", () => {
        const server = start();
        const context = lenientContext();
        const first = closing(context.wrap_socket(socket.socket()));
        first.connect(server.address);
        assert.deepEqual(first.getpeercert(), {});
        first.close();
        const second = closing(context.wrap_socket(socket.socket(), { server_hostname: "dummy" }));
        second.connect(server.address);
        second.close();
        context.verify_mode = ssl.CERT_REQUIRED;
        context.load_verify_locations(fileOf(theCertificates().authority.pem));
        const third = closing(context.wrap_socket(socket.socket()));
        third.connect(server.address);
        assert.ok(third.getpeercert()?.subject);
    });

    it("test_connect_cadata", () => {
        const server = start();
        const { pem, der } = theCertificates().authority;
        for (const cadata of [pem, der]) {
            const context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
            context.load_verify_locations({ cadata });
            const s = connected(server, context, localhost);
            assert.ok(s.getpeercert()?.subject);
            s.close();
        }
    });

    it("test_makefile_close", () => {
        const s = connected(start(), lenientContext());
        s.makefile().close();
        assert.notEqual(s.fileno(), -1);
        s.close();
        assert.equal(s.fileno(), -1);
    });

    it("test_non_blocking_handshake", () => {
        const plain = socket.create_connection(start().address);
        plain.setblocking(false);
        const s = closing(lenientContext().wrap_socket(plain, false, false));
        shakeSlowly(s);
        assert.equal(s.version(), "TLSv1.3");
    });

    it("test_get_server_certificate", () => {
        const server = start();
        const { pem } = theCertificates().server;
        assert.equal(ssl.get_server_certificate(server.address), pem);
        const ca_certs = fileOf(theCertificates().authority.pem);
        assert.equal(ssl.get_server_certificate(server.address, { ca_certs }), pem);
    });

    it("test_get_server_certificate_fail", () => {
        const server = start();
        const ca_certs = fileOf(theCertificates().selfSigned.pem);
        raised(ssl.SSLError, () => ssl.get_server_certificate(server.address, { ca_certs }));
    });

    it("test_get_server_certificate_timeout", () => {
        const silent = closing(socket.create_server([HOST, 0]));
        const address = silent.getsockname() as [string, number];
        raised(TimeoutError, () => ssl.get_server_certificate(address, { timeout: 0.05 }));
    });

    it("test_ciphers", () => {
        const server = start();
        for (const ciphers of ["ALL", "DEFAULT"]) {
            const context = lenientContext();
            context.set_ciphers(ciphers);
            connected(server, context).close();
        }
        raised(ssl.SSLError, () => lenientContext().set_ciphers("^$:,;?*'dorothyx"));
    });

    it("test_context_setget", () => {
        const [first, second] = [trusting(), trusting()];
        const s = connected(start(), first, localhost);
        assert.equal(s.context, first);
        s.context = second;
        assert.equal(s.context, second);
        raised(TypeError, () => {
            s.context = wrong(null);
        });
    });

    class Loop {
        readonly incoming = ssl.MemoryBIO();
        readonly outgoing = ssl.MemoryBIO();
        readonly object: ssl.SSLObject;
        readonly #sock: socket.socket;

        constructor(server: EchoServer, context: ssl.SSLContext, server_hostname: string | null) {
            this.#sock = closing(socket.create_connection(server.address));
            this.object = context.wrap_bio(this.incoming, this.outgoing, false, server_hostname);
        }

        /** Repeats a call, and moves the bytes in between. */
        run<Result>(act: () => Result): Result {
            for (;;) {
                let result: Result | undefined;
                let done = true;
                try {
                    result = act();
                } catch (error) {
                    if (!(error instanceof ssl.SSLWantReadError)) throw error;
                    done = false;
                }
                this.#sock.sendall(this.outgoing.read());
                if (done) return result as Result;
                const bytes = this.#sock.recv(32768);
                if (bytes.length === 0) this.incoming.write_eof();
                else this.incoming.write(bytes);
            }
        }
    }

    it("test_bio_handshake", () => {
        const loop = new Loop(start(), trusting(), "localhost");
        const { object } = loop;
        assert.deepEqual([object.cipher(), object.version(), object.shared_ciphers()], [null, null, null]);
        raised(ValueError, () => object.getpeercert());
        assert.equal(object.get_channel_binding("tls-unique"), null);
        loop.run(() => object.do_handshake());
        assert.ok(object.cipher());
        assert.equal(object.shared_ciphers(), null);
        assert.ok(object.version() && object.getpeercert()?.subject);
        try {
            loop.run(() => object.unwrap());
        } catch (error) {
            assert.ok(error instanceof ssl.SSLError);
        }
        raised(ssl.SSLError, () => object.write(b("foo")));
    });

    it("test_bio_read_write_data", () => {
        const loop = new Loop(start(), lenientContext(), null);
        loop.run(() => loop.object.do_handshake());
        assert.equal(
            loop.run(() => loop.object.write(b("FOO\n"))),
            4,
        );
        assert.deepEqual(
            loop.run(() => loop.object.read(1024)),
            b("foo\n"),
        );
    });

    it("test_transport_eof", () => {
        const loop = new Loop(start(), trusting(), "localhost");
        loop.run(() => loop.object.do_handshake());
        loop.incoming.write_eof();
        raised(ssl.SSLEOFError, () => {
            for (;;) loop.object.read();
        });
    });
});

describe("test_ssl.ThreadedTests", () => {
    afterEach(cleanUp);

    it("test_echo", () => {
        const { client, server } = testingContext();
        const conn = connected(new EchoServer(server), client, localhost);
        assert.equal(ask(conn, "FOO\n"), "foo");
        client.check_hostname = false;
        const sock = closing(socket.socket());
        const error = raised(ssl.SSLError, () => server.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO()));
        assert.match(error.message, /^Cannot create a client socket with a PROTOCOL_TLS_SERVER context/);
        raised(ssl.SSLError, () => client.wrap_socket(sock, { server_side: true }));
    });

    it("test_getpeercert", () => {
        const { client, server } = testingContext();
        const s = connected(new EchoServer(server), client, { ...localhost, do_handshake_on_connect: false });
        raised(ValueError, () => s.getpeercert());
        s.do_handshake();
        const { subject, notBefore = "", notAfter = "" } = s.getpeercert() ?? {};
        assert.deepEqual(subject?.[1], [["organizationName", "pysocket"]]);
        assert.ok(ssl.cert_time_to_seconds(notBefore) < ssl.cert_time_to_seconds(notAfter));
    });

    it("test_crl_check", () => {
        const { authority, server: certificate, other } = theCertificates();
        const { client, server } = testingContext();
        new Pair(client, server).shake();
        client.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF;
        assert.match(refusal(new Pair(client, server)).message, /certificate verify failed/);
        client.load_verify_locations(fileOf(makeRevocationList(authority, [other])));
        new Pair(client, server).shake();
        const revoking = testingContext();
        revoking.client.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF;
        revoking.client.load_verify_locations(fileOf(makeRevocationList(authority, [certificate])));
        assert.match(refusal(new Pair(revoking.client, revoking.server)).message, /certificate revoked/);
    });

    it("test_check_hostname", () => {
        const { client, server } = testingContext();
        new Pair(client, server).shake();
        const error = refusal(new Pair(client, server, { server_hostname: "invalid" }));
        assert.ok(error instanceof ssl.CertificateError);
        assert.match(error.message, /certificate verify failed/);
        assert.equal(error.verify_message, "Hostname mismatch, certificate is not valid for 'invalid'.");
        const s = closing(socket.socket());
        assert.match(
            raised(ValueError, () => client.wrap_socket(s)).message,
            /check_hostname requires server_hostname/,
        );
    });

    it("test_hostname_checks_common_name", () => {
        const { client, server } = testingContext();
        client.hostname_checks_common_name = false;
        new Pair(client, server).shake();
        const { authority } = theCertificates();
        const nameless = testingContext(makeCertificate({ subject: { CN: "localhost" }, issuer: authority }));
        new Pair(nameless.client, nameless.server).shake();
        nameless.client.hostname_checks_common_name = false;
        assert.ok(
            refusal(new Pair(nameless.client, nameless.server)) instanceof ssl.SSLCertVerificationError,
        );
    });

    it("test_ecc_cert", () => {
        const { client, server } = testingContext();
        client.set_ciphers("ECDHE:ECDSA:!NULL:!aRSA");
        const pair = new Pair(client, server).shake();
        assert.ok(pair.client.getpeercert()?.subject);
    });

    it("test_dual_rsa_ecc", () => {
        const { client, server } = testingContext();
        client.maximum_version = TLSv1_2;
        client.set_ciphers("ECDHE:ECDSA:!NULL:!aRSA");
        const { authority: issuer } = theCertificates();
        const rsa = makeCertificate({
            subject: { CN: "rsa" },
            names: ["DNS:localhost"],
            keyType: "rsa",
            issuer,
        });
        server.load_cert_chain(fileWithKey(rsa));
        const pair = new Pair(client, server).shake();
        assert.match(pair.client.cipher()?.[0] ?? "", /^ECDHE-ECDSA/);
    });

    it("test_verify_strict", () => {
        const { authority: issuer } = theCertificates();
        const bare = makeCertificate({
            subject: { CN: "localhost" },
            names: ["DNS:localhost"],
            issuer,
            withoutAuthorityKey: true,
        });
        const { server } = testingContext(bare);
        const client = ssl.create_default_context({ cadata: issuer.pem });
        refusal(new Pair(client, server));
        const tolerant = ssl.create_default_context({ cadata: issuer.pem });
        tolerant.verify_flags &= ~ssl.VERIFY_X509_STRICT;
        new Pair(tolerant, server).shake();
    });

    it("test_check_hostname_idn", () => {
        const names = ["xn--knig-5qa.idn.example.org", "xn--knigsgsschen-lcb0w.idna2003.example.org"];
        const { authority: issuer } = theCertificates();
        const certificate = makeCertificate({
            subject: { CN: "idn" },
            names: names.map((name) => `DNS:${name}`),
            issuer,
        });
        const { client, server } = testingContext(certificate);
        for (const [given, encoded] of [
            ["könig.idn.example.org", names[0]],
            [names[0], names[0]],
            [b(names[0]), names[0]],
            ["königsgäßchen.idna2003.example.org", names[1]],
            [names[1], names[1]],
        ]) {
            const pair = new Pair(client, server, { server_hostname: wrong(given) });
            assert.equal(pair.client.server_hostname, encoded);
            pair.shake();
            assert.ok(pair.client.getpeercert()?.subject);
        }
        const error = refusal(new Pair(client, server, { server_hostname: "www.example.org" }));
        assert.ok(error instanceof ssl.CertificateError);
        raised(UnicodeError, () => new Pair(client, server, { server_hostname: ".example.org" }));
    });

    it("test_wrong_cert_tls12", () => {
        const { client, server } = testingContext();
        client.load_cert_chain(fileWithKey(theCertificates().selfSigned));
        server.verify_mode = ssl.CERT_REQUIRED;
        client.maximum_version = TLSv1_2;
        const running = new EchoServer(server);
        raised(OSError, () => connected(running, client, localhost));
        assert.match(String(running.noted("error")), /certificate verify failed/);
    });

    it("test_wrong_cert_tls13", () => {
        const { client, server } = testingContext();
        client.load_cert_chain(fileWithKey(theCertificates().selfSigned));
        server.verify_mode = ssl.CERT_REQUIRED;
        server.minimum_version = TLSv1_3;
        const s = connected(new EchoServer(server), client, { ...localhost, suppress_ragged_eofs: false });
        const error = raised(OSError, () => {
            s.write(b("data"));
            s.read(1000);
            s.write(b("should have failed already"));
            s.read(1000);
        });
        assert.match(error.message, /alert unknown ca|EOF occurred|reset by peer|closed by|Broken pipe/);
    });

    it("test_rude_shutdown", () => {
        const listening = closing(socket.create_server([HOST, 0]));
        const thread = servers.start(servers.hangUp, listening);
        const c = closing(socket.create_connection(listening.getsockname() as [string, number]));
        thread.join();
        raised(OSError, () => lenientContext().wrap_socket(c));
    });

    it("test_ssl_cert_verify_error", () => {
        const { server } = testingContext(undefined, false);
        const error = refusal(new Pair(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), server));
        assert.ok(error instanceof ssl.SSLCertVerificationError);
        assert.equal(error.verify_code, 20);
        assert.equal(error.verify_message, "unable to get local issuer certificate");
        assert.equal(error.library, "SSL");
        assert.equal(error.reason, "CERTIFICATE_VERIFY_FAILED");
        assert.equal(
            error.message,
            "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate",
        );
    });

    /** The version that two protocols agree on, with the lowest security; null for none. */
    function agreed(
        server: number,
        client: number,
        options: { client?: number; server?: number } = {},
    ): string | null {
        const contexts = [client, server].map((protocol) => ssl.SSLContext(protocol));
        for (const context of contexts) {
            context.set_ciphers("@SECLEVEL=0:ALL");
            if (context.protocol === ssl.PROTOCOL_TLS) context.minimum_version = TLSv1;
        }
        contexts[0].options += options.client ?? 0;
        contexts[1].options += options.server ?? 0;
        contexts[1].load_cert_chain(fileWithKey(theCertificates().server));
        try {
            return new Pair(contexts[0], contexts[1], {}).shake().client.version();
        } catch (error) {
            if (error instanceof ssl.SSLError) return null;
            throw error;
        }
    }

    const TLS = ssl.PROTOCOL_TLS;

    it("test_PROTOCOL_TLS", () => {
        quietly(() => {
            assert.equal(agreed(TLS, TLS), "TLSv1.3");
            assert.equal(agreed(TLS, ssl.PROTOCOL_TLSv1), "TLSv1");
            assert.equal(agreed(TLS, ssl.PROTOCOL_TLSv1, { server: ssl.OP_NO_TLSv1 }), null);
        });
    });

    it("test_protocol_tlsv1", () => {
        quietly(() => {
            assert.equal(agreed(ssl.PROTOCOL_TLSv1, ssl.PROTOCOL_TLSv1), "TLSv1");
            assert.equal(agreed(ssl.PROTOCOL_TLSv1, TLS, { client: ssl.OP_NO_TLSv1 }), null);
        });
    });

    it("test_protocol_tlsv1_1", () => {
        quietly(() => {
            assert.equal(agreed(ssl.PROTOCOL_TLSv1_1, ssl.PROTOCOL_TLSv1_1), "TLSv1.1");
            assert.equal(agreed(ssl.PROTOCOL_TLSv1_1, TLS, { client: ssl.OP_NO_TLSv1_1 }), null);
            assert.equal(agreed(TLS, ssl.PROTOCOL_TLSv1_1), "TLSv1.1");
            assert.equal(agreed(ssl.PROTOCOL_TLSv1_1, ssl.PROTOCOL_TLSv1_2), null);
            assert.equal(agreed(ssl.PROTOCOL_TLSv1_2, ssl.PROTOCOL_TLSv1_1), null);
        });
    });

    it("test_protocol_tlsv1_2", () => {
        quietly(() => {
            assert.equal(agreed(ssl.PROTOCOL_TLSv1_2, ssl.PROTOCOL_TLSv1_2), "TLSv1.2");
            assert.equal(agreed(ssl.PROTOCOL_TLSv1_2, TLS, { client: ssl.OP_NO_TLSv1_2 }), null);
            assert.equal(agreed(TLS, ssl.PROTOCOL_TLSv1_2), "TLSv1.2");
            assert.equal(agreed(ssl.PROTOCOL_TLSv1_2, ssl.PROTOCOL_TLSv1), null);
        });
    });

    it("test_starttls", () => {
        const running = new EchoServer(testingContext().server, { starttls: true });
        let conn: socket.socket = closing(socket.create_connection(running.address));
        const talk = (line: string) => {
            conn.sendall(b(line));
            return conn.recv(1024).toString().trim();
        };
        assert.equal(talk("MSG 1"), "msg 1");
        assert.equal(talk("STARTTLS"), "OK");
        const secured = closing(lenientContext().wrap_socket(conn));
        conn = secured;
        assert.equal(talk("MSG 3"), "msg 3");
        assert.equal(talk("ENDTLS"), "OK");
        conn = secured.unwrap();
        assert.equal(talk("MSG 5"), "msg 5");
        conn.sendall(b("over\n"));
    });

    it("test_recv_send", () => {
        const s = connected(new EchoServer(testingContext().server), lenientContext());
        const receivers: ((size: number) => Buffer)[] = [
            (size) => s.recv(size),
            (size) => s.read(size),
            (size) => {
                const buffer = Buffer.alloc(size);
                return buffer.subarray(0, s.recv_into(buffer));
            },
            (size) => {
                const buffer = Buffer.alloc(size);
                return buffer.subarray(0, s.read(size, buffer) as number);
            },
        ];
        const senders: ((data: Buffer) => unknown)[] = [
            (data) => s.send(data),
            (data) => s.sendall(data),
            (data) => s.write(data),
        ];
        for (const send of senders)
            for (const receive of receivers) {
                send(b("PREFIX DATA"));
                assert.equal(receive(100).toString(), "prefix data");
            }
        raised(ValueError, () => s.recv(10, socket.MSG_PEEK));
        raised(ValueError, () => s.send(b("x"), 1));
        raised(ValueError, () => s.recvfrom(10));
        raised(ValueError, () => s.recvfrom_into(Buffer.alloc(1), wrong(1) as never));
        raised(ValueError, () => s.sendto(b("x"), [HOST, 1]));
        raised(NotImplementedError, () => s.sendmsg());
        raised(NotImplementedError, () => s.dup());
        raised(ValueError, () => s.recv(-1));
        raised(ValueError, () => s.read(-1));
        s.sendall(b("ABC"));
        assert.equal(s.recv(1).toString(), "a");
        assert.equal(s.pending(), 2);
        assert.equal(s.recv(10).toString(), "bc");
    });

    it("test_recv_zero", () => {
        const s = connected(new EchoServer(testingContext().server), lenientContext(), {
            suppress_ragged_eofs: false,
        });
        s.send(b("data"));
        assert.equal(s.recv(0).length, 0);
        assert.equal(s.read(0).length, 0);
        assert.equal(s.read().toString(), "data");
        s.setblocking(false);
        assert.equal(s.recv(0).length, 0);
        assert.equal(s.recv_into(Buffer.alloc(0)), 0);
    });

    it("test_recv_into_buffer_protocol_len", () => {
        const s = connected(new EchoServer(testingContext().server), lenientContext());
        s.send(b("data"));
        const words = new Uint32Array(2);
        assert.equal(s.recv_into(words), 4);
        assert.equal(Buffer.from(words.buffer).subarray(0, 4).toString(), "data");
    });

    it("test_nonblocking_send", () => {
        const [near, far] = socket.socketpair();
        const server = closing(
            testingContext().server.wrap_socket(near, { server_side: true, do_handshake_on_connect: false }),
        );
        const client = closing(lenientContext().wrap_socket(far, { do_handshake_on_connect: false }));
        const steps = [client, server].map((s) => {
            s.setblocking(false);
            return () => s.do_handshake();
        });
        for (let left = steps; left.length > 0; )
            left = left.filter((step) => {
                try {
                    step();
                    return false;
                } catch (error) {
                    if (error instanceof ssl.SSLWantReadError) return true;
                    throw error;
                }
            });
        raised(ssl.SSLWantWriteError, () => {
            for (;;) server.send(Buffer.alloc(8192));
        });
    });

    it("test_handshake_timeout", () => {
        const silent = closing(socket.create_server([HOST, 0]));
        const address = silent.getsockname() as [string, number];
        const first = closing(socket.socket());
        first.settimeout(0.05);
        first.connect(address);
        assert.match(raised(TimeoutError, () => lenientContext().wrap_socket(first)).message, /timed out/);
        const second = closing(lenientContext().wrap_socket(socket.socket()));
        second.settimeout(0.05);
        assert.match(raised(TimeoutError, () => second.connect(address)).message, /timed out/);
    });

    it("test_server_accept", () => {
        const { client, server } = testingContext();
        const accepting = closing(server.wrap_socket(socket.create_server([HOST, 0]), { server_side: true }));
        assert.equal(accepting.server_side, true);
        const address = accepting.getsockname() as [string, number];
        const thread = servers.start(servers.connectTo, address, client, localhost);
        const [remote, peer] = accepting.accept<[string, number]>();
        assert.ok(remote instanceof ssl.SSLSocket);
        assert.deepEqual(peer, remote.getpeername());
        assert.equal(remote.recv(4).toString(), "data");
        remote.close();
        thread.join();
    });

    for (const [name, act] of [
        ["test_getpeercert_enotconn", (s: ssl.SSLSocket) => s.getpeercert()],
        ["test_do_handshake_enotconn", (s: ssl.SSLSocket) => s.do_handshake()],
    ] as const)
        it(name, () => {
            const s = closing(lenientContext().wrap_socket(socket.socket()));
            assert.equal(raised(OSError, () => act(s)).code, "ENOTCONN");
        });

    it("test_no_shared_ciphers", () => {
        const { client, server } = testingContext();
        client.maximum_version = TLSv1_2;
        client.set_ciphers("AES128");
        server.set_ciphers("AES256");
        assert.equal(refusal(new Pair(client, server)).reason, "NO_SHARED_CIPHER");
    });

    it("test_version_basic", () => {
        const running = new EchoServer(testingContext().server);
        const s = closing(lenientContext().wrap_socket(socket.socket()));
        assert.equal(s.version(), null);
        s.connect(running.address);
        assert.equal(s.version(), "TLSv1.3");
        s.close();
        assert.equal(s.version(), null);
    });

    const limited = (
        client: [least: number, most: number | null],
        server: [least: number, most: number | null],
        level = 2,
    ) => {
        const contexts = testingContext();
        quietly(() => {
            for (const [context, [least, most]] of [
                [contexts.client, client],
                [contexts.server, server],
            ] as const) {
                context.minimum_version = least;
                if (most !== null) context.maximum_version = most;
                if (level < 2) context.set_ciphers(`@SECLEVEL=${level}:ALL`);
            }
        });
        return new Pair(contexts.client, contexts.server);
    };

    it("test_tls1_3", () => {
        const { client } = limited([TLSv1_3, null], [TLSv1_2, null]).shake();
        assert.match(client.cipher()?.[0] ?? "", /^TLS_/);
        assert.equal(client.version(), "TLSv1.3");
    });

    it("test_min_max_version_tlsv1_2", () => {
        assert.equal(limited([TLSv1, TLSv1_2], [TLSv1_2, TLSv1_2]).shake().client.version(), "TLSv1.2");
    });

    it("test_min_max_version_tlsv1_1", () => {
        assert.equal(limited([TLSv1, TLSv1_2], [TLSv1, TLSv1_1], 0).shake().client.version(), "TLSv1.1");
    });

    it("test_min_max_version_mismatch", () => {
        const pair = limited([TLSv1, TLSv1], [TLSv1_2, TLSv1_2], 0);
        assert.equal(refusal(pair).reason, "UNSUPPORTED_PROTOCOL");
        assert.match(raised(ssl.SSLError, () => pair.client.do_handshake()).message, /alert/i);
    });

    it("test_default_ecdh_curve", () => {
        const pair = limited([TLSv1_2, TLSv1_2], [TLSv1_2, null]).shake();
        assert.match(pair.client.cipher()?.[0] ?? "", /ECDH/);
    });

    it("test_tls_unique_channel_binding", () => {
        const { client, server } = testingContext();
        client.maximum_version = TLSv1_2;
        const running = new EchoServer(server);
        const seen = [0, 1].map(() => {
            const s = connected(running, client, localhost);
            const bytes = s.get_channel_binding("tls-unique");
            assert.equal(bytes?.length, 12);
            assert.equal(ask(s, "CB tls-unique\n"), bytes?.toString("hex"));
            s.close();
            return bytes?.toString("hex");
        });
        assert.notEqual(seen[0], seen[1]);
    });

    it("test_compression", () => {
        const { client, server } = testingContext();
        assert.equal(new Pair(client, server).shake().client.compression(), null);
    });

    it("test_compression_disabled", () => {
        const { client, server } = testingContext();
        client.options |= ssl.OP_NO_COMPRESSION;
        const s = connected(new EchoServer(server), client, localhost);
        assert.equal(s.compression(), null);
    });

    it("test_legacy_server_connect", () => {
        const { client, server } = testingContext();
        client.options += ssl.OP_LEGACY_SERVER_CONNECT;
        new Pair(client, server).shake();
    });

    it("test_no_legacy_server_connect", () => {
        const { client, server } = testingContext();
        assert.equal(client.options & ssl.OP_LEGACY_SERVER_CONNECT, 0);
        new Pair(client, server).shake();
    });

    it("test_dh_params", () => {
        const { authority: issuer } = theCertificates();
        const rsa = makeCertificate({
            subject: { CN: "rsa" },
            names: ["DNS:localhost"],
            keyType: "rsa",
            issuer,
        });
        const { client, server } = testingContext(rsa);
        client.maximum_version = TLSv1_2;
        server.maximum_version = TLSv1_2;
        server.load_dh_params(fileOf(DH_PARAMETERS));
        server.set_ciphers("kEDH");
        assert.match(new Pair(client, server).shake().client.cipher()?.[0] ?? "", /DHE-/);
    });

    it("test_ecdh_curve", () => {
        const make = (client: string | null, server: string | null) => {
            const contexts = testingContext();
            if (client !== null) contexts.client.set_ecdh_curve(client);
            if (server !== null) contexts.server.set_ecdh_curve(server);
            contexts.server.set_ciphers("ECDHE:!eNULL:!aNULL");
            return new Pair(contexts.client, contexts.server);
        };
        make(null, "secp384r1").shake();
        make("secp384r1", null).shake();
        refusal(make("prime256v1", "secp384r1"));
    });

    const selected = (client: string[] | null, server: string[] | null) => {
        const contexts = testingContext();
        if (client !== null) contexts.client.set_alpn_protocols(client);
        if (server !== null) contexts.server.set_alpn_protocols(server);
        const pair = new Pair(contexts.client, contexts.server).shake();
        assert.equal(pair.client.selected_alpn_protocol(), pair.server.selected_alpn_protocol());
        return pair.client.selected_alpn_protocol();
    };

    it("test_selected_alpn_protocol", () => {
        assert.equal(selected(null, null), null);
    });

    it("test_selected_alpn_protocol_if_server_uses_alpn", () => {
        assert.equal(selected(null, ["foo", "bar"]), null);
    });

    it("test_alpn_protocols", () => {
        const offered = ["foo", "bar", "milkshake"];
        assert.equal(selected(["foo", "bar"], offered), "foo");
        assert.equal(selected(["bar", "foo"], offered), "foo");
        assert.equal(selected(["milkshake"], offered), "milkshake");
        assert.equal(selected(["http/3.0", "http/4.0"], offered), null);
    });

    it("test_npn_protocols", () => {
        assert.equal(ssl.HAS_NPN, false);
        const context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
        quietly(() => assert.throws(() => context.set_npn_protocols(["a"]), /_set_npn_protocols/));
    });

    const nameContexts = () => {
        const { client, server } = testingContext();
        client.check_hostname = false;
        return { client, server, other: testingContext(theCertificates().other).server };
    };
    const commonName = (pair: Pair) => pair.client.getpeercert()?.subject?.at(-1)?.[0][1];

    it("test_sni_callback", () => {
        const { client, server, other } = nameContexts();
        const calls: unknown[] = [];
        server.set_servername_callback((sock, name, context) => {
            calls.push(name, context);
            if (name !== null) sock.context = other;
            return null;
        });
        assert.equal(
            commonName(new Pair(client, server, { server_hostname: "supermessage" }).shake()),
            "fakehostname",
        );
        assert.equal(commonName(new Pair(client, server, {}).shake()), "localhost");
        assert.deepEqual(calls, ["supermessage", server, null, server]);
        server.set_servername_callback(null);
        assert.equal(
            commonName(new Pair(client, server, { server_hostname: "notfunny" }).shake()),
            "localhost",
        );
        assert.equal(calls.length, 4);
    });

    const afterAnswer = (answer: () => unknown) => {
        const { client, server } = nameContexts();
        server.set_servername_callback(wrong(answer));
        const pair = new Pair(client, server, { server_hostname: "supermessage" });
        const texts = warningsOf(() => void refusal(pair));
        return { texts, reason: raised(ssl.SSLError, () => pair.client.do_handshake()).reason };
    };

    it("test_sni_callback_alert", () => {
        const { reason } = afterAnswer(() => ssl.ALERT_DESCRIPTION_ACCESS_DENIED);
        assert.equal(reason, "TLSV1_ALERT_ACCESS_DENIED");
    });

    it("test_sni_callback_raising", () => {
        const { reason, texts } = afterAnswer(() => {
            throw ValueError("no such name");
        });
        assert.equal(reason, "SSLV3_ALERT_HANDSHAKE_FAILURE");
        assert.match(texts[0], /no such name/);
    });

    it("test_sni_callback_wrong_return_type", () => {
        const { reason, texts } = afterAnswer(() => "foo");
        assert.equal(reason, "TLSV1_ALERT_INTERNAL_ERROR");
        assert.match(texts[0], /TypeError/);
    });

    it("test_shared_ciphers", () => {
        const { client, server } = testingContext();
        client.set_ciphers("AES128:AES256");
        server.set_ciphers("AES256:eNULL");
        const ciphers = new Pair(client, server).shake().server.shared_ciphers() ?? [];
        assert.ok(ciphers.length > 0);
        for (const [name] of ciphers) assert.match(name, /AES256|AES-256|TLS_CHACHA20|TLS_AES/);
    });

    it("test_read_write_after_close_raises_valuerror", () => {
        const { client, server } = testingContext();
        const s = connected(new EchoServer(server), client, localhost);
        s.close();
        raised(ValueError, () => s.read(1024));
        raised(ValueError, () => s.write(b("hello")));
    });

    it("test_sendfile", () => {
        const folder = mkdtempSync(join(tmpdir(), "ssl-"));
        addCleanup(() => rmSync(folder, { recursive: true }));
        const data = "x".repeat(512);
        writeFileSync(join(folder, "file"), data);
        const { client, server } = testingContext();
        const s = connected(new EchoServer(server), client, localhost);
        const file = openSync(join(folder, "file"), "r");
        try {
            assert.equal(s.sendfile(file), 512);
        } finally {
            closeSync(file);
        }
        assert.equal(s.recv(1024).toString(), data);
    });

    it("test_session", () => {
        const { client, server } = testingContext();
        client.maximum_version = TLSv1_2;
        const shake = (session: ssl.SSLSession | null) => {
            const pair = new Pair(client, server, { ...localhost, session }).shake().exchange();
            return { session: pair.client.session as ssl.SSLSession, reused: pair.client.session_reused };
        };
        const stats = () => [server.session_stats().accept, server.session_stats().hits];
        const first = shake(null);
        assert.ok(first.session.id.length > 0);
        assert.ok(first.session.time > 0 && first.session.timeout > 0);
        assert.ok(first.session.has_ticket && first.session.ticket_lifetime_hint > 0);
        assert.equal(first.reused, false);
        assert.deepEqual(stats(), [1, 0]);
        const second = shake(first.session);
        assert.equal(second.reused, true);
        assert.deepEqual(second.session.id, first.session.id);
        assert.deepEqual(stats(), [2, 1]);
        const third = shake(null);
        assert.equal(third.reused, false);
        assert.notDeepEqual(third.session.id, first.session.id);
        assert.equal(shake(first.session).reused, true);
        assert.deepEqual(stats(), [4, 2]);
    });

    it("test_session_handling", () => {
        const { client, server } = testingContext();
        const another = testingContext().client;
        client.maximum_version = TLSv1_2;
        another.maximum_version = TLSv1_2;
        const running = new EchoServer(server);
        const first = closing(client.wrap_socket(socket.socket(), localhost));
        assert.equal(first.session, null);
        assert.equal(first.session_reused, null);
        first.connect(running.address);
        const session = first.session as unknown as ssl.SSLSession;
        const error = raised(TypeError, () => {
            first.session = wrong(Object);
        });
        assert.equal(error.message, "Value is not a SSLSession.");
        first.close();
        const second = connected(running, client, localhost);
        const late = raised(ValueError, () => {
            second.session = session;
        });
        assert.equal(late.message, "Cannot set session after handshake.");
        second.close();
        const third = closing(client.wrap_socket(socket.socket(), localhost));
        third.session = session;
        third.connect(running.address);
        assert.deepEqual(third.session?.id, session.id);
        assert.equal(third.session_reused, true);
        third.close();
        const fourth = closing(another.wrap_socket(socket.socket(), localhost));
        fourth.session = session;
        const foreign = raised(ValueError, () => fourth.connect(running.address));
        assert.equal(foreign.message, "Session refers to a different SSLContext.");
    });

    const key = Buffer.from("deadbeef", "hex");

    it("test_psk", () => {
        const contexts = () => {
            const client = lenientContext();
            const server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER);
            for (const context of [client, server]) {
                context.maximum_version = TLSv1_2;
                context.set_ciphers("PSK");
            }
            return { client, server };
        };
        const plain = contexts();
        plain.client.set_psk_client_callback(() => [null, key]);
        plain.server.set_psk_server_callback(() => key);
        new Pair(plain.client, plain.server, {}).shake();
        plain.server.set_psk_server_callback(() => Buffer.from("other"));
        refusal(new Pair(plain.client, plain.server, {}));

        const named = contexts();
        const seen: unknown[] = [];
        named.client.set_psk_client_callback((hint) => {
            seen.push(hint);
            return ["client-identity", key];
        });
        named.server.set_psk_server_callback((identity) => {
            seen.push(identity);
            return key;
        }, "identity-hint");
        new Pair(named.client, named.server, {}).shake();
        assert.deepEqual(seen, ["identity-hint", "client-identity"]);

        named.client.set_psk_client_callback(null);
        refusal(new Pair(named.client, named.server, {}));
        named.client.set_psk_client_callback(wrong(() => 3));
        raised(Error, () => new Pair(named.client, named.server, {}).shake());
        raised(TypeError, () => named.client.set_psk_client_callback(wrong("x")));
        raised(ssl.SSLError, () => named.client.set_psk_server_callback(() => key));
        raised(ssl.SSLError, () => named.server.set_psk_client_callback(() => [null, key]));
    });

    it("test_psk_tls1_3", () => {
        const client = lenientContext();
        const server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER);
        for (const context of [client, server]) {
            context.minimum_version = TLSv1_3;
            context.set_ciphers("PSK");
        }
        const seen: unknown[] = [];
        client.set_psk_client_callback((hint) => {
            seen.push(hint);
            return ["client-identity", key];
        });
        server.set_psk_server_callback((identity) => {
            seen.push(identity);
            return key;
        }, "identity-hint");
        new Pair(client, server, {}).shake();
        assert.ok(seen.includes(null) && seen.includes("client-identity"));
    });
});

describe("test_ssl.TestPostHandshakeAuth", () => {
    afterEach(cleanUp);

    it("test_pha_setter", () => {
        for (const protocol of [ssl.PROTOCOL_TLS_SERVER, ssl.PROTOCOL_TLS_CLIENT]) {
            const context = ssl.SSLContext(protocol);
            assert.equal(context.post_handshake_auth, false);
            context.post_handshake_auth = true;
            context.verify_mode = ssl.CERT_REQUIRED;
            assert.deepEqual([context.post_handshake_auth, context.verify_mode], [true, ssl.CERT_REQUIRED]);
            context.post_handshake_auth = false;
            assert.equal(context.verify_mode, ssl.CERT_REQUIRED);
            context.verify_mode = ssl.CERT_OPTIONAL;
            context.post_handshake_auth = true;
            assert.equal(context.verify_mode, ssl.CERT_OPTIONAL);
        }
    });

    const start = (
        setUp: (client: ssl.SSLContext, server: ssl.SSLContext) => void,
        withCertificate = true,
    ) => {
        const { client, server } = testingContext();
        server.verify_mode = ssl.CERT_REQUIRED;
        if (withCertificate) client.load_cert_chain(fileWithKey(theCertificates().client));
        setUp(client, server);
        return connected(new EchoServer(server), client, { ...localhost, suppress_ragged_eofs: false });
    };
    const both = (client: ssl.SSLContext, server: ssl.SSLContext) => {
        client.post_handshake_auth = true;
        server.post_handshake_auth = true;
    };

    it("test_pha_required", () => {
        const s = start(both);
        assert.deepEqual(
            ["HASCERT", "PHA", "HASCERT", "PHA"].map((line) => ask(s, line)),
            ["FALSE", "OK", "TRUE", "OK"],
        );
        assert.match(ask(s, "GETCERT"), /test CA/);
    });

    it("test_pha_required_nocert", () => {
        const s = start(both, false);
        const error = raised(OSError, () => {
            ask(s, "PHA");
            ask(s, "HASCERT");
            s.recv(1024);
        });
        assert.match(error.message, /certificate required|EOF occurred|closed by|reset by peer|Broken pipe/);
    });

    it("test_pha_optional", () => {
        const s = start((client, server) => {
            both(client, server);
            server.verify_mode = ssl.CERT_OPTIONAL;
        });
        assert.deepEqual(
            ["HASCERT", "PHA", "HASCERT"].map((line) => ask(s, line)),
            ["FALSE", "OK", "TRUE"],
        );
    });

    it("test_pha_optional_nocert", () => {
        const s = start((client, server) => {
            both(client, server);
            server.verify_mode = ssl.CERT_OPTIONAL;
        }, false);
        assert.deepEqual(
            ["HASCERT", "PHA", "HASCERT"].map((line) => ask(s, line)),
            ["FALSE", "OK", "FALSE"],
        );
    });

    it("test_pha_no_pha_client", () => {
        const s = start((_client, server) => {
            server.post_handshake_auth = true;
        });
        assert.match(raised(ssl.SSLError, () => s.verify_client_post_handshake()).message, /not server/);
        assert.match(ask(s, "PHA"), /extension not received/);
    });

    it("test_pha_no_pha_server", () => {
        const s = start((client) => {
            client.post_handshake_auth = true;
        });
        assert.deepEqual(
            ["HASCERT", "PHA", "HASCERT"].map((line) => ask(s, line)),
            ["TRUE", "OK", "TRUE"],
        );
    });

    it("test_pha_not_tls13", () => {
        const s = start((client) => {
            client.maximum_version = TLSv1_2;
            client.post_handshake_auth = true;
        });
        assert.match(ask(s, "PHA"), /WRONG_SSL_VERSION/);
    });

    it("test_bpo37428_pha_cert_none", () => {
        const s = start((client, server) => {
            both(client, server);
            client.check_hostname = false;
            client.verify_mode = ssl.CERT_NONE;
        });
        assert.deepEqual(
            ["HASCERT", "PHA", "HASCERT"].map((line) => ask(s, line)),
            ["FALSE", "OK", "TRUE"],
        );
        assert.deepEqual(s.getpeercert(), {});
    });

    for (const name of ["test_certificate_chain", "test_internal_chain_client"])
        it(name, () => {
            const { client, server } = testingContext(undefined, false);
            const { authority, server: certificate } = theCertificates();
            const pair = new Pair(client, server).shake();
            assert.deepEqual(pair.client.get_verified_chain(), [certificate.der, authority.der]);
            assert.deepEqual(pair.client.get_unverified_chain(), [certificate.der]);
        });

    it("test_internal_chain_server", () => {
        const s = start((_client, server) => {
            server.maximum_version = TLSv1_2;
        });
        assert.equal(ask(s, "VERIFIEDCHAIN"), "2");
        assert.equal(s.get_verified_chain().length, 2);
    });
});

describe("test_ssl.TestPreHandshakeClose", () => {
    afterEach(cleanUp);

    /** A client that sends something without TLS and hangs up, as the server sees it. */
    const rude = (data: string) => {
        const listening = closing(socket.create_server([HOST, 0]));
        const c = socket.create_connection(listening.getsockname() as [string, number]);
        c.sendall(b(data));
        c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, new Uint8Array(new Int32Array([1, 0]).buffer));
        const [accepted] = listening.accept();
        c.close();
        return accepted;
    };

    it("test_preauth_data_to_tls_server", () => {
        const accepted = rude("GET / HTTP/1.0\r\n\r\n");
        addCleanup(() => accepted.close());
        raised(OSError, () => {
            testingContext().server.wrap_socket(accepted, { server_side: true });
        });
    });

    it("test_preauth_data_to_tls_client", () => {
        const accepted = rude("HTTP/1.0 307 Temporary Redirect\r\n\r\n");
        addCleanup(() => accepted.close());
        raised(OSError, () => lenientContext().wrap_socket(accepted));
    });
});
