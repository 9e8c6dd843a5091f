import { takeNone, takeOne, toBytes } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { BlockingIOError, ValueError } from "../python/exceptions";
import { errnoOf } from "../python/raise";
import { Buffered, takeRaw, validCount } from "./buffered";
import type { Below } from "./raw-stream";
import { allocate, invoke } from "./streams";

const SMALLEST_MEMORY = 256;
const EAGAIN = errnoOf("EAGAIN");

/**
 * A stream to write bytes to, on top of a raw one, which gets them by the bufferful, or at `flush()`.
 * `new BufferedWriter(raw, buffer_size)`. Raises `UnsupportedOperation` if `raw` cannot be written to.
 *
 * Where the raw stream would block, what is left stays in the buffer; if it is full, `BlockingIOError` says
 * by `characters_written` how much was taken. Python: `io.BufferedWriter`.
 */
export class BufferedWriter extends Buffered {
    readonly #below: Below;
    readonly #size: number;
    /** Grows as it is needed. */
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

    /** Takes all bytes; how many there are. Raises `BlockingIOError`. Python: `io.BufferedWriter.write`. */
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

    /** The buffer is empty: what it could not hold goes straight to the raw stream. */
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

    /** What is buffered, the raw stream is behind. */
    protected override ahead(): number {
        return this.#start - this.#end;
    }

    protected override dropBuffer(): void {
        this.#start = 0;
        this.#end = 0;
        this.#memory = Buffer.alloc(0);
    }
}

function wouldBlock(written: number): BlockingIOError {
    return new BlockingIOError(EAGAIN, "write could not complete without blocking", written);
}
