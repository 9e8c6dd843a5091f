import { native } from "../../native/addon";
import { argumentTypeName, takeSome, toBytes, toParsedInt, toSize } from "../../python/arguments";
import { asBytes, type BytesLike } from "../../python/buffers";
import { OSError, OverflowError, TypeError } from "../../python/exceptions";
import { objectsOf } from "../../python/items";
import { allocate } from "../receive";

/** Ancillary data: the control messages that travel beside the data of a message. */

/** A control message as it is given: `[level, type, data]`. */
export type AncillaryItem = readonly [cmsg_level: number, cmsg_type: number, cmsg_data: BytesLike];

/** A control message as it was received. */
export type ReceivedItem = [cmsg_level: number, cmsg_type: number, cmsg_data: Buffer];

const LENGTH_MAX = 2 ** 31 - 1;
const RECORD_WORDS = 3;
const RECORD_SIZE = RECORD_WORDS * 4;

/**
 * The length of a control message, without what would align a next one, for `length` bytes of data.
 *
 * Raises `OverflowError` for a length out of range, `TypeError`. Python: `socket.CMSG_LEN`; cmsg(3).
 */
function cmsgLength(length: number): number;
function cmsgLength(...args: unknown[]): number {
    return sizeArgument("CMSG_LEN", args, native.cmsg_len);
}

/**
 * The room that `recvmsg()` needs for a control message with `length` bytes of data, aligned for a next one.
 *
 * Raises `OverflowError` for a length out of range, `TypeError`. Python: `socket.CMSG_SPACE`; cmsg(3).
 */
function cmsgSpace(length: number): number;
function cmsgSpace(...args: unknown[]): number {
    return sizeArgument("CMSG_SPACE", args, native.cmsg_space);
}

/** What the platform lacks is undefined; the types are those of where it is there. */
export const CMSG_LEN = ("cmsg_len" in native ? cmsgLength : undefined) as typeof cmsgLength;
export const CMSG_SPACE = ("cmsg_space" in native ? cmsgSpace : undefined) as typeof cmsgSpace;

function sizeArgument(name: string, args: unknown[], measure: (length: number) => number): number {
    const length = toSize(takeSome("", name, args, 1, 1)[0]);
    if (length < 0 || !fits(length, measure)) throw new OverflowError(`${name}() argument out of range`);
    return measure(length);
}

/** As CPython reckons: the smallest message with data is left out of what may be asked for. */
function fits(length: number, measure: (length: number) => number): boolean {
    return length <= LENGTH_MAX - measure(measure === native.cmsg_space ? 1 : 0);
}

/** The control messages of `sendmsg()` as records for the native call; null if there are none. */
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

/** A copy at once: what gives the next item may change the memory of this one. */
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

/** Null also for `bytes`, which CPython takes for one value here. */
function asSequence(item: unknown): ArrayLike<unknown> | string | null {
    if (Array.isArray(item) || typeof item === "string") return item;
    return Buffer.isBuffer(item) ? null : asBytes(item);
}

function characters(text: string): number {
    let count = 0;
    for (const _ of text) count++;
    return count;
}

/** The control messages in received control data. */
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
