import type { BytesLike } from "../python/buffers";
import { asBytes } from "../python/buffers";
import { ConnectionResetError, RuntimeError, ValueError } from "../python/exceptions";
import { Coroutine } from "./coroutine";
import { IncompleteReadError, LimitOverrunError } from "./exceptions";
import type { Future } from "./future";
import type { ConnectionOptions, EventLoop, ServerOptions } from "./loop";
import { Protocol } from "./protocols";
import { requireLoop } from "./scope";
import type { Server } from "./server";
import type { SocketTransport } from "./stream-transport";
import type { Transport } from "./transports";

const LIMIT = 64 * 1024;
const NEWLINE = Buffer.from("\n");

/** Options of a stream. */
export interface StreamLimit {
    /** Number of bytes that a stream holds before it stops receiving; by default 64 KiB. */
    limit?: number;
}

/** Function that is called with the streams of each connection. */
export type ClientHandler = (reader: StreamReader, writer: StreamWriter) => unknown;

/** Bytes that come from a transport. Python: `asyncio.StreamReader`. */
export class StreamReader {
    readonly #limit: number;
    readonly #loop: EventLoop;
    #chunks: Buffer[] = [];
    #size = 0;
    #isAtEnd = false;
    #waiter: Future<null> | null = null;
    #exception: Error | null = null;
    #transport: Transport | null = null;
    #isPaused = false;

    constructor(options: StreamLimit & { loop?: EventLoop | null } = {}) {
        const { limit = LIMIT, loop = null } = options;
        if (limit <= 0) throw new ValueError("Limit cannot be <= 0");
        this.#limit = limit;
        this.#loop = loop ?? requireLoop();
    }

    /** Returns the exception that the connection ended with, or null. Python: `StreamReader.exception`. */
    exception(): Error | null {
        return this.#exception;
    }

    /** Sets the exception that reads raise. Python: `StreamReader.set_exception`. */
    set_exception(exc: Error): void {
        this.#exception = exc;
        const waiter = this.#waiter;
        this.#waiter = null;
        if (waiter !== null && !waiter.done()) waiter.set_exception(exc);
    }

    /** Sets the transport, which is paused when there is too much. Python: `StreamReader.set_transport`. */
    set_transport(transport: Transport): void {
        this.#transport = transport;
    }

    #wake(): void {
        const waiter = this.#waiter;
        this.#waiter = null;
        waiter?.deliver(null);
    }

    /** Adds the end of the stream. Python: `StreamReader.feed_eof`. */
    feed_eof(): void {
        this.#isAtEnd = true;
        this.#wake();
    }

    /** Whether everything was read. Python: `StreamReader.at_eof`. */
    at_eof(): boolean {
        return this.#isAtEnd && this.#size === 0;
    }

    /** Adds bytes. Python: `StreamReader.feed_data`. */
    feed_data(data: Buffer): void {
        if (data.length === 0) return;
        this.#chunks.push(data);
        this.#size += data.length;
        this.#wake();
        if (this.#transport === null || this.#isPaused || this.#size <= 2 * this.#limit) return;
        this.#transport.pause_reading();
        this.#isPaused = true;
    }

    async #wait(name: string): Promise<void> {
        if (this.#waiter !== null)
            throw new RuntimeError(
                `${name}() called while another coroutine is already waiting for incoming data`,
            );
        this.#resume();
        const waiter = this.#loop.create_future<null>();
        this.#waiter = waiter;
        try {
            await waiter;
        } finally {
            if (this.#waiter === waiter) this.#waiter = null;
        }
    }

    #resume(always = true): void {
        if (!this.#isPaused || !(always || this.#size <= this.#limit)) return;
        this.#isPaused = false;
        this.#transport?.resume_reading();
    }

    /** Returns all bytes as one piece. */
    #whole(): Buffer {
        if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
        return this.#chunks[0] ?? Buffer.alloc(0);
    }

    #take(length: number): Buffer {
        const [first] = this.#chunks;
        let result: Buffer;
        if (first !== undefined && first.length > length) {
            result = first.subarray(0, length);
            this.#chunks[0] = first.subarray(length);
        } else if (first !== undefined && first.length === length) {
            result = first;
            this.#chunks.shift();
        } else {
            const whole = this.#whole();
            result = whole.subarray(0, length);
            this.#chunks = whole.length > length ? [whole.subarray(length)] : [];
        }
        this.#size -= result.length;
        this.#resume(false);
        return result;
    }

    #check(): void {
        if (this.#exception !== null) throw this.#exception;
    }

    /**
     * Reads a line with its newline; less at the end of the stream. Raises `ValueError` if it is longer than the limit.
     * Python: `StreamReader.readline`.
     */
    readline(): Coroutine<Buffer> {
        return new Coroutine(async () => {
            try {
                return await this.#until([NEWLINE]);
            } catch (error) {
                if (error instanceof IncompleteReadError) return error.partial as Buffer;
                if (!(error instanceof LimitOverrunError)) throw error;
                const whole = this.#whole();
                if (whole[error.consumed] === NEWLINE[0]) this.#take(error.consumed + 1);
                else this.#take(this.#size);
                throw new ValueError(error.message);
            }
        }, "StreamReader.readline");
    }

    /**
     * Reads up to a separator, which is included; of several separators the one that ends first. Raises
     * `IncompleteReadError` at the end of the stream, `LimitOverrunError` beyond the limit.
     * Python: `StreamReader.readuntil`.
     */
    readuntil(separator: BytesLike | readonly BytesLike[] = NEWLINE): Coroutine<Buffer> {
        return new Coroutine(async () => {
            const given = Array.isArray(separator) ? separator : [separator];
            const separators = given.map((each) => Buffer.from(asBytes(each) ?? []));
            if (separators.length === 0)
                throw new ValueError("Separator should contain at least one element");
            if (separators.some((each) => each.length === 0))
                throw new ValueError("Separator should be at least one-byte string");
            return await this.#until(separators);
        }, "StreamReader.readuntil");
    }

    async #until(separators: Buffer[]): Promise<Buffer> {
        this.#check();
        const lengths = separators.map((each) => each.length);
        const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
        let offset = 0;
        for (;;) {
            if (this.#size - offset >= least) {
                const whole = this.#whole();
                let start = -1;
                let end = -1;
                for (const each of separators) {
                    const at = whole.indexOf(each, offset);
                    if (at >= 0 && (end < 0 || at + each.length < end)) [start, end] = [at, at + each.length];
                }
                if (start > this.#limit)
                    throw new LimitOverrunError("Separator is found, but chunk is longer than limit", start);
                if (end >= 0) return this.#take(end);
                offset = Math.max(0, this.#size + 1 - most);
                if (offset > this.#limit)
                    throw new LimitOverrunError("Separator is not found, and chunk exceed the limit", offset);
            }
            if (this.#isAtEnd) throw new IncompleteReadError(this.#take(this.#size), null);
            await this.#wait("readuntil");
            this.#check();
        }
    }

    /** Reads up to `n` bytes; with -1 up to the end of the stream. No bytes are its end. Python: `StreamReader.read`. */
    read(n = -1): Coroutine<Buffer> {
        return new Coroutine(async () => {
            this.#check();
            if (n === 0) return Buffer.alloc(0);
            if (n < 0) {
                const parts: Buffer[] = [];
                for (;;) {
                    const part = await this.read(this.#limit);
                    if (part.length === 0) return Buffer.concat(parts);
                    parts.push(part);
                }
            }
            if (this.#size === 0 && !this.#isAtEnd) {
                await this.#wait("read");
                if (this.#size === 0) this.#check();
            }
            return this.#take(
                Math.min(n, this.#chunks[0]?.length ?? 0, this.#size) || Math.min(n, this.#size),
            );
        }, "StreamReader.read");
    }

    /** Reads exactly `n` bytes. Raises `IncompleteReadError` at the end of the stream. Python: `StreamReader.readexactly`. */
    readexactly(n: number): Coroutine<Buffer> {
        return new Coroutine(async () => {
            if (n < 0) throw new ValueError("readexactly size can not be less than zero");
            this.#check();
            while (this.#size < n) {
                if (this.#isAtEnd) throw new IncompleteReadError(this.#take(this.#size), n);
                await this.#wait("readexactly");
                this.#check();
            }
            return n === 0 ? Buffer.alloc(0) : this.#take(n);
        }, "StreamReader.readexactly");
    }

    /** Yields the lines up to the end of the stream. Python: `async for line in reader`. */
    async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
        for (let line = await this.readline(); line.length > 0; line = await this.readline()) yield line;
    }
}

/** Protocol between a transport and streams. Python: `asyncio.StreamReaderProtocol`. */
export class StreamReaderProtocol extends Protocol {
    readonly #reader: StreamReader;
    readonly #handler: ClientHandler | null;
    readonly #loop: EventLoop;
    #isPaused = false;
    #isLost = false;
    #drains: Future<null>[] = [];
    /** Done when the connection has ended. */
    readonly closed: Future<null>;

    constructor(
        stream_reader: StreamReader,
        client_connected_cb: ClientHandler | null = null,
        options: { loop?: EventLoop | null } = {},
    ) {
        super();
        this.#reader = stream_reader;
        this.#handler = client_connected_cb;
        this.#loop = options.loop ?? requireLoop();
        this.closed = this.#loop.create_future<null>();
    }

    override connection_made(transport: SocketTransport): void {
        this.#reader.set_transport(transport);
        const handler = this.#handler;
        if (handler === null) return;
        const writer = new StreamWriter(transport, this, this.#reader, this.#loop);
        // A function without a promise is a callback, as in Python.
        const task = this.#loop.create_task(async () => handler(this.#reader, writer));
        task.add_done_callback(() => {
            if (task.cancelled()) return transport.close();
            const exception = task.exception();
            if (exception === null) return;
            this.#loop.call_exception_handler({
                message: "Unhandled exception in client_connected_cb",
                exception,
                transport,
            });
            transport.close();
        });
    }

    override connection_lost(exc: Error | null): void {
        this.#isLost = true;
        if (exc === null) this.#reader.feed_eof();
        else this.#reader.set_exception(exc);
        if (exc === null) this.closed.set_result(null);
        else {
            this.closed.set_exception(exc);
            // Nobody has to ask for it.
            this.closed.outcome();
        }
        for (const drain of this.#drains) {
            if (drain.done()) continue;
            if (exc === null) drain.set_result(null);
            else drain.set_exception(exc);
        }
        this.#drains = [];
    }

    override data_received(data: Buffer): void {
        this.#reader.feed_data(data);
    }

    override eof_received(): boolean {
        this.#reader.feed_eof();
        return true;
    }

    override pause_writing(): void {
        this.#isPaused = true;
    }

    override resume_writing(): void {
        this.#isPaused = false;
        const drains = this.#drains;
        this.#drains = [];
        for (const drain of drains) drain.deliver(null);
    }

    /** Waits until the transport takes more. */
    async drained(): Promise<void> {
        if (this.#isLost) throw new ConnectionResetError("Connection lost");
        if (!this.#isPaused) return;
        const drain = this.#loop.create_future<null>();
        this.#drains.push(drain);
        await drain;
    }
}

/** Writes to a transport. Python: `asyncio.StreamWriter`. */
export class StreamWriter {
    readonly #transport: SocketTransport;
    readonly #protocol: StreamReaderProtocol;
    readonly #reader: StreamReader | null;
    readonly #loop: EventLoop;

    constructor(
        transport: SocketTransport,
        protocol: StreamReaderProtocol,
        reader: StreamReader | null,
        loop: EventLoop,
    ) {
        this.#transport = transport;
        this.#protocol = protocol;
        this.#reader = reader;
        this.#loop = loop;
    }

    /** Transport of the connection. Python: `StreamWriter.transport`. */
    get transport(): SocketTransport {
        return this.#transport;
    }

    /** Sends bytes, without waiting: see `drain()`. Python: `StreamWriter.write`. */
    write(data: BytesLike): void {
        this.#transport.write(data);
    }

    /** Sends pieces of bytes. Python: `StreamWriter.writelines`. */
    writelines(data: Iterable<Uint8Array>): void {
        this.#transport.writelines(data);
    }

    /** Ends the sending side once everything is sent. Python: `StreamWriter.write_eof`. */
    write_eof(): void {
        this.#transport.write_eof();
    }

    /** Whether the sending side can be ended. Python: `StreamWriter.can_write_eof`. */
    can_write_eof(): boolean {
        return this.#transport.can_write_eof();
    }

    /** Closes the connection once everything is sent: see `wait_closed()`. Python: `StreamWriter.close`. */
    close(): void {
        this.#transport.close();
    }

    /** Whether the connection is closing or closed. Python: `StreamWriter.is_closing`. */
    is_closing(): boolean {
        return this.#transport.is_closing();
    }

    /** Waits until the connection is closed. Raises the error that it ended with. Python: `StreamWriter.wait_closed`. */
    wait_closed(): Coroutine<void> {
        return new Coroutine(async () => {
            const { closed } = this.#protocol;
            // A wait that is cancelled must not cancel the future of others.
            if (closed.done()) return void closed.result();
            const wait = this.#loop.create_future<null>();
            closed.add_done_callback(() => {
                const error = closed.outcome();
                if (wait.done()) return;
                if (error === null) wait.set_result(null);
                else wait.set_exception(error);
            });
            await wait;
        }, "StreamWriter.wait_closed");
    }

    /** Returns a detail of the transport: "socket", "sockname", "peername". Python: `StreamWriter.get_extra_info`. */
    // biome-ignore lint/suspicious/noExplicitAny: each detail has its own type
    get_extra_info(name: string, defaultValue: any = null): any {
        return this.#transport.get_extra_info(name, defaultValue);
    }

    /**
     * Waits until the peer has taken so much that more can be written. Raises `ConnectionResetError` if the connection
     * has ended. Python: `StreamWriter.drain`.
     *
     * ```ts
     * writer.write(data);
     * await writer.drain();
     * ```
     */
    drain(): Coroutine<void> {
        return new Coroutine(async () => {
            const error = this.#reader?.exception() ?? null;
            if (error !== null) throw error;
            if (this.#transport.is_closing()) {
                const turn = this.#loop.create_future<null>();
                this.#loop.soon(() => turn.deliver(null));
                await turn;
            }
            await this.#protocol.drained();
        }, "StreamWriter.drain");
    }
}

/** Options of `open_connection()`. */
export interface OpenOptions extends ConnectionOptions, StreamLimit {}

async function open(
    limit: number | undefined,
    connect: (
        loop: EventLoop,
        factory: () => StreamReaderProtocol,
    ) => Coroutine<[SocketTransport, StreamReaderProtocol]>,
): Promise<[StreamReader, StreamWriter]> {
    const loop = requireLoop();
    const reader = new StreamReader({ limit, loop });
    const [transport, protocol] = await connect(loop, () => new StreamReaderProtocol(reader, null, { loop }));
    return [reader, new StreamWriter(transport, protocol, reader, loop)];
}

/**
 * Connects, and returns a reader and a writer. Raises `OSError`. Python: `asyncio.open_connection`.
 *
 * ```ts
 * const [reader, writer] = await asyncio.open_connection("127.0.0.1", 8888);
 * ```
 */
export function open_connection(
    host: string | null = null,
    port: number | string | null = null,
    options: OpenOptions = {},
): Coroutine<[reader: StreamReader, writer: StreamWriter]> {
    const { limit, ...others } = options;
    return new Coroutine(
        () => open(limit, (loop, factory) => loop.create_connection(factory, host, port, others)),
        "open_connection",
    );
}

/** Connects to a UNIX socket, and returns a reader and a writer. Python: `asyncio.open_unix_connection`. */
export function open_unix_connection(
    path: string | null = null,
    options: { sock?: ConnectionOptions["sock"] } & StreamLimit = {},
): Coroutine<[reader: StreamReader, writer: StreamWriter]> {
    const { limit, ...others } = options;
    return new Coroutine(
        () => open(limit, (loop, factory) => loop.create_unix_connection(factory, path, others)),
        "open_unix_connection",
    );
}

function serve(handler: ClientHandler, limit: number | undefined): () => StreamReaderProtocol {
    const loop = requireLoop();
    return () => new StreamReaderProtocol(new StreamReader({ limit, loop }), handler, { loop });
}

/**
 * Listens, and calls `client_connected_cb(reader, writer)` in a task for each connection. Raises `OSError`.
 * Python: `asyncio.start_server`.
 *
 * ```ts
 * const server = await asyncio.start_server(handle, "127.0.0.1", 8888);
 * await server.serve_forever();
 * ```
 */
export function start_server(
    client_connected_cb: ClientHandler,
    host: string | readonly string[] | null = null,
    port: number | string | null = null,
    options: ServerOptions & StreamLimit = {},
): Coroutine<Server> {
    const { limit, ...others } = options;
    return new Coroutine(
        async () => await requireLoop().create_server(serve(client_connected_cb, limit), host, port, others),
        "start_server",
    );
}

/** Listens on a UNIX socket: see `start_server()`. Python: `asyncio.start_unix_server`. */
export function start_unix_server(
    client_connected_cb: ClientHandler,
    path: string | null = null,
    options: Pick<ServerOptions, "sock" | "backlog" | "start_serving"> & StreamLimit = {},
): Coroutine<Server> {
    const { limit, ...others } = options;
    return new Coroutine(
        async () => await requireLoop().create_unix_server(serve(client_connected_cb, limit), path, others),
        "start_unix_server",
    );
}
