/** Two servers listen at one port, and the kernel spreads the clients over them. */
import * as select from "pysocket/select";
import * as socket from "pysocket";

const first = socket.create_server(["127.0.0.1", 0], { reuse_port: true });
const port = first.getsockname()[1];
const second = socket.create_server(["127.0.0.1", port], { reuse_port: true });
console.log(`both at one port: ${second.getsockname()[1] === port}`);

const clients: socket.socket[] = [];
while (clients.length < 64) {
    clients.push(socket.create_connection(["127.0.0.1", port], 10));
}

let served = 0;
const shares: number[] = [];
for (const server of [first, second]) {
    let share = 0;
    while (select.select([server], [], [], 0)[0].length > 0) {
        const connection = server.accept()[0];
        connection.sendall(Buffer.from("welcome"));
        connection.close();
        share += 1;
    }
    served += share;
    shares.push(share);
}
console.log(`${served} clients served, each server had some: ${!shares.includes(0)}`);

for (const client of clients) {
    client.recv(1024);
    client.close();
}
first.close();
second.close();
