import {
    argumentTypeName,
    isTrue,
    take,
    takeNamed,
    takeNone,
    takeOne,
    takePositional,
    toSize,
} from "../python/arguments";
import { asBytes } from "../python/buffers";
import { OSError, TypeError, ValueError } from "../python/exceptions";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { complete, type Description, defineCopied, describe, restore } from "../transfer/structured";
import { Decoder, Encoder, lookup } from "./codecs/lookup";
import { describeAttribute } from "./io-base";
import {
    countCharacters,
    findLineEnd,
    lineEnd,
    type Newline,
    NewlineReader,
    type NewlineState,
    skipCharacters,
    toNewline,
} from "./newlines";
import {
    anyRaw,
    attribute,
    DEFAULT_BUFFER_SIZE,
    flushIfAble,
    invoke,
    toIndex,
    toOptionalSize,
} from "./streams";
import { TextIOBase } from "./text-io-base";
import { UnsupportedOperation } from "./unsupported-operation";

/** Options for the conversion between text and bytes. Null, or leaving an option out, selects its default. */
export interface TextOptions {
    /**
     * Name of the encoding: "utf-8" (the default), "ascii", "latin-1", "utf-16", "utf-32", "utf-8-sig", or
     * another of Python's names for these.
     */
    encoding?: string | null;
    /**
     * Handling of errors: "strict" (the default), "ignore", "replace", "backslashreplace", "surrogateescape",
     * "surrogatepass", ...
     */
    errors?: string | null;
    /**
     * Line ending. By default "\n", "\r" and "\r\n" all end a line, and are read as "\n"; a written "\n"
     * becomes the platform's line ending. With "" all three end a line and nothing is translated. Any other
     * value ends lines alone, and a written "\n" becomes it.
     */
    newline?: string | null;
}

/** Keyword arguments of `TextIOWrapper`. */
export interface TextIOWrapperOptions extends TextOptions {
    /** Whether writing a line ending flushes the stream. */
    line_buffering?: boolean;
    /** Whether written text goes to the underlying stream at once. */
    write_through?: boolean;
}

const parameters = ["buffer", "encoding", "errors", "newline", "line_buffering", "write_through"];

/**
 * Stream of text on top of a stream of bytes: `new TextIOWrapper(buffer, { encoding: "utf-8" })`. Characters
 * are counted as Python counts them: a surrogate pair is one.
 *
 * Raises `LookupError` for an unknown encoding, and `UnicodeDecodeError` or `UnicodeEncodeError` when data
 * cannot be converted. Python: `io.TextIOWrapper`.
 */
export class TextIOWrapper extends TextIOBase {
    /** Mode that was given to `makefile()`. */
    declare mode: unknown;
    #buffer: unknown;
    #encoding!: string;
    #errors!: string;
    #newline!: Newline;
    #lineBuffering = false;
    #writeThrough = false;
    #decoder: Decoder | null = null;
    #newlines: NewlineReader | null = null;
    #encoder: Encoder | null = null;
    /** Decoded text, of which a part has been read. */
    #text = "";
    #read = 0;
    #hasRead = false;
    /** Encoded bytes that are not yet written to the underlying stream. */
    #pending: Buffer[] = [];
    #pendingLength = 0;

    constructor(
        buffer: unknown,
        encoding?: string | null,
        errors?: string | null,
        newline?: string | null,
        line_buffering?: boolean,
        write_through?: boolean,
    );
    constructor(buffer: unknown, options: TextIOWrapperOptions);
    constructor(...args: unknown[]) {
        const values = takeNamed("TextIOWrapper", parameters, 1, args);
        const [buffer, encoding = null, errors = null, newline = null, lines = false, through = false] =
            values;
        super();
        const options = {
            encoding: optionalText("encoding", encoding),
            errors: optionalText("errors", errors),
        };
        this.#newline = toNewline(newline, "TextIOWrapper() argument 'newline'", String);
        this.#setUp(buffer, options.encoding ?? "UTF-8", options.errors ?? "strict");
        this.#lineBuffering = isTrue(lines);
        this.#writeThrough = isTrue(through);
    }

    #setUp(buffer: unknown, encoding: string, errors: string): void {
        const codec = lookup(encoding);
        this.#encoding = encoding === "locale" ? "UTF-8" : encoding;
        this.#errors = errors;
        this.#decoder = invoke(buffer, "readable") === true ? new Decoder(codec, errors) : null;
        this.#encoder = invoke(buffer, "writable") === true ? new Encoder(codec, errors) : null;
        this.#newlines = this.#newline ? null : new NewlineReader(this.#newline === null);
        this.#buffer = buffer;
        if (this.#encoder !== null && invoke(buffer, "seekable") === true && invoke(buffer, "tell") !== 0)
            this.#encoder.reset(false);
    }

    /** Underlying stream of bytes; null after `detach()`. Python: `io.TextIOBase.buffer`. */
    // biome-ignore lint/suspicious/noExplicitAny: any object will do that has the methods
    get buffer(): any {
        return this.#buffer;
    }

    override get closed(): boolean {
        return Boolean(attribute(this.#attached(), "closed"));
    }

    override get encoding(): string {
        return this.#encoding;
    }

    override get errors(): string {
        return this.#errors;
    }

    override get newlines(): string | string[] | null {
        this.#attached();
        return this.#decoder === null ? null : (this.#newlines?.newlines ?? null);
    }

    /** Name of the underlying stream. */
    get name(): unknown {
        return (this.#attached() as { name?: unknown }).name;
    }

    /** Whether writing a line ending flushes the stream. Python: `io.TextIOWrapper.line_buffering`. */
    get line_buffering(): boolean {
        return this.#lineBuffering;
    }

    /**
     * Whether written text goes to the underlying stream at once. Python: `io.TextIOWrapper.write_through`.
     */
    get write_through(): boolean {
        return this.#writeThrough;
    }

    /**
     * Changes options of the constructor. Encoding and newline can change only before the first read. Raises
     * `UnsupportedOperation` otherwise. Python: `io.TextIOWrapper.reconfigure`.
     */
    reconfigure(options?: TextIOWrapperOptions): void;
    reconfigure(...args: unknown[]): void {
        const keywordOnly = parameters.slice(1);
        const [encoding = null, errors = null, newline, lines = null, through = null] = take(
            { name: "reconfigure", parameters: [], required: 0, keywordOnly },
            args,
        );
        this.#attached();
        if (this.#hasRead && (encoding !== null || errors !== null || newline !== undefined))
            throw new UnsupportedOperation(
                "It is not possible to set the encoding or newline of stream after the first read",
            );
        const nextEncoding = optionalText("encoding", encoding, "reconfigure") ?? this.#encoding;
        const nextErrors = optionalText("errors", errors, "reconfigure");
        if (newline !== undefined) toNewline(newline, "reconfigure() argument 'newline'", String);
        this.flush();
        if (newline !== undefined) this.#newline = newline as Newline;
        const kept = encoding === null ? this.#errors : "strict";
        if (encoding !== null || errors !== null || newline !== undefined)
            this.#setUp(this.#buffer, nextEncoding, nextErrors ?? kept);
        if (lines !== null) this.#lineBuffering = isTrue(lines);
        if (through !== null) this.#writeThrough = isTrue(through);
    }

    /**
     * Reads `size` characters, fewer only at the end of the stream; by default everything.
     * Python: `io.TextIOWrapper.read`.
     */
    override read(size?: number | null): string;
    override read(...args: unknown[]): string {
        const size = toOptionalSize(takePositional("TextIOWrapper", "read", args, 0, 1)[0]);
        this.#open();
        this.#checkDecoder();
        this.#flushText();
        if (size < 0) return this.#readAll();
        let text = "";
        let missing = size;
        while (missing > 0) {
            const { index, count } = skipCharacters(this.#text, this.#read, missing);
            text += this.#text.slice(this.#read, index);
            this.#read = index;
            missing -= count;
            if (missing > 0 && !this.#readChunk(missing)) break;
        }
        return text;
    }

    #readAll(): string {
        const bytes = invoke(this.#buffer, "read");
        if (bytes === null || bytes === undefined) throw new TypeError("can't concat NoneType to bytes");
        const rest = this.#decode(bytesFrom(bytes, "read"), true);
        const text = this.#text.slice(this.#read) + rest;
        this.#forget();
        return text;
    }

    override readline(size?: number | null): string;
    override readline(...args: unknown[]): string {
        const limit =
            args.length === 0 ? -1 : toLimit(takePositional("TextIOWrapper", "readline", args, 0, 1)[0]);
        this.#open();
        this.#flushText();
        const parts: string[] = [];
        let missing = limit < 0 ? Number.POSITIVE_INFINITY : limit;
        while (true) {
            if (this.#read === this.#text.length && !this.#readChunk(0)) break;
            const end = this.#lineEnd(missing);
            if (end >= 0) {
                parts.push(this.#takeUpTo(end));
                break;
            }
            // The first half of a two-character line ending may be there already.
            const carried = this.#newline === "\r\n" && this.#text.endsWith("\r") ? "\r" : "";
            const part = this.#text.slice(this.#read, this.#text.length - carried.length);
            if (limit >= 0) missing -= countCharacters(part);
            parts.push(part);
            const hasMore = this.#readChunk(0);
            this.#text = carried + this.#text;
            if (!hasMore) {
                parts.push(carried);
                this.#forget();
                break;
            }
        }
        return parts.join("");
    }

    /**
     * Returns the index after the end of the line, or after `most` characters; -1 if neither has been read
     * yet.
     */
    #lineEnd(most: number): number {
        const end = findLineEnd(this.#text, this.#read, this.#newline);
        if (most === Number.POSITIVE_INFINITY) return end;
        const { index, count } = skipCharacters(this.#text, this.#read, most);
        return count === most && (end < 0 || end > index) ? index : end;
    }

    #takeUpTo(end: number): string {
        const line = this.#text.slice(this.#read, end);
        this.#read = end;
        return line;
    }

    /** Decodes the next bytes when all decoded text is consumed. Returns false at the end of the stream. */
    #readChunk(characters: number): boolean {
        this.#checkDecoder();
        const hasRead1 = typeof (this.#buffer as { read1?: unknown }).read1 === "function";
        const method = hasRead1 ? "read1" : "read";
        const bytes = bytesFrom(
            invoke(this.#buffer, method, Math.max(DEFAULT_BUFFER_SIZE, characters)),
            method,
        );
        this.#text = this.#decode(bytes, bytes.length === 0);
        this.#read = 0;
        return bytes.length > 0 || this.#text !== "";
    }

    #decode(bytes: Uint8Array, final: boolean): string {
        this.#hasRead = true;
        const text = (this.#decoder as Decoder).decode(bytes, final);
        return this.#newlines === null ? text : this.#newlines.read(text, final);
    }

    /** Drops decoded text that has not been read. */
    #forget(): void {
        this.#text = "";
        this.#read = 0;
    }

    /** Writes text. Returns the number of its characters. Python: `io.TextIOWrapper.write`. */
    override write(text: string): number;
    override write(...args: unknown[]): number {
        const text = takeOne("TextIOWrapper.write", args);
        if (typeof text !== "string")
            throw new TypeError(`write() argument must be str, not ${argumentTypeName(text)}`);
        this.#open();
        if (this.#encoder === null) throw new UnsupportedOperation("not writable");
        const end = lineEnd(this.#newline);
        const hasFeed = text.includes("\n");
        const bytes = this.#encoder.encode(hasFeed && end !== "\n" ? text.replaceAll("\n", end) : text);
        if (this.#pendingLength + bytes.length > DEFAULT_BUFFER_SIZE) this.#flushText();
        this.#pending.push(bytes);
        this.#pendingLength += bytes.length;
        const flushes = this.#lineBuffering && (hasFeed || text.includes("\r"));
        if (flushes || this.#writeThrough || this.#pendingLength >= DEFAULT_BUFFER_SIZE) this.#flushText();
        if (flushes) invoke(this.#buffer, "flush");
        this.#forget();
        this.#decoder?.reset();
        this.#newlines?.reset();
        return countCharacters(text);
    }

    #flushText(): void {
        if (this.#pendingLength === 0) return;
        const bytes = this.#pending.length === 1 ? this.#pending[0] : Buffer.concat(this.#pending);
        this.#pending = [];
        this.#pendingLength = 0;
        invoke(this.#buffer, "write", bytes);
    }

    override flush(): void;
    override flush(...args: unknown[]): void {
        takeNone("TextIOWrapper.flush", args);
        this.#open();
        this.#flushText();
        invoke(this.#buffer, "flush");
    }

    override close(): void;
    override close(...args: unknown[]): void {
        takeNone("TextIOWrapper.close", args);
        if (this.closed) return;
        try {
            this.flush();
        } finally {
            invoke(this.#buffer, "close");
        }
    }

    override detach(): unknown;
    override detach(...args: unknown[]): unknown {
        takeNone("TextIOWrapper.detach", args);
        this.#attached();
        this.flush();
        const buffer = this.#buffer;
        this.#buffer = null;
        return buffer;
    }

    override fileno(): number {
        return invoke(this.#attached(), "fileno") as number;
    }

    override isatty(): boolean {
        return invoke(this.#attached(), "isatty") as boolean;
    }

    override readable(): boolean {
        return invoke(this.#attached(), "readable") as boolean;
    }

    override writable(): boolean {
        return invoke(this.#attached(), "writable") as boolean;
    }

    override seekable(): boolean {
        return invoke(this.#attached(), "seekable") as boolean;
    }

    /**
     * Moves to the start, to the end with `seek(0, 2)`, or to a position from `tell()`.
     * Python: `io.TextIOWrapper.seek`.
     */
    override seek(offset: number, whence?: number): number;
    override seek(...args: unknown[]): number {
        const [target, origin = 0] = takePositional("TextIOWrapper", "seek", args, 1, 2);
        const whence = toIndex(origin);
        this.#open();
        if (!this.seekable()) throw new UnsupportedOperation("underlying stream is not seekable");
        const offset = toIndex(target);
        if (whence === 1 && offset !== 0)
            throw new UnsupportedOperation("can't do nonzero cur-relative seeks");
        if (whence === 2 && offset !== 0)
            throw new UnsupportedOperation("can't do nonzero end-relative seeks");
        if (whence < 0 || whence > 2) throw new ValueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
        if (whence === 0 && offset < 0) throw new ValueError(`negative seek position ${offset}`);
        const position = whence === 1 ? this.tell() : offset;
        this.flush();
        const reached = invoke(this.#buffer, "seek", position, whence === 2 ? 2 : 0) as number;
        this.#forget();
        this.#decoder?.reset();
        this.#newlines?.reset();
        this.#encoder?.reset(reached === 0);
        return reached;
    }

    /**
     * Returns the position, for `seek()`. Raises `OSError` while decoded text is unread.
     * Python: `io.TextIOWrapper.tell`.
     */
    override tell(): number;
    override tell(...args: unknown[]): number {
        takeNone("TextIOWrapper.tell", args);
        this.#open();
        if (!this.seekable()) throw new UnsupportedOperation("underlying stream is not seekable");
        this.#flushText();
        invoke(this, "flush");
        const isBetween = this.#decoder?.isClean !== false && this.#newlines?.isClean !== false;
        if (this.#read < this.#text.length || !isBetween)
            throw new OSError("telling position is not possible before the decoded text was read");
        return invoke(this.#buffer, "tell") as number;
    }

    override truncate(size?: number | null): number;
    override truncate(...args: unknown[]): number {
        const [size = null] = takePositional("TextIOWrapper", "truncate", args, 0, 1);
        this.flush();
        return invoke(this.#buffer, "truncate", size) as number;
    }

    #attached(): unknown {
        if (this.#buffer === null) throw new ValueError("underlying buffer has been detached");
        return this.#buffer;
    }

    #open(): void {
        this.#attached();
        this._checkClosed();
    }

    #checkDecoder(): void {
        if (this.#decoder === null) throw new UnsupportedOperation("not readable");
    }

    override toString(): string {
        const name = this.#buffer === null ? "" : describeAttribute(this, "name", repr);
        const mode = describeAttribute(this, "mode", repr);
        return `<_io.${this.constructor.name}${name}${mode} encoding=${repr(this.#encoding)}>`;
    }

    override [describe](): Description {
        if (this.#encoder !== null && this.#buffer !== null) flushIfAble(this);
        const content: Content = {
            options: [this.#encoding, this.#errors, this.#newline, this.#lineBuffering, this.#writeThrough],
            text: this.#text.slice(this.#read),
            hasRead: this.#hasRead,
            decoder: this.#decoder?.state ?? null,
            newlines: this.#newlines?.state,
            isMarked: this.#encoder?.isMarked ?? null,
        };
        return { kind: "io:text", content, rest: this.#buffer };
    }

    override [restore](content: unknown): void {
        const { text, hasRead, decoder, newlines, isMarked } = content as Content;
        this.#text = text;
        this.#hasRead = hasRead;
        if (decoder === null) this.#decoder = null;
        else this.#decoder?.decode(decoder, false);
        if (newlines !== undefined && this.#newlines !== null) this.#newlines.state = newlines;
        if (isMarked === null) this.#encoder = null;
        else this.#encoder?.reset(!isMarked);
    }

    [complete](buffer: unknown): void {
        this.#buffer = buffer;
    }
}

interface Content {
    /** Arguments of the constructor after the buffer. */
    options: unknown[];
    /** Decoded text that has not been read. */
    text: string;
    hasRead: boolean;
    decoder: Buffer | null;
    newlines: NewlineState | undefined;
    isMarked: boolean | null;
}

defineCopied("io:text", TextIOWrapper, (content) => [anyRaw, ...(content as Content).options]);

function toLimit(value: unknown): number {
    return value === undefined ? -1 : toSize(value);
}

function optionalText(name: string, value: unknown, caller = "TextIOWrapper"): string | null {
    if (value === null) return null;
    if (typeof value !== "string")
        throw new TypeError(`${caller}() argument '${name}' must be str or None, not ${typeName(value)}`);
    if (value.includes("\0")) throw new ValueError("embedded null character");
    return value;
}

function bytesFrom(value: unknown, method: string): Uint8Array {
    const bytes = asBytes(value);
    if (bytes !== null) return bytes;
    throw new TypeError(
        `underlying ${method}() should have returned a bytes-like object, not '${typeName(value)}'`,
    );
}
