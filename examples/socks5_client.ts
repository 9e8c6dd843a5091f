/** Fetches a page from an HTTP server by way of a SOCKS5 proxy. */
import { b, int } from "pysocket/builtins";
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

const proxy_host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const proxy_port = process.argv.length > 3 ? int(process.argv[3]) : 1080;
const host = process.argv.length > 4 ? process.argv[4] : "localhost";
const port = process.argv.length > 5 ? int(process.argv[5]) : 8000;
const path = process.argv.length > 6 ? process.argv[6] : "/";

const s = socket.create_connection([proxy_host, proxy_port]);
// One way to say who one is: not to.
s.sendall(b`\x05\x01\x00`);
if (!s.recv(2, socket.MSG_WAITALL).equals(b`\x05\x00`)) {
    console.log("the proxy wants a password");
    process.exit(1);
}
// Connect to a name, which is for the proxy to look up.
const request = Buffer.concat([struct.pack("!BBBBB", 5, 1, 0, 3, host.length), Buffer.from(host)]);
s.sendall(Buffer.concat([request, struct.pack("!H", port)]));
const [_, code] = struct.unpack("!BB8x", s.recv(10, socket.MSG_WAITALL));
console.log(`the proxy answers ${code}`);
if (code === 0) {
    s.sendall(Buffer.from(`GET ${path} HTTP/1.0\r\nHost: ${host}\r\n\r\n`));
    // Nothing more will be asked, and the answer comes all the same.
    s.shutdown(socket.SHUT_WR);
    let response = Buffer.alloc(0);
    while (true) {
        const data = s.recv(4096);
        if (data.length === 0) {
            break;
        }
        response = Buffer.concat([response, data]);
    }
    const end = response.indexOf("\r\n\r\n");
    console.log(response.subarray(0, end).toString("latin1").split("\r\n")[0]);
    console.log(`${response.length} bytes, ${response.length - end - 4} of them after the header`);
}
s.close();
