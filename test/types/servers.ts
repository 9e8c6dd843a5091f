import { expectTypeOf } from "expect-type";
import type * as socket from "pysocket";
import type { BufferedIOBase, BufferedReader } from "pysocket/io";
import * as select from "pysocket/select";
import * as selectors from "pysocket/selectors";
import * as signal from "pysocket/signal";
import * as socketserver from "pysocket/socketserver";
import * as struct from "pysocket/struct";

// The types of `socketserver`, and of what servers wait with. Nothing of it is run: `npm run lint` compiles it.

class Handler extends socketserver.StreamRequestHandler {
    override handle(): void {
        expectTypeOf(this.request).toEqualTypeOf<socket.socket>();
        expectTypeOf(this.wfile).toExtend<BufferedIOBase>();
        expectTypeOf(this.rfile).toExtend<BufferedReader>();
        expectTypeOf(this.server).toEqualTypeOf<socketserver.BaseServer>();
    }
}

/** A mix-in keeps the class's own members, and adds the threads'. */
class Mixed extends socketserver.ThreadingMixIn(socketserver.TCPServer) {
    static override daemon_threads = true;
    static override allow_reuse_address = true;
    greeting = "hello";
}

class Greeter extends socketserver.BaseRequestHandler<socket.socket, Mixed> {
    override handle(): void {
        expectTypeOf(this.server.greeting).toEqualTypeOf<string>();
    }
}

class Datagrams extends socketserver.BaseRequestHandler<[Buffer, socket.socket]> {
    override handle(): void {
        const [data, answering] = this.request;
        expectTypeOf(data).toEqualTypeOf<Buffer>();
        expectTypeOf(answering).toEqualTypeOf<socket.socket>();
    }
}

export function serves(): void {
    using server = new Mixed(["127.0.0.1", 0], Greeter);
    expectTypeOf(server.greeting).toEqualTypeOf<string>();
    expectTypeOf(server.socket).toEqualTypeOf<socket.socket>();
    expectTypeOf(server.block_on_close).toEqualTypeOf<boolean>();
    expectTypeOf(server).toExtend<socketserver.TCPServer>();
    server.serve_forever(0.1);
    socketserver.ThreadingTCPServer(["", 0], Handler).shutdown();
    socketserver.UDPServer(["", 0], Datagrams).handle_request();
    socketserver.TCPServer(["", 0], (request: socket.socket) => request.close()).server_close();
    // @ts-expect-error: a handler is needed
    socketserver.TCPServer(["", 0]);
}

/** What is ready is of the types that were asked about. */
export function waits(s: socket.socket, fd: number): void {
    expectTypeOf(select.select([s], [], [])).toEqualTypeOf<[socket.socket[], never[], never[]]>();
    expectTypeOf(select.select([s], [fd], [], 0.5)).toEqualTypeOf<[socket.socket[], number[], never[]]>();
    expectTypeOf(select.poll().poll(10)).toEqualTypeOf<[fd: number, events: number][]>();
    using selector = selectors.DefaultSelector();
    expectTypeOf(selector.register(s, selectors.EVENT_READ, "data")).toEqualTypeOf<selectors.SelectorKey>();
    for (const [key, events] of selector.select(1)) {
        expectTypeOf(key.fileobj).toEqualTypeOf<selectors.FileDescriptorLike>();
        expectTypeOf(key.data).toBeAny();
        expectTypeOf(events).toEqualTypeOf<number>();
    }
    // @ts-expect-error: seconds are a number
    select.select([s], [], [], "1");
}

export function packs(): void {
    expectTypeOf(struct.pack("!HI", 1, 2)).toEqualTypeOf<Buffer>();
    expectTypeOf(struct.unpack("!HI", Buffer.alloc(6))).toEqualTypeOf<struct.Values>();
    expectTypeOf(struct.Struct("!H").size).toEqualTypeOf<number>();
    // @ts-expect-error: what is unpacked is bytes
    struct.unpack("!H", "ab");
}

export function handlesSignals(): void {
    expectTypeOf(
        signal.signal(signal.SIGINT, (signum) => expectTypeOf(signum).toEqualTypeOf<number>()),
    ).toEqualTypeOf<signal.Handler | number | null>();
}
