import { takeNone, takeOne } from "./arguments";
import { callable } from "./callable";
import * as event from "./event";
import { TypeError } from "./exceptions";
import * as lock from "./lock";
import * as thread from "./thread";
import "./environment";

/**
 * Python's `threading`: native threads with a JavaScript engine each, and what they share.
 *
 * @module
 */

export { type AcquireOptions, TIMEOUT_MAX } from "./lock";
export {
    active_count,
    current_thread,
    enumerate,
    main_thread,
    type Target,
    type ThreadOptions,
} from "./thread";

export const Thread = callable(thread.Thread);
export type Thread = thread.Thread;

export const Lock = callable(lock.Lock);
export type Lock = lock.Lock;

export const Event = callable(event.Event);
export type Event = event.Event;

/** What `excepthook` is told about an exception that ended a thread. Python: `threading.ExceptHookArgs`. */
export interface ExceptHookArgs {
    /** The class of the exception. */
    exc_type: unknown;
    exc_value: unknown;
    /** The stack, as text. */
    exc_traceback: string | null;
    thread: Thread;
}

/**
 * Called in a thread that an exception has ended: prints it, with its stack, to standard error.
 * Assign another function to the module's `excepthook` to have it called instead.
 * Python: `threading.excepthook`.
 */
export function excepthook(args: ExceptHookArgs): void {
    if (arguments.length !== 1) takeOne("_thread._excepthook", arguments);
    if (typeof args !== "object" || args === null || !("exc_value" in args))
        throw new TypeError("_thread.excepthook argument type must be ExceptHookArgs");
    const text = args.exc_traceback ?? String(args.exc_value);
    process.stderr.write(`Exception in thread ${args.thread.name}:\n${text}\n`);
}

/** A number for the calling thread, unlike that of any other alive. Python: `threading.get_ident`. */
export function get_ident(...args: never[]): number {
    takeNone("_thread.get_ident", args);
    return thread.current_thread().ident as number;
}

/** The system's number for the calling thread. Python: `threading.get_native_id`. */
export function get_native_id(...args: never[]): number {
    takeNone("_thread.get_native_id", args);
    return thread.current_thread().native_id as number;
}
