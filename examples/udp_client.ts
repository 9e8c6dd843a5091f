/** Says something to a server by datagrams, and prints what it answers. */
import { int } from "pysocket/builtins";
import * as socket from "pysocket";
import process from "node:process";

const host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const texts = process.argv.length > 4 ? process.argv.slice(4) : ["hello"];

const s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
s.settimeout(10);
for (const text of texts) {
    s.sendto(Buffer.from(text), [host, port]);
    const [data, address] = s.recvfrom(1024);
    console.log(`${address[0]}:${address[1]} answers: ${data.toString()}`);
}
s.close();
