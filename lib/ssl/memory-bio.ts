import { native } from "../native/addon";
import { given, refuseKeywords, takePositional, toBytes, toParsedInt } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { TypeError } from "../python/exceptions";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { share, type WireHandle } from "../transfer/structured";
import { SSLError } from "./errors";

/**
 * Buffer in memory, from or to which an `SSLObject` passes the bytes of a connection. It is the same in every
 * thread that it is passed to. Python: `ssl.MemoryBIO`.
 */
export class MemoryBIO extends SharedObject {
    constructor(...args: never[]) {
        super();
        const values = given("MemoryBIO", args);
        refuseKeywords("MemoryBIO", values);
        if (values.length > 0) throw new TypeError("MemoryBIO() takes no positional arguments");
        setId(this, native.memory_bio_new());
    }

    /** Number of bytes in the buffer. Python: `ssl.MemoryBIO.pending`. */
    get pending(): number {
        return native.memory_bio_pending(this[id]);
    }

    /** Whether the buffer is empty and `write_eof()` was called. Python: `ssl.MemoryBIO.eof`. */
    get eof(): boolean {
        return native.memory_bio_at_end(this[id]) === 1;
    }

    /**
     * Takes up to `size` bytes out of the buffer, all if it is negative, the default.
     * Python: `ssl.MemoryBIO.read`.
     */
    read(size?: number): Buffer;
    read(...args: unknown[]): Buffer {
        const [size = -1] = takePositional("MemoryBIO", "read", args, 0, 1);
        const bytes = native.memory_bio_read(this[id], toParsedInt(size));
        return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    }

    /**
     * Appends bytes. Returns their number. Raises `SSLError` after `write_eof()`. Python: `ssl.MemoryBIO.write`.
     */
    write(buf: BytesLike): number;
    write(...args: unknown[]): number {
        const [bytes] = takePositional("MemoryBIO", "write", args, 1, 1);
        const written = native.memory_bio_write(this[id], toBytes(bytes));
        if (written < 0) throw new SSLError("cannot write() after write_eof()");
        return written;
    }

    /** Says that no more bytes will be written. Python: `ssl.MemoryBIO.write_eof`. */
    write_eof(...args: never[]): void {
        takePositional("MemoryBIO", "write_eof", args, 0, 0);
        native.memory_bio_write_end(this[id]);
    }

    override toString(): string {
        return "<_ssl.MemoryBIO object>";
    }

    [share](): WireHandle {
        return { kind: "ssl:MemoryBIO", numbers: [this[id]] };
    }
}

defineSharedObject("ssl:MemoryBIO", MemoryBIO.prototype);
