import { types } from "node:util";
import { native } from "../../native/addon";
import { asBytes } from "../../python/buffers";
import { OSError, TypeError, UnicodeError } from "../../python/exceptions";
import { typeName } from "../../python/type-name";
import { AF_INET, AF_INET6, AF_UNSPEC } from "../constants";
import { raiseAddressError } from "./errors";
import { encodeHost } from "./idna";

/**
 * Host of an address: a name or numeric address, as text with one character per byte. It is written, without
 * a port, to the block that addresses travel in (lib/native/addon.ts).
 */

const { words, bytes } = native;
const BROADCAST = -1;
const INET6_START = 16;
const INET6_LENGTH = 16;

/** Parsed numeric addresses by text. Names are resolved each time. */
const inetNumbers = new Map<string, number>();
const inet6Numbers = new Map<string, Uint8Array>();
const MOST_REMEMBERED = 256;

/** Stores a value; clears the memory first if it is full. */
export function remember<Key, Value>(memory: Map<Key, Value>, key: Key, value: Value): Value {
    if (memory.size >= MOST_REMEMBERED) memory.clear();
    memory.set(key, value);
    return value;
}

/** Returns the four bytes of a numeric host as one word, if it was parsed before. */
export function knownInet(host: unknown): number | undefined {
    return inetNumbers.get(host as string);
}

/** Returns the host of an address argument. Raises `TypeError`. */
export function hostArgument(value: unknown): string {
    const host = hostText(value);
    if (host.includes("\0")) throw new TypeError("host name must not contain null character");
    return host;
}

function hostText(value: unknown): string {
    if (typeof value === "string") return /[^\0-\x7f]/.test(value) ? encodedName(value) : value;
    const text = bytesText(value);
    if (text === null) throw new TypeError(`str, bytes or bytearray expected, not ${typeName(value)}`);
    return text;
}

function encodedName(name: string): string {
    try {
        return encodeHost(name);
    } catch (error) {
        if (error instanceof UnicodeError) throw new TypeError("encoding of hostname failed");
        throw error;
    }
}

/** Returns the text of `bytes` or a `bytearray`; null for any other value, a `memoryview` included. */
export function bytesText(value: unknown): string | null {
    const view = types.isDataView(value) ? null : asBytes(value);
    return view && Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString("latin1");
}

/**
 * Writes a host to the block: of the given family, or of any if that is AF_UNSPEC. The system resolves host
 * names. Raises `gaierror`, and `OSError` if the family cannot have such a host.
 */
export function placeHost(host: string, family: number): void {
    if (host === "") placeWildcard(family);
    else if (host === "255.255.255.255" || host === "<broadcast>") placeBroadcast(family);
    else if (!(family !== AF_INET6 && placeInet(host)) && !(family !== AF_INET && placeInet6(host)))
        placeResolved(host, family);
}

function placeWildcard(family: number): void {
    if (family === AF_UNSPEC) throw new OSError("wildcard resolved to multiple address");
    words[0] = family;
    if (family === AF_INET) words[2] = 0;
    else bytes.fill(0, INET6_START, INET6_START + INET6_LENGTH);
}

function placeBroadcast(family: number): void {
    if (family === AF_INET6) throw new OSError("address family mismatched");
    words[0] = AF_INET;
    words[2] = BROADCAST;
}

function placeInet(host: string): boolean {
    let number = inetNumbers.get(host);
    if (number === undefined) {
        if (native.inet_pton(AF_INET, host) <= 0) return false;
        number = remember(inetNumbers, host, words[0]);
    }
    words[0] = AF_INET;
    words[2] = number;
    return true;
}

/** Parses an IPv6 address without a scope. The resolver handles scopes, since they may name an interface. */
function placeInet6(host: string): boolean {
    let number = inet6Numbers.get(host);
    if (number === undefined) {
        if (host.includes("%") || native.inet_pton(AF_INET6, host) <= 0) return false;
        number = remember(inet6Numbers, host, bytes.slice(0, INET6_LENGTH));
    }
    words[0] = AF_INET6;
    bytes.set(number, INET6_START);
    return true;
}

function placeResolved(host: string, family: number): void {
    const found = native.getaddrinfo(Buffer.from(host, "latin1"), null, family, 0, 0, 0);
    if (typeof found === "number") raiseAddressError(found);
    words.set(found[0][4]);
    if (words[0] !== AF_INET && words[0] !== AF_INET6) throw new OSError("unknown address family");
}
