import { takeNone, takePositional, toInt } from "../arguments";
import { OSError, RuntimeError, ValueError } from "../exceptions";
import { repr } from "../repr";
import { BufferedIOBase } from "./buffered-io-base";
import { describeAttribute } from "./io-base";
import { attribute, invoke, requireAbility, toIndex } from "./streams";
import { UnsupportedOperation } from "./unsupported-operation";

/** What BufferedReader and BufferedWriter have in common: a stream of bytes on top of a raw one. */
export abstract class Buffered extends BufferedIOBase {
    #raw: unknown;
    #busy = false;

    constructor(raw: unknown) {
        super();
        this.#raw = raw;
    }

    /** The stream below; null once it was given away. */
    // biome-ignore lint/suspicious/noExplicitAny: any object will do that has the methods
    get raw(): any {
        return this.#raw;
    }

    override get closed(): boolean {
        return Boolean(attribute(this.stream(), "closed"));
    }

    /** The name of the stream below: for a socket, its descriptor. */
    get name(): unknown {
        return (this.stream() as { name?: unknown }).name;
    }

    /** The mode of the stream below: `"rb"`, `"wb"` or `"rwb"`. */
    get mode(): unknown {
        return (this.stream() as { mode?: unknown }).mode;
    }

    override close(): void;
    override close(...args: unknown[]): void {
        takeNone(`${this.constructor.name}.close`, args);
        if (this.closed) return;
        try {
            this.flush();
        } finally {
            invoke(this.stream(), "close");
            this.dropBuffer();
        }
    }

    override detach(): unknown;
    override detach(...args: unknown[]): unknown {
        takeNone(`${this.constructor.name}.detach`, args);
        this.stream();
        this.flush();
        const raw = this.#raw;
        this.#raw = null;
        return raw;
    }

    override fileno(): number;
    override fileno(...args: unknown[]): number {
        takeNone(`${this.constructor.name}.fileno`, args);
        return invoke(this.stream(), "fileno") as number;
    }

    override flush(): void;
    override flush(...args: unknown[]): void {
        takeNone(`${this.constructor.name}.flush`, args);
        invoke(this.stream(), "flush");
    }

    override isatty(): boolean;
    override isatty(...args: unknown[]): boolean {
        takeNone(`${this.constructor.name}.isatty`, args);
        return invoke(this.stream(), "isatty") as boolean;
    }

    override seekable(): boolean {
        return invoke(this.stream(), "seekable") as boolean;
    }

    override seek(offset: number, whence?: number): number;
    override seek(...args: unknown[]): number {
        const [target, origin = 0] = takePositional("_Buffered", "seek", args, 1, 2);
        const whence = toInt(origin);
        this.stream();
        if (whence < 0 || whence > 2) throw new ValueError(`whence value ${whence} unsupported`);
        if (this.closed) throw new ValueError("seek of closed file");
        requireAbility(this.stream(), "seekable");
        const offset = toIndex(target);
        this.#busyCheck();
        return this.seekRaw(whence === 1 ? offset - this.ahead() : offset, whence);
    }

    /** Moves the raw stream, and forgets what is buffered. */
    protected seekRaw(offset: number, whence: number): number {
        const position = this.call("seek", offset, whence);
        this.dropBuffer();
        return validPosition(position);
    }

    override tell(): number;
    override tell(...args: unknown[]): number {
        takeNone(`${this.constructor.name}.tell`, args);
        this.stream();
        return validPosition(this.call("tell")) - this.ahead();
    }

    override truncate(size?: number | null): number;
    override truncate(...args: unknown[]): number {
        const [size = null] = takePositional("_Buffered", "truncate", args, 0, 1);
        this.stream();
        if (this.closed) throw new ValueError("truncate of closed file");
        if (!this.writable()) throw new UnsupportedOperation("truncate");
        this.flush();
        return this.call("truncate", size) as number;
    }

    /** How far the raw stream is ahead of this one, in bytes. */
    protected abstract ahead(): number;
    protected abstract dropBuffer(): void;

    /** The stream below; raises `ValueError` if it was given away. */
    protected stream(): unknown {
        if (this.#raw === null) throw new ValueError("raw stream has been detached");
        return this.#raw;
    }

    /** Calls the stream below. What it calls, or the listener of a signal, must not come back here. */
    protected call(method: string, ...args: unknown[]): unknown {
        this.#busyCheck();
        this.#busy = true;
        try {
            return invoke(this.#raw, method, ...args);
        } finally {
            this.#busy = false;
        }
    }

    #busyCheck(): void {
        if (this.#busy) throw new RuntimeError(`reentrant call inside ${this}`);
    }

    /** As `stream()`, for an operation that uses the buffer. */
    protected enter(): void {
        if (this.#raw === null) this.stream();
        if (this.#busy) this.#busyCheck();
    }

    override toString(): string {
        return `<_io.${this.constructor.name}${describeAttribute(this, "name", repr)}>`;
    }
}

function validPosition(value: unknown): number {
    const position = toIndex(value);
    if (position < 0) throw new OSError(`Raw stream returned invalid position ${position}`);
    return position;
}

/** What a call of the stream below returned: a count up to `most`, or null. */
export function validCount(value: unknown, method: "readinto" | "write", most: number): number | null {
    if (value === null || value === undefined) return null;
    let count: number;
    try {
        count = toIndex(value);
    } catch (error) {
        if (method === "write") throw error;
        throw Object.assign(new OSError("raw readinto() failed"), { cause: error });
    }
    if (count < 0 || count > most)
        throw new OSError(
            `raw ${method}() returned invalid length ${count} (should have been between 0 and ${most})`,
        );
    return count;
}
