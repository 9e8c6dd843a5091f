import "../runtime/environment";
import { native } from "../native/addon";
import { isWinsock } from "../native/platform";
import {
    isTrue,
    take,
    takeNone,
    takeOne,
    toBytes,
    toDescriptor,
    toParsedInt,
    toTimeout,
} from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import * as builtins from "../python/builtins";
import { callable } from "../python/callable";
import { ExceptionGroup, OSError, TypeError, ValueError } from "../python/exceptions";
import { unpack } from "../python/items";
import { check, errnoOf, raise } from "../python/raise";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { noteAct } from "../runtime/first-act";
import { madeRoom } from "../runtime/garbage";
import type { Address, ReturnedAddress } from "./addresses/address";
import {
    AF_BLUETOOTH,
    AF_INET,
    AF_INET6,
    AF_UNIX,
    IPPROTO_IPV6,
    IPV6_V6ONLY,
    SO_REUSEADDR,
    SO_REUSEPORT,
    SOCK_STREAM,
    SOL_SOCKET,
} from "./constants";
import { fallbackSocketpair } from "./fallback-socketpair";
import * as sendFile from "./files/sendfile";
import { SocketIO as socketIO } from "./files/socket-io";
import * as resolverErrors from "./host/errors";
import { getaddrinfo } from "./names/resolve";
import { socket as socketClass, socketFromHandle } from "./socket-class";

export type { BytesLike } from "../python/buffers";
export type {
    Address,
    AlgAddress,
    BluetoothAddress,
    CanAddress,
    HypervAddress,
    Inet6Address,
    InetAddress,
    NetlinkAddress,
    PacketAddress,
    QipcrtrAddress,
    ReturnedAddress,
    ReturnedInet6Address,
    ReturnedInetAddress,
    ReturnedNetlinkAddress,
    ReturnedPacketAddress,
    ReturnedUnixAddress,
    ReturnedVsockAddress,
    TipcAddress,
    UnixAddress,
    VsockAddress,
} from "./addresses/address";
export {
    HV_GUID_BROADCAST,
    HV_GUID_CHILDREN,
    HV_GUID_LOOPBACK,
    HV_GUID_PARENT,
    HV_GUID_WILDCARD,
    HV_GUID_ZERO,
} from "./addresses/hyperv";
export * from "./constants";
export {
    AddressFamily,
    AddressInfo,
    type Enumeration,
    type Member,
    MsgFlag,
    SocketKind,
} from "./enumerations";
export type { SendableFile, SendFileOptions } from "./files/sendfile";
export { type AncillaryItem, CMSG_LEN, CMSG_SPACE, type ReceivedItem } from "./messages/ancillary";
export type { AlgOptions, Message, MessageInto } from "./messages/messages";
export { recv_fds, send_fds } from "./messages/pass-descriptors";
export { htonl, htons, inet_aton, inet_ntoa, inet_ntop, inet_pton, ntohl, ntohs } from "./names/conversions";
export { if_indextoname, if_nameindex, if_nametoindex } from "./names/interfaces";
export {
    type AddressInfoOptions,
    getaddrinfo,
    getfqdn,
    gethostbyaddr,
    gethostbyname,
    gethostbyname_ex,
    gethostname,
    getnameinfo,
    type HostInfo,
    type ResolvedAddress,
    sethostname,
} from "./names/resolve";
export { getprotobyname, getservbyname, getservbyport } from "./names/services";
export type { ReceiveOptions, SocketOptions } from "./socket-class";

/**
 * A socket: `socket(family, type, proto)`, with or without `new`, by default for IPv4 and TCP.
 * Python: `socket.socket`; socket(2).
 *
 * ```ts
 * using s = socket(AF_INET, SOCK_STREAM);
 * s.connect(["127.0.0.1", 8000]);
 * ```
 */
export const socket = callable(socketClass);
export type socket = socketClass;

/** Class of sockets; another name of `socket`. Python: `socket.SocketType`. */
export const SocketType = socket;
export type SocketType = socket;

/** Raw stream of bytes on a socket: `SocketIO(sock, mode)`. Python: `socket.SocketIO`. */
export const SocketIO = callable(socketIO);
export type SocketIO = socketIO;

/** Another name of `OSError`. Python: `socket.error`. */
export const error = builtins.OSError;
export type error = builtins.OSError;

/** Another name of `TimeoutError`. Python: `socket.timeout`. */
export const timeout = builtins.TimeoutError;
export type timeout = builtins.TimeoutError;

/**
 * Raised if a name or an address cannot be resolved; `errno` is one of `EAI_*`. Python: `socket.gaierror`.
 */
export const gaierror = callable(resolverErrors.gaierror);
export type gaierror = resolverErrors.gaierror;

/** Raised if a host's aliases cannot be found. Python: `socket.herror`. */
export const herror = callable(resolverErrors.herror);
export type herror = resolverErrors.herror;

/** Raised if sendfile(2) cannot send the file. Python: `socket._GiveupOnSendfile`. */
export const _GiveupOnSendfile = callable(sendFile._GiveupOnSendfile);
export type _GiveupOnSendfile = sendFile._GiveupOnSendfile;

/** Whether the platform supports IPv6. Python: `socket.has_ipv6`. */
export const has_ipv6: boolean = AF_INET6 !== undefined;

/**
 * Bluetooth address of any device. Undefined where the platform lacks AF_BLUETOOTH.
 * Python: `socket.BDADDR_ANY`.
 */
export const BDADDR_ANY = AF_BLUETOOTH === undefined ? undefined : "00:00:00:00:00:00";
/**
 * Bluetooth address of this host. Undefined where the platform lacks AF_BLUETOOTH.
 * Python: `socket.BDADDR_LOCAL`.
 */
export const BDADDR_LOCAL = AF_BLUETOOTH === undefined ? undefined : "00:00:00:FF:FF:FF";

/** Keyword arguments of `socketpair`. */
export interface SocketpairOptions {
    /** Address family; by default AF_UNIX, on Windows AF_INET. */
    family?: number | null;
    /** Socket type; by default SOCK_STREAM. */
    type?: number;
    /** Protocol number; by default 0. */
    proto?: number;
}

/**
 * Creates two sockets that are connected to each other. The default is AF_UNIX (on Windows AF_INET) and
 * SOCK_STREAM.
 *
 * Raises `OSError`; `OverflowError` or `TypeError` for an argument that is not a C int.
 * Python: `socket.socketpair`; socketpair(2).
 */
export function socketpair(family?: number | null, type?: number, proto?: number): [socket, socket];
export function socketpair(options: SocketpairOptions): [socket, socket];
export function socketpair(...args: unknown[]): [socket, socket] {
    const signature = { name: "socketpair", parameters: ["family", "type", "proto"], required: 0 };
    const [family, type = SOCK_STREAM, proto = 0] = take(signature, args);
    const preferred = isWinsock ? AF_INET : AF_UNIX;
    const numbers = [family ?? preferred, type, proto].map(toParsedInt) as [number, number, number];
    noteAct();
    if (isWinsock) return fallbackSocketpair(...numbers);
    const initial = native.get_default_timeout();
    let outcome = native.socketpair(...numbers, initial);
    if (outcome < 0 && madeRoom(outcome)) outcome = native.socketpair(...numbers, initial);
    check(outcome, "socketpair");
    const [first, second] = native.numbers;
    return [socketFromHandle(first, ...numbers), socketFromHandle(second, ...numbers)];
}

/**
 * Opens a socket from the data of another process's `socket.share()`. Raises `OSError`, `TypeError`,
 * `ValueError`. Windows only. Python: `socket.fromshare`.
 */
export const fromshare: (info: BytesLike) => socket = (
    isWinsock
        ? function fromshare(...args: unknown[]): socket {
              return new socket(0, 0, 0, toBytes(takeOne("fromshare", args)) as unknown as number);
          }
        : undefined
) as (info: BytesLike) => socket;

/** Keyword arguments of `create_connection`. */
export interface ConnectionOptions {
    /** Timeout of the socket in seconds, null for none; by default `getdefaulttimeout()`. */
    timeout?: number | null;
    /** Local address to bind to before connecting; null, the default, is any. */
    source_address?: Address | null;
    /** Whether to raise an `ExceptionGroup` of all errors instead of the last error. */
    all_errors?: boolean;
}

const connectionSignature = {
    name: "create_connection",
    parameters: ["address", "timeout", "source_address"],
    required: 1,
    keywordOnly: ["all_errors"],
};

/**
 * Creates a socket and connects it to `[host, port]`, trying every address of the host in turn.
 *
 * `timeout`, in seconds or null, becomes the timeout of the socket, also for connecting; by default it is
 * `getdefaulttimeout()`. `source_address` is a local address to bind to first. Raises the last error, or with
 * `all_errors` an `ExceptionGroup` of all; `gaierror` for an unknown host.
 * Python: `socket.create_connection`.
 *
 * ```ts
 * using s = create_connection(["example.org", 80], { timeout: 5 });
 * ```
 */
export function create_connection(
    address: readonly [host: string | Buffer | null, port: number | string | Buffer | null],
    timeout?: number | null,
    source_address?: Address | null,
    options?: Pick<ConnectionOptions, "all_errors">,
): socket;
export function create_connection(
    address: readonly [host: string | Buffer | null, port: number | string | Buffer | null],
    options: ConnectionOptions,
): socket;
export function create_connection(...args: unknown[]): socket {
    const [address, timeout, source = null, allErrors] = take(connectionSignature, args);
    const [host, port] = unpackPair(address);
    noteAct();
    let errors: OSError[] = [];
    for (const [family, type, proto, , target] of getaddrinfo(
        host as string,
        port as number,
        0,
        SOCK_STREAM,
    )) {
        try {
            return connected(new socket(family, type, proto), target, timeout, source);
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            errors = isTrue(allErrors) ? [...errors, error] : [error];
        }
    }
    if (errors.length === 0) throw new OSError("getaddrinfo returns an empty list");
    throw isTrue(allErrors) ? new ExceptionGroup("create_connection failed", errors) : errors[0];
}

function connected(s: socket, target: ReturnedAddress, timeout: unknown, source: unknown): socket {
    try {
        if (timeout !== undefined) s.settimeout(timeout as number | null);
        if (isTrue(source)) s.bind(source as Address);
        s.connect(target);
        return s;
    } catch (error) {
        s.close();
        throw error;
    }
}

/** Unpacks a pair like `host, port = address` in Python. */
function unpackPair(pair: unknown): [unknown, unknown] {
    const values = unpack(pair, 2);
    if (values === null) throw new TypeError(`cannot unpack non-iterable ${typeName(pair)} object`);
    if (values.length > 2) throw new ValueError("too many values to unpack (expected 2)");
    if (values.length < 2)
        throw new ValueError(`not enough values to unpack (expected 2, got ${values.length})`);
    return [values[0], values[1]];
}

/** Keyword arguments of `create_server`. */
export interface ServerOptions {
    /** Address family: AF_INET, the default, or AF_INET6. */
    family?: number;
    /** Argument of `listen()`: number of connections that may wait to be accepted. */
    backlog?: number | null;
    /** Whether other sockets may listen at the same port (SO_REUSEPORT). */
    reuse_port?: boolean;
    /** Whether an AF_INET6 socket also accepts IPv4 connections. */
    dualstack_ipv6?: boolean;
}

const serverSignature = {
    name: "create_server",
    parameters: ["address"],
    required: 1,
    keywordOnly: ["family", "backlog", "reuse_port", "dualstack_ipv6"],
};

/**
 * Creates a TCP socket that listens at `[host, port]`. The host `""` means every interface, port 0 any free
 * port.
 *
 * Raises `OSError`, whose text names the address; `ValueError` for options that the platform lacks;
 * `TypeError`, `OverflowError` or `gaierror` for an invalid address. Python: `socket.create_server`.
 *
 * ```ts
 * using server = create_server(["", 8000]);
 * const [conn, address] = server.accept();
 * ```
 */
export function create_server(address: Address, options?: ServerOptions): socket;
export function create_server(...args: unknown[]): socket {
    const values = take(serverSignature, args);
    const [address, family = AF_INET, backlog = null, reusePort, dualStack] = values;
    if (isTrue(reusePort) && SO_REUSEPORT === undefined)
        throw new ValueError("SO_REUSEPORT not supported on this platform");
    if (isTrue(dualStack)) {
        if (!has_dualstack_ipv6()) throw new ValueError("dualstack_ipv6 not supported on this platform");
        if (family !== AF_INET6) throw new ValueError("dualstack_ipv6 requires AF_INET6 family");
    }
    const s = new socket(family as number, SOCK_STREAM);
    try {
        prepareServer(s, isTrue(reusePort), isTrue(dualStack));
        bindServer(s, address as Address);
        s.listen(...(backlog === null ? [] : [backlog as number]));
        return s;
    } catch (error) {
        s.close();
        throw error;
    }
}

function prepareServer(s: socket, reusePort: boolean, dualStack: boolean): void {
    // On Windows the option would let any other program take the address, and binding works without it.
    if (process.platform !== "win32") ignoringOSError(() => s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1));
    if (reusePort) s.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
    if (s.family === AF_INET6) s.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, dualStack ? 0 : 1);
}

/** Runs `act` and ignores an `OSError`. A family that lacks the option fails at `bind()`, if at all. */
function ignoringOSError(act: () => void): void {
    try {
        act();
    } catch (error) {
        if (!(error instanceof OSError)) throw error;
    }
}

function bindServer(s: socket, address: Address): void {
    try {
        s.bind(address);
    } catch (error) {
        if (!(error instanceof OSError)) throw error;
        const text = `${error.strerror ?? "None"} (while attempting to bind on address ${repr(address)})`;
        throw Object.assign(new builtins.OSError(error.errno, text), { syscall: error.syscall });
    }
}

/**
 * Whether an AF_INET6 socket can accept both IPv4 and IPv6 connections. Python: `socket.has_dualstack_ipv6`.
 */
export function has_dualstack_ipv6(): boolean;
export function has_dualstack_ipv6(...args: unknown[]): boolean {
    take({ name: "has_dualstack_ipv6", parameters: [], required: 0 }, args);
    if (!has_ipv6 || IPPROTO_IPV6 === undefined || IPV6_V6ONLY === undefined) return false;
    let s: socket | null = null;
    try {
        s = new socket(AF_INET6, SOCK_STREAM);
        s.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0);
        return true;
    } catch (error) {
        if (error instanceof OSError) return false;
        throw error;
    } finally {
        s?.close();
    }
}

/**
 * Returns the timeout of new sockets in seconds; null, the default, if they block.
 * Python: `socket.getdefaulttimeout`.
 */
export function getdefaulttimeout(): number | null;
export function getdefaulttimeout(...args: unknown[]): number | null {
    takeNone("_socket.getdefaulttimeout", args);
    const seconds = native.get_default_timeout();
    return seconds < 0 ? null : seconds;
}

/**
 * Sets the timeout of new sockets, in seconds or null, for all threads. Raises `ValueError` for a negative
 * timeout, `TypeError`. Python: `socket.setdefaulttimeout`.
 */
export function setdefaulttimeout(timeout: number | null): void;
export function setdefaulttimeout(...args: unknown[]): void {
    native.set_default_timeout(toTimeout(takeOne("_socket.setdefaulttimeout", args)));
}

/**
 * Duplicates the descriptor of a socket. Child processes do not inherit the duplicate. Raises `OSError`,
 * `TypeError`. Python: `socket.dup`; dup(2).
 */
export function dup(fd: number): number;
export function dup(...args: unknown[]): number {
    return duplicate(takeOne("_socket.dup", args));
}

function duplicate(value: unknown): number {
    const fd = toDescriptor(value);
    let outcome = native.dup(fd);
    if (outcome < 0 && madeRoom(outcome)) outcome = native.dup(fd);
    return check(outcome, "dup");
}

/** Keyword arguments of `fromfd`. */
export interface FromfdOptions {
    /** Protocol number; by default 0. */
    proto?: number;
}

/**
 * Creates a socket object for a duplicate of the descriptor `fd`, which stays open. Raises `OSError`,
 * `TypeError`. Python: `socket.fromfd`.
 */
export function fromfd(fd: number, family: number, type: number, proto?: number): socket;
export function fromfd(fd: number, family: number, type: number, options: FromfdOptions): socket;
export function fromfd(...args: unknown[]): socket {
    const parameters = ["fd", "family", "type", "proto"];
    const [fd, family, type, proto = 0] = take({ name: "fromfd", parameters, required: 3 }, args);
    const copy = duplicate(fd);
    try {
        return new socket(family as number, type as number, proto as number, copy);
    } catch (error) {
        native.close_fd(copy);
        throw error;
    }
}

/**
 * Closes the descriptor of a socket for which there is no object. Raises `OSError`, `TypeError`.
 * Python: `socket.close`; close(2).
 */
export function close(fd: number): void;
export function close(...args: unknown[]): void {
    const outcome = native.close_fd(toDescriptor(takeOne("_socket.close", args)));
    // The peer may have reset the connection already. The descriptor is closed all the same.
    if (outcome < 0 && outcome !== -errnoOf("ECONNRESET")) raise(outcome, "close");
}
