import { type Callable, callable } from "../python/callable";
import { AF_UNIX } from "../socket/constants";
import { BaseServer as BaseServerClass } from "./base-server";
import * as handlers from "./request-handlers";
import { TCPServer as TCPServerClass } from "./tcp-server";
import { type Threading, ThreadingMixIn } from "./threading-mix-in";
import { UDPServer as UDPServerClass } from "./udp-server";

/**
 * Python's `socketserver`: servers that call a handler for each request, one after another or each in its own
 * thread.
 *
 * @module
 */

export type { Request, RequestHandlerClass } from "./base-server";
export {
    type Threading,
    type ThreadingClass,
    type ThreadingMethods,
    ThreadingMixIn,
} from "./threading-mix-in";

/** Base of all servers. Python: `socketserver.BaseServer`. */
export const BaseServer = callable(BaseServerClass);
export type BaseServer = BaseServerClass;

/**
 * TCP server: `TCPServer([host, port], Handler)`. Python: `socketserver.TCPServer`.
 *
 * ```ts
 * using server = TCPServer(["127.0.0.1", 8000], EchoHandler);
 * server.serve_forever();
 * ```
 */
export const TCPServer = callable(TCPServerClass);
export type TCPServer = TCPServerClass;

/** UDP server: `UDPServer([host, port], Handler)`. Python: `socketserver.UDPServer`. */
export const UDPServer = callable(UDPServerClass);
export type UDPServer = UDPServerClass;

class UnixStreamServerClass extends TCPServer {
    /** Address family of the socket; AF_UNIX. */
    static override address_family: number = AF_UNIX as number;
}

class UnixDatagramServerClass extends UDPServer {
    /** Address family of the socket; AF_UNIX. */
    static override address_family: number = AF_UNIX as number;
}

/**
 * Server of AF_UNIX connections. Undefined where the platform lacks AF_UNIX.
 * Python: `socketserver.UnixStreamServer`.
 */
export const UnixStreamServer = ifUnix(named("UnixStreamServer", UnixStreamServerClass));
export type UnixStreamServer = UnixStreamServerClass;

/**
 * Server of AF_UNIX datagrams. Undefined where the platform lacks AF_UNIX.
 * Python: `socketserver.UnixDatagramServer`.
 */
export const UnixDatagramServer = ifUnix(named("UnixDatagramServer", UnixDatagramServerClass));
export type UnixDatagramServer = UnixDatagramServerClass;

/**
 * TCP server with a thread for each connection. Python: `socketserver.ThreadingTCPServer`.
 *
 * ```ts
 * using server = ThreadingTCPServer(["127.0.0.1", 8000], EchoHandler);
 * server.serve_forever();
 * ```
 */
export const ThreadingTCPServer: Callable<Threading<typeof TCPServerClass>> = named(
    "ThreadingTCPServer",
    class extends ThreadingMixIn(TCPServer) {},
);
export type ThreadingTCPServer = InstanceType<typeof ThreadingTCPServer>;

/** UDP server with a thread for each datagram. Python: `socketserver.ThreadingUDPServer`. */
export const ThreadingUDPServer: Callable<Threading<typeof UDPServerClass>> = named(
    "ThreadingUDPServer",
    class extends ThreadingMixIn(UDPServer) {},
);
export type ThreadingUDPServer = InstanceType<typeof ThreadingUDPServer>;

/**
 * Server of AF_UNIX connections with a thread for each. Undefined where the platform lacks AF_UNIX.
 * Python: `socketserver.ThreadingUnixStreamServer`.
 */
export const ThreadingUnixStreamServer: Callable<Threading<typeof UnixStreamServerClass>> = ifUnix(
    named(
        "ThreadingUnixStreamServer",
        class extends ThreadingMixIn(UnixStreamServer ?? UnixStreamServerClass) {},
    ),
);
export type ThreadingUnixStreamServer = InstanceType<typeof ThreadingUnixStreamServer>;

/**
 * Server of AF_UNIX datagrams with a thread for each. Undefined where the platform lacks AF_UNIX.
 * Python: `socketserver.ThreadingUnixDatagramServer`.
 */
export const ThreadingUnixDatagramServer: Callable<Threading<typeof UnixDatagramServerClass>> = ifUnix(
    named(
        "ThreadingUnixDatagramServer",
        class extends ThreadingMixIn(UnixDatagramServer ?? UnixDatagramServerClass) {},
    ),
);
export type ThreadingUnixDatagramServer = InstanceType<typeof ThreadingUnixDatagramServer>;

/** Handler of one request; subclasses override `handle()`. Python: `socketserver.BaseRequestHandler`. */
export const BaseRequestHandler = callable(handlers.BaseRequestHandler);
export type BaseRequestHandler<
    Request = handlers.BaseRequestHandler["request"],
    Server extends BaseServer = BaseServer,
> = handlers.BaseRequestHandler<Request, Server>;

/**
 * Handler of a connection, with the streams `rfile` and `wfile`. Python: `socketserver.StreamRequestHandler`.
 */
export const StreamRequestHandler = callable(handlers.StreamRequestHandler);
export type StreamRequestHandler<Server extends BaseServer = BaseServer> =
    handlers.StreamRequestHandler<Server>;

/**
 * Handler of a datagram, with the streams `rfile` and `wfile` in memory.
 * Python: `socketserver.DatagramRequestHandler`.
 */
export const DatagramRequestHandler = callable(handlers.DatagramRequestHandler);
export type DatagramRequestHandler<Server extends BaseServer = BaseServer> =
    handlers.DatagramRequestHandler<Server>;

// biome-ignore lint/suspicious/noExplicitAny: any class may be made callable
function named<Class extends new (...args: any[]) => any>(name: string, made: Class): Callable<Class> {
    Object.defineProperty(made, "name", { value: name });
    return callable(made);
}

/** Returns the class if the platform has AF_UNIX, otherwise undefined. */
function ifUnix<Class>(made: Class): Class {
    return (AF_UNIX === undefined ? undefined : made) as Class;
}
