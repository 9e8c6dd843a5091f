import { EINVAL } from "../errno/constants";
import { native } from "../native/addon";
import {
    isTrue,
    take,
    takeNamed,
    takeNone,
    takeOne,
    takePositional,
    takeSome,
    toBytes,
    toInt,
    toParsedInt,
    toSize,
} from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { OSError, TypeError } from "../python/builtins";
import { check, raise } from "../python/raise";
import { typeName } from "../python/type-name";
import { noteAct } from "../runtime/first-act";
import "../runtime/environment";

/**
 * The part of Python's `os` that socket scripts need and Node lacks: pipes, blocking reads and writes of
 * descriptors that Ctrl-C and the end of the process can interrupt, and error texts. Every function raises
 * `OSError` if the system refuses.
 *
 * @module
 */

/** Another name of `OSError`. Python: `os.error`. */
export const error = OSError;

/** Returns the system's text for an error number. Python: `os.strerror`, strerror(3). */
export function strerror(code: number): string;
export function strerror(...args: unknown[]): string {
    return native.strerror(toInt(takeOne("posix.strerror", args)));
}

/** Returns the id of this process. Python: `os.getpid`. */
export function getpid(...args: never[]): number {
    takeNone("posix.getpid", args);
    return process.pid;
}

/**
 * Variables of the process's environment, the same in every thread: `process.env`. A missing one is undefined, not a
 * `KeyError`. Python: `os.environ`.
 */
export const environ: NodeJS.ProcessEnv = process.env;

/** Returns a variable of the environment; if there is none, `key_default`. Python: `os.getenv`. */
export function getenv(key: string): string | null;
export function getenv<Default>(key: string, key_default: Default): string | Default;
export function getenv(...args: unknown[]): unknown {
    const [key, otherwise = null] = take(
        { name: "getenv", parameters: ["key", "default"], required: 1 },
        args,
    );
    if (typeof key !== "string") throw new TypeError(`str expected, not ${typeName(key)}`);
    return process.env[key] ?? otherwise;
}

/**
 * Ends the process at once with this exit status: no handler runs, no thread is waited for, no buffered output is
 * written. Python: `os._exit`, _exit(2).
 */
export function _exit(status: number): never;
export function _exit(...args: unknown[]): never {
    const [status] = takeNamed("_exit", ["status"], 1, args);
    return native.exit_now(toInt(status));
}

/**
 * Sends a signal to a process. If it is this process, the handler has run when the call returns.
 * Python: `os.kill`, kill(2).
 */
export function kill(pid: number, signal: number): void;
export function kill(...args: unknown[]): void {
    const [pid, signal] = takeSome("posix", "kill", args, 2, 2);
    // CPython reads the signal as a larger integer and truncates it to an int.
    const numbers = [toParsedInt(pid), toSize(signal) | 0] as const;
    noteAct();
    check(native.kill(...numbers), "kill");
}

/**
 * Creates a pipe. Bytes written to the second descriptor are read from the first. Raises `OSError`.
 * Python: `os.pipe`, pipe(2).
 */
export function pipe(...args: never[]): [read: number, write: number] {
    takeNone("posix.pipe", args);
    noteAct();
    check(native.pipe(), "pipe");
    return [native.numbers[0], native.numbers[1]];
}

/** Maximum number of bytes that Linux reads at once. */
const MOST = 0x7ffff000;

/**
 * Reads at most `length` bytes from a descriptor, waiting for the first. Returns an empty buffer at the end.
 * Raises `OSError`. Python: `os.read`, read(2).
 */
export function read(fd: number, length: number): Buffer;
export function read(...args: unknown[]): Buffer {
    const [fd, size] = takePositional("posix", "read", args, 2, 2);
    const [number, length] = [toInt(fd), toSize(size)];
    if (length < 0) raise(-EINVAL);
    const buffer = Buffer.allocUnsafe(Math.min(length, MOST));
    const count = check(native.read(number, buffer, 0, buffer.length), "read");
    // Copied, so that a few bytes do not keep much memory alive.
    return count < length / 2 ? Buffer.from(buffer.subarray(0, count)) : buffer.subarray(0, count);
}

/**
 * Writes bytes to a descriptor. Returns how many were written. Raises `OSError`. Python: `os.write`,
 * write(2).
 */
export function write(fd: number, data: BytesLike): number;
export function write(...args: unknown[]): number {
    const [fd, data] = takePositional("posix", "write", args, 2, 2);
    const number = toInt(fd);
    const bytes = toBytes(data);
    return check(native.write(number, bytes, 0, bytes.length), "write");
}

/** Closes a descriptor. Raises `OSError`. Python: `os.close`, close(2). */
export function close(fd: number | { fd: number }): void;
export function close(...args: unknown[]): void {
    const [fd] = takeNamed("close", ["fd"], 1, args);
    check(native.close_file(toInt(fd)), "close");
}

/** Whether calls on a descriptor block. Raises `OSError`. Python: `os.get_blocking`. */
export function get_blocking(fd: number): boolean;
export function get_blocking(...args: unknown[]): boolean {
    return check(native.is_blocking(toInt(takeOne("posix.get_blocking", args)))) === 1;
}

/** Makes calls on a descriptor block, or not. Raises `OSError`. Python: `os.set_blocking`. */
export function set_blocking(fd: number, blocking: boolean): void;
export function set_blocking(...args: unknown[]): void {
    const [fd, blocking] = takePositional("posix", "set_blocking", args, 2, 2);
    check(native.set_blocking(toInt(fd), isTrue(blocking)));
}
