import { types } from "node:util";
import { Kind, native } from "../native/addon";
import { type CipherName, Fact, NOT_TLS, type TlsCallback, TlsFlag } from "../native/tls";
import { isInt, isTrue, type Signature, take, toBytes, toSize } from "../python/arguments";
import { asBytes, type BytesLike, checkMemory } from "../python/buffers";
import { warnDeprecated } from "../python/deprecated";
import { AttributeError, NotImplementedError, OSError, TypeError, ValueError } from "../python/exceptions";
import { ENOTSOCKET, errnoOf, raise } from "../python/raise";
import { typeName } from "../python/type-name";
import type { Address, ReturnedAddress } from "../socket/addresses/address";
import { SO_TYPE, SOCK_STREAM, SOL_SOCKET } from "../socket/constants";
import { describeSocket } from "../socket/describe";
import type { SendableFile, SendFileOptions } from "../socket/files/sendfile";
import { attempt } from "../socket/receive";
import { releaseSocket } from "../socket/release";
import { Opened, type ReceiveOptions, socket } from "../socket/socket-class";
import { id } from "../transfer/shared-object";
import { defineShared, share, type WireHandle } from "../transfer/structured";
import { type Answering, answer } from "./callbacks";
import type { PeerCertificate } from "./certificate";
import { CHANNEL_BINDING_TYPES, PROTOCOL_TLS_CLIENT, SSL_ERROR_EOF } from "./constants";
import { answerFor, connectionFlags, contextOf, defineSocketClass, SSLContext } from "./context";
import { SSLEOFError, SSLError } from "./errors";
import { chainOf, peerCertificate, protocolOf, setSession } from "./facts";
import { checkTls, raiseTls } from "./failure";
import { type SSLSession, sessionOf } from "./session";

/** Settings that `SSLContext.wrap_socket()` makes a socket of. */
export interface Wrapping {
    server_side: boolean;
    do_handshake_on_connect: boolean;
    suppress_ragged_eofs: boolean;
    server_hostname: string | null;
    context: SSLContext;
    session: SSLSession | null;
}

const ENOTCONN = errnoOf("ENOTCONN");
const EINVAL = errnoOf("EINVAL");
const DEFAULT_SIZE = 1024;
const NON_BLOCKING = 0;

/**
 * A TCP socket with TLS, as `SSLContext.wrap_socket()` returns it. It is a socket in every other way: it has a
 * timeout, can be waited for, closed by another thread and passed to threads. Two threads may use it at once,
 * one to read and one to write. Python: `ssl.SSLSocket`.
 *
 * Methods raise `SSLError` and its subclasses besides what those of `socket` raise; a non-blocking socket
 * raises `SSLWantReadError` and `SSLWantWriteError`.
 */
export class SSLSocket extends socket implements Answering {
    readonly #handle: number;
    #context: SSLContext;
    #settings: Omit<Wrapping, "context" | "session">;
    #session: SSLSession | null;
    #connected: boolean;

    constructor(...args: never[]);
    constructor(opened: unknown, wrapping: Wrapping, connected: boolean) {
        if (!(opened instanceof Opened))
            throw new TypeError(
                "SSLSocket does not have a public constructor. Instances are returned by SSLContext.wrap_socket().",
            );
        super(opened as never);
        const { context, session, ...settings } = wrapping;
        this.#handle = opened.handle;
        this.#context = context;
        this.#settings = settings;
        this.#session = session;
        this.#connected = connected;
    }

    /** Called by `SSLContext.wrap_socket()`. Python: `ssl.SSLSocket._create`. */
    static _create(sock: socket, wrapping: Wrapping): SSLSocket {
        const { context, server_side, server_hostname, session } = wrapping;
        if (typeof sock !== "object" || sock === null || typeof sock.getsockopt !== "function")
            throw new AttributeError(`'${typeName(sock)}' object has no attribute 'getsockopt'`);
        if (sock.getsockopt(SOL_SOCKET, SO_TYPE) !== SOCK_STREAM)
            throw new NotImplementedError("only stream sockets are supported");
        if (server_side && server_hostname)
            throw new ValueError("server_hostname can only be specified in client mode");
        if (server_side && session !== null)
            throw new ValueError("session can only be specified in client mode");
        if (context.check_hostname && !server_hostname)
            throw new ValueError("check_hostname requires server_hostname");
        const flags = flagsOf(wrapping);
        const timeout = sock.gettimeout();
        const { family, type, proto } = sock;
        const handle = adopted(sock, family, type, proto);
        // biome-ignore lint/complexity/noThisInStatic: a subclass makes its own
        const made = construct(this, handle, family, type, proto, wrapping, false);
        return made.#begin(flags, timeout);
    }

    /** Attaches the settings; then makes the connection if the socket is connected. */
    #begin(flags: number, timeout: number | null): this {
        const { server_hostname, do_handshake_on_connect } = this.#settings;
        try {
            this.settimeout(timeout);
            const outcome = native.ssl_attach(this.#handle, this.#context[id], flags, server_hostname ?? "");
            if (outcome < 0) raise(outcome);
            this.#connected = isConnected(this);
            if (this.#connected) {
                this.#open();
                if (do_handshake_on_connect) {
                    if (this.gettimeout() === NON_BLOCKING)
                        throw new ValueError(
                            "do_handshake_on_connect should not be specified for non-blocking sockets",
                        );
                    this.do_handshake();
                }
            }
            return this;
        } catch (error) {
            super.close();
            throw error;
        }
    }

    #open(): void {
        checkTls(native.ssl_open(this.#handle));
        if (this.#session !== null) setSession(this.#handle, this.#session);
    }

    /** Whether the socket has a TLS connection: it has none before it is connected, and after `unwrap()`. */
    #isTls(): boolean {
        return native.ssl_fact(this.#handle, Fact.IsShaken) !== undefined;
    }

    /** Answers OpenSSL's questions during a call: see callbacks.ts. */
    [answer](callback: TlsCallback, argument: Uint8Array | undefined): unknown {
        return answerFor(this.#context, this, callback, argument);
    }

    /**
     * Context of the connection. Setting it in `sni_callback` makes the connection go on with another's
     * certificate. Raises `TypeError`. Python: `ssl.SSLSocket.context`.
     */
    get context(): SSLContext {
        return this.#context;
    }

    set context(context: SSLContext) {
        if (!(context instanceof SSLContext)) throw new TypeError("The value must be a SSLContext");
        this.#context = context;
        native.ssl_set_context(this.#handle, context[id]);
    }

    /** Whether the socket is the server. Python: `ssl.SSLSocket.server_side`. */
    get server_side(): boolean {
        return this.#settings.server_side;
    }

    /** Name of the server, as DNS encodes it; null for a server. Python: `ssl.SSLSocket.server_hostname`. */
    get server_hostname(): string | null {
        return this.#settings.server_hostname;
    }

    /** Whether `connect()` does the handshake. Python: `ssl.SSLSocket.do_handshake_on_connect`. */
    get do_handshake_on_connect(): boolean {
        return this.#settings.do_handshake_on_connect;
    }

    /** Whether a connection that ends without a notification has ended well. Python: `ssl.SSLSocket.suppress_ragged_eofs`. */
    get suppress_ragged_eofs(): boolean {
        return this.#settings.suppress_ragged_eofs;
    }

    /**
     * Session of the connection, or null. A client sets it before the handshake to resume it. Raises
     * `TypeError`, `ValueError`. Python: `ssl.SSLSocket.session`.
     */
    get session(): SSLSession | null {
        return sessionOf(native.ssl_session(this.#handle));
    }

    set session(session: SSLSession) {
        this.#session = session;
        if (this.#isTls()) setSession(this.#handle, session);
    }

    /** Whether the connection has resumed a session; null without a connection. Python: `ssl.SSLSocket.session_reused`. */
    get session_reused(): boolean | null {
        const reused = native.ssl_fact(this.#handle, Fact.SessionReused);
        return reused === undefined ? null : reused === 1;
    }

    /** Always raises `NotImplementedError`. Python: `ssl.SSLSocket.dup`. */
    override dup(): this {
        throw new NotImplementedError(`Can't dup() ${this.constructor.name} instances`);
    }

    /**
     * Reads up to `len` bytes, by default 1024, into a new buffer; or into `buffer`, and returns their number.
     * Raises `ValueError` without a connection. Python: `ssl.SSLSocket.read`.
     */
    read(len?: number): Buffer;
    read(len: number, buffer: BytesLike | null): Buffer | number;
    read(...args: unknown[]): Buffer | number {
        const [len = DEFAULT_SIZE, buffer = null] = take(
            { ...method, name: "SSLSocket.read", parameters: ["len", "buffer"] },
            args,
        );
        if (!this.#isTls()) throw new ValueError("Read on closed or unwrapped SSL socket.");
        if (buffer === null) return this.#read(toLength(len)) ?? this.#missing();
        const view = toBytes(buffer);
        const size = toSize(len);
        return this.#readInto(view, size <= 0 || size > view.length ? view.length : size) ?? this.#missing();
    }

    /**
     * Sends bytes; returns their number. Raises `ValueError` without a connection.
     * Python: `ssl.SSLSocket.write`.
     */
    write(data: BytesLike): number;
    write(...args: unknown[]): number {
        const [data] = take({ ...method, name: "SSLSocket.write", parameters: ["data"], required: 1 }, args);
        if (!this.#isTls()) throw new ValueError("Write on closed or unwrapped SSL socket.");
        return this.#write(toBytes(data)) ?? this.#missing();
    }

    /** Raises what a socket that was closed or unwrapped in the meantime raises. */
    #missing(): never {
        raise(-ENOTSOCKET);
    }

    /** Reads, or returns null without a TLS connection. */
    #read(size: number): Buffer | null {
        if (size === 0) return Buffer.alloc(0);
        const received = attempt(
            (handle, view, offset, length) => native.ssl_read(handle, view, offset, length, this),
            this.#handle,
            size,
            0,
        );
        if (typeof received !== "number") return received;
        if (received === NOT_TLS) return null;
        return this.#failRead(received) ? Buffer.alloc(0) : null;
    }

    #readInto(view: Uint8Array, length: number): number | null {
        if (length === 0) {
            checkMemory(view);
            return 0;
        }
        const received = native.ssl_read(this.#handle, view, 0, length, this);
        if (received >= 0) return received;
        if (received === NOT_TLS) return null;
        checkMemory(view);
        this.#failRead(received);
        return 0;
    }

    /** Raises the exception for a read that failed, unless the end counts as an ordinary one. */
    #failRead(outcome: number): true {
        try {
            raiseTls(outcome, "read", this.server_hostname);
        } catch (error) {
            const isEnd = error instanceof SSLEOFError && error.errno === SSL_ERROR_EOF;
            if (!isEnd || !this.suppress_ragged_eofs) throw error;
            return true;
        }
    }

    /** Writes all bytes that a call takes, or returns null without a TLS connection. */
    #write(view: Uint8Array): number | null {
        if (view.length === 0) {
            checkMemory(view);
            return 0;
        }
        const written = native.ssl_write(this.#handle, view, 0, view.length, this);
        if (written >= 0) return written;
        if (written === NOT_TLS) return null;
        checkMemory(view);
        return raiseTls(written, "write", this.server_hostname);
    }

    /**
     * Returns the peer's certificate, null without one: its contents, which are empty if it was not verified,
     * or with `binary_form` as DER. Raises `ValueError` before the handshake. Python: `ssl.SSLSocket.getpeercert`.
     *
     * ```ts
     * const { subjectAltName } = conn.getpeercert() ?? {};
     * ```
     */
    getpeercert(binary_form: true): Buffer | null;
    getpeercert(binary_form?: false): PeerCertificate | null;
    getpeercert(...args: unknown[]): Buffer | PeerCertificate | null {
        const [binary = false] = take(
            { ...method, name: "SSLSocket.getpeercert", parameters: ["binary_form"] },
            args,
        );
        this.#checkConnected();
        return peerCertificate(this.#handle, this.#context, isTrue(binary));
    }

    #checkConnected(): void {
        // Raises the error of a socket that is not connected.
        if (!this.#connected) this.getpeername();
    }

    /** Returns the verified chain of the peer's certificates, each as DER. Python: `ssl.SSLSocket.get_verified_chain`. */
    get_verified_chain(): Buffer[] {
        return chainOf(this.#handle, Fact.VerifiedChain);
    }

    /** Returns the certificates that the peer has sent, each as DER. Python: `ssl.SSLSocket.get_unverified_chain`. */
    get_unverified_chain(): Buffer[] {
        return chainOf(this.#handle, Fact.UnverifiedChain);
    }

    /** Null: the protocol is gone. Python: `ssl.SSLSocket.selected_npn_protocol`. */
    selected_npn_protocol(): null {
        warnDeprecated("ssl NPN is deprecated, use ALPN instead");
        return null;
    }

    /** Returns the protocol that both sides have agreed on (ALPN), or null. Python: `ssl.SSLSocket.selected_alpn_protocol`. */
    selected_alpn_protocol(): string | null {
        return protocolOf(this.#handle);
    }

    /** Returns name, version and secret bits of the cipher, or null. Python: `ssl.SSLSocket.cipher`. */
    cipher(): [name: string, version: string, bits: number] | null {
        return (native.ssl_fact(this.#handle, Fact.Cipher) ?? null) as [string, string, number] | null;
    }

    /** Returns the ciphers that both sides have; null on a client. Python: `ssl.SSLSocket.shared_ciphers`. */
    shared_ciphers(): CipherName[] | null {
        return (native.ssl_fact(this.#handle, Fact.CommonCiphers) ?? null) as CipherName[] | null;
    }

    /** Null: connections are not compressed. Python: `ssl.SSLSocket.compression`. */
    compression(): null {
        return null;
    }

    /** Returns the version of TLS, such as "TLSv1.3"; null without a connection. Python: `ssl.SSLSocket.version`. */
    version(): string | null {
        return (native.ssl_fact(this.#handle, Fact.Version) ?? null) as string | null;
    }

    /**
     * Returns bytes that belong to this connection alone, for protocols on top of it; null before the
     * handshake. Raises `ValueError` for another type than "tls-unique". Python: `ssl.SSLSocket.get_channel_binding`.
     */
    get_channel_binding(cb_type?: string): Buffer | null;
    get_channel_binding(...args: unknown[]): Buffer | null {
        const name = "SSLSocket.get_channel_binding";
        const [type = "tls-unique"] = take({ ...method, name, parameters: ["cb_type"] }, args);
        if (!CHANNEL_BINDING_TYPES.includes(type as string))
            throw new ValueError(
                this.#isTls()
                    ? `'${type}' channel binding type not implemented`
                    : `${type} channel binding type not implemented`,
            );
        const bytes = native.ssl_fact(this.#handle, Fact.Finished) as Uint8Array | null | undefined;
        return bytes ? Buffer.from(bytes) : null;
    }

    /** Returns how many bytes can be read without waiting. Python: `ssl.SSLSocket.pending`. */
    pending(): number {
        return (native.ssl_fact(this.#handle, Fact.Pending) ?? 0) as number;
    }

    override send(data: BytesLike, flags = 0): number {
        const view = toBytes(data);
        const written = this.#withoutFlags("send", flags) ? this.#write(view) : null;
        return written ?? super.send(data, flags);
    }

    override sendall(data: BytesLike, flags = 0): void {
        const view = toBytes(data);
        if (this.#withoutFlags("sendall", flags)) this.#writeAll(view);
        else super.sendall(data, flags);
    }

    #writeAll(view: Uint8Array): void {
        for (let sent = 0; sent < view.length; ) {
            const rest = sent === 0 ? view : view.subarray(sent);
            const written = this.#write(rest);
            if (written === null) super.sendall(rest);
            sent += written ?? rest.length;
        }
    }

    /** Raises `ValueError` for flags on a TLS connection. Returns false for flags without one. */
    #withoutFlags(name: string, flags: number): boolean {
        if (flags === 0) return true;
        if (this.#isTls())
            throw new ValueError(`non-zero flags not allowed in calls to ${name}() on ${this.#className()}`);
        return false;
    }

    #className(): string {
        return `<class 'ssl.${this.constructor.name}'>`;
    }

    override sendfile(file: SendableFile, offset?: number, count?: number | null): number;
    override sendfile(file: SendableFile, options: SendFileOptions): number;
    override sendfile(...args: [SendableFile, never]): number {
        return this.#isTls() ? this._sendfile_use_send(...args) : super.sendfile(...args);
    }

    override sendto(data: BytesLike, address: Address): number;
    override sendto(data: BytesLike, flags: number, address: Address): number;
    override sendto(...args: [BytesLike, Address]): number {
        this.#refuse("sendto", ValueError);
        return super.sendto(...args);
    }

    /** Always raises `NotImplementedError`. Python: `ssl.SSLSocket.sendmsg`. */
    override sendmsg(): never {
        throw new NotImplementedError(`sendmsg not allowed on instances of ${this.#className()}`);
    }

    /** Always raises `NotImplementedError`. Python: `ssl.SSLSocket.recvmsg`. */
    override recvmsg(): never {
        throw new NotImplementedError(`recvmsg not allowed on instances of ${this.#className()}`);
    }

    /** Always raises `NotImplementedError`. Python: `ssl.SSLSocket.recvmsg_into`. */
    override recvmsg_into(): never {
        throw new NotImplementedError(`recvmsg_into not allowed on instances of ${this.#className()}`);
    }

    #refuse(name: string, ErrorClass: new (text: string) => Error): void {
        if (this.#isTls()) throw new ErrorClass(`${name} not allowed on instances of ${this.#className()}`);
    }

    /**
     * Receives up to `bufsize` bytes, by default 1024. It is empty if the peer has closed the connection.
     * Python: `ssl.SSLSocket.recv`.
     */
    override recv(bufsize: number = DEFAULT_SIZE, flags = 0): Buffer {
        const received = this.#withoutFlags("recv", flags) ? this.#read(toLength(bufsize)) : null;
        return received ?? super.recv(bufsize, flags);
    }

    override recv_into(buffer: BytesLike, nbytes?: number, flags?: number): number;
    override recv_into(buffer: BytesLike, options: ReceiveOptions): number;
    override recv_into(...args: unknown[]): number {
        const [buffer, nbytes = 0, flags = 0] = args.length === 1 ? args : take(recvIntoSignature, args);
        const view = types.isUint8Array(buffer) ? buffer : asBytes(buffer);
        if (view === null || !this.#withoutFlags("recv_into", flags as number))
            return super.recv_into(...(args as [BytesLike]));
        const size = toSize(nbytes ?? 0);
        if (size < 0) throw new ValueError("size should not be negative");
        const received = this.#readInto(view, size === 0 ? view.length : Math.min(size, view.length));
        return received ?? super.recv_into(...(args as [BytesLike]));
    }

    override recvfrom<Shape = ReturnedAddress>(bufsize: number, flags = 0): [data: Buffer, address: Shape] {
        this.#refuse("recvfrom", ValueError);
        return super.recvfrom(bufsize, flags);
    }

    override recvfrom_into<Shape = ReturnedAddress>(
        buffer: BytesLike,
        ...args: [never]
    ): [nbytes: number, address: Shape] {
        this.#refuse("recvfrom_into", ValueError);
        return super.recvfrom_into(buffer, ...args);
    }

    /** Drops the TLS connection without notifying the peer, and shuts the socket down. Python: `ssl.SSLSocket.shutdown`. */
    override shutdown(how: number): void {
        native.ssl_drop(this.#handle);
        super.shutdown(how);
    }

    /**
     * Ends the TLS connection: notifies the peer and waits for its notification. Returns this object, which is
     * an ordinary socket from now on. Raises `ValueError` without a connection. Python: `ssl.SSLSocket.unwrap`.
     */
    unwrap(): this {
        this.#requireTls();
        const outcome = native.ssl_shutdown(this.#handle, this);
        if (outcome < 0) raiseTls(outcome, "read", this.server_hostname);
        native.ssl_drop(this.#handle);
        return this;
    }

    /**
     * Asks a client of TLS 1.3 for its certificate, which it sends with the next data. Raises `ValueError`
     * without a connection, `SSLError`. Python: `ssl.SSLSocket.verify_client_post_handshake`.
     */
    verify_client_post_handshake(): void {
        this.#requireTls();
        checkTls(native.ssl_verify_client(this.#handle));
    }

    #requireTls(): void {
        if (!this.#isTls()) throw new ValueError(`No SSL wrapper around ${this.toString()}`);
    }

    /**
     * Does the handshake. With `block`, a non-blocking socket waits as well. Raises
     * `SSLCertVerificationError` for a certificate that is not valid. Python: `ssl.SSLSocket.do_handshake`.
     */
    do_handshake(block?: boolean): void;
    do_handshake(...args: unknown[]): void {
        const [block = false] = take(
            { ...method, name: "SSLSocket.do_handshake", parameters: ["block"] },
            args,
        );
        this.#checkConnected();
        const timeout = this.gettimeout();
        const waits = timeout === NON_BLOCKING && isTrue(block);
        try {
            if (waits) this.settimeout(null);
            const outcome = native.ssl_handshake(this.#handle, this);
            if (outcome === NOT_TLS)
                throw new AttributeError("'NoneType' object has no attribute 'do_handshake'");
            if (outcome < 0) raiseTls(outcome, "handshake", this.server_hostname);
        } finally {
            if (waits) this.settimeout(timeout);
        }
    }

    override connect(address: Address): void {
        this.#connect(() => {
            super.connect(address);
            return 0;
        });
    }

    override connect_ex(address: Address): number {
        return this.#connect(() => super.connect_ex(address));
    }

    #connect(connect: () => number): number {
        if (this.server_side) throw new ValueError("can't connect in server-side mode");
        if (this.#connected || this.#isTls())
            throw new ValueError("attempt to connect already-connected SSLSocket!");
        this.#open();
        try {
            const outcome = connect();
            if (outcome !== 0) return outcome;
            this.#connected = true;
            if (this.do_handshake_on_connect) this.do_handshake();
            return 0;
        } catch (error) {
            if (error instanceof OSError || error instanceof ValueError) native.ssl_drop(this.#handle);
            throw error;
        }
    }

    /**
     * Waits for a connection and does the handshake. Returns `[conn, address]`.
     * Python: `ssl.SSLSocket.accept`.
     */
    override accept<Shape = ReturnedAddress>(): [conn: SSLSocket, address: Shape] {
        const [plain, address] = super.accept<Shape>();
        const { do_handshake_on_connect, suppress_ragged_eofs } = this.#settings;
        const conn = this.#context.wrap_socket(plain, {
            do_handshake_on_connect,
            suppress_ragged_eofs,
            server_side: true,
        });
        return [conn, address];
    }

    override toString(): string {
        const name = this.constructor.name;
        return describeSocket(`ssl.${name}`, this.#handle, this.family, this.type, this.proto);
    }

    /** Returns the handle that carries the socket to another thread: see lib/transfer/structured.ts. */
    override [share](): WireHandle {
        return { kind: "ssl:SSLSocket", numbers: [this.#handle, this.family, this.type, this.proto] };
    }
}

const method = { parameters: [] as string[], required: 0, method: true };

const recvIntoSignature: Signature = {
    name: "SSLSocket.recv_into",
    parameters: ["buffer", "nbytes", "flags"],
    required: 1,
    method: true,
};

function toLength(value: unknown): number {
    const size = isInt(value) ? value : toSize(value ?? DEFAULT_SIZE);
    if (size < 0) throw new ValueError("size should not be negative");
    return size;
}

function flagsOf({ context, server_side, server_hostname, ...others }: Wrapping): number {
    return (
        connectionFlags(context, server_side, server_hostname) |
        (others.do_handshake_on_connect ? TlsFlag.Shakes : 0) |
        (others.suppress_ragged_eofs ? TlsFlag.SuppressesRaggedEnds : 0)
    );
}

/** Takes the descriptor from the socket's object, which is closed, into a new entry of the table. */
function adopted(sock: socket, family: number, type: number, proto: number): number {
    const fd = sock.detach();
    const handle = native.adopt(fd, family, type, proto, native.get_default_timeout());
    if (handle < 0) {
        if (fd >= 0) native.close_fd(fd);
        raise(handle, "getsockname");
    }
    return handle;
}

function construct(
    Class: unknown,
    handle: number,
    family: number,
    type: number,
    proto: number,
    wrapping: Wrapping,
    connected: boolean,
): SSLSocket {
    const opened = new Opened(handle, family, type, proto);
    return Reflect.construct(SSLSocket, [opened, wrapping, connected], Class as typeof SSLSocket);
}

/**
 * Whether the socket is connected. Raises `SSLError` for one that the peer has closed already, after it had
 * sent data that was not read: they are no part of a TLS connection.
 */
function isConnected(sock: SSLSocket): boolean {
    try {
        sock.getpeername();
        return true;
    } catch (error) {
        if (!(error instanceof OSError) || error.errno !== ENOTCONN) throw error;
    }
    const timeout = sock.gettimeout();
    sock.setblocking(false);
    try {
        if (sock.recv(1).length > 0) {
            const text = "Closed before TLS handshake with data in recv buffer.";
            throw Object.assign(new SSLError(1, text), { reason: text, library: null });
        }
    } catch (error) {
        const isExpected = error instanceof OSError && [ENOTCONN, EINVAL].includes(error.errno ?? 0);
        if (!isExpected) throw error;
    } finally {
        sock.settimeout(timeout);
    }
    return false;
}

defineShared("ssl:SSLSocket", {
    of: Kind.Socket,
    retain: ([handle]) => native.retain(handle),
    revive: ([handle, family, type, proto]) => revived(handle, family, type, proto),
    drop: ([handle]) => releaseSocket(handle),
});

/** Returns this thread's object for a socket that arrived. A closed one has lost its context. */
function revived(handle: number, family: number, type: number, proto: number): SSLSocket {
    const [number, flags, hostname] = native.ssl_attached(handle) ?? [0, 0, ""];
    const server_side = (flags & TlsFlag.ServerSide) !== 0;
    const context = number === 0 ? new SSLContext(PROTOCOL_TLS_CLIENT) : contextOf(number, server_side);
    const wrapping: Wrapping = {
        context,
        session: null,
        server_side,
        server_hostname: (flags & TlsFlag.HasHostname) === 0 ? null : hostname,
        do_handshake_on_connect: (flags & TlsFlag.Shakes) !== 0,
        suppress_ragged_eofs: (flags & TlsFlag.SuppressesRaggedEnds) !== 0,
    };
    const connected = native.ssl_fact(handle, Fact.IsShaken) !== undefined;
    return construct(SSLSocket, handle, family, type, proto, wrapping, connected);
}

defineSocketClass(SSLSocket);
