/** Opens a file, and hands it over to descriptor_receiver, which need not be allowed to open it. */
import { closeSync, openSync } from "node:fs";
import * as socket from "pysocket";
import process from "node:process";

const name = process.argv.length > 2 ? process.argv[2] : "descriptors";
const file_name = process.argv.length > 3 ? process.argv[3] : "/etc/hostname";
const s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM);
s.connect(`\0${name}`);
const file = openSync(file_name, "r");
socket.send_fds(s, [Buffer.from(file_name)], [file]);
closeSync(file);
console.log(s.recv(1024).toString());
s.close();
