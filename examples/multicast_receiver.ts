/** Joins a group, and answers each who says something to it, until somebody says bye. */
import { int } from "pysocket/builtins";
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

let group = process.argv.length > 2 ? process.argv[2] : "239.1.2.3";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const nearby = process.argv.length > 4 ? process.argv[4] : "0.0.0.0";

const receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1);
receiver.bind([group, port]);
[group, port] = receiver.getsockname();
const membership = struct.pack("4s4s", socket.inet_aton(group), socket.inet_aton(nearby));
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership);
console.log(`a member of ${group}:${port}`);

let text = "";
while (text !== "bye") {
    const [data, source] = receiver.recvfrom(1024);
    text = data.toString();
    console.log(`${source[0]}:${source[1]} says: ${text}`);
    receiver.sendto(Buffer.from(`heard ${text}`), source);
}
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, membership);
receiver.close();
