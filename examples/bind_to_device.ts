/** Receives on one interface only. */
import * as socket from "pysocket";
import process from "node:process";

const interface_name = process.argv.length > 2 ? process.argv[2] : "lo";

const receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
receiver.settimeout(10);
receiver.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE as number, Buffer.from(interface_name));
receiver.bind(["", 0]);
const device = receiver.getsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE as number, 16);
console.log(`bound to ${device.subarray(0, -1).toString()}`);

const sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
sender.sendto(Buffer.from("hello"), ["127.0.0.1", receiver.getsockname()[1]]);
const [data, address] = receiver.recvfrom(1024);
console.log(`${address[0]} says ${data.toString()}`);
sender.close();
receiver.close();
