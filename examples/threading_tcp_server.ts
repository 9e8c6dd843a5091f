/** A server on socketserver: each client has a thread, and each line comes back in capitals. */
import { int } from "pysocket/builtins";
import * as socketserver from "pysocket/socketserver";
import process from "node:process";

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;

class Handler extends socketserver.StreamRequestHandler {
    /** Serves one client, whose connection it reads and writes like files. */

    override handle() {
        const name = `${this.client_address[0]}:${this.client_address[1]}`;
        console.log(`${name} is being served`);
        for (const line of this.rfile) {
            this.wfile.write(Buffer.from(line.toString().toUpperCase()));
        }
        console.log(`${name} has left`);
    }
}

class Server extends socketserver.ThreadingTCPServer {
    /** Waits for clients, and for no thread at the end. */

    static override allow_reuse_address = true;
    static override daemon_threads = true;
}

const server = new Server([host, port], Handler);
[host, port] = server.server_address;
console.log(`listening on ${host}:${port}`);
server.serve_forever();
