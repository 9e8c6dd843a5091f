import * as socket from "pysocket";
import * as ssl from "pysocket/ssl";
import { fileOf, fileWithKey, theCertificates } from "../support/certificates";
import { start } from "./threads.cjs";

export const HOST = "127.0.0.1";
export const b = (text: string) => Buffer.from(text);

export function serverContext(certificate = theCertificates().server): ssl.SSLContext {
    const context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER);
    context.load_cert_chain(fileWithKey(certificate));
    return context;
}

export function clientContext(): ssl.SSLContext {
    return ssl.create_default_context({ cafile: fileOf(theCertificates().authority.pem) });
}

export function lenientContext(): ssl.SSLContext {
    return ssl._create_unverified_context();
}

/** Two ends of a TLS connection. */
export function connectedPair(): [client: ssl.SSLSocket, server: ssl.SSLSocket] {
    const [near, far] = socket.socketpair();
    const server = serverContext().wrap_socket(far, { server_side: true, do_handshake_on_connect: false });
    const client = clientContext().wrap_socket(near, {
        server_hostname: "localhost",
        do_handshake_on_connect: false,
    });
    const thread = start(shake, server);
    client.do_handshake();
    thread.join();
    return [client, server];
}

function shake(conn: ssl.SSLSocket): void {
    conn.do_handshake();
}

export function listening(): [socket.socket, [string, number]] {
    const server = socket.create_server([HOST, 0]);
    return [server, server.getsockname() as [string, number]];
}
