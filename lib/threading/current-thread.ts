import { native } from "../native/addon";
import { take } from "../python/arguments";
import { RuntimeError } from "../python/exceptions";
import { nameValue } from "../transfer/registry";
import { knownThread, MAIN, own, remember } from "./known-threads";
import { Thread } from "./thread";
import { State, setState } from "./thread-state";

/** A thread that another thread started. */
class OtherThread extends Thread {
    override start(): void {
        throw new RuntimeError("threads can only be started once");
    }
}

class MainThread extends OtherThread {}

/** A thread that the library did not start: a worker of the program. */
class DummyThread extends OtherThread {
    override join(): void {
        throw new RuntimeError("cannot join a dummy thread");
    }
}

// Python's names for them, as their repr shows.
Object.defineProperty(OtherThread, "name", { value: "Thread" });
Object.defineProperty(MainThread, "name", { value: "_MainThread" });
Object.defineProperty(DummyThread, "name", { value: "_DummyThread" });

/** Returns the object for the calling thread. Python: `threading.current_thread`. */
export function current_thread(...args: never[]): Thread {
    if (args.length > 0) take({ name: "current_thread", parameters: [], required: 0 }, args);
    return threadFor(native.thread_current());
}

/** Returns the object for the main thread. Python: `threading.main_thread`. */
export function main_thread(...args: never[]): Thread {
    if (args.length > 0) take({ name: "main_thread", parameters: [], required: 0 }, args);
    return threadFor(MAIN);
}

/** Returns the number of threads that are alive. Python: `threading.active_count`. */
export function active_count(...args: never[]): number {
    if (args.length > 0) take({ name: "active_count", parameters: [], required: 0 }, args);
    return native.thread_list().length;
}

/** Returns the threads that are alive. Python: `threading.enumerate`. */
export function enumerate(...args: never[]): Thread[] {
    if (args.length > 0) take({ name: "enumerate", parameters: [], required: 0 }, args);
    return native.thread_list().map(threadFor);
}

function threadFor(id: number): Thread {
    let thread = knownThread(id) as Thread | undefined;
    if (thread === undefined) {
        thread = Object.create(classOf(id).prototype) as Thread;
        const name = native.thread_name(id) ?? "";
        setState(thread, new State(id, name, native.thread_daemon(id) === 1, true));
        remember(id, thread);
        native.thread_retain(id);
        own(thread);
    }
    return thread;
}

function classOf(id: number): typeof Thread {
    if (id === MAIN) return MainThread;
    return native.thread_is_foreign(id) === 1 ? DummyThread : OtherThread;
}

// Classes of threads that no module exports.
nameValue("threading:OtherThread", OtherThread);
nameValue("threading:MainThread", MainThread);
nameValue("threading:DummyThread", DummyThread);
