import { native } from "../native/addon";
import { takeNone, takePositional, toParsedInt } from "../python/arguments";
import { RuntimeError, SystemExit, TypeError, ValueError } from "../python/builtins";
import { reprOf } from "../python/forms";
import { check, ThreadEnded } from "../python/raise";
import { isPlainObject } from "../python/type-name";
import { noteAct } from "../runtime/first-act";
import { infoOf } from "../runtime/uncaught";
import { NSIG, SIGINT } from "../signal/constants";
import { nameValue } from "../transfer/registry";
import * as threading from "./threading";

/**
 * Python's `_thread`: threads and locks as `threading` has them, by their old names.
 *
 * @module
 */

export { get_ident, get_native_id, stack_size, TIMEOUT_MAX } from "./threading";

/** Raised by what fails in this module; another name of `RuntimeError`. Python: `_thread.error`. */
export const error = RuntimeError;

/** Class of the locks that `allocate_lock()` returns: `threading.Lock`. Python: `_thread.LockType`. */
export const LockType = threading.Lock;

/** Native code of a signal with a handler. */
const HANDLED = 2;

const daemon = { daemon: true };

/**
 * Starts a thread that calls a function with these arguments. Returns the thread's `ident`. The process does not wait
 * for it at its end. An exception is printed to standard error; `SystemExit` ends the thread in silence.
 *
 * Raises `TypeError`, and `RuntimeError` if the system has no thread to give. Python: `_thread.start_new_thread`.
 */
export function start_new_thread(
    callable: (...args: never[]) => unknown,
    args: Iterable<unknown>,
    kwargs?: Record<string, unknown>,
): number;
export function start_new_thread(...given: unknown[]): number {
    // The third argument is a dict, not keyword arguments of this call.
    const [callable, args, kwargs = {}] = takePositional(
        "_thread",
        "start_new_thread",
        isPlainObject(given.at(-1)) ? [...given, null] : given,
        2,
        isPlainObject(given.at(-1)) ? 4 : 3,
    );
    if (typeof callable !== "function") throw new TypeError("first arg must be callable");
    if (!Array.isArray(args)) throw new TypeError("2nd arg must be a tuple");
    if (!isPlainObject(kwargs)) throw new TypeError("optional 3rd arg must be a dictionary");
    const name = `Dummy-${native.thread_next_name()}`;
    const thread = threading.Thread(null, runAlone, name, [callable, args, kwargs], null, daemon);
    thread.start();
    return thread.ident as number;
}

type Callable = (...args: unknown[]) => unknown;

/** Runs in the new thread: calls the function and prints the exception that ends it. */
function runAlone(callable: Callable, args: unknown[], kwargs: Record<string, unknown>): unknown {
    const named = Object.keys(kwargs).length > 0 ? [kwargs] : [];
    try {
        const running = callable(...args, ...named);
        return running instanceof Promise ? running.catch((error) => report(callable, error)) : running;
    } catch (failure) {
        return report(callable, failure);
    }
}

nameValue("_thread:runAlone", runAlone);

function report(callable: Callable, failure: unknown): void {
    if ([ThreadEnded, SystemExit].some((silent) => failure instanceof silent)) return;
    const text = infoOf(failure)[2] ?? String(failure);
    process.stderr.write(`Exception ignored in thread started by ${reprOf(callable)}:\n${text}\n`);
}

/** Returns a new lock: a `threading.Lock`. Python: `_thread.allocate_lock`. */
export function allocate_lock(...args: never[]): threading.Lock {
    takeNone("_thread.allocate_lock", args);
    return threading.Lock();
}

/** Ends the calling thread: raises `SystemExit`. Python: `_thread.exit`. */
export function exit(...args: never[]): never {
    takeNone("_thread.exit", args);
    throw new SystemExit();
}

/**
 * Has the main thread run the handler of a signal, by default Ctrl-C, which raises `KeyboardInterrupt` there. Does
 * nothing if the signal is ignored or has its default effect.
 *
 * Raises `ValueError` for an invalid signal number. Python: `_thread.interrupt_main`.
 */
export function interrupt_main(signum?: number): void;
export function interrupt_main(...args: unknown[]): void {
    if (args.length > 1) throw new TypeError(`signum() takes at most 1 argument (${args.length} given)`);
    const number = args[0] === undefined ? SIGINT : toParsedInt(args[0]);
    if (number <= 0 || number >= NSIG) throw new ValueError("signal number out of range");
    noteAct();
    if (native.signal_action(number) === HANDLED) check(native.signal_raise(number));
}
