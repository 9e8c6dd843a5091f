import { native } from "../../native/addon";
import { argumentTypeName, takeSome, toBytes, toParsedInt, toSize } from "../../python/arguments";
import { asBytes, type BytesLike } from "../../python/buffers";
import { OSError, OverflowError, TypeError } from "../../python/exceptions";
import { objectsOf } from "../../python/items";
import { allocate } from "../receive";

/** Ancillary data: control messages that accompany the data of a message. */

/** Control message to send: `[level, type, data]`. */
export type AncillaryItem = readonly [cmsg_level: number, cmsg_type: number, cmsg_data: BytesLike];

/** Control message that was received: `[level, type, data]`. */
export type ReceivedItem = [cmsg_level: number, cmsg_type: number, cmsg_data: Buffer];

const LENGTH_MAX = 2 ** 31 - 1;
const RECORD_WORDS = 3;
const RECORD_SIZE = RECORD_WORDS * 4;

/** Implements `CMSG_LEN`. */
function cmsgLength(length: number): number;
function cmsgLength(...args: unknown[]): number {
    return sizeArgument("CMSG_LEN", args, native.cmsg_len);
}

/** Implements `CMSG_SPACE`. */
function cmsgSpace(length: number): number;
function cmsgSpace(...args: unknown[]): number {
    return sizeArgument("CMSG_SPACE", args, native.cmsg_space);
}

/**
 * Returns the length in bytes of a control message with `length` bytes of data, without padding at its end.
 * Undefined where the platform lacks control messages.
 *
 * Raises `OverflowError` for a length out of range, `TypeError`. Python: `socket.CMSG_LEN`; cmsg(3).
 */
export const CMSG_LEN = ("cmsg_len" in native ? cmsgLength : undefined) as typeof cmsgLength;
/**
 * Returns the space in bytes that `recvmsg()` needs for a control message with `length` bytes of data,
 * padding included. Undefined where the platform lacks control messages.
 *
 * Raises `OverflowError` for a length out of range, `TypeError`. Python: `socket.CMSG_SPACE`; cmsg(3).
 */
export const CMSG_SPACE = ("cmsg_space" in native ? cmsgSpace : undefined) as typeof cmsgSpace;

function sizeArgument(name: string, args: unknown[], measure: (length: number) => number): number {
    const length = toSize(takeSome("", name, args, 1, 1)[0]);
    if (length < 0 || !fits(length, measure)) throw new OverflowError(`${name}() argument out of range`);
    return measure(length);
}

/** Whether a length is in range. Like CPython, reserves room for the smallest message. */
function fits(length: number, measure: (length: number) => number): boolean {
    return length <= LENGTH_MAX - measure(measure === native.cmsg_space ? 1 : 0);
}

/** Packs the control messages of `sendmsg()` into records for the native call; null if there are none. */
export function packAncillary(ancdata: unknown): Uint8Array | null {
    const items = objectsOf(ancdata);
    if (items === null) throw new TypeError("sendmsg() argument 2 must be an iterable");
    let space = 0;
    const records = Array.from(items, (item) => {
        const [level, type, data] = unpackItem(item);
        if (!fits(data.length, native.cmsg_space)) throw new OSError("ancillary data item too large");
        space += native.cmsg_space(data.length);
        if (space > LENGTH_MAX) throw new OSError("too much ancillary data");
        return packRecord(level, type, data);
    });
    return records.length === 0 ? null : joinRecords(records);
}

/**
 * Packs one control message. Copies the data at once, because the iterator may change it before the next
 * item.
 */
export function packRecord(level: number, type: number, data: Uint8Array): Uint8Array {
    const record = allocate(RECORD_SIZE + data.length);
    record.set(new Uint8Array(Int32Array.of(level, type, data.length).buffer));
    record.set(data, RECORD_SIZE);
    return record;
}

export function joinRecords(records: readonly Uint8Array[]): Uint8Array {
    if (records.length === 1) return records[0];
    const joined = allocate(records.reduce((length, record) => length + record.length, 0));
    let end = 0;
    for (const record of records) {
        joined.set(record, end);
        end += record.length;
    }
    return joined;
}

function unpackItem(item: unknown): [level: number, type: number, data: Uint8Array] {
    const where = "[sendmsg() ancillary data items]() argument must be";
    const sequence = asSequence(item);
    if (sequence === null) throw new TypeError(`${where} 3-item sequence, not ${argumentTypeName(item)}`);
    const length = typeof sequence === "string" ? characters(sequence) : sequence.length;
    if (length !== 3) throw new TypeError(`${where} sequence of length 3, not ${length}`);
    const values: unknown[] = Array.from<unknown>(sequence);
    return [toParsedInt(values[0]), toParsedInt(values[1]), toBytes(values[2])];
}

/**
 * Returns the elements of a control message; null for other values and for `bytes`, which CPython takes for
 * one value here.
 */
function asSequence(item: unknown): ArrayLike<unknown> | string | null {
    if (Array.isArray(item) || typeof item === "string") return item;
    return Buffer.isBuffer(item) ? null : asBytes(item);
}

function characters(text: string): number {
    let count = 0;
    for (const _ of text) count++;
    return count;
}

/** Returns the control messages in received control data. */
export function readAncillary(control: Uint8Array, length: number): ReceivedItem[] {
    const numbers = native.control_messages(control, length);
    if (native.numbers[0] === 0)
        process.emitWarning("received malformed or improperly-truncated ancillary data", "RuntimeWarning");
    const items: ReceivedItem[] = [];
    for (let index = 0; index < numbers.length; index += 4) {
        const [level, type, start, size] = numbers.slice(index, index + 4);
        items.push([level, type, Buffer.from(control.subarray(start, start + size))]);
    }
    return items;
}
