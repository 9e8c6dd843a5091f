/** Says something to a group, and waits until so many of its members have answered. */
import { int } from "pysocket/builtins";
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

const group = process.argv.length > 2 ? process.argv[2] : "239.1.2.3";
const port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const nearby = process.argv.length > 4 ? process.argv[4] : "0.0.0.0";
const count = process.argv.length > 5 ? int(process.argv[5]) : 1;
const texts = process.argv.length > 6 ? process.argv.slice(6) : ["hello", "bye"];

const sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
sender.settimeout(10);
// No router passes on what has one hop to live.
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, struct.pack("b", 1));
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(nearby));
for (const text of texts) {
    sender.sendto(Buffer.from(text), [group, port]);
    for (let i = 0; i < count; i++) {
        const [data, source] = sender.recvfrom(1024);
        console.log(`${source[0]}:${source[1]} has ${data.toString()}`);
    }
}
sender.close();
