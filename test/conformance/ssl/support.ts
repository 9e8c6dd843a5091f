import assert from "node:assert/strict";
import * as socket from "pysocket";
import * as queue from "pysocket/queue";
import * as ssl from "pysocket/ssl";
import type { Thread } from "pysocket/threading";
import { fileOf, fileWithKey, theCertificates } from "../../support/certificates";
import { addCleanup, HOST } from "../support";
import * as servers from "./servers.cjs";

/**
 * Contexts of a client and a server that trust each other, and the server's name. A server that knows the authority
 * also sends its certificate.
 */
export function testingContext(certificate = theCertificates().server, sendsChain = true) {
    const client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
    client.load_verify_locations(fileOf(theCertificates().authority.pem));
    const server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER);
    server.load_cert_chain(fileWithKey(certificate));
    if (sendsChain) server.load_verify_locations(fileOf(theCertificates().authority.pem));
    return { client, server, hostname: "localhost" };
}

/** A context that checks nothing. */
export function lenientContext(): ssl.SSLContext {
    const context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
    context.check_hostname = false;
    context.verify_mode = ssl.CERT_NONE;
    return context;
}

/** An echo server in another thread, until the test has ended. */
export class EchoServer {
    readonly log = queue.Queue<Record<string, unknown>>();
    readonly address: [string, number];
    readonly #thread: Thread;
    readonly #listening: socket.socket;

    constructor(context: ssl.SSLContext, options: servers.Options = {}) {
        this.#listening = socket.create_server([HOST, 0]);
        this.address = this.#listening.getsockname() as [string, number];
        this.#thread = servers.startServer(this.#listening, context, this.log, options);
        addCleanup(() => this.stop());
    }

    stop(): void {
        if (this.#listening.fileno() < 0) return;
        this.#listening.close();
        this.#thread.join();
    }

    /** What the server noted of a connection; the first that has `key`. */
    noted(key: string): unknown {
        for (;;) {
            const note = this.log.get(true, 20);
            if (key in note) return note[key];
        }
    }
}

/** A client connected to a server. */
export function connected(
    server: EchoServer,
    context: ssl.SSLContext,
    options: Parameters<ssl.SSLContext["wrap_socket"]>[1] = {},
): ssl.SSLSocket {
    const plain = socket.create_connection(server.address);
    try {
        const client = context.wrap_socket(plain, options as { server_hostname?: string });
        addCleanup(() => client.close());
        return client;
    } catch (error) {
        plain.close();
        throw error;
    }
}

/** A client and a server in this thread, connected in memory. */
export class Pair {
    readonly client: ssl.SSLObject;
    readonly server: ssl.SSLObject;
    readonly #toServer = ssl.MemoryBIO();
    readonly #toClient = ssl.MemoryBIO();

    constructor(
        client: ssl.SSLContext,
        server: ssl.SSLContext,
        options: { server_hostname?: string | null; session?: ssl.SSLSession | null } = {
            server_hostname: "localhost",
        },
    ) {
        this.client = client.wrap_bio(this.#toClient, this.#toServer, options);
        this.server = server.wrap_bio(this.#toServer, this.#toClient, { server_side: true });
    }

    /** Does both sides' handshakes; raises the first error of either, after the other has heard of it. */
    shake(): this {
        for (let turn = 0; turn < 10; turn++) {
            const client = this.#step(this.client);
            const server = this.#step(this.server);
            if (client && server) return this;
        }
        return assert.fail("the handshake does not end");
    }

    #step(side: ssl.SSLObject): boolean {
        try {
            side.do_handshake();
            return true;
        } catch (error) {
            if (error instanceof ssl.SSLWantReadError) return false;
            throw error;
        }
    }

    /** Sends both ways, with which tickets arrive as well. */
    exchange(): this {
        this.server.write(Buffer.from("from server"));
        assert.equal(this.client.read(100).toString(), "from server");
        this.client.write(Buffer.from("from client"));
        assert.equal(this.server.read(100).toString(), "from client");
        return this;
    }
}

/** The error of a handshake that must fail, of the side that fails first. */
export function refusal(pair: Pair): ssl.SSLError {
    try {
        pair.shake();
    } catch (error) {
        if (error instanceof ssl.SSLError) return error;
        throw error;
    }
    return assert.fail("the handshake succeeds");
}

/** Warnings that `act` emits. */
export function warningsOf(act: () => void): string[] {
    const texts: string[] = [];
    const { emitWarning } = process;
    process.emitWarning = ((text: string) => texts.push(text)) as never;
    try {
        act();
    } finally {
        process.emitWarning = emitWarning;
    }
    return texts;
}

/** Parameters of RFC 7919: the prime of 2048 bits, which no program has to look for. */
export const DH_PARAMETERS = `-----BEGIN DH PARAMETERS-----
MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
-----END DH PARAMETERS-----
`;
