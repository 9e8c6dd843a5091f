import { EINVAL } from "../errno/constants";
import { native } from "../native/addon";
import {
    isTrue,
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
import { OSError } from "../python/builtins";
import { check, raise } from "../python/raise";
import { importGuard } from "../runtime/import-guard";
import "../runtime/environment";

/**
 * Of Python's `os` what socket scripts use and Node lacks: pipes, blocking reads and writes of descriptors that
 * Ctrl-C and the end of the process can interrupt, and the texts of errors. Raises `OSError` for what the system
 * refuses.
 *
 * @module
 */

/** Another name of `OSError`. Python: `os.error`. */
export const error = OSError;

/** What the system says of an error's number. Python: `os.strerror`, strerror(3). */
export function strerror(code: number): string;
export function strerror(...args: unknown[]): string {
    return native.strerror(toInt(takeOne("posix.strerror", args)));
}

/** The number of the process. Python: `os.getpid`. */
export function getpid(...args: never[]): number {
    takeNone("posix.getpid", args);
    return process.pid;
}

/** Sends a signal to a process. A handler of this process has run when it returns. Python: `os.kill`, kill(2). */
export function kill(pid: number, signal: number): void;
export function kill(...args: unknown[]): void {
    const [pid, signal] = takeSome("posix", "kill", args, 2, 2);
    // CPython reads the signal as a larger integer, and cuts an int out of it.
    const numbers = [toParsedInt(pid), toSize(signal) | 0] as const;
    importGuard();
    check(native.kill(...numbers), "kill");
}

/** The descriptors of a new pipe: what is written to the second is read from the first. Python: `os.pipe`, pipe(2). */
export function pipe(...args: never[]): [read: number, write: number] {
    takeNone("posix.pipe", args);
    importGuard();
    check(native.pipe(), "pipe");
    return [native.numbers[0], native.numbers[1]];
}

/** What Linux reads at once at most. */
const MOST = 0x7ffff000;

/** At most `length` bytes from a descriptor; none at the end of what it reads. Python: `os.read`, read(2). */
export function read(fd: number, length: number): Buffer;
export function read(...args: unknown[]): Buffer {
    const [fd, size] = takePositional("posix", "read", args, 2, 2);
    const [number, length] = [toInt(fd), toSize(size)];
    if (length < 0) raise(-EINVAL);
    const buffer = Buffer.allocUnsafe(Math.min(length, MOST));
    const count = check(native.read(number, buffer, 0, buffer.length), "read");
    // A little data does not keep much memory.
    return count < length / 2 ? Buffer.from(buffer.subarray(0, count)) : buffer.subarray(0, count);
}

/** Writes bytes to a descriptor; returns how many. Python: `os.write`, write(2). */
export function write(fd: number, data: BytesLike): number;
export function write(...args: unknown[]): number {
    const [fd, data] = takePositional("posix", "write", args, 2, 2);
    const number = toInt(fd);
    const bytes = toBytes(data);
    return check(native.write(number, bytes, 0, bytes.length), "write");
}

/** Closes a descriptor. Python: `os.close`, close(2). */
export function close(fd: number | { fd: number }): void;
export function close(...args: unknown[]): void {
    const [fd] = takeNamed("close", ["fd"], 1, args);
    check(native.close_file(toInt(fd)), "close");
}

/** Whether calls on a descriptor block. Python: `os.get_blocking`. */
export function get_blocking(fd: number): boolean;
export function get_blocking(...args: unknown[]): boolean {
    return check(native.is_blocking(toInt(takeOne("posix.get_blocking", args)))) === 1;
}

/** Says whether calls on a descriptor block. Python: `os.set_blocking`. */
export function set_blocking(fd: number, blocking: boolean): void;
export function set_blocking(...args: unknown[]): void {
    const [fd, blocking] = takePositional("posix", "set_blocking", args, 2, 2);
    check(native.set_blocking(toInt(fd), isTrue(blocking)));
}
