/** Fetches a page from an HTTP server with blocking calls. */
import * as socket from "pysocket";
import { int } from "pysocket/builtins";

const host = process.argv.length > 2 ? process.argv[2] : "localhost";
const port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const path = process.argv.length > 4 ? process.argv[4] : "/";

const address = socket.gethostbyname(host);
console.log(`${host} is ${address}`);

const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
s.connect([address, port]);
s.sendall(Buffer.from(`GET ${path} HTTP/1.0\r\nHost: ${host}\r\n\r\n`));

const chunks: Buffer[] = [];
while (true) {
    const data = s.recv(4096);
    if (data.length === 0) {
        break;
    }
    chunks.push(data);
}
s.close();

const response = Buffer.concat(chunks);
const end = response.indexOf("\r\n\r\n");
const lines = response.subarray(0, end).toString("latin1").split("\r\n");
console.log(lines[0]);
console.log(`${response.length} bytes, ${response.length - end - 4} of them after the header`);
