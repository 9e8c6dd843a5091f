/** Prints what is said to all hosts of a network, until somebody says bye. */
import { int } from "pysocket/builtins";
import * as socket from "pysocket";
import process from "node:process";

let host = process.argv.length > 2 ? process.argv[2] : "";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;

const receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
// Several programs of a host may listen: each gets what is said to all.
receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1);
receiver.bind([host, port]);
[host, port] = receiver.getsockname();
console.log(`listening on ${host}:${port}`);

let text = "";
while (text !== "bye") {
    const [data, source] = receiver.recvfrom(1024);
    text = data.toString();
    console.log(`${source[0]}:${source[1]} says: ${text}`);
}
receiver.close();
