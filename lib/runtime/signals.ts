import { constants } from "node:os";
import { native } from "../native/addon";
import { takePositional, toInt } from "../python/arguments";
import { KeyboardInterrupt } from "../python/builtins";
import { errorFor } from "../python/exceptions";
import { withStackLimit } from "../python/raise";

// A blocked main thread runs no JavaScript, so libuv, whose handler only tells the event loop, is not
// enough: the native handler wakes whatever wait the main thread is in and calls `runHandlers`, or
// has the event loop call it. Either way each signal is delivered once.

/** What Python's `signal.signal` takes and returns for a signal's default effect, and for none. */
export const DEFAULT = 0;
export const IGNORE = 1;

/** A function that is called for a signal; Python's second argument, the frame, is null. */
export type Handler = (signalnum: number, frame: null) => unknown;

/** What the program has said by `signal.signal`, by the signal's number. */
const handlers = new Map<number, Handler | typeof DEFAULT | typeof IGNORE>();

const names = new Map(
    Object.entries(constants.signals).map(([name, number]) => [number as number, name as NodeJS.Signals]),
);
const { SIGINT, SIGCHLD } = constants.signals;

/** Status of a process that Ctrl-C ended: as a shell reports it, or Windows itself. */
const INTERRUPTED = process.platform === "win32" ? 0xc000013a : 128 + SIGINT;

/** What Python does at Ctrl-C unless it is told otherwise: raises `KeyboardInterrupt`. */
export function default_int_handler(signalnum: number, _frame: unknown): never {
    const [number = signalnum] = takePositional("_signal", "default_int_handler", arguments, 2, 2);
    toInt(number);
    throw interrupt();
}

/** The program's own line stands below those of the library, which may be more than the ten that V8 tells. */
function interrupt(): KeyboardInterrupt {
    return withStackLimit(2 * Error.stackTraceLimit, () => new KeyboardInterrupt(), null);
}

/**
 * Runs what is installed for a signal; called by the native side on the main thread. A negative number is the
 * errno of a write to the descriptor that signals are written to.
 */
export function runHandlers(signal: number, inWait: boolean): void {
    if (signal < 0) reportWakeup(-signal);
    else deliver(signal, inWait);
}

function deliver(signal: number, inWait: boolean): void {
    const handler = handlers.get(signal);
    // Ignored since it came.
    if (typeof handler === "number") return;
    handler?.(signal, null);
    if (tellListeners(signal) || handler !== undefined || endsByItself) return;
    if (signal === SIGINT && inWait) default_int_handler(signal, null);
    if (signal !== SIGCHLD) native.signal_default(signal);
}

/** Whether the process has listeners for a signal, which have been called then. */
function tellListeners(signal: number): boolean {
    const name = names.get(signal);
    // The event loop has noticed the end of a child process by itself.
    if (name === undefined || signal === SIGCHLD) return false;
    return (process as NodeJS.EventEmitter).emit(name, name, signal);
}

/** During `deliverLast`: a signal that nobody handles need not end a program that ends anyway. */
let endsByItself = false;

/** Runs the handlers of signals that have come just before the event loop had nothing left to do. */
export function deliverLast(): void {
    endsByItself = true;
    try {
        native.signals_deliver();
    } finally {
        endsByItself = false;
    }
}

function reportWakeup(errno: number): void {
    const { name, message } = errorFor(errno);
    process.stderr.write(
        `Exception ignored when trying to write to the signal wakeup fd:\n${name}: ${message}\n`,
    );
}

/** What `signal.getsignal` says of a signal: null for what is handled by something else. */
export function handlerOf(signal: number): Handler | number | null {
    const handler = handlers.get(signal);
    if (handler !== undefined) return handler;
    const name = names.get(signal);
    if (name !== undefined && process.listenerCount(name) > 0) return null;
    if (signal === SIGINT) return default_int_handler;
    const action = native.signal_action(signal);
    if (action < 0) return null;
    // What is handled is handled by Node, or by the package, so as if it were not.
    return action === IGNORE ? IGNORE : DEFAULT;
}

/** Installs a handler; the errno that the system refuses it with, negative, or 0. */
export function setHandler(signal: number, handler: Handler | number): number {
    const outcome = install(signal, handler);
    if (outcome < 0) return outcome;
    if (handler === default_int_handler && signal === SIGINT) handlers.delete(signal);
    else handlers.set(signal, handler as Handler);
    return 0;
}

function install(signal: number, handler: Handler | number): number {
    if (signal === SIGCHLD) {
        // Node's child processes need it: libuv's handler stays, called by the native one.
        if (typeof handler === "number") return 0;
        if (process.listenerCount("SIGCHLD") === 0) process.on("SIGCHLD", () => {});
    }
    if (typeof handler === "number") return native.signal_set_action(signal, handler);
    return native.signal_watch(signal, handler !== default_int_handler || signal !== SIGINT);
}

/** Takes part in what happens to signals from now on: on the main thread only. */
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

/** Puts the package's handler for Ctrl-C in front of Node's. */
export function watchInterruptKey(): void {
    if (!handlers.has(SIGINT)) watch("SIGINT", process.listenerCount("SIGINT") > 0);
}

function watch(name: string | symbol, listened: boolean): void {
    const number = typeof name === "string" ? constants.signals[name as NodeJS.Signals] : undefined;
    if (number === undefined) return;
    // A listener that is added later is what the program wants now.
    if (listened && typeof handlers.get(number) === "number") handlers.delete(number);
    native.signal_watch(number, listened);
}
