import { RawIOBase } from "../../io/raw-io-base";
import { invoke } from "../../io/streams";
import { take } from "../../python/arguments";
import type { BytesLike } from "../../python/buffers";
import { OSError, TimeoutError, ValueError } from "../../python/exceptions";
import { EWOULDBLOCK, errnoOf } from "../../python/raise";
import { repr } from "../../python/repr";

/** The part of a socket that a stream uses. */
interface StreamSocket {
    recv_into(buffer: BytesLike): number;
    send(data: BytesLike): number;
    fileno(): number;
    _decref_socketios(): void;
}

const modes: readonly unknown[] = ["r", "w", "rw", "rb", "wb", "rwb"];
const blocking = [errnoOf("EAGAIN"), EWOULDBLOCK];

/**
 * A socket as a raw stream of bytes, which `makefile()` makes: each call is one of the socket's.
 * `new SocketIO(sock, mode)`, where the mode is "r", "w" or "rw", with a "b" if one likes.
 * Python: `socket.SocketIO`.
 */
export class SocketIO extends RawIOBase {
    #socket: StreamSocket | null;
    readonly #mode: string;
    /** How much a call had received before it timed out, nobody knows: the stream has a hole. */
    #timedOut = false;

    constructor(sock: StreamSocket, mode: string);
    constructor(...args: unknown[]) {
        const [sock, mode] = take({ ...constructorSignature, name: "SocketIO.__init__" }, args);
        if (!modes.includes(mode)) throw new ValueError(`invalid mode: ${repr(mode)}`);
        super();
        this.#socket = sock as StreamSocket;
        this.#mode = (mode as string).includes("b") ? (mode as string) : `${mode}b`;
    }

    /** `"rb"`, `"wb"` or `"rwb"`. */
    get mode(): string {
        return this.#mode;
    }

    /** The descriptor; -1 if closed. */
    get name(): number {
        return this.closed ? -1 : this.fileno();
    }

    /**
     * Receives into memory; the number of bytes, 0 at the end; null if the socket does not block and there is
     * nothing. Raises `TimeoutError`, and after that `OSError` for ever: what it had received is lost.
     * Python: `socket.SocketIO.readinto`.
     */
    override readinto(buffer: BytesLike): number | null;
    override readinto(...args: unknown[]): number | null {
        const [buffer] = args.length === 1 ? args : take(signature("readinto", "b"), args);
        this._checkClosed();
        this._checkReadable();
        if (this.#timedOut) throw new OSError("cannot read from timed out object");
        try {
            return invoke(this.#socket, "recv_into", buffer) as number;
        } catch (error) {
            if (error instanceof TimeoutError) this.#timedOut = true;
            else if (wouldBlock(error)) return null;
            throw error;
        }
    }

    /**
     * Sends bytes; how many, or null if the socket does not block and cannot take any.
     * Python: `socket.SocketIO.write`.
     */
    override write(data: BytesLike): number | null;
    override write(...args: unknown[]): number | null {
        const [data] = args.length === 1 ? args : take(signature("write", "b"), args);
        this._checkClosed();
        this._checkWritable();
        try {
            return invoke(this.#socket, "send", data) as number;
        } catch (error) {
            if (wouldBlock(error)) return null;
            throw error;
        }
    }

    override readable(): boolean {
        this.#checkSocket();
        return this.#mode.includes("r");
    }

    override writable(): boolean {
        this.#checkSocket();
        return this.#mode.includes("w");
    }

    override seekable(): boolean {
        this.#checkSocket();
        return super.seekable();
    }

    #checkSocket(): void {
        if (this.closed) throw new ValueError("I/O operation on closed socket.");
    }

    override fileno(): number {
        this._checkClosed();
        return invoke(this.#socket, "fileno") as number;
    }

    /** Closes the stream, and the socket if that was closed and this is its last one. */
    override close(): void {
        if (this.closed) return;
        super.close();
        const socket = this.#socket;
        this.#socket = null;
        invoke(socket, "_decref_socketios");
    }

    override toString(): string {
        return `<socket.${this.constructor.name} object>`;
    }
}

function wouldBlock(error: unknown): boolean {
    return error instanceof OSError && blocking.includes(error.errno as number);
}

const constructorSignature = { parameters: ["sock", "mode"], required: 2, method: true };

function signature(name: string, parameter: string) {
    return { name: `SocketIO.${name}`, parameters: [parameter], required: 1, method: true };
}
