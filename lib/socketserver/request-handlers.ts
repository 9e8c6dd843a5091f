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
 * Handler of one request; subclasses override `handle()`. The server creates it and calls `process()`. In
 * Python the constructor does that work, but in JavaScript a subclass's fields exist only after it.
 *
 * On a threading server it lives in the request's thread, where `server` is an object of the server's class
 * with copies of its fields. Python: `socketserver.BaseRequestHandler`.
 */
export class BaseRequestHandler<Request = socket, Server extends BaseServer = BaseServer> {
    /**
     * The connection; for UDP the datagram and the socket to reply on.
     * Python: `socketserver.BaseRequestHandler.request`.
     */
    request: Request;
    /** Address of the client. Python: `socketserver.BaseRequestHandler.client_address`. */
    client_address: ReturnedAddress;
    /** Server that received the request. Python: `socketserver.BaseRequestHandler.server`. */
    server: Server;

    constructor(request: Request, client_address: ReturnedAddress, server: Server);
    constructor(...args: unknown[]) {
        const [request, address, server] = args.length === 3 ? args : take(signature, args);
        this.request = request as Request;
        this.client_address = address as ReturnedAddress;
        this.server = server as Server;
    }

    /** Handles the request: calls `setup()`, `handle()`, and always `finish()`. */
    process(): void {
        this.setup();
        try {
            this.handle();
        } finally {
            this.finish();
        }
    }

    /** Called before `handle()`. May be overridden. Python: `socketserver.BaseRequestHandler.setup`. */
    setup(): void {}

    /** Handles the request. Override this. Python: `socketserver.BaseRequestHandler.handle`. */
    handle(): void {}

    /** Called after `handle()`. May be overridden. Python: `socketserver.BaseRequestHandler.finish`. */
    finish(): void {}
}

/**
 * Handler of a connection with streams: `rfile` to read the request, `wfile` to write the reply. Its static
 * members are its settings. Python: `socketserver.StreamRequestHandler`.
 */
export class StreamRequestHandler<Server extends BaseServer = BaseServer> extends BaseRequestHandler<
    socket,
    Server
> {
    /** Buffer size of `rfile` in bytes; -1 is the default size, 0 is no buffer. */
    static rbufsize = -1;
    /** Buffer size of `wfile` in bytes; 0 is no buffer, so that each write sends at once. */
    static wbufsize = 0;
    /** Timeout of the connection in seconds; null leaves it unchanged. */
    static timeout: number | null = null;
    /** Whether small writes are sent at once (TCP_NODELAY). */
    static disable_nagle_algorithm = false;

    /** Connection to the client. */
    declare connection: socket;
    /** Stream for reading the request. */
    declare rfile: BufferedReader;
    /** Stream for writing the reply. */
    declare wfile: BufferedIOBase;

    /** Buffer size of `rfile` in bytes; -1 is the default size, 0 is no buffer. */
    get rbufsize(): number {
        return classAttribute(this, "rbufsize");
    }

    set rbufsize(size: number) {
        setAttribute(this, "rbufsize", size);
    }

    /** Buffer size of `wfile` in bytes; 0 is no buffer, so that each write sends at once. */
    get wbufsize(): number {
        return classAttribute(this, "wbufsize");
    }

    set wbufsize(size: number) {
        setAttribute(this, "wbufsize", size);
    }

    /** Timeout of the connection in seconds; null leaves it unchanged. */
    get timeout(): number | null {
        return classAttribute(this, "timeout");
    }

    set timeout(timeout: number | null) {
        setAttribute(this, "timeout", timeout);
    }

    /** Whether small writes are sent at once (TCP_NODELAY). */
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

/** Stream that sends everything written at once. Python: `socketserver._SocketWriter`. */
export class _SocketWriter extends BufferedIOBaseClass {
    // Not `#private`, so that the stream crosses to other threads.
    private readonly socket: socket;

    constructor(sock: socket) {
        super();
        this.socket = sock;
    }

    override writable(): boolean {
        return true;
    }

    override write(data: BytesLike): number {
        this.socket.sendall(data);
        return data.byteLength;
    }

    override fileno(): number {
        return this.socket.fileno();
    }
}

/**
 * Handler of a datagram with streams in memory: `rfile` contains the datagram, and what is written to `wfile`
 * is sent back after `handle()`. Python: `socketserver.DatagramRequestHandler`.
 */
export class DatagramRequestHandler<Server extends BaseServer = BaseServer> extends BaseRequestHandler<
    [packet: Buffer, socket: socket],
    Server
> {
    /** Received datagram. */
    declare packet: Buffer;
    /** Socket to reply on. */
    declare socket: socket;
    /** Stream for reading the datagram. */
    declare rfile: BytesIO;
    /** Stream for writing the reply. */
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
