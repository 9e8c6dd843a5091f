/** Says what is typed to an echo server, and prints what comes back. */
import { readSync } from "node:fs";
import * as socket from "pysocket";
import { int } from "pysocket/builtins";

const host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const port = process.argv.length > 3 ? int(process.argv[3]) : 8000;

const s = socket.create_connection([host, port]);
console.log(`connected to ${host}:${port}`);

const buffer = Buffer.alloc(1024);
while (true) {
    let size = readSync(0, buffer);
    if (size === 0) {
        break;
    }
    s.sendall(buffer.subarray(0, size));
    size = s.recv_into(buffer);
    if (size === 0) {
        break;
    }
    console.log(`answer: ${buffer.subarray(0, size).toString().trim()}`);
}
s.close();
console.log("left");
