import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setImmediate } from "node:timers/promises";
import { connect, createServer } from "node:tls";
import * as queue from "pysocket/queue";
import type { Thread } from "pysocket/threading";
import { fileOf, fileWithKey, theCertificates } from "../support/certificates";
import { needPython, PythonPeer } from "../support/python";
import { skip } from "../support/skip";
import { clientContext, HOST, listening, serverContext } from "./support";
import * as threads from "./threads.cjs";

type Result = { answer?: string; version?: string; alpn?: string | null; error?: string };

/** Waits for a thread whose peer is in this thread's event loop. */
async function ended(thread: Thread): Promise<void> {
    while (thread.is_alive()) await setImmediate();
    thread.join();
}

describe("TLS with Node's tls", () => {
    const { server: certificate, client: own, authority } = theCertificates();

    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
        it(`its server, ${version}`, async () => {
            const server = createServer(
                {
                    key: certificate.keyPem,
                    cert: certificate.pem,
                    ca: authority.pem,
                    requestCert: true,
                    maxVersion: version,
                    minVersion: version,
                    ALPNProtocols: ["echo"],
                },
                (conn) => {
                    assert.equal(conn.authorized, true);
                    conn.pipe(conn).on("error", () => {});
                },
            );
            server.listen(0, HOST);
            await once(server, "listening");
            const { port } = server.address() as { port: number };
            const context = clientContext();
            context.load_cert_chain(fileWithKey(own));
            context.set_alpn_protocols(["other", "echo"]);
            const results = queue.Queue<Result>();
            await ended(threads.start(threads.talk, [HOST, port], context, "localhost", results));
            assert.deepEqual(results.get(), { answer: "hello from a thread\n", version, alpn: "echo" });
            server.close();
        });

        it(`its client, ${version}`, async () => {
            const [plain, [, port]] = listening();
            const context = serverContext();
            context.set_alpn_protocols(["echo"]);
            const thread = threads.start(threads.serveOne, plain, context);
            const conn = connect({
                host: HOST,
                port,
                servername: "localhost",
                ca: authority.pem,
                ALPNProtocols: ["echo"],
                maxVersion: version,
            });
            await once(conn, "secureConnect");
            assert.deepEqual(
                [conn.authorized, conn.getProtocol(), conn.alpnProtocol],
                [true, version, "echo"],
            );
            conn.write("hello");
            assert.equal(String((await once(conn, "data"))[0]), "hello");
            conn.end();
            await ended(thread);
            plain.close();
        });
    }
});

describe("TLS with Python", () => {
    const script = join(__dirname, "peer.py");
    const files = () => [fileWithKey(theCertificates().server), fileOf(theCertificates().authority.pem)];

    for (const version of ["TLSv1.2", "TLSv1.3"]) {
        it(`its server, ${version}`, async function () {
            needPython(this);
            const peer = new PythonPeer(script, ["serve", version, ...files()]);
            const port = Number(await peer.ask(""));
            const results = queue.Queue<Result>();
            await ended(threads.start(threads.talk, [HOST, port], clientContext(), "localhost", results));
            assert.deepEqual(results.get(), { answer: "hello from a thread\n", version, alpn: null });
            await peer.close();
        });

        it(`its client, ${version}`, async function () {
            needPython(this);
            const [plain, [, port]] = listening();
            const thread = threads.start(threads.serveOne, plain, serverContext());
            const peer = new PythonPeer(script, ["connect", version, ...files(), String(port)]);
            assert.equal(await peer.ask(""), `${version} hello from Python`);
            await peer.close();
            await ended(thread);
            plain.close();
        });
    }
});

describe("TLS with openssl", () => {
    before(function () {
        if (spawnSync("openssl", ["version"]).status !== 0) skip(this, "there is no program openssl");
    });

    for (const [version, flag] of [
        ["TLSv1.2", "-tls1_2"],
        ["TLSv1.3", "-tls1_3"],
    ]) {
        it(`s_server, ${version}`, async () => {
            const file = fileWithKey(theCertificates().server);
            const words = [
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-cert",
                file,
                "-key",
                file,
                flag,
                "-rev",
                "-naccept",
                "1",
            ];
            const child = spawn("openssl", words);
            const port = await new Promise<number>((resolve) => {
                createInterface(child.stdout).on("line", (line) => {
                    const match = /^ACCEPT .*:(\d+)$/.exec(line);
                    if (match !== null) resolve(Number(match[1]));
                });
            });
            const results = queue.Queue<Result>();
            await ended(threads.start(threads.talk, [HOST, port], clientContext(), "localhost", results));
            assert.deepEqual(results.get(), { answer: "daerht a morf olleh\n", version, alpn: null });
            const exit = once(child, "close");
            child.kill();
            await exit;
        });

        it(`s_client, ${version}`, async () => {
            const [plain, [, port]] = listening();
            const thread = threads.start(threads.serveOne, plain, serverContext());
            const ca = fileOf(theCertificates().authority.pem);
            const words = [
                "s_client",
                "-connect",
                `${HOST}:${port}`,
                "-CAfile",
                ca,
                "-verify_return_error",
                flag,
                "-quiet",
            ];
            const child = spawn("openssl", [...words, "-servername", "localhost"]);
            child.stdin.write("hello\n");
            assert.equal(String((await once(child.stdout, "data"))[0]), "hello\n");
            const exit = once(child, "close");
            child.stdin.end();
            child.kill();
            await exit;
            await ended(thread);
            plain.close();
        });
    }

    it("a client that asks for renegotiation is refused", async () => {
        const [plain, [, port]] = listening();
        const thread = threads.start(threads.serveOne, plain, serverContext());
        const child = spawn("openssl", ["s_client", "-connect", `${HOST}:${port}`, "-tls1_2"]);
        let text = "";
        child.stderr.on("data", (data) => {
            text += data;
        });
        child.stdin.write("R\n");
        await once(child, "close");
        assert.match(text, /RENEGOTIATING/);
        assert.match(text, /no renegotiation/);
        await ended(thread);
        plain.close();
    });
});
