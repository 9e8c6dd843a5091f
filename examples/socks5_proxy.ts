/** A SOCKS5 proxy (RFC 1928): connects its clients to where they say, and passes on what both sides send. */
import { b, EOFError, int, OSError } from "pysocket/builtins";
import * as select from "pysocket/select";
import * as socket from "pysocket";
import * as socketserver from "pysocket/socketserver";
import * as struct from "pysocket/struct";
import process from "node:process";

let host = process.argv.length > 2 ? process.argv[2] : "127.0.0.1";
let port = process.argv.length > 3 ? int(process.argv[3]) : 1080;

const [SUCCEEDED, UNREACHABLE, NO_SUCH_COMMAND, NO_SUCH_ADDRESS] = [0, 4, 7, 8];

class Proxy extends socketserver.BaseRequestHandler {
    /** Serves one client. */

    override handle() {
        try {
            this.greet();
            this.serve();
        } catch (error) {
            if (!(error instanceof EOFError || error instanceof OSError)) throw error;
            console.log(`a client is lost: ${error.message}`);
        }
    }

    receive(size: number) {
        /** Exactly as many bytes. */
        const data = this.request.recv(size, socket.MSG_WAITALL);
        if (data.length < size) {
            throw new EOFError("it has left in the middle");
        }
        return data;
    }

    greet() {
        /** Agrees with the client to do without a password. */
        const [version, count] = struct.unpack("!BB", this.receive(2));
        const methods = this.receive(count);
        if (version !== 5 || !methods.includes(0)) {
            this.request.sendall(b`\x05\xff`);
            throw new EOFError("it does not take what is offered");
        }
        this.request.sendall(b`\x05\x00`);
    }

    serve() {
        /** Connects to where the client says. */
        const [_, command, , kind] = struct.unpack("!BBBB", this.receive(4));
        let name: string;
        if (kind === 1) {
            name = socket.inet_ntop(socket.AF_INET, this.receive(4));
        } else if (kind === 3) {
            name = this.receive(this.receive(1)[0]).toString();
        } else if (kind === 4) {
            name = socket.inet_ntop(socket.AF_INET6, this.receive(16));
        } else {
            return this.reply(NO_SUCH_ADDRESS);
        }
        const [number] = struct.unpack("!H", this.receive(2));
        if (command !== 1) {
            return this.reply(NO_SUCH_COMMAND);
        }
        let remote: socket.socket;
        try {
            remote = socket.create_connection([name, number], 10);
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            console.log(`${name}: ${error.message}`);
            return this.reply(UNREACHABLE);
        }
        this.reply(SUCCEEDED);
        console.log(`connected to ${name}`);
        relay(this.request, remote);
        remote.close();
    }

    reply(code: number) {
        /** Tells the client how it went; the address is of no use to it. */
        this.request.sendall(struct.pack("!BBBB4sH", 5, code, 0, 1, b``, 0));
    }
}

function relay(client: socket.socket, remote: socket.socket) {
    /** Passes on what either side says, until both have said all. */
    const talking = [client, remote];
    while (talking.length > 0) {
        const [readable] = select.select(talking, [], []);
        for (const source of readable) {
            const target = source === client ? remote : client;
            const data = source.recv(65536);
            if (data.length > 0) {
                target.sendall(data);
            } else {
                talking.splice(talking.indexOf(source), 1);
                target.shutdown(socket.SHUT_WR);
            }
        }
    }
}

class Server extends socketserver.ThreadingTCPServer {
    /** Waits for clients, and for no thread at the end. */

    static override allow_reuse_address = true;
    static override daemon_threads = true;
}

const server = new Server([host, port], Proxy);
[host, port] = server.server_address;
console.log(`listening on ${host}:${port}`);
server.serve_forever();
