import { type Callable, callable } from "../python/callable";
import { AF_UNIX } from "../socket/constants";
import { BaseServer as BaseServerClass } from "./base-server";
import * as handlers from "./request-handlers";
import { TCPServer as TCPServerClass } from "./tcp-server";
import { type Threading, ThreadingMixIn } from "./threading-mix-in";
import { defineLibraryClass } from "./transfer";
import { UDPServer as UDPServerClass } from "./udp-server";

/**
 * Python's `socketserver`: servers that call a handler for each request, one after another or each in a native
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

/** What all servers are. Python: `socketserver.BaseServer`. */
export const BaseServer = callable(BaseServerClass);
export type BaseServer = BaseServerClass;

/** A server of TCP. Python: `socketserver.TCPServer`. */
export const TCPServer = callable(TCPServerClass);
export type TCPServer = TCPServerClass;

/** A server of UDP. Python: `socketserver.UDPServer`. */
export const UDPServer = callable(UDPServerClass);
export type UDPServer = UDPServerClass;

class UnixStreamServerClass extends TCPServer {
    static override address_family: number = AF_UNIX as number;
}

class UnixDatagramServerClass extends UDPServer {
    static override address_family: number = AF_UNIX as number;
}

/** A server of connections of AF_UNIX. Python: `socketserver.UnixStreamServer`. */
export const UnixStreamServer = ifUnix(named("UnixStreamServer", UnixStreamServerClass));
export type UnixStreamServer = UnixStreamServerClass;

/** A server of datagrams of AF_UNIX. Python: `socketserver.UnixDatagramServer`. */
export const UnixDatagramServer = ifUnix(named("UnixDatagramServer", UnixDatagramServerClass));
export type UnixDatagramServer = UnixDatagramServerClass;

/** A server of TCP with a thread for each connection. Python: `socketserver.ThreadingTCPServer`. */
export const ThreadingTCPServer: Callable<Threading<typeof TCPServerClass>> = named(
    "ThreadingTCPServer",
    class extends ThreadingMixIn(TCPServer) {},
);
export type ThreadingTCPServer = InstanceType<typeof ThreadingTCPServer>;

/** A server of UDP with a thread for each datagram. Python: `socketserver.ThreadingUDPServer`. */
export const ThreadingUDPServer: Callable<Threading<typeof UDPServerClass>> = named(
    "ThreadingUDPServer",
    class extends ThreadingMixIn(UDPServer) {},
);
export type ThreadingUDPServer = InstanceType<typeof ThreadingUDPServer>;

/** A server of AF_UNIX with a thread for each connection. Python: `socketserver.ThreadingUnixStreamServer`. */
export const ThreadingUnixStreamServer: Callable<Threading<typeof UnixStreamServerClass>> = ifUnix(
    named(
        "ThreadingUnixStreamServer",
        class extends ThreadingMixIn(UnixStreamServer ?? UnixStreamServerClass) {},
    ),
);
export type ThreadingUnixStreamServer = InstanceType<typeof ThreadingUnixStreamServer>;

/** A server of AF_UNIX with a thread for each datagram. Python: `socketserver.ThreadingUnixDatagramServer`. */
export const ThreadingUnixDatagramServer: Callable<Threading<typeof UnixDatagramServerClass>> = ifUnix(
    named(
        "ThreadingUnixDatagramServer",
        class extends ThreadingMixIn(UnixDatagramServer ?? UnixDatagramServerClass) {},
    ),
);
export type ThreadingUnixDatagramServer = InstanceType<typeof ThreadingUnixDatagramServer>;

/** A handler of one request. Python: `socketserver.BaseRequestHandler`. */
export const BaseRequestHandler = callable(handlers.BaseRequestHandler);
export type BaseRequestHandler<
    Request = handlers.BaseRequestHandler["request"],
    Server extends BaseServer = BaseServer,
> = handlers.BaseRequestHandler<Request, Server>;

/** A handler of a connection, with streams. Python: `socketserver.StreamRequestHandler`. */
export const StreamRequestHandler = callable(handlers.StreamRequestHandler);
export type StreamRequestHandler<Server extends BaseServer = BaseServer> =
    handlers.StreamRequestHandler<Server>;

/** A handler of a datagram, with streams in memory. Python: `socketserver.DatagramRequestHandler`. */
export const DatagramRequestHandler = callable(handlers.DatagramRequestHandler);
export type DatagramRequestHandler<Server extends BaseServer = BaseServer> =
    handlers.DatagramRequestHandler<Server>;

// biome-ignore lint/suspicious/noExplicitAny: any class may be made callable
function named<Class extends new (...args: any[]) => any>(name: string, made: Class): Callable<Class> {
    Object.defineProperty(made, "name", { value: name });
    return callable(made);
}

/** A class that exists where the platform has AF_UNIX. */
function ifUnix<Class>(made: Class): Class {
    return (AF_UNIX === undefined ? undefined : made) as Class;
}

for (const [name, made] of Object.entries({
    BaseServer,
    TCPServer,
    UDPServer,
    UnixStreamServer,
    UnixDatagramServer,
    ThreadingTCPServer,
    ThreadingUDPServer,
    ThreadingUnixStreamServer,
    ThreadingUnixDatagramServer,
    BaseRequestHandler,
    StreamRequestHandler,
    DatagramRequestHandler,
}))
    if (made !== undefined) defineLibraryClass(name, made);
