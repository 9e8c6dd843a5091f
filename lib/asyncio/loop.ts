import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isMainThread } from "node:worker_threads";
import type { Executor } from "../concurrent/futures/executor";
import type { Future as ConcurrentFuture } from "../concurrent/futures/future";
import { ThreadPoolExecutor } from "../concurrent/futures/thread-pool-executor";
import { native } from "../native/addon";
import { toBytes } from "../python/arguments";
import { asBytes, type BytesLike } from "../python/buffers";
import { requireCallable } from "../python/callable";
import {
    errorFor,
    KeyboardInterrupt,
    OSError,
    RuntimeError,
    SystemExit,
    TypeError,
    ValueError,
} from "../python/exceptions";
import { type FileDescriptorLike, toFileDescriptor } from "../python/file-descriptor";
import { EWOULDBLOCK, errnoOf, raise } from "../python/raise";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { noteAct } from "../runtime/first-act";
import { DEFAULT, default_int_handler, type Handler, handlerOf, setHandler } from "../runtime/signals";
import type { Address, ReturnedAddress } from "../socket/addresses/address";
import {
    AF_INET,
    AF_INET6,
    AF_UNIX,
    AF_UNSPEC,
    AI_PASSIVE,
    IPPROTO_IPV6,
    IPV6_V6ONLY,
    SO_ERROR,
    SO_REUSEADDR,
    SO_REUSEPORT,
    SOCK_DGRAM,
    SOCK_STREAM,
    SOL_SOCKET,
} from "../socket/constants";
import { gaierror } from "../socket/host/errors";
import { getaddrinfo, getnameinfo, type ResolvedAddress } from "../socket/names/resolve";
import { handleOf, socket } from "../socket/socket-class";
import { Coroutine, type Startable } from "./coroutine";
import { SocketDatagramTransport } from "./datagram-transport";
import { Engine, isWatched, Watch } from "./engine";
import { SendfileNotAvailableError } from "./exceptions";
import { Future, isfuture, toError } from "./future";
import { type Handle, Handle as PlainHandle, runCallback, TimerHandle } from "./handles";
import type { DatagramProtocol } from "./protocols";
import { enter, runningLoop, type Scope } from "./scope";
import { Server, type StreamProtocolFactory } from "./server";
import { SocketTransport } from "./stream-transport";
import { Task, type TaskOptions } from "./task";
import { type Awaitable, ensure_future } from "./waiting";

/** Details for an exception handler; also `task`, `future`, `transport` and others. */
export interface ExceptionContext extends Record<string, unknown> {
    /** Text that says what happened. */
    message: string;
    /** Exception that nobody has caught. */
    exception?: Error | null;
}

type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => unknown;
type TaskFactory = <T>(loop: EventLoop, coro: Startable<T>, options: TaskOptions) => Task<T>;
type Callback<Args extends unknown[]> = (...args: Args) => unknown;
type Host = string | null;
type Port = number | string | null;

/** Number of calls on a socket that do not wait, after which others have their turn. */
const TURN = 16;
/** Milliseconds between two looks at calls in other threads, at most. */
const LOOK = 8;
const EINPROGRESS = errnoOf("EINPROGRESS");
const SEND_BLOCK = 256 * 1024;

/** Options of `loop.create_connection()`. */
export interface ConnectionOptions {
    /** Address family; by default both. */
    family?: number;
    /** Protocol number. */
    proto?: number;
    /** Flags for `getaddrinfo()`. */
    flags?: number;
    /** Socket that is connected already, instead of host and port. */
    sock?: socket | null;
    /** Local address to bind to. */
    local_addr?: readonly [host: string, port: number] | null;
}

/** Options of `loop.create_server()`. */
export interface ServerOptions {
    /** Address family; by default both. */
    family?: number;
    /** Flags for `getaddrinfo()`. */
    flags?: number;
    /** Socket that is bound already, instead of host and port. */
    sock?: socket | null;
    /** Number of connections that wait to be accepted; by default 100. */
    backlog?: number;
    /** Whether the address can be used again at once; by default true. */
    reuse_address?: boolean | null;
    /** Whether several sockets can have the port. */
    reuse_port?: boolean | null;
    /** Whether to accept at once; by default true. */
    start_serving?: boolean;
}

/** Options of `loop.create_datagram_endpoint()`. */
export interface DatagramOptions {
    /** Local address. */
    local_addr?: Address | null;
    /** Address of the only peer. */
    remote_addr?: Address | null;
    /** Address family. */
    family?: number;
    /** Whether several sockets can have the port. */
    reuse_port?: boolean | null;
    /** Whether datagrams can go to broadcast addresses. */
    allow_broadcast?: boolean | null;
    /** Socket to use instead of addresses. */
    sock?: socket | null;
}

/** Options of `loop.getaddrinfo()`. */
export interface ResolveOptions {
    /** Address family; by default all. */
    family?: number;
    /** Socket type; by default all. */
    type?: number;
    /** Protocol number. */
    proto?: number;
    /** Flags `AI_*`. */
    flags?: number;
}

/**
 * Runs tasks and callbacks, and waits for sockets, on Node's own loop: timers, files and servers of the program go on
 * beside it. Usually `run()` makes one; in it, `get_running_loop()` returns it. Python: `asyncio.AbstractEventLoop`.
 */
export class EventLoop implements Scope {
    /** Tasks that are not done. */
    readonly tasks = new Set<Task>();
    /** Seconds that a callback may take in debug mode before it counts as slow. Python: `loop.slow_callback_duration`. */
    slow_callback_duration = 0.1;
    readonly #watches = new Map<number, Watch>();
    #engine: Engine | null = null;
    #isClosed = false;
    #isDebug = false;
    #end: { resolve(): void; reject(error: unknown): void } | null = null;
    #hold: NodeJS.Timeout | null = null;
    #exceptionHandler: ExceptionHandler | null = null;
    #taskFactory: TaskFactory | null = null;
    #executor: Executor | null = null;
    #failures = new Map<Future, Error>();
    readonly #signals = new Map<number, Handler | number | null>();
    #calls = 0;

    /** The loop is the scope of its callbacks. */
    get loop(): this {
        return this;
    }

    /** A callback belongs to no task. */
    get task(): null {
        return null;
    }

    /** Returns the engine, which the first socket makes. Raises `NotImplementedError` where there is none. */
    engine(): Engine {
        this.#checkClosed();
        this.#engine ??= enter(undefined, () => new Engine((action, count) => enter(this, action, count)));
        return this.#engine;
    }

    #checkClosed(): void {
        if (this.#isClosed) throw new RuntimeError("Event loop is closed");
    }

    // Running and closing.

    /** Runs until `stop()`: a promise of it. Python: `loop.run_forever`. */
    run_forever(): Promise<void> {
        this.#checkClosed();
        if (this.is_running()) throw new RuntimeError("This event loop is already running");
        if (runningLoop() !== null)
            throw new RuntimeError("Cannot run the event loop while another loop is running");
        noteAct();
        // Nothing else may be there that keeps the process: in Python the loop waits for ever.
        this.#hold = setInterval(() => {}, 2 ** 30);
        return new Promise((resolve, reject) => {
            this.#end = { resolve, reject };
        });
    }

    /** Runs until the future is done: a promise of its result. Python: `loop.run_until_complete`. */
    async run_until_complete<T>(future: Awaitable<T>): Promise<T> {
        this.#checkClosed();
        const run = this.run_forever();
        const isNew = !isfuture(future);
        const watched = await enter(this, async () => {
            try {
                // Not the future itself, which an async function would await.
                return [ensure_future(future, { loop: this })];
            } catch (error) {
                this.stop();
                throw error;
            }
        }).catch(async (error) => {
            await run;
            throw error;
        });
        const [done] = watched;
        (done as Future).add_done_callback(() => this.stop());
        try {
            await run;
        } catch (error) {
            if (isNew && done.done() && !done.cancelled()) done.outcome();
            throw error;
        }
        if (!done.done()) throw new RuntimeError("Event loop stopped before Future completed.");
        return done.result();
    }

    /** Ends `run_forever()`. Python: `loop.stop`. */
    stop(): void {
        this.soon(() => this.#finish((end) => end.resolve()));
    }

    /** Ends `run_forever()` with an exception: an exit, or Ctrl-C. */
    fail(error: Error): void {
        this.#finish((end) => end.reject(error));
    }

    #finish(how: (end: { resolve(): void; reject(error: unknown): void }) => void): void {
        const end = this.#end;
        this.#end = null;
        if (this.#hold !== null) clearInterval(this.#hold);
        this.#hold = null;
        if (end !== null) how(end);
    }

    /** Whether the loop runs. Python: `loop.is_running`. */
    is_running(): boolean {
        return this.#end !== null;
    }

    /** Whether the loop was closed. Python: `loop.is_closed`. */
    is_closed(): boolean {
        return this.#isClosed;
    }

    /** Closes the loop, which must not run. Python: `loop.close`. */
    close(): void {
        if (this.is_running()) throw new RuntimeError("Cannot close a running event loop");
        if (this.#isClosed) return;
        this.#reportFailures();
        for (const signal of [...this.#signals.keys()]) this.remove_signal_handler(signal);
        this.#isClosed = true;
        this.#engine?.close();
        this.#engine = null;
        this.#watches.clear();
        this.#executor?.shutdown({ wait: false });
        this.#executor = null;
    }

    /** Does nothing: the garbage collector ends async generators. Python: `loop.shutdown_asyncgens`. */
    shutdown_asyncgens(): Coroutine<void> {
        return new Coroutine(async () => {}, "shutdown_asyncgens");
    }

    /** Ends the threads of `run_in_executor()`, and waits for them. Python: `loop.shutdown_default_executor`. */
    shutdown_default_executor(): Coroutine<void> {
        return new Coroutine(async () => {
            const executor = this.#executor;
            this.#executor = null;
            executor?.shutdown({ wait: false });
            while (this.#calls > 0) await new Promise((resolve) => setTimeout(resolve, 1));
        }, "shutdown_default_executor");
    }

    // Callbacks.

    /** Returns the seconds of the loop's clock. Python: `loop.time`. */
    time(): number {
        return performance.now() / 1000;
    }

    /** Has the loop call `callback(...args)` in its next turn. Python: `loop.call_soon`. */
    call_soon<Args extends unknown[]>(callback: Callback<Args>, ...args: Args): Handle {
        this.#checkClosed();
        checkCallback(callback, "call_soon");
        return new PlainHandle(callback as never, args, this).begin();
    }

    /** Like `call_soon()`; threads have loops of their own. Python: `loop.call_soon_threadsafe`. */
    call_soon_threadsafe<Args extends unknown[]>(callback: Callback<Args>, ...args: Args): Handle {
        this.#checkClosed();
        checkCallback(callback, "call_soon_threadsafe");
        return new PlainHandle(callback as never, args, this).begin();
    }

    /** Has the loop call `callback(...args)` after `delay` seconds. Python: `loop.call_later`. */
    call_later<Args extends unknown[]>(delay: number, callback: Callback<Args>, ...args: Args): TimerHandle {
        if (delay === null) throw new TypeError("delay must not be None");
        if (typeof delay !== "number")
            throw new TypeError(`unsupported operand type(s) for +: 'float' and '${typeName(delay)}'`);
        return this.#callAt(this.time() + delay, callback, args, "call_later");
    }

    /** Has the loop call `callback(...args)` at a moment of `time()`. Python: `loop.call_at`. */
    call_at<Args extends unknown[]>(when: number, callback: Callback<Args>, ...args: Args): TimerHandle {
        if (when === null) throw new TypeError("when cannot be None");
        return this.#callAt(when, callback, args, "call_at");
    }

    #callAt<Args extends unknown[]>(
        when: number,
        callback: Callback<Args>,
        args: Args,
        name: string,
    ): TimerHandle {
        this.#checkClosed();
        checkCallback(callback, name);
        return new TimerHandle(when, callback as never, args, this).begin();
    }

    /** Calls a function of the package in the next turn. */
    soon<Args extends unknown[]>(action: (...args: Args) => void, ...args: Args): void {
        setImmediate(action as (...args: unknown[]) => void, ...args);
    }

    // Futures, tasks, exceptions.

    /** Returns a new future of the loop. Python: `loop.create_future`. */
    create_future<T = unknown>(): Future<T> {
        return new Future<T>({ loop: this });
    }

    /** Starts a task: see `asyncio.create_task()`. Python: `loop.create_task`. */
    create_task<T>(coro: Startable<T>, options: TaskOptions = {}): Task<T> {
        this.#checkClosed();
        if (this.#taskFactory !== null) return this.#taskFactory(this, coro, options);
        return new Task<T>(coro, { ...options, loop: this });
    }

    /** Sets the function that makes tasks: `factory(loop, coro, options)`; null for the usual one. Python: `loop.set_task_factory`. */
    set_task_factory(factory: TaskFactory | null): void {
        if (factory !== null && typeof factory !== "function")
            throw new TypeError("task factory must be a callable or None");
        this.#taskFactory = factory;
    }

    /** Returns the function that makes tasks, or null. Python: `loop.get_task_factory`. */
    get_task_factory(): TaskFactory | null {
        return this.#taskFactory;
    }

    /** Returns the exception handler, or null. Python: `loop.get_exception_handler`. */
    get_exception_handler(): ExceptionHandler | null {
        return this.#exceptionHandler;
    }

    /** Sets the function that is told of exceptions that nobody catches; null for the usual one. Python: `loop.set_exception_handler`. */
    set_exception_handler(handler: ExceptionHandler | null): void {
        if (handler !== null && typeof handler !== "function")
            throw new TypeError(`A callable object or None is expected, got ${repr(handler)}`);
        this.#exceptionHandler = handler;
    }

    /** Prints what happened to standard error. Python: `loop.default_exception_handler`. */
    default_exception_handler(context: ExceptionContext): void {
        const lines = [context.message || "Unhandled exception in event loop"];
        for (const key of Object.keys(context).sort())
            if (key !== "message" && key !== "exception") lines.push(`${key}: ${String(context[key])}`);
        if (context.exception) lines.push(String(context.exception.stack ?? context.exception));
        process.stderr.write(`${lines.join("\n")}\n`);
    }

    /** Tells the exception handler what happened. Python: `loop.call_exception_handler`. */
    call_exception_handler(context: ExceptionContext): void {
        if (this.#exceptionHandler === null) {
            this.default_exception_handler(context);
            return;
        }
        try {
            this.#exceptionHandler(this, context);
        } catch (error) {
            this.default_exception_handler({
                message: "Unhandled error in exception handler",
                exception: toError(error),
                context,
            });
        }
    }

    /** Called with what a callback threw. */
    callbackFailed(error: unknown, callback: (...args: never[]) => unknown, handle: Handle | null): void {
        if (error instanceof SystemExit || error instanceof KeyboardInterrupt) {
            this.fail(error);
            return;
        }
        this.call_exception_handler({
            message: `Exception in callback ${callback.name || "function"}()`,
            exception: toError(error),
            handle,
        });
    }

    /** Notes an exception that nobody has asked for yet. */
    noteFailure(future: Future, error: Error): void {
        this.#failures.set(future, error);
    }

    /** Forgets an exception that somebody has asked for. */
    forgetFailure(future: Future): void {
        this.#failures.delete(future);
    }

    #reportFailures(): void {
        for (const [future, exception] of this.#failures) {
            const kind = future instanceof Task ? "task" : "future";
            this.call_exception_handler({
                message: `${future.constructor.name} exception was never retrieved`,
                exception,
                [kind]: future,
            });
        }
        this.#failures.clear();
    }

    /** Returns whether the loop is in debug mode. Python: `loop.get_debug`. */
    get_debug(): boolean {
        return this.#isDebug;
    }

    /** Sets debug mode, which is only noted. Python: `loop.set_debug`. */
    set_debug(enabled: boolean): void {
        this.#isDebug = enabled;
    }

    // Descriptors.

    #watch(fd: number, handle: number | null): Watch {
        const found = this.#watches.get(fd);
        if (found !== undefined && (handle === null || found.handle === handle || found.handle === null))
            return found;
        found?.drop();
        const made = new Watch(this.engine(), fd, handle);
        this.#watches.set(fd, made);
        return made;
    }

    /** Ends waits and callbacks of a descriptor, which a transport takes over. */
    dropWatch(fd: number): void {
        this.#watches.get(fd)?.drop();
        this.#watches.delete(fd);
    }

    #setCallback(fd: FileDescriptorLike, kind: "reader" | "writer", callback: (() => void) | null): boolean {
        this.#checkClosed();
        const number = toFileDescriptor(fd);
        const had = this.#watches.get(number)?.[kind] != null;
        if (callback === null && !had) return false;
        const handle = typeof fd === "object" ? handleOf(fd) : null;
        const watch = this.#watch(number, handle);
        watch[kind] = callback;
        const isIdle =
            watch.reader === null &&
            watch.writer === null &&
            watch.readWaits.size + watch.writeWaits.size === 0;
        if (isIdle) {
            this.dropWatch(number);
            return had;
        }
        try {
            watch.update();
        } catch (error) {
            this.#watches.delete(number);
            if (isWatched(error)) throw new RuntimeError(`File descriptor ${number} is used by transport`);
            throw error;
        }
        return had;
    }

    /** Has `callback(...args)` called whenever the descriptor can be read. Python: `loop.add_reader`. */
    add_reader<Args extends unknown[]>(
        fd: FileDescriptorLike,
        callback: Callback<Args>,
        ...args: Args
    ): void {
        requireCallable(callback);
        this.#setCallback(fd, "reader", () => runCallback(this, callback as never, args));
    }

    /** Ends `add_reader()`. Returns whether there was one. Python: `loop.remove_reader`. */
    remove_reader(fd: FileDescriptorLike): boolean {
        return !this.#isClosed && this.#setCallback(fd, "reader", null);
    }

    /** Has `callback(...args)` called whenever the descriptor can be written. Python: `loop.add_writer`. */
    add_writer<Args extends unknown[]>(
        fd: FileDescriptorLike,
        callback: Callback<Args>,
        ...args: Args
    ): void {
        requireCallable(callback);
        this.#setCallback(fd, "writer", () => runCallback(this, callback as never, args));
    }

    /** Ends `add_writer()`. Returns whether there was one. Python: `loop.remove_writer`. */
    remove_writer(fd: FileDescriptorLike): boolean {
        return !this.#isClosed && this.#setCallback(fd, "writer", null);
    }

    // Sockets.

    /** Returns the socket's handle. Raises `ValueError` for one that blocks. */
    #handleFor(sock: socket): number {
        const handle = handleOf(sock);
        if (handle === null) throw new TypeError(`a socket is required, not '${typeName(sock)}'`);
        if (sock.gettimeout() !== 0) throw new ValueError("the socket must be non-blocking");
        return handle;
    }

    async #ready(sock: socket, kind: "readWaits" | "writeWaits"): Promise<void> {
        const watch = this.#watch(sock.fileno(), handleOf(sock));
        const future = this.create_future<null>();
        const wake = () => future.deliver(null);
        watch[kind].add(wake);
        try {
            watch.update();
            await future;
        } finally {
            watch[kind].delete(wake);
        }
    }

    #turns = 0;

    /** Makes a call until it does not have to wait. */
    async #retry(
        sock: socket,
        kind: "readWaits" | "writeWaits",
        syscall: string,
        call: () => number,
    ): Promise<number> {
        for (;;) {
            const outcome = call();
            if (outcome === -EWOULDBLOCK) await this.#ready(sock, kind);
            else if (outcome < 0) raise(outcome, syscall);
            else {
                // A task that never has to wait gives way now and then.
                if (++this.#turns % TURN === 0) await this.#giveWay();
                return outcome;
            }
        }
    }

    async #giveWay(): Promise<void> {
        const future = this.create_future<null>();
        this.soon(() => future.deliver(null));
        await future;
    }

    /** Receives up to `n` bytes; none at the end. Raises `ValueError` for a blocking socket. Python: `loop.sock_recv`. */
    sock_recv(sock: socket, n: number): Coroutine<Buffer> {
        return new Coroutine(async () => {
            const handle = this.#handleFor(sock);
            const memory = Buffer.allocUnsafe(n);
            const length = await this.#retry(sock, "readWaits", "recv", () =>
                native.recv(handle, memory, 0, n, 0),
            );
            return length * 2 < n ? Buffer.from(memory.subarray(0, length)) : memory.subarray(0, length);
        }, "sock_recv");
    }

    /** Receives into `buf`. Returns the number of bytes. Python: `loop.sock_recv_into`. */
    sock_recv_into(sock: socket, buf: BytesLike): Coroutine<number> {
        return new Coroutine(async () => {
            const handle = this.#handleFor(sock);
            const view = toBytes(buf);
            return await this.#retry(sock, "readWaits", "recv", () =>
                native.recv(handle, view, 0, view.length, 0),
            );
        }, "sock_recv_into");
    }

    /** Receives a datagram and its sender's address. Python: `loop.sock_recvfrom`. */
    sock_recvfrom(sock: socket, bufsize: number): Coroutine<[data: Buffer, address: ReturnedAddress]> {
        return new Coroutine(async () => {
            this.#handleFor(sock);
            let found: [Buffer, ReturnedAddress] | null = null;
            await this.#retry(sock, "readWaits", "recvfrom", () =>
                outcomeOf(() => {
                    found = sock.recvfrom(bufsize);
                }),
            );
            return found as unknown as [Buffer, ReturnedAddress];
        }, "sock_recvfrom");
    }

    /** Receives a datagram into `buf`. Returns the number of bytes and the sender's address. Python: `loop.sock_recvfrom_into`. */
    sock_recvfrom_into(
        sock: socket,
        buf: BytesLike,
        nbytes = 0,
    ): Coroutine<[nbytes: number, address: ReturnedAddress]> {
        return new Coroutine(async () => {
            this.#handleFor(sock);
            let found: [number, ReturnedAddress] | null = null;
            await this.#retry(sock, "readWaits", "recvfrom", () =>
                outcomeOf(() => {
                    found = sock.recvfrom_into(buf, nbytes);
                }),
            );
            return found as unknown as [number, ReturnedAddress];
        }, "sock_recvfrom_into");
    }

    /** Sends all bytes. Python: `loop.sock_sendall`. */
    sock_sendall(sock: socket, data: BytesLike): Coroutine<null> {
        return new Coroutine(async () => {
            const handle = this.#handleFor(sock);
            const view = toBytes(data);
            for (let done = 0; done < view.length; )
                done += await this.#retry(sock, "writeWaits", "send", () =>
                    native.send(handle, view, done, view.length - done, 0),
                );
            return null;
        }, "sock_sendall");
    }

    /** Sends a datagram. Returns the number of bytes. Python: `loop.sock_sendto`. */
    sock_sendto(sock: socket, data: BytesLike, address: Address): Coroutine<number> {
        return new Coroutine(async () => {
            this.#handleFor(sock);
            return await this.#retry(sock, "writeWaits", "sendto", () =>
                outcomeOf(() => sock.sendto(data, address)),
            );
        }, "sock_sendto");
    }

    /** Connects. Resolves a host name first. Python: `loop.sock_connect`. */
    sock_connect(sock: socket, address: Address): Coroutine<null> {
        return new Coroutine(async () => {
            this.#handleFor(sock);
            const isInet = sock.family === AF_INET || sock.family === AF_INET6;
            const target = isInet && Array.isArray(address) ? await this.#resolveOne(sock, address) : address;
            const errno = sock.connect_ex(target);
            if (errno !== EINPROGRESS && errno !== 0) throw errorFor(errno);
            if (errno === 0) return null;
            await this.#ready(sock, "writeWaits");
            const failed = sock.getsockopt(SOL_SOCKET, SO_ERROR);
            if (failed !== 0) throw connectError(failed, target);
            return null;
        }, "sock_connect");
    }

    async #resolveOne(sock: socket, address: readonly unknown[]): Promise<Address> {
        const [host, port] = address as [string, number];
        if (typeof host !== "string" || isIP(host) !== 0) return address as unknown as Address;
        const found = await this.#resolve(host, port, {
            family: sock.family,
            type: sock.type,
            proto: sock.proto,
        });
        return found[0][4];
    }

    /** Accepts a connection. Returns its socket, which is non-blocking, and the peer's address. Python: `loop.sock_accept`. */
    sock_accept(sock: socket): Coroutine<[conn: socket, address: ReturnedAddress]> {
        return new Coroutine(async () => {
            this.#handleFor(sock);
            let found: [socket, ReturnedAddress] | null = null;
            await this.#retry(sock, "readWaits", "accept", () =>
                outcomeOf(() => {
                    found = sock.accept();
                }),
            );
            const [conn, address] = found as unknown as [socket, ReturnedAddress];
            conn.setblocking(false);
            return [conn, address];
        }, "sock_accept");
    }

    /**
     * Sends a file, which has a descriptor: a number, or an object with `fileno()` or `fd`. Returns the number of
     * bytes. Python: `loop.sock_sendfile`.
     */
    sock_sendfile(sock: socket, file: unknown, offset = 0, count: number | null = null): Coroutine<number> {
        return new Coroutine(async () => {
            const handle = this.#handleFor(sock);
            if (sock.type !== SOCK_STREAM)
                throw new ValueError("only SOCK_STREAM type sockets are supported");
            if (count !== null && count <= 0)
                throw new ValueError(`count must be a positive integer (got ${repr(count)})`);
            if (offset < 0)
                throw new ValueError(`offset must be a non-negative integer (got ${repr(offset)})`);
            const fd = descriptorOfFile(file);
            let sent = 0;
            while (count === null || sent < count) {
                const block = Math.min(SEND_BLOCK, (count ?? Infinity) - sent);
                const part = await this.#retry(sock, "writeWaits", "sendfile", () =>
                    native.sendfile(handle, fd, offset + sent, block),
                );
                if (part === 0) break;
                sent += part;
            }
            return sent;
        }, "sock_sendfile");
    }

    /** Sends a file over a transport, which must not have a backlog of its own afterwards. Python: `loop.sendfile`. */
    sendfile(
        transport: SocketTransport,
        file: unknown,
        offset = 0,
        count: number | null = null,
    ): Coroutine<number> {
        return new Coroutine(async () => {
            if (transport.is_closing()) throw new RuntimeError("Transport is closing");
            if (!(transport instanceof SocketTransport))
                throw new RuntimeError(`sendfile is not supported for transport ${repr(transport)}`);
            const fd = descriptorOfFile(file);
            const { readSync } = process.getBuiltinModule?.("node:fs") ?? require("node:fs");
            let sent = 0;
            while (count === null || sent < count) {
                const block = Buffer.allocUnsafe(Math.min(SEND_BLOCK, (count ?? Infinity) - sent));
                const length: number = readSync(fd, block, 0, block.length, offset + sent);
                if (length === 0) break;
                transport.write(block.subarray(0, length));
                sent += length;
                while (transport.get_write_buffer_size() > 0 && !transport.is_closing())
                    await this.#giveWay();
            }
            return sent;
        }, "sendfile");
    }

    // Names.

    /** `socket.getaddrinfo()` without blocking the loop. Python: `loop.getaddrinfo`. */
    getaddrinfo(host: Host, port: Port, options: ResolveOptions = {}): Coroutine<ResolvedAddress[]> {
        return new Coroutine(() => this.#resolve(host, port, options), "getaddrinfo");
    }

    async #resolve(host: Host, port: Port, options: ResolveOptions): Promise<ResolvedAddress[]> {
        const named: ResolveOptions = { family: 0, type: 0, proto: 0, flags: 0, ...options };
        if (host === null || host === "" || isIP(host.split("%")[0]) !== 0)
            return getaddrinfo(host || null, port, named);
        const family = named.family === AF_INET ? 4 : named.family === AF_INET6 ? 6 : 0;
        const future = this.create_future<{ address: string }[]>();
        // libuv asks in a thread of its own.
        lookup(host, { all: true, family, verbatim: true }).then(
            (found) => future.deliver(found),
            (error) => {
                if (!future.done()) future.set_exception(resolveError(error));
            },
        );
        const found = await future;
        return found.flatMap(({ address }) => getaddrinfo(address, port, named));
    }

    /** `socket.getnameinfo()`. Python: `loop.getnameinfo`. */
    getnameinfo(
        sockaddr: readonly [host: string, port: number],
        flags = 0,
    ): Coroutine<[host: string, service: string]> {
        return new Coroutine(async () => getnameinfo(sockaddr, flags), "getnameinfo");
    }

    // Connections and servers.

    /**
     * Connects to a host, and has a protocol of `protocol_factory()` told of it. Returns the transport and the protocol.
     * Raises `OSError` if no address can be reached. Python: `loop.create_connection`.
     */
    create_connection<P extends ReturnType<StreamProtocolFactory>>(
        protocol_factory: () => P,
        host: Host = null,
        port: Port = null,
        options: ConnectionOptions = {},
    ): Coroutine<[transport: SocketTransport, protocol: P]> {
        return new Coroutine(async () => {
            let sock = options.sock ?? null;
            if (host !== null || port !== null) {
                if (sock !== null)
                    throw new ValueError("host/port and sock can not be specified at the same time");
                const addresses = await this.#resolve(host, port, {
                    family: options.family ?? AF_UNSPEC,
                    type: SOCK_STREAM,
                    proto: options.proto ?? 0,
                    flags: options.flags ?? 0,
                });
                if (addresses.length === 0) throw new OSError("getaddrinfo() returned empty list");
                sock = await this.#connectFirst(addresses, options.local_addr ?? null);
            } else if (sock === null) {
                throw new ValueError("host and port was not specified and no sock specified");
            } else if (sock.type !== SOCK_STREAM) {
                throw new ValueError(`A Stream Socket was expected, got ${sock}`);
            }
            return await this.#attach(sock, protocol_factory);
        }, "create_connection");
    }

    async #connectFirst(
        addresses: ResolvedAddress[],
        local: readonly [string, number] | null,
    ): Promise<socket> {
        const errors: Error[] = [];
        for (const [family, type, proto, , address] of addresses) {
            const sock = new socket(family, type, proto);
            try {
                sock.setblocking(false);
                if (local !== null) sock.bind(local as Address);
                await this.sock_connect(sock, address);
                return sock;
            } catch (error) {
                this.dropWatch(sock.fileno());
                sock.close();
                if (!(error instanceof OSError)) throw error;
                errors.push(error);
            }
        }
        const [first] = errors;
        if (errors.every((each) => each.message === first.message)) throw first;
        throw new OSError(`Multiple exceptions: ${errors.map((each) => each.message).join(", ")}`);
    }

    async #attach<P extends ReturnType<StreamProtocolFactory>>(
        sock: socket,
        factory: () => P,
    ): Promise<[SocketTransport, P]> {
        sock.setblocking(false);
        const protocol = factory();
        const waiter = this.create_future<null>();
        const transport = new SocketTransport(this, sock, protocol, null, () => {
            if (!waiter.done()) waiter.set_result(null);
        });
        try {
            await waiter;
        } catch (error) {
            transport.close();
            throw error;
        }
        return [transport, protocol];
    }

    /** Uses a socket that was accepted elsewhere. Python: `loop.connect_accepted_socket`. */
    connect_accepted_socket<P extends ReturnType<StreamProtocolFactory>>(
        protocol_factory: () => P,
        sock: socket,
    ): Coroutine<[transport: SocketTransport, protocol: P]> {
        return new Coroutine(async () => {
            if (sock.type !== SOCK_STREAM) throw new ValueError(`A Stream Socket was expected, got ${sock}`);
            return await this.#attach(sock, protocol_factory);
        }, "connect_accepted_socket");
    }

    /** Connects to a UNIX socket. Python: `loop.create_unix_connection`. */
    create_unix_connection<P extends ReturnType<StreamProtocolFactory>>(
        protocol_factory: () => P,
        path: string | null = null,
        options: { sock?: socket | null } = {},
    ): Coroutine<[transport: SocketTransport, protocol: P]> {
        return new Coroutine(async () => {
            let sock = options.sock ?? null;
            if (path !== null) {
                if (sock !== null)
                    throw new ValueError("path and sock can not be specified at the same time");
                sock = new socket(AF_UNIX as number, SOCK_STREAM);
                try {
                    sock.setblocking(false);
                    await this.sock_connect(sock, path);
                } catch (error) {
                    sock.close();
                    throw error;
                }
            }
            if (sock === null) throw new ValueError("no path and sock were specified");
            return await this.#attach(sock, protocol_factory);
        }, "create_unix_connection");
    }

    /**
     * Listens on a host (null: on all addresses) and port (0: any free one), and has a protocol of `protocol_factory()`
     * told of each connection. Raises `OSError`. Python: `loop.create_server`.
     */
    create_server(
        protocol_factory: StreamProtocolFactory,
        host: string | readonly string[] | null = null,
        port: Port = null,
        options: ServerOptions = {},
    ): Coroutine<Server> {
        return new Coroutine(async () => {
            const { sock = null, backlog = 100, start_serving = true } = options;
            let sockets: socket[];
            if (host !== null || port !== null) {
                if (sock !== null)
                    throw new ValueError("host/port and sock can not be specified at the same time");
                sockets = await this.#bindAll(host, port, options);
            } else if (sock === null) {
                throw new ValueError("Neither host/port nor sock were specified");
            } else {
                if (sock.type !== SOCK_STREAM)
                    throw new ValueError(`A Stream Socket was expected, got ${sock}`);
                sockets = [sock];
            }
            for (const each of sockets) each.setblocking(false);
            const server = new Server(this, sockets, protocol_factory, backlog);
            if (start_serving) server.begin();
            return server;
        }, "create_server");
    }

    async #bindAll(
        host: string | readonly string[] | null,
        port: Port,
        options: ServerOptions,
    ): Promise<socket[]> {
        const hosts: (string | null)[] =
            host === null || host === "" ? [null] : typeof host === "string" ? [host] : [...host];
        const lists = [];
        for (const each of hosts)
            lists.push(
                await this.#resolve(each, port, {
                    family: options.family ?? AF_UNSPEC,
                    type: SOCK_STREAM,
                    flags: options.flags ?? AI_PASSIVE,
                }),
            );
        const addresses = new Map(lists.flat().map((each) => [JSON.stringify([each[0], each[4]]), each]));
        const sockets: socket[] = [];
        try {
            for (const [family, type, proto, , address] of addresses.values()) {
                const sock = new socket(family, type, proto);
                sockets.push(sock);
                if (options.reuse_address ?? true) sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
                if (options.reuse_port) sock.setsockopt(SOL_SOCKET, SO_REUSEPORT as number, 1);
                if (family === AF_INET6) sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
                bindFor(sock, address);
            }
        } catch (error) {
            for (const sock of sockets) sock.close();
            throw error;
        }
        return sockets;
    }

    /** Listens on a UNIX socket. Python: `loop.create_unix_server`. */
    create_unix_server(
        protocol_factory: StreamProtocolFactory,
        path: string | null = null,
        options: { sock?: socket | null; backlog?: number; start_serving?: boolean } = {},
    ): Coroutine<Server> {
        return new Coroutine(async () => {
            let sock = options.sock ?? null;
            if (path !== null) {
                if (sock !== null)
                    throw new ValueError("path and sock can not be specified at the same time");
                sock = new socket(AF_UNIX as number, SOCK_STREAM);
                try {
                    sock.bind(path);
                } catch (error) {
                    sock.close();
                    throw error;
                }
            }
            if (sock === null) throw new ValueError("path was not specified, and no sock specified");
            sock.setblocking(false);
            const server = new Server(this, [sock], protocol_factory, options.backlog ?? 100);
            if (options.start_serving ?? true) server.begin();
            return server;
        }, "create_unix_server");
    }

    /** Opens a datagram socket. Returns the transport and the protocol. Python: `loop.create_datagram_endpoint`. */
    create_datagram_endpoint<P extends DatagramProtocol>(
        protocol_factory: () => P,
        options: DatagramOptions = {},
    ): Coroutine<[transport: SocketDatagramTransport, protocol: P]> {
        return new Coroutine(async () => {
            const remote = options.remote_addr ?? null;
            const sock = options.sock ?? (await this.#openDatagram(options));
            if (sock.type !== SOCK_DGRAM) throw new ValueError(`A datagram socket was expected, got ${sock}`);
            sock.setblocking(false);
            const protocol = protocol_factory();
            const waiter = this.create_future<null>();
            const transport = new SocketDatagramTransport(this, sock, protocol, remote, () => {
                if (!waiter.done()) waiter.set_result(null);
            });
            await waiter;
            return [transport, protocol];
        }, "create_datagram_endpoint");
    }

    async #openDatagram({
        local_addr,
        remote_addr,
        family = 0,
        ...options
    }: DatagramOptions): Promise<socket> {
        const given = local_addr ?? remote_addr ?? null;
        if (given === null && family === 0) throw new ValueError("unexpected address family");
        const resolve = async (address: Address | null | undefined): Promise<[number, Address] | null> => {
            if (address == null) return null;
            if (typeof address === "string" || asBytes(address) !== null) return [AF_UNIX as number, address];
            const [host, port] = address as unknown as [string, number];
            const [found] = await this.#resolve(host, port, { family, type: SOCK_DGRAM });
            return [found[0], found[4]];
        };
        const [local, remote] = [await resolve(local_addr), await resolve(remote_addr)];
        const sock = new socket(local?.[0] ?? remote?.[0] ?? family, SOCK_DGRAM);
        try {
            if (options.reuse_port) sock.setsockopt(SOL_SOCKET, SO_REUSEPORT as number, 1);
            if (options.allow_broadcast) sock.setsockopt(SOL_SOCKET, 6, 1);
            sock.setblocking(false);
            if (local !== null) sock.bind(local[1]);
            if (remote !== null) sock.connect(remote[1]);
        } catch (error) {
            sock.close();
            throw error;
        }
        return sock;
    }

    // Threads and signals.

    /**
     * Has `func(...args)` called in another thread of the executor; null for the loop's own. Returns a future of its
     * result. Python: `loop.run_in_executor`.
     */
    run_in_executor<Args extends unknown[], T>(
        executor: Executor | null,
        func: (...args: Args) => T,
        ...args: Args
    ): Future<Awaited<T>> {
        this.#checkClosed();
        requireCallable(func);
        if (executor === null) this.#executor ??= new ThreadPoolExecutor({ thread_name_prefix: "asyncio" });
        const call = (executor ?? (this.#executor as Executor)).submit(func, ...args) as ConcurrentFuture;
        const future = this.create_future<Awaited<T>>();
        this.#calls++;
        const look = (wait: number): void => {
            if (future.cancelled()) call.cancel();
            if (!call.done()) {
                setTimeout(look, wait, Math.min(LOOK, wait * 2));
                return;
            }
            this.#calls--;
            if (future.done()) return;
            if (call.cancelled()) future.cancel();
            else settleFrom(call, future as Future);
        };
        setTimeout(look, 1, 1);
        return future;
    }

    /** Sets the executor that `run_in_executor(null, …)` uses. Python: `loop.set_default_executor`. */
    set_default_executor(executor: Executor): void {
        if (!(executor instanceof ThreadPoolExecutor))
            throw new TypeError("executor must be ThreadPoolExecutor instance");
        this.#executor = executor;
    }

    /**
     * Has `callback(...args)` called in the loop when a signal comes. Main thread only. Raises `ValueError` for an
     * invalid signal, `RuntimeError` for one that cannot be caught. Python: `loop.add_signal_handler`.
     */
    add_signal_handler<Args extends unknown[]>(sig: number, callback: Callback<Args>, ...args: Args): void {
        this.#checkClosed();
        requireCallable(callback);
        checkSignal(sig);
        if (!isMainThread)
            throw new ValueError("set_wakeup_fd only works in main thread of the main interpreter");
        const before = this.#signals.has(sig) ? (this.#signals.get(sig) ?? null) : handlerOf(sig);
        const outcome = setHandler(sig, () => {
            this.call_soon(callback, ...args);
        });
        if (outcome < 0) throw new RuntimeError(`sig ${sig} cannot be caught`);
        this.#signals.set(sig, before);
    }

    /** Ends `add_signal_handler()`. Returns whether there was one. Python: `loop.remove_signal_handler`. */
    remove_signal_handler(sig: number): boolean {
        checkSignal(sig);
        if (!this.#signals.delete(sig)) return false;
        setHandler(sig, sig === INTERRUPT ? default_int_handler : DEFAULT);
        return true;
    }

    /** Returns the object as Python shows it. */
    toString(): string {
        const state = `running=${this.is_running() ? "True" : "False"} closed=${this.#isClosed ? "True" : "False"}`;
        return `<EventLoop ${state} debug=${this.#isDebug ? "True" : "False"}>`;
    }
}

const INTERRUPT = 2;

function checkCallback(callback: unknown, method: string): void {
    if (callback instanceof Coroutine) throw new TypeError(`coroutines cannot be used with ${method}()`);
    if (typeof callback !== "function")
        throw new TypeError(`a callable object was expected by ${method}(), got ${repr(callback)}`);
}

function checkSignal(sig: unknown): void {
    if (typeof sig !== "number" || !Number.isInteger(sig))
        throw new TypeError(`sig must be an int, not ${repr(sig)}`);
    if (native.signal_valid(sig) !== 1) throw new ValueError(`invalid signal number ${sig}`);
}

/** Returns what a call returns, or the negative errno of an error that says to wait. */
function outcomeOf(call: () => unknown): number {
    try {
        const value = call();
        return typeof value === "number" ? value : 0;
    } catch (error) {
        if ((error as { errno?: unknown }).errno === EWOULDBLOCK) return -EWOULDBLOCK;
        throw error;
    }
}

function connectError(errno: number, address: Address): Error {
    const { constructor } = errorFor(errno);
    return new (constructor as new (...args: unknown[]) => Error)(
        errno,
        `Connect call failed ${repr(address)}`,
    );
}

function bindFor(sock: socket, address: Address): void {
    try {
        sock.bind(address);
    } catch (error) {
        const { errno, strerror } = error as OSError;
        if (errno == null) throw error;
        const text = `error while attempting to bind on address ${repr(address)}: ${String(strerror).toLowerCase()}`;
        const { constructor } = errorFor(errno);
        throw new (constructor as new (...args: unknown[]) => Error)(errno, text);
    }
}

const RESOLVE_ERRORS: Record<string, [number, string]> = {
    ENOTFOUND: [-2, "Name or service not known"],
    EAI_AGAIN: [-3, "Temporary failure in name resolution"],
};

function resolveError(error: unknown): Error {
    const known = RESOLVE_ERRORS[(error as NodeJS.ErrnoException).code ?? ""];
    return known === undefined ? toError(error) : new gaierror(...known);
}

function descriptorOfFile(file: unknown): number {
    if (typeof file === "number") return file;
    const { fd, fileno } = file as { fd?: unknown; fileno?: () => number };
    if (typeof fd === "number") return fd;
    if (typeof fileno === "function") return fileno.call(file);
    throw new SendfileNotAvailableError("not a regular file");
}

function settleFrom(call: ConcurrentFuture, future: Future): void {
    const error = call.exception() as Error | null;
    if (error === null) future.deliver(call.result());
    else future.set_exception(error);
}
