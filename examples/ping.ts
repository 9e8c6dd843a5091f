/** Sends an ICMP echo to a host, and prints the answer. */
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

const host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const raw = process.argv.length <= 3 || process.argv[3] === "raw";

function checksum(data: Buffer) {
    let total = 0;
    for (const word of struct.unpack(`!${data.length / 2}H`, data)) {
        total += word;
    }
    total = (total & 0xffff) + (total >> 16);
    return ~(total + (total >> 16)) & 0xffff;
}

const s = socket.socket(socket.AF_INET, raw ? socket.SOCK_RAW : socket.SOCK_DGRAM, socket.IPPROTO_ICMP);
s.settimeout(10);
const number = 4711;
const payload = Buffer.from("hello, host!");
let header = struct.pack("!BBHHH", 8, 0, 0, number, 1);
header = struct.pack("!BBHHH", 8, 0, checksum(Buffer.concat([header, payload])), number, 1);
s.sendto(Buffer.concat([header, payload]), [host, 0]);

// A raw socket gets the IP header as well, and what others are sent; the other kind numbers by itself.
function start_of(answer: Buffer) {
    return raw ? (answer[0] & 15) * 4 : 0;
}

function is_mine(answer: Buffer) {
    const [kind, identifier] = struct.unpack_from("!B3xH", answer, start_of(answer));
    return kind === 0 && (identifier === number || !raw);
}

let [answer, address] = s.recvfrom(1024);
while (!is_mine(answer)) {
    [answer, address] = s.recvfrom(1024);
}
const text = answer.subarray(start_of(answer) + 8).toString();
console.log(`${address[0]} answers: ${text}`);
s.close();
