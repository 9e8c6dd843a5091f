import { invoke } from "../io/streams";
import { isTrue, take } from "../python/arguments";
import { OSError } from "../python/exceptions";
import type { Address, ReturnedAddress } from "../socket/addresses/address";
import { AF_INET, SHUT_WR, SO_REUSEADDR, SO_REUSEPORT, SOCK_STREAM, SOL_SOCKET } from "../socket/constants";
import { socket } from "../socket/socket";
import { BaseServer, type Request, type RequestHandlerClass } from "./base-server";
import { classAttribute, setAttribute } from "./class-attributes";

const signature = {
    name: "TCPServer.__init__",
    parameters: ["server_address", "RequestHandlerClass", "bind_and_activate"],
    required: 2,
    method: true,
};

/**
 * Server on a socket, by default of TCP and IPv4: `new TCPServer([host, port], Handler)`. Python's class
 * attributes are static members, which the constructor reads: `static allow_reuse_address = true`.
 *
 * Raises the exceptions of `bind()` and `listen()`. Python: `socketserver.TCPServer`.
 */
export class TCPServer extends BaseServer {
    /** Address family of the socket; by default AF_INET. */
    static address_family: number = AF_INET;
    /** Type of the socket; by default SOCK_STREAM. */
    static socket_type: number = SOCK_STREAM;
    /** Number of connections that may wait to be accepted. */
    static request_queue_size = 5;
    /** Whether connections that have ended may still use the address (SO_REUSEADDR). */
    static allow_reuse_address = false;
    /** Whether several servers may use the address (SO_REUSEPORT). */
    static allow_reuse_port = false;

    /** Socket that the server listens on. Python: `socketserver.BaseServer.socket`. */
    socket: socket;

    constructor(
        server_address: Address,
        RequestHandlerClass: RequestHandlerClass,
        bind_and_activate?: boolean | { bind_and_activate?: boolean },
    );
    constructor(...args: unknown[]) {
        const [address, handler, activate = true] = take(signature, args);
        super(address as Address, handler as RequestHandlerClass);
        this.socket = socket(this.address_family, this.socket_type);
        if (!isTrue(activate)) return;
        try {
            this.server_bind();
            this.server_activate();
        } catch (error) {
            this.server_close();
            throw error;
        }
    }

    /** Address family of the socket. Python: `socketserver.BaseServer.address_family`. */
    get address_family(): number {
        return classAttribute(this, "address_family");
    }

    set address_family(family: number) {
        setAttribute(this, "address_family", family);
    }

    /** Type of the socket. Python: `socketserver.BaseServer.socket_type`. */
    get socket_type(): number {
        return classAttribute(this, "socket_type");
    }

    set socket_type(type: number) {
        setAttribute(this, "socket_type", type);
    }

    /**
     * Number of connections that may wait to be accepted.
     * Python: `socketserver.BaseServer.request_queue_size`.
     */
    get request_queue_size(): number {
        return classAttribute(this, "request_queue_size");
    }

    set request_queue_size(size: number) {
        setAttribute(this, "request_queue_size", size);
    }

    /**
     * Whether connections that have ended may still use the address (SO_REUSEADDR).
     * Python: `socketserver.BaseServer.allow_reuse_address`.
     */
    get allow_reuse_address(): boolean {
        return classAttribute(this, "allow_reuse_address");
    }

    set allow_reuse_address(allow: boolean) {
        setAttribute(this, "allow_reuse_address", allow);
    }

    /**
     * Whether several servers may use the address (SO_REUSEPORT).
     * Python: `socketserver.TCPServer.allow_reuse_port`.
     */
    get allow_reuse_port(): boolean {
        return classAttribute(this, "allow_reuse_port");
    }

    set allow_reuse_port(allow: boolean) {
        setAttribute(this, "allow_reuse_port", allow);
    }

    /**
     * Called by the constructor to bind the socket. May be overridden.
     * Python: `socketserver.BaseServer.server_bind`.
     */
    server_bind(): void {
        if (this.allow_reuse_address && SO_REUSEADDR !== undefined)
            this.socket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
        if (this.allow_reuse_port && SO_REUSEPORT !== undefined)
            this.socket.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
        this.socket.bind(this.server_address);
        this.server_address = this.socket.getsockname();
    }

    override server_activate(): void {
        this.socket.listen(this.request_queue_size);
    }

    override server_close(): void {
        super.server_close();
        this.socket.close();
    }

    override fileno(): number {
        return this.socket.fileno();
    }

    override get_request(): [request: Request, client_address: ReturnedAddress] {
        return this.socket.accept();
    }

    override shutdown_request(request: Request): void {
        try {
            invoke(request, "shutdown", SHUT_WR);
        } catch (error) {
            // The client may be gone.
            if (!(error instanceof OSError)) throw error;
        }
        this.close_request(request);
    }

    override close_request(request: Request): void {
        invoke(request, "close");
    }
}
