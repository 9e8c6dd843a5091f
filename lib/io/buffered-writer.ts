import { takeNone, takeOne, toBytes } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { BlockingIOError, ValueError } from "../python/exceptions";
import { errnoOf } from "../python/raise";
import { complete, type Description, defineCopied, describe, restore } from "../transfer/structured";
import { Buffered, takeRaw, validCount } from "./buffered";
import type { Below } from "./raw-stream";
import { allocate, anyRaw, flushIfAble, invoke } from "./streams";

const SMALLEST_MEMORY = 256;
const EAGAIN = errnoOf("EAGAIN");

/**
 * Stream that writes bytes to a raw stream when its buffer is full, or at `flush()`:
 * `new BufferedWriter(raw, buffer_size)`, with the size in bytes. Raises `UnsupportedOperation` if `raw` is
 * not writable.
 *
 * If the raw stream would block, the rest stays in the buffer. If the buffer is full as well, writing raises
 * `BlockingIOError`, whose `characters_written` is the number of bytes taken. Python: `io.BufferedWriter`.
 */
export class BufferedWriter extends Buffered {
    readonly #below: Below;
    readonly #size: number;
    /** Buffered bytes. The memory grows on demand. */
    #memory: Buffer = Buffer.alloc(0);
    #start = 0;
    #end = 0;

    constructor(raw: unknown, buffer_size?: number);
    constructor(...args: unknown[]) {
        const [below, size] = takeRaw("BufferedWriter", "writable", args);
        super(below);
        this.#below = below;
        this.#size = size;
    }

    override writable(): boolean {
        return invoke(this.#below.get(), "writable") as boolean;
    }

    /**
     * Takes all bytes of `data`. Returns their number. Raises `BlockingIOError` if the raw stream would block
     * and the buffer is full. Python: `io.BufferedWriter.write`.
     */
    override write(data: BytesLike): number;
    override write(...args: unknown[]): number {
        const view = toBytes(takeOne("BufferedWriter.write", args));
        this.#below.check(this);
        if (this.closed) throw new ValueError("write to closed file");
        if (view.length <= this.#size - this.#end && view.length < this.#size) return this.#keep(view);
        try {
            this.#flush();
        } catch (error) {
            if (!(error instanceof BlockingIOError)) throw error;
            return this.#keepWhatFits(view);
        }
        return this.#writeThrough(view);
    }

    #keep(view: Uint8Array): number {
        const needed = this.#end + view.length;
        if (needed > this.#memory.length) {
            const larger = allocate(Math.min(this.#size, Math.max(needed, 2 * needed, SMALLEST_MEMORY)));
            this.#memory.copy(larger, 0, 0, this.#end);
            this.#memory = larger;
        }
        this.#memory.set(view, this.#end);
        this.#end = needed;
        return view.length;
    }

    #keepWhatFits(view: Uint8Array): number {
        this.#memory.copyWithin(0, this.#start, this.#end);
        this.#end -= this.#start;
        this.#start = 0;
        const room = this.#size - this.#end;
        if (view.length <= room) return this.#keep(view);
        throw wouldBlock(this.#keep(view.subarray(0, room)));
    }

    /** Writes to the raw stream whatever does not fit into the (empty) buffer. */
    #writeThrough(view: Uint8Array): number {
        let written = 0;
        while (view.length - written >= this.#size) {
            const count = this.#writeRaw(view.subarray(written));
            if (count === null && view.length - written === this.#size) break;
            if (count === null) {
                this.#keep(view.subarray(written, written + this.#size));
                throw wouldBlock(written + this.#size);
            }
            written += count;
        }
        this.#keep(view.subarray(written));
        return view.length;
    }

    override flush(): void;
    override flush(...args: unknown[]): void {
        takeNone("BufferedWriter.flush", args);
        this.#below.check(this);
        if (this.closed) throw new ValueError("flush of closed file");
        this.#flush();
    }

    #flush(): void {
        while (this.#start < this.#end) {
            const count = this.#writeRaw(this.#memory.subarray(this.#start, this.#end));
            if (count === null) throw wouldBlock(0);
            this.#start += count;
        }
        this.#start = 0;
        this.#end = 0;
    }

    #writeRaw(view: Uint8Array): number | null {
        return validCount(this.#below.call(this, "write", view), "write", view.length);
    }

    protected override seekRaw(offset: number, whence: number): number {
        this.#flush();
        return super.seekRaw(offset, whence);
    }

    /** The raw stream is behind by the bytes that are buffered. */
    protected override ahead(): number {
        return this.#start - this.#end;
    }

    protected override dropBuffer(): void {
        this.#start = 0;
        this.#end = 0;
        this.#memory = Buffer.alloc(0);
    }

    override [describe](): Description {
        flushIfAble(this);
        return { kind: "io:writer", content: this.#size, rest: this.#below.raw };
    }

    override [restore](): void {}

    [complete](raw: unknown): void {
        this.#below.set(raw);
    }
}

defineCopied("io:writer", BufferedWriter, (size) => [anyRaw, size]);

function wouldBlock(written: number): BlockingIOError {
    return new BlockingIOError(EAGAIN, "write could not complete without blocking", written);
}
