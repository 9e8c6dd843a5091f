import { native } from "../native/addon";
import { BaseException, SystemExit } from "../python/exceptions";
import { strOf } from "../python/forms";
import { typeName } from "../python/type-name";

/** The exceptions that end the main thread, and those that the package's own code is handling. */

/** Exceptions that are being handled, the innermost last. */
const handled: unknown[] = [];

/** Calls `action`, during which `sys.exc_info()` is of `error`. */
export function whileHandling<T>(error: unknown, action: () => T): T {
    handled.push(error);
    try {
        return action();
    } finally {
        handled.pop();
    }
}

/** Returns the exception that is being handled, or null. */
export function handledException(): unknown {
    return handled.at(-1) ?? null;
}

/** Class, exception and stack trace, as Python passes them around. */
export type ExceptionInfo = [type: unknown, value: unknown, traceback: string | null];

export function infoOf(error: unknown): ExceptionInfo {
    if (!(error instanceof Error)) return [null, error, null];
    return [error.constructor, error, error.stack ?? null];
}

/** Called with an exception that ends the main thread. */
type Hook = (...info: ExceptionInfo) => unknown;

let programHook = (): Hook | null => null;

/** Defines where the program's `sys.excepthook` is found; null for the original. */
export function defineHook(find: () => Hook | null): void {
    programHook = find;
}

/**
 * Ends the process as Python does at an uncaught `SystemExit`, and at any exception if the program has its own
 * `sys.excepthook`. Otherwise, or if the program has listeners for such exceptions, Node does what it always does.
 */
function meetUncaught(error: unknown): void {
    if (process.listenerCount("uncaughtException") > 0 || process.hasUncaughtExceptionCaptureCallback())
        return;
    const hook = programHook();
    if (error instanceof SystemExit) end(statusOf(error));
    else if (hook !== null) end(report(hook, error));
}

// A thread of the pool has a listener, and a worker of the program ends with this status.
process.on("uncaughtExceptionMonitor", meetUncaught);

/** Passes an exception to the program's hook. Returns the status that the process ends with. */
function report(hook: Hook, error: unknown): number {
    try {
        whileHandling(error, () => hook(...infoOf(error)));
    } catch (failure) {
        if (failure instanceof SystemExit) return statusOf(failure);
        const [text, original] = [failure, error].map((each) => infoOf(each)[2] ?? strOf(each));
        process.stderr.write(`Error in sys.excepthook:\n${text}\n\nOriginal exception was:\n${original}\n`);
    }
    return 1;
}

/** Returns the status that a `SystemExit` asks for. If it is not a number, prints it to standard error. */
function statusOf({ code }: SystemExit): number {
    if (code === null || code === undefined) return 0;
    if (typeName(code) === "bool" || typeName(code) === "int") return toStatus(BigInt(code as number));
    process.stderr.write(`${strOf(code)}\n`);
    return 1;
}

/** Returns the status as the system has it: C's long as an int, of which POSIX keeps a byte. */
function toStatus(code: bigint): number {
    const number = code >= -(2n ** 63n) && code < 2n ** 63n ? code : -1n;
    return Number(process.platform === "win32" ? BigInt.asIntN(32, number) : BigInt.asUintN(8, number));
}

/** Waits for the other threads, as at the end of the program, and ends the process. */
function end(status: number): void {
    try {
        native.executors_finish();
        native.threads_finish();
    } catch (error) {
        // Ctrl-C ends the wait.
        if (!(error instanceof BaseException)) throw error;
    }
    process.exit(status);
}
