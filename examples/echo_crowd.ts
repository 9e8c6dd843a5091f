/** Many clients of an echo server at once: all stay until Enter is pressed. */
import { readSync } from "node:fs";
import * as socket from "pysocket";
import { int } from "pysocket/builtins";

const host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
const port = process.argv.length > 3 ? int(process.argv[3]) : 8000;
const count = process.argv.length > 4 ? int(process.argv[4]) : 50;

const clients: socket.socket[] = [];
for (let number = 0; number < count; number++) {
    clients.push(socket.create_connection([host, port]));
    clients[number].sendall(Buffer.from(`client ${number}`));
}
console.log(`${clients.length} clients are connected`);

let answered = 0;
for (const [number, client] of clients.entries()) {
    if (client.recv(1024).toString() === `client ${number}`) {
        answered += 1;
    }
}
console.log(`${answered} clients have their answer`);

readSync(0, Buffer.alloc(1));
let left = 0;
for (const client of clients) {
    client.sendall(Buffer.from("bye"));
    if (client.recv(1024).length === 0) {
        left += 1;
    }
    client.close();
}
console.log(`${left} clients have left`);
