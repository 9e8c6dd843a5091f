/** An echo server of socketserver, each connection in a thread, and its clients in the same program. */
import * as socket from "pysocket";
import { int } from "pysocket/builtins";
import * as socketserver from "pysocket/socketserver";
import * as threading from "pysocket/threading";

class EchoHandler extends socketserver.StreamRequestHandler {
    /** Sends each line back, with the name of the thread that did it, until the client has no more. */
    override handle() {
        for (const line of this.rfile) {
            const own = threading.current_thread() !== threading.main_thread();
            const name = own ? "a thread of its own" : "the main thread";
            this.wfile.write(Buffer.concat([Buffer.from(`${name}: `), line]));
        }
    }
}

class EchoServer extends socketserver.ThreadingMixIn(socketserver.TCPServer) {
    static override allow_reuse_address = true;
    static override daemon_threads = true;
}

function ask(address: [string, number], ...lines: string[]) {
    using sock = socket.create_connection(address);
    for (const line of lines) {
        sock.sendall(Buffer.from(`${line}\n`));
    }
    sock.shutdown(socket.SHUT_WR);
    using answers = sock.makefile();
    for (const answer of answers) {
        console.log(answer.trim());
    }
}

function serve(server: EchoServer) {
    server.serve_forever();
}

const host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const port = process.argv.length > 3 ? int(process.argv[3]) : 0;
{
    using server = new EchoServer([host, port], EchoHandler);
    const serving = new threading.Thread({ target: serve, args: [server] });
    serving.start();
    for (let number = 0; number < 3; number++) {
        ask(server.server_address, `client ${number}`, "and once more");
    }
    server.shutdown();
    serving.join();
    console.log("the server has stopped");
}
