import { native } from "../native/addon";
import { repr } from "./repr";
import { typeName } from "./type-name";

/**
 * Python's exceptions as plain JavaScript classes, which builtins.ts makes callable. `BaseException` extends
 * JavaScript's `Error`.
 */

/** Method by which a class makes its message from its arguments. */
export const text: unique symbol = Symbol("pysocket.text");

export type Arguments = readonly unknown[];

// Hidden fields instead of private ones: a thread makes an exception from another one without its constructor. The
// symbols are the same in every thread.
const argsKey: unique symbol = Symbol.for("pysocket.args") as never;
const detailsKey: unique symbol = Symbol.for("pysocket.details") as never;
const writtenKey: unique symbol = Symbol.for("pysocket.written") as never;

function hide(error: object, key: symbol, value: unknown): void {
    Object.defineProperty(error, key, { value, writable: true, configurable: true });
}

export class BaseException extends Error {
    declare private readonly [argsKey]: Arguments;

    constructor(...args: unknown[]) {
        super(new.target[text](args));
        hide(this, argsKey, args);
    }

    static [text](args: Arguments): string {
        return args.length === 1 ? str(args[0]) : args.length === 0 ? "" : repr(args);
    }

    /** Arguments that the exception was created with. Python: `BaseException.args`. */
    get args(): Arguments {
        return this[argsKey];
    }

    set args(args: Arguments) {
        hide(this, argsKey, args);
    }

    /** Name of the exception's class, in subclasses too. */
    override get name(): string {
        return this.constructor.name;
    }

    override set name(name: string) {
        Object.defineProperty(this, "name", { value: name, writable: true, configurable: true });
    }
}

/** Returns Python's `str()` of a value, for messages. */
function str(value: unknown): string {
    if (typeof value === "string") return value;
    return value instanceof Error ? value.message : repr(value);
}

export class Exception extends BaseException {}

export class KeyboardInterrupt extends BaseException {}
export class GeneratorExit extends BaseException {}

export class SystemExit extends BaseException {
    /** Argument of the exception: the exit status, a text to print, or null. Python: `SystemExit.code`. */
    code: unknown;

    constructor(...args: unknown[]) {
        super(...args);
        this.code = args.length > 1 ? args : (args[0] ?? null);
    }
}

export class ArithmeticError extends Exception {}
export class OverflowError extends ArithmeticError {}
export class ZeroDivisionError extends ArithmeticError {}
export class AssertionError extends Exception {}
export class AttributeError extends Exception {}
export class BufferError extends Exception {}
export class EOFError extends Exception {}
export class LookupError extends Exception {}
export class IndexError extends LookupError {}

export class KeyError extends LookupError {
    static override [text](args: Arguments): string {
        return args.length === 1 ? repr(args[0]) : LookupError[text](args);
    }
}

export class MemoryError extends Exception {}
export class NameError extends Exception {}
export class RuntimeError extends Exception {}
export class NotImplementedError extends RuntimeError {}
export class RecursionError extends RuntimeError {}
export class PythonFinalizationError extends RuntimeError {}

export class StopIteration extends Exception {
    /** Return value of the iterator. Python: `StopIteration.value`. */
    value: unknown;

    constructor(...args: unknown[]) {
        super(...args);
        this.value = args[0] ?? null;
    }
}

export class SystemError extends Exception {}
export class TypeError extends Exception {}
export class ValueError extends Exception {}
export class UnicodeError extends ValueError {}

export class ExceptionGroup extends Exception {
    /** Exceptions in the group. Python: `ExceptionGroup.exceptions`. */
    readonly exceptions: readonly Error[];

    constructor(message: string, exceptions: readonly Error[]) {
        if (typeof message !== "string")
            throw new TypeError(
                `BaseExceptionGroup.__new__() argument 1 must be str, not ${typeName(message)}`,
            );
        if (!Array.isArray(exceptions))
            throw new TypeError("second argument (exceptions) must be a sequence");
        if (exceptions.length === 0)
            throw new ValueError("second argument (exceptions) must be a non-empty sequence");
        const other = exceptions.findIndex((exception) => !(exception instanceof Error));
        if (other >= 0)
            throw new ValueError(`Item ${other} of second argument (exceptions) is not an exception`);
        super(message, exceptions);
        this.exceptions = [...exceptions];
    }

    static override [text](args: Arguments): string {
        const [message, exceptions] = args as [string, readonly Error[]];
        return `${message} (${exceptions.length} sub-exception${exceptions.length === 1 ? "" : "s"})`;
    }
}

export class Warning extends Exception {}
export class DeprecationWarning extends Warning {}
export class ResourceWarning extends Warning {}
export class RuntimeWarning extends Warning {}
export class UserWarning extends Warning {}

/** Numbers, name and text of an errno. */
interface ErrorNumber {
    readonly name: string;
    readonly text: string;
}

const errorNumbers = new Map<number, ErrorNumber>(
    native.errors.map(([number, name, text]) => [number, { name: name.replace(/^WSA/, ""), text }]),
);

/** Whether the arguments are an errno and a text (and perhaps files), not just a message. */
function describes(args: Arguments): boolean {
    return args.length >= 2 && args.length <= 5;
}

const onWindows = process.platform === "win32";
const EINVAL = 22;

export class OSError extends Exception {
    /**
     * Number of the error; null if the exception was created with only a message. Python: `OSError.errno`.
     */
    declare errno: number | null;
    /**
     * Windows' own number of the error, or null. Undefined on other platforms. Python: `OSError.winerror`.
     */
    declare winerror: number | null;
    /** Name of the error's number, as Node gives it: `"ECONNREFUSED"`. */
    declare code: string | undefined;
    /** Name of the failed call, as Node gives it: `"connect"`. */
    declare syscall: string | undefined;

    /** Arguments of the exception, if they are more than a message. */
    declare private readonly [detailsKey]: Arguments | undefined;

    constructor(...args: unknown[]) {
        super(...args);
        if (!describes(args)) return;
        hide(this, detailsKey, args);
        const winerror = winerrorOf(args);
        if (winerror !== null) {
            this.winerror = winerror;
            this.args = [toErrno(winerror), ...args.slice(1)];
        }
        this.errno = this.args[0] as number;
        const code = errorNumbers.get(this.errno)?.name;
        if (code !== undefined) this.code = code;
        if (args.length > 2 && args[2] !== null && !this.isCount(args[2])) this.args = this.args.slice(0, 2);
    }

    static override [text](args: Arguments): string {
        if (!describes(args)) return Exception[text](args);
        const [errno, strerror, filename = null, , filename2 = null] = args;
        const winerror = winerrorOf(args);
        const number = winerror === null ? `Errno ${str(errno)}` : `WinError ${winerror}`;
        const message = `[${number}] ${str(strerror)}`;
        if (filename === null) return message;
        return `${message}: ${filename2 === null ? repr(filename) : `${repr(filename)} -> ${repr(filename2)}`}`;
    }

    /** Whether the third argument is a number instead of a file name. */
    protected isCount(_value: unknown): boolean {
        return false;
    }

    /**
     * The system's text for the error; null if the exception was created with only a message.
     * Python: `OSError.strerror`.
     */
    get strerror(): string | null {
        return (this[detailsKey]?.[1] as string) ?? null;
    }

    /** File of the failed call, or null. Python: `OSError.filename`. */
    get filename(): unknown {
        return this[detailsKey]?.[2] ?? null;
    }

    /** Second file of a call that takes two, or null. Python: `OSError.filename2`. */
    get filename2(): unknown {
        return this[detailsKey]?.[4] ?? null;
    }
}

// Not a field: printing an exception without a number would always show `errno: null`.
Object.defineProperty(OSError.prototype, "errno", { value: null, writable: true, configurable: true });
if (onWindows) Object.defineProperty(OSError.prototype, "winerror", { value: null, writable: true });

/** Returns the fourth argument, which on Windows replaces the first. */
function winerrorOf(args: Arguments): number | null {
    const winerror = args[3];
    return onWindows && typeof winerror === "number" && Number.isInteger(winerror) ? winerror : null;
}

/** Range of Winsock's error numbers. These errors have C's numbers plus this offset. */
const WINSOCK = 10000;
const WINSOCK_END = 12000;
const alsoOfC = ["EINTR", "EBADF", "EACCES", "EFAULT", "EINVAL", "EMFILE"];

/**
 * Returns the errno for a Windows error. Winsock's numbers stay the same, except for those that C has as
 * well.
 */
function toErrno(winerror: number): number {
    if (winerror < WINSOCK || winerror >= WINSOCK_END) return EINVAL;
    const errno = winerror - WINSOCK;
    return alsoOfC.includes(errorNumbers.get(errno)?.name ?? "") ? errno : winerror;
}

export class BlockingIOError extends OSError {
    declare private readonly [writtenKey]: number | undefined;

    constructor(...args: unknown[]) {
        super(...args);
        if (args.length > 2 && args.length <= 5 && isNumber(args[2]))
            hide(this, writtenKey, toCount(args[2]));
    }

    static override [text](args: Arguments): string {
        return OSError[text](args.length > 2 && isNumber(args[2]) ? args.slice(0, 2) : args);
    }

    protected override isCount(value: unknown): boolean {
        return isNumber(value);
    }

    override get filename(): unknown {
        return this[writtenKey] === undefined ? super.filename : null;
    }

    /**
     * Number of bytes or characters that a stream took before it would have blocked: the third argument.
     * Raises `AttributeError` if there was none. Python: `BlockingIOError.characters_written`.
     */
    get characters_written(): number {
        if (this[writtenKey] === undefined) throw new AttributeError("characters_written");
        return this[writtenKey];
    }

    set characters_written(written: number) {
        hide(this, writtenKey, toCount(written));
    }
}

function isNumber(value: unknown): boolean {
    return ["number", "bigint", "boolean"].includes(typeof value);
}

function toCount(value: unknown): number {
    const count = Number(value);
    if (!isNumber(value) || !Number.isInteger(count))
        throw new TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
    if (count >= 2 ** 63 || count < -(2 ** 63))
        throw new ValueError("cannot fit 'int' into an index-sized integer");
    return count;
}
export class ChildProcessError extends OSError {}
export class ConnectionError extends OSError {}
export class BrokenPipeError extends ConnectionError {}
export class ConnectionAbortedError extends ConnectionError {}
export class ConnectionRefusedError extends ConnectionError {}
export class ConnectionResetError extends ConnectionError {}
export class FileExistsError extends OSError {}
export class FileNotFoundError extends OSError {}
export class InterruptedError extends OSError {}
export class IsADirectoryError extends OSError {}
export class NotADirectoryError extends OSError {}
export class PermissionError extends OSError {}
export class ProcessLookupError extends OSError {}
export class TimeoutError extends OSError {}

const subclassNames: Record<string, typeof OSError> = {
    EACCES: PermissionError,
    EAGAIN: BlockingIOError,
    EALREADY: BlockingIOError,
    ECHILD: ChildProcessError,
    ECONNABORTED: ConnectionAbortedError,
    ECONNREFUSED: ConnectionRefusedError,
    ECONNRESET: ConnectionResetError,
    EEXIST: FileExistsError,
    EINPROGRESS: BlockingIOError,
    EINTR: InterruptedError,
    EISDIR: IsADirectoryError,
    ENOENT: FileNotFoundError,
    ENOTDIR: NotADirectoryError,
    EPERM: PermissionError,
    EPIPE: BrokenPipeError,
    ESHUTDOWN: BrokenPipeError,
    ESRCH: ProcessLookupError,
    ETIMEDOUT: TimeoutError,
    EWOULDBLOCK: BlockingIOError,
    WSAEALREADY: BlockingIOError,
    WSAECONNABORTED: ConnectionAbortedError,
    WSAECONNREFUSED: ConnectionRefusedError,
    WSAECONNRESET: ConnectionResetError,
    WSAEINPROGRESS: BlockingIOError,
    WSAESHUTDOWN: BrokenPipeError,
    WSAETIMEDOUT: TimeoutError,
    WSAEWOULDBLOCK: BlockingIOError,
};

/** Subclasses of `OSError` by errno. */
const subclasses = new Map<unknown, typeof OSError>();
for (const [number, name] of native.errors) {
    if (name in subclassNames) subclasses.set(number, subclassNames[name]);
}

/** Returns the class that `OSError()` creates an instance of for these arguments. */
export function classFor(args: Arguments): typeof OSError {
    if (!describes(args)) return OSError;
    const winerror = winerrorOf(args);
    return subclasses.get(winerror === null ? args[0] : toErrno(winerror)) ?? OSError;
}

/** Creates the exception for an errno, with the system's text. */
export function errorFor(errno: number): OSError {
    if (onWindows && errno >= WINSOCK) {
        const args = [toErrno(errno), native.error_text(errno), null, errno, null];
        return new (classFor(args))(...args);
    }
    const Class = subclasses.get(errno) ?? OSError;
    return new Class(errno, errorNumbers.get(errno)?.text ?? `Unknown error ${errno}`);
}
