import { closeSync, openSync, readSync, unlinkSync, writeFileSync } from "node:fs";
import * as socket from "pysocket";
import * as _thread from "pysocket/_thread";
import * as builtins from "pysocket/builtins";
import * as futures from "pysocket/concurrent/futures";
import * as errno from "pysocket/errno";
import * as io from "pysocket/io";
import * as os from "pysocket/os";
import * as queue from "pysocket/queue";
import * as select from "pysocket/select";
import * as selectors from "pysocket/selectors";
import * as shared from "pysocket/shared";
import * as signal from "pysocket/signal";
import * as ssl from "pysocket/ssl";
import * as struct from "pysocket/struct";
import * as sys from "pysocket/sys";
import * as threading from "pysocket/threading";
import * as time from "pysocket/time";
import { decodeFileName, encodeFileName } from "#lib/python/file-names";
import { repr } from "#lib/python/repr";
import { Member } from "#lib/socket/enumerations";
import { encodeHost } from "#lib/socket/host/idna";
import type { Probe, Step, Value } from "./probe";

/** Runs the probes here; the twin of run.py. */

export interface Raised {
    class: string;
    message: unknown;
    errno?: unknown;
    strerror?: unknown;
}

export type Outcome = { result?: unknown; raised?: Raised };

type Names = Map<string, unknown>;

const enumerations: Record<string, socket.Enumeration<never>> = {
    AddressFamily: socket.AddressFamily,
    SocketKind: socket.SocketKind,
    MsgFlag: socket.MsgFlag,
    AddressInfo: socket.AddressInfo,
    Signals: signal.Signals,
    Handlers: signal.Handlers,
};
interface Closable {
    close(): void;
}

function isClosable(value: unknown): value is Closable {
    return typeof (value as Partial<Closable> | null | undefined)?.close === "function";
}

/** What has no name of its own in Python, and is a function of the library's inside here. */
const internal = {
    encode_host: encodeHost,
    encode_file_name: encodeFileName,
    decode_file_name: decodeFileName,
    bytes_literal: (text: string) => builtins.b(Object.assign([text], { raw: [text] })),
    text: (value: unknown) => repr(value),
    text_of_file: (owner: socket.socket, ...args: unknown[]) => {
        const file = Reflect.apply(owner.makefile, owner, args);
        const text = repr(file);
        file.close();
        return text;
    },
    is_open: (owner: socket.socket) => owner.fileno() >= 0,
    read_into: (file: io.BufferedReader, method: "readinto" | "readinto1", size: number) => {
        const buffer = new Uint8Array(size);
        return [file[method](buffer), buffer];
    },
    fill: (owner: socket.socket) => {
        for (const size of [65_536, 1]) {
            try {
                while (true) owner.send(Buffer.alloc(size));
            } catch (error) {
                if (!(error instanceof builtins.BlockingIOError)) throw error;
            }
        }
    },
    written: (file: io.BufferedWriter, data: Buffer) => {
        try {
            return file.write(data);
        } catch (error) {
            if (error instanceof builtins.BlockingIOError) return error.characters_written;
            throw error;
        }
    },
    decoded: (data: Buffer, encoding: string, errors: string) =>
        new io.TextIOWrapper(new io.BytesIO(data), encoding, errors).read(),
    encoded: (text: string, encoding: string, errors: string) => {
        const memory = new io.BytesIO();
        const file = new io.TextIOWrapper(memory, { encoding, errors, write_through: true });
        file.write(text);
        file.write("z");
        return memory.getvalue();
    },
    decoded_in_pieces: (text: string, encoding: string, size: number) => {
        const memory = new io.BytesIO();
        const encoder = new io.TextIOWrapper(memory, { encoding, newline: "" });
        encoder.write(text);
        encoder.flush();
        const reader = new io.BufferedReader(new Pieces(memory.getvalue(), size));
        const file = new io.TextIOWrapper(reader, { encoding, newline: "" });
        return [file.read(1), file.readline(), file.read()];
    },
    member_texts: (name: string, value: number) => {
        const member = enumerations[name](value);
        return [repr(member), String(member), member.name];
    },
    members: (name: string) => [
        [...enumerations[name]].filter((each) => each.name !== "AF_BLUETOOTH").map(repr),
        Object.entries(enumerations[name].__members__)
            .filter(([key]) => key !== "AF_BLUETOOTH")
            .map(([key, each]) => [key, repr(each)]),
    ],
    either: (first: number, second: number) => first | second,
    set: (owner: object, name: string, value: unknown) => {
        Reflect.set(owner, name, value);
        return null;
    },
    memory: (size: number) => new Uint8Array(size),
    view: (memory: Uint8Array, offset: number, length: number) => {
        if (offset % 2 === 0) return memory.subarray(offset, offset + length);
        return new DataView(memory.buffer, memory.byteOffset + offset, length);
    },
    bytes: (memory: Uint8Array) => Buffer.from(memory),
    selected: (selector: selectors.BaseSelector, timeout: number) =>
        selector
            .select(timeout)
            .sort(([one], [other]) => one.fd - other.fd)
            .map(([key, events]) => [key.fileobj, events]),
    count: (map: selectors.SelectorMap, fileobj: socket.socket) => [
        map.size,
        map.has(fileobj),
        [...map].length,
    ],
    events: ([ready, events]: [number, number], fd: number) => [ready === fd, events],
    handler: () => () => null,
    names_of: (module: string, prefix: string) =>
        Object.entries(modules[module] as object)
            .filter(([name, value]) => name.startsWith(prefix) && typeof value === "number")
            .sort(([one], [other]) => (one < other ? -1 : 1)),
    error_names: () => Object.entries(errno.errorcode).map(([number, name]) => [Number(number), name]),
    valid_signals: () => [...signal.valid_signals()].sort((one, other) => one - other),
    kill_itself: (number: number) => signal.pthread_kill(threading.get_ident(), number),
    items: (iterable: Iterable<unknown>) => [...iterable],
    thing: (value: unknown) => value,
    sorted: (iterable: Iterable<number>) => [...iterable].sort((one, other) => one - other),
    string: (value: unknown) => String(value),
    waited: (...args: Parameters<typeof futures.wait>) => {
        const { done, not_done } = futures.wait(...args);
        return [done.size, not_done.size];
    },
    // What are operators in Python.
    length: (container: { length?: number; size?: number }) => container.length ?? container.size,
    contains: (
        container: { includes?(item: unknown): boolean; has?(item: unknown): boolean },
        item: unknown,
    ) => container.includes?.(item) ?? container.has?.(item),
    get_item: (container: { at(key: unknown): unknown }, key: unknown) => container.at(key),
    set_item: (container: Indexable, key: unknown, value: unknown) => {
        if (container.set === undefined) container[key as number] = value;
        else container.set(key, value);
    },
    delete_item: (container: Indexable, key: unknown) => {
        if (container.delete === undefined) delete container[key as number];
        else container.delete(key);
    },
    sort_by_first: (list: shared.SharedList<unknown[]>, reverse: boolean) =>
        list.sort({ key: ([first]) => first, reverse }),
};

interface Indexable {
    [index: number]: unknown;
    set?(key: unknown, value: unknown): void;
    delete?(key: unknown): void;
}

const modules: Record<string, unknown> = {
    futures,
    queue,
    io,
    socket,
    select,
    selectors,
    shared,
    struct,
    threading,
    builtins,
    internal,
    errno,
    os,
    signal,
    ssl,
    time,
    sys,
    _thread,
};

/** A stream of bytes that come in pieces. */
class Pieces extends io.RawIOBase {
    constructor(
        private data: Buffer,
        private readonly size: number,
    ) {
        super();
    }

    override readable(): boolean {
        return true;
    }

    override readinto(buffer: Uint8Array): number {
        const piece = this.data.subarray(0, this.size);
        this.data = this.data.subarray(this.size);
        buffer.set(piece);
        return piece.length;
    }
}

class Fake {
    constructor(readonly value: unknown) {}

    fileno(): unknown {
        return this.value;
    }
}

class Thing {}

class Attribute {
    fileno = 5;
}

class Failing {
    fileno(): never {
        throw new builtins.ValueError("boo");
    }
}

/** A file that is none of the system's. */
class Memory {
    #position = 0;

    read(size: number): Buffer {
        const data = Buffer.from("0123456789").subarray(this.#position, this.#position + size);
        this.#position += data.length;
        return data;
    }

    seek(position: number): void {
        if (position < 0) throw new builtins.ValueError(`negative seek value ${position}`);
        this.#position = position;
    }

    tell(): number {
        return this.#position;
    }

    close(): void {}
}

/** A file as Python has them. */
class File {
    readonly #fd: number;
    #position = 0;
    #closed = false;

    constructor(path: string) {
        writeFileSync(path, "0123456789");
        this.#fd = openSync(path, "r");
        unlinkSync(path);
    }

    fileno(): number {
        return this.#fd;
    }

    read(size: number): Buffer {
        const data = Buffer.alloc(size);
        const count = readSync(this.#fd, data, 0, size, this.#position);
        this.#position += count;
        return data.subarray(0, count);
    }

    seek(position: number): void {
        if (position < 0) throw new builtins.OSError(22, "Invalid argument");
        this.#position = position;
    }

    tell(): number {
        return this.#position;
    }

    close(): void {
        if (!this.#closed) closeSync(this.#fd);
        this.#closed = true;
    }
}

class Reading {
    constructor(readonly value: unknown) {}

    read(): unknown {
        return this.value;
    }
}

class Mode {
    constructor(readonly mode: unknown) {}
}

const things: Record<string, (value: unknown, directory: string) => unknown> = {
    memory: () => new Memory(),
    file: (_, directory) => new File(`${directory}/file`),
    read: (value) => new Reading(value),
    mode: (value) => new Mode(value),
    plain: () => new Thing(),
    fileno: (value) => new Fake(value),
    attribute: () => new Attribute(),
    failing: () => new Failing(),
};

const floats: Record<string, number> = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity };

export class Runner {
    readonly #file = openSync(__filename, "r");

    constructor(readonly directory: string) {}

    close(): void {
        closeSync(this.#file);
    }

    run(probe: Probe): Outcome[] {
        const names: Names = new Map();
        const opened: Closable[] = [];
        try {
            return probe.steps.map((step) => this.#outcome(step, names, opened));
        } finally {
            for (const each of opened) closeQuietly(each);
        }
    }

    #outcome(step: Step, names: Names, opened: Closable[]): Outcome {
        try {
            const result = this.#call(step, names);
            keep(step, result, names, opened);
            return step.quiet ? {} : { result: this.#encode(result, names) };
        } catch (error) {
            return { raised: this.#encodeError(error as Error) };
        }
    }

    #call(step: Step, names: Names): unknown {
        const [root, ...members] = step.at.split(".");
        let owner: unknown;
        let target = names.has(root) ? names.get(root) : modules[root];
        for (const member of members) {
            owner = target;
            target = (target as Record<string, unknown>)[member];
        }
        if (step.get) return target;
        const args = (step.args ?? []).map((value) => this.#decode(value, names));
        if (step.kwargs !== undefined) {
            const entries = Object.entries(step.kwargs);
            args.push(Object.fromEntries(entries.map(([key, value]) => [key, this.#decode(value, names)])));
        }
        return Reflect.apply(target as () => unknown, owner, args);
    }

    #decode(value: Value, names: Names): unknown {
        if (Array.isArray(value)) return value.map((item) => this.#decode(item, names));
        if (typeof value !== "object" || value === null) return value;
        if ("bytes" in value) return Buffer.from(value.bytes, "hex");
        if ("bytearray" in value) return new Uint8Array(Buffer.from(value.bytearray, "hex"));
        if ("memoryview" in value) return toDataView(Buffer.from(value.memoryview, "hex"));
        if ("integer" in value) return BigInt(value.integer);
        if ("float" in value) return floats[value.float];
        if ("constant" in value) return (socket as unknown as Record<string, number>)[value.constant];
        if ("ref" in value) return names.get(value.ref);
        if ("path" in value) return `${this.directory}/${value.path}`;
        if ("list" in value) return value.list.map((item) => this.#decode(item, names));
        if ("descriptor" in value) return this.#file;
        if ("set" in value) return new Set(value.set.map((item) => this.#decode(item, names)));
        if ("iterator" in value) return value.iterator.map((item) => this.#decode(item, names)).values();
        if ("thing" in value)
            return things[value.thing](this.#decode(value.value ?? null, names), this.directory);
        const entries = Object.entries(value.dict);
        return Object.fromEntries(entries.map(([key, item]) => [key, this.#decode(item, names)]));
    }

    #encode(value: unknown, names: Names): unknown {
        if (value === undefined || value === null) return null;
        if (typeof value === "bigint")
            return Number.isSafeInteger(Number(value)) ? Number(value) : { integer: String(value) };
        if (typeof value === "number" && !Number.isFinite(value))
            return { float: Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf" };
        if (typeof value === "string")
            return value
                .replaceAll(this.directory, "DIRECTORY")
                .replace(/((?:fd|name)=|FD )\d+/g, "$1N")
                .replace(/ at 0x[0-9a-f]+/g, "");
        if (value instanceof Member) return value.value;
        if (typeof value !== "object" && typeof value !== "function") return value;
        if (Array.isArray(value)) return value.map((item) => this.#encode(item, names));
        if (value instanceof selectors.SelectorKey)
            return [value.fileobj, "FD", value.events, value.data].map((item) => this.#encode(item, names));
        if (ArrayBuffer.isView(value)) return { bytes: toBuffer(value).toString("hex") };
        if (value instanceof Error) return this.#encodeError(value);
        for (const [name, other] of names) if (other === value) return { ref: name };
        return { object: value.constructor === Object ? "dict" : value.constructor.name };
    }

    #encodeError(error: Error): Raised {
        // What is not Python's is a mistake of the library, and shows where it was made.
        if (!(error instanceof builtins.BaseException))
            return { class: `JavaScript's ${error.name}`, message: String(error.stack) };
        const encode = (value: unknown) => this.#encode(value, new Map());
        const raised: Raised = { class: error.constructor.name, message: encode(error.message) };
        if (error instanceof builtins.OSError) {
            raised.errno = error.errno;
            raised.strerror = encode(error.strerror);
        }
        return raised;
    }
}

function keep(step: Step, result: unknown, names: Names, opened: Closable[]): void {
    const values = Array.isArray(result) ? result : [result];
    opened.push(...values.filter(isClosable));
    if (typeof step.set === "string") names.set(step.set, result);
    else for (const [index, name] of (step.set ?? []).entries()) names.set(name, values[index]);
}

/** The probe may have closed its descriptor already. */
function closeQuietly(each: Closable): void {
    try {
        each.close();
    } catch (error) {
        const isExpected = error instanceof builtins.OSError || error instanceof builtins.ValueError;
        if (!isExpected) throw error;
    }
}

function toBuffer(view: ArrayBufferView): Buffer {
    return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function toDataView(buffer: Buffer): DataView {
    return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}
