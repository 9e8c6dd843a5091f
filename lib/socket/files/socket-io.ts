import { RawIOBase } from "../../io/raw-io-base";
import { invoke } from "../../io/streams";
import { native } from "../../native/addon";
import { take } from "../../python/arguments";
import type { BytesLike } from "../../python/buffers";
import { OSError, TimeoutError, ValueError } from "../../python/exceptions";
import { EWOULDBLOCK, errnoOf } from "../../python/raise";
import { repr } from "../../python/repr";
import { defineSharedObject, id, SharedObject, setId } from "../../transfer/shared-object";
import {
    complete,
    type Description,
    defineCopied,
    describe,
    restore,
    share,
    type WireHandle,
} from "../../transfer/structured";

/** Part of a socket that a stream uses. */
interface StreamSocket {
    recv_into(buffer: BytesLike): number;
    send(data: BytesLike): number;
    fileno(): number;
    _decref_socketios(): void;
}

const modes: readonly unknown[] = ["r", "w", "rw", "rb", "wb", "rwb"];
const blocking = [errnoOf("EAGAIN"), EWOULDBLOCK];

/**
 * Raw stream of bytes on a socket, as `makefile()` creates it. Each call is one call of the socket.
 * `new SocketIO(sock, mode)`, with mode "r", "w" or "rw", optionally with a "b". Python: `socket.SocketIO`.
 */
export class SocketIO extends RawIOBase {
    #socket: StreamSocket | null;
    readonly #mode: string;
    /** Whether a read timed out. The bytes it had received are unknown, so the stream has a gap. */
    #timedOut = false;
    /** Made when the stream crosses to another thread. */
    #ending: Ending | null = null;

    constructor(sock: StreamSocket, mode: string);
    constructor(...args: unknown[]) {
        const [sock, mode] = take({ ...constructorSignature, name: "SocketIO.__init__" }, args);
        if (!modes.includes(mode)) throw new ValueError(`invalid mode: ${repr(mode)}`);
        super();
        this.#socket = sock as StreamSocket;
        this.#mode = (mode as string).includes("b") ? (mode as string) : `${mode}b`;
    }

    override get closed(): boolean {
        return super.closed || this.#ending?.isReached === true;
    }

    /** Mode of the stream: `"rb"`, `"wb"` or `"rwb"`. Python: `socket.SocketIO.mode`. */
    get mode(): string {
        return this.#mode;
    }

    /** Descriptor of the socket; -1 if the stream is closed. Python: `socket.SocketIO.name`. */
    get name(): number {
        return this.closed ? -1 : this.fileno();
    }

    /**
     * Receives into `buffer`. Returns the number of bytes, 0 at the end of the stream, or null if a
     * non-blocking socket has no data. Raises `TimeoutError`; every later call then raises `OSError`, because
     * data may be lost. Python: `socket.SocketIO.readinto`.
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
     * Sends bytes. Returns how many were sent, or null if a non-blocking socket takes none now.
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

    /**
     * Closes the stream. If it was the last stream of a closed socket, closes its descriptor too.
     * Python: `socket.SocketIO.close`.
     */
    override close(): void {
        if (this.closed) return;
        super.close();
        const socket = this.#socket;
        this.#socket = null;
        if (this.#ending?.reach() !== false) invoke(socket, "_decref_socketios");
    }

    override [describe](): Description {
        if (this.#ending === null) {
            const isClosed = this.closed;
            this.#ending = new Ending();
            if (isClosed) this.#ending.reach();
        }
        const content: Content = { mode: this.#mode, timedOut: this.#timedOut, ending: this.#ending };
        return { kind: "makefile:stream", content, rest: this.closed ? null : this.#socket };
    }

    override [restore](content: unknown): void {
        const { timedOut, ending } = content as Content;
        this.#timedOut = timedOut;
        this.#ending = ending;
    }

    [complete](socket: unknown): void {
        this.#socket = socket as StreamSocket | null;
    }

    override toString(): string {
        return `<socket.${this.constructor.name} object>`;
    }
}

/** The end of a stream that several threads have: the first that closes it closes it for all. */
class Ending extends SharedObject {
    constructor() {
        super();
        // The lock is taken for good.
        setId(this, native.lock_new());
    }

    /** False if the end has been reached before. */
    reach(): boolean {
        return native.lock_acquire(this[id], 0) === 1;
    }

    get isReached(): boolean {
        return native.lock_locked(this[id]) === 1;
    }

    override [share](): WireHandle {
        return { kind: "makefile:ending", numbers: [this[id]] };
    }

    override toString(): string {
        return "<end of a stream>";
    }
}

defineSharedObject("makefile:ending", Ending.prototype);

interface Content {
    mode: string;
    timedOut: boolean;
    ending: Ending;
}

defineCopied("makefile:stream", SocketIO, (content) => [null, (content as Content).mode]);

function wouldBlock(error: unknown): boolean {
    return error instanceof OSError && blocking.includes(error.errno as number);
}

const constructorSignature = { parameters: ["sock", "mode"], required: 2, method: true };

function signature(name: string, parameter: string) {
    return { name: `SocketIO.${name}`, parameters: [parameter], required: 1, method: true };
}
