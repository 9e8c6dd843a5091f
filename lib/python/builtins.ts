import type { BytesLike } from "./buffers";
import { callable } from "./callable";
import type { Member } from "./enum";
import * as exceptions from "./exceptions";
import { toPythonFloat, toPythonInt } from "./numbers";
import * as unicodeErrors from "./unicode-errors";

/**
 * Python's exceptions, with their names and hierarchy (Python: "Built-in Exceptions"), bytes literals, and
 * numbers from text. `TypeError` and the like are not JavaScript's classes of the same name: import them from
 * here to catch what the library throws. All extend JavaScript's `Error`, can be subclassed, and can be
 * created without `new`.
 *
 * @module
 */

export type { BytesLike } from "./buffers";
export { b } from "./bytes";

/**
 * Converts text to a whole number, in base 2 to 36, or in the base that its prefix names if `base` is 0.
 * Removes the fraction of a number. White space around the text and underscores between digits are allowed.
 *
 * Beyond 2^53 the result is a `bigint`, although its type is `number`. Raises `ValueError` for text that is
 * not a number, `OverflowError` for an infinity, `TypeError` for any other value. Python: `int()`.
 */
export function int(x?: number | bigint | boolean | string | BytesLike | Member): number;
export function int(x: string | Uint8Array, base: number | { base: number }): number;
export function int(...args: unknown[]): number {
    return toPythonInt(...args) as number;
}

/**
 * Converts text to a number, `inf` and `nan` included. White space around the text and underscores between
 * digits are allowed. Raises `ValueError` for text that is not a number, `OverflowError` for an integer
 * beyond the largest float, `TypeError` for any other value. Python: `float()`.
 */
export function float(x?: number | bigint | boolean | string | BytesLike | Member): number;
export function float(...args: unknown[]): number {
    return toPythonFloat(...args);
}

/** Root of all exceptions. Python: `BaseException`. */
export const BaseException = callable(exceptions.BaseException);
export type BaseException = exceptions.BaseException;

/**
 * Base of the exceptions that a program may want to catch: all except requests to end it.
 * Python: `Exception`.
 */
export const Exception = callable(exceptions.Exception);
export type Exception = exceptions.Exception;

/** Raised by Ctrl-C if the program has no listener for it. Python: `KeyboardInterrupt`. */
export const KeyboardInterrupt = callable(exceptions.KeyboardInterrupt);
export type KeyboardInterrupt = exceptions.KeyboardInterrupt;

/** Raised in a generator that is being closed. Python: `GeneratorExit`. */
export const GeneratorExit = callable(exceptions.GeneratorExit);
export type GeneratorExit = exceptions.GeneratorExit;

/** Ends the thread that throws it; in the main thread, the process. Python: `SystemExit`. */
export const SystemExit = callable(exceptions.SystemExit);
export type SystemExit = exceptions.SystemExit;

/** Base of arithmetic errors. Python: `ArithmeticError`. */
export const ArithmeticError = callable(exceptions.ArithmeticError);
export type ArithmeticError = exceptions.ArithmeticError;

/** A number does not fit where it must go. Python: `OverflowError`. */
export const OverflowError = callable(exceptions.OverflowError);
export type OverflowError = exceptions.OverflowError;

/** Division by zero. Python: `ZeroDivisionError`. */
export const ZeroDivisionError = callable(exceptions.ZeroDivisionError);
export type ZeroDivisionError = exceptions.ZeroDivisionError;

/** An assertion failed. Python: `AssertionError`. */
export const AssertionError = callable(exceptions.AssertionError);
export type AssertionError = exceptions.AssertionError;

/** An object has no such attribute. Python: `AttributeError`. */
export const AttributeError = callable(exceptions.AttributeError);
export type AttributeError = exceptions.AttributeError;

/** An operation on memory cannot be done. Python: `BufferError`. */
export const BufferError = callable(exceptions.BufferError);
export type BufferError = exceptions.BufferError;

/** Input ended too early. Python: `EOFError`. */
export const EOFError = callable(exceptions.EOFError);
export type EOFError = exceptions.EOFError;

/** The base of `IndexError` and `KeyError`. Python: `LookupError`. */
export const LookupError = callable(exceptions.LookupError);
export type LookupError = exceptions.LookupError;

/** An index is out of range. Python: `IndexError`. */
export const IndexError = callable(exceptions.IndexError);
export type IndexError = exceptions.IndexError;

/** There is no such key. The message is the repr of the key. Python: `KeyError`. */
export const KeyError = callable(exceptions.KeyError);
export type KeyError = exceptions.KeyError;

/** There is not enough memory. Python: `MemoryError`. */
export const MemoryError = callable(exceptions.MemoryError);
export type MemoryError = exceptions.MemoryError;

/** There is no such name. Python: `NameError`. */
export const NameError = callable(exceptions.NameError);
export type NameError = exceptions.NameError;

/** An error that fits no other class. Python: `RuntimeError`. */
export const RuntimeError = callable(exceptions.RuntimeError);
export type RuntimeError = exceptions.RuntimeError;

/** A subclass must override this method. Python: `NotImplementedError`. */
export const NotImplementedError = callable(exceptions.NotImplementedError);
export type NotImplementedError = exceptions.NotImplementedError;

/** The operation is no longer possible because the process is ending. Python: `PythonFinalizationError`. */
export const PythonFinalizationError = callable(exceptions.PythonFinalizationError);
export type PythonFinalizationError = exceptions.PythonFinalizationError;

/** Calls are nested too deeply. Python: `RecursionError`. */
export const RecursionError = callable(exceptions.RecursionError);
export type RecursionError = exceptions.RecursionError;

/** An internal function was called in an invalid way. Python: `SystemError`. */
export const SystemError = callable(exceptions.SystemError);
export type SystemError = exceptions.SystemError;

/** An iterator has no more items. Python: `StopIteration`. */
export const StopIteration = callable(exceptions.StopIteration);
export type StopIteration = exceptions.StopIteration;

/**
 * A value is of the wrong type, or a call has the wrong arguments. Not JavaScript's `TypeError`.
 * Python: `TypeError`.
 */
export const TypeError = callable(exceptions.TypeError);
export type TypeError = exceptions.TypeError;

/** A value is of the right type, but cannot be used. Python: `ValueError`. */
export const ValueError = callable(exceptions.ValueError);
export type ValueError = exceptions.ValueError;

/** Base of encoding and decoding errors. Python: `UnicodeError`. */
export const UnicodeError = callable(exceptions.UnicodeError);
export type UnicodeError = exceptions.UnicodeError;

/** Text cannot be encoded. Python: `UnicodeEncodeError`. */
export const UnicodeEncodeError = callable(unicodeErrors.UnicodeEncodeError);
export type UnicodeEncodeError = unicodeErrors.UnicodeEncodeError;

/** Bytes cannot be decoded. Python: `UnicodeDecodeError`. */
export const UnicodeDecodeError = callable(unicodeErrors.UnicodeDecodeError);
export type UnicodeDecodeError = unicodeErrors.UnicodeDecodeError;

/** Several exceptions raised together; see `exceptions`. Python: `ExceptionGroup`. */
export const ExceptionGroup = callable(exceptions.ExceptionGroup);
export type ExceptionGroup = exceptions.ExceptionGroup;

/** Base of warnings. Python: `Warning`. */
export const Warning = callable(exceptions.Warning);
export type Warning = exceptions.Warning;

/** A feature is deprecated. Python: `DeprecationWarning`. */
export const DeprecationWarning = callable(exceptions.DeprecationWarning);
export type DeprecationWarning = exceptions.DeprecationWarning;

/** A resource was not released, such as a socket that was never closed. Python: `ResourceWarning`. */
export const ResourceWarning = callable(exceptions.ResourceWarning);
export type ResourceWarning = exceptions.ResourceWarning;

/** Dubious behaviour while the program runs. Python: `RuntimeWarning`. */
export const RuntimeWarning = callable(exceptions.RuntimeWarning);
export type RuntimeWarning = exceptions.RuntimeWarning;

/** A program's own warning. Python: `UserWarning`. */
export const UserWarning = callable(exceptions.UserWarning);
export type UserWarning = exceptions.UserWarning;

/**
 * A system call failed. `errno` and `strerror` tell why, as do Node's `code` and `syscall`.
 * `OSError(errno, strerror)` creates an instance of the subclass for that number, if there is one.
 */
export const OSError = callable(exceptions.OSError, exceptions.classFor);
export type OSError = exceptions.OSError;

/** Another name of `OSError`. Python: `IOError`. */
export const IOError = OSError;
export type IOError = OSError;

/** Another name of `OSError`. Python: `EnvironmentError`. */
export const EnvironmentError = OSError;
export type EnvironmentError = OSError;

/**
 * The call would block on a non-blocking socket (EAGAIN, EALREADY, EINPROGRESS, EWOULDBLOCK).
 * Python: `BlockingIOError`.
 */
export const BlockingIOError = callable(exceptions.BlockingIOError);
export type BlockingIOError = exceptions.BlockingIOError;

/** An operation on a child process failed (ECHILD). Python: `ChildProcessError`. */
export const ChildProcessError = callable(exceptions.ChildProcessError);
export type ChildProcessError = exceptions.ChildProcessError;

/** Base of connection errors. Python: `ConnectionError`. */
export const ConnectionError = callable(exceptions.ConnectionError);
export type ConnectionError = exceptions.ConnectionError;

/** The other end no longer reads (EPIPE, ESHUTDOWN). Python: `BrokenPipeError`. */
export const BrokenPipeError = callable(exceptions.BrokenPipeError);
export type BrokenPipeError = exceptions.BrokenPipeError;

/** The connection was aborted (ECONNABORTED). Python: `ConnectionAbortedError`. */
export const ConnectionAbortedError = callable(exceptions.ConnectionAbortedError);
export type ConnectionAbortedError = exceptions.ConnectionAbortedError;

/** Nothing listens at the address (ECONNREFUSED). Python: `ConnectionRefusedError`. */
export const ConnectionRefusedError = callable(exceptions.ConnectionRefusedError);
export type ConnectionRefusedError = exceptions.ConnectionRefusedError;

/** The peer reset the connection (ECONNRESET). Python: `ConnectionResetError`. */
export const ConnectionResetError = callable(exceptions.ConnectionResetError);
export type ConnectionResetError = exceptions.ConnectionResetError;

/** The file already exists (EEXIST). Python: `FileExistsError`. */
export const FileExistsError = callable(exceptions.FileExistsError);
export type FileExistsError = exceptions.FileExistsError;

/** There is no such file (ENOENT). Python: `FileNotFoundError`. */
export const FileNotFoundError = callable(exceptions.FileNotFoundError);
export type FileNotFoundError = exceptions.FileNotFoundError;

/**
 * A signal interrupted the call (EINTR). The library's own calls continue instead.
 * Python: `InterruptedError`.
 */
export const InterruptedError = callable(exceptions.InterruptedError);
export type InterruptedError = exceptions.InterruptedError;

/** The path is a directory (EISDIR). Python: `IsADirectoryError`. */
export const IsADirectoryError = callable(exceptions.IsADirectoryError);
export type IsADirectoryError = exceptions.IsADirectoryError;

/** The path is not a directory (ENOTDIR). Python: `NotADirectoryError`. */
export const NotADirectoryError = callable(exceptions.NotADirectoryError);
export type NotADirectoryError = exceptions.NotADirectoryError;

/** The operation is not permitted (EACCES, EPERM). Python: `PermissionError`. */
export const PermissionError = callable(exceptions.PermissionError);
export type PermissionError = exceptions.PermissionError;

/** There is no such process (ESRCH). Python: `ProcessLookupError`. */
export const ProcessLookupError = callable(exceptions.ProcessLookupError);
export type ProcessLookupError = exceptions.ProcessLookupError;

/**
 * A call exceeded the socket's timeout (`errno` is then null) or the system's (ETIMEDOUT).
 * Python: `TimeoutError`.
 */
export const TimeoutError = callable(exceptions.TimeoutError);
export type TimeoutError = exceptions.TimeoutError;
