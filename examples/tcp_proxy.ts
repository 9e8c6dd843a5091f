/** Passes on what comes in at one address to another, and what comes back: two threads a connection. */
import * as socket from "pysocket";
import process from "node:process";
import * as threading from "pysocket/threading";
import { int, OSError } from "pysocket/builtins";

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8001;
const target_host = process.argv.length > 4 ? process.argv[4] : "127.0.0.1";
const target_port = process.argv.length > 5 ? int(process.argv[5]) : 8000;

function pump(source: socket.socket, destination: socket.socket) {
    /** Passes on what comes from one side, until it hangs up, and then hangs up too. */
    let total = 0;
    try {
        while (true) {
            const data = source.recv(65536);
            if (data.length === 0) {
                break;
            }
            total += data.length;
            destination.sendall(data);
        }
        destination.shutdown(socket.SHUT_WR);
    } catch (error) {
        if (!(error instanceof OSError)) throw error;
        console.log("a side has left early");
    }
    return total;
}

function pump_back(target: socket.socket, client: socket.socket) {
    /** The other way, in a thread of its own. */
    pump(target, client);
}

function serve(client: socket.socket) {
    /** Connects a client with the target. */
    const target = socket.create_connection([target_host, target_port]);
    const back = threading.Thread({ target: pump_back, args: [target, client], daemon: true });
    back.start();
    const total = pump(client, target);
    back.join();
    client.close();
    target.close();
    console.log(`passed on ${total} bytes`);
}

const server = socket.create_server([host, port]);
[host, port] = server.getsockname();
console.log(`listening on ${host}:${port}`);

while (true) {
    const [client] = server.accept();
    threading.Thread({ target: serve, args: [client], daemon: true }).start();
}
