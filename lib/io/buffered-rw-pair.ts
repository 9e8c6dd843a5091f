import { takeNone, takePositional } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { complete, type Description, defineCopied, describe, restore } from "../transfer/structured";
import { BufferedIOBase } from "./buffered-io-base";
import { BufferedReader } from "./buffered-reader";
import { BufferedWriter } from "./buffered-writer";
import { anyRaw, DEFAULT_BUFFER_SIZE, requireAbility } from "./streams";

/**
 * Stream that reads bytes from one raw stream and writes bytes to another, or to the same one, with a buffer
 * for each direction: `new BufferedRWPair(reader, writer, buffer_size)`. Python: `io.BufferedRWPair`.
 */
export class BufferedRWPair extends BufferedIOBase {
    #reader: BufferedReader;
    #writer: BufferedWriter;

    constructor(reader: unknown, writer: unknown, buffer_size?: number);
    constructor(...args: unknown[]) {
        const [reader, writer, size = DEFAULT_BUFFER_SIZE] = takePositional("", "BufferedRWPair", args, 2, 3);
        super();
        requireAbility(reader, "readable");
        requireAbility(writer, "writable");
        this.#reader = new BufferedReader(reader, size as number);
        this.#writer = new BufferedWriter(writer, size as number);
    }

    override get closed(): boolean {
        return this.#writer.closed;
    }

    override read(size?: number | null): Buffer | null;
    override read(...args: [number?]): Buffer | null {
        return this.#reader.read(...args);
    }

    override read1(size?: number): Buffer;
    override read1(...args: [number?]): Buffer {
        return this.#reader.read1(...args);
    }

    override readinto(buffer: BytesLike): number | null;
    override readinto(...args: [BytesLike]): number | null {
        return this.#reader.readinto(...args);
    }

    override readinto1(buffer: BytesLike): number | null;
    override readinto1(...args: [BytesLike]): number | null {
        return this.#reader.readinto1(...args);
    }

    /**
     * Returns the bytes in the read buffer without consuming them. If there are none, one read of the raw
     * stream fills the buffer. Python: `io.BufferedRWPair.peek`.
     */
    peek(size?: number): Buffer;
    peek(...args: [number?]): Buffer {
        return this.#reader.peek(...args);
    }

    override write(data: BytesLike): number;
    override write(...args: [BytesLike]): number {
        return this.#writer.write(...args);
    }

    override flush(): void;
    override flush(...args: []): void {
        this.#writer.flush(...args);
    }

    override readable(): boolean {
        return this.#reader.readable();
    }

    override writable(): boolean {
        return this.#writer.writable();
    }

    override isatty(): boolean {
        return this.#writer.isatty() || this.#reader.isatty();
    }

    override close(): void;
    override close(...args: unknown[]): void {
        takeNone("BufferedRWPair.close", args);
        try {
            this.#writer.close();
        } finally {
            this.#reader.close();
        }
    }

    override toString(): string {
        return `<_io.${this.constructor.name} object>`;
    }

    override [describe](): Description {
        return { kind: "io:pair", content: null, rest: [this.#reader, this.#writer] };
    }

    override [restore](): void {}

    [complete](streams: unknown): void {
        [this.#reader, this.#writer] = streams as [BufferedReader, BufferedWriter];
    }
}

defineCopied("io:pair", BufferedRWPair, () => [anyRaw, anyRaw]);
