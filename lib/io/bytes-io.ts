import {
    exact,
    type Integer,
    isLong,
    takeNamed,
    takeNone,
    takeOne,
    takePositional,
    toBytes,
    toExactSize,
    toInt,
    toInteger,
} from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { OverflowError, ValueError } from "../python/exceptions";
import { type Description, defineCopied, describe, restore } from "../transfer/structured";
import { BufferedIOBase } from "./buffered-io-base";
import { allocate, toOptionalSize, toWritable } from "./streams";

const LINE_FEED = 10;

/** Stream of bytes in memory: `new BytesIO(initial_bytes)`. Python: `io.BytesIO`. */
export class BytesIO extends BufferedIOBase {
    #memory: Buffer;
    #length: number;
    #position: Integer = 0;

    constructor(initial_bytes?: BytesLike | null);
    constructor(...args: unknown[]) {
        const [initial = null] = takeNamed("BytesIO", ["initial_bytes"], 0, args);
        super();
        this.#memory = initial === null ? Buffer.alloc(0) : Buffer.from(toBytes(initial));
        this.#length = this.#memory.length;
    }

    /** Returns a copy of all bytes, wherever the position is. Python: `io.BytesIO.getvalue`. */
    getvalue(): Buffer;
    getvalue(...args: unknown[]): Buffer {
        takeNone("BytesIO.getvalue", args);
        this.#open();
        return Buffer.from(this.#memory.subarray(0, this.#length));
    }

    /**
     * Returns a view of the bytes. A later write may move the bytes elsewhere, and the view then keeps the
     * old ones. Python: `io.BytesIO.getbuffer`.
     */
    getbuffer(): Uint8Array;
    getbuffer(...args: unknown[]): Uint8Array {
        takeNone("BytesIO.getbuffer", args);
        this.#open();
        return new Uint8Array(this.#memory.buffer, this.#memory.byteOffset, this.#length);
    }

    override read(size?: number | null): Buffer;
    override read(...args: unknown[]): Buffer {
        const size = toOptionalSize(takePositional("BytesIO", "read", args, 0, 1)[0]);
        this.#open();
        return this.#take(size);
    }

    override read1(size?: number | null): Buffer;
    override read1(...args: unknown[]): Buffer {
        const size = toOptionalSize(takePositional("BytesIO", "read1", args, 0, 1)[0]);
        this.#open();
        return this.#take(size);
    }

    override readline(size?: number | null): Buffer;
    override readline(...args: unknown[]): Buffer {
        const limit = toOptionalSize(takePositional("BytesIO", "readline", args, 0, 1)[0]);
        this.#open();
        const found = this.#rest().indexOf(LINE_FEED);
        const length = found < 0 ? this.#rest().length : found + 1;
        return this.#take(limit < 0 ? length : Math.min(limit, length));
    }

    override readinto(buffer: BytesLike): number;
    override readinto(...args: unknown[]): number {
        return this.#readInto(toWritable(takeOne("BytesIO.readinto", args), "readinto"));
    }

    override readinto1(buffer: BytesLike): number;
    override readinto1(...args: unknown[]): number {
        return this.#readInto(toWritable(takeOne("BytesIO.readinto1", args), "readinto1"));
    }

    #readInto(view: Uint8Array): number {
        this.#open();
        const data = this.#take(view.length);
        view.set(data);
        return data.length;
    }

    override write(data: BytesLike): number;
    override write(...args: unknown[]): number {
        const value = takeOne("BytesIO.write", args);
        this.#open();
        const view = toBytes(value);
        if (view.length === 0) return 0;
        const position = Number(this.#position);
        const end = position + view.length;
        this.#reserve(end);
        this.#memory.fill(0, this.#length, Math.max(this.#length, position));
        this.#memory.set(view, position);
        this.#position = end;
        this.#length = Math.max(this.#length, end);
        return view.length;
    }

    #reserve(size: number): void {
        if (size <= this.#memory.length) return;
        const larger = allocate(Math.max(size, Math.floor(size * 1.5)));
        this.#memory.copy(larger, 0, 0, this.#length);
        this.#memory = larger;
    }

    override seek(offset: number, whence?: number): number;
    override seek(...args: unknown[]): number {
        const [target, origin = 0] = takePositional("BytesIO", "seek", args, 1, 2);
        const offset = toExactSize(target);
        const whence = toInt(origin);
        this.#open();
        if (offset < 0 && whence === 0) throw new ValueError(`negative seek value ${offset}`);
        const bases = [0, this.#position, this.#length];
        if (whence < 0 || whence > 2) throw new ValueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
        const position = BigInt(bases[whence]) + BigInt(offset);
        if (position > 0 && !isLong(position)) throw new OverflowError("new position too large");
        this.#position = position > 0 ? exact(position) : 0;
        return this.#position as number;
    }

    override tell(): number;
    override tell(...args: unknown[]): number {
        takeNone("BytesIO.tell", args);
        this.#open();
        return this.#position as number;
    }

    override truncate(size?: number | null): number;
    override truncate(...args: unknown[]): number {
        const [value = null] = takePositional("BytesIO", "truncate", args, 0, 1);
        toOptionalSize(value);
        this.#open();
        const size = value === null ? this.#position : exact(toInteger(value));
        if (size < 0) throw new ValueError(`negative size value ${size}`);
        this.#length = Math.min(this.#length, Number(size));
        return size as number;
    }

    override readable(): boolean {
        this.#open();
        return true;
    }

    override writable(): boolean {
        this.#open();
        return true;
    }

    override seekable(): boolean {
        this.#open();
        return true;
    }

    override flush(): void;
    override flush(...args: unknown[]): void {
        takeNone("BytesIO.flush", args);
        this.#open();
    }

    override close(): void;
    override close(...args: unknown[]): void {
        takeNone("BytesIO.close", args);
        super.close();
        this.#memory = Buffer.alloc(0);
    }

    #open(): void {
        this._checkClosed();
    }

    protected override _checkClosed(): void {
        if (this.closed) throw new ValueError("I/O operation on closed file.");
    }

    #rest(): Buffer {
        return this.#memory.subarray(Math.min(Number(this.#position), this.#length), this.#length);
    }

    #take(size: number): Buffer {
        const rest = this.#rest();
        const data = Buffer.from(size < 0 ? rest : rest.subarray(0, size));
        if (data.length > 0) this.#position = Number(this.#position) + data.length;
        return data;
    }

    override toString(): string {
        return `<_io.${this.constructor.name} object>`;
    }

    override [describe](): Description {
        const content: Content = {
            bytes: Buffer.from(this.#memory.subarray(0, this.#length)),
            position: this.#position,
            isClosed: this.closed,
        };
        return { kind: "io:bytes", content };
    }

    override [restore](content: unknown): void {
        const { position, isClosed } = content as Content;
        this.#position = position;
        super[restore](isClosed);
    }
}

interface Content {
    bytes: Buffer;
    position: Integer;
    isClosed: boolean;
}

defineCopied("io:bytes", BytesIO, (content) => [(content as Content).bytes]);
