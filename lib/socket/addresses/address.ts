import type { BytesLike } from "../../python/buffers";
import { OSError } from "../../python/exceptions";
import {
    AF_ALG,
    AF_BLUETOOTH,
    AF_CAN,
    AF_HYPERV,
    AF_INET,
    AF_INET6,
    AF_NETLINK,
    AF_PACKET,
    AF_QIPCRTR,
    AF_RDS,
    AF_TIPC,
    AF_UNIX,
    AF_VSOCK,
} from "../constants";
import { alg } from "./alg";
import { bluetooth } from "./bluetooth";
import { can } from "./can";
import { type AddressFormat, bytes, TAIL, words } from "./format";
import { hyperv } from "./hyperv";
import { inet, inet6 } from "./inet";
import { packet } from "./packet";
import { namedPair, netlink } from "./pair";
import { tipc } from "./tipc";
import { unix } from "./unix";

/** Address of AF_INET or AF_RDS. The host is a name or a numeric address. */
export type InetAddress = readonly [host: string | BytesLike, port: number];
/** Address of AF_INET6. The host is a name or a numeric address. */
export type Inet6Address = readonly [
    host: string | BytesLike,
    port: number,
    flowinfo?: number,
    scope_id?: number,
];
/** Address of AF_UNIX: a path, or on Linux an abstract name, which begins with a NUL. */
export type UnixAddress = string | BytesLike;
/** Address of AF_NETLINK. Linux only. */
export type NetlinkAddress = readonly [pid: number, groups: number];
/** Address of AF_PACKET. Linux only. */
export type PacketAddress = readonly [
    interface_name: string,
    protocol: number,
    packet_type?: number,
    hardware_type?: number,
    address?: BytesLike,
];
/** Address of AF_CAN, for CAN_RAW and CAN_BCM, for CAN_ISOTP, or for CAN_J1939. Linux only. */
export type CanAddress =
    | readonly [interface_name: string | Buffer]
    | readonly [interface_name: string | Buffer, rx_id: number, tx_id: number]
    | readonly [interface_name: string | Buffer, name: number | bigint, pgn: number, address: number];
/** Address of AF_VSOCK. Linux only. */
export type VsockAddress = readonly [cid: number, port: number];
/** Address of AF_QIPCRTR. Linux only. */
export type QipcrtrAddress = readonly [node: number, port: number];
/** Address of AF_ALG. Linux only. */
export type AlgAddress = readonly [type: string, name: string, feat?: number, mask?: number];
/** Address of AF_TIPC. Linux only. */
export type TipcAddress = readonly [addr_type: number, v1: number, v2: number, v3: number, scope?: number];
/**
 * Address of AF_BLUETOOTH, for BTPROTO_L2CAP, BTPROTO_RFCOMM, BTPROTO_HCI (also as a number alone) or
 * BTPROTO_SCO.
 */
export type BluetoothAddress =
    | readonly [device: string, psm: number, cid?: number, device_type?: number]
    | readonly [device: string, channel: number]
    | readonly [device: number, channel?: number]
    | number
    | string
    | Buffer;
/** Address of AF_HYPERV. Windows only. */
export type HypervAddress = readonly [vm_id: string, service_id: string];

/** Address of a socket, as an argument. Its shape depends on the socket's family. */
export type Address =
    | InetAddress
    | Inet6Address
    | UnixAddress
    | NetlinkAddress
    | PacketAddress
    | CanAddress
    | VsockAddress
    | QipcrtrAddress
    | AlgAddress
    | TipcAddress
    | BluetoothAddress
    | HypervAddress;

/** Address of AF_INET or AF_RDS, as a result. */
export type ReturnedInetAddress = [host: string, port: number];
/** Address of AF_INET6, as a result. */
export type ReturnedInet6Address = [host: string, port: number, flowinfo: number, scope_id: number];
/** Address of AF_UNIX, as a result. An abstract name is bytes. */
export type ReturnedUnixAddress = string | Buffer;
/** Address of AF_NETLINK, as a result. */
export type ReturnedNetlinkAddress = [pid: number, groups: number];
/** Address of AF_PACKET, as a result. */
export type ReturnedPacketAddress = [
    interface_name: string,
    protocol: number,
    packet_type: number,
    hardware_type: number,
    address: Buffer,
];
/** Address of AF_VSOCK, as a result. */
export type ReturnedVsockAddress = [cid: number, port: number];

/**
 * Address of a socket, as a result. Its shape depends on the socket's family, which TypeScript does not know,
 * so it is `any`. To have it checked, name the shape: `s.getsockname<ReturnedInet6Address>()` or
 * `const address: ReturnedInet6Address = s.getsockname()`.
 */
// biome-ignore lint/suspicious/noExplicitAny: which shape it is only the program knows
export type ReturnedAddress = any;

const DATA_SIZE = 14;

/**
 * Formats by family. Families that the platform lacks share the key `undefined`, which is never looked up.
 */
const formats = new Map<number | undefined, AddressFormat>([
    [AF_INET6, inet6],
    [AF_UNIX, unix],
    [AF_RDS, inet],
    [AF_PACKET, packet],
    [AF_CAN, can],
    [AF_ALG, alg],
    [AF_TIPC, tipc],
    [AF_BLUETOOTH, bluetooth],
    [AF_HYPERV, hyperv],
]);
if (AF_NETLINK !== undefined) formats.set(AF_NETLINK, netlink(AF_NETLINK));
if (AF_VSOCK !== undefined) formats.set(AF_VSOCK, namedPair(AF_VSOCK, "AF_VSOCK"));
if (AF_QIPCRTR !== undefined) formats.set(AF_QIPCRTR, namedPair(AF_QIPCRTR, "AF_QIPCRTR"));

/**
 * Writes an address argument to the block. `caller` is the name with which error texts begin; `protocol` and
 * `handle` belong to the socket.
 */
export function placeAddress(
    family: number,
    address: unknown,
    caller: string,
    protocol: number,
    handle: number,
): void {
    const format = family === AF_INET ? inet : formats.get(family);
    if (format === undefined) throw new OSError(`${caller}(): bad family`);
    format.place(address, caller, protocol, handle);
}

/** Whether the addresses of a socket of this family can be read. */
export function hasAddresses(family: number): boolean {
    return family === AF_INET || formats.has(family);
}

/** Raises `OSError` if the addresses of this family cannot be read. */
export function checkFamily(family: number): void {
    if (!hasAddresses(family)) throw new OSError("getsockaddrlen: bad family");
}

/** Reads the address in the block; null if there is none. */
export function readAddress(): ReturnedAddress {
    return readBlock(words, bytes);
}

/** Reads an address that was copied from the block. */
export function readCopiedAddress(copy: Int32Array): ReturnedAddress {
    return readBlock(copy, new Uint8Array(copy.buffer, copy.byteOffset, copy.byteLength));
}

function readBlock(block: Int32Array, blockBytes: Uint8Array): ReturnedAddress {
    const family = block[0];
    if (family === AF_INET) return inet.read(block, blockBytes);
    if (family === 0) return null;
    return formats.get(family)?.read(block, blockBytes) ?? [family, readData(block, blockBytes)];
}

/**
 * Reads an address of an unknown family as CPython does: the bytes after the family, in the size of a plain
 * sockaddr.
 */
function readData(block: Int32Array, blockBytes: Uint8Array): Buffer {
    const data = Buffer.alloc(DATA_SIZE);
    data.set(blockBytes.subarray(TAIL + 2, TAIL + Math.min(block[1], DATA_SIZE + 2)));
    return data;
}
