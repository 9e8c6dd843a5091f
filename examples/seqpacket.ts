/** Sends records over a connection that keeps them apart, and receives them one by one. */
import * as socket from "pysocket";

const [left, right] = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET);
left.sendall(Buffer.from("first"));
left.sendmsg([Buffer.from("sec"), Buffer.from("ond")]);
left.sendall(Buffer.from("a long one"));
left.sendall(Buffer.from("last"));
left.close();

console.log(`${right.recv(1024).toString()}, ${right.recv(1024).toString()}`);
let [data, , flags] = right.recvmsg(6);
let cut = (flags & socket.MSG_TRUNC) !== 0;
console.log(`${data.toString()}, cut off: ${cut}`);
[data, , flags] = right.recvmsg(6);
cut = (flags & socket.MSG_TRUNC) !== 0;
console.log(`${data.toString()}, cut off: ${cut}`);
console.log(`at the end: ${right.recv(1024).length === 0}`);
right.close();
