/** A SOCKS5 server on socketserver: a hierarchy of handlers and errors, tables of functions, class attributes. */
import * as socket from "pysocket";
import { Exception, OSError } from "pysocket/builtins";
import * as select from "pysocket/select";
import * as shared from "pysocket/shared";
import * as socketserver from "pysocket/socketserver";
import * as struct from "pysocket/struct";
import * as threading from "pysocket/threading";

const VERSION = 5;
const served = shared.list<string>();

class SocksError extends Exception {
    static code = 1;
}

class NotAllowed extends SocksError {
    static override code = 2;
}

class Unreachable extends SocksError {
    static override code = 5;
}

class BaseHandler extends socketserver.StreamRequestHandler {
    read(format: string) {
        return struct.unpack(format, this.rfile.read(struct.calcsize(format)) as Buffer);
    }

    negotiate() {
        const [version, count] = this.read("!BB");
        const methods = this.rfile.read(count) as Buffer;
        const accepted = this.accepts(methods);
        this.wfile.write(Buffer.from([VERSION, accepted ? 0 : 0xff]));
        return version === VERSION && accepted;
    }

    accepts(methods: Buffer) {
        return methods.includes(0);
    }
}

class SocksHandler extends BaseHandler {
    static override timeout = 10;
    static blocked = new Set(["blocked.example"]);
    static address_types: Record<number, "ipv4" | "name"> = { 1: "ipv4", 3: "name" };

    ipv4() {
        return socket.inet_ntoa(this.rfile.read(4) as Buffer);
    }

    name() {
        const [length] = this.read("!B");
        const host = `${this.rfile.read(length)}`;
        if (SocksHandler.blocked.has(host)) {
            throw new NotAllowed(host);
        }
        return host;
    }

    override handle() {
        if (!this.negotiate()) {
            return;
        }
        let connected: socket.socket;
        try {
            connected = this.connect();
        } catch (error) {
            if (!(error instanceof SocksError)) throw error;
            this.reply((error.constructor as typeof SocksError).code);
            log(error.constructor.name, error.message);
            return;
        }
        using remote = connected;
        this.reply(0, remote.getsockname() as [string, number]);
        this.relay(remote);
    }

    connect() {
        const [, command, , address_type] = this.read("!BBBB");
        const host = this[SocksHandler.address_types[address_type]]();
        const [port] = this.read("!H");
        if (command !== 1) {
            throw new SocksError("only connections");
        }
        try {
            return socket.create_connection([host, port], { timeout: 5 });
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            throw new Unreachable(host);
        }
    }

    reply(code: number, address: [string, number] = ["0.0.0.0", 0]) {
        const [host, port] = address;
        this.wfile.write(
            Buffer.concat([
                struct.pack("!BBBB", VERSION, code, 0, 1),
                socket.inet_aton(host),
                struct.pack("!H", port),
            ]),
        );
    }

    relay(remote: socket.socket) {
        let total = 0;
        const pairs = new Map([
            [this.request, remote],
            [remote, this.request],
        ]);
        while (true) {
            const [readable] = select.select([...pairs.keys()], [], []);
            for (const sock of readable) {
                const data = sock.recv(4096);
                if (data.length === 0) {
                    log("relayed", total);
                    return;
                }
                total += data.length;
                pairs.get(sock)?.sendall(data);
            }
        }
    }
}

function log(...words: unknown[]) {
    using _ = Server.log_lock.hold();
    served.append(words.map((word) => String(word)).join(" "));
}

class Server extends socketserver.ThreadingTCPServer {
    static override allow_reuse_address = true;
    static override daemon_threads = false;
    static log_lock = threading.Lock();
}

function ask(
    address: socket.ReturnedAddress,
    address_type: number,
    target: Buffer,
    port: number,
    command = 1,
): [socket.socket, number] {
    const sock = socket.create_connection(address as [string, number]);
    sock.sendall(Buffer.from("\x05\x01\x00"));
    if (!sock.recv(2).equals(Buffer.from("\x05\x00"))) throw new Error("not accepted");
    sock.sendall(
        Buffer.concat([struct.pack("!BBBB", 5, command, 0, address_type), target, struct.pack("!H", port)]),
    );
    const code = sock.recv(10)[1];
    return [sock, code];
}

function echo_once(server: socket.socket) {
    const [conn] = server.accept();
    conn.sendall(conn.recv(100).reverse());
    conn.close();
}

{
    using server = new Server(["127.0.0.1", 0], SocksHandler);
    const serving = threading.Thread({
        target: server.serve_forever.bind(server),
        kwargs: { poll_interval: 0.02 },
    });
    serving.start();
    const target = socket.create_server(["127.0.0.1", 0]);
    const port = (target.getsockname() as [string, number])[1];
    const echoing = threading.Thread({ target: echo_once, args: [target] });
    echoing.start();
    const localhost = Buffer.from([127, 0, 0, 1]);
    const [sock, code] = ask(server.server_address, 1, localhost, port);
    sock.sendall(Buffer.from("backwards"));
    console.log(code, sock.recv(100).toString());
    sock.close();
    echoing.join();
    target.close();
    const attempts: [number, Buffer, number][] = [
        [3, Buffer.from("\x0fblocked.example"), 1],
        [1, localhost, 1],
        [1, localhost, 2],
    ];
    for (const [address_type, name, command] of attempts) {
        const [sock, code] = ask(server.server_address, address_type, name, port, command);
        console.log("refused with", code);
        sock.close();
    }
    server.shutdown();
    serving.join();
}
for (const line of [...served].sort()) {
    console.log(line);
}
