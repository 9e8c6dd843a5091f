import { native } from "../native/addon";
import { errorFor, RuntimeError } from "../python/exceptions";
import { EWOULDBLOCK } from "../python/raise";
import { readAddress } from "../socket/addresses/address";
import { handleOf, type socket, socketFromHandle } from "../socket/socket-class";
import { Coroutine } from "./coroutine";
import { CancelledError } from "./exceptions";
import { type Future, toError } from "./future";
import type { EventLoop } from "./loop";
import type { BufferedProtocol, Protocol } from "./protocols";
import { type Owner, SocketTransport } from "./stream-transport";

/** Makes the protocol of a connection. */
export type StreamProtocolFactory = () => Protocol | BufferedProtocol;

/** Sockets that listen: see `loop.create_server()` and `start_server()`. Python: `asyncio.Server`. */
export class Server implements Owner {
    readonly #loop: EventLoop;
    readonly #factory: StreamProtocolFactory;
    readonly #backlog: number;
    #sockets: socket[] | null;
    readonly #transports = new Set<SocketTransport>();
    #isServing = false;
    #forever: Future<null> | null = null;
    #closed: Future<null>[] = [];

    constructor(loop: EventLoop, sockets: socket[], factory: StreamProtocolFactory, backlog: number) {
        this.#loop = loop;
        this.#sockets = sockets;
        this.#factory = factory;
        this.#backlog = backlog;
    }

    /** Counts a connection. */
    attach(transport: SocketTransport): void {
        this.#transports.add(transport);
    }

    /** Counts a connection no more. */
    detach(transport: SocketTransport): void {
        this.#transports.delete(transport);
        if (this.#transports.size === 0 && this.#sockets === null) this.#wakeClosed();
    }

    /** Sockets that listen; none once the server is closed. Python: `Server.sockets`. */
    get sockets(): readonly socket[] {
        return [...(this.#sockets ?? [])];
    }

    /** Returns the server's loop. Python: `Server.get_loop`. */
    get_loop(): EventLoop {
        return this.#loop;
    }

    /** Whether the server accepts connections. Python: `Server.is_serving`. */
    is_serving(): boolean {
        return this.#isServing;
    }

    /** Begins to accept, without waiting. */
    begin(): void {
        if (this.#isServing) return;
        this.#isServing = true;
        for (const sock of this.#sockets ?? []) {
            sock.listen(this.#backlog);
            this.#loop.add_reader(sock, () => this.#accept(sock));
        }
    }

    /** Begins to accept connections. Raises `RuntimeError` for a closed server. Python: `Server.start_serving`. */
    start_serving(): Coroutine<void> {
        return new Coroutine(async () => this.begin(), "Server.start_serving");
    }

    /**
     * Accepts connections until the task is cancelled or the server closed. Raises `RuntimeError` for a closed server.
     * Python: `Server.serve_forever`.
     */
    serve_forever(): Coroutine<void> {
        return new Coroutine(async () => {
            if (this.#forever !== null)
                throw new RuntimeError(`server ${this} is already being awaited on serve_forever()`);
            if (this.#sockets === null) throw new RuntimeError(`server ${this} is closed`);
            this.begin();
            this.#forever = this.#loop.create_future<null>();
            try {
                await this.#forever;
            } catch (error) {
                if (!(error instanceof CancelledError)) throw error;
                this.close();
                await this.wait_closed();
                throw error;
            } finally {
                this.#forever = null;
            }
        }, "Server.serve_forever");
    }

    #accept(listening: socket): void {
        const handle = handleOf(listening) as number;
        for (let left = this.#backlog; left > 0 && this.#isServing; left--) {
            const accepted = native.accept(handle, 0);
            if (accepted === -EWOULDBLOCK) return;
            if (accepted < 0) {
                this.#acceptFailed(listening, accepted);
                return;
            }
            const peername = readAddress();
            const sock = socketFromHandle(accepted, listening.family, listening.type, listening.proto);
            try {
                native.set_timeout(accepted, 0);
                new SocketTransport(this.#loop, sock, this.#factory(), this, () => {}, peername);
            } catch (error) {
                sock.close();
                this.#loop.call_exception_handler({
                    message: "Error on transport creation for incoming connection",
                    exception: toError(error),
                });
            }
        }
    }

    /** Without descriptors, accepts again a second later, as Python does. */
    #acceptFailed(listening: socket, outcome: number): void {
        const exception = errorFor(-outcome);
        if (!["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"].includes(exception.code ?? "")) return;
        this.#loop.call_exception_handler({
            message: "socket.accept() out of system resource",
            exception,
            socket: listening,
        });
        this.#loop.remove_reader(listening);
        this.#loop.call_later(1, () => {
            if (this.#isServing) this.#loop.add_reader(listening, () => this.#accept(listening));
        });
    }

    /** Stops listening. Connections stay open. Python: `Server.close`. */
    close(): void {
        if (this.#sockets === null) return;
        for (const sock of this.#sockets) {
            this.#loop.remove_reader(sock);
            sock.close();
        }
        this.#sockets = null;
        this.#isServing = false;
        if (this.#forever !== null && !this.#forever.done()) this.#forever.cancel();
        if (this.#transports.size === 0) this.#wakeClosed();
    }

    /** Closes all connections once everything is sent. Python: `Server.close_clients`. */
    close_clients(): void {
        for (const transport of [...this.#transports]) transport.close();
    }

    /** Closes all connections at once. Python: `Server.abort_clients`. */
    abort_clients(): void {
        for (const transport of [...this.#transports]) transport.abort();
    }

    #wakeClosed(): void {
        const waits = this.#closed;
        this.#closed = [];
        for (const wait of waits) if (!wait.done()) wait.set_result(null);
    }

    /** Waits until the server is closed and its connections have ended. Python: `Server.wait_closed`. */
    wait_closed(): Coroutine<void> {
        return new Coroutine(async () => {
            if (this.#sockets === null && this.#transports.size === 0) return;
            const wait = this.#loop.create_future<null>();
            this.#closed.push(wait);
            await wait;
        }, "Server.wait_closed");
    }

    /** Runs `body(server)`, then closes the server and waits. Python: `async with server`. */
    async with<Result>(body: (server: this) => PromiseLike<Result> | Result): Promise<Result> {
        try {
            return await body(this);
        } finally {
            this.close();
            await this.wait_closed();
        }
    }

    /** Closes the server and waits: `await using server = await asyncio.start_server(…)`. */
    async [Symbol.asyncDispose](): Promise<void> {
        this.close();
        await this.wait_closed();
    }

    /** Returns the object as Python shows it. */
    toString(): string {
        return `<Server sockets=${this.#sockets === null ? "()" : `(${this.#sockets.join(", ")})`}>`;
    }
}
