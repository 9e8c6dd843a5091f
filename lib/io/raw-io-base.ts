import { types } from "node:util";
import { takePositional, toSize } from "../python/arguments";
import { asBytes, type BytesLike } from "../python/buffers";
import { NotImplementedError, TypeError, ValueError } from "../python/exceptions";
import { IOBase } from "./io-base";
import { allocateCleared, DEFAULT_BUFFER_SIZE, toIndex } from "./streams";

/**
 * Stream of bytes without a buffer; each call is a system call. Subclasses implement `readinto()` or
 * `write()`, which return null if the stream is non-blocking and the call would block.
 * Python: `io.RawIOBase`.
 */
export class RawIOBase extends IOBase {
    /**
     * Reads up to `size` bytes with one system call; by default everything until the end of the stream.
     * Returns null if a non-blocking stream has no data. Python: `io.RawIOBase.read`.
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

    /**
     * Reads all bytes until the end of the stream. Returns null if a non-blocking stream has no data.
     * Python: `io.RawIOBase.readall`.
     */
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

    /**
     * Reads into `buffer`. Returns the number of bytes, or null if a non-blocking stream has no data.
     * Subclasses must override this. Python: `io.RawIOBase.readinto`.
     */
    readinto(buffer: BytesLike): number | null;
    readinto(): number | null {
        throw new NotImplementedError();
    }

    /**
     * Writes bytes. Returns how many were written, or null if a non-blocking stream took none. Subclasses
     * must override this. Python: `io.RawIOBase.write`.
     */
    write(data: BytesLike): number | null;
    write(): number | null {
        throw new NotImplementedError();
    }
}
