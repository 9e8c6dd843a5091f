import { native } from "../native/addon";
import { asBytes, type BytesLike } from "../python/buffers";
import { errorFor, TypeError, ValueError } from "../python/exceptions";
import { EWOULDBLOCK } from "../python/raise";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { type Address, readAddress } from "../socket/addresses/address";
import { handleOf, type socket } from "../socket/socket-class";
import { type Engine, EPOLLET, EPOLLIN, EPOLLOUT, READABLE, type Watcher, WRITABLE } from "./engine";
import { toError } from "./future";
import type { EventLoop } from "./loop";
import type { DatagramProtocol } from "./protocols";
import { DatagramTransport } from "./transports";

/** Number of datagrams that a socket receives before others have their turn. */
const TURN = 16;
const scratch = new Uint8Array(256 * 1024);

/** Transport of a datagram socket. */
export class SocketDatagramTransport extends DatagramTransport implements Watcher {
    readonly #loop: EventLoop;
    readonly #engine: Engine;
    readonly #sock: socket;
    readonly #handle: number;
    readonly #fd: number;
    readonly #peer: Address | null;
    #protocol: DatagramProtocol;
    #slot = -1;
    #isClosing = false;
    #isLost = false;
    /** Datagrams that the socket did not take. */
    #backlog: [Uint8Array, Address | null][] = [];

    constructor(
        loop: EventLoop,
        sock: socket,
        protocol: DatagramProtocol,
        peer: Address | null,
        ready: () => void,
    ) {
        super();
        this.#loop = loop;
        this.#engine = loop.engine();
        this.#sock = sock;
        this.#handle = handleOf(sock) as number;
        this.#fd = sock.fileno();
        this.#peer = peer;
        this.#protocol = protocol;
        loop.call_soon(() => {
            this.#protocol.connection_made(this);
            if (!this.#isClosing) {
                this.#loop.dropWatch(this.#fd);
                this.#slot = this.#engine.add(this, this.#fd, EPOLLIN | EPOLLOUT | EPOLLET);
            }
            ready();
        });
    }

    // biome-ignore lint/suspicious/noExplicitAny: each detail has its own type
    override get_extra_info(name: string, defaultValue: any = null): any {
        if (name === "socket") return this.#sock;
        if (name === "sockname") return this.#sock.getsockname();
        return name === "peername" ? (this.#peer ?? defaultValue) : defaultValue;
    }

    onItem(events: number): void {
        if (events & WRITABLE) this.#sendBacklog();
        if (events & READABLE) this.#receive();
    }

    #receive(): void {
        for (let left = TURN; left > 0; left--) {
            if (this.#isClosing) return;
            const received = native.recvfrom(this.#handle, scratch, 0, scratch.length, 0);
            if (received === -EWOULDBLOCK) return;
            this.#tell(() => {
                if (received < 0) this.#protocol.error_received(errorFor(-received));
                else
                    this.#protocol.datagram_received(
                        Buffer.from(scratch.subarray(0, received)),
                        readAddress(),
                    );
            });
        }
        // The edge is used up: this socket has to come back by itself.
        this.#loop.soon(() => this.#receive());
    }

    #tell(call: () => void): void {
        try {
            call();
        } catch (error) {
            this.#fail(toError(error), "Fatal read error on datagram transport");
        }
    }

    override sendto(data: BytesLike, addr: Address | null = null): void {
        const bytes = asBytes(data);
        if (bytes === null)
            throw new TypeError(`data argument must be a bytes-like object, not ${repr(typeName(data))}`);
        if (this.#peer !== null && addr !== null && String(addr) !== String(this.#peer))
            throw new ValueError(`Invalid address: must be None or ${repr(this.#peer)}`);
        if (this.#isLost) return;
        const target = this.#peer === null ? addr : null;
        if (this.#backlog.length > 0 || !this.#send(bytes, target))
            this.#backlog.push([bytes.slice(), target]);
    }

    /** Returns false if the socket takes nothing now. */
    #send(bytes: Uint8Array, target: Address | null): boolean {
        try {
            if (target === null) this.#sock.send(bytes);
            else this.#sock.sendto(bytes, target);
        } catch (error) {
            const failure = toError(error) as Error & { errno?: number };
            if (failure.errno === EWOULDBLOCK) return false;
            if (failure.errno == null) throw failure;
            this.#tell(() => this.#protocol.error_received(failure));
        }
        return true;
    }

    #sendBacklog(): void {
        while (this.#backlog.length > 0) {
            const [bytes, target] = this.#backlog[0];
            if (!this.#send(bytes, target)) return;
            this.#backlog.shift();
        }
        if (this.#isClosing) this.#lose(null);
    }

    onUnsent(): void {}
    onSendFailed(): void {}

    override is_closing(): boolean {
        return this.#isClosing;
    }

    override close(): void {
        if (this.#isClosing) return;
        this.#isClosing = true;
        if (this.#backlog.length === 0) this.#lose(null);
    }

    override abort(): void {
        this.#lose(null);
    }

    #fail(error: Error, message: string): void {
        this.#loop.call_exception_handler({
            message,
            exception: error,
            transport: this,
            protocol: this.#protocol,
        });
        this.#lose(error);
    }

    #lose(error: Error | null): void {
        if (this.#isLost) return;
        this.#isLost = true;
        this.#isClosing = true;
        this.#backlog = [];
        if (this.#slot >= 0) this.#engine.remove(this.#slot, this.#fd);
        this.#slot = -1;
        this.#loop.call_soon(() => {
            try {
                this.#protocol.connection_lost(error);
            } finally {
                this.#sock.close();
            }
        });
    }

    override toString(): string {
        return `<${this.constructor.name} fd=${this.#fd}${this.#isClosing ? " closing" : ""}>`;
    }

    override set_protocol(protocol: DatagramProtocol): void {
        this.#protocol = protocol;
    }

    override get_protocol(): DatagramProtocol {
        return this.#protocol;
    }
}
