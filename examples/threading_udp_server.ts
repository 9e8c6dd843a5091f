/** A server on socketserver for datagrams: each is answered by a thread, in capitals. */
import { int } from "pysocket/builtins";
import type * as socket from "pysocket";
import * as socketserver from "pysocket/socketserver";
import process from "node:process";

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;

class Handler extends socketserver.BaseRequestHandler<[Buffer, socket.socket]> {
    /** Answers one datagram, which comes with the socket to answer from. */

    override handle() {
        const [data, sock] = this.request;
        const text = data.toString();
        console.log(`${this.client_address[0]}:${this.client_address[1]} says: ${text}`);
        sock.sendto(Buffer.from(text.toUpperCase()), this.client_address);
    }
}

const server = new socketserver.ThreadingUDPServer([host, port], Handler);
server.daemon_threads = true;
[host, port] = server.server_address;
console.log(`listening on ${host}:${port}`);
server.serve_forever();
