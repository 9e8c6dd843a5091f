/** A UDP server of socketserver that answers each datagram in capitals from a thread, until it is told to stop. */
import { int } from "pysocket/builtins";
import * as socketserver from "pysocket/socketserver";

class Handler extends socketserver.DatagramRequestHandler {
    text = "";

    override handle() {
        this.text = this.rfile.read().toString().trim();
        console.log(`${this.client_address?.[0]} sent ${this.text}`);
        this.wfile.write(Buffer.from(`${this.text.toUpperCase()}\n`));
    }

    override finish() {
        super.finish();
        if (this.text === "stop") {
            this.server.shutdown();
        }
    }
}

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;

{
    using server = new socketserver.ThreadingUDPServer([host, port], Handler);
    [host, port] = server.server_address;
    console.log(`listening on ${host}:${port}`);
    server.serve_forever();
}
console.log("stopped");
