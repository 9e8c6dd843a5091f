import { native } from "../../native/addon";
import {
    argumentTypeName,
    asInteger,
    given,
    takeNamed,
    takeSome,
    toBytes,
    toInt,
    toParsedInt,
    toSize,
} from "../../python/arguments";
import { asBytes, type BytesLike, checkMemory } from "../../python/buffers";
import { OSError, TypeError, ValueError } from "../../python/exceptions";
import { objectsOf } from "../../python/items";
import { check } from "../../python/raise";
import { isPlainObject } from "../../python/type-name";
import { checkFamily, placeAddress, type ReturnedAddress, readAddress } from "../addresses/address";
import { AF_ALG, ALG_SET_AEAD_ASSOCLEN, ALG_SET_IV, ALG_SET_OP, SOL_ALG } from "../constants";
import { allocate, checkSize, receive } from "../receive";
import { joinRecords, packAncillary, packRecord, type ReceivedItem, readAncillary } from "./ancillary";

/** Methods of `socket` for whole messages: `sendmsg`, `recvmsg`, `recvmsg_into`, `sendmsg_afalg`. */

/** Result of `recvmsg`. */
export type Message<Shape = ReturnedAddress> = [
    data: Buffer,
    ancdata: ReceivedItem[],
    msg_flags: number,
    address: Shape,
];

/** Result of `recvmsg_into`. */
export type MessageInto<Shape = ReturnedAddress> = [
    nbytes: number,
    ancdata: ReceivedItem[],
    msg_flags: number,
    address: Shape,
];

/** Keyword arguments of `sendmsg_afalg`. */
export interface AlgOptions {
    /** Operation: ALG_OP_ENCRYPT, ALG_OP_DECRYPT, ALG_OP_SIGN or ALG_OP_VERIFY. */
    op: number;
    /** Initialisation vector. */
    iv?: BytesLike;
    /** Number of bytes that are only authenticated (AEAD). */
    assoclen?: number;
    /** Flags of the message: `MSG_*`, by default 0. */
    flags?: number;
}

const CONTROL_MAX = 2 ** 31 - 1;
const SCRATCH_SIZE = 1024;

export function sendmsg(handle: number, family: number, protocol: number, args: ArrayLike<unknown>): number {
    const values = takeSome("socket", "sendmsg", args, 1, 4);
    const [buffers, ancdata, flags, address = null] = values;
    const bits = flags === undefined ? 0 : toParsedInt(flags);
    const block = address === null ? null : placedAddress(family, address, protocol, handle);
    const data = sendData(buffers);
    const control = ancdata === undefined ? null : packAncillary(ancdata);
    // The iterable of control messages may have taken the memory away.
    data.views.forEach(checkMemory);
    // The iterable of buffers may have used the block itself.
    if (block !== null) native.words.set(block);
    return send(handle, data, bits, control, block !== null);
}

function placedAddress(family: number, address: unknown, protocol: number, handle: number): Int32Array {
    placeAddress(family, address, "sendmsg", protocol, handle);
    return native.words.slice();
}

/** Data to send. `length` is the length at the start: it shows if memory is taken away later. */
interface Data {
    readonly views: Uint8Array[];
    readonly length: number;
}

function sendData(buffers: unknown): Data {
    const views = viewsOf(buffers, toBytes);
    if (views === null) throw new TypeError("sendmsg() argument 1 must be an iterable");
    return { views, length: totalLength(views) };
}

/**
 * Returns views of the buffers. Creates them last, because getting one buffer may take the memory of another
 * away. An array of any claimed length is refused at its first item that is not a buffer.
 */
function viewsOf(buffers: unknown, toView: (item: unknown) => Uint8Array): Uint8Array[] | null {
    const given = objectsOf(buffers);
    if (given === null) return null;
    const items: unknown[] = [];
    for (const item of given) {
        toView(item);
        items.push(item);
    }
    return items.map(toView);
}

const nothing: Data = { views: [], length: 0 };

function send(
    handle: number,
    { views, length }: Data,
    flags: number,
    control: Uint8Array | null,
    addressed: boolean,
): number {
    const memory = views.length === 1 ? views[0] : views;
    return check(native.sendmsg(handle, memory, 0, length, flags, control, addressed), "sendmsg");
}

function totalLength(views: readonly Uint8Array[]): number {
    return views.reduce((length, view) => length + view.length, 0);
}

export function sendmsg_afalg(handle: number, family: number, args: unknown[]): number {
    if (family !== AF_ALG) throw new OSError("algset is only supported for AF_ALG");
    const [msg, op, iv, assoclen, flags] = algArguments(args);
    const vector = iv === undefined ? null : toBytes(iv);
    integerArgument(assoclen, 4);
    const bits = flags === undefined ? 0 : toParsedInt(flags);
    const records = [packRecord(SOL_ALG as number, ALG_SET_OP as number, word(operation(op)))];
    const associated = assoclen === undefined ? null : toInt(assoclen);
    if (associated !== null && associated < 0) throw new TypeError("assoclen must be positive");
    if (vector !== null) {
        const data = Buffer.concat([word(vector.length), vector]);
        records.push(packRecord(SOL_ALG as number, ALG_SET_IV as number, data));
    }
    if (associated !== null)
        records.push(packRecord(SOL_ALG as number, ALG_SET_AEAD_ASSOCLEN as number, word(associated)));
    return send(handle, msg === undefined ? nothing : sendData(msg), bits, joinRecords(records), false);
}

const algParameters = ["msg", "op", "iv", "assoclen", "flags"];

function algArguments(args: unknown[]): unknown[] {
    const values = given("sendmsg_afalg", args, algParameters);
    const positional = values.length - (isPlainObject(values.at(-1)) ? 1 : 0);
    const keywords = positional < values.length ? Object.keys(values.at(-1) as object).length : 0;
    if (positional > 1 && positional + keywords <= algParameters.length)
        throw new TypeError(`sendmsg_afalg() takes at most 1 positional argument (${positional} given)`);
    const result = takeNamed("sendmsg_afalg", algParameters, 0, args);
    integerArgument(result[1], 2);
    return result;
}

function integerArgument(value: unknown, position: number): void {
    if (value !== undefined && asInteger(value) === null)
        throw new TypeError(
            `sendmsg_afalg() argument ${position} must be int, not ${argumentTypeName(value)}`,
        );
}

function operation(op: unknown): number {
    const number = op === undefined ? -1 : Number(op);
    if (number < 0 || number > CONTROL_MAX) throw new TypeError("Invalid or missing argument 'op'");
    return number;
}

function word(value: number): Uint8Array {
    return new Uint8Array(Int32Array.of(value).buffer);
}

export function recvmsg(handle: number, family: number, args: ArrayLike<unknown>): Message {
    const values = takeSome("socket", "recvmsg", args, 1, 3);
    const size = toSize(values[0]);
    const { room, flags } = controlArguments(values);
    if (size < 0) throw new ValueError("negative buffer size in recvmsg()");
    checkSize(size);
    checkFamily(family);
    checkRoom(room);
    return withControl(room, (control) => {
        // With MSG_TRUNC it is the length of the whole message. Unlike `recv()`, this call does not grow the
        // result to it.
        const call = (_: number, view: Uint8Array, offset: number, length: number, bits: number) =>
            Math.min(control.receive(handle, view, offset, length, bits), size);
        return receive(call, "recvmsg", handle, size, flags);
    });
}

export function recvmsg_into(handle: number, family: number, args: ArrayLike<unknown>): MessageInto {
    const values = takeSome("socket", "recvmsg_into", args, 1, 3);
    const { room, flags } = controlArguments(values);
    const views = receiveViews(values[0]);
    checkFamily(family);
    checkRoom(room);
    const memory = views.length === 1 ? views[0] : views;
    const total = totalLength(views);
    return withControl(room, (control) => check(control.receive(handle, memory, 0, total, flags), "recvmsg"));
}

function receiveViews(buffers: unknown): Uint8Array[] {
    const views = viewsOf(buffers, toWritable);
    if (views === null) throw new TypeError("recvmsg_into() argument 1 must be an iterable");
    return views;
}

function toWritable(item: unknown): Uint8Array {
    const view = asBytes(item);
    if (view === null)
        throw new TypeError(
            "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers",
        );
    return view;
}

function controlArguments(values: readonly unknown[]): { room: number; flags: number } {
    return {
        room: values[1] === undefined ? 0 : toSize(values[1]),
        flags: values[2] === undefined ? 0 : toParsedInt(values[2]),
    };
}

function checkRoom(room: number): void {
    if (room < 0 || room > CONTROL_MAX) throw new ValueError("invalid ancillary data buffer length");
}

let scratch: Uint8Array | null = null;

/** Control data of one call, and the flags of its message. */
class Control {
    readonly #memory: Uint8Array | null;
    readonly #room: number;
    #length = 0;
    flags = 0;

    constructor(room: number) {
        this.#room = room;
        this.#memory = room === 0 ? null : room > SCRATCH_SIZE ? allocate(room) : takeScratch();
    }

    receive(
        handle: number,
        memory: Uint8Array | Uint8Array[],
        offset: number,
        length: number,
        flags: number,
    ): number {
        const received = native.recvmsg(handle, memory, offset, length, flags, this.#memory, this.#room);
        if (received >= 0) [this.flags, this.#length] = native.numbers;
        return received;
    }

    read(): ReceivedItem[] {
        if (this.#memory === null) return [];
        const items = this.#length > 0 ? readAncillary(this.#memory, this.#length) : [];
        if (this.#memory.length === SCRATCH_SIZE) scratch = this.#memory;
        return items;
    }

    closeReceived(): void {
        if (this.#memory !== null && this.#length > 0) native.close_received(this.#memory, this.#length);
    }
}

/** Returns the scratch memory and takes it out of use for others: a signal handler may receive as well. */
function takeScratch(): Uint8Array {
    const memory = scratch ?? allocate(SCRATCH_SIZE);
    scratch = null;
    return memory;
}

/** Receives with space for control data. Closes received descriptors if they do not reach the caller. */
function withControl<Data>(
    room: number,
    act: (control: Control) => Data,
): [data: Data, ancdata: ReceivedItem[], msg_flags: number, address: ReturnedAddress] {
    const control = new Control(room);
    try {
        const data = act(control);
        return [data, control.read(), control.flags, readAddress()];
    } catch (error) {
        control.closeReceived();
        throw error;
    }
}
