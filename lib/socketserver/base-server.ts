import { inspect } from "node:util";
import { take, takeNone } from "../python/arguments";
import { BaseException, Exception, OSError, TypeError } from "../python/exceptions";
import { ThreadEnded } from "../python/raise";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { whileHandling } from "../runtime/uncaught";
import { EVENT_READ, PollSelector, SelectSelector } from "../selectors/selectors";
import type { Address, ReturnedAddress } from "../socket/addresses/address";
import { socketpair } from "../socket/socket";
import type { socket } from "../socket/socket-class";
import { Event } from "../threading/event";
import { type Described, type Description, describe } from "../transfer/structured";
import { classAttribute, setAttribute } from "./class-attributes";
import { BaseRequestHandler } from "./request-handlers";
import { type ServerState, setHandler, setState, stateKey } from "./state";
import { describeServer } from "./transfer";

/** A connection; for UDP a datagram and the socket to reply on. */
// biome-ignore lint/suspicious/noExplicitAny: a server of the program's own may have requests of any kind
export type Request = any;

/** A handler class, or a function that handles a request. */
export type RequestHandlerClass =
    | (new (
          request: Request,
          client_address: ReturnedAddress,
          server: never,
      ) => unknown)
    | ((request: Request, client_address: ReturnedAddress, server: never) => unknown);

type Selector = InstanceType<typeof SelectSelector>;
const ServerSelector = (PollSelector ?? SelectSelector) as unknown as new () => Selector;

const signature = {
    name: "BaseServer.__init__",
    parameters: ["server_address", "RequestHandlerClass"],
    required: 2,
    method: true,
};

/**
 * Base of all servers. `serve_forever()` handles one request after another. Subclasses override `fileno()`,
 * `get_request()` and whatever else should differ.
 *
 * A server that is passed to another thread becomes an object of the same class with copies of its fields.
 * Its sockets and its state are shared, so `shutdown()` works in any thread.
 * Python: `socketserver.BaseServer`.
 */
export class BaseServer implements Described {
    /**
     * Seconds that `handle_request()` waits; null waits forever. Python: `socketserver.BaseServer.timeout`.
     */
    static timeout: number | null = null;

    /** Address of the server. Python: `socketserver.BaseServer.server_address`. */
    // biome-ignore lint/suspicious/noExplicitAny: it depends on the family
    server_address: any;
    /** Class that is instantiated for each request. Python: `socketserver.BaseServer.RequestHandlerClass`. */
    declare RequestHandlerClass: RequestHandlerClass;
    declare readonly [stateKey]: ServerState;

    constructor(server_address: Address, RequestHandlerClass: RequestHandlerClass);
    constructor(...args: unknown[]) {
        const [address, handler] = take(signature, args);
        this.server_address = address;
        setHandler(this, handler as RequestHandlerClass);
        const [isShutDown, shutdownRequest] = [new Event(), new Event()];
        setState(this, { isShutDown, shutdownRequest, waking: null, threads: null });
    }

    /**
     * Seconds that `handle_request()` waits; null waits forever. It can be set for the class (as a static
     * member) or for one object. Python: `socketserver.BaseServer.timeout`.
     */
    get timeout(): number | null {
        return classAttribute(this, "timeout");
    }

    set timeout(timeout: number | null) {
        setAttribute(this, "timeout", timeout);
    }

    /**
     * Returns the descriptor to wait on. Subclasses must override this.
     * Python: `socketserver.BaseServer.fileno`.
     */
    fileno(): number;
    fileno(): number {
        throw new OSError("a server needs a method fileno()");
    }

    /**
     * Returns the next request and its address. Subclasses must override this.
     * Python: `socketserver.BaseServer.get_request`.
     */
    get_request(): [request: Request, client_address: ReturnedAddress];
    get_request(): [request: Request, client_address: ReturnedAddress] {
        throw new OSError("a server needs a method get_request()");
    }

    /**
     * Called by the constructor to activate the server. May be overridden.
     * Python: `socketserver.BaseServer.server_activate`.
     */
    server_activate(): void {}

    /**
     * Handles requests until `shutdown()`. Calls `service_actions()` after each request, and after
     * `poll_interval` seconds without one. Python: `socketserver.BaseServer.serve_forever`.
     */
    serve_forever(poll_interval?: number | null): void;
    serve_forever(options: { poll_interval?: number | null }): void;
    serve_forever(...args: unknown[]): void {
        const [interval = 0.5] = take(methodSignature("serve_forever", "poll_interval"), args);
        const { isShutDown, shutdownRequest } = this[stateKey];
        isShutDown.clear();
        try {
            using selector = new ServerSelector();
            selector.register(this, EVENT_READ);
            selector.register(waking(this)[1], EVENT_READ);
            while (!shutdownRequest.is_set()) {
                const ready = selector.select(interval as number | null);
                if (shutdownRequest.is_set()) break;
                if (ready.some(([key]) => key.fileobj === this)) this._handle_request_noblock();
                this.service_actions();
            }
        } finally {
            shutdownRequest.clear();
            quietly(() => this[stateKey].waking?.[1].recv(64));
            isShutDown.set();
        }
    }

    /**
     * Ends `serve_forever()`, which must run in another thread, and waits until it has returned.
     * Python: `socketserver.BaseServer.shutdown`.
     */
    shutdown(): void;
    shutdown(...args: unknown[]): void {
        takeNone("BaseServer.shutdown", args);
        const { isShutDown, shutdownRequest, waking } = this[stateKey];
        shutdownRequest.set();
        quietly(() => waking?.[0].send(Buffer.of(0)));
        isShutDown.wait();
    }

    /**
     * Called by `serve_forever()` in each round of its loop. May be overridden.
     * Python: `socketserver.BaseServer.service_actions`.
     */
    service_actions(): void {}

    /**
     * Waits for one request and handles it. Waits at most `timeout` seconds, or the timeout of the socket if
     * that is less, and then calls `handle_timeout()`. Python: `socketserver.BaseServer.handle_request`.
     */
    handle_request(): void;
    handle_request(...args: unknown[]): void {
        takeNone("BaseServer.handle_request", args);
        const own = (this as { socket?: socket }).socket?.gettimeout() ?? null;
        const timeout = own === null ? this.timeout : Math.min(own, this.timeout ?? own);
        const deadline = timeout === null ? null : performance.now() / 1000 + timeout;
        using selector = new ServerSelector();
        selector.register(this, EVENT_READ);
        let left = timeout;
        while (selector.select(left).length === 0) {
            if (deadline === null) continue;
            left = deadline - performance.now() / 1000;
            if (left < 0) {
                this.handle_timeout();
                return;
            }
        }
        this._handle_request_noblock();
    }

    /** Handles the request that is ready. Python: `_handle_request_noblock`. */
    _handle_request_noblock(): void {
        let request: Request;
        let client_address: ReturnedAddress;
        try {
            [request, client_address] = this.get_request();
        } catch (error) {
            if (error instanceof OSError) return;
            throw error;
        }
        if (!this.verify_request(request, client_address)) {
            this.shutdown_request(request);
            return;
        }
        try {
            this.process_request(request, client_address);
        } catch (error) {
            if (isForServer(error))
                whileHandling(error, () => this.handle_error(request, client_address, error));
            this.shutdown_request(request);
            if (!isForServer(error)) throw error;
        }
    }

    /**
     * Called by `handle_request()` after its timeout. May be overridden.
     * Python: `socketserver.BaseServer.handle_timeout`.
     */
    handle_timeout(): void {}

    /**
     * Whether the request should be handled. May be overridden.
     * Python: `socketserver.BaseServer.verify_request`.
     */
    verify_request(request: Request, client_address: ReturnedAddress): boolean;
    verify_request(): boolean {
        return true;
    }

    /**
     * Calls `finish_request()`, then `shutdown_request()`. May be overridden: see `ThreadingMixIn`.
     * Python: `socketserver.BaseServer.process_request`.
     */
    process_request(request: Request, client_address: ReturnedAddress): void {
        this.finish_request(request, client_address);
        this.shutdown_request(request);
    }

    /** Closes the server. Overriding methods must call it. Python: `socketserver.BaseServer.server_close`. */
    server_close(): void {
        for (const each of this[stateKey].waking ?? []) each.close();
    }

    /**
     * Handles a request with a new instance of `RequestHandlerClass`. May be overridden.
     * Python: `socketserver.BaseServer.finish_request`.
     */
    finish_request(request: Request, client_address: ReturnedAddress): void {
        const handler = callHandler(this.RequestHandlerClass, [request, client_address, this]);
        if (handler instanceof BaseRequestHandler) handler.process();
    }

    /**
     * Shuts down a request, then closes it. May be overridden.
     * Python: `socketserver.BaseServer.shutdown_request`.
     */
    shutdown_request(request: Request): void {
        this.close_request(request);
    }

    /** Closes a request. May be overridden. Python: `socketserver.BaseServer.close_request`. */
    close_request(request: Request): void;
    close_request(): void {}

    /**
     * Prints the exception of a handler with its traceback to stderr; the server continues. May be
     * overridden. `error` is that of `sys.exc_info()`. Python: `socketserver.BaseServer.handle_error`.
     */
    handle_error(request: Request, client_address: ReturnedAddress, error?: unknown): void;
    handle_error(_request: Request, client_address: ReturnedAddress, error?: unknown): void {
        const line = "-".repeat(40);
        const traceback = error instanceof Error ? error.stack : inspect(error);
        const from = typeof client_address === "string" ? client_address : repr(client_address);
        const what = `Exception occurred during processing of request from ${from}`;
        process.stderr.write(`${line}\n${what}\n${traceback}\n${line}\n`);
    }

    /** Closes the server at the end of the block of `using server = ...`. */
    [Symbol.dispose](): void {
        this.server_close();
    }

    /** Returns a description from which another thread recreates the server: see transfer.ts. */
    [describe](): Description {
        // A thread that gets the server may be asked to shut it down.
        waking(this);
        return describeServer(this);
    }
}

function methodSignature(name: string, parameter: string) {
    return { name: `BaseServer.${name}`, parameters: [parameter], required: 0, method: true };
}

function waking(server: BaseServer): [waker: socket, wakened: socket] {
    const state = server[stateKey];
    if (state.waking === null || state.waking[0].fileno() < 0) {
        state.waking = socketpair();
        for (const each of state.waking) each.setblocking(false);
    }
    return state.waking;
}

/** Runs `act` and ignores an `OSError`: a socket may be closed, full or empty. */
function quietly(act: () => void): void {
    try {
        act();
    } catch (error) {
        if (!(error instanceof OSError)) throw error;
    }
}

/** Whether the server survives the error, which is not a request to end the program or the thread. */
export function isForServer(error: unknown): boolean {
    if (error instanceof ThreadEnded) return false;
    return !(error instanceof BaseException) || error instanceof Exception;
}

function callHandler(handler: RequestHandlerClass, args: unknown[]): unknown {
    if (typeof handler !== "function") throw new TypeError(`'${typeName(handler)}' object is not callable`);
    const called = handler as (...args: unknown[]) => unknown;
    return called.prototype === undefined
        ? Reflect.apply(called, undefined, args)
        : Reflect.construct(called, args);
}
