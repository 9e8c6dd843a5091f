/** Waits for descriptor_sender, and reads from the file that it has opened. */
import { closeSync, readSync } from "node:fs";
import * as socket from "pysocket";
import process from "node:process";

// An abstract name, which needs no file.
const name = process.argv.length > 2 ? process.argv[2] : "descriptors";
const listener = socket.create_server(`\0${name}`, { family: socket.AF_UNIX });
console.log("waiting");
const [conn] = listener.accept();
const [data, fds] = socket.recv_fds(conn, 1024, 1);
const buffer = Buffer.alloc(1024);
const count = readSync(fds[0], buffer);
console.log(`${data.toString()} begins with ${buffer.subarray(0, count).toString()}`);
closeSync(fds[0]);
conn.sendall(Buffer.from("done"));
conn.close();
listener.close();
