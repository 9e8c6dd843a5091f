/** An echo server for one client at a time: the next one waits until this one has left. */
import * as socket from "pysocket";
import { int } from "pysocket/builtins";

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
    console.log(`${address[0]}:${address[1]} is being served`);
    while (true) {
        const data = conn.recv(1024);
        if (data.length === 0 || data.toString().trim() === "bye") {
            break;
        }
        conn.sendall(data);
    }
    conn.close();
    console.log(`${address[0]}:${address[1]} has left`);
}
