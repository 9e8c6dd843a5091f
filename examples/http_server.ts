/** Answers every request with as many bytes as it was told to. */
import * as socket from "pysocket";
import { int } from "pysocket/builtins";

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const size = process.argv.length > 4 ? int(process.argv[4]) : 100000;

const server = socket.create_server([host, port]);
[host, port] = server.getsockname();
console.log(`listening on ${host}:${port}`);

while (true) {
    const [conn, address] = server.accept();
    let request = Buffer.alloc(0);
    while (!request.includes("\r\n\r\n")) {
        const data = conn.recv(1024);
        if (data.length === 0) {
            break;
        }
        request = Buffer.concat([request, data]);
    }
    conn.sendall(Buffer.from(`HTTP/1.0 200 OK\r\nContent-Length: ${size}\r\n\r\n`));
    conn.sendall(Buffer.alloc(size, "x"));
    conn.close();
    const lines = request.toString("latin1").split("\r\n");
    console.log(`${address[0]}:${address[1]} sent ${lines[0]}`);
}
