import { type ReturnedAddress, readCopiedAddress } from "./address";
import { argumentTypeName, asInteger, take, takeNone, takeSome, toParsedInt } from "./arguments";
import type { BytesLike } from "./buffers";
import { AF_INET, AF_UNSPEC } from "./constants";
import { raise } from "./errors";
import { AttributeError, OSError, TypeError } from "./exceptions";
import { encodeUtf8 } from "./file-names";
import { bytesText, placeHost } from "./host";
import { encodeHost } from "./idna";
import { native } from "./native";
import { raiseAddressError, raiseHostError } from "./resolver-errors";
import { typeName } from "./type-name";

/** One result of `getaddrinfo`: what `socket()` and `connect()` need to reach the service. */
export type AddressInfo = [
    family: number,
    type: number,
    proto: number,
    canonname: string,
    address: ReturnedAddress,
];

/** What `getaddrinfo` takes as keyword arguments, to narrow its results. */
export interface AddressInfoOptions {
    family?: number;
    type?: number;
    proto?: number;
    flags?: number;
}

/**
 * Resolves a host and a service by the system's resolver, in the order in which to try the results.
 *
 * `host` is a name, a numeric address or null; `port` a number, the name of a service or null. `family`,
 * `type` and `proto` narrow the results, 0 being any; `flags` are `AI_*`. Returns a list of `[family, type,
 * proto, canonname, address]`, where `address` is what `connect()` takes.
 *
 * Raises `gaierror`; `UnicodeError` for a name that is none; `TypeError`; `OSError` for a port of another
 * type. Python: `socket.getaddrinfo`; getaddrinfo(3).
 */
export function getaddrinfo(
    host: string | Buffer | null,
    port: number | bigint | string | Buffer | null,
    family?: number,
    type?: number,
    proto?: number,
    flags?: number,
): AddressInfo[];
export function getaddrinfo(
    host: string | Buffer | null,
    port: number | bigint | string | Buffer | null,
    options: AddressInfoOptions,
): AddressInfo[];
export function getaddrinfo(...args: unknown[]): AddressInfo[] {
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

/** The host argument of the older functions, as its bytes' codes. */
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
 * The IPv4 address of a host, as text: `"127.0.0.1"`. An empty name is `"0.0.0.0"`.
 *
 * Raises `gaierror`; `UnicodeError` for a name that is none; `TypeError`. Python: `socket.gethostbyname`.
 */
export function gethostbyname(hostname: string | BytesLike): string;
export function gethostbyname(...args: unknown[]): string {
    placeHost(nameArgument("gethostbyname", args), AF_INET);
    native.words[0] = native.words[2];
    return native.inet_ntop(AF_INET) as string;
}

/** The name of a host and its other names. Raises `gaierror` and `herror`. */
function gethostbyaddr(name: string | Buffer): { hostname: string; aliases: string[] } {
    placeHost(nameArgument("gethostbyaddr", [name]), AF_UNSPEC);
    const found = native.gethostbyaddr();
    if (typeof found === "number") raiseHostError(found);
    return { hostname: found[0], aliases: found[1] };
}

/**
 * The fully qualified name of a host: the first of its names that has a dot. `name` is a host name or address,
 * by default, or if empty, `"0.0.0.0"` or `"::"`, this host. A name that cannot be resolved is returned as
 * it is.
 *
 * Raises `AttributeError` for what is no text; `UnicodeError` for a name that is none; `TypeError`. Python:
 * `socket.getfqdn`.
 */
export function getfqdn(name?: string): string;
export function getfqdn(...args: unknown[]): string {
    const [value = ""] = take({ name: "getfqdn", parameters: ["name"], required: 0 }, args);
    const text = Buffer.isBuffer(value) ? value.toString("latin1") : value;
    if (typeof text !== "string")
        throw new AttributeError(`'${typeName(value)}' object has no attribute 'strip'`);
    let name = text.trim();
    if (name === "" || name === "0.0.0.0" || name === "::") name = gethostname();
    try {
        const { hostname, aliases } = gethostbyaddr(name);
        return [hostname, ...aliases].find((each) => each.includes(".")) ?? hostname;
    } catch (error) {
        if (error instanceof OSError) return name;
        throw error;
    }
}

/** The name of this host. Raises `OSError`. Python: `socket.gethostname`; gethostname(2). */
export function gethostname(): string;
export function gethostname(...args: unknown[]): string {
    takeNone("_socket.gethostname", args);
    const name = native.gethostname();
    if (typeof name === "number") raise(name, "gethostname");
    return name;
}
