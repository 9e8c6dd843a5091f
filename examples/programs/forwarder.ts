/** A proxy in the style of a class: bound methods as targets, an event that stops it, statistics behind a lock. */
import * as socket from "pysocket";
import { OSError, TimeoutError } from "pysocket/builtins";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";

type Address = [string, number];
type Transform = (data: Buffer) => Buffer;

class Stats {
    lock = threading.Lock();
    bytes = shared.dict<string, number>(null, { up: 0, down: 0 });

    add(way: string, count: number) {
        using _ = this.lock.hold();
        this.bytes.set(way, this.bytes.at(way) + count);
    }

    toString() {
        return `${this.bytes.at("up")} up, ${this.bytes.at("down")} down`;
    }
}

class Proxy {
    static buffer_size = 1024;
    static threads_started = 0;
    server: socket.socket;
    target: Address;
    stopping: threading.Event;
    stats: Stats;
    filters: Transform[];
    thread: threading.Thread;

    constructor(listen: Address, target: Address) {
        this.server = socket.create_server(listen);
        this.target = target;
        this.stopping = threading.Event();
        this.stats = new Stats();
        this.filters = [
            (data) => data,
            (data) => Buffer.from(data.toString("latin1").toUpperCase(), "latin1"),
        ];
        this.thread = threading.Thread({ target: this._accept.bind(this), name: "proxy" });
    }

    start() {
        this.thread.start();
        return this;
    }

    stop() {
        this.stopping.set();
        this.thread.join();
        this.server.close();
    }

    _accept() {
        this.server.settimeout(0.02);
        while (!this.stopping.is_set()) {
            let client: socket.socket;
            try {
                [client] = this.server.accept();
            } catch (error) {
                if (!(error instanceof TimeoutError)) throw error;
                continue;
            }
            this._serve(client);
        }
    }

    _serve(client: socket.socket) {
        client.settimeout(null);
        const upstream = socket.create_connection(this.target);
        const ways = [
            threading.Thread({
                target: this._pump.bind(this),
                args: [client, upstream, "up", this.filters[1]],
            }),
            threading.Thread({
                target: this._pump.bind(this),
                args: [upstream, client, "down", this.filters[0]],
            }),
        ];
        Proxy.threads_started += ways.length;
        console.log(`${threading.current_thread().name}: ${Proxy.threads_started} threads so far`);
        for (const way of ways) {
            way.start();
        }
        for (const way of ways) {
            way.join();
        }
        for (const sock of [client, upstream]) {
            sock.close();
        }
    }

    _pump(source: socket.socket, destination: socket.socket, way: string, transform: Transform) {
        let data: Buffer;
        while ((data = source.recv(Proxy.buffer_size)).length > 0) {
            destination.sendall(transform(data));
            this.stats.add(way, data.length);
        }
        try {
            destination.shutdown(socket.SHUT_WR);
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
        }
    }
}

function echo(server: socket.socket, clients: number) {
    for (let _ = 0; _ < clients; _++) {
        const [conn] = server.accept();
        using _conn = conn;
        let data: Buffer;
        while ((data = conn.recv(100)).length > 0) {
            conn.sendall(Buffer.concat([Buffer.from("<"), data, Buffer.from(">")]));
        }
    }
}

if (threading.current_thread() === threading.main_thread()) {
    const target = socket.create_server(["127.0.0.1", 0]);
    const echoing = threading.Thread({ target: echo, args: [target, 2], daemon: true });
    echoing.start();
    const proxy = new Proxy(["127.0.0.1", 0], target.getsockname() as Address).start();
    for (const text of ["hello", "and goodbye"]) {
        using sock = socket.create_connection(proxy.server.getsockname());
        sock.sendall(Buffer.from(text));
        sock.shutdown(socket.SHUT_WR);
        console.log(sock.makefile("rb").read()?.toString());
    }
    echoing.join();
    proxy.stop();
    console.log(`${proxy.stats}`);
    target.close();
}
