import { types } from "node:util";
import { numberOf } from "../capture/classes";
import type { Graph } from "../capture/graph";
import { Kind } from "../native/addon";
import { asBytes } from "../python/buffers";
import { MemoryError, ValueError } from "../python/exceptions";
import { lengthOf } from "../python/items";
import { isPlainObject, typeName } from "../python/type-name";
import { captureValue, restoreValue } from "./graphs";
import { dispatch, drop, isShared, referenceOf, revive, reviveCopy, type WireHandle } from "./structured";

/**
 * Values on their way to threads, and through queues and shared containers. Numbers, strings, bytes, and arrays
 * and objects of them are written in a form of the package's own, for two reasons: the native side can compare them, and it
 * takes a fraction of the time that V8's serialiser takes. All else (functions, instances of classes, maps, values that
 * refer to themselves) is a graph that lib/capture writes down, whose nodes are arrays in the same form.
 *
 * Each value is a tag and, above `Number`, the length of its content; native/transfer/ordering.cc reads the
 * same format.
 */
enum Tag {
    Undefined = 0,
    Null = 1,
    False = 2,
    True = 3,
    Number = 4,
    BigInt = 5,
    String = 6,
    WideString = 7,
    Bytes = 8,
    ByteArray = 9,
    Array = 10,
    Object = 11,
    Date = 12,
    Shared = 13,
    Opaque = 14,
}

/** An encoded value, valid until the next one is encoded. The references follow the bytes. */
export interface Encoded {
    readonly view: Buffer;
    readonly length: number;
    readonly references: number;
    /** Releases the references if nobody has taken them over. */
    discard(): void;
}

const SMALL = 65536;
/** Maximum length: lengths have 32 bits. */
const LARGEST = 2 ** 32 - 1;
const DEEPEST = 200;
const REFERENCE = 16;

/**
 * Writes a value in a form that the native side takes over; `target` names the function that the thread will run with
 * it. Raises `TypeError` for what cannot cross.
 */
export function encode(value: unknown, target = ""): Encoded {
    return encodeShared((encoder) => encoder.encode(value, target));
}

/** Like `encode()`; the native side can compare what an array begins with, whatever follows: `[priority, job]`. */
export function encodeOrdered(value: unknown): Encoded {
    return encodeShared((encoder) => encoder.encode(value, "", true));
}

function encodeShared(write: (encoder: Encoder) => void): Encoded {
    // A getter of the value may encode another one.
    const encoder = shared.busy ? new Encoder() : shared;
    write(encoder);
    // A large one is not kept for the next value.
    if (encoder.view.length > SMALL) shared = new Encoder();
    return encoder;
}

/** Encodes into a fresh buffer. Use it when another value is encoded before this one is sent. */
export function encodeApart(value: unknown): Encoded {
    return new Encoder().encode(value);
}

/** Encodes a note about an object, which must not keep that object alive. */
export function encodeNote(value: unknown, object: number): Encoded {
    return new Encoder(object).encode(value);
}

/** Encodes all values, each into a fresh buffer. If one fails, discards all. */
export function encodeAll(values: readonly unknown[]): Encoded[] {
    const encoded: Encoded[] = [];
    try {
        for (const value of values) encoded.push(encodeApart(value));
    } catch (error) {
        for (const each of encoded) each.discard();
        throw error;
    }
    return encoded;
}

/** Memory into which native functions write a value that fits. */
export const incoming = Buffer.allocUnsafeSlow(SMALL);

/** Decodes a native result: a byte count means the data is in `incoming`; otherwise it is the data. */
export function decode(result: number | Uint8Array): unknown {
    if (typeof result !== "number") return new Decoder(asBuffer(result), result.length).read();
    if (incoming[0] === Tag.Number && result === 9) return incoming.readDoubleLE(1);
    if (incoming[0] === Tag.String && result === 5 + incoming.readUInt32LE(1))
        return incoming.toString("utf8", 5, result);
    return new Decoder(incoming, result).read();
}

/** Like `decode()`, for bytes that are read again and again: they keep their references. */
export function decodeCopy(bytes: Uint8Array): unknown {
    return new Decoder(asBuffer(bytes), bytes.length, reviveCopy).read();
}

/** Thrown inside of this module: the value has to be captured. */
const tooInvolved = new Error("this value is a graph");

class Encoder implements Encoded {
    busy = false;
    view: Buffer = Buffer.allocUnsafe(256);
    length = 0;
    references = 0;
    #handles: WireHandle[] = [];
    /** The containers that were met: in a graph, two places may share one. */
    #seen: object[] = [];
    #target = "";
    #isInGraph = false;
    readonly #noted: number | null;

    constructor(noted: number | null = null) {
        this.#noted = noted;
    }

    encode(value: unknown, target = "", isOrdered = false): this {
        this.busy = true;
        this.#target = target;
        try {
            this.#writeAny(value, isOrdered);
        } catch (error) {
            this.discard();
            throw error;
        } finally {
            this.busy = this.#isInGraph = false;
            // Nothing of the value is to be kept alive.
            if (this.#seen.length > 0) this.#seen = [];
        }
        this.references = this.#handles.length;
        if (this.references > 0) this.#writeReferences();
        return this;
    }

    #writeAny(value: unknown, isOrdered: boolean): void {
        this.#clear();
        try {
            this.#write(value, 0);
        } catch (error) {
            if (error !== tooInvolved) throw error;
            this.discard();
            this.#clear();
            if (isOrdered && Array.isArray(value)) this.#writeOrdered(value);
            else this.#writeGraph(value as object);
        }
    }

    /** Writes the values that an array begins with, and then the rest as one graph, which is spread when it is read. */
    #writeOrdered(array: readonly unknown[]): void {
        const found = array.findIndex((item) => Object(item) === item || typeof item === "symbol");
        if (found <= 0) {
            this.#writeGraph(array);
            return;
        }
        const start = this.#begin();
        for (const item of array.slice(0, found)) this.#write(item, 1);
        this.#writeGraph(array.slice(found), true);
        this.#end(Tag.Array, start, found + 1);
    }

    discard(): void {
        drop(this.#handles);
        this.#handles = [];
    }

    #clear(): void {
        this.length = 0;
        if (this.#handles.length > 0) this.#handles = [];
        if (this.#seen.length > 0) this.#seen = [];
    }

    #reserve(size: number): void {
        const needed = this.length + size;
        if (needed <= this.view.length) return;
        const larger = allocate(needed, Math.min(2 * this.view.length, LARGEST));
        this.view.copy(larger, 0, 0, this.length);
        this.view = larger;
    }

    #write(value: unknown, depth: number): void {
        this.#reserve(9);
        switch (typeof value) {
            case "number":
                this.view[this.length] = Tag.Number;
                this.view.writeDoubleLE(value, this.length + 1);
                this.length += 9;
                return;
            case "string":
                this.#writeString(value);
                return;
            case "undefined":
                this.view[this.length++] = Tag.Undefined;
                return;
            case "boolean":
                this.view[this.length++] = value ? Tag.True : Tag.False;
                return;
            case "bigint":
                this.#writeBigInt(value);
                return;
            case "object":
                if (value === null) this.view[this.length++] = Tag.Null;
                else this.#writeObject(value, depth);
                return;
            default:
                if (depth > 0) throw tooInvolved;
                this.#writeGraph(value as object);
        }
    }

    #writeString(value: string): void {
        const most = 3 * value.length;
        this.#reserve(most + 5);
        const start = this.length + 5;
        if (isWellFormed(value)) {
            this.#finish(Tag.String, this.view.write(value, start, most, "utf8"));
        } else {
            this.#finish(Tag.WideString, this.view.write(value, start, most, "utf16le"));
        }
    }

    /** Writes the head before the content that follows it. */
    #finish(tag: Tag, size: number): void {
        this.view[this.length] = tag;
        this.view.writeUInt32LE(size, this.length + 1);
        this.length += 5 + size;
    }

    #writeView(tag: Tag, view: Uint8Array): void {
        // A buffer whose memory is gone has no length. A shared one may grow meanwhile, unless a view fixes
        // its length.
        const stays = lengthOfView.call(view) > 0 && !(view.buffer instanceof SharedArrayBuffer);
        this.#writeBytes(tag, stays ? view : (asBytes(view) as Uint8Array));
    }

    #writeBytes(tag: Tag, bytes: Uint8Array): void {
        // Not an own property `length`, which may be anything.
        const size = lengthOfView.call(bytes);
        this.#reserve(size + 5);
        this.view.set(bytes, this.length + 5);
        this.#finish(tag, size);
    }

    /** Writes the sign, then the magnitude, least significant byte first and without leading zeros. */
    #writeBigInt(value: bigint): void {
        const digits = (value < 0n ? -value : value).toString(16);
        const hex = value === 0n ? "" : digits.padStart(digits.length + (digits.length % 2), "0");
        this.#writeBytes(Tag.BigInt, Buffer.from((value < 0n ? "01" : "00") + hex, "hex"));
    }

    #writeObject(value: object, depth: number): void {
        if (isShared(value)) this.#writeShared(dispatch(value), value);
        else if (Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype)
            this.#writeArray(value, depth);
        else if (isPlainObject(value)) this.#writeRecord(value, depth);
        else if (types.isUint8Array(value) && tagOf(value) !== null)
            this.#writeView(tagOf(value) as Tag, value);
        else if (types.isDate(value) && Object.getPrototypeOf(value) === Date.prototype)
            this.#writeDate(value);
        // Its contents may be shared with the rest of the value; let V8 preserve identity.
        else if (depth > 0) throw tooInvolved;
        else this.#writeGraph(value);
    }

    #writeDate(value: Date): void {
        this.#reserve(13);
        this.view.writeDoubleLE(timeOf.call(value), this.length + 5);
        this.#finish(Tag.Date, 8);
    }

    #meet(container: object, depth: number): void {
        // A graph refers to a container that is met again.
        if (this.#isInGraph) return;
        if (depth > DEEPEST || this.#seen.length > 64 || this.#seen.includes(container)) throw tooInvolved;
        this.#seen.push(container);
    }

    /** Writes an array. Getters may shorten it, and a Proxy may report another length each time. */
    #writeArray(array: readonly unknown[], depth: number): void {
        this.#meet(array, depth);
        const start = this.#begin();
        const most = lengthOf(array);
        if (this.length + most > LARGEST) throw new MemoryError();
        let count = 0;
        for (; count < most && count < array.length; count++) this.#write(array[count], depth + 1);
        this.#end(Tag.Array, start, count);
    }

    #writeRecord(record: Record<string, unknown>, depth: number): void {
        this.#meet(record, depth);
        const start = this.#begin();
        const keys = Object.keys(record);
        // One that is there to be recognised.
        if (keys.length === 0 && numberOf(record) !== undefined && !this.#isInGraph) throw tooInvolved;
        for (const key of keys) {
            this.#writeString(key);
            this.#write(record[key], depth + 1);
        }
        this.#end(Tag.Object, start, keys.length);
    }

    /** Leaves room for the head and the count, which are known only at the end. */
    #begin(): number {
        const start = this.length;
        this.length += 9;
        return start;
    }

    #end(tag: Tag, start: number, count: number): void {
        this.view.writeUInt32LE(count, start + 5);
        const size = this.length - start - 5;
        this.length = start;
        this.#finish(tag, size);
    }

    /** Puts the type's name before content that only JavaScript can read. */
    #withName(value: object, rest: Buffer): Buffer {
        const name = Buffer.from(typeName(value)).subarray(0, 255);
        return Buffer.concat([Buffer.of(name.length), name, rest]);
    }

    #writeShared(handle: WireHandle, value: object): void {
        const [kind, number] = referenceOf(handle);
        if (kind === Kind.Object && number === this.#noted) drop([handle]);
        else this.#handles.push(handle);
        const content = JSON.stringify([handle.kind, ...handle.numbers]);
        this.#writeBytes(Tag.Shared, this.#withName(value, Buffer.from(content)));
    }

    #writeGraph(value: object, isRest = false): void {
        const graph: unknown[] = captureValue(value, this.#target);
        if (isRest) graph.unshift(REST);
        this.#isInGraph = true;
        const name = this.#withName(isRest ? (value as object[])[0] : value, Buffer.alloc(0));
        this.#reserve(5 + name.length);
        const start = this.length;
        this.view.set(name, start + 5);
        this.length += 5 + name.length;
        this.#write(graph, 0);
        const size = this.length - start - 5;
        this.length = start;
        this.#finish(Tag.Opaque, size);
    }

    #writeReferences(): void {
        this.#reserve(this.references * REFERENCE);
        let at = this.length;
        for (const each of this.#handles) {
            const [kind, number] = referenceOf(each);
            this.view.writeDoubleLE(kind, at);
            this.view.writeDoubleLE(number, at + 8);
            at += REFERENCE;
        }
    }
}

let shared = new Encoder();

/** Allocates memory. Raises `MemoryError` if there is not enough. */
function allocate(least: number, wanted: number): Buffer {
    if (least > LARGEST) throw new MemoryError();
    try {
        return Buffer.allocUnsafeSlow(Math.max(least, wanted));
    } catch {
        throw new MemoryError();
    }
}

/** Returns the tag of bytes; null for an instance of another class. */
function tagOf(bytes: Uint8Array): Tag | null {
    const prototype = Object.getPrototypeOf(bytes);
    if (prototype === Uint8Array.prototype) return Tag.ByteArray;
    return bytes instanceof Buffer ? Tag.Bytes : null;
}

const lengthOfView = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length")
    ?.get as () => number;
const { getTime: timeOf } = Date.prototype;

/** Whether UTF-8 can encode the text. Node has `isWellFormed()`; the types of ES2022 do not. */
function isWellFormed(text: string): boolean {
    return (text as unknown as { isWellFormed(): boolean }).isWellFormed();
}

/** Reads nothing beyond its end, whatever the bytes say: an earlier value may be there. */
class Decoder {
    #at = 0;

    constructor(
        readonly bytes: Buffer,
        private end: number,
        readonly reviver: (handle: WireHandle) => object = revive,
    ) {}

    read(depth = 0): unknown {
        const { bytes } = this;
        const tag: Tag = bytes[this.#take(1)];
        switch (tag) {
            case Tag.Undefined:
                return undefined;
            case Tag.Null:
                return null;
            case Tag.False:
                return false;
            case Tag.True:
                return true;
            case Tag.Number:
                return bytes.readDoubleLE(this.#take(8));
        }
        const size = bytes.readUInt32LE(this.#take(4));
        const start = this.#take(size);
        const end = start + size;
        switch (tag) {
            case Tag.String:
                return bytes.toString("utf8", start, end);
            case Tag.WideString:
                return bytes.toString("utf16le", start, end);
            case Tag.BigInt:
                return readBigInt(bytes, start, end);
            case Tag.Bytes:
                return Buffer.from(bytes.subarray(start, end));
            case Tag.ByteArray:
                return new Uint8Array(bytes.subarray(start, end));
            case Tag.Date:
                return new Date(readDate(bytes, start, end));
            case Tag.Array:
            case Tag.Object:
                return this.#readContainer(tag, start, end, depth + 1);
            case Tag.Shared:
            case Tag.Opaque:
                return this.#readNamed(tag, start, end);
            default:
                throw malformed();
        }
    }

    /** Returns the start of the next `size` bytes. */
    #take(size: number): number {
        const start = this.#at;
        if (size > this.end - start) throw malformed();
        this.#at += size;
        return start;
    }

    #readContainer(tag: Tag.Array | Tag.Object, start: number, end: number, depth: number): unknown {
        if (depth > DEEPEST + 1) throw malformed();
        const outer = this.end;
        this.#at = start;
        this.end = end;
        const count = this.bytes.readUInt32LE(this.#take(4));
        const container = tag === Tag.Array ? this.#readArray(count, depth) : this.#readRecord(count, depth);
        this.#at = end;
        this.end = outer;
        return container;
    }

    #readArray(count: number, depth: number): unknown[] {
        const array: unknown[] = [];
        for (let index = 0; index < count; index++) {
            const item = this.read(depth);
            if (item instanceof Rest) array.push(...item.items);
            else array.push(item);
        }
        return array;
    }

    #readRecord(count: number, depth: number): Record<string, unknown> {
        const record: Record<string, unknown> = {};
        for (let index = 0; index < count; index++) {
            const key = this.read(depth) as string;
            const value = this.read(depth);
            // An own property of that name, not the prototype.
            if (key === "__proto__") defineEntry(record, key, value);
            else record[key] = value;
        }
        return record;
    }

    #readNamed(tag: Tag, start: number, end: number): unknown {
        const from = start + 1 + this.bytes[start];
        if (start === end || from > end) throw malformed();
        if (tag === Tag.Shared) return this.reviver(parseHandle(this.bytes.toString("utf8", from, end)));
        this.#at = from;
        const graph = this.read();
        this.#at = end;
        const isRest = Array.isArray(graph) && graph[0] === REST;
        if (isRest) graph.shift();
        const value = restoreValue(graph as Graph);
        return isRest ? new Rest(value as unknown[]) : value;
    }
}

/** Comes before the root of a graph, which is never `true`, if its items belong to the array around it. */
const REST = true;

class Rest {
    constructor(readonly items: readonly unknown[]) {}
}

function malformed(): Error {
    return new ValueError("bad data in a value from another thread");
}

function parseHandle(text: string): WireHandle {
    let content: unknown;
    try {
        content = JSON.parse(text);
    } catch {
        throw malformed();
    }
    if (!Array.isArray(content)) throw malformed();
    const [kind, ...numbers] = content;
    return { kind, numbers };
}

function defineEntry(record: object, key: string, value: unknown): void {
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
}

function readDate(bytes: Buffer, start: number, end: number): number {
    if (end - start !== 8) throw malformed();
    return bytes.readDoubleLE(start);
}

function readBigInt(bytes: Buffer, start: number, end: number): bigint {
    if (end === start) throw malformed();
    const size = end === start + 1 ? 0n : BigInt(`0x${bytes.toString("hex", start + 1, end)}`);
    return bytes[start] === 1 ? -size : size;
}

function asBuffer(bytes: Uint8Array): Buffer {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
