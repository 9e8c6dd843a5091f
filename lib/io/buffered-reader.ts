import { types } from "node:util";
import { takeNone, takeOne, takePositional, toSize } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { TypeError, ValueError } from "../python/exceptions";
import { complete, type Description, defineCopied, describe, restore } from "../transfer/structured";
import { Buffered, takeRaw, validCount } from "./buffered";
import type { Below } from "./raw-stream";
import { allocate, anyRaw, invoke, toOptionalSize, toWritable } from "./streams";

const LINE_FEED = 10;
/** Largest buffer, in bytes. If more data is waiting, the next call fetches it. */
const LARGEST_MEMORY = 2 ** 20;
const NOTHING = Buffer.alloc(0);

/**
 * Stream that reads bytes from a raw stream, a buffer at a time: `new BufferedReader(raw, buffer_size)`, with
 * the size in bytes. Raises `UnsupportedOperation` if `raw` is not readable. Python: `io.BufferedReader`.
 */
export class BufferedReader extends Buffered {
    readonly #below: Below;
    readonly #size: number;
    #memory: Buffer = NOTHING;
    /** Start of the bytes in the memory that are fetched but not yet read. */
    #start = 0;
    #end = 0;

    constructor(raw: unknown, buffer_size?: number);
    constructor(...args: unknown[]) {
        const [below, size] = takeRaw("BufferedReader", "readable", args);
        super(below);
        this.#below = below;
        this.#size = size;
    }

    override readable(): boolean {
        return invoke(this.#below.get(), "readable") as boolean;
    }

    /**
     * Reads `size` bytes, fewer only at the end of the stream; by default everything until the end. A
     * non-blocking stream returns what it has, or null if that is nothing. Python: `io.BufferedReader.read`.
     */
    override read(size?: number | null): Buffer | null;
    override read(...args: unknown[]): Buffer | null {
        const size = toOptionalSize(takePositional("_Buffered", "read", args, 0, 1)[0]);
        if (size < -1) throw new ValueError("read length must be non-negative or -1");
        this.#open("read of closed file");
        return size < 0 ? this.#readAll() : this.#readExactly(size);
    }

    #readAll(): Buffer | null {
        const begin = this.#take(this.#end - this.#start);
        if (typeof this.raw.readall === "function") {
            const rest = this.#below.call(this, "readall");
            if (rest === null || rest === undefined) return begin.length > 0 ? begin : null;
            if (!types.isUint8Array(rest)) throw new TypeError("readall() should return bytes");
            return Buffer.concat([begin, rest]);
        }
        const parts: Uint8Array[] = [begin];
        while (true) {
            const part = this.#below.call(this, "read");
            if (part === null || part === undefined) {
                if (begin.length + parts.length > 1) break;
                return null;
            }
            if (!types.isUint8Array(part)) throw new TypeError("read() should return bytes");
            if (part.length === 0) break;
            parts.push(part);
        }
        return Buffer.concat(parts);
    }

    #readExactly(size: number): Buffer | null {
        if (size <= this.#end - this.#start) return this.#take(size);
        const parts = [this.#take(this.#end - this.#start)];
        let missing = size - parts[0].length;
        let blocked = false;
        while (missing > 0) {
            const part = missing >= this.#size ? this.#readBlocks(missing) : this.#readBuffered(missing);
            if (part === null || part.length === 0) {
                blocked = part === null;
                break;
            }
            parts.push(part);
            missing -= part.length;
        }
        if (blocked && missing === size) return null;
        return parts.length === 1 ? parts[0] : Buffer.concat(parts);
    }

    /** Reads whole blocks past the buffer, with one read of the raw stream. */
    #readBlocks(missing: number): Buffer | null {
        const memory = allocate(Math.min(missing - (missing % this.#size), LARGEST_MEMORY));
        const count = this.#readRaw(memory);
        if (count === null) return null;
        const part = memory.subarray(0, count);
        return count * 2 < memory.length ? Buffer.from(part) : part;
    }

    #readBuffered(missing: number): Buffer | null {
        const count = this.#fill();
        return count === null ? null : this.#take(Math.min(missing, count));
    }

    /**
     * Reads up to `size` bytes, from the buffer or with one read of the raw stream.
     * Python: `io.BufferedReader.read1`.
     */
    override read1(size?: number): Buffer;
    override read1(...args: unknown[]): Buffer {
        const [value = -1] = takePositional("_Buffered", "read1", args, 0, 1);
        const given = toSize(value);
        this.#open("read of closed file");
        const size = given < 0 ? this.#size : given;
        if (size === 0) return Buffer.alloc(0);
        if (this.#end === this.#start) {
            // This bypasses the buffer, so that no more is fetched than the caller asked for.
            const memory = allocate(Math.min(size, LARGEST_MEMORY));
            return memory.subarray(0, this.#readRaw(memory) ?? 0);
        }
        return this.#take(Math.min(size, this.#end - this.#start));
    }

    override readinto(buffer: BytesLike): number | null;
    override readinto(...args: unknown[]): number | null {
        return this.#readInto(toWritable(takeOne("BufferedReader.readinto", args), "readinto"), false);
    }

    override readinto1(buffer: BytesLike): number | null;
    override readinto1(...args: unknown[]): number | null {
        return this.#readInto(toWritable(takeOne("BufferedReader.readinto1", args), "readinto1"), true);
    }

    #readInto(view: Uint8Array, once: boolean): number | null {
        this.#open("readinto of closed file");
        let done = this.#copyTo(view);
        while (done < view.length) {
            if (once && done > 0) break;
            const rest = view.subarray(done);
            const direct = rest.length > this.#size;
            const count = direct ? this.#readRaw(rest) : this.#fill();
            if (count === null && done === 0) return null;
            if (count === null || count === 0) break;
            done += direct ? count : this.#copyTo(rest);
        }
        return done;
    }

    #copyTo(view: Uint8Array): number {
        const count = Math.min(view.length, this.#end - this.#start);
        view.set(this.#memory.subarray(this.#start, this.#start + count));
        this.#start += count;
        return count;
    }

    /**
     * Returns the buffered bytes without consuming them. If there are none, one read of the raw stream fills
     * the buffer. Returns an empty buffer at the end of the stream, or if the read would block.
     * Python: `io.BufferedReader.peek`.
     */
    peek(size?: number): Buffer;
    peek(...args: unknown[]): Buffer {
        const [size = 0] = takePositional("_Buffered", "peek", args, 0, 1);
        toSize(size);
        this.#open("peek of closed file");
        if (this.#end === this.#start) this.#fill();
        return Buffer.from(this.#memory.subarray(this.#start, this.#end));
    }

    override readline(size?: number | null): Buffer;
    override readline(...args: unknown[]): Buffer {
        const limit =
            args.length === 0 ? -1 : toOptionalSize(takePositional("_Buffered", "readline", args, 0, 1)[0]);
        this.#open("readline of closed file");
        const parts: Buffer[] = [];
        let missing = limit < 0 ? Number.POSITIVE_INFINITY : limit;
        while (missing > 0) {
            if (this.#start === this.#end && !this.#fill()) break;
            const end = Math.min(this.#end, this.#start + missing);
            const found = this.#memory.subarray(this.#start, end).indexOf(LINE_FEED);
            const part = this.#take(found < 0 ? end - this.#start : found + 1);
            if (found >= 0 && parts.length === 0) return part;
            parts.push(part);
            missing -= part.length;
            if (found >= 0) break;
        }
        return Buffer.concat(parts);
    }

    override flush(): void;
    override flush(...args: unknown[]): void {
        takeNone("BufferedReader.flush", args);
        invoke(this.#below.get(), "flush");
    }

    #open(text: string): void {
        this.#below.check(this);
        if (this.#end === this.#start && this.closed) throw new ValueError(text);
    }

    #take(count: number): Buffer {
        this.#start += count;
        return Buffer.from(this.#memory.subarray(this.#start - count, this.#start));
    }

    /**
     * Fills the empty buffer with one read of the raw stream. Returns the number of bytes, or null if it
     * would block.
     */
    #fill(): number | null {
        if (this.#memory.length === 0) this.#memory = allocate(Math.min(this.#size, LARGEST_MEMORY));
        this.#start = 0;
        this.#end = 0;
        const count = this.#readRaw(this.#memory);
        this.#end = count ?? 0;
        return count;
    }

    #readRaw(view: Uint8Array): number | null {
        return validCount(this.#below.call(this, "readinto", view), "readinto", view.length);
    }

    protected override ahead(): number {
        return this.#end - this.#start;
    }

    protected override dropBuffer(): void {
        this.#start = 0;
        this.#end = 0;
        this.#memory = NOTHING;
    }

    override [describe](): Description {
        const content: Content = {
            size: this.#size,
            unread: Buffer.from(this.#memory.subarray(this.#start, this.#end)),
        };
        return { kind: "io:reader", content, rest: this.#below.raw };
    }

    override [restore](content: unknown): void {
        const { size, unread } = content as Content;
        if (unread.length === 0) return;
        this.#memory = allocate(Math.max(unread.length, Math.min(size, LARGEST_MEMORY)));
        this.#memory.set(unread);
        this.#end = unread.length;
    }

    [complete](raw: unknown): void {
        this.#below.set(raw);
    }
}

interface Content {
    size: number;
    unread: Buffer;
}

defineCopied("io:reader", BufferedReader, (content) => [anyRaw, (content as Content).size]);
