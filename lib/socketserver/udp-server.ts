import type { ReturnedAddress } from "../socket/addresses/address";
import { SOCK_DGRAM } from "../socket/constants";
import type { Request } from "./base-server";
import { classAttribute, setAttribute } from "./class-attributes";
import { TCPServer } from "./tcp-server";

/** Server of datagrams; a request is `[data, socket]`. Python: `socketserver.UDPServer`. */
export class UDPServer extends TCPServer {
    /** Type of the socket; by default SOCK_DGRAM. */
    static override socket_type: number = SOCK_DGRAM;
    static override allow_reuse_address = false;
    static override allow_reuse_port = false;
    /** Maximum size of a datagram in bytes; more is cut off. */
    static max_packet_size = 8192;

    /**
     * Maximum size of a datagram in bytes; more is cut off. Python: `socketserver.UDPServer.max_packet_size`.
     */
    get max_packet_size(): number {
        return classAttribute(this, "max_packet_size");
    }

    set max_packet_size(size: number) {
        setAttribute(this, "max_packet_size", size);
    }

    override get_request(): [request: Request, client_address: ReturnedAddress] {
        const [data, address] = this.socket.recvfrom(this.max_packet_size);
        return [[data, this.socket], address];
    }

    override server_activate(): void {}

    override shutdown_request(request: Request): void {
        this.close_request(request);
    }

    override close_request(request: Request): void;
    override close_request(): void {}
}
