/** Sends a datagram to a group of IPv4 and to one of IPv6, and receives both; neither leaves this host. */
import * as socket from "pysocket";
import * as struct from "pysocket/struct";
import process from "node:process";

const interface_name = process.argv.length > 2 ? process.argv[2] : "eth0";
const index = socket.if_nametoindex(interface_name);
const address = socket.inet_aton("127.0.0.1");

let receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
receiver.settimeout(10);
receiver.bind(["", 0]);
const group = socket.inet_aton("239.1.2.3");
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, Buffer.concat([group, address]));
let sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, address);
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 1);
sender.sendto(Buffer.from("hello, group"), ["239.1.2.3", receiver.getsockname()[1]]);
let [data, source] = receiver.recvfrom(1024);
console.log(`IPv4, from ${source[0]}: ${data.toString()}`);
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, Buffer.concat([group, address]));
sender.close();
receiver.close();

receiver = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM);
receiver.settimeout(10);
receiver.bind(["::", 0]);
const member = Buffer.concat([socket.inet_pton(socket.AF_INET6, "ff01::1:2"), struct.pack("@I", index)]);
receiver.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, member);
sender = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM);
sender.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index);
sender.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP, 1);
sender.sendto(Buffer.from("hello, group"), [`ff01::1:2%${interface_name}`, receiver.getsockname()[1]]);
[data, source] = receiver.recvfrom(1024);
console.log(`IPv6, from ${source[0]}: ${data.toString()}`);
receiver.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_LEAVE_GROUP, member);
sender.close();
receiver.close();
