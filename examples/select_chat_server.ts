/** A chat server in one thread: select tells who has something to say, and everybody else hears it. */
import { ConnectionResetError, OSError, int } from "pysocket/builtins";
import * as select from "pysocket/select";
import * as socket from "pysocket";
import process from "node:process";

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;

const SOCKET_LIST: socket.socket[] = [];
const names = new Map<socket.socket, string>();

function broadcast(speaker: socket.socket, text: string) {
    /** All hear it but the server's own socket and the one who speaks. */
    console.log(text);
    for (const s of SOCKET_LIST.slice(1)) {
        if (s !== speaker) {
            try {
                s.sendall(Buffer.from(`${text}\n`));
            } catch (error) {
                if (!(error instanceof OSError)) throw error;
                console.log(`${names.get(s)} hears nothing`);
            }
        }
    }
}

function hear(s: socket.socket) {
    /** What a client says; nothing if it has left, by whatever way. */
    try {
        return s.recv(4096);
    } catch (error) {
        if (!(error instanceof ConnectionResetError)) throw error;
        return Buffer.alloc(0);
    }
}

const server = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1);
server.bind([host, port]);
server.listen(10);
[host, port] = server.getsockname();
SOCKET_LIST.push(server);
console.log(`listening on ${host}:${port}`);

while (true) {
    const [readable] = select.select(SOCKET_LIST, [], []);
    for (const s of readable) {
        if (s === server) {
            const [conn, address] = server.accept();
            SOCKET_LIST.push(conn);
            names.set(conn, `${address[0]}:${address[1]}`);
            broadcast(conn, `${names.get(conn)} has come`);
        } else {
            const data = hear(s);
            if (data.length > 0) {
                broadcast(s, `${names.get(s)} says: ${data.toString().trim()}`);
            } else {
                SOCKET_LIST.splice(SOCKET_LIST.indexOf(s), 1);
                broadcast(s, `${names.get(s)} has left`);
                names.delete(s);
                s.close();
            }
        }
    }
}
