import { asInteger, toUnsignedInt } from "../../python/arguments";
import { Exception, OSError, TypeError, ValueError } from "../../python/exceptions";
import {
    AF_BLUETOOTH,
    BDADDR_BREDR,
    BTPROTO_HCI,
    BTPROTO_L2CAP,
    BTPROTO_RFCOMM,
    BTPROTO_SCO,
    HCI_CHANNEL_RAW,
} from "../constants";
import { type AddressFormat, bytes, clearBlock, TAIL, toText, words } from "./format";

const DEVICE_SIZE = 6;
const DEVICE_TYPE = 6;
const SHORT_MAX = 0xffff;
const BYTE_MAX = 0xff;

/**
 * `[device, psm, cid, device_type]` for BTPROTO_L2CAP (the last two optional), `[device, channel]` for
 * BTPROTO_RFCOMM, a number or `[number, channel]` for BTPROTO_HCI, a device as text or bytes for BTPROTO_SCO.
 * A device is written as `"00:11:22:AA:BB:CC"`.
 */
export const bluetooth: AddressFormat = {
    place(address, caller, protocol) {
        if (protocol === BTPROTO_L2CAP) placeL2cap(address, caller);
        else if (protocol === BTPROTO_RFCOMM) placeRfcomm(address, caller);
        else if (protocol === BTPROTO_HCI) placeHci(address, caller);
        else if (protocol === BTPROTO_SCO) placeSco(address, caller);
        else throw new OSError(`${caller}(): unknown Bluetooth protocol`);
    },

    read(block, blockBytes): unknown {
        switch (block[1]) {
            case BTPROTO_L2CAP:
                return readL2cap(block, blockBytes);
            case BTPROTO_RFCOMM:
                return [readDevice(blockBytes), block[2]];
            case BTPROTO_HCI:
                return block[3] === HCI_CHANNEL_RAW ? block[2] : [block[2], block[3]];
            case BTPROTO_SCO:
                return readDevice(blockBytes);
            default:
                throw new ValueError("Unknown Bluetooth protocol");
        }
    },
};

function placeL2cap(address: unknown, caller: string): void {
    const [device, psm, cid, type] = parsed(caller, () => {
        const [device, psm, cid = 0, type = BDADDR_BREDR] = elements(address, 2, 4);
        const numbers = [cut(psm, SHORT_MAX), cut(cid, SHORT_MAX), cut(type, BYTE_MAX)] as const;
        return [toText(device, ""), ...numbers] as const;
    });
    const packed = packDevice(device);
    place(BTPROTO_L2CAP, psm, cid, packed);
    words[DEVICE_TYPE] = type;
}

function placeRfcomm(address: unknown, caller: string): void {
    const [device, channel] = parsed(caller, () => {
        const [device, channel] = elements(address, 2, 2);
        return [toText(device, ""), cut(channel, BYTE_MAX)] as const;
    });
    place(BTPROTO_RFCOMM, channel, 0, packDevice(device));
}

function placeHci(address: unknown, caller: string): void {
    if (asInteger(address) !== null) {
        place(BTPROTO_HCI, cut(address, SHORT_MAX), HCI_CHANNEL_RAW);
        return;
    }
    const [device, channel] = parsed(caller, () => {
        const [device, channel = HCI_CHANNEL_RAW] = elements(address, 1, 2);
        return [cut(device, SHORT_MAX), cut(channel, SHORT_MAX)] as const;
    });
    place(BTPROTO_HCI, device, channel);
}

function placeSco(address: unknown, caller: string): void {
    let device: Buffer;
    if (typeof address === "string") device = toText(address, "");
    else if (Buffer.isBuffer(address)) device = address;
    else throw wrongFormat(caller);
    if (device.includes(0)) throw new ValueError("embedded null byte");
    place(BTPROTO_SCO, 0, 0, packDevice(device));
}

function place(protocol: number | undefined, first: number, second: number, device?: Uint8Array): void {
    clearBlock(AF_BLUETOOTH);
    words.set([protocol as number, first, second], 1);
    if (device !== undefined) bytes.set(device, TAIL);
}

/** Replaces all errors of `parse` by the one text that CPython has. */
function parsed<Result>(caller: string, parse: () => Result): Result {
    try {
        return parse();
    } catch (error) {
        throw error instanceof Exception ? wrongFormat(caller) : error;
    }
}

function wrongFormat(caller: string): OSError {
    return new OSError(`${caller}(): wrong format`);
}

function elements(address: unknown, least: number, most: number): readonly unknown[] {
    if (Array.isArray(address) && address.length >= least && address.length <= most) return address;
    throw new TypeError("not an address");
}

function cut(value: unknown, mask: number): number {
    return toUnsignedInt(value) & mask;
}

/** Six hexadecimal numbers as sscanf(3) reads them. */
const DEVICE = new RegExp(`^${Array(DEVICE_SIZE).fill("\\s*\\+?(?:0x)?([0-9a-f]+)").join(":")}$`, "i");

function packDevice(text: Buffer): Uint8Array {
    const digits = DEVICE.exec(text.toString("latin1"))?.slice(1) ?? [];
    const numbers = digits.map((each) => Number.parseInt(each, 16));
    if (numbers.length === 0 || numbers.some((each) => each > BYTE_MAX))
        throw new OSError("bad bluetooth address");
    return Uint8Array.from(numbers.reverse());
}

function readDevice(blockBytes: Uint8Array): string {
    const device = [...blockBytes.subarray(TAIL, TAIL + DEVICE_SIZE)].reverse();
    return device.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(":");
}

function readL2cap(block: Int32Array, blockBytes: Uint8Array): unknown[] {
    const [, , psm, cid] = block;
    const type = block[DEVICE_TYPE];
    const device = readDevice(blockBytes);
    if (type !== BDADDR_BREDR) return [device, psm, cid, type];
    return cid === 0 ? [device, psm] : [device, psm, cid];
}
