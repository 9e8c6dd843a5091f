import { isPlainObject, typeName } from "../python/type-name";
import {
    dispatch,
    drop,
    isShared,
    pack,
    referenceOf,
    revive,
    type SharedValue,
    unpack,
    unpackPlain,
} from "./structured";

/**
 * Values on their way to threads, and through queues and shared containers. Numbers, strings, bytes, and arrays
 * and objects of them are written in a form of the package's own, for two reasons: the native side can compare them, and it
 * takes a fraction of the time that V8's serialiser takes. Whatever else there is, V8 serialises inside of it.
 *
 * Each value is a tag and, above `Number`, the length of what follows; native/transfer/ordering.cc reads the same.
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

/** A value ready to be handed over, until the next one is encoded: the references follow the bytes. */
export interface Encoded {
    readonly view: Buffer;
    readonly length: number;
    readonly references: number;
    /** Gives the references back, if nobody has taken them over. */
    discard(): void;
}

const SMALL = 65536;
const DEEPEST = 200;
const REFERENCE = 16;

/** The value in a form that the native side takes over. Raises `TypeError` for what cannot cross. */
export function encode(value: unknown): Encoded {
    // A getter of the value may encode another one.
    const encoder = shared.busy ? new Encoder() : shared;
    encoder.encode(value);
    // A large one is not kept for the next value.
    if (encoder.view.length > SMALL) shared = new Encoder();
    return encoder;
}

/** The same in memory of its own, for when there is another one before it is handed over. */
export function encodeApart(value: unknown): Encoded {
    return new Encoder().encode(value);
}

/** The same for each of them, or for none. */
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

/** Where native functions write a value that fits there. */
export const incoming = Buffer.allocUnsafeSlow(SMALL);

/** The value of a native function that has written `result` bytes to `incoming`, or returned them. */
export function decode(result: number | Uint8Array): unknown {
    const bytes = typeof result === "number" ? incoming : asBuffer(result);
    if (typeof result === "number") {
        if (bytes[0] === Tag.Number) return bytes.readDoubleLE(1);
        if (bytes[0] === Tag.String) return bytes.toString("utf8", 5, result);
    }
    return new Decoder(bytes).read();
}

/** The value with a `SharedValue` in the place of every shared object: no reference is taken over. */
export function decodePlain(bytes: Uint8Array): unknown {
    return new Decoder(asBuffer(bytes), true).read();
}

/** Thrown inside of this module: V8 has to do it. */
const tooInvolved = new Error("this value is left to V8");

class Encoder implements Encoded {
    busy = false;
    view = Buffer.allocUnsafe(256);
    length = 0;
    references = 0;
    #travellers: SharedValue[] = [];
    /** The containers that were met: V8 keeps it if two places share one. */
    #seen: object[] = [];

    encode(value: unknown): this {
        this.busy = true;
        this.#clear();
        try {
            this.#write(value, 0);
        } catch (error) {
            this.discard();
            if (error !== tooInvolved) throw error;
            this.#clear();
            this.#writeOpaque(value as object);
        } finally {
            this.busy = false;
            // Nothing of the value is to be kept alive.
            if (this.#seen.length > 0) this.#seen = [];
        }
        this.references = this.#travellers.length;
        if (this.references > 0) this.#writeReferences();
        return this;
    }

    discard(): void {
        drop(this.#travellers);
        this.#travellers = [];
    }

    #clear(): void {
        this.length = 0;
        if (this.#travellers.length > 0) this.#travellers = [];
        if (this.#seen.length > 0) this.#seen = [];
    }

    #reserve(size: number): void {
        if (this.length + size <= this.view.length) return;
        const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.view.length, this.length + size));
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
                // Says why not.
                pack(value);
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

    /** The head before what was written behind it. */
    #finish(tag: Tag, size: number): void {
        this.view[this.length] = tag;
        this.view.writeUInt32LE(size, this.length + 1);
        this.length += 5 + size;
    }

    #writeBytes(tag: Tag, bytes: Uint8Array): void {
        this.#reserve(bytes.length + 5);
        // What lies outside its buffer is empty, and cannot be copied from.
        if (bytes.length > 0) this.view.set(bytes, this.length + 5);
        this.#finish(tag, bytes.length);
    }

    /** Whether it is negative, then its size, the first byte first and not 0. */
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
        else if (Buffer.isBuffer(value)) this.#writeBytes(Tag.Bytes, value);
        else if (Object.getPrototypeOf(value) === Uint8Array.prototype)
            this.#writeBytes(Tag.ByteArray, value as Uint8Array);
        else if (Object.getPrototypeOf(value) === Date.prototype) this.#writeDate(value as Date);
        // What it holds may be shared with the rest.
        else if (depth > 0) throw tooInvolved;
        else this.#writeOpaque(value);
    }

    #writeDate(value: Date): void {
        this.#reserve(13);
        this.view.writeDoubleLE(value.getTime(), this.length + 5);
        this.#finish(Tag.Date, 8);
    }

    #meet(container: object, depth: number): void {
        if (depth > DEEPEST || this.#seen.length > 64 || this.#seen.includes(container)) throw tooInvolved;
        this.#seen.push(container);
    }

    #writeArray(array: readonly unknown[], depth: number): void {
        this.#meet(array, depth);
        const start = this.#begin(array.length);
        for (let index = 0; index < array.length; index++) this.#write(array[index], depth + 1);
        this.#end(Tag.Array, start);
    }

    #writeRecord(record: Record<string, unknown>, depth: number): void {
        this.#meet(record, depth);
        const keys = Object.keys(record);
        const start = this.#begin(keys.length);
        for (const key of keys) {
            this.#writeString(key);
            this.#write(record[key], depth + 1);
        }
        this.#end(Tag.Object, start);
    }

    #begin(count: number): number {
        const start = this.length;
        this.view.writeUInt32LE(count, start + 5);
        this.length += 9;
        return start;
    }

    #end(tag: Tag, start: number): void {
        const size = this.length - start - 5;
        this.length = start;
        this.#finish(tag, size);
    }

    /** The type's name, which stands at the beginning of what only JavaScript can read. */
    #withName(value: object, rest: Buffer): Buffer {
        const name = Buffer.from(typeName(value)).subarray(0, 255);
        return Buffer.concat([Buffer.of(name.length), name, rest]);
    }

    #writeShared(traveller: SharedValue, value: object): void {
        this.#travellers.push(traveller);
        const content = JSON.stringify([traveller.kind, ...traveller.numbers]);
        this.#writeBytes(Tag.Shared, this.#withName(value, Buffer.from(content)));
    }

    #writeOpaque(value: object): void {
        const { bytes, shared } = pack(value);
        this.#travellers.push(...shared);
        this.#writeBytes(Tag.Opaque, this.#withName(value, bytes));
    }

    #writeReferences(): void {
        this.#reserve(this.references * REFERENCE);
        let at = this.length;
        for (const traveller of this.#travellers) {
            const [kind, handle] = referenceOf(traveller);
            this.view.writeDoubleLE(kind, at);
            this.view.writeDoubleLE(handle, at + 8);
            at += REFERENCE;
        }
    }
}

let shared = new Encoder();

/** Whether UTF-8 can say it. Node has it; the types of ES2022 do not. */
function isWellFormed(text: string): boolean {
    return (text as unknown as { isWellFormed(): boolean }).isWellFormed();
}

class Decoder {
    #at = 0;

    constructor(
        readonly bytes: Buffer,
        readonly plain = false,
    ) {}

    read(): unknown {
        const { bytes } = this;
        const tag: Tag = bytes[this.#at++];
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
                this.#at += 8;
                return bytes.readDoubleLE(this.#at - 8);
        }
        const start = this.#at + 4;
        const end = start + bytes.readUInt32LE(this.#at);
        this.#at = end;
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
                return new Date(bytes.readDoubleLE(start));
            case Tag.Array:
                return this.#readArray(start);
            case Tag.Object:
                return this.#readRecord(start);
        }
        const content = bytes.subarray(start + 1 + bytes[start], end);
        if (tag === Tag.Opaque) return (this.plain ? unpackPlain : unpack)(Buffer.from(content));
        const [kind, ...numbers] = JSON.parse(content.toString());
        return this.plain ? { kind, numbers } : revive({ kind, numbers });
    }

    #readArray(start: number): unknown[] {
        this.#at = start + 4;
        const count = this.bytes.readUInt32LE(start);
        const array: unknown[] = [];
        for (let index = 0; index < count; index++) array.push(this.read());
        return array;
    }

    #readRecord(start: number): Record<string, unknown> {
        this.#at = start + 4;
        const record: Record<string, unknown> = {};
        for (let count = this.bytes.readUInt32LE(start); count > 0; count--) {
            const key = this.read() as string;
            const value = this.read();
            // An own entry of that name, not the prototype.
            if (key === "__proto__") defineEntry(record, key, value);
            else record[key] = value;
        }
        return record;
    }
}

function defineEntry(record: object, key: string, value: unknown): void {
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
}

function readBigInt(bytes: Buffer, start: number, end: number): bigint {
    const size = end === start + 1 ? 0n : BigInt(`0x${bytes.toString("hex", start + 1, end)}`);
    return bytes[start] === 1 ? -size : size;
}

function asBuffer(bytes: Uint8Array): Buffer {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
