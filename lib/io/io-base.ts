import { inspect, types } from "node:util";
import { takeNone, takePositional } from "../python/arguments";
import { OSError, TypeError, ValueError } from "../python/exceptions";
import { itemsOf } from "../python/items";
import { typeName } from "../python/type-name";
import { type Description, defineCopied, describe, restore } from "../transfer/structured";
import { attribute, invoke, requireAbility, toOptionalSize } from "./streams";
import { UnsupportedOperation } from "./unsupported-operation";

const LINE_FEED = 10;

/**
 * Base of all streams, of bytes or text. `for (const line of stream)` reads line by line, and
 * `using stream = ...` closes the stream at the end of the block. Subclasses override the operations they
 * support. Python: `io.IOBase`.
 */
export class IOBase<Line = Buffer> implements Iterator<Line>, Iterable<Line> {
    #closed = false;

    /** Whether the stream is closed. Python: `io.IOBase.closed`. */
    get closed(): boolean {
        return this.#closed;
    }

    /** Flushes and closes the stream. A second call does nothing. Python: `io.IOBase.close`. */
    close(): void;
    close(...args: unknown[]): void {
        takeNone("_IOBase.close", args);
        if (this.#closed) return;
        try {
            this.flush();
        } finally {
            this.#closed = true;
        }
    }

    /**
     * Writes buffered data; in this base class there is none. Raises `ValueError` if the stream is closed.
     * Python: `io.IOBase.flush`.
     */
    flush(): void;
    flush(...args: unknown[]): void {
        takeNone("_IOBase.flush", args);
        this._checkClosed();
    }

    /** Returns the descriptor. Raises `UnsupportedOperation` if there is none. Python: `io.IOBase.fileno`. */
    fileno(): number;
    fileno(): number {
        throw new UnsupportedOperation("fileno");
    }

    /** Whether the stream is a terminal. Raises `ValueError` if it is closed. Python: `io.IOBase.isatty`. */
    isatty(): boolean;
    isatty(...args: unknown[]): boolean {
        takeNone("_IOBase.isatty", args);
        this._checkClosed();
        return false;
    }

    /** Whether the stream can be read. Python: `io.IOBase.readable`. */
    readable(): boolean {
        return false;
    }

    /** Whether the stream can be written to. Python: `io.IOBase.writable`. */
    writable(): boolean {
        return false;
    }

    /** Whether the stream supports positions. Python: `io.IOBase.seekable`. */
    seekable(): boolean {
        return false;
    }

    /**
     * Moves to `offset`, counted from the start (`whence` 0), the current position (1) or the end (2).
     * Returns the new position. Raises `UnsupportedOperation` if the stream has no positions.
     * Python: `io.IOBase.seek`.
     */
    seek(offset: number, whence?: number): number;
    seek(): number {
        throw new UnsupportedOperation("seek");
    }

    /**
     * Returns the current position. Raises `UnsupportedOperation` if the stream has none.
     * Python: `io.IOBase.tell`.
     */
    tell(): number;
    tell(...args: unknown[]): number {
        takeNone("_IOBase.tell", args);
        return this.seek(0, 1);
    }

    /**
     * Cuts the stream to `size`; by default at the current position. Returns the new size. Raises
     * `UnsupportedOperation` if the stream cannot do this. Python: `io.IOBase.truncate`.
     */
    truncate(size?: number | null): number;
    truncate(): number {
        throw new UnsupportedOperation("truncate");
    }

    /**
     * Reads the next line with its line ending, at most `size` bytes or characters. The last line may lack
     * the ending; the result is empty at the end of the stream. Python: `io.IOBase.readline`.
     */
    readline(size?: number | null): Line;
    readline(...args: unknown[]): Line {
        const limit = toOptionalSize(takePositional("_IOBase", "readline", args, 0, 1)[0]);
        const canPeek = typeof (this as { peek?: unknown }).peek === "function";
        const parts: Buffer[] = [];
        let length = 0;
        while (limit < 0 || length < limit) {
            const part = bytesOf(invoke(this, "read", canPeek ? this.#ahead(limit) : 1), "read");
            if (part.length === 0) break;
            parts.push(part);
            length += part.length;
            if (part[part.length - 1] === LINE_FEED) break;
        }
        return Buffer.concat(parts) as Line;
    }

    /** Returns how many of the available bytes belong to the current line. */
    #ahead(limit: number): number {
        const ahead = bytesOf(invoke(this, "peek", 1), "peek");
        if (ahead.length === 0) return 1;
        const end = ahead.indexOf(LINE_FEED);
        const length = end < 0 ? ahead.length : end + 1;
        return limit < 0 ? length : Math.min(length, limit);
    }

    /**
     * Reads all lines, or lines until together they have `hint` bytes or characters.
     * Python: `io.IOBase.readlines`.
     */
    readlines(hint?: number | null): Line[];
    readlines(...args: unknown[]): Line[] {
        const hint = toOptionalSize(takePositional("_IOBase", "readlines", args, 0, 1)[0]);
        const lines: Line[] = [];
        let length = 0;
        for (const line of this) {
            lines.push(line);
            length += (line as { length: number }).length;
            if (hint > 0 && length > hint) break;
        }
        return lines;
    }

    /** Writes each of `lines`, without adding line endings. Python: `io.IOBase.writelines`. */
    writelines(lines: Iterable<unknown>): void;
    writelines(...args: unknown[]): void {
        const [lines] = takePositional("_IOBase", "writelines", args, 1, 1);
        this._checkClosed();
        const items = itemsOf(lines);
        if (items === null) throw new TypeError(`'${typeName(lines)}' object is not iterable`);
        for (const line of items) invoke(this, "write", line);
    }

    /** Returns the next line, as part of JavaScript's iterator protocol. */
    next(): IteratorResult<Line> {
        const line = this.readline();
        return (line as { length: number }).length > 0
            ? { done: false, value: line }
            : { done: true, value: undefined };
    }

    /** Returns this stream as an iterator over its lines. Raises `ValueError` if it is closed. */
    [Symbol.iterator](): this {
        this._checkClosed();
        return this;
    }

    /** Closes the stream at the end of the block of `using stream = ...`. */
    [Symbol.dispose](): void {
        this.close();
    }

    /** @internal */
    protected _checkClosed(): void {
        if (this.closed) throw new ValueError("I/O operation on closed file.");
    }

    /** @internal */
    protected _checkReadable(): void {
        requireAbility(this, "readable");
    }

    /** @internal */
    protected _checkWritable(): void {
        requireAbility(this, "writable");
    }

    /** Describes the stream to another thread, which gets a copy of it. */
    [describe](): Description {
        return { kind: "io:base", content: this.#closed };
    }

    [restore](content: unknown): void {
        this.#closed = content as boolean;
    }

    /** Returns Python's `repr()` of the stream. */
    toString(): string {
        return `<${this.constructor.name} object>`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}

defineCopied("io:base", IOBase);

function bytesOf(value: unknown, method: string): Buffer {
    if (Buffer.isBuffer(value)) return value;
    if (types.isUint8Array(value)) return Buffer.from(value);
    throw new OSError(`${method}() should have returned a bytes object, not '${typeName(value)}'`);
}

/** Returns ` name='x'` for a repr, or an empty string if the attribute is missing or cannot be read. */
export function describeAttribute(stream: object, name: string, show: (value: unknown) => string): string {
    try {
        return ` ${name}=${show(attribute(stream, name))}`;
    } catch {
        return "";
    }
}
