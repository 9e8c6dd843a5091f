import { native } from "../native/addon";
import { errorFor, type OSError, TimeoutError, TypeError } from "./exceptions";

/** Thrown to end the JavaScript of a thread, as `terminate()` would. Nothing is printed for it. */
export class ThreadEnded extends Error {
    constructor() {
        super("the thread is being ended");
        this.name = "ThreadEnded";
    }
}

/** Returns the errno of a name, or 0 (which no error has) if the platform lacks it. */
export function errnoOf(name: string): number {
    return native.errors.find((error) => error[1] === name)?.[0] ?? 0;
}

/** Raises the `TypeError` for two types without an order. `names` has their names, separated by a newline. */
export function raiseUnordered(names: string): never {
    const [left, right] = names.split("\n");
    throw new TypeError(`'<' not supported between instances of '${left}' and '${right}'`);
}

/** Errno for a closed or invalid socket. */
export const ENOTSOCKET = errnoOf("WSAENOTSOCK") || errnoOf("EBADF");
/** Errno for an operation that would block. */
export const EWOULDBLOCK = errnoOf("EWOULDBLOCK");

const expected = [EWOULDBLOCK, ...["EALREADY", "EINPROGRESS"].map(errnoOf)];

/**
 * Returns the result of a native function, or raises the exception for a negative one. `syscall` is the name
 * of the call.
 */
export function check(outcome: number, syscall?: string): number {
    if (outcome < 0) raise(outcome, syscall, check);
    return outcome;
}

/**
 * Raises the exception for a negative result of a native function. `syscall` is the name of the call; the
 * stack trace starts at the caller of `below`.
 */
export function raise(code: number, syscall?: string, below: (...args: never[]) => unknown = raise): never {
    throw errorOf(code, syscall, below);
}

/** Split from `raise()` because V8 never optimizes a function that always throws. */
function errorOf(code: number, syscall: string | undefined, below: (...args: never[]) => unknown): OSError {
    if (code === native.ENDED) awaitEnd();
    const error = withStackLimit(0, code === native.TIMED_OUT ? timedOut : errorFor, -code);
    if (syscall !== undefined) error.syscall = syscall;
    // Errors that are ordinary control flow get no stack trace, which would take most of their time.
    if (code !== native.TIMED_OUT && !expected.includes(-code)) Error.captureStackTrace(error, below);
    return error;
}

/**
 * Waits until V8 ends this thread's JavaScript, which is about to happen. Throwing an exception instead would
 * be reported as the worker's failure. V8 can interrupt this wait.
 */
function awaitEnd(): never {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    throw new ThreadEnded();
}

function timedOut(): TimeoutError {
    const error = new TimeoutError("timed out");
    error.code = "ETIMEDOUT";
    return error;
}

// `--frozen-intrinsics` makes it read-only.
const limitIsWritable = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit")?.writable === true;

/** Makes an error whose stack has at most `limit` lines; as many as V8 writes down where that cannot be set. */
export function withStackLimit<Argument, Made>(
    limit: number,
    make: (argument: Argument) => Made,
    argument: Argument,
): Made {
    if (!limitIsWritable) return make(argument);
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = limit;
    try {
        return make(argument);
    } finally {
        Error.stackTraceLimit = before;
    }
}
