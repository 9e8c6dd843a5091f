import { toBytes, toParsedInt, toUnsignedInt } from "./arguments";
import type { BytesLike } from "./buffers";
import { AF_INET, AF_INET6, AF_UNIX } from "./constants";
import { OSError, OverflowError, TypeError } from "./exceptions";
import { decodeFileName, encodeFileName } from "./file-names";
import { hostArgument, knownInet, placeHost, remember } from "./host";
import { native } from "./native";
import { typeName } from "./type-name";

/**
 * A socket's address as it is given: `[host, port]` for AF_INET, `[host, port, flowinfo, scope_id]`, the last
 * two optional, for AF_INET6, and for AF_UNIX a path as a string or as bytes.
 */
export type Address =
    | readonly [host: string | BytesLike, port: number, ...rest: number[]]
    | string
    | BytesLike;

/** A socket's address as it is returned: of the shape that the socket's family has. */
// biome-ignore lint/suspicious/noExplicitAny: which shape it is only the program knows
export type ReturnedAddress = any;

const { words, bytes } = native;
const TAIL = 16;
const INET6_LENGTH = 16;
const PORT_MAX = 0xffff;
const FLOWINFO_MAX = 0xfffff;
const PATH_SIZE = process.platform === "linux" || process.platform === "win32" ? 108 : 104;
const hasAbstractNames = process.platform === "linux";
const DATA_SIZE = 14;

/** Puts an address argument into the block. `caller` is the name that its errors begin with. */
export function placeAddress(family: number, address: unknown, caller: string): void {
    if (family === AF_INET) placeInet(address, caller);
    else if (family === AF_INET6) placeInet6(address, caller);
    else if (family === AF_UNIX) placePath(address);
    else throw new OSError(`${caller}(): bad family`);
}

function placeInet(address: unknown, caller: string): void {
    if (!Array.isArray(address)) throw notTuple("AF_INET", address, caller);
    if (address.length !== 2) throw new TypeError("AF_INET address must be a pair (host, port)");
    const port = address[1];
    const known = knownInet(address[0]);
    if (known !== undefined && port >>> 0 === port && port <= PORT_MAX) {
        words[0] = AF_INET;
        words[1] = port;
        words[2] = known;
        return;
    }
    const host = hostArgument(address[0]);
    const number = portArgument(port, caller);
    placeHost(host, AF_INET);
    checkPort(number, caller);
    words[1] = number;
}

function placeInet6(address: unknown, caller: string): void {
    if (!Array.isArray(address)) throw notTuple("AF_INET6", address, caller);
    if (address.length < 2 || address.length > 4)
        throw new TypeError("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
    const host = hostArgument(address[0]);
    const port = portArgument(address[1], caller);
    const flowinfo = address.length > 2 ? toUnsignedInt(address[2]) : 0;
    const scope = address.length > 3 ? toUnsignedInt(address[3]) : 0;
    placeHost(host, AF_INET6);
    checkPort(port, caller);
    if (flowinfo > FLOWINFO_MAX) throw new OverflowError(`${caller}(): flowinfo must be 0-1048575.`);
    words[1] = port;
    words[2] = flowinfo;
    words[3] = scope;
}

function notTuple(family: string, address: unknown, caller: string): TypeError {
    return new TypeError(`${caller}(): ${family} address must be tuple, not ${typeName(address)}`);
}

function portArgument(port: unknown, caller: string): number {
    try {
        return toParsedInt(port);
    } catch (error) {
        throw error instanceof OverflowError ? portError(caller) : error;
    }
}

function checkPort(port: number, caller: string): void {
    if (port < 0 || port > PORT_MAX) throw portError(caller);
}

function portError(caller: string): OverflowError {
    return new OverflowError(`${caller}(): port must be 0-65535.`);
}

function placePath(address: unknown): void {
    const path = typeof address === "string" ? encodeFileName(address) : toBytes(address);
    // An abstract name needs no NUL at its end.
    const isAbstract = hasAbstractNames && (path.length === 0 || path[0] === 0);
    if (path.length > (isAbstract ? PATH_SIZE : PATH_SIZE - 1)) throw new OSError("AF_UNIX path too long");
    words[0] = AF_UNIX;
    words[1] = path.length;
    bytes.set(path, TAIL);
}

/** The address in the block. Null if there is none. */
export function readAddress(): ReturnedAddress {
    return words[0] === AF_INET ? readInet(words) : readOther(words, bytes);
}

/** An address that was copied from the block. */
export function readCopiedAddress(copy: Int32Array): ReturnedAddress {
    return copy[0] === AF_INET
        ? readInet(copy)
        : readOther(copy, new Uint8Array(copy.buffer, copy.byteOffset, copy.byteLength));
}

const inetTexts = new Map<number, string>();
const inet6Texts = new Map<string, string>();

function readInet(block: Int32Array): [string, number] {
    const number = block[2];
    return [inetTexts.get(number) ?? remember(inetTexts, number, inetText(number)), block[1]];
}

function inetText(number: number): string {
    return new Uint8Array(Int32Array.of(number).buffer).join(".");
}

function readOther(block: Int32Array, blockBytes: Uint8Array): ReturnedAddress {
    switch (block[0]) {
        case 0:
            return null;
        case AF_INET6:
            return readInet6(block, blockBytes);
        case AF_UNIX:
            return readPath(blockBytes.subarray(TAIL, TAIL + block[1]));
        default:
            return [block[0], readData(block, blockBytes)];
    }
}

function readInet6(block: Int32Array, blockBytes: Uint8Array): [string, number, number, number] {
    // To make the text overwrites the beginning of the block.
    const [, port, flowinfo, scope] = block;
    return [inet6Text(block, blockBytes), port, flowinfo >>> 0, scope >>> 0];
}

function inet6Text(block: Int32Array, blockBytes: Uint8Array): string {
    const key = block.subarray(TAIL / 4, (TAIL + INET6_LENGTH) / 4).join();
    const known = inet6Texts.get(key);
    if (known !== undefined) return known;
    const address = blockBytes.slice(TAIL, TAIL + INET6_LENGTH);
    bytes.set(address);
    return remember(inet6Texts, key, native.inet_ntop(AF_INET6) as string);
}

function readPath(path: Uint8Array): string | Buffer {
    if (hasAbstractNames && path.length > 0 && path[0] === 0) return Buffer.from(path);
    const end = path.indexOf(0);
    return decodeFileName(end < 0 ? path : path.subarray(0, end));
}

/** As CPython does: what follows the family, in the size that a plain sockaddr has. */
function readData(block: Int32Array, blockBytes: Uint8Array): Buffer {
    const data = Buffer.alloc(DATA_SIZE);
    data.set(blockBytes.subarray(TAIL + 2, TAIL + Math.min(block[1], DATA_SIZE + 2)));
    return data;
}
