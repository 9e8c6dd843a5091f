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
 * A server on a socket, by default of TCP and IPv4: `new TCPServer([host, port], Handler)`. What is a class
 * attribute in Python is a static member here, which the constructor finds: `static allow_reuse_address = true`.
 *
 * Raises what `bind()` and `listen()` raise. Python: `socketserver.TCPServer`.
 */
export class TCPServer extends BaseServer {
    static address_family: number = AF_INET;
    static socket_type: number = SOCK_STREAM;
    /** How many connections wait to be accepted. */
    static request_queue_size = 5;
    /** Whether the address may still be in use by connections that have ended (SO_REUSEADDR). */
    static allow_reuse_address = false;
    /** Whether several servers may have the address (SO_REUSEPORT). */
    static allow_reuse_port = false;

    /** The socket that it serves. */
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

    get address_family(): number {
        return classAttribute(this, "address_family");
    }

    set address_family(family: number) {
        setAttribute(this, "address_family", family);
    }

    get socket_type(): number {
        return classAttribute(this, "socket_type");
    }

    set socket_type(type: number) {
        setAttribute(this, "socket_type", type);
    }

    get request_queue_size(): number {
        return classAttribute(this, "request_queue_size");
    }

    set request_queue_size(size: number) {
        setAttribute(this, "request_queue_size", size);
    }

    get allow_reuse_address(): boolean {
        return classAttribute(this, "allow_reuse_address");
    }

    set allow_reuse_address(allow: boolean) {
        setAttribute(this, "allow_reuse_address", allow);
    }

    get allow_reuse_port(): boolean {
        return classAttribute(this, "allow_reuse_port");
    }

    set allow_reuse_port(allow: boolean) {
        setAttribute(this, "allow_reuse_port", allow);
    }

    /** Called by the constructor. May be overridden. Python: `socketserver.TCPServer.server_bind`. */
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
