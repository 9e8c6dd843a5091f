/** An echo server in one thread: the selector tells which client is ready, and keeps what belongs to each. */
import { ConnectionResetError, int } from "pysocket/builtins";
import * as selectors from "pysocket/selectors";
import * as socket from "pysocket";
import process from "node:process";

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;

const selector = selectors.DefaultSelector();

interface Client {
    name: string;
    received: number;
    unsent: Buffer;
}

function accept(server: socket.socket) {
    /** A new client, with data of its own. */
    const [conn, address] = server.accept();
    conn.setblocking(false);
    const client = { name: `${address[0]}:${address[1]}`, received: 0, unsent: Buffer.alloc(0) };
    selector.register(conn, selectors.EVENT_READ, { data: client });
    console.log(`${client.name} is being served`);
}

function receive(conn: socket.socket) {
    /** What a client says; nothing if it has left, by whatever way. */
    try {
        return conn.recv(1024);
    } catch (error) {
        if (!(error instanceof ConnectionResetError)) throw error;
        return Buffer.alloc(0);
    }
}

function serve(conn: socket.socket, client: Client, events: number) {
    /** Takes what a client says, and says as much of it as the client takes. */
    if (events & selectors.EVENT_READ) {
        const data = receive(conn);
        client.received += data.length;
        client.unsent = Buffer.concat([client.unsent, data]);
        if (data.length === 0) {
            selector.unregister(conn);
            conn.close();
            console.log(`${client.name} has left after ${client.received} bytes`);
            return;
        }
    }
    if (events & selectors.EVENT_WRITE) {
        const sent = conn.send(client.unsent);
        client.unsent = client.unsent.subarray(sent);
    }
    // To wait until something can be sent makes sense only while there is something to send.
    const wanted = client.unsent.length > 0 ? selectors.EVENT_WRITE : selectors.EVENT_READ;
    selector.modify(conn, wanted, { data: client });
}

const server = socket.create_server([host, port]);
server.setblocking(false);
[host, port] = server.getsockname();
selector.register(server, selectors.EVENT_READ);
console.log(`listening on ${host}:${port}`);

while (true) {
    for (const [key, events] of selector.select()) {
        if (key.fileobj === server) {
            accept(server);
        } else {
            serve(key.fileobj as socket.socket, key.data, events);
        }
    }
}
