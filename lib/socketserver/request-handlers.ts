import type { BufferedIOBase } from "../io/buffered-io-base";
import { BufferedIOBase as BufferedIOBaseClass } from "../io/buffered-io-base";
import type { BufferedReader } from "../io/buffered-reader";
import { BytesIO } from "../io/bytes-io";
import { take } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { OSError } from "../python/exceptions";
import type { ReturnedAddress } from "../socket/addresses/address";
import { IPPROTO_TCP, TCP_NODELAY } from "../socket/constants";
import type { socket } from "../socket/socket-class";
import type { BaseServer } from "./base-server";
import { classAttribute, setAttribute } from "./class-attributes";

/**
 * A handler of one request: a subclass has `handle()`. The server makes it and calls `process()`, which in Python
 * is a part of the constructor: here the fields of a subclass are there only after it.
 *
 * On a threading server it lives in the request's thread, where `server` is an object of the server's class with
 * copies of its fields. Python: `socketserver.BaseRequestHandler`.
 */
export class BaseRequestHandler<Request = socket, Server extends BaseServer = BaseServer> {
    /** The connection; for UDP the datagram and the socket to answer on. */
    request: Request;
    /** Where the request is from. */
    client_address: ReturnedAddress;
    /** The server that has it handled. */
    server: Server;

    constructor(request: Request, client_address: ReturnedAddress, server: Server);
    constructor(...args: unknown[]) {
        const [request, address, server] = args.length === 3 ? args : take(signature, args);
        this.request = request as Request;
        this.client_address = address as ReturnedAddress;
        this.server = server as Server;
    }

    /** Does the work: `setup()`, `handle()`, and `finish()` whatever happens. */
    process(): void {
        this.setup();
        try {
            this.handle();
        } finally {
            this.finish();
        }
    }

    /** Called before `handle()`. May be overridden. */
    setup(): void {}

    /** Handles the request. A subclass has it. */
    handle(): void {}

    /** Called after `handle()`. May be overridden. */
    finish(): void {}
}

/**
 * A handler of a connection, with streams: `rfile` to read from, `wfile` to write to. The static members are its
 * settings. Python: `socketserver.StreamRequestHandler`.
 */
export class StreamRequestHandler<Server extends BaseServer = BaseServer> extends BaseRequestHandler<
    socket,
    Server
> {
    /** The size of the buffer of `rfile`; -1 for the default, 0 for none. */
    static rbufsize = -1;
    /** The size of the buffer of `wfile`; 0 for none: then a write sends all at once. */
    static wbufsize = 0;
    /** The timeout of the connection, in seconds; null to leave it as it is. */
    static timeout: number | null = null;
    /** Whether small writes are sent at once (TCP_NODELAY). */
    static disable_nagle_algorithm = false;

    /** The connection. */
    declare connection: socket;
    /** What comes in. */
    declare rfile: BufferedReader;
    /** What goes out. */
    declare wfile: BufferedIOBase;

    get rbufsize(): number {
        return classAttribute(this, "rbufsize");
    }

    set rbufsize(size: number) {
        setAttribute(this, "rbufsize", size);
    }

    get wbufsize(): number {
        return classAttribute(this, "wbufsize");
    }

    set wbufsize(size: number) {
        setAttribute(this, "wbufsize", size);
    }

    get timeout(): number | null {
        return classAttribute(this, "timeout");
    }

    set timeout(timeout: number | null) {
        setAttribute(this, "timeout", timeout);
    }

    get disable_nagle_algorithm(): boolean {
        return classAttribute(this, "disable_nagle_algorithm");
    }

    set disable_nagle_algorithm(disable: boolean) {
        setAttribute(this, "disable_nagle_algorithm", disable);
    }

    override setup(): void {
        this.connection = this.request;
        if (this.timeout !== null) this.connection.settimeout(this.timeout);
        if (this.disable_nagle_algorithm) this.connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, true);
        this.rfile = this.connection.makefile("rb", this.rbufsize);
        this.wfile =
            this.wbufsize === 0
                ? new _SocketWriter(this.connection)
                : this.connection.makefile("wb", this.wbufsize);
    }

    override finish(): void {
        try {
            if (!this.wfile.closed) this.wfile.flush();
        } catch (error) {
            // The client may be gone.
            if (!(error instanceof OSError)) throw error;
        }
        this.wfile.close();
        this.rfile.close();
    }
}

/** A stream that sends all that is written at once. Python: `socketserver._SocketWriter`. */
export class _SocketWriter extends BufferedIOBaseClass {
    readonly #socket: socket;

    constructor(sock: socket) {
        super();
        this.#socket = sock;
    }

    override writable(): boolean {
        return true;
    }

    override write(data: BytesLike): number {
        this.#socket.sendall(data);
        return data.byteLength;
    }

    override fileno(): number {
        return this.#socket.fileno();
    }
}

/**
 * A handler of a datagram, with streams in memory: `rfile` has what came, and what is written to `wfile` is sent
 * back when `handle()` has returned. Python: `socketserver.DatagramRequestHandler`.
 */
export class DatagramRequestHandler<Server extends BaseServer = BaseServer> extends BaseRequestHandler<
    [packet: Buffer, socket: socket],
    Server
> {
    /** The datagram. */
    declare packet: Buffer;
    /** The socket to answer on. */
    declare socket: socket;
    declare rfile: BytesIO;
    declare wfile: BytesIO;

    override setup(): void {
        [this.packet, this.socket] = this.request;
        this.rfile = new BytesIO(this.packet);
        this.wfile = new BytesIO();
    }

    override finish(): void {
        this.socket.sendto(this.wfile.getvalue(), this.client_address as never);
    }
}

const signature = {
    name: "BaseRequestHandler.__init__",
    parameters: ["request", "client_address", "server"],
    required: 3,
    method: true,
};
