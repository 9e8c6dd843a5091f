import { types } from "node:util";
import { takeOne } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { TypeError, ValueError } from "../python/exceptions";
import { typeName } from "../python/type-name";
import { IOBase } from "./io-base";
import { invoke, toWritable } from "./streams";
import { UnsupportedOperation } from "./unsupported-operation";

/** A stream of bytes with a buffer. Python: `io.BufferedIOBase`. */
export class BufferedIOBase extends IOBase {
    /**
     * Reads up to `size` bytes; by default everything until the end of the stream. Returns null if a
     * non-blocking stream has no data. Python: `io.BufferedIOBase.read`.
     */
    read(size?: number | null): Buffer | null;
    read(): Buffer | null {
        throw new UnsupportedOperation("read");
    }

    /**
     * Reads up to `size` bytes with at most one read of the raw stream. Python: `io.BufferedIOBase.read1`.
     */
    read1(size?: number): Buffer;
    read1(): Buffer {
        throw new UnsupportedOperation("read1");
    }

    /**
     * Reads into `buffer` until it is full. Returns the number of bytes, or null if a non-blocking stream has
     * no data. Python: `io.BufferedIOBase.readinto`.
     */
    readinto(buffer: BytesLike): number | null;
    readinto(...args: unknown[]): number | null {
        return readInto(this, "read", toWritable(takeOne("_BufferedIOBase.readinto", args), "readinto"));
    }

    /**
     * Reads into `buffer` with at most one read of the raw stream. Returns the number of bytes, or null if a
     * non-blocking stream has no data. Python: `io.BufferedIOBase.readinto1`.
     */
    readinto1(buffer: BytesLike): number | null;
    readinto1(...args: unknown[]): number | null {
        return readInto(this, "read1", toWritable(takeOne("_BufferedIOBase.readinto1", args), "readinto1"));
    }

    /** Writes bytes. Returns how many were written. Python: `io.BufferedIOBase.write`. */
    write(data: BytesLike): number;
    write(): number {
        throw new UnsupportedOperation("write");
    }

    /**
     * Separates the raw stream from this one and returns it. This stream is unusable afterwards.
     * Python: `io.BufferedIOBase.detach`.
     */
    detach(): unknown {
        throw new UnsupportedOperation("detach");
    }
}

function readInto(stream: object, method: "read" | "read1", view: Uint8Array): number {
    const data = invoke(stream, method, view.length);
    if (!types.isUint8Array(data)) throw new TypeError(`${method}() should return bytes`);
    if (data.length > view.length)
        throw new ValueError(
            `${method}() returned too much data: ${view.length} bytes requested, ${data.length} returned`,
        );
    view.set(data);
    return data.length;
}

/**
 * Returns `value`, the result of another stream's method, as bytes. Raises `TypeError` if it is not bytes.
 */
export function bytesFrom(value: unknown, text: string): Uint8Array {
    if (types.isUint8Array(value)) return value;
    throw new TypeError(text.replace("%s", typeName(value)));
}
