import { constants } from "node:os";
import { native } from "../native/addon";
import { takePositional, toInt } from "../python/arguments";
import { KeyboardInterrupt } from "../python/builtins";
import { errorFor } from "../python/exceptions";
import { withStackLimit } from "../python/raise";

// A blocked main thread runs no JavaScript, so libuv, whose handler only tells the event loop, is not enough.
// The native handler wakes the main thread's wait and calls `runHandlers`, or has the event loop call it.
// Each signal is delivered once.

/** Values of Python's `signal.signal` for a signal's default effect, and for none. */
export const DEFAULT = 0;
export const IGNORE = 1;

/** Handler of a signal. Python's second argument, the frame, is null. */
export type Handler = (signalnum: number, frame: null) => unknown;

/** Handlers set with `signal.signal`, by signal number. */
const handlers = new Map<number, Handler | typeof DEFAULT | typeof IGNORE>();

const names = new Map(
    Object.entries(constants.signals).map(([name, number]) => [number as number, name as NodeJS.Signals]),
);
const { SIGINT, SIGCHLD } = constants.signals;

/** Exit status of a process that Ctrl-C ended, as a shell or Windows reports it. */
const INTERRUPTED = process.platform === "win32" ? 0xc000013a : 128 + SIGINT;

/** Default handler of Ctrl-C: raises `KeyboardInterrupt`. Python: `signal.default_int_handler`. */
export function default_int_handler(signalnum: number, _frame: unknown): never {
    const [number = signalnum] = takePositional("_signal", "default_int_handler", arguments, 2, 2);
    toInt(number);
    throw interrupt();
}

/**
 * Creates the exception with a longer stack trace than V8's ten lines, because the program's own line is
 * below the library's.
 */
function interrupt(): KeyboardInterrupt {
    return withStackLimit(2 * Error.stackTraceLimit, () => new KeyboardInterrupt(), null);
}

/**
 * Runs the handlers of a signal; the addon calls it on the main thread. A negative number is the errno of a
 * failed write to the wake-up descriptor.
 */
export function runHandlers(signal: number, inWait: boolean): void {
    if (signal < 0) reportWakeup(-signal);
    else deliver(signal, inWait);
}

function deliver(signal: number, inWait: boolean): void {
    const handler = handlers.get(signal);
    // Ignored since the signal arrived.
    if (typeof handler === "number") return;
    handler?.(signal, null);
    if (tellListeners(signal) || handler !== undefined) return;
    if (signal === SIGINT && inWait) default_int_handler(signal, null);
    if (signal !== SIGCHLD) native.signal_default(signal);
}

/** Calls the process's listeners of a signal. Returns whether there are any. */
function tellListeners(signal: number): boolean {
    const name = names.get(signal);
    // The event loop notices the end of a child process itself.
    if (name === undefined || signal === SIGCHLD) return false;
    return (process as NodeJS.EventEmitter).emit(name, name, signal);
}

function reportWakeup(errno: number): void {
    const { name, message } = errorFor(errno);
    process.stderr.write(
        `Exception ignored when trying to write to the signal wakeup fd:\n${name}: ${message}\n`,
    );
}

/** Returns the handler for `signal.getsignal`: null if something else handles the signal. */
export function handlerOf(signal: number): Handler | number | null {
    const handler = handlers.get(signal);
    if (handler !== undefined) return handler;
    const name = names.get(signal);
    if (name !== undefined && process.listenerCount(name) > 0) return null;
    if (signal === SIGINT) return default_int_handler;
    const action = native.signal_action(signal);
    if (action < 0) return null;
    // Node's handlers and the package's do not count as handlers of the program.
    return action === IGNORE ? IGNORE : DEFAULT;
}

/** Sets a handler. Returns 0 or the system's error as a negative errno. */
export function setHandler(signal: number, handler: Handler | number): number {
    const outcome = install(signal, handler);
    if (outcome < 0) return outcome;
    if (handler === default_int_handler && signal === SIGINT) handlers.delete(signal);
    else handlers.set(signal, handler as Handler);
    return 0;
}

function install(signal: number, handler: Handler | number): number {
    if (signal === SIGCHLD) {
        // Node needs libuv's handler for its child processes: it stays, and the native one calls it.
        if (typeof handler === "number") return 0;
        if (process.listenerCount("SIGCHLD") === 0) process.on("SIGCHLD", () => {});
    }
    if (typeof handler === "number") return native.signal_set_action(signal, handler);
    return native.signal_watch(signal, handler !== default_int_handler || signal !== SIGINT);
}

/** Follows the listeners of `process.on()` from now on. Main thread only. */
export function watchListeners(): void {
    for (const name of names.values()) if (process.listenerCount(name) > 0) watch(name, true);
    // Node's own listener, which was there first, has just had libuv install or remove its handler.
    process.on("newListener", (name) => watch(name, true));
    process.on("removeListener", (name) => {
        if (typeof name !== "string" || process.listenerCount(name) > 0) return;
        const handler = handlers.get(constants.signals[name as NodeJS.Signals]);
        if (typeof handler === "function" || name === "SIGINT") watch(name, handler !== undefined);
    });
    process.on("uncaughtExceptionMonitor", (error) => {
        if (error instanceof KeyboardInterrupt) process.once("exit", () => (process.exitCode = INTERRUPTED));
    });
}

/** Installs the package's handler of Ctrl-C in front of Node's. */
export function watchInterruptKey(): void {
    if (!handlers.has(SIGINT)) watch("SIGINT", process.listenerCount("SIGINT") > 0);
}

function watch(name: string | symbol, listened: boolean): void {
    const number = typeof name === "string" ? constants.signals[name as NodeJS.Signals] : undefined;
    if (number === undefined) return;
    // A listener that the program adds later replaces `SIG_IGN` and `SIG_DFL`.
    if (listened && typeof handlers.get(number) === "number") handlers.delete(number);
    native.signal_watch(number, listened);
}
