// biome-ignore-all lint/complexity/noArguments: an argument too many is an error, and a rest parameter slow

import { inspect, types } from "node:util";
import type { BufferedReader } from "../io/buffered-reader";
import type { BufferedRWPair } from "../io/buffered-rw-pair";
import type { BufferedWriter } from "../io/buffered-writer";
import type { TextIOWrapper, TextOptions } from "../io/text-io-wrapper";
import { Kind, native } from "../native/addon";
import { isWinsock } from "../native/platform";
import {
    argumentTypeName,
    asInteger,
    isInt,
    isTrue,
    type Signature,
    take,
    takeNamed,
    takeNone,
    takeOne,
    takeSome,
    toBytes,
    toDescriptor,
    toInt,
    toParsedInt,
    toSize,
    toTimeout,
    toUnsignedInt,
} from "../python/arguments";
import { asBytes, type BytesLike, checkMemory, lengthOf } from "../python/buffers";
import { OSError, TypeError, ValueError } from "../python/exceptions";
import { check, EWOULDBLOCK, errnoOf, raise } from "../python/raise";
import { noteAct } from "../runtime/first-act";
import { follow, madeRoom } from "../runtime/garbage";
import { noteListening } from "../runtime/on-listen";
import { defineShared, share, type WireHandle } from "../transfer/structured";
import {
    type Address,
    checkFamily,
    placeAddress,
    type ReturnedAddress,
    readAddress,
} from "./addresses/address";
import { AF_ALG, AF_INET, AF_VSOCK, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM, SOMAXCONN } from "./constants";
import { describeSocket } from "./describe";
import type { ReadMode, ReadWriteMode, Stream, TextMode, WriteMode } from "./files/makefile";
import {
    type SendableFile,
    type SendFileOptions,
    sendfile,
    sendfileUseSend,
    sendfileUseSendfile,
} from "./files/sendfile";
import type { SocketIO } from "./files/socket-io";
import type { AncillaryItem } from "./messages/ancillary";
import {
    type AlgOptions,
    type Message,
    type MessageInto,
    recvmsg,
    recvmsg_into,
    sendmsg,
    sendmsg_afalg,
} from "./messages/messages";
import { receive } from "./receive";
import { releaseSocket } from "./release";
import { ioctl, openShared, shareWith } from "./winsock";

/** Keyword arguments of `socket()`. */
export interface SocketOptions {
    /** Address family; by default AF_INET. */
    family?: number;
    /** Socket type; by default SOCK_STREAM. */
    type?: number;
    /** Protocol number; by default 0, which selects the usual one. */
    proto?: number;
    /** Descriptor to take over instead of opening a socket; null, the default, opens one. */
    fileno?: number | null;
}

/** Keyword arguments of `recv_into` and `recvfrom_into`. */
export interface ReceiveOptions {
    /** Maximum number of bytes; 0, the default, is the length of the buffer. */
    nbytes?: number;
    /** Flags of the system call: `MSG_*`, by default 0. */
    flags?: number;
}

const DEFAULT_BACKLOG = Math.min(SOMAXCONN, 128);
const LARGEST_OPTION = 1024;
const TYPE_FLAGS = (SOCK_NONBLOCK ?? 0) | (SOCK_CLOEXEC ?? 0);
const ECONNRESET = errnoOf("ECONNRESET");
/** Error of Winsock for the name of an unbound socket. */
const UNBOUND = -errnoOf("WSAEINVAL");

let readHandle: (value: object) => number | null;

/** A socket in the native table that has no object yet. The constructor of `socket` takes it over. */
export class Opened {
    constructor(
        readonly handle: number,
        readonly family: number,
        readonly type: number,
        readonly protocol: number,
    ) {}
}

/**
 * A socket: `socket(family, type, proto)`, by default for IPv4 and TCP. Child processes do not inherit its
 * descriptor. `using s = socket()` closes it at the end of the block. If a socket is dropped while open, the
 * garbage collector closes it and emits a `ResourceWarning`.
 *
 * Threads that a socket is passed to share it: its timeout is the same in all of them, and closing it in one
 * ends calls that wait in others with `OSError` (EBADF).
 *
 * Methods block. They raise `TimeoutError` after the socket's timeout, or `BlockingIOError` if it is
 * non-blocking. A failed system call raises the subclass of `OSError` for its errno.
 */
export class socket {
    readonly #handle: number;
    readonly #family: number;
    readonly #type: number;
    readonly #protocol: number;
    /** Timeout in seconds, or -1, kept for when the socket is closed. */
    #timeout = -1;

    /**
     * Opens a socket, or takes over the descriptor `fileno`; its family, type and protocol are then detected
     * unless they are given.
     *
     * Raises `OSError`; `OverflowError` or `TypeError` for an argument that is not a C int; `ValueError` for
     * a negative descriptor. Python: `socket.socket`; socket(2).
     *
     * ```ts
     * using s = socket(AF_INET, SOCK_STREAM);
     * s.connect(["127.0.0.1", 8000]);
     * ```
     */
    constructor(family?: number, type?: number, proto?: number, fileno?: number | null);
    constructor(options: SocketOptions);
    constructor(...args: unknown[]) {
        const opened = args[0] instanceof Opened ? args[0] : open(args);
        this.#handle = opened.handle;
        this.#family = opened.family;
        this.#type = opened.type;
        this.#protocol = opened.protocol;
        follow(this, Kind.Socket, opened.handle);
    }

    static {
        readHandle = (value) => (#handle in value ? value.#handle : null);
    }

    /** Address family: AF_INET, AF_INET6, AF_UNIX or another. Python: `socket.family`. */
    get family(): number {
        return this.#family;
    }

    /** Socket type: SOCK_STREAM, SOCK_DGRAM or another. Python: `socket.type`. */
    get type(): number {
        return this.#type;
    }

    /** Protocol number. Python: `socket.proto`. */
    get proto(): number {
        return this.#protocol;
    }

    /** Timeout in seconds; null if calls wait forever. Python: `socket.timeout`. */
    get timeout(): number | null {
        const seconds = this.#seconds();
        return seconds < 0 ? null : seconds;
    }

    #seconds(): number {
        const seconds = native.get_timeout(this.#handle);
        if (!Number.isNaN(seconds)) this.#timeout = seconds;
        return this.#timeout;
    }

    /**
     * Waits for a connection. Returns `[conn, address]`: a new socket for the connection, and the peer's
     * address. The socket must be bound and listening. Raises `OSError`. Python: `socket.accept`; accept(2).
     *
     * ```ts
     * const [conn, address] = server.accept();
     * ```
     */
    accept<Shape = ReturnedAddress>(): [conn: socket, address: Shape] {
        if (arguments.length > 0) take({ ...noParameters, name: "socket.accept" }, arguments);
        checkFamily(this.#family);
        const timeout = native.get_default_timeout();
        let handle = native.accept(this.#handle, timeout);
        if (handle < 0 && madeRoom(handle)) handle = native.accept(this.#handle, timeout);
        if (handle < 0) raise(handle, "accept");
        const address = readAddress();
        return [socketFromHandle(handle, this.#family, this.#type, this.#protocol), address];
    }

    /**
     * Binds the socket to a local address. Raises `TypeError` or `OverflowError` for an address of the wrong
     * shape, `gaierror` for an unknown host, `OSError` if the address is not available.
     * Python: `socket.bind`; bind(2).
     *
     * ```ts
     * s.bind(["127.0.0.1", 0]); // any free port: see getsockname()
     * ```
     */
    bind(address: Address): void;
    bind(...args: unknown[]): void {
        this.#place(takeOne("socket.bind", args), "bind");
        check(native.bind(this.#handle), "bind");
    }

    #place(address: unknown, caller: string): void {
        placeAddress(this.#family, address, caller, this.#protocol, this.#handle);
    }

    /**
     * Closes the socket. If streams of it are open (see `makefile()`), the last of them closes the
     * descriptor. A second call does nothing. Calls that wait on the socket in other threads end with
     * `OSError`. Python: `socket.close`; close(2).
     *
     * ```ts
     * s.close(); // or, for the end of a block: using s = socket();
     * ```
     */
    close(): void {
        if (arguments.length > 0) take({ ...noParameters, name: "socket.close" }, arguments);
        this.#seconds();
        if (native.start_closing(this.#handle) === 0) return;
        const fd = native.detach(this.#handle);
        if (fd < 0) return;
        const outcome = native.close_fd(fd);
        // The peer may have reset the connection already. The descriptor is closed all the same.
        if (outcome < 0 && outcome !== -ECONNRESET) raise(outcome, "close");
    }

    /**
     * Connects to an address. Raises `TypeError` or `OverflowError` for an address of the wrong shape,
     * `gaierror` for an unknown host, `OSError` if the connection fails. Python: `socket.connect`;
     * connect(2).
     *
     * ```ts
     * s.connect(["localhost", 8000]);
     * ```
     */
    connect(address: Address): void;
    connect(...args: unknown[]): void {
        this.#place(takeOne("socket.connect", args), "connect");
        check(native.connect(this.#handle), "connect");
    }

    /**
     * Connects to an address like `connect()`, but returns the result of the system call: 0 or an errno, such
     * as EINPROGRESS for a non-blocking socket. Still raises `TypeError`, `OverflowError` and `gaierror` for
     * an invalid address. Python: `socket.connect_ex`.
     */
    connect_ex(address: Address): number;
    connect_ex(...args: unknown[]): number {
        this.#place(takeOne("socket.connect_ex", args), "connect_ex");
        const outcome = native.connect(this.#handle);
        if (outcome === native.TIMED_OUT) return EWOULDBLOCK;
        if (outcome === native.ENDED) raise(outcome);
        return outcome < 0 ? -outcome : 0;
    }

    /**
     * Controls the socket. `SIO_RCVALL` and `SIO_LOOPBACK_FAST_PATH` take a number; `SIO_KEEPALIVE_VALS`
     * takes three: on or off, milliseconds before the first probe, and milliseconds between probes. Raises
     * `OSError`, `TypeError`, `ValueError` for another code. Windows only. Python: `socket.ioctl`; WSAIoctl.
     */
    ioctl(control: number, option: number | readonly [onoff: number, time: number, interval: number]): number;
    ioctl(...args: unknown[]): number {
        return ioctl(this.#handle, args);
    }

    /**
     * Returns data with which the process `process_id` can open this socket: see `fromshare()`. Raises
     * `OSError`, `TypeError`. Windows only. Python: `socket.share`; WSADuplicateSocket.
     */
    share(process_id: number): Buffer;
    share(...args: unknown[]): Buffer {
        return shareWith(this.#handle, args);
    }

    /**
     * Detaches the descriptor and returns it. The object is closed; the descriptor stays open.
     * Python: `socket.detach`.
     */
    detach(): number {
        if (arguments.length > 0) take({ ...noParameters, name: "socket.detach" }, arguments);
        this.#seconds();
        return Math.max(native.detach(this.#handle), -1);
    }

    /**
     * Returns a new socket object of the same class for a duplicate of the descriptor. Raises `OSError`.
     * Python: `socket.dup`; dup(2).
     */
    dup(): this {
        if (arguments.length > 0) take({ ...noParameters, name: "socket.dup" }, arguments);
        let fd = native.dup(this.fileno());
        if (fd < 0 && madeRoom(fd)) fd = native.dup(this.fileno());
        if (fd < 0) raise(fd, "dup");
        const Class = this.constructor as new (
            family: number,
            type: number,
            proto: number,
            fileno: number,
        ) => this;
        const copy = new Class(this.#family, this.#type, this.#protocol, fd);
        copy.settimeout(this.gettimeout());
        return copy;
    }

    /** Returns the descriptor; -1 if the socket is closed. Python: `socket.fileno`. */
    fileno(): number {
        if (arguments.length > 0) takeNone("socket.fileno", arguments);
        return native.fileno(this.#handle);
    }

    /**
     * Whether the socket is blocking. A socket with a timeout counts as blocking.
     * Python: `socket.getblocking`.
     */
    getblocking(): boolean {
        if (arguments.length > 0) takeNone("socket.getblocking", arguments);
        return this.#seconds() !== 0;
    }

    /**
     * Whether child processes inherit the descriptor; by default they do not. Raises `OSError`.
     * Python: `socket.get_inheritable`.
     */
    get_inheritable(): boolean {
        if (arguments.length > 0) take({ ...noParameters, name: "socket.get_inheritable" }, arguments);
        return check(native.get_inheritable(this.#handle), "fcntl") === 1;
    }

    /**
     * Returns the peer's address. Raises `OSError` if the socket is not connected.
     * Python: `socket.getpeername`; getpeername(2).
     */
    getpeername<Shape = ReturnedAddress>(): Shape {
        if (arguments.length > 0) takeNone("socket.getpeername", arguments);
        checkFamily(this.#family);
        check(native.getpeername(this.#handle), "getpeername");
        return readAddress();
    }

    /** Returns the socket's own address. Raises `OSError`. Python: `socket.getsockname`; getsockname(2). */
    getsockname<Shape = ReturnedAddress>(): Shape {
        if (arguments.length > 0) takeNone("socket.getsockname", arguments);
        checkFamily(this.#family);
        check(native.getsockname(this.#handle), "getsockname");
        return readAddress();
    }

    /**
     * Returns a socket option: an integer (a bigint beyond 2^53), or with `buflen` up to that many bytes,
     * 1024 at most. Options of AF_VSOCK are always integers. Raises `OSError`. Python: `socket.getsockopt`;
     * getsockopt(2).
     */
    getsockopt(level: number, optname: number): number;
    getsockopt(level: number, optname: number, buflen: number): Buffer;
    getsockopt(...args: unknown[]): number | bigint | Buffer {
        const values = takeSome("socket", "getsockopt", args, 2, 3);
        const level = toParsedInt(values[0]);
        const name = toParsedInt(values[1]);
        const length = values.length > 2 ? toParsedInt(values[2]) : 0;
        if (this.#family === AF_VSOCK) {
            if (length !== 0) throw new OSError("getsockopt string buffer not allowed");
            const view = new BigUint64Array(1);
            check(
                native.getsockopt_bytes(this.#handle, level, name, new Uint8Array(view.buffer)),
                "getsockopt",
            );
            return view[0] > Number.MAX_SAFE_INTEGER ? view[0] : Number(view[0]);
        }
        if (length === 0) {
            check(native.getsockopt_int(this.#handle, level, name), "getsockopt");
            return native.words[0];
        }
        if (length < 0 || length > LARGEST_OPTION) throw new OSError("getsockopt buflen out of range");
        const value = Buffer.alloc(length);
        return value.subarray(
            0,
            check(native.getsockopt_bytes(this.#handle, level, name, value), "getsockopt"),
        );
    }

    /** Returns the timeout in seconds; null if calls wait forever. Python: `socket.gettimeout`. */
    gettimeout(): number | null {
        if (arguments.length > 0) takeNone("socket.gettimeout", arguments);
        return this.timeout;
    }

    /**
     * Makes the socket accept connections. Up to `backlog` of them, by default 128, wait to be accepted.
     * Raises `OSError`. Python: `socket.listen`; listen(2).
     *
     * ```ts
     * server.bind(["", 8000]);
     * server.listen();
     * ```
     */
    listen(backlog?: number): void;
    listen(...args: unknown[]): void {
        const values = takeSome("socket", "listen", args, 0, 1);
        const backlog = values.length > 0 ? toParsedInt(values[0]) : DEFAULT_BACKLOG;
        check(native.listen(this.#handle, Math.max(backlog, 0)), "listen");
        noteListening();
    }

    /**
     * Returns a stream on the socket. It is a stream of text, or of bytes with a "b" in `mode`; it reads, or
     * writes with a "w", or does both with "rw". `buffering` is the buffer size in bytes, by default (-1)
     * 8192; 0 is no buffer. `encoding`, `errors` and `newline` are those of `TextIOWrapper` in `pysocket/io`.
     *
     * After a timeout a stream is unusable and every read raises `OSError`. Streams of a non-blocking socket
     * return null if they would block. The descriptor stays open until the socket and all its streams are
     * closed.
     *
     * Raises `ValueError` for another mode or for text without a buffer, `LookupError` for an unknown
     * encoding. Python: `socket.makefile`.
     *
     * ```ts
     * using lines = s.makefile("r");
     * for (const line of lines) console.log(line);
     * ```
     */
    makefile(mode?: TextMode, buffering?: number | null, options?: TextOptions): TextIOWrapper;
    makefile(mode: TextMode, options: TextOptions & { buffering?: number | null }): TextIOWrapper;
    makefile(options: TextOptions & { mode?: TextMode; buffering?: number | null }): TextIOWrapper;
    makefile(mode: ReadMode | WriteMode | ReadWriteMode, buffering: 0): SocketIO;
    makefile(mode: ReadMode, buffering?: number | null): BufferedReader;
    makefile(mode: WriteMode, buffering?: number | null): BufferedWriter;
    makefile(mode: ReadWriteMode, buffering?: number | null): BufferedRWPair;
    makefile(mode: string, buffering?: number | null, options?: TextOptions): Stream;
    makefile(...args: unknown[]): Stream {
        // Loaded on demand: most programs use no streams, and these are two dozen modules.
        const { makefile } = require("./files/makefile") as typeof import("./files/makefile");
        return makefile(this, args, () => native.stream_opened(this.#handle));
    }

    /** Called by a stream of the socket when it closes. Python: `socket._decref_socketios`. */
    _decref_socketios(): void {
        if (native.stream_closed(this.#handle) === 1) this.close();
    }

    /**
     * Receives up to `bufsize` bytes into a new buffer. It is empty if the peer has closed the connection.
     * Raises `OSError`, `ValueError` for a negative size. Python: `socket.recv`; recv(2).
     *
     * ```ts
     * for (let data = s.recv(4096); data.length > 0; data = s.recv(4096)) process.stdout.write(data);
     * ```
     */
    recv(bufsize: number, flags = 0): Buffer {
        let size = bufsize;
        let bits = flags;
        if (arguments.length > 2 || !isInt(bufsize) || bufsize < 0 || !isInt(flags))
            ({ size, flags: bits } = recvArguments("recv", arguments));
        if (size === 0) return Buffer.alloc(0);
        return receive(native.recv, "recv", this.#handle, size, bits);
    }

    /**
     * Receives into `buffer`: up to `nbytes` bytes, or up to its length if that is 0. Returns the number of
     * bytes. Raises `OSError`, `ValueError` for a length that is negative or too large.
     * Python: `socket.recv_into`; recv(2).
     *
     * ```ts
     * const buffer = Buffer.alloc(65536);
     * const data = buffer.subarray(0, s.recv_into(buffer));
     * ```
     */
    recv_into(buffer: BytesLike, nbytes?: number, flags?: number): number;
    recv_into(buffer: BytesLike, options: ReceiveOptions): number;
    recv_into(buffer: BytesLike, nbytes: unknown = 0, flags: unknown = 0): number {
        const isComplete = arguments.length < 3 || (arguments.length === 3 && arguments[1] !== undefined);
        const plain = isComplete && isInt(nbytes) && isInt(flags) && types.isUint8Array(buffer);
        if (!plain || nbytes < 0 || nbytes > buffer.length) {
            const target = receiveIntoArguments(
                "recv_into",
                "buffer too small for requested bytes",
                arguments,
            );
            return this.#receiveInto(target.view, target.length, target.flags);
        }
        return this.#receiveInto(buffer, nbytes === 0 ? buffer.length : nbytes, flags);
    }

    #receiveInto(view: Uint8Array, length: number, flags: number): number {
        if (length === 0) {
            checkMemory(view);
            return 0;
        }
        const received = native.recv(this.#handle, view, 0, length, flags);
        if (received < 0) fail(received, "recv", view);
        return received;
    }

    /**
     * Receives up to `bufsize` bytes and the sender's address: `[data, address]`. Raises `OSError`,
     * `ValueError` for a negative size. Python: `socket.recvfrom`; recvfrom(2).
     *
     * ```ts
     * const [data, address] = udp.recvfrom(1500);
     * udp.sendto(data, address);
     * ```
     */
    recvfrom<Shape = ReturnedAddress>(bufsize: number, flags = 0): [data: Buffer, address: Shape] {
        let size = bufsize;
        let bits = flags;
        if (arguments.length > 2 || !isInt(bufsize) || bufsize < 0 || !isInt(flags))
            ({ size, flags: bits } = recvArguments("recvfrom", arguments));
        checkFamily(this.#family);
        const data = receive(native.recvfrom, "recvfrom", this.#handle, size, bits);
        return [data, readAddress()];
    }

    /**
     * Receives into `buffer`, up to `nbytes` bytes or its length, with the sender's address:
     * `[nbytes, address]`. Raises `OSError`, `ValueError` for a length that is negative or too large.
     * Python: `socket.recvfrom_into`; recvfrom(2).
     */
    recvfrom_into<Shape = ReturnedAddress>(
        buffer: BytesLike,
        nbytes?: number,
        flags?: number,
    ): [nbytes: number, address: Shape];
    recvfrom_into<Shape = ReturnedAddress>(
        buffer: BytesLike,
        options: ReceiveOptions,
    ): [nbytes: number, address: Shape];
    recvfrom_into(...args: unknown[]): [nbytes: number, address: ReturnedAddress] {
        const tooSmall = "nbytes is greater than the length of the buffer";
        const { view, length, flags } = receiveIntoArguments("recvfrom_into", tooSmall, args);
        checkFamily(this.#family);
        const received = check(native.recvfrom(this.#handle, view, 0, length, flags), "recvfrom");
        return [received, readAddress()];
    }

    /**
     * Receives a message: `[data, ancdata, msg_flags, address]`. `data` has up to `bufsize` bytes. `ancdata`
     * has the control messages, each `[level, type, data]`; `ancbufsize` is the space for them in bytes (see
     * `CMSG_LEN` and `CMSG_SPACE`). `msg_flags` has MSG_TRUNC or MSG_CTRUNC if data or control messages were
     * truncated. The caller owns received descriptors (SCM_RIGHTS); child processes inherit them unless
     * `flags` has MSG_CMSG_CLOEXEC.
     *
     * Raises `OSError`, `ValueError` for a size that is negative or too large. Not on Windows.
     * Python: `socket.recvmsg`; recvmsg(2).
     */
    recvmsg<Shape = ReturnedAddress>(bufsize: number, ancbufsize?: number, flags?: number): Message<Shape>;
    recvmsg(...args: unknown[]): Message {
        return recvmsg(this.#handle, this.#family, args);
    }

    /**
     * Receives a message into `buffers`, one after the other: `[nbytes, ancdata, msg_flags, address]`. The
     * other arguments and results are those of `recvmsg()`. Raises `OSError`, `ValueError` for a size that is
     * negative or too large. Not on Windows. Python: `socket.recvmsg_into`; recvmsg(2).
     */
    recvmsg_into<Shape = ReturnedAddress>(
        buffers: Iterable<BytesLike>,
        ancbufsize?: number,
        flags?: number,
    ): MessageInto<Shape>;
    recvmsg_into(...args: unknown[]): MessageInto {
        return recvmsg_into(this.#handle, this.#family, args);
    }

    /**
     * Sends bytes. Returns how many were sent, which may be fewer than given: use `sendall()` to send all.
     * Raises `OSError`. Python: `socket.send`; send(2).
     *
     * ```ts
     * const sent = s.send(Buffer.from("hello"));
     * ```
     */
    send(data: BytesLike, flags = 0): number {
        let view = data as Uint8Array;
        let bits = flags;
        if (arguments.length > 2 || !(data instanceof Uint8Array) || !isInt(flags))
            ({ view, flags: bits } = sendArguments("send", arguments));
        const sent = native.send(this.#handle, view, 0, lengthOf(view), bits);
        if (sent < 0) fail(sent, "send", view);
        return sent;
    }

    /**
     * Sends all bytes. The timeout applies to the whole. After an error it is unknown how much was sent.
     * Raises `OSError`. Python: `socket.sendall`; send(2).
     *
     * ```ts
     * s.sendall(Buffer.from("hello\n"));
     * ```
     */
    sendall(data: BytesLike, flags = 0): void {
        let view = data as Uint8Array;
        let bits = flags;
        if (arguments.length > 2 || !(data instanceof Uint8Array) || !isInt(flags))
            ({ view, flags: bits } = sendArguments("sendall", arguments));
        const outcome = native.sendall(this.#handle, view, 0, lengthOf(view), bits);
        if (outcome < 0) fail(outcome, "send", view);
    }

    /**
     * Sends a file from `offset` (in bytes) to its end, or `count` bytes of it. Returns the number of bytes
     * sent. Uses sendfile(2) if possible; otherwise reads and sends. Afterwards, even after an error, the
     * file's position is after the last byte sent. The timeout applies to each part.
     *
     * Raises `OSError`; `ValueError` for a socket that is not SOCK_STREAM or is non-blocking, for a file in
     * text mode, or a count that is not positive; `AttributeError` for a value that is not a file.
     * Python: `socket.sendfile`.
     */
    sendfile(file: SendableFile, offset?: number, count?: number | null): number;
    sendfile(file: SendableFile, options: SendFileOptions): number;
    sendfile(...args: unknown[]): number {
        return sendfile(this, this.#handle, args);
    }

    /**
     * Sends a file with sendfile(2). Raises `_GiveupOnSendfile` if that is not possible.
     * Python: `socket._sendfile_use_sendfile`.
     */
    _sendfile_use_sendfile(file: SendableFile, offset?: number, count?: number | null): number;
    _sendfile_use_sendfile(...args: unknown[]): number {
        return sendfileUseSendfile(this, this.#handle, args);
    }

    /** Sends a file by reading it and sending. Python: `socket._sendfile_use_send`. */
    _sendfile_use_send(file: SendableFile, offset?: number, count?: number | null): number;
    _sendfile_use_send(...args: unknown[]): number {
        return sendfileUseSend(this, args);
    }

    /**
     * Sends the buffers as one message, with the control messages `ancdata`, each `[level, type, data]`, to
     * `address` unless the socket is connected. Returns the number of data bytes sent.
     *
     * Raises `OSError`; `TypeError` for buffers that are not bytes; `TypeError`, `OverflowError` or
     * `gaierror` for an invalid address. Not on Windows. Python: `socket.sendmsg`; sendmsg(2).
     */
    sendmsg(
        buffers: Iterable<BytesLike>,
        ancdata?: Iterable<AncillaryItem>,
        flags?: number,
        address?: Address | null,
    ): number;
    sendmsg(...args: unknown[]): number {
        return sendmsg(this.#handle, this.#family, this.#protocol, args);
    }

    /**
     * Sends data to an AF_ALG socket, with the operation, the initialisation vector and the length of the
     * associated data. Returns the number of bytes sent. Raises `TypeError` without `op`, `OSError` for a
     * socket of another family. Linux only. Python: `socket.sendmsg_afalg`; the kernel's
     * crypto/userspace-if.rst.
     */
    sendmsg_afalg(msg: Iterable<BytesLike>, options: AlgOptions): number;
    sendmsg_afalg(options: AlgOptions & { msg?: Iterable<BytesLike> }): number;
    sendmsg_afalg(...args: unknown[]): number {
        return sendmsg_afalg(this.#handle, this.#family, args);
    }

    /**
     * Sends bytes to an address: `sendto(data, address)` or `sendto(data, flags, address)`. Returns how many
     * were sent. Raises `OSError`; `TypeError`, `OverflowError` or `gaierror` for an invalid address.
     * Python: `socket.sendto`; sendto(2).
     *
     * ```ts
     * udp.sendto(Buffer.from("ping"), ["127.0.0.1", 9999]);
     * ```
     */
    sendto(data: BytesLike, address: Address): number;
    sendto(data: BytesLike, flags: number, address: Address): number;
    sendto(...args: unknown[]): number {
        const values = takeSome("socket", "sendto", args, 0, Number.POSITIVE_INFINITY);
        if (values.length < 2 || values.length > 3)
            throw new TypeError(`sendto() takes 2 or 3 arguments (${values.length} given)`);
        const view = values[0] instanceof Uint8Array ? values[0] : toBytes(values[0]);
        const flags = values.length > 2 ? toParsedInt(values[1]) : 0;
        this.#place(values.at(-1), "sendto");
        // After the address, because its getters may have taken the memory away.
        checkMemory(view);
        return check(native.sendto(this.#handle, view, 0, view.length, flags), "sendto");
    }

    /**
     * Sets whether child processes inherit the descriptor. Raises `OSError`.
     * Python: `socket.set_inheritable`.
     */
    set_inheritable(inheritable: boolean): void;
    set_inheritable(...args: unknown[]): void {
        const signature = { name: "socket.set_inheritable", parameters: ["inheritable"] };
        const [inheritable] = take({ ...signature, required: 1, method: true }, args);
        check(native.set_inheritable(this.#handle, toInt(inheritable) !== 0), "fcntl");
    }

    /**
     * Makes the socket blocking, like `settimeout(null)`, or non-blocking, like `settimeout(0)`.
     * Python: `socket.setblocking`.
     */
    setblocking(flag: boolean): void;
    setblocking(...args: unknown[]): void {
        const flag = isTrue(takeOne("socket.setblocking", args));
        this.#setTimeout(flag ? -1 : 0);
    }

    /**
     * Sets a socket option to an integer, to bytes, or to null with the length `optlen`. Raises `OSError`.
     * Python: `socket.setsockopt`; setsockopt(2).
     *
     * ```ts
     * s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
     * ```
     */
    setsockopt(level: number, optname: number, value: number | boolean | BytesLike): void;
    setsockopt(level: number, optname: number, value: null, optlen: number): void;
    setsockopt(...args: unknown[]): void {
        const isVsock = this.#family === AF_VSOCK;
        if (args.length === 3 && !isVsock && isInt(args[0]) && isInt(args[1]) && isInt(args[2])) {
            check(native.setsockopt_int(this.#handle, args[0], args[1], args[2]), "setsockopt");
            return;
        }
        const values = takeSome("socket", "setsockopt", args, 0, Number.POSITIVE_INFINITY);
        const isNone = values.length === 4 && values[2] === null && !isVsock && areOptionNumbers(values);
        if (values.length !== 3 && !isNone)
            throw new TypeError(`setsockopt() takes exactly 3 arguments (${values.length} given)`);
        const level = toParsedInt(values[0]);
        const name = toParsedInt(values[1]);
        const outcome = isNone
            ? native.setsockopt_none(this.#handle, level, name, toUnsignedInt(values[3]))
            : isVsock
              ? this.#setLongOption(level, name, values[2])
              : this.#setOption(level, name, values[2]);
        check(outcome, "setsockopt");
    }

    #setOption(level: number, name: number, value: unknown): number {
        const integer = asInteger(value);
        if (integer !== null && isInt(Number(integer)))
            return native.setsockopt_int(this.#handle, level, name, Number(integer));
        const view = toBytes(value);
        return native.setsockopt_bytes(this.#handle, level, name, view, 0, view.length);
    }

    /** Sets an option of AF_VSOCK. All of them have 64 bits, the lowest of any integer. */
    #setLongOption(level: number, name: number, value: unknown): number {
        const integer = asInteger(value);
        if (integer === null)
            throw new TypeError(`setsockopt() argument 3 must be int, not ${argumentTypeName(value)}`);
        const view = new Uint8Array(BigUint64Array.of(BigInt(integer)).buffer);
        return native.setsockopt_bytes(this.#handle, level, name, view, 0, view.length);
    }

    /**
     * Sets how long calls may wait, in seconds: null forever, 0 not at all. Raises `ValueError` for a
     * negative timeout. Python: `socket.settimeout`.
     *
     * ```ts
     * s.settimeout(2.5); // recv() then raises TimeoutError after 2.5 seconds
     * ```
     */
    settimeout(value: number | null): void;
    settimeout(...args: unknown[]): void {
        this.#setTimeout(toTimeout(takeOne("socket.settimeout", args)));
    }

    #setTimeout(seconds: number): void {
        this.#timeout = seconds;
        check(native.set_timeout(this.#handle, seconds), "ioctl");
    }

    /**
     * Shuts down the connection for receiving (SHUT_RD), sending (SHUT_WR) or both (SHUT_RDWR). Raises
     * `OSError`. Python: `socket.shutdown`; shutdown(2).
     */
    shutdown(how: number): void;
    shutdown(...args: unknown[]): void {
        check(native.shutdown(this.#handle, toInt(takeOne("socket.shutdown", args))), "shutdown");
    }

    /** Closes the socket at the end of the block of `using s = socket()`. */
    [Symbol.dispose](): void {
        this.close();
    }

    /** Returns Python's `repr()` of the socket. */
    toString(): string {
        const Class = this.constructor;
        const name = Class.prototype === socket.prototype ? "socket.socket" : Class.name;
        return describeSocket(name, this.#handle, this.#family, this.#type, this.#protocol);
    }

    [inspect.custom](): string {
        return this.toString();
    }

    /** Returns the handle that carries the socket to another thread: see lib/transfer/structured.ts. */
    [share](): WireHandle {
        return { kind: "socket:socket", numbers: [this.#handle, this.#family, this.#type, this.#protocol] };
    }
}

/** Names that are absent on this platform. */
if (!isWinsock) for (const name of ["ioctl", "share"]) Reflect.deleteProperty(socket.prototype, name);
if (native.sendmsg === undefined)
    for (const name of ["recvmsg", "recvmsg_into", "sendmsg"]) Reflect.deleteProperty(socket.prototype, name);
if (AF_ALG === undefined) Reflect.deleteProperty(socket.prototype, "sendmsg_afalg");

/** Returns the handle of a socket object; null for any other object. */
export function handleOf(value: object): number | null {
    return readHandle(value);
}

/** Creates an object for a socket in the native table, and takes over one reference to it. */
export function socketFromHandle(handle: number, family: number, type: number, protocol: number): socket {
    return new Socket(new Opened(handle, family, type & ~TYPE_FLAGS, protocol));
}

const Socket = socket as new (opened: Opened) => socket;

defineShared("socket:socket", {
    of: Kind.Socket,
    retain: ([handle]) => native.retain(handle),
    revive: ([handle, family, type, protocol]) => socketFromHandle(handle, family, type, protocol),
    drop: ([handle]) => releaseSocket(handle),
});

const EFAULT = -errnoOf("EFAULT");

/** Raises the error of a call on a view; `ValueError` if the view's memory was gone. */
function fail(outcome: number, syscall: string, view: Uint8Array): never {
    if (outcome === EFAULT) checkMemory(view);
    raise(outcome, syscall, fail);
}

const noParameters = { parameters: [], required: 0, method: true };

const socketSignature: Signature = {
    name: "socket.__init__",
    parameters: ["family", "type", "proto", "fileno"],
    required: 0,
    method: true,
};

function open(args: unknown[]): Opened {
    const [family = -1, type = -1, proto = -1, fileno = null] = take(socketSignature, args);
    const numbers = [family, type, proto].map(toInt) as [number, number, number];
    noteAct();
    return fileno === null ? openNew(...numbers) : adopt(fileno, ...numbers);
}

function openNew(family: number, type: number, proto: number): Opened {
    const numbers = [
        family === -1 ? AF_INET : family,
        type === -1 ? SOCK_STREAM : type,
        proto === -1 ? 0 : proto,
        native.get_default_timeout(),
    ] as const;
    let handle = native.socket(...numbers);
    if (handle < 0 && madeRoom(handle)) handle = native.socket(...numbers);
    if (handle < 0) raise(handle, "socket");
    return new Opened(handle, numbers[0], numbers[1] & ~TYPE_FLAGS, numbers[2]);
}

function adopt(fileno: unknown, family: number, type: number, proto: number): Opened {
    if (isWinsock && types.isUint8Array(fileno)) return adoptShared(fileno);
    const fd = toDescriptor(fileno);
    if (fd < 0) throw new ValueError("negative file descriptor");
    // The family is detected even if it is given, because that shows whether the descriptor is a socket.
    const timeout = native.get_default_timeout();
    let handle = native.adopt(fd, -1, type, proto, timeout);
    if (isWinsock && handle === UNBOUND && family !== -1)
        handle = native.adopt(fd, family, type, proto, timeout);
    check(handle, "getsockname");
    const { words } = native;
    return new Opened(handle, family === -1 ? words[0] : family, words[1] & ~TYPE_FLAGS, words[2]);
}

function adoptShared(info: Uint8Array): Opened {
    const fd = openShared(info);
    const numbers = [...native.words.subarray(0, 3)] as [number, number, number];
    const handle = native.adopt(fd, ...numbers, native.get_default_timeout());
    if (handle < 0) {
        native.close_fd(fd);
        raise(handle, "fromshare");
    }
    return new Opened(handle, ...numbers);
}

/**
 * Whether the first two arguments are ints and the last is an integer. If not, CPython only reports their
 * number.
 */
function areOptionNumbers([level, name, , length]: unknown[]): boolean {
    const isIntValue = (value: unknown) => asInteger(value) !== null && isInt(Number(value));
    return isIntValue(level) && isIntValue(name) && asInteger(length) !== null;
}

function recvArguments(name: string, args: ArrayLike<unknown>): { size: number; flags: number } {
    const values = takeSome("socket", name, args, 1, 2);
    const size = toSize(values[0]);
    const flags = values.length > 1 ? toParsedInt(values[1]) : 0;
    if (size < 0) throw new ValueError(`negative buffersize in ${name}`);
    return { size, flags };
}

function receiveIntoArguments(
    name: string,
    tooSmall: string,
    args: ArrayLike<unknown>,
): { view: Uint8Array; length: number; flags: number } {
    const values = takeNamed(name, ["buffer", "nbytes", "flags"], 1, args);
    const view = types.isUint8Array(values[0]) ? values[0] : asBytes(values[0]);
    if (view === null) {
        const type = argumentTypeName(values[0]);
        throw new TypeError(`${name}() argument 1 must be read-write bytes-like object, not ${type}`);
    }
    const length = values[1] === undefined ? 0 : toSize(values[1]);
    const flags = values[2] === undefined ? 0 : toParsedInt(values[2]);
    if (length < 0) throw new ValueError(`negative buffersize in ${name}`);
    checkMemory(view);
    if (length > view.length) throw new ValueError(tooSmall);
    return { view, length: length === 0 ? view.length : length, flags };
}

function sendArguments(name: string, args: ArrayLike<unknown>): { view: Uint8Array; flags: number } {
    const values = takeSome("socket", name, args, 1, 2);
    return { view: toBytes(values[0]), flags: values.length > 1 ? toParsedInt(values[1]) : 0 };
}
