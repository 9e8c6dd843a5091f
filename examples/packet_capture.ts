/** Captures a datagram of its own on an interface, from the link layer up. */
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

const ETH_P_IP = 0x0800;
const interface_name = process.argv.length > 2 ? process.argv[2] : "lo";

const capture = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(socket.ETH_P_ALL as number));
capture.bind([interface_name, socket.ETH_P_ALL as number]);
capture.settimeout(10);

const s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
s.bind(["127.0.0.1", 0]);
const port = s.getsockname()[1];
s.sendto(Buffer.from("look at me"), s.getsockname());

function is_mine(frame: Buffer, address: socket.ReturnedAddress) {
    const [kind] = struct.unpack_from("!H", frame, 12);
    if (kind !== ETH_P_IP || frame[23] !== socket.IPPROTO_UDP || address[2] !== socket.PACKET_OUTGOING) {
        return false;
    }
    const [target] = struct.unpack_from("!H", frame, 16 + (frame[14] & 15) * 4);
    return target === port;
}

let [frame, address] = capture.recvfrom(65535);
while (!is_mine(frame, address)) {
    [frame, address] = capture.recvfrom(65535);
}
const text = frame.subarray(22 + (frame[14] & 15) * 4).toString();
const hardware = address[4].toString("hex");
console.log(`on ${address[0]}: protocol ${address[1]}, type ${address[3]}, hardware ${hardware}`);
const source = socket.inet_ntoa(frame.subarray(26, 30));
const target = socket.inet_ntoa(frame.subarray(30, 34));
console.log(`from ${source} to ${target}: ${text}`);
s.close();
capture.close();
