/** Prints what the kernel knows of a TCP connection. */
import * as socket from "pysocket";
import * as struct from "pysocket/struct";

const server = socket.create_server(["127.0.0.1", 0]);
const client = socket.create_connection(server.getsockname());
const connection = server.accept()[0];
client.sendall(Buffer.from("hello"));
connection.recv(1024);

const information = client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO as number, 104);
const state = information[0];
const [segment] = struct.unpack_from("=I", information, 16);
console.log(`state ${state}, segments of up to ${segment} bytes, ${information.length} bytes of information`);

client.close();
connection.close();
server.close();
