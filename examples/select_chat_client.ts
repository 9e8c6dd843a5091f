/** Talks in a chat: select waits for the keyboard and for the others at once. */
import { int } from "pysocket/builtins";
import { readSync } from "node:fs";
import * as select from "pysocket/select";
import * as socket from "pysocket";
import process from "node:process";

const host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const keyboard = 0;

const s = socket.create_connection([host, port]);
console.log(`connected to ${host}:${port}`);

const buffer = Buffer.alloc(4096);
let talking = true;
while (talking) {
    const [readable] = select.select([keyboard, s], [], []);
    if (readable.includes(s)) {
        const size = s.recv_into(buffer);
        if (size > 0) {
            console.log(buffer.subarray(0, size).toString().trim());
        } else {
            console.log("the server has left");
            talking = false;
        }
    }
    if (readable.includes(keyboard)) {
        const size = readSync(keyboard, buffer);
        if (size > 0) {
            s.sendall(buffer.subarray(0, size));
        } else {
            talking = false;
        }
    }
}
s.close();
