import { native } from "../native/addon";
import { asBytes, type BytesLike } from "../python/buffers";
import { errorFor, RuntimeError, TypeError, ValueError } from "../python/exceptions";
import { EWOULDBLOCK, errnoOf } from "../python/raise";
import { typeName } from "../python/type-name";
import { AF_INET, AF_INET6, IPPROTO_TCP, SHUT_WR, SOCK_STREAM, TCP_NODELAY } from "../socket/constants";
import { handleOf, type socket } from "../socket/socket-class";
import {
    type Engine,
    EPOLLET,
    EPOLLIN,
    EPOLLOUT,
    EPOLLRDHUP,
    NOTHING,
    type Watcher,
    WRITABLE,
} from "./engine";
import { toError } from "./future";
import type { EventLoop } from "./loop";
import { BufferedProtocol, type Protocol } from "./protocols";
import { Transport } from "./transports";

const RECEIVE = 65536;
const HIGH = 64 * 1024;
/** Errors of a connection that its peer has ended, which are not reported. */
const QUIET = ["EPIPE", "ECONNRESET", "ECONNABORTED"].map(errnoOf);

/** Server that counts its connections. */
export interface Owner {
    attach(transport: SocketTransport): void;
    detach(transport: SocketTransport): void;
}

/** Transport of a stream socket. */
export class SocketTransport extends Transport implements Watcher {
    readonly #loop: EventLoop;
    readonly #engine: Engine;
    readonly #sock: socket;
    readonly #handle: number;
    readonly #fd: number;
    readonly #owner: Owner | null;
    readonly #peername: unknown;
    #protocol: Protocol | BufferedProtocol;
    #slot = -1;
    #isPaused = false;
    #isClosing = false;
    #isLost = false;
    /** True once the peer has ended its side. */
    #isAtEnd = false;
    #endsSending = false;
    /** Bytes that the socket did not take. */
    #backlog: Buffer[] = [];
    #backlogSize = 0;
    #isProtocolPaused = false;
    #high = HIGH;
    #low = HIGH >> 2;

    constructor(
        loop: EventLoop,
        sock: socket,
        protocol: Protocol | BufferedProtocol,
        owner: Owner | null,
        ready: () => void,
        peername: unknown = null,
    ) {
        super();
        this.#loop = loop;
        this.#engine = loop.engine();
        this.#sock = sock;
        this.#handle = handleOf(sock) as number;
        this.#fd = sock.fileno();
        this.#protocol = protocol;
        this.#owner = owner;
        this.#peername = peername;
        if ((sock.family === AF_INET || sock.family === AF_INET6) && sock.type === SOCK_STREAM)
            native.setsockopt_int(this.#handle, IPPROTO_TCP, TCP_NODELAY, 1);
        owner?.attach(this);
        loop.call_soon(() => {
            this.#protocol.connection_made(this);
            this.#begin();
            ready();
        });
    }

    // biome-ignore lint/suspicious/noExplicitAny: each detail has its own type
    override get_extra_info(name: string, defaultValue: any = null): any {
        if (name === "socket") return this.#sock;
        try {
            if (name === "sockname") return this.#sock.getsockname() ?? defaultValue;
            if (name === "peername") return this.#peername ?? this.#sock.getpeername() ?? defaultValue;
        } catch {
            return this.#peername ?? defaultValue;
        }
        return defaultValue;
    }

    #begin(): void {
        if (this.#isLost || this.#isClosing) return;
        this.#loop.dropWatch(this.#fd);
        this.#slot = this.#engine.add(this, this.#fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
        this.#want();
    }

    #want(): void {
        if (this.#slot < 0) return;
        const receives = !this.#isPaused && !this.#isClosing && !this.#isAtEnd;
        this.#engine.want(this.#slot, receives ? RECEIVE : 0, this.#backlogSize > 0);
    }

    onItem(events: number, result: number, offset: number): void {
        if (events & WRITABLE && this.#backlogSize > 0) this.#sendBacklog();
        if (result === NOTHING || this.#isClosing || this.#isAtEnd) return;
        try {
            if (result > 0) this.#receive(offset, result);
            else if (result === 0) this.#receiveEnd();
            else this.#fail(errorFor(-result), "Fatal read error on socket transport");
        } catch (error) {
            this.#fail(toError(error), "Fatal error: protocol.data_received() call failed.");
        }
    }

    #receive(offset: number, length: number): void {
        const protocol = this.#protocol;
        if (!(protocol instanceof BufferedProtocol)) {
            protocol.data_received(this.#engine.take(offset, length));
            return;
        }
        for (let done = 0; done < length && !this.#isClosing; ) {
            const memory = asBytes(protocol.get_buffer(-1));
            if (memory === null || memory.length === 0)
                throw new RuntimeError("get_buffer() returned an empty buffer");
            const part = Math.min(memory.length, length - done);
            this.#engine.copyTo(memory, offset + done, part);
            done += part;
            protocol.buffer_updated(part);
        }
    }

    #receiveEnd(): void {
        this.#isAtEnd = true;
        this.#want();
        if (!this.#protocol.eof_received()) this.close();
    }

    onUnsent(data: Buffer): void {
        this.#backlog.unshift(data);
        this.#backlogSize += data.length;
        this.#want();
        this.#checkHigh();
    }

    onSendFailed(outcome: number): void {
        this.#fail(errorFor(-outcome), "Fatal write error on socket transport");
    }

    override write(data: BytesLike): void {
        const bytes = asBytes(data);
        if (bytes === null)
            throw new TypeError(`data argument must be a bytes-like object, not '${typeName(data)}'`);
        if (this.#endsSending) throw new RuntimeError("Cannot call write() after write_eof()");
        const { length } = bytes;
        if (length === 0 || this.#isLost) return;
        if (this.#backlogSize === 0) {
            if (this.#slot >= 0 && this.#engine.write(this.#slot, bytes, length)) return;
            // Sending what was queued may have left a backlog, or failed.
            if (this.#isLost) return;
        }
        let sent = 0;
        if (this.#backlogSize === 0) {
            sent = native.send(this.#handle, bytes, 0, length, 0);
            if (sent === length) return;
            if (sent < 0 && sent !== -EWOULDBLOCK) {
                this.onSendFailed(sent);
                return;
            }
        }
        const rest = Buffer.from(bytes.slice(Math.max(0, sent)).buffer);
        this.#backlog.push(rest);
        this.#backlogSize += rest.length;
        this.#want();
        this.#checkHigh();
    }

    #sendBacklog(): void {
        while (this.#backlog.length > 0) {
            const data = this.#backlog[0];
            const sent = native.send(this.#handle, data, 0, data.length, 0);
            if (sent === -EWOULDBLOCK) break;
            if (sent < 0) {
                this.onSendFailed(sent);
                return;
            }
            this.#backlogSize -= sent;
            if (sent < data.length) this.#backlog[0] = data.subarray(sent);
            else this.#backlog.shift();
            if (sent < data.length) break;
        }
        this.#checkLow();
        if (this.#backlogSize > 0) return;
        this.#want();
        if (this.#isClosing) this.#lose(null);
        else if (this.#endsSending) this.#shutDownSending();
    }

    #checkHigh(): void {
        if (this.#backlogSize <= this.#high || this.#isProtocolPaused) return;
        this.#isProtocolPaused = true;
        this.#tell(() => this.#protocol.pause_writing(), "protocol.pause_writing() failed");
    }

    #checkLow(): void {
        if (!this.#isProtocolPaused || this.#backlogSize > this.#low) return;
        this.#isProtocolPaused = false;
        this.#tell(() => this.#protocol.resume_writing(), "protocol.resume_writing() failed");
    }

    #tell(call: () => void, message: string): void {
        try {
            call();
        } catch (error) {
            this.#loop.call_exception_handler({
                message,
                exception: toError(error),
                transport: this,
                protocol: this.#protocol,
            });
        }
    }

    override set_write_buffer_limits(high: number | null = null, low: number | null = null): void {
        const most = high ?? (low === null ? HIGH : 4 * low);
        const least = low ?? Math.floor(most / 4);
        if (!(most >= least && least >= 0))
            throw new ValueError(`high (${most}) must be >= low (${least}) must be >= 0`);
        this.#high = most;
        this.#low = least;
        this.#checkHigh();
    }

    override get_write_buffer_limits(): [low: number, high: number] {
        return [this.#low, this.#high];
    }

    override get_write_buffer_size(): number {
        return this.#backlogSize;
    }

    override can_write_eof(): boolean {
        return true;
    }

    override write_eof(): void {
        if (this.#isClosing || this.#endsSending) return;
        this.#endsSending = true;
        this.#engine.flush();
        if (this.#backlogSize === 0) this.#shutDownSending();
    }

    #shutDownSending(): void {
        native.shutdown(this.#handle, SHUT_WR);
    }

    override is_reading(): boolean {
        return !this.is_closing() && !this.#isPaused;
    }

    override pause_reading(): void {
        if (!this.is_reading()) return;
        this.#isPaused = true;
        this.#want();
    }

    override resume_reading(): void {
        if (this.#isClosing || !this.#isPaused) return;
        this.#isPaused = false;
        this.#want();
    }

    override is_closing(): boolean {
        return this.#isClosing;
    }

    override close(): void {
        if (this.#isClosing) return;
        this.#isClosing = true;
        this.#engine.flush();
        this.#want();
        if (this.#backlogSize === 0) this.#lose(null);
    }

    override abort(): void {
        this.#lose(null);
    }

    #fail(error: Error, message: string): void {
        const { errno } = error as { errno?: number };
        if (errno === undefined || !QUIET.includes(errno))
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
        this.#backlogSize = 0;
        if (this.#slot >= 0) this.#engine.remove(this.#slot, this.#fd);
        this.#slot = -1;
        this.#loop.call_soon(() => {
            try {
                this.#protocol.connection_lost(error);
            } finally {
                this.#sock.close();
                this.#owner?.detach(this);
            }
        });
    }

    override toString(): string {
        return `<${this.constructor.name} fd=${this.#fd}${this.#isClosing ? " closing" : ""}>`;
    }

    override set_protocol(protocol: Protocol | BufferedProtocol): void {
        this.#protocol = protocol;
    }

    override get_protocol(): Protocol | BufferedProtocol {
        return this.#protocol;
    }
}
