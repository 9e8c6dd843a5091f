/** Sends files to file_receiver. */
import { int } from "pysocket/builtins";
import { closeSync, openSync, statSync } from "node:fs";
import * as path from "node:path";
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

const host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const file_names = process.argv.length > 4 ? process.argv.slice(4) : ["README.md"];

// Before a file come the lengths of its name and of itself, and its name.
const HEADER = struct.Struct("!HQ");

function send_file(s: socket.socket, file_name: string) {
    /** Sends one file piece by piece; how much of it has arrived. */
    const name = Buffer.from(path.basename(file_name));
    const size = statSync(file_name).size;
    s.sendall(Buffer.concat([HEADER.pack(name.length, size), name]));
    const file = openSync(file_name, "r");
    let sent = 0;
    while (sent < size) {
        const count = s.sendfile(file, sent, 65536);
        if (count === 0) {
            break;
        }
        sent += count;
        print_progress(name.toString(), sent, size);
    }
    closeSync(file);
    const [received] = struct.unpack("!Q", s.recv(8, socket.MSG_WAITALL));
    return received;
}

function print_progress(name: string, done: number, size: number) {
    /** Draws a bar in the place of the last one. */
    const bar = "#".repeat(Math.floor((20 * done) / size));
    process.stdout.write(`\r${name} [${bar.padEnd(20)}] ${Math.floor((100 * done) / size)} %`);
}

for (const file_name of file_names) {
    const s = socket.create_connection([host, port]);
    const received = send_file(s, file_name);
    console.log(`\n${received} bytes have arrived`);
    s.close();
}
