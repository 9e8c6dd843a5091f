import { endianness } from "node:os";
import { native } from "../../native/addon";
import {
    argumentTypeName,
    asInteger,
    takeOne,
    takeSome,
    toBytes,
    toInt,
    toParsedInt,
} from "../../python/arguments";
import type { BytesLike } from "../../python/buffers";
import { OSError, OverflowError, TypeError, ValueError } from "../../python/exceptions";
import { encodeUtf8 } from "../../python/file-names";
import { raise } from "../../python/raise";
import { typeName } from "../../python/type-name";
import { AF_INET, AF_INET6 } from "../constants";

/** Numbers in network byte order, and packed addresses. */

const swaps = endianness() === "LE";
const INET_LENGTH = 4;
const INET6_LENGTH = 16;

/**
 * Converts a 16-bit number from host to network byte order. Raises `OverflowError`, `TypeError`.
 * Python: `socket.htons`.
 */
export function htons(x: number): number;
export function htons(...args: unknown[]): number {
    return swap16("htons", args);
}

/**
 * Converts a 16-bit number from network to host byte order. Raises `OverflowError`, `TypeError`.
 * Python: `socket.ntohs`.
 */
export function ntohs(x: number): number;
export function ntohs(...args: unknown[]): number {
    return swap16("ntohs", args);
}

/**
 * Converts a 32-bit number from host to network byte order. Raises `OverflowError`, `TypeError`.
 * Python: `socket.htonl`.
 */
export function htonl(x: number | bigint): number;
export function htonl(...args: unknown[]): number {
    return swap32("htonl", args);
}

/**
 * Converts a 32-bit number from network to host byte order. Raises `OverflowError`, `TypeError`.
 * Python: `socket.ntohl`.
 */
export function ntohl(x: number | bigint): number;
export function ntohl(...args: unknown[]): number {
    return swap32("ntohl", args);
}

function swap16(name: string, args: unknown[]): number {
    const number = toInt(takeOne(`_socket.${name}`, args));
    if (number < 0)
        throw new OverflowError(`${name}: can't convert negative Python int to C 16-bit unsigned integer`);
    if (number > 0xffff)
        throw new OverflowError(`${name}: Python int too large to convert to C 16-bit unsigned integer`);
    return swaps ? ((number & 0xff) << 8) | (number >> 8) : number;
}

function swap32(name: string, args: unknown[]): number {
    const value = takeOne(`_socket.${name}`, args);
    const integer = asInteger(value);
    if (integer === null) throw new TypeError(`expected int, ${typeName(value)} found`);
    if (integer < 0) throw new OverflowError("can't convert negative value to unsigned int");
    if (integer >= 2n ** 64n) throw new OverflowError("Python int too large to convert to C unsigned long");
    if (integer > 0xffffffff) throw new OverflowError("int larger than 32 bits");
    const number = Number(integer);
    return swaps ? new DataView(Uint32Array.of(number).buffer).getUint32(0) : number;
}

/** Returns the text of an address. Refuses a NUL, which would end it early in C. */
function textArgument(value: unknown, description: string): string {
    if (typeof value !== "string")
        throw new TypeError(`${description} must be str, not ${argumentTypeName(value)}`);
    encodeUtf8(value);
    if (value.includes("\0")) throw new ValueError("embedded null character");
    return value;
}

function copyOfBlock(length: number): Buffer {
    return Buffer.from(native.bytes.subarray(0, length));
}

/**
 * Packs an IPv4 address, in any notation of inet_aton(3), into four bytes: `inet_aton("127.0.0.1")`, but also
 * `"127.1"`.
 *
 * Raises `OSError` for any other text, `TypeError`. Python: `socket.inet_aton`.
 */
export function inet_aton(ip_string: string): Buffer;
export function inet_aton(...args: unknown[]): Buffer {
    const text = textArgument(takeOne("_socket.inet_aton", args), "inet_aton() argument");
    if (native.inet_aton(text) === 0) throw new OSError("illegal IP address string passed to inet_aton");
    return copyOfBlock(INET_LENGTH);
}

/**
 * Returns the text of an IPv4 address of four bytes. Raises `OSError` for another length, `TypeError`.
 * Python: `socket.inet_ntoa`.
 */
export function inet_ntoa(packed_ip: BytesLike): string;
export function inet_ntoa(...args: unknown[]): string {
    const packed = toBytes(takeOne("_socket.inet_ntoa", args));
    if (packed.length !== INET_LENGTH) throw new OSError("packed IP wrong length for inet_ntoa");
    return packed.join(".");
}

/**
 * Packs an address of AF_INET or AF_INET6, in its usual notation, into 4 or 16 bytes.
 *
 * Raises `OSError` for any other text or family, `TypeError`. Python: `socket.inet_pton`; inet_pton(3).
 */
export function inet_pton(address_family: number, ip_string: string): Buffer;
export function inet_pton(...args: unknown[]): Buffer {
    const values = takeSome("", "inet_pton", args, 2, 2);
    const family = toParsedInt(values[0]);
    const result = native.inet_pton(family, textArgument(values[1], "inet_pton() argument 2"));
    if (result < 0) raise(result, "inet_pton");
    if (result === 0) throw new OSError("illegal IP address string passed to inet_pton");
    return copyOfBlock(family === AF_INET ? INET_LENGTH : INET6_LENGTH);
}

/**
 * Returns the text of a packed address of AF_INET (4 bytes) or AF_INET6 (16 bytes).
 *
 * Raises `ValueError` for another length or family, `TypeError`. Python: `socket.inet_ntop`; inet_ntop(3).
 */
export function inet_ntop(address_family: number, packed_ip: BytesLike): string;
export function inet_ntop(...args: unknown[]): string {
    const values = takeSome("", "inet_ntop", args, 2, 2);
    const family = toParsedInt(values[0]);
    const packed = toBytes(values[1]);
    const length = family === AF_INET ? INET_LENGTH : family === AF_INET6 ? INET6_LENGTH : null;
    if (length === null) throw new ValueError(`unknown address family ${family}`);
    if (packed.length !== length) throw new ValueError("invalid length of packed IP address string");
    native.bytes.set(packed);
    const text = native.inet_ntop(family);
    if (typeof text === "number") raise(text, "inet_ntop");
    return text;
}
