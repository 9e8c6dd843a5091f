import { isatty } from "node:tty";
import { nameExport } from "../capture/references";
import { BufferedReader } from "../io/buffered-reader";
import { BufferedWriter } from "../io/buffered-writer";
import { RawIOBase } from "../io/raw-io-base";
import { TextIOWrapper } from "../io/text-io-wrapper";
import { native } from "../native/addon";
import { takeOne, toBytes } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { BlockingIOError } from "../python/exceptions";
import { check } from "../python/raise";
import { repr } from "../python/repr";
import { noteAct } from "../runtime/first-act";

const POLLIN = 1;
const POLLOUT = 4;

const names = ["stdin", "stdout", "stderr"] as const;
type StreamName = (typeof names)[number];

/** Standard stream without a buffer. Closing it leaves the descriptor open. */
class FileIO extends RawIOBase {
    readonly #fd: number;

    constructor(fd: number) {
        super();
        this.#fd = fd;
    }

    get name(): string {
        return `<${names[this.#fd]}>`;
    }

    get mode(): string {
        return this.readable() ? "rb" : "wb";
    }

    override readable(): boolean {
        return this.#fd === 0;
    }

    override writable(): boolean {
        return this.#fd !== 0;
    }

    override fileno(): number {
        this._checkClosed();
        return this.#fd;
    }

    override isatty(): boolean {
        this._checkClosed();
        return isatty(this.#fd);
    }

    override readinto(buffer: BytesLike): number;
    override readinto(...args: unknown[]): number {
        const view = toBytes(takeOne("FileIO.readinto", args));
        this._checkClosed();
        this._checkReadable();
        return this.#blocking(POLLIN, () => native.read(this.#fd, view, 0, view.length));
    }

    override write(data: BytesLike): number;
    override write(...args: unknown[]): number {
        const view = toBytes(takeOne("FileIO.write", args));
        this._checkClosed();
        this._checkWritable();
        return this.#blocking(POLLOUT, () => native.write(this.#fd, view, 0, view.length));
    }

    /** Makes a call that blocks. Node makes the descriptors of pipes and terminals non-blocking. */
    #blocking(event: number, call: () => number): number {
        noteAct();
        while (true) {
            try {
                return check(call());
            } catch (error) {
                if (!(error instanceof BlockingIOError)) throw error;
            }
            check(native.poll(new Float64Array([-1 - this.#fd, event]), 1, -1));
        }
    }

    override toString(): string {
        return `<_io.FileIO name=${repr(this.name)} mode=${repr(this.mode)} closefd=False>`;
    }
}

/** Writer that keeps nothing back: other threads have buffers of their own, and lines would change places. */
class StandardWriter extends BufferedWriter {
    override write(data: BytesLike): number;
    override write(...args: unknown[]): number {
        const count = super.write(...(args as [BytesLike]));
        this.flush();
        return count;
    }
}
Object.defineProperty(StandardWriter, "name", { value: "BufferedWriter" });

const streams = new Map<StreamName, TextIOWrapper>();

/** Returns this thread's object for a standard stream. */
export function standardStream(name: StreamName): TextIOWrapper {
    const stream = streams.get(name) ?? open(name);
    streams.set(name, stream);
    return stream;
}

function open(name: StreamName): TextIOWrapper {
    const raw = new FileIO(names.indexOf(name));
    const buffer = name === "stdin" ? new BufferedReader(raw) : new StandardWriter(raw);
    const text = new TextIOWrapper(buffer, {
        encoding: "utf-8",
        errors: name === "stderr" ? "backslashreplace" : "strict",
        line_buffering: name === "stderr" || raw.isatty(),
        write_through: name !== "stdin",
    });
    text.mode = name === "stdin" ? "r" : "w";
    // In another thread they are that thread's.
    const path = ["sys/sys", `__${name}__`] as const;
    nameExport(text, ...path);
    nameExport(buffer, ...path, "buffer");
    nameExport(raw, ...path, "buffer", "raw");
    return text;
}
