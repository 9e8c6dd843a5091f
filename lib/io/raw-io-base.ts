import { types } from "node:util";
import { takePositional, toSize } from "../python/arguments";
import { asBytes, type BytesLike } from "../python/buffers";
import { NotImplementedError, TypeError, ValueError } from "../python/exceptions";
import { IOBase } from "./io-base";
import { allocateCleared, DEFAULT_BUFFER_SIZE, toIndex } from "./streams";

/**
 * A stream of bytes without a buffer, each of whose calls is a system call. A subclass has `readinto()` or
 * `write()`, which return null if the stream does not block and nothing can be read or written.
 * Python: `io.RawIOBase`.
 */
export class RawIOBase extends IOBase {
    /**
     * Up to `size` bytes by one system call, by default all until the end; null if there is nothing yet.
     * Python: `io.RawIOBase.read`.
     */
    read(size?: number): Buffer | null;
    read(...args: unknown[]): Buffer | null {
        const [value = -1] = takePositional("_RawIOBase", "read", args, 0, 1);
        const size = toSize(value);
        if (size < 0) return this.readall();
        const buffer = allocateCleared(size);
        const count = this.readinto(buffer);
        if (count === null || count === undefined) return null;
        const length = toIndex(count);
        if (length < 0 || length > size)
            throw new ValueError(`readinto returned ${length} outside buffer size ${size}`);
        const data = buffer.subarray(0, length);
        return length * 2 < size ? Buffer.from(data) : data;
    }

    /** All bytes until the end; null if there are none yet. Python: `io.RawIOBase.readall`. */
    readall(): Buffer | null {
        const parts: Buffer[] = [];
        while (true) {
            const part: unknown = this.read(DEFAULT_BUFFER_SIZE);
            if (part === null || part === undefined) {
                if (parts.length === 0) return null;
                break;
            }
            const bytes = types.isUint8Array(part) ? asBytes(part) : null;
            if (bytes === null) throw new TypeError("read() should return bytes");
            if (bytes.length === 0) break;
            parts.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
        }
        return Buffer.concat(parts);
    }

    /** Reads into memory; the number of bytes, or null. Python: `io.RawIOBase.readinto`. */
    readinto(buffer: BytesLike): number | null;
    readinto(): number | null {
        throw new NotImplementedError();
    }

    /** Writes bytes; how many, or null. Python: `io.RawIOBase.write`. */
    write(data: BytesLike): number | null;
    write(): number | null {
        throw new NotImplementedError();
    }
}
