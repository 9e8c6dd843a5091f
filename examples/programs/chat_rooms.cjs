/** A chat server with rooms: module-level state, a class attribute that counts, and a thread for each client. */
const socket = require("pysocket");
const { OSError } = require("pysocket/builtins");
const shared = require("pysocket/shared");
const threading = require("pysocket/threading");

const HOST = "127.0.0.1";
const server = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1);
server.bind([HOST, 0]);
server.listen(5);

const rooms = shared.dict();
const nicknames = shared.dict();
const lock = threading.RLock();
const visits = shared.Value(null, "i", 0);

class Client {
    static seats = 4;

    constructor(conn) {
        this.conn = conn;
        this.reader = conn.makefile("r", { encoding: "utf-8" });
        this.nickname = null;
        this.room = null;
    }

    get label() {
        return this.room ? `${this.nickname}@${this.room}` : this.nickname;
    }

    send(text) {
        this.conn.sendall(Buffer.from(`${text}\n`));
    }

    run() {
        lock.acquire();
        try {
            visits.value += 1;
        } finally {
            lock.release();
        }
        this.nickname = this.reader.readline().trim();
        lock.acquire();
        try {
            nicknames.set(this.conn.fileno(), this.nickname);
        } finally {
            lock.release();
        }
        this.send(`hello ${this.nickname}, join a room`);
        for (const line of this.reader) {
            const [command, ...rest] = line.trim().split(" ");
            const action = ACTIONS[command] ?? unknown;
            if (action(this, rest.join(" ")) === false) {
                break;
            }
        }
        leave(this, "");
        lock.acquire();
        try {
            nicknames.delete(this.conn.fileno());
        } finally {
            lock.release();
        }
        this.reader.close();
        this.conn.close();
    }
}

function join(client, room) {
    leave(client, "");
    lock.acquire();
    try {
        if (!rooms.has(room)) rooms.set(room, shared.list());
        rooms.get(room).append(client.conn);
    } finally {
        lock.release();
    }
    client.room = room;
    say(client, "has joined");
}

function leave(client, _) {
    if (client.room === null) {
        return;
    }
    lock.acquire();
    try {
        rooms.get(client.room).remove(client.conn);
    } finally {
        lock.release();
    }
    say(client, "has left");
    client.room = null;
}

function say(client, text) {
    lock.acquire();
    try {
        for (const conn of rooms.get(client.room) ?? []) {
            conn.sendall(Buffer.from(`<${client.label}> ${text}\n`));
        }
    } finally {
        lock.release();
    }
}

function who(client, _) {
    let names;
    lock.acquire();
    try {
        names = [...(rooms.get(client.room) ?? [])].map((conn) => nicknames.get(conn.fileno())).sort();
    } finally {
        lock.release();
    }
    client.send(`here: ${names.join(", ")}`);
}

function leave_server(client, _) {
    client.send("goodbye");
    return false;
}

function unknown(client, _) {
    client.send(`unknown command, ${Client.seats} are known`);
}

const ACTIONS = { "/join": join, "/say": say, "/who": who, "/quit": leave_server };

function serve() {
    while (true) {
        let conn;
        try {
            [conn] = server.accept();
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            break;
        }
        const client = new Client(conn);
        threading.Thread({ target: client.run.bind(client), daemon: true }).start();
    }
}

class Visitor {
    constructor(name) {
        this.conn = socket.create_connection(server.getsockname());
        this.lines = this.conn.makefile("r", { encoding: "utf-8" });
        this.name = name;
        this.ask(name);
    }

    ask(text) {
        this.conn.sendall(Buffer.from(`${text}\n`));
        return this.hear();
    }

    hear() {
        const line = this.lines.readline().trim();
        console.log(`${this.name} hears: ${line}`);
        return line;
    }

    close() {
        this.lines.close();
        this.conn.close();
    }
}

const acceptor = threading.Thread({ target: serve });
acceptor.start();
const ada = new Visitor("ada");
const bob = new Visitor("bøb");
ada.ask("/join kitchen");
bob.ask("/join kitchen");
ada.hear();
ada.ask("/who");
bob.ask("/say is anybody cooking?");
ada.hear();
ada.ask("/dance");
bob.ask("/join garden");
ada.hear();
bob.ask("/who");
for (const visitor of [ada, bob]) {
    visitor.ask("/quit");
    visitor.close();
}
server.shutdown(socket.SHUT_RDWR);
server.close();
acceptor.join();
console.log("visits:", visits.value, "rooms:", [...rooms.keys()].sort().join(", "));
