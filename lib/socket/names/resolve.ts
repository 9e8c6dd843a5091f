import { native } from "../../native/addon";
import {
    argumentTypeName,
    asInteger,
    take,
    takeNone,
    takeSome,
    toParsedInt,
    toUnsignedInt,
} from "../../python/arguments";
import type { BytesLike } from "../../python/buffers";
import { AttributeError, OSError, TypeError } from "../../python/exceptions";
import { encodeUtf8, toFileName } from "../../python/file-names";
import { check, raise } from "../../python/raise";
import { typeName } from "../../python/type-name";
import { type ReturnedAddress, readCopiedAddress } from "../addresses/address";
import { checkCount, toText } from "../addresses/format";
import { checkFlowinfo } from "../addresses/inet";
import { AF_INET, AF_INET6, AF_UNSPEC, AI_NUMERICHOST, SOCK_DGRAM } from "../constants";
import { raiseAddressError, raiseHostError } from "../host/errors";
import { bytesText, placeHost } from "../host/host";
import { encodeHost } from "../host/idna";

const INET_LENGTH = 4;

/** Result of `getaddrinfo`: the arguments of `socket()` and `connect()` that reach the service. */
export type ResolvedAddress<Shape = ReturnedAddress> = [
    family: number,
    type: number,
    proto: number,
    canonname: string,
    address: Shape,
];

/** Keyword arguments of `getaddrinfo`. They narrow the results. */
export interface AddressInfoOptions {
    /** Address family, such as AF_INET; 0, the default, is any. */
    family?: number;
    /** Socket type, such as SOCK_STREAM; 0, the default, is any. */
    type?: number;
    /** Protocol number; 0, the default, is any. */
    proto?: number;
    /** Flags of the resolver: `AI_*`, by default 0. */
    flags?: number;
}

/**
 * Resolves a host and a service. Returns a list of `[family, type, proto, canonname, address]`, in the order
 * in which to try them; `address` is an argument of `connect()`.
 *
 * `host` is a name, a numeric address or null; `port` is a number, the name of a service or null. `family`,
 * `type` and `proto` narrow the results, with 0 for any; `flags` are `AI_*`.
 *
 * Raises `gaierror`; `UnicodeError` for an invalid name; `OSError` for a port of another type; `TypeError`.
 * Python: `socket.getaddrinfo`; getaddrinfo(3).
 *
 * ```ts
 * for (const [family, type, proto, , address] of getaddrinfo("localhost", 80, { type: SOCK_STREAM }))
 *     console.log(family, type, proto, address);
 * ```
 */
export function getaddrinfo<Shape = ReturnedAddress>(
    host: string | Buffer | null,
    port: number | bigint | string | Buffer | null,
    family?: number,
    type?: number,
    proto?: number,
    flags?: number,
): ResolvedAddress<Shape>[];
export function getaddrinfo<Shape = ReturnedAddress>(
    host: string | Buffer | null,
    port: number | bigint | string | Buffer | null,
    options: AddressInfoOptions,
): ResolvedAddress<Shape>[];
export function getaddrinfo(...args: unknown[]): ResolvedAddress[] {
    const [host, port, ...numbers] = take(getaddrinfoSignature, args);
    const [family, type, proto, flags] = numbers.map((number) =>
        number === undefined ? 0 : toParsedInt(number),
    );
    const found = native.getaddrinfo(hostBytes(host), serviceBytes(port), family, type, proto, flags);
    if (typeof found === "number") raiseAddressError(found);
    return found.map((result) => [result[0], result[1], result[2], result[3], readCopiedAddress(result[4])]);
}

const getaddrinfoSignature = {
    name: "getaddrinfo",
    parameters: ["host", "port", "family", "type", "proto", "flags"],
    required: 2,
};

function hostBytes(host: unknown): Buffer | null {
    if (host === null) return null;
    if (typeof host === "string") return Buffer.from(encodeHost(host));
    if (Buffer.isBuffer(host)) return host;
    throw new TypeError("getaddrinfo() argument 1 must be string or None");
}

function serviceBytes(port: unknown): Buffer | null {
    if (port === null) return null;
    if (typeof port === "string") return encodeUtf8(port);
    if (Buffer.isBuffer(port)) return port;
    if (typeof port === "boolean" || asInteger(port) === null) throw new OSError("Int or String expected");
    return Buffer.from(BigInt(port as number).toString());
}

/** Returns the host argument of the older functions, with one character per byte. */
function nameArgument(caller: string, args: ArrayLike<unknown>): string {
    const [value] = takeSome("", caller, args, 1, 1);
    const host = typeof value === "string" ? encodeHost(value) : bytesText(value);
    if (host === null) {
        const type = argumentTypeName(value);
        throw new TypeError(`${caller}() argument 1 must be str, bytes or bytearray, not ${type}`);
    }
    if (host.includes("\0")) {
        const type = typeName(value);
        throw new TypeError(`${caller}() argument 1 must be encoded string without null bytes, not ${type}`);
    }
    return host;
}

/**
 * Resolves a host name to an IPv4 address, as text: `"127.0.0.1"`. An empty name is `"0.0.0.0"`.
 *
 * Raises `gaierror`; `UnicodeError` for an invalid name; `TypeError`. Python: `socket.gethostbyname`.
 */
export function gethostbyname(hostname: string | BytesLike): string;
export function gethostbyname(...args: unknown[]): string {
    placeHost(nameArgument("gethostbyname", args), AF_INET);
    native.words[0] = native.words[2];
    return native.inet_ntop(AF_INET) as string;
}

/** Name, aliases and addresses of a host. */
export type HostInfo = [hostname: string, aliaslist: string[], ipaddrlist: string[]];

/**
 * Returns the name of a host, its aliases and its IPv4 addresses: `[hostname, aliaslist, ipaddrlist]`.
 *
 * Raises `gaierror` and `herror`; `UnicodeError` for an invalid name; `TypeError`.
 * Python: `socket.gethostbyname_ex`; gethostbyname(3).
 */
export function gethostbyname_ex(hostname: string | BytesLike): HostInfo;
export function gethostbyname_ex(...args: unknown[]): HostInfo {
    const host = nameArgument("gethostbyname_ex", args);
    placeHost(host, AF_INET);
    return hostInfo(native.gethostbyname(Buffer.from(host, "latin1")), "gethostbyname");
}

/**
 * Returns the name of the host at an address, its aliases, and its addresses of the same family:
 * `[hostname, aliaslist, ipaddrlist]`. `ip_address` may also be a name.
 *
 * Raises `gaierror` and `herror`; `OSError` for an empty name; `UnicodeError` for an invalid name;
 * `TypeError`. Python: `socket.gethostbyaddr`; gethostbyaddr(3).
 */
export function gethostbyaddr(ip_address: string | BytesLike): HostInfo;
export function gethostbyaddr(...args: unknown[]): HostInfo {
    placeHost(nameArgument("gethostbyaddr", args), AF_UNSPEC);
    return hostInfo(native.gethostbyaddr(), "gethostbyaddr");
}

function hostInfo(found: [string, string[], Uint8Array[]] | number, syscall: string): HostInfo {
    if (typeof found === "number") raiseHostError(found, syscall);
    return [found[0], found[1], found[2].map(packedText)];
}

function packedText(packed: Uint8Array): string {
    native.bytes.set(packed);
    return native.inet_ntop(packed.length === INET_LENGTH ? AF_INET : AF_INET6) as string;
}

/**
 * Returns the names of the host and the service of an address, `[host, port]` or
 * `[host, port, flowinfo, scope_id]` with a numeric host. `flags` are `NI_*`.
 *
 * Raises `gaierror`; `OverflowError` for an invalid flowinfo; `OSError` for an IPv4 address with more than
 * two elements; `TypeError`. Python: `socket.getnameinfo`; getnameinfo(3).
 */
export function getnameinfo(
    sockaddr: readonly [host: string, port: number, flowinfo?: number, scope_id?: number],
    flags: number,
): [host: string, service: string];
export function getnameinfo(...args: unknown[]): [host: string, service: string] {
    const [sockaddr, flagsArgument] = takeSome("", "getnameinfo", args, 2, 2);
    const flags = toParsedInt(flagsArgument);
    if (!Array.isArray(sockaddr)) throw new TypeError("getnameinfo() argument 1 must be a tuple");
    placeNumericAddress(sockaddr);
    const found = native.getnameinfo(flags);
    if (typeof found === "number") raiseAddressError(found, "getnameinfo");
    return found;
}

function placeNumericAddress(sockaddr: readonly unknown[]): void {
    const text = "getnameinfo(): illegal sockaddr argument";
    checkCount(sockaddr, 2, 4, text);
    const host = toText(sockaddr[0], text);
    const service = Buffer.from(String(toParsedInt(sockaddr[1])));
    const flowinfo = sockaddr.length > 2 ? toUnsignedInt(sockaddr[2]) : 0;
    const scope = sockaddr.length > 3 ? toUnsignedInt(sockaddr[3]) : 0;
    checkFlowinfo(flowinfo, "getnameinfo");
    const found = native.getaddrinfo(host, service, AF_UNSPEC, SOCK_DGRAM, 0, AI_NUMERICHOST);
    if (typeof found === "number") raiseAddressError(found);
    if (found.length > 1) throw new OSError("sockaddr resolved to multiple addresses");
    native.words.set(found[0][4]);
    if (native.words[0] === AF_INET6) native.words.set([flowinfo, scope], 2);
    else if (sockaddr.length !== 2) throw new OSError("IPv4 sockaddr must be 2 tuple");
}

/**
 * Returns the fully qualified name of a host: the first of its names with a dot. `name` is a host name or
 * address. If it is omitted, empty, `"0.0.0.0"` or `"::"`, it means this host. A name that cannot be resolved
 * is returned unchanged.
 *
 * Raises `AttributeError` for a value that is not text; `UnicodeError` for an invalid name; `TypeError`.
 * Python: `socket.getfqdn`.
 */
export function getfqdn(name?: string): string;
export function getfqdn(...args: unknown[]): string | Uint8Array {
    const [value = ""] = take({ name: "getfqdn", parameters: ["name"], required: 0 }, args);
    const text = typeof value === "string" ? value.trim() : bytesText(value)?.trim();
    if (text === undefined) throw new AttributeError(`'${typeName(value)}' object has no attribute 'strip'`);
    const isBytes = typeof value !== "string";
    const isAny = text === "" || (!isBytes && (text === "0.0.0.0" || text === "::"));
    const name = isAny ? gethostname() : text;
    try {
        const [hostname, aliases] = gethostbyaddr(isBytes ? Buffer.from(name, "latin1") : name);
        return [hostname, ...aliases].find((each) => each.includes(".")) ?? hostname;
    } catch (error) {
        if (error instanceof OSError) return isBytes && !isAny ? Buffer.from(name, "latin1") : name;
        throw error;
    }
}

/** Returns the name of this host. Raises `OSError`. Python: `socket.gethostname`; gethostname(2). */
export function gethostname(): string;
export function gethostname(...args: unknown[]): string {
    takeNone("_socket.gethostname", args);
    const name = native.gethostname();
    if (typeof name === "number") raise(name, "gethostname");
    return name;
}

/**
 * Sets the name of this host, which requires privileges. Raises `OSError`, `TypeError`, `ValueError` for a
 * NUL. Python: `socket.sethostname`; sethostname(2).
 */
export function sethostname(name: string | Buffer): void;
export function sethostname(...args: unknown[]): void {
    const [name] = takeSome("", "sethostname", args, 1, 1);
    // The system decides about a NUL in bytes.
    check(native.sethostname(Buffer.isBuffer(name) ? name : toFileName(name)), "sethostname");
}
