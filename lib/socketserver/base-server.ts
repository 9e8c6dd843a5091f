import { inspect } from "node:util";
import { callingModule } from "../capture/call-site";
import { take, takeNone } from "../python/arguments";
import { BaseException, Exception, OSError } from "../python/exceptions";
import { ThreadEnded } from "../python/raise";
import { repr } from "../python/repr";
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

/** A connection, or for UDP a datagram and the socket to answer on. */
// biome-ignore lint/suspicious/noExplicitAny: a server of the program's own may have requests of any kind
export type Request = any;

/** A class of handlers, or a function that handles a request. */
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
 * What all servers are: `serve_forever()` handles one request after another. A subclass overrides what is to be
 * otherwise, and has `fileno()` and `get_request()`.
 *
 * A server that is passed to another thread is there an object of the same class with copies of its fields;
 * its sockets, and what else belongs to all threads, are the same. So `shutdown()` works in any of them.
 * Python: `socketserver.BaseServer`.
 */
export class BaseServer implements Described {
    /** Seconds that `handle_request()` waits; null for ever. */
    static timeout: number | null = null;

    /** The address that the server has, or is to have. */
    // biome-ignore lint/suspicious/noExplicitAny: it depends on the family
    server_address: any;
    /** What is made for each request. */
    declare RequestHandlerClass: RequestHandlerClass;
    declare readonly [stateKey]: ServerState;

    constructor(server_address: Address, RequestHandlerClass: RequestHandlerClass);
    constructor(...args: unknown[]) {
        const [address, handler] = take(signature, args);
        this.server_address = address;
        setHandler(this, handler as RequestHandlerClass);
        const [isShutDown, shutdownRequest] = [new Event(), new Event()];
        setState(this, { module: callingModule(), isShutDown, shutdownRequest, waking: null, threads: null });
    }

    /** Seconds that `handle_request()` waits; null for ever. A static member, or one of the object's own. */
    get timeout(): number | null {
        return classAttribute(this, "timeout");
    }

    set timeout(timeout: number | null) {
        setAttribute(this, "timeout", timeout);
    }

    /** The descriptor to wait for. A subclass has it. */
    fileno(): number;
    fileno(): number {
        throw new OSError("a server needs a method fileno()");
    }

    /** The next request, and where it is from. A subclass has it. */
    get_request(): [request: Request, client_address: ReturnedAddress];
    get_request(): [request: Request, client_address: ReturnedAddress] {
        throw new OSError("a server needs a method get_request()");
    }

    /** Called by the constructor. May be overridden. Python: `socketserver.BaseServer.server_activate`. */
    server_activate(): void {}

    /**
     * Handles requests until `shutdown()`, and calls `service_actions()` after each, or after `poll_interval`
     * seconds without one. Python: `socketserver.BaseServer.serve_forever`.
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
     * Ends `serve_forever()`, which runs in another thread, at once, and waits until it has ended.
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

    /** Called by `serve_forever()` again and again. May be overridden. */
    service_actions(): void {}

    /**
     * Handles one request, for which it waits `timeout` seconds, or as long as the socket would, if that is
     * less; after that it calls `handle_timeout()`. Python: `socketserver.BaseServer.handle_request`.
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

    /** Takes the request that is there, and handles it. Python: `_handle_request_noblock`. */
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
            if (isForServer(error)) this.handle_error(request, client_address, error);
            this.shutdown_request(request);
            if (!isForServer(error)) throw error;
        }
    }

    /** Called by `handle_request()` when no request has come in time. May be overridden. */
    handle_timeout(): void {}

    /** Whether to handle the request. May be overridden. Python: `socketserver.BaseServer.verify_request`. */
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

    /** Closes the server. A subclass that overrides it calls it as well. */
    server_close(): void {
        for (const each of this[stateKey].waking ?? []) each.close();
    }

    /**
     * Makes a `RequestHandlerClass` for the request, and has it do its work. May be overridden.
     * Python: `socketserver.BaseServer.finish_request`.
     */
    finish_request(request: Request, client_address: ReturnedAddress): void {
        const handler = callHandler(this.RequestHandlerClass, [request, client_address, this]);
        if (handler instanceof BaseRequestHandler) handler.process();
    }

    /** Ends a request for the client's side. May be overridden. */
    shutdown_request(request: Request): void {
        this.close_request(request);
    }

    /** Ends a request for this side. May be overridden. */
    close_request(request: Request): void;
    close_request(): void {}

    /**
     * Prints what a handler threw, with its traceback, to stderr; the server goes on. May be overridden.
     * `error` is what `sys.exception()` is in Python. Python: `socketserver.BaseServer.handle_error`.
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

    /** Hands the server to another thread: see crossing.ts. */
    [describe](): Description {
        // What comes to have it in another thread may be asked to shut it down.
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

/** For what may have been closed, or be full, or empty. */
function quietly(act: () => void): void {
    try {
        act();
    } catch (error) {
        if (!(error instanceof OSError)) throw error;
    }
}

/** Whether it is an error that a server outlives, and no request to end the program or the thread. */
export function isForServer(error: unknown): boolean {
    if (error instanceof ThreadEnded) return false;
    return !(error instanceof BaseException) || error instanceof Exception;
}

function callHandler(handler: RequestHandlerClass, args: unknown[]): unknown {
    const called = handler as (...args: unknown[]) => unknown;
    return called.prototype === undefined
        ? Reflect.apply(called, undefined, args)
        : Reflect.construct(called, args);
}
