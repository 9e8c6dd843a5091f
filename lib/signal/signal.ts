import { isMainThread } from "node:worker_threads";
import { native } from "../native/addon";
import { isWinsock } from "../native/platform";
import {
    argumentTypeName,
    asInteger,
    isTrue,
    take,
    takeNone,
    takeOne,
    takePositional,
    toInt,
    toSeconds,
} from "../python/arguments";
import { callable } from "../python/callable";
import { enumerationOf, Member } from "../python/enum";
import { OSError, TypeError, ValueError } from "../python/exceptions";
import { toPythonInt } from "../python/numbers";
import { check } from "../python/raise";
import { isPlainObject } from "../python/type-name";
import { noteAct } from "../runtime/first-act";
import {
    DEFAULT,
    default_int_handler,
    type Handler,
    handlerOf,
    IGNORE,
    setHandler,
} from "../runtime/signals";
import * as constants from "./constants";
import "../runtime/environment";

/**
 * Python's `signal`. Handlers run on the main thread, even while it is blocked in a call of this package; the
 * call continues after them unless one throws. While JavaScript computes, a handler waits for the next call
 * of the package or for the event loop.
 *
 * A handler does not replace the listeners of `process.on()`, which run after it.
 *
 * @module
 */

export * from "./constants";
export { default_int_handler, type Handler };

/** As a handler: the default effect of the signal. Python: `signal.SIG_DFL`. */
export const SIG_DFL = DEFAULT;

/** As a handler: ignores the signal. Python: `signal.SIG_IGN`. */
export const SIG_IGN = IGNORE;

const { ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF, NSIG, ...signals } = constants;
type SignalName = Extract<keyof typeof constants, `SIG${string}` | `CTRL_${string}`>;

/** Enumeration of the signals. Python: `signal.Signals`. */
export const Signals = enumerationOf("Signals", signals as Pick<typeof constants, SignalName>);
export type Signals = number;

/** Enumeration of the handlers that are not functions. Python: `signal.Handlers`. */
export const Handlers = enumerationOf("Handlers", { SIG_DFL, SIG_IGN });
export type Handlers = number;

class TimerError extends OSError {}
Object.defineProperty(TimerError, "name", { value: "itimer_error" });

/** Raised by `setitimer` and `getitimer`. Python: `signal.ItimerError`. */
export const ItimerError = callable(TimerError);
export type ItimerError = TimerError;

const MAIN_ONLY = "only works in main thread of the main interpreter";

/**
 * Sets the handler of a signal: a function, which gets the signal's number and null, or `SIG_DFL`, or
 * `SIG_IGN`. Returns the previous handler, as `getsignal` does. Works on the main thread only.
 *
 * Raises `ValueError` for an invalid signal number and in other threads, `TypeError` for an invalid handler,
 * `OSError` for a signal that cannot be handled. Python: `signal.signal`, sigaction(2).
 */
export function signal(
    signalnum: number | Member,
    handler: Handler | number | Member,
): Handler | number | null;
export function signal(...args: unknown[]): Handler | number | null {
    const signature = { name: "signal", parameters: ["signalnum", "handler"], required: 2 };
    const [given, action] = take(signature, args).map(asPlain);
    const number = toInt(given);
    if (process.platform === "win32" && !valid_signals().has(number))
        throw new ValueError("invalid signal value");
    if (!isMainThread) throw new ValueError(`signal ${MAIN_ONLY}`);
    checkSignal(number);
    if (typeof action !== "function" && action !== SIG_DFL && action !== SIG_IGN)
        throw new TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    noteAct();
    const before = handlerOf(number);
    check(setHandler(number, action as Handler | number));
    return before;
}

/** Converts a value to an int if possible; otherwise returns it unchanged. */
function asPlain(value: unknown): unknown {
    if (typeof value === "function" || isPlainObject(value)) return value;
    try {
        return Number(toPythonInt(value ?? null));
    } catch {
        return value;
    }
}

function isSignal(number: number): boolean {
    return number > 0 && number < NSIG;
}

function checkSignal(number: number): number {
    if (!isSignal(number)) throw new ValueError("signal number out of range");
    return number;
}

/** Converts a constant or a member of an enumeration to a C int. */
function toNumber(value: unknown): number {
    return toInt(value instanceof Member ? value.value : value);
}

/**
 * Returns the handler of a signal: a function, `SIG_DFL` or `SIG_IGN`; null if it was not set with `signal`,
 * such as a listener of `process.on()`. Python: `signal.getsignal`.
 */
export function getsignal(signalnum: number | Member): Handler | number | null;
export function getsignal(...args: unknown[]): Handler | number | null {
    const [number] = take({ name: "getsignal", parameters: ["signalnum"], required: 1 }, args);
    return handlerOf(checkSignal(toNumber(number)));
}

/**
 * Sends a signal to the calling thread. On the main thread its handler has run when the call returns. Raises
 * `OSError`. Python: `signal.raise_signal`, raise(3).
 */
export function raise_signal(signalnum: number | Member): void;
export function raise_signal(...args: unknown[]): void {
    const number = toNumber(takeOne("_signal.raise_signal", args));
    noteAct();
    check(native.signal_raise(number));
}

/**
 * Sends a signal to the thread with this `ident`. Handlers still run on the main thread. Raises
 * `ProcessLookupError` if there is no such thread. Not on Windows. Python: `signal.pthread_kill`,
 * pthread_kill(3).
 */
export function pthread_kill(thread_id: number, signalnum: number | Member): void;
export function pthread_kill(...args: unknown[]): void {
    const [thread, number] = takePositional("_signal", "pthread_kill", args, 2, 2);
    const ident = asInteger(thread);
    if (ident === null)
        throw new TypeError(`pthread_kill() argument 1 must be int, not ${argumentTypeName(thread)}`);
    const signalnum = toNumber(number);
    noteAct();
    check(native.signal_send(Number(ident), signalnum));
}

/**
 * Sets whether a signal ends system calls. The package's own calls always continue. Not on Windows.
 * Python: `signal.siginterrupt`.
 */
export function siginterrupt(signalnum: number | Member, flag: boolean): void;
export function siginterrupt(...args: unknown[]): void {
    const [number, flag] = takePositional("_signal", "siginterrupt", args, 2, 2).map(toNumber);
    checkSignal(number);
    check(native.signal_set_restart(number, flag === 0));
}

/**
 * Returns the system's description of a signal; null for an unknown number. Python: `signal.strsignal`,
 * strsignal(3).
 */
export function strsignal(signalnum: number | Member): string | null;
export function strsignal(...args: unknown[]): string | null {
    return native.signal_text(checkSignal(toNumber(takeOne("_signal.strsignal", args))));
}

/** Returns the numbers of the signals that a program can use. Python: `signal.valid_signals`. */
export function valid_signals(...args: never[]): Set<number> {
    if (args.length > 0) take({ name: "valid_signals", parameters: [], required: 0 }, args);
    const numbers = Array.from({ length: NSIG - 1 }, (_, index) => index + 1);
    return new Set(numbers.filter((number) => native.signal_valid(number) === 1));
}

/**
 * Has the number of each signal written, as one byte, to a descriptor (of a non-blocking socket, for
 * example), to wake up a `select`; -1 turns this off. Returns the previous descriptor. A failed write is
 * reported on standard error; one that would block only with `warn_on_full_buffer`.
 *
 * Raises `ValueError` for a blocking descriptor and in other threads. Python: `signal.set_wakeup_fd`.
 */
export function set_wakeup_fd(fd: number, keywords?: { warn_on_full_buffer?: boolean }): number;
export function set_wakeup_fd(...args: unknown[]): number {
    const keywords = isPlainObject(args.at(-1)) ? [args.at(-1)] : [];
    const positional = args.slice(0, args.length - keywords.length);
    if (positional.length > 2)
        throw new TypeError(`set_wakeup_fd() takes at most 2 arguments (${positional.length} given)`);
    if (positional.length !== 1)
        throw new TypeError(
            `set_wakeup_fd() takes exactly 1 positional argument (${positional.length} given)`,
        );
    const signature = {
        name: "set_wakeup_fd",
        parameters: [""],
        required: 1,
        keywordOnly: ["warn_on_full_buffer"],
    };
    const [given, warn = true] = take(signature, args);
    const fd = toInt(given);
    if (!isMainThread) throw new ValueError(`set_wakeup_fd ${MAIN_ONLY}`);
    if (fd !== -1 && check(native.is_blocking(fd)) === 1)
        throw new ValueError(`the fd ${fd} must be in non-blocking mode`);
    noteAct();
    return native.signal_wakeup(fd, isTrue(warn));
}

/** Waits until the handler of a signal has run. Not on Windows. Python: `signal.pause`, pause(2). */
export function pause(...args: never[]): void {
    takeNone("_signal.pause", args);
    noteAct();
    check(native.signal_pause());
}

/**
 * Sends SIGALRM to the process after `seconds`; 0 cancels the alarm. Returns the seconds that an earlier
 * alarm had left. Not on Windows. Python: `signal.alarm`, alarm(2).
 */
export function alarm(seconds: number): number;
export function alarm(...args: unknown[]): number {
    const seconds = toNumber(takeOne("_signal.alarm", args));
    noteAct();
    return native.alarm(seconds);
}

/**
 * Starts a timer that sends SIGALRM, SIGVTALRM or SIGPROF after `seconds` (with fractions), and then every
 * `interval` seconds. Returns the timer's previous remaining seconds and interval. Raises `ItimerError`. Not
 * on Windows. Python: `signal.setitimer`, setitimer(2).
 */
export function setitimer(
    which: number,
    seconds: number,
    interval?: number,
): [seconds: number, interval: number];
export function setitimer(...args: unknown[]): [number, number] {
    const [timer, first, every = 0] = takePositional("_signal", "setitimer", args, 2, 3);
    const which = toInt(timer);
    const [seconds, interval] = [toSeconds(first), toSeconds(every)];
    noteAct();
    return timerOf(native.setitimer(which, seconds, interval));
}

/**
 * Returns the remaining seconds of a timer and its interval. Raises `ItimerError`. Not on Windows.
 * Python: `signal.getitimer`, getitimer(2).
 */
export function getitimer(which: number): [seconds: number, interval: number];
export function getitimer(...args: unknown[]): [number, number] {
    return timerOf(native.getitimer(toInt(takeOne("_signal.getitimer", args))));
}

function timerOf(outcome: number): [number, number] {
    if (outcome < 0) throw new ItimerError(-outcome, native.strerror(-outcome));
    return [native.numbers[0], native.numbers[1]];
}

/** Names that are absent on Windows. */
const ofPosix = ["alarm", "getitimer", "ItimerError", "pause", "pthread_kill", "setitimer", "siginterrupt"];
if (isWinsock) for (const name of ofPosix) Reflect.deleteProperty(exports, name);
