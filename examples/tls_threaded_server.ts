/** An echo server over TLS that gives each client a thread of its own. */
import * as socket from "pysocket";
import { int } from "pysocket/builtins";
import * as ssl from "pysocket/ssl";
import * as threading from "pysocket/threading";

class ClientThread extends threading.Thread {
    /** Echoes what one client says, until it says bye. */
    conn: ssl.SSLSocket;
    address: [string, number];

    constructor(conn: ssl.SSLSocket, address: [string, number]) {
        super({ daemon: true });
        this.conn = conn;
        this.address = address;
    }

    run() {
        this.conn.do_handshake();
        console.log(`${this.name}: ${this.conn.version()} with ${this.address[0]}`);
        while (true) {
            const data = this.conn.recv(1024);
            if (data.length === 0 || data.toString().trim() === "bye") {
                break;
            }
            this.conn.sendall(data);
        }
        this.conn.close();
        console.log(`${this.name}: ${this.address[0]} has left`);
    }
}

const certfile = process.argv.length > 2 ? process.argv[2] : "cert.pem";
let host = process.argv.length > 3 ? process.argv[3] : "127.0.0.1";
let port = process.argv.length > 4 ? int(process.argv[4]) : 8443;

const context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER);
context.load_cert_chain(certfile);
const plain = socket.create_server([host, port]);
const server = context.wrap_socket(plain, { server_side: true, do_handshake_on_connect: false });
[host, port] = server.getsockname();
console.log(`listening on ${host}:${port}`);

while (true) {
    const [conn, address] = server.accept();
    new ClientThread(conn, address).start();
}
