/** A chat room: a thread for each client, and one list of all of them. Try it with select_chat_client or nc. */
import * as shared from "pysocket/shared";
import * as socket from "pysocket";
import process from "node:process";
import * as threading from "pysocket/threading";
import { ConnectionResetError, int, OSError } from "pysocket/builtins";

const clients = shared.list<socket.socket>("clients");
const nicknames = shared.list<string>("nicknames");
const lock = shared.Lock("lock");

function* lines(conn: socket.socket) {
    /** What a client says, line by line, until it hangs up. */
    let rest = Buffer.from("");
    while (true) {
        let data: Buffer;
        try {
            data = conn.recv(1024);
        } catch (error) {
            if (!(error instanceof ConnectionResetError)) throw error;
            return;
        }
        if (data.length === 0) {
            return;
        }
        rest = Buffer.concat([rest, data]);
        let end = rest.indexOf("\n");
        while (end >= 0) {
            yield rest.subarray(0, end).toString().trim();
            rest = rest.subarray(end + 1);
            end = rest.indexOf("\n");
        }
    }
}

function broadcast(text: string) {
    /** Says something to everybody, and to the keeper of the room. */
    using _ = lock.hold();
    console.log(text);
    for (const client of clients) {
        try {
            client.sendall(Buffer.from(`${text}\n`));
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            console.log("somebody does not listen any more");
        }
    }
}

function enter(conn: socket.socket, nickname: string) {
    /** One more is in the room. */
    {
        using _ = lock.hold();
        clients.append(conn);
        nicknames.append(nickname);
    }
    broadcast(`* ${nickname} has come`);
}

function leave(conn: socket.socket, nickname: string) {
    /** One less is in the room. */
    {
        using _ = lock.hold();
        clients.remove(conn);
        nicknames.remove(nickname);
    }
    conn.close();
    broadcast(`* ${nickname} has left`);
}

function serve(conn: socket.socket) {
    /** Asks a client for its name, and passes on what it says until it says /quit. */
    conn.sendall(Buffer.from("Your name?\n"));
    let nickname = "";
    for (const line of lines(conn)) {
        if (nickname === "") {
            nickname = line;
            enter(conn, nickname);
        } else if (line === "/quit") {
            break;
        } else if (line === "/names") {
            using _ = lock.hold();
            conn.sendall(Buffer.from(`${[...nicknames].join(", ")}\n`));
        } else {
            broadcast(`${nickname}: ${line}`);
        }
    }
    if (nickname !== "") {
        leave(conn, nickname);
    }
}

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 8000;

const server = socket.create_server([host, port]);
[host, port] = server.getsockname();
console.log(`listening on ${host}:${port}`);

while (true) {
    const [conn] = server.accept();
    threading.Thread({ target: serve, args: [conn], daemon: true }).start();
}
