/** Lists the network interfaces and their addresses, as the kernel tells them. */
import * as socket from "pysocket";
import * as struct from "pysocket/struct";

const RTM_GETLINK = 18;
const RTM_GETADDR = 22;
const REQUEST_DUMP = 0x301;
const DONE = 3;

const s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE);
s.settimeout(10);
s.connect([0, 0]);

function dump(request: number, size: number) {
    const header = struct.pack("=IHHII", 16 + size, request, REQUEST_DUMP, 1, 0);
    s.send(Buffer.concat([header, Buffer.alloc(size)]));
    const messages: Buffer[] = [];
    while (true) {
        const data = s.recv(65536);
        let start = 0;
        while (start < data.length) {
            const [length, kind] = struct.unpack_from("=IH", data, start);
            if (kind === DONE) {
                return messages;
            }
            messages.push(data.subarray(start, start + length));
            start += (length + 3) & ~3;
        }
    }
}

function attribute(message: Buffer, start: number, wanted: number) {
    while (start < message.length) {
        const [length, kind] = struct.unpack_from("=HH", message, start);
        if (kind === wanted) {
            return message.subarray(start + 4, start + length);
        }
        start += (length + 3) & ~3;
    }
    return Buffer.alloc(0);
}

for (const message of dump(RTM_GETLINK, 16)) {
    const [index] = struct.unpack_from("=i", message, 20);
    const name = attribute(message, 32, 3);
    console.log(`${index}: ${name.subarray(0, -1).toString()}`);
}
for (const message of dump(RTM_GETADDR, 8)) {
    const [family, prefix, index] = struct.unpack_from("=BB2xi", message, 16);
    const address = attribute(message, 24, 1);
    console.log(`${socket.if_indextoname(index)}: ${socket.inet_ntop(family, address)}/${prefix}`);
}
s.close();
