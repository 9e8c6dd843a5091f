import { native } from "../native/addon";
import { errorFor, type OSError, TimeoutError, TypeError } from "./exceptions";

/** Ends the JavaScript of a thread that has to end, as `terminate()` would. Prints nothing. */
export class ThreadEnded extends Error {
    constructor() {
        super("the thread is being ended");
        this.name = "ThreadEnded";
    }
}

/** The errno of a name; 0, which no error has, where the platform lacks it. */
export function errnoOf(name: string): number {
    return native.errors.find((error) => error[1] === name)?.[0] ?? 0;
}

/** For the names of two types that have no order, parted by a newline. */
export function raiseUnordered(names: string): never {
    const [left, right] = names.split("\n");
    throw new TypeError(`'<' not supported between instances of '${left}' and '${right}'`);
}

/** What the system says of a socket that is closed, or of what is none. */
export const ENOTSOCKET = errnoOf("WSAENOTSOCK") || errnoOf("EBADF");
/** What it says where a call would have to wait. */
export const EWOULDBLOCK = errnoOf("EWOULDBLOCK");

const expected = [EWOULDBLOCK, ...["EALREADY", "EINPROGRESS"].map(errnoOf)];

/** Returns a native function's result, or throws what a negative one stands for. */
export function check(outcome: number, syscall?: string): number {
    if (outcome < 0) raise(outcome, syscall, check);
    return outcome;
}

/**
 * Throws what a native function's negative result stands for. `syscall` is the name of the call; the stack
 * begins below the function `below`.
 */
export function raise(code: number, syscall?: string, below: (...args: never[]) => unknown = raise): never {
    throw errorOf(code, syscall, below);
}

/** Apart from `raise()`: the engine does not compile a function that has only ever thrown. */
function errorOf(code: number, syscall: string | undefined, below: (...args: never[]) => unknown): OSError {
    if (code === native.ENDED) awaitEnd();
    const error = withoutStack(code === native.TIMED_OUT ? timedOut : errorFor, -code);
    if (syscall !== undefined) error.syscall = syscall;
    // What is ordinary control flow stays without: to write down the stack would take most of its time.
    if (code !== native.TIMED_OUT && !expected.includes(-code)) Error.captureStackTrace(error, below);
    return error;
}

/**
 * Whoever ended the wait is about to end this thread's JavaScript as well: an exception in between would
 * be reported as the worker's failure. Waiting here is what V8 itself interrupts.
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

function withoutStack(make: (errno: number) => OSError, errno: number): OSError {
    if (!limitIsWritable) return make(errno);
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
        return make(errno);
    } finally {
        Error.stackTraceLimit = limit;
    }
}
