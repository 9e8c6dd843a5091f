import type { BytesLike } from "./buffers";
import { callable } from "./callable";
import type { Member } from "./enum";
import * as exceptions from "./exceptions";
import { toPythonFloat, toPythonInt } from "./numbers";
import * as unicodeErrors from "./unicode-errors";

/**
 * Python's exceptions, with their names and hierarchy (Python: "Built-in Exceptions"), bytes literals, and numbers
 * out of text.
 * `TypeError` and the like are other classes than JavaScript's of the same name: import them from here to
 * catch what the library throws. All are errors of JavaScript, and can be made without `new` and extended.
 */

export type { BytesLike } from "./buffers";
export { b } from "./bytes";

/**
 * The whole number that a text stands for, in base 2 to 36, or 0 for what its prefix says; or a number without
 * its fraction. White space around it and underscores between digits are allowed. Python: `int()`.
 *
 * Beyond 2^53 the result is a `bigint`; its type is `number` all the same, which nearly every one is. Raises
 * `ValueError` for a text that is no number, `OverflowError` for an infinity, `TypeError` for what is neither.
 */
export function int(x?: number | bigint | boolean | string | BytesLike | Member): number;
export function int(x: string | Uint8Array, base: number | { base: number }): number;
export function int(...args: unknown[]): number {
    return toPythonInt(...args) as number;
}

/**
 * The number that a text stands for, `inf` and `nan` among them. White space around it and underscores between
 * digits are allowed. Python: `float()`. Raises `ValueError` for a text that is no number, `OverflowError` for
 * an integer beyond the largest float, `TypeError` for what is neither.
 */
export function float(x?: number | bigint | boolean | string | BytesLike | Member): number;
export function float(...args: unknown[]): number {
    return toPythonFloat(...args);
}

/** The root of all exceptions. */
export const BaseException = callable(exceptions.BaseException);
export type BaseException = exceptions.BaseException;

/** What a program may want to catch: all but the requests to end it. */
export const Exception = callable(exceptions.Exception);
export type Exception = exceptions.Exception;

/** Ctrl-C, where no listener takes it. */
export const KeyboardInterrupt = callable(exceptions.KeyboardInterrupt);
export type KeyboardInterrupt = exceptions.KeyboardInterrupt;

/** A generator is being closed. */
export const GeneratorExit = callable(exceptions.GeneratorExit);
export type GeneratorExit = exceptions.GeneratorExit;

/** Ends the thread that throws it; on the main thread, the process. */
export const SystemExit = callable(exceptions.SystemExit);
export type SystemExit = exceptions.SystemExit;

/** The base of the errors of arithmetic. */
export const ArithmeticError = callable(exceptions.ArithmeticError);
export type ArithmeticError = exceptions.ArithmeticError;

/** A number does not fit where it must go. */
export const OverflowError = callable(exceptions.OverflowError);
export type OverflowError = exceptions.OverflowError;

/** Division by zero. */
export const ZeroDivisionError = callable(exceptions.ZeroDivisionError);
export type ZeroDivisionError = exceptions.ZeroDivisionError;

/** A condition that was taken for granted does not hold. */
export const AssertionError = callable(exceptions.AssertionError);
export type AssertionError = exceptions.AssertionError;

/** An object has no such attribute. */
export const AttributeError = callable(exceptions.AttributeError);
export type AttributeError = exceptions.AttributeError;

/** An operation on memory cannot be done. */
export const BufferError = callable(exceptions.BufferError);
export type BufferError = exceptions.BufferError;

/** Input ended too early. */
export const EOFError = callable(exceptions.EOFError);
export type EOFError = exceptions.EOFError;

/** The base of `IndexError` and `KeyError`. */
export const LookupError = callable(exceptions.LookupError);
export type LookupError = exceptions.LookupError;

/** An index is out of range. */
export const IndexError = callable(exceptions.IndexError);
export type IndexError = exceptions.IndexError;

/** There is no such key. The message is the key's repr. */
export const KeyError = callable(exceptions.KeyError);
export type KeyError = exceptions.KeyError;

/** The memory does not suffice. */
export const MemoryError = callable(exceptions.MemoryError);
export type MemoryError = exceptions.MemoryError;

/** There is no such name. */
export const NameError = callable(exceptions.NameError);
export type NameError = exceptions.NameError;

/** An error that no other class is for. */
export const RuntimeError = callable(exceptions.RuntimeError);
export type RuntimeError = exceptions.RuntimeError;

/** A subclass has to supply this method. */
export const NotImplementedError = callable(exceptions.NotImplementedError);
export type NotImplementedError = exceptions.NotImplementedError;

/** Something that cannot be done any more, since the process is ending. */
export const PythonFinalizationError = callable(exceptions.PythonFinalizationError);
export type PythonFinalizationError = exceptions.PythonFinalizationError;

/** Calls are nested too deeply. */
export const RecursionError = callable(exceptions.RecursionError);
export type RecursionError = exceptions.RecursionError;

/** CPython itself has been used in a way that it does not expect. */
export const SystemError = callable(exceptions.SystemError);
export type SystemError = exceptions.SystemError;

/** An iterator has no more items. */
export const StopIteration = callable(exceptions.StopIteration);
export type StopIteration = exceptions.StopIteration;

/** A value is of the wrong type, or a call has the wrong arguments. Not JavaScript's `TypeError`. */
export const TypeError = callable(exceptions.TypeError);
export type TypeError = exceptions.TypeError;

/** A value is of the right type, but cannot be used. */
export const ValueError = callable(exceptions.ValueError);
export type ValueError = exceptions.ValueError;

/** The base of the errors of encoding and decoding. */
export const UnicodeError = callable(exceptions.UnicodeError);
export type UnicodeError = exceptions.UnicodeError;

/** Text cannot be encoded. */
export const UnicodeEncodeError = callable(unicodeErrors.UnicodeEncodeError);
export type UnicodeEncodeError = unicodeErrors.UnicodeEncodeError;

/** Bytes cannot be decoded. */
export const UnicodeDecodeError = callable(unicodeErrors.UnicodeDecodeError);
export type UnicodeDecodeError = unicodeErrors.UnicodeDecodeError;

/** Several exceptions at once, in `exceptions`. */
export const ExceptionGroup = callable(exceptions.ExceptionGroup);
export type ExceptionGroup = exceptions.ExceptionGroup;

/** The base of the warnings. */
export const Warning = callable(exceptions.Warning);
export type Warning = exceptions.Warning;

/** Something will go away. */
export const DeprecationWarning = callable(exceptions.DeprecationWarning);
export type DeprecationWarning = exceptions.DeprecationWarning;

/** A resource was not given back, such as a socket that nobody closed. */
export const ResourceWarning = callable(exceptions.ResourceWarning);
export type ResourceWarning = exceptions.ResourceWarning;

/** Dubious behaviour while the program runs. */
export const RuntimeWarning = callable(exceptions.RuntimeWarning);
export type RuntimeWarning = exceptions.RuntimeWarning;

/** A program's own warning. */
export const UserWarning = callable(exceptions.UserWarning);
export type UserWarning = exceptions.UserWarning;

/**
 * A system call failed: `errno`, `strerror`, and Node's `code` and `syscall`, say how. `OSError(errno,
 * strerror)` makes an instance of the subclass for the number, if there is one.
 */
export const OSError = callable(exceptions.OSError, exceptions.classFor);
export type OSError = exceptions.OSError;

/** Another name of `OSError`. */
export const IOError = OSError;
export type IOError = OSError;

/** Another name of `OSError`. */
export const EnvironmentError = OSError;
export type EnvironmentError = OSError;

/** A call would block on a socket that must not block (EAGAIN, EALREADY, EINPROGRESS, EWOULDBLOCK). */
export const BlockingIOError = callable(exceptions.BlockingIOError);
export type BlockingIOError = exceptions.BlockingIOError;

/** An operation on a child process failed (ECHILD). */
export const ChildProcessError = callable(exceptions.ChildProcessError);
export type ChildProcessError = exceptions.ChildProcessError;

/** The base of the errors of connections. */
export const ConnectionError = callable(exceptions.ConnectionError);
export type ConnectionError = exceptions.ConnectionError;

/** Nobody reads what is written (EPIPE, ESHUTDOWN). */
export const BrokenPipeError = callable(exceptions.BrokenPipeError);
export type BrokenPipeError = exceptions.BrokenPipeError;

/** The connection was given up (ECONNABORTED). */
export const ConnectionAbortedError = callable(exceptions.ConnectionAbortedError);
export type ConnectionAbortedError = exceptions.ConnectionAbortedError;

/** Nobody listens at the address (ECONNREFUSED). */
export const ConnectionRefusedError = callable(exceptions.ConnectionRefusedError);
export type ConnectionRefusedError = exceptions.ConnectionRefusedError;

/** The peer has reset the connection (ECONNRESET). */
export const ConnectionResetError = callable(exceptions.ConnectionResetError);
export type ConnectionResetError = exceptions.ConnectionResetError;

/** The file is there already (EEXIST). */
export const FileExistsError = callable(exceptions.FileExistsError);
export type FileExistsError = exceptions.FileExistsError;

/** There is no such file (ENOENT). */
export const FileNotFoundError = callable(exceptions.FileNotFoundError);
export type FileNotFoundError = exceptions.FileNotFoundError;

/** A signal interrupted a call (EINTR); the library's calls go on by themselves. */
export const InterruptedError = callable(exceptions.InterruptedError);
export type InterruptedError = exceptions.InterruptedError;

/** It is a folder (EISDIR). */
export const IsADirectoryError = callable(exceptions.IsADirectoryError);
export type IsADirectoryError = exceptions.IsADirectoryError;

/** It is no folder (ENOTDIR). */
export const NotADirectoryError = callable(exceptions.NotADirectoryError);
export type NotADirectoryError = exceptions.NotADirectoryError;

/** It is not permitted (EACCES, EPERM). */
export const PermissionError = callable(exceptions.PermissionError);
export type PermissionError = exceptions.PermissionError;

/** There is no such process (ESRCH). */
export const ProcessLookupError = callable(exceptions.ProcessLookupError);
export type ProcessLookupError = exceptions.ProcessLookupError;

/** A call took longer than the socket's timeout (then `errno` is null), or the system's (ETIMEDOUT). */
export const TimeoutError = callable(exceptions.TimeoutError);
export type TimeoutError = exceptions.TimeoutError;
