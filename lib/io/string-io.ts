import {
    exact,
    type Integer,
    takeNamed,
    takeNone,
    takeOne,
    takePositional,
    toExactSize,
    toInt,
    toInteger,
} from "../python/arguments";
import { OSError, OverflowError, TypeError, ValueError } from "../python/exceptions";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { type Description, defineCopied, describe, restore } from "../transfer/structured";
import { findLineEnd, type Newline, NewlineReader, type NewlineState, toNewline } from "./newlines";
import { toOptionalSize } from "./streams";
import { TextIOBase } from "./text-io-base";

/**
 * Stream of text in memory: `new StringIO(initial_value, newline)`. Lines end with "\n" unless `newline` is
 * given; see `TextIOWrapper`. Python: `io.StringIO`.
 */
export class StringIO extends TextIOBase {
    /** One element per character, so that positions count what Python counts. */
    #characters: string[] = [];
    #position: Integer = 0;
    readonly #newline: Newline;
    readonly #newlines: NewlineReader | null;

    constructor(initial_value?: string | null, newline?: string | null);
    constructor(...args: unknown[]) {
        const [initial = null, newline = "\n"] = takeNamed("StringIO", ["initial_value", "newline"], 0, args);
        super();
        this.#newline = toNewline(newline, "newline", repr);
        this.#newlines = this.#newline ? null : new NewlineReader(this.#newline === null);
        if (initial !== null && typeof initial !== "string")
            throw new TypeError(`initial_value must be str or None, not ${typeName(initial)}`);
        if (initial !== null) this.#put(initial);
        this.#position = 0;
    }

    override get newlines(): string | string[] | null {
        this.#open();
        return this.#newlines?.newlines ?? null;
    }

    /** Always false. Python: `io.TextIOBase.line_buffering`. */
    get line_buffering(): boolean {
        this.#open();
        return false;
    }

    /** Returns all text, wherever the position is. Python: `io.StringIO.getvalue`. */
    getvalue(): string;
    getvalue(...args: unknown[]): string {
        takeNone("StringIO.getvalue", args);
        this.#open();
        return this.#characters.join("");
    }

    override read(size?: number | null): string;
    override read(...args: unknown[]): string {
        const size = toOptionalSize(takePositional("StringIO", "read", args, 0, 1)[0]);
        this.#open();
        return this.#take(size < 0 ? this.#characters.length : size);
    }

    override readline(size?: number | null): string;
    override readline(...args: unknown[]): string {
        const limit = toOptionalSize(takePositional("StringIO", "readline", args, 0, 1)[0]);
        this.#open();
        const rest = this.#characters.slice(Number(this.#position));
        const end = findLineEnd(rest.join(""), 0, this.#newline);
        const length = end < 0 ? rest.length : [...rest.join("").slice(0, end)].length;
        return this.#take(limit < 0 ? length : Math.min(limit, length));
    }

    #take(count: number): string {
        const position = Number(this.#position);
        const taken = this.#characters.slice(position, position + count);
        if (taken.length > 0) this.#position = position + taken.length;
        return taken.join("");
    }

    override write(text: string): number;
    override write(...args: unknown[]): number {
        const text = takeOne("StringIO.write", args);
        if (typeof text !== "string")
            throw new TypeError(`string argument expected, got '${typeName(text)}'`);
        this.#open();
        this.#put(text);
        return [...text].length;
    }

    #put(text: string): void {
        const read = this.#newlines === null ? text : this.#newlines.read(text, true);
        const isTranslated = this.#newline === "\r" || this.#newline === "\r\n";
        const characters = [...(isTranslated ? read.replaceAll("\n", this.#newline as string) : read)];
        if (characters.length === 0) return;
        if (this.#position > LARGEST) throw new OverflowError("new position too large");
        let position = Number(this.#position);
        while (this.#characters.length < position) this.#characters.push("\0");
        for (const character of characters) this.#characters[position++] = character;
        this.#position = position;
    }

    override seek(offset: number, whence?: number): number;
    override seek(...args: unknown[]): number {
        const [target, origin = 0] = takePositional("StringIO", "seek", args, 1, 2);
        const offset = toExactSize(target);
        const whence = toInt(origin);
        this.#open();
        if (whence < 0 || whence > 2) throw new ValueError(`Invalid whence (${whence}, should be 0, 1 or 2)`);
        if (offset < 0 && whence === 0) throw new ValueError(`Negative seek position ${offset}`);
        if (whence !== 0 && offset !== 0) throw new OSError("Can't do nonzero cur-relative seeks");
        this.#position = [offset, this.#position, this.#characters.length][whence];
        return this.#position as number;
    }

    #open(): void {
        if (this.closed) throw new ValueError("I/O operation on closed file");
    }

    override tell(): number;
    override tell(...args: unknown[]): number {
        takeNone("StringIO.tell", args);
        this.#open();
        return this.#position as number;
    }

    override truncate(size?: number | null): number;
    override truncate(...args: unknown[]): number {
        const [value = null] = takePositional("StringIO", "truncate", args, 0, 1);
        toOptionalSize(value);
        this.#open();
        const size = value === null ? this.#position : exact(toInteger(value));
        if (size < 0) throw new ValueError(`Negative size value ${size}`);
        if (size < this.#characters.length) this.#characters.length = Number(size);
        return size as number;
    }

    override readable(): boolean {
        this.#open();
        return true;
    }

    override writable(): boolean {
        this.#open();
        return true;
    }

    override seekable(): boolean {
        this.#open();
        return true;
    }

    override close(): void;
    override close(...args: unknown[]): void {
        takeNone("StringIO.close", args);
        super.close();
        this.#characters = [];
    }

    override toString(): string {
        return `<_io.${this.constructor.name} object>`;
    }

    override [describe](): Description {
        const content: Content = {
            text: this.#characters.join(""),
            position: this.#position,
            newline: this.#newline,
            newlines: this.#newlines?.state,
            isClosed: this.closed,
        };
        return { kind: "io:string", content };
    }

    override [restore](content: unknown): void {
        const { text, position, newlines, isClosed } = content as Content;
        this.#characters = [...text];
        this.#position = position;
        if (newlines !== undefined && this.#newlines !== null) this.#newlines.state = newlines;
        super[restore](isClosed);
    }
}

interface Content {
    text: string;
    position: Integer;
    newline: Newline;
    newlines: NewlineState | undefined;
    isClosed: boolean;
}

defineCopied("io:string", StringIO, (content) => [null, (content as Content).newline]);

/** Largest gap that a write past the end may leave. A larger one would fill all memory. */
const LARGEST = 2 ** 28;
