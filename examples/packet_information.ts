/** Sends a datagram to this host, and asks how it has come: to which address, on which interface, by which hops. */
import * as socket from "pysocket";
import * as struct from "pysocket/struct";

// Python has the name since 3.14.
const IP_RECVTTL = 12;
const IN_PKTINFO = struct.Struct("@i4s4s");

const receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
receiver.settimeout(10);
receiver.bind(["127.0.0.1", 0]);
for (const option of [socket.IP_PKTINFO, socket.IP_RECVTOS, IP_RECVTTL]) {
    receiver.setsockopt(socket.IPPROTO_IP, option, 1);
}

const sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
sender.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 42);
sender.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, 16);
sender.sendto(Buffer.from("how did I come?"), receiver.getsockname());

const [data, ancdata, , address] = receiver.recvmsg(1024, socket.CMSG_SPACE(64));
console.log(`${data.toString()} from ${address[0]}`);
for (const [, kind, value] of ancdata) {
    if (kind === socket.IP_PKTINFO) {
        const [index, , destination] = IN_PKTINFO.unpack(value);
        console.log(`on ${socket.if_indextoname(index)}, to ${socket.inet_ntoa(destination)}`);
    }
    if (kind === socket.IP_TTL) {
        const [ttl] = struct.unpack("@i", value);
        console.log(`hops left: ${ttl}`);
    }
    if (kind === socket.IP_TOS) {
        const [tos] = struct.unpack("@B", value);
        console.log(`type of service: ${tos}`);
    }
}
sender.close();
receiver.close();
