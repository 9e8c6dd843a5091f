import { takeNamed, takeNone, takePositional, toInt, toSize } from "../python/arguments";
import { OSError, ValueError } from "../python/exceptions";
import { repr } from "../python/repr";
import { BufferedIOBase } from "./buffered-io-base";
import { describeAttribute } from "./io-base";
import { Below } from "./raw-stream";
import { attribute, checkBufferSize, DEFAULT_BUFFER_SIZE, invoke, requireAbility, toIndex } from "./streams";
import { UnsupportedOperation } from "./unsupported-operation";

/** Common base of BufferedReader and BufferedWriter: a stream of bytes on top of a raw stream. */
export abstract class Buffered extends BufferedIOBase {
    readonly #below: Below;

    constructor(below: Below) {
        super();
        this.#below = below;
    }

    /** Raw stream under the buffer; null after `detach()`. */
    // biome-ignore lint/suspicious/noExplicitAny: any object will do that has the methods
    get raw(): any {
        return this.#below.raw;
    }

    override get closed(): boolean {
        return Boolean(attribute(this.#below.get(), "closed"));
    }

    /** Name of the raw stream. For a socket: its descriptor. */
    get name(): unknown {
        return (this.#below.get() as { name?: unknown }).name;
    }

    /** Mode of the raw stream: `"rb"`, `"wb"` or `"rwb"`. */
    get mode(): unknown {
        return (this.#below.get() as { mode?: unknown }).mode;
    }

    override close(): void;
    override close(...args: unknown[]): void {
        takeNone(`${this.constructor.name}.close`, args);
        if (this.closed) return;
        try {
            this.flush();
        } finally {
            invoke(this.#below.get(), "close");
            this.dropBuffer();
        }
    }

    override detach(): unknown;
    override detach(...args: unknown[]): unknown {
        takeNone(`${this.constructor.name}.detach`, args);
        this.#below.get();
        this.flush();
        return this.#below.giveAway();
    }

    override fileno(): number;
    override fileno(...args: unknown[]): number {
        takeNone(`${this.constructor.name}.fileno`, args);
        return invoke(this.#below.get(), "fileno") as number;
    }

    override flush(): void;
    override flush(...args: unknown[]): void {
        takeNone(`${this.constructor.name}.flush`, args);
        invoke(this.#below.get(), "flush");
    }

    override isatty(): boolean;
    override isatty(...args: unknown[]): boolean {
        takeNone(`${this.constructor.name}.isatty`, args);
        return invoke(this.#below.get(), "isatty") as boolean;
    }

    override seekable(): boolean {
        return invoke(this.#below.get(), "seekable") as boolean;
    }

    override seek(offset: number, whence?: number): number;
    override seek(...args: unknown[]): number {
        const [target, origin = 0] = takePositional("_Buffered", "seek", args, 1, 2);
        const whence = toInt(origin);
        this.#below.get();
        if (whence < 0 || whence > 2) throw new ValueError(`whence value ${whence} unsupported`);
        if (this.closed) throw new ValueError("seek of closed file");
        requireAbility(this.#below.get(), "seekable");
        const offset = toIndex(target);
        this.#below.check(this);
        return this.seekRaw(whence === 1 ? offset - this.ahead() : offset, whence);
    }

    /** Moves the raw stream and drops the buffered bytes. */
    protected seekRaw(offset: number, whence: number): number {
        const position = this.#below.call(this, "seek", offset, whence);
        this.dropBuffer();
        return validPosition(position);
    }

    override tell(): number;
    override tell(...args: unknown[]): number {
        takeNone(`${this.constructor.name}.tell`, args);
        this.#below.get();
        return validPosition(this.#below.call(this, "tell")) - this.ahead();
    }

    override truncate(size?: number | null): number;
    override truncate(...args: unknown[]): number {
        const [size = null] = takePositional("_Buffered", "truncate", args, 0, 1);
        this.#below.get();
        if (this.closed) throw new ValueError("truncate of closed file");
        if (!this.writable()) throw new UnsupportedOperation("truncate");
        this.flush();
        return this.#below.call(this, "truncate", size) as number;
    }

    /** Number of bytes that the raw stream is ahead of this one. */
    protected abstract ahead(): number;
    /** Drops the buffered bytes. */
    protected abstract dropBuffer(): void;

    override toString(): string {
        return `<_io.${this.constructor.name}${describeAttribute(this, "name", repr)}>`;
    }
}

/**
 * Reads the constructors' arguments: the raw stream, which must support the operation, and the buffer size in
 * bytes.
 */
export function takeRaw(
    name: string,
    ability: "readable" | "writable",
    args: unknown[],
): [below: Below, size: number] {
    const [raw, size = DEFAULT_BUFFER_SIZE] = takeNamed(name, ["raw", "buffer_size"], 1, args);
    const bytes = toSize(size);
    const below = new Below(raw);
    requireAbility(raw, ability);
    return [below, checkBufferSize(bytes)];
}

function validPosition(value: unknown): number {
    const position = toIndex(value);
    if (position < 0) throw new OSError(`Raw stream returned invalid position ${position}`);
    return position;
}

/** Checks what a method of the raw stream returned: a count up to `most`, or null. */
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
