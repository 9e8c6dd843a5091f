import { constants } from "node:os";
import { KeyboardInterrupt } from "./builtins";
import { native } from "./native";

// A blocked main thread runs no JavaScript, so libuv, whose handler only tells the event loop, is not
// enough: the native handler wakes whatever wait the main thread is in and calls `runListeners`, or
// has the event loop call it. Either way each signal is delivered once.

const names = new Map(
    Object.entries(constants.signals).map(([name, number]) => [number as number, name as NodeJS.Signals]),
);
const SIGINT = constants.signals.SIGINT;

/** Status of a process that Ctrl-C ended, as a shell reports it. */
const INTERRUPTED = 128 + SIGINT;

/** Runs the listeners of the signals whose bits are set; called by the native side on the main thread. */
export function runListeners(signals: number, inWait: boolean): void {
    for (const [number, name] of names) {
        if (number >= 32 || (signals & (1 << number)) === 0) continue;
        if (process.listenerCount(name) > 0) (process as NodeJS.EventEmitter).emit(name, name, number);
        else if (number !== SIGINT) native.signal_default(number);
        else if (inWait) throw new KeyboardInterrupt();
        else native.signal_default(SIGINT);
    }
}

/** Takes part in what happens to signals from now on: on the main thread only. */
export function watchListeners(): void {
    for (const name of names.values()) if (process.listenerCount(name) > 0) watch(name, true);
    // Node's own listener, which was there first, has just had libuv install or remove its handler.
    process.on("newListener", (name) => watch(name, true));
    process.on("removeListener", (name) => {
        if (process.listenerCount(name) === 0 && name === "SIGINT") watch(name, false);
    });
    process.on("uncaughtExceptionMonitor", (error) => {
        if (error instanceof KeyboardInterrupt) process.once("exit", () => (process.exitCode = INTERRUPTED));
    });
}

/** Puts the package's handler for Ctrl-C in front of Node's. */
export function watchInterruptKey(): void {
    watch("SIGINT", process.listenerCount("SIGINT") > 0);
}

function watch(name: string | symbol, listened: boolean): void {
    const number = typeof name === "string" ? constants.signals[name as NodeJS.Signals] : undefined;
    if (number !== undefined) native.signal_watch(number, listened);
}
