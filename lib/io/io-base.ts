import { inspect, types } from "node:util";
import { takeNone, takePositional } from "../python/arguments";
import { OSError, TypeError, ValueError } from "../python/exceptions";
import { itemsOf } from "../python/items";
import { typeName } from "../python/type-name";
import { share } from "../transfer/structured";
import { attribute, invoke, requireAbility, toOptionalSize } from "./streams";
import { UnsupportedOperation } from "./unsupported-operation";

const LINE_FEED = 10;

/**
 * What all streams are, of bytes or of text: `for (const line of stream)` reads it line by line, and
 * `using stream = ...` closes it at the end of the block. A subclass overrides what it can do.
 * Python: `io.IOBase`.
 */
export class IOBase<Line = Buffer> implements Iterator<Line>, Iterable<Line> {
    #closed = false;

    /** Whether the stream was closed. */
    get closed(): boolean {
        return this.#closed;
    }

    /** Flushes and closes the stream; a second time does nothing. Python: `io.IOBase.close`. */
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

    /** Writes what is buffered; here nothing is. Raises `ValueError` if closed. Python: `io.IOBase.flush`. */
    flush(): void;
    flush(...args: unknown[]): void {
        takeNone("_IOBase.flush", args);
        this._checkClosed();
    }

    /** The descriptor. Raises `UnsupportedOperation` if there is none. Python: `io.IOBase.fileno`. */
    fileno(): number;
    fileno(): number {
        throw new UnsupportedOperation("fileno");
    }

    /** Whether it is a terminal. Raises `ValueError` if closed. Python: `io.IOBase.isatty`. */
    isatty(): boolean;
    isatty(...args: unknown[]): boolean {
        takeNone("_IOBase.isatty", args);
        this._checkClosed();
        return false;
    }

    /** Whether it can be read from. Python: `io.IOBase.readable`. */
    readable(): boolean {
        return false;
    }

    /** Whether it can be written to. Python: `io.IOBase.writable`. */
    writable(): boolean {
        return false;
    }

    /** Whether it has positions. Python: `io.IOBase.seekable`. */
    seekable(): boolean {
        return false;
    }

    /** Moves to a position, from the start, here or the end; the new one. Python: `io.IOBase.seek`. */
    seek(offset: number, whence?: number): number;
    seek(): number {
        throw new UnsupportedOperation("seek");
    }

    /** The position. Python: `io.IOBase.tell`. */
    tell(): number;
    tell(...args: unknown[]): number {
        takeNone("_IOBase.tell", args);
        return this.seek(0, 1);
    }

    /** Cuts it off at a size, or here; the new size. Python: `io.IOBase.truncate`. */
    truncate(size?: number | null): number;
    truncate(): number {
        throw new UnsupportedOperation("truncate");
    }

    /**
     * The next line with its end, or as much as comes before the stream's end, or `size` of it; empty at the
     * end. Python: `io.IOBase.readline`.
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

    /** How many of the bytes at hand belong to the line. */
    #ahead(limit: number): number {
        const ahead = bytesOf(invoke(this, "peek", 1), "peek");
        if (ahead.length === 0) return 1;
        const end = ahead.indexOf(LINE_FEED);
        const length = end < 0 ? ahead.length : end + 1;
        return limit < 0 ? length : Math.min(length, limit);
    }

    /** All lines, or as many as it takes to have `hint` bytes or characters. Python: `io.IOBase.readlines`. */
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

    /** Writes each; nothing is put in between. Python: `io.IOBase.writelines`. */
    writelines(lines: Iterable<unknown>): void;
    writelines(...args: unknown[]): void {
        const [lines] = takePositional("_IOBase", "writelines", args, 1, 1);
        this._checkClosed();
        const items = itemsOf(lines);
        if (items === null) throw new TypeError(`'${typeName(lines)}' object is not iterable`);
        for (const line of items) invoke(this, "write", line);
    }

    /** For an iteration by hand: the next line. */
    next(): IteratorResult<Line> {
        const line = this.readline();
        return (line as { length: number }).length > 0
            ? { done: false, value: line }
            : { done: true, value: undefined };
    }

    /** The lines. Raises `ValueError` if closed. */
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

    /** A stream stays in its thread, where its buffer is. Python: pickling. */
    [share](): never {
        throw new TypeError(`cannot pickle '${this.constructor.name}' instances`);
    }

    /** The stream as Python's `repr()` shows it. */
    toString(): string {
        return `<${this.constructor.name} object>`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}

function bytesOf(value: unknown, method: string): Buffer {
    if (Buffer.isBuffer(value)) return value;
    if (types.isUint8Array(value)) return Buffer.from(value);
    throw new OSError(`${method}() should have returned a bytes object, not '${typeName(value)}'`);
}

/** ` name='x'` for a repr; nothing if there is no such attribute, or it cannot be told. */
export function describeAttribute(stream: object, name: string, show: (value: unknown) => string): string {
    try {
        return ` ${name}=${show(attribute(stream, name))}`;
    } catch {
        return "";
    }
}
