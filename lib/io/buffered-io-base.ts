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
    /** Up to `size` bytes, by default all until the end. Python: `io.BufferedIOBase.read`. */
    read(size?: number | null): Buffer | null;
    read(): Buffer | null {
        throw new UnsupportedOperation("read");
    }

    /** Up to `size` bytes by at most one call below. Python: `io.BufferedIOBase.read1`. */
    read1(size?: number): Buffer;
    read1(): Buffer {
        throw new UnsupportedOperation("read1");
    }

    /** Reads into memory until it is full; the number of bytes. Python: `io.BufferedIOBase.readinto`. */
    readinto(buffer: BytesLike): number | null;
    readinto(...args: unknown[]): number | null {
        return readInto(this, "read", toWritable(takeOne("_BufferedIOBase.readinto", args), "readinto"));
    }

    /** The same by at most one call below. Python: `io.BufferedIOBase.readinto1`. */
    readinto1(buffer: BytesLike): number | null;
    readinto1(...args: unknown[]): number | null {
        return readInto(this, "read1", toWritable(takeOne("_BufferedIOBase.readinto1", args), "readinto1"));
    }

    /** Writes bytes; how many. Python: `io.BufferedIOBase.write`. */
    write(data: BytesLike): number;
    write(): number {
        throw new UnsupportedOperation("write");
    }

    /** Gives the stream below away: this one is of no use afterwards. Python: `io.BufferedIOBase.detach`. */
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

/** What a method of a stream below has to return. */
export function bytesFrom(value: unknown, text: string): Uint8Array {
    if (types.isUint8Array(value)) return value;
    throw new TypeError(text.replace("%s", typeName(value)));
}
