/** Takes files, and keeps them in a directory. */
import { ConnectionResetError, EOFError, int } from "pysocket/builtins";
import { closeSync, openSync, writeSync } from "node:fs";
import * as path from "node:path";
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const directory = process.argv.length > 4 ? process.argv[4] : ".";

// Before a file come the lengths of its name and of itself, and its name.
const HEADER = struct.Struct("!HQ");

function receive_exactly(conn: socket.socket, size: number) {
    /** As many bytes, in however many pieces they come. */
    let received = Buffer.alloc(0);
    while (received.length < size) {
        const data = conn.recv(size - received.length);
        if (data.length === 0) {
            throw new EOFError("the sender has left in the middle");
        }
        received = Buffer.concat([received, data]);
    }
    return received;
}

function receive_file(conn: socket.socket) {
    /** Keeps one file, and says how much of it has come. */
    const [name_length, size] = HEADER.unpack(receive_exactly(conn, HEADER.size));
    // Whatever it calls itself, it does not leave the directory.
    const name = path.basename(receive_exactly(conn, name_length).toString());
    const file = openSync(path.join(directory, name), "w");
    let received = 0;
    while (received < size) {
        const data = conn.recv(Math.min(65536, size - received));
        if (data.length === 0) {
            break;
        }
        writeSync(file, data);
        received += data.length;
        print_progress(name, received, size);
    }
    closeSync(file);
    console.log(`\n${name}: ${received} bytes of ${size}`);
    conn.sendall(struct.pack("!Q", received));
}

function print_progress(name: string, done: number, size: number) {
    /** Draws a bar in the place of the last one. */
    const bar = "#".repeat(Math.floor((20 * done) / size));
    process.stdout.write(`\r${name} [${bar.padEnd(20)}] ${Math.floor((100 * done) / size)} %`);
}

const server = socket.create_server([host, port]);
[host, port] = server.getsockname();
console.log(`listening on ${host}:${port}`);

while (true) {
    const [conn, address] = server.accept();
    try {
        receive_file(conn);
    } catch (error) {
        if (!(error instanceof EOFError || error instanceof ConnectionResetError)) throw error;
        console.log(`${address[0]}:${address[1]}: ${error.message}`);
    }
    conn.close();
}
