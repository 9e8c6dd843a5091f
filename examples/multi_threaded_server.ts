/** An echo server that gives each client a thread of its own. */
import * as socket from "pysocket";
import { int } from "pysocket/builtins";
import * as threading from "pysocket/threading";

class ClientThread extends threading.Thread {
    /** Echoes what one client says, until it says bye. */
    conn: socket.socket;
    address: [string, number];

    constructor(conn: socket.socket, address: [string, number]) {
        super({ daemon: true });
        this.conn = conn;
        this.address = address;
    }

    run() {
        console.log(`${this.name}: ${this.address[0]}:${this.address[1]} is being served`);
        while (true) {
            const data = this.conn.recv(1024);
            if (data.length === 0 || data.toString().trim() === "bye") {
                break;
            }
            this.conn.sendall(data);
        }
        this.conn.close();
        console.log(`${this.name}: ${this.address[0]}:${this.address[1]} has left`);
    }
}

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;

const server = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1);
server.bind([host, port]);
server.listen();
[host, port] = server.getsockname();
console.log(`listening on ${host}:${port}`);

while (true) {
    const [conn, address] = server.accept();
    new ClientThread(conn, address).start();
}
