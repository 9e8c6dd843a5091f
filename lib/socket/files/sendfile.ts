import { fstatSync, readSync } from "node:fs";
import { native } from "../../native/addon";
import { isWinsock } from "../../native/platform";
import { take, toInt, toInteger, toSize } from "../../python/arguments";
import { asBytes, type BytesLike } from "../../python/buffers";
import {
    AttributeError,
    BlockingIOError,
    Exception,
    OSError,
    OverflowError,
    TypeError,
    ValueError,
} from "../../python/exceptions";
import { errnoOf, raise } from "../../python/raise";
import { repr } from "../../python/repr";
import { typeName } from "../../python/type-name";
import { SOCK_STREAM } from "../constants";
import type { socket } from "../socket-class";

/** `socket.sendfile()`, with sendfile(2) or by reading and sending. */

/**
 * A file as `sendfile` accepts it: a descriptor, such as `fs.openSync()` returns; an object with its
 * descriptor in `fd`, such as a `FileHandle`; or an object with the methods of Python's files. A file without
 * `fileno()`, or one that is not a regular file, is read with `read()`, and positioned with `seek()` if it
 * has that. A plain object is not accepted, because it means keyword arguments.
 */
export type SendableFile =
    | number
    | { readonly fd: number }
    | {
          readonly mode?: string;
          fileno?(): number;
          read(size: number): BytesLike;
          seek?(offset: number): unknown;
      };

/** Keyword arguments of `sendfile`. */
export interface SendFileOptions {
    /** Position in the file of the first byte to send. */
    offset?: number;
    /** Number of bytes to send; null sends up to the end of the file. */
    count?: number | null;
}

export class _GiveupOnSendfile extends Exception {}

type Offset = number | bigint;

interface Request {
    readonly file: Record<string, unknown>;
    readonly offset: unknown;
    readonly count: number | null;
}

// Maximum number of bytes per system call.
const LARGEST_BLOCK = 2 ** 30;
const READ_SIZE = 8192;
const EBADF = errnoOf("EBADF");
const LONG_MAX = 2n ** 63n - 1n;

export function sendfile(sock: socket, handle: number, args: unknown[]): number {
    const request = takeRequest(sock, "sendfile", args);
    try {
        return bySendfile(sock, handle, request);
    } catch (error) {
        if (!(error instanceof _GiveupOnSendfile)) throw error;
        return bySend(sock, request);
    }
}

export function sendfileUseSendfile(sock: socket, handle: number, args: unknown[]): number {
    return bySendfile(sock, handle, takeRequest(sock, "_sendfile_use_sendfile", args));
}

export function sendfileUseSend(sock: socket, args: unknown[]): number {
    return bySend(sock, takeRequest(sock, "_sendfile_use_send", args));
}

function takeRequest(sock: socket, name: string, args: unknown[]): Request {
    const signature = {
        name: `socket.${name}`,
        parameters: ["file", "offset", "count"],
        required: 1,
        method: true,
    };
    const [given, offset = 0, count = null] = take(signature, args);
    const file = asFile(given);
    checkMode(file?.mode);
    if ((sock.type & SOCK_STREAM) === 0) throw new ValueError("only SOCK_STREAM type sockets are supported");
    return { file, offset, count: count === null ? null : toCount(count) };
}

function checkMode(mode: unknown): void {
    if (mode === undefined) return;
    if (typeof mode !== "string" && !Array.isArray(mode))
        throw new TypeError(`argument of type '${typeName(mode)}' is not iterable`);
    if (!mode.includes("b")) throw new ValueError("file should be opened in binary mode");
}

function toCount(count: unknown): number {
    const isInteger = typeof count === "boolean" || typeof count === "bigint" || Number.isInteger(count);
    const text = `count must be a positive integer (got ${repr(count)})`;
    if (!isInteger) throw new TypeError(text);
    if (Number(count) <= 0) throw new ValueError(text);
    return Number(count);
}

/** A descriptor with the methods of Python's files. */
class DescriptorFile {
    readonly #fd: number;

    constructor(fd: number) {
        this.#fd = fd;
    }

    fileno(): number {
        return this.#fd;
    }

    read(size: number): Buffer {
        const data = Buffer.allocUnsafe(size);
        try {
            return data.subarray(0, readSync(this.#fd, data, 0, size, null));
        } catch (error) {
            raise(-numberOf(error), "read");
        }
    }

    seek(offset: number): void {
        const outcome = native.seek(this.#fd, offset);
        if (outcome < 0) raise(outcome, "lseek");
    }
}

function asFile(file: unknown): Record<string, unknown> {
    const fd = typeof file === "number" ? file : descriptorOf(file);
    return (fd === null ? file : new DescriptorFile(fd)) as Record<string, unknown>;
}

function descriptorOf(file: unknown): number | null {
    if (typeof file !== "object" || file === null || "fileno" in file || !("fd" in file)) return null;
    return typeof file.fd === "number" ? file.fd : null;
}

function bySendfile(sock: socket, handle: number, { file, offset, count }: Request): number {
    if (isWinsock) throw new _GiveupOnSendfile("os.sendfile() not available on this platform");
    const fd = filenoOf(file);
    const size = sizeOf(fd);
    if (size === 0) return 0;
    const timeout = sock.gettimeout();
    if (timeout === 0) throw new ValueError("non-blocking sockets are not supported");
    if (sock.fileno() < 0) throw new ValueError(`Invalid file descriptor: ${sock.fileno()}`);
    const start = toOffset(offset);
    let total = 0;
    try {
        while (count === null || total < count) {
            const block = Math.min(count === null ? size : count - total, LARGEST_BLOCK);
            const sent = native.sendfile(handle, fd, start + total, block);
            if (sent < 0) failed(sent, total);
            if (sent === 0) break;
            total += sent;
        }
        return total;
    } finally {
        if (total > 0) seekIfAble(file, start + total);
    }
}

function failed(outcome: number, total: number): never {
    const isOfWait = outcome === native.TIMED_OUT || outcome === native.ENDED;
    if (isOfWait || total > 0) raise(outcome, "sendfile");
    throw new _GiveupOnSendfile(caught(() => raise(outcome, "sendfile")));
}

/** Returns the descriptor of a file. Raises `_GiveupOnSendfile` if it has none. */
function filenoOf(file: Record<string, unknown>): number {
    const fileno = attribute(file, "fileno");
    if (fileno === undefined)
        throw new _GiveupOnSendfile(
            new AttributeError(`'${typeName(file)}' object has no attribute 'fileno'`),
        );
    let fd: unknown;
    try {
        fd = invoke(file, fileno);
    } catch (error) {
        if (error instanceof AttributeError || isUnsupportedOperation(error))
            throw new _GiveupOnSendfile(error);
        throw error;
    }
    return toInt(fd);
}

/** Whether an error is an `UnsupportedOperation` of `io`: an `OSError` without a number. */
function isUnsupportedOperation(error: unknown): boolean {
    return error instanceof OSError && error.constructor.name === "UnsupportedOperation";
}

/** Returns the size of a file in bytes. Raises `_GiveupOnSendfile` for an invalid descriptor. */
function sizeOf(fd: number): number {
    try {
        if (fd >= 0) return fstatSync(fd).size;
    } catch (error) {
        throw new _GiveupOnSendfile(caught(() => raise(-numberOf(error), "fstat")));
    }
    throw new _GiveupOnSendfile(caught(() => raise(-EBADF, "fstat")));
}

/** Returns the system's errno of a Node error, whose own `errno` differs on some platforms. */
function numberOf(error: unknown): number {
    return errnoOf((error as NodeJS.ErrnoException).code ?? "") || EBADF;
}

function caught(act: () => never): unknown {
    try {
        return act();
    } catch (error) {
        return error;
    }
}

function toOffset(offset: unknown): number {
    const integer: Offset = toInteger(offset);
    if (integer > LONG_MAX || integer < -LONG_MAX - 1n)
        throw new OverflowError("Python int too large to convert to C long");
    return Number(integer);
}

function bySend(sock: socket, { file, offset, count }: Request): number {
    if (sock.gettimeout() === 0) throw new ValueError("non-blocking sockets are not supported");
    const start = offset === 0 ? 0 : toSize(offset);
    if (start !== 0) invoke(file, needed(file, "seek"), start);
    const read = needed(file, "read");
    let total = 0;
    try {
        while (count === null || total < count) {
            const size = count === null ? READ_SIZE : Math.min(count - total, READ_SIZE);
            const data = toMemory(invoke(file, read, size));
            if (data.length === 0) break;
            for (let sent = 0; sent < data.length; ) {
                const part = sendPart(sock, data.subarray(sent));
                sent += part;
                total += part;
            }
        }
        return total;
    } finally {
        if (total > 0) seekIfAble(file, start + total);
    }
}

/**
 * Sends part of the data. Returns 0 if a subclass's non-blocking `send()` would block, so that it is called
 * again.
 */
function sendPart(sock: socket, data: Uint8Array): number {
    try {
        return sock.send(data);
    } catch (error) {
        if (error instanceof BlockingIOError) return 0;
        throw error;
    }
}

function toMemory(data: unknown): Uint8Array {
    const view = asBytes(data);
    if (view === null)
        throw new TypeError(`memoryview: a bytes-like object is required, not '${typeName(data)}'`);
    return view;
}

function seekIfAble(file: Record<string, unknown>, position: number): void {
    const seek = attribute(file, "seek");
    if (seek !== undefined) invoke(file, seek, position);
}

function attribute(file: Record<string, unknown> | null | undefined, name: string): unknown {
    return file === null || file === undefined ? undefined : file[name];
}

function needed(file: Record<string, unknown>, name: string): unknown {
    const member = attribute(file, name);
    if (member !== undefined) return member;
    throw new AttributeError(`'${typeName(file)}' object has no attribute '${name}'`);
}

function invoke(file: Record<string, unknown>, method: unknown, ...args: unknown[]): unknown {
    if (typeof method !== "function") throw new TypeError(`'${typeName(method)}' object is not callable`);
    return Reflect.apply(method, file, args);
}
