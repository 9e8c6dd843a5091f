import { expectTypeOf } from "expect-type";
import * as socket from "pysocket";
import type { BufferedReader, BufferedRWPair, BufferedWriter, TextIOWrapper } from "pysocket/io";

// The types of `pysocket`. Nothing of it is run: `npm run lint` compiles it.

export function makes(): void {
    expectTypeOf(socket.socket()).toEqualTypeOf<socket.socket>();
    expectTypeOf(new socket.socket(socket.AF_INET, socket.SOCK_DGRAM)).toEqualTypeOf<socket.socket>();
    expectTypeOf(socket.socket({ fileno: 3 })).toEqualTypeOf<socket.socket>();
    expectTypeOf(socket.socketpair()).toEqualTypeOf<[socket.socket, socket.socket]>();
    expectTypeOf(socket.create_server(["", 0], { reuse_port: true })).toEqualTypeOf<socket.socket>();
    expectTypeOf(socket.create_connection(["localhost", 80], 1.5)).toEqualTypeOf<socket.socket>();
    expectTypeOf(
        socket.create_connection(["localhost", "http"], { all_errors: true }),
    ).toEqualTypeOf<socket.socket>();
    // @ts-expect-error: a keyword that there is not
    socket.socket({ famly: socket.AF_INET });
    // @ts-expect-error: an address is a list
    socket.create_connection("localhost:80");
    using closed = socket.socket();
    expectTypeOf(closed).toEqualTypeOf<socket.socket>();
}

export function isExtended(): void {
    class Counting extends socket.socket {
        sent = 0;
        override send(data: socket.BytesLike, flags?: number): number {
            this.sent += super.send(data, flags);
            return this.sent;
        }
    }
    expectTypeOf(new Counting(socket.AF_INET).dup()).toEqualTypeOf<Counting>();
    expectTypeOf<Counting>().toExtend<socket.socket>();
}

/** Every family's address may be given; no other. */
export function takesAddresses(s: socket.socket): void {
    expectTypeOf(s.bind).parameter(0).toEqualTypeOf<socket.Address>();
    expectTypeOf(s.connect_ex).returns.toEqualTypeOf<number>();
    s.bind(["127.0.0.1", 0]);
    s.bind(["::1", 0, 0, 1]);
    s.bind(["lo", 3]);
    s.bind("/run/a.sock");
    s.bind(Buffer.from("\0abstract"));
    s.bind(["can0", 1n, 2, 3]);
    s.bind(["hash", "sha256"]);
    s.connect(["localhost", 80] as const);
    s.sendto(Buffer.from("x"), ["localhost", 80]);
    s.sendto(Buffer.from("x"), socket.MSG_DONTWAIT, ["localhost", 80]);
    s.connect(s.getsockname());
    s.connect(s.getsockname<socket.ReturnedInet6Address>());
    // @ts-expect-error: Node's address is none of Python's
    s.connect({ host: "localhost", port: 80 });
    // @ts-expect-error: no family's address ends so
    s.connect(["::1", 80, 0, "eth0"]);
    // @ts-expect-error: flags before the address
    s.sendto(Buffer.from("x"), ["localhost", 80], 0);
}

/** An address is any, unless the program says of which family the socket is. */
export function returnsAddresses(s: socket.socket): void {
    expectTypeOf(s.getsockname()).toBeAny();
    expectTypeOf(s.accept()).toEqualTypeOf<[conn: socket.socket, address: socket.ReturnedAddress]>();

    expectTypeOf(s.getsockname<socket.ReturnedInetAddress>()).toEqualTypeOf<[host: string, port: number]>();
    const annotated: socket.ReturnedInet6Address = s.getpeername();
    expectTypeOf(annotated[3]).toEqualTypeOf<number>();
    const [conn, peer] = s.accept<socket.ReturnedUnixAddress>();
    expectTypeOf(conn).toEqualTypeOf<socket.socket>();
    expectTypeOf(peer).toEqualTypeOf<string | Buffer>();
    const [data, [host, port]] = s.recvfrom<socket.ReturnedInetAddress>(9);
    expectTypeOf(data).toEqualTypeOf<Buffer>();
    expectTypeOf(host).toEqualTypeOf<string>();
    expectTypeOf(port).toEqualTypeOf<number>();
    const [count, from] = s.recvfrom_into<socket.ReturnedPacketAddress>(data, { nbytes: 1 });
    expectTypeOf(count).toEqualTypeOf<number>();
    expectTypeOf(from[4]).toEqualTypeOf<Buffer>();
    // @ts-expect-error: AF_INET has no scope
    s.getsockname<socket.ReturnedInetAddress>()[3].toString();

    // What is returned may be given.
    expectTypeOf<socket.ReturnedInetAddress>().toExtend<socket.InetAddress>();
    expectTypeOf<socket.ReturnedInet6Address>().toExtend<socket.Inet6Address>();
    expectTypeOf<socket.ReturnedUnixAddress>().toExtend<socket.UnixAddress>();
    expectTypeOf<socket.ReturnedNetlinkAddress>().toExtend<socket.NetlinkAddress>();
    expectTypeOf<socket.ReturnedPacketAddress>().toExtend<socket.PacketAddress>();
    expectTypeOf<socket.ReturnedVsockAddress>().toExtend<socket.VsockAddress>();
}

export function transfers(s: socket.socket): void {
    expectTypeOf(s.recv(1)).toEqualTypeOf<Buffer>();
    expectTypeOf(s.recv_into(new Uint16Array(4))).toEqualTypeOf<number>();
    expectTypeOf(s.recv_into(new ArrayBuffer(4), 2, socket.MSG_PEEK)).toEqualTypeOf<number>();
    expectTypeOf(s.recv_into(new DataView(new ArrayBuffer(4)), { flags: 0 })).toEqualTypeOf<number>();
    expectTypeOf(s.send(Buffer.from("x"))).toEqualTypeOf<number>();
    expectTypeOf(s.sendall(new SharedArrayBuffer(1))).toEqualTypeOf<void>();
    // @ts-expect-error: Python's str is no bytes
    s.send("text");

    const [data, ancdata, flags, address] = s.recvmsg<socket.ReturnedUnixAddress>(9, socket.CMSG_SPACE(4));
    expectTypeOf(data).toEqualTypeOf<Buffer>();
    expectTypeOf(ancdata).toEqualTypeOf<socket.ReceivedItem[]>();
    expectTypeOf(flags).toEqualTypeOf<number>();
    expectTypeOf(address).toEqualTypeOf<socket.ReturnedUnixAddress>();
    expectTypeOf(s.recvmsg_into([data])[0]).toEqualTypeOf<number>();
    expectTypeOf(s.sendmsg([data], [[socket.SOL_SOCKET, 1, data]], 0, null)).toEqualTypeOf<number>();
    expectTypeOf(socket.recv_fds(s, 1, 1)[1]).toEqualTypeOf<number[]>();
}

export function hasOptions(s: socket.socket): void {
    expectTypeOf(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)).toEqualTypeOf<number>();
    expectTypeOf(s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)).toEqualTypeOf<Buffer>();
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, Buffer.alloc(8));
    s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, null, 0);
    // @ts-expect-error: null needs a length
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, null);
    expectTypeOf(s.gettimeout()).toEqualTypeOf<number | null>();
    expectTypeOf(s.settimeout).parameter(0).toEqualTypeOf<number | null>();
    expectTypeOf(s.family).toEqualTypeOf<number>();
}

/** What a stream is depends on its mode. */
export function makesStreams(s: socket.socket): void {
    expectTypeOf(s.makefile()).toEqualTypeOf<TextIOWrapper>();
    expectTypeOf(s.makefile({ encoding: "utf-8" })).toEqualTypeOf<TextIOWrapper>();
    expectTypeOf(s.makefile("rw", { newline: "\n" })).toEqualTypeOf<TextIOWrapper>();
    expectTypeOf(s.makefile("rb")).toEqualTypeOf<BufferedReader>();
    expectTypeOf(s.makefile("wb")).toEqualTypeOf<BufferedWriter>();
    expectTypeOf(s.makefile("rwb")).toEqualTypeOf<BufferedRWPair>();
    expectTypeOf(s.makefile("rb", 0)).toEqualTypeOf<socket.SocketIO>();
}

export function resolves(): void {
    const [family, type, proto, canonname, address] = socket.getaddrinfo("localhost", "http", {
        type: socket.SOCK_STREAM,
    })[0];
    expectTypeOf([family, type, proto]).toEqualTypeOf<number[]>();
    expectTypeOf(canonname).toEqualTypeOf<string>();
    expectTypeOf(address).toBeAny();
    const [, , , , v6] = socket.getaddrinfo<socket.ReturnedInet6Address>("::1", null, socket.AF_INET6)[0];
    expectTypeOf(v6).toEqualTypeOf<socket.ReturnedInet6Address>();
    expectTypeOf(socket.gethostbyname("localhost")).toEqualTypeOf<string>();
    expectTypeOf(socket.inet_aton("127.0.0.1")).toEqualTypeOf<Buffer>();
    expectTypeOf(socket.if_nameindex()).toEqualTypeOf<[index: number, name: string][]>();
}

/** A constant is a number, so that a program reads as in Python; on a platform that lacks it, it is undefined. */
export function hasConstants(): void {
    expectTypeOf(socket.AF_INET).toEqualTypeOf<number>();
    expectTypeOf(socket.AddressFamily.AF_INET6).toEqualTypeOf<number>();
    expectTypeOf(socket.AddressFamily(2)).toEqualTypeOf<socket.Member>();
    expectTypeOf(socket.has_ipv6).toEqualTypeOf<boolean>();
}
