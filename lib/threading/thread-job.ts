import { native } from "../native/addon";
import { PythonFinalizationError, RuntimeError } from "../python/exceptions";
import { errnoOf, raise } from "../python/raise";
import { encode } from "../transfer/codec";
import { type KindName, namedValue } from "../transfer/registry";
import { forget, knownThread, remember } from "./known-threads";
import { awaitWorker, ensureSpawner } from "./pool";
import { State, setState, stateKey, type ThreadObject } from "./thread-state";

/**
 * The contract between `Thread.start()` and the worker: the starter hands over the thread's object as encoded bytes, the
 * worker decodes it and calls its `run()`.
 */

const SHUT_DOWN = -errnoOf("ESHUTDOWN");

/** Hands a thread's object to a worker. `target` is the name of its function, for messages. */
export function startJob(thread: ThreadObject, target: string): void {
    const state = thread[stateKey];
    const { view, length, references } = encode(thread, target);
    const outcome = native.thread_submit(state.id, view, length, references);
    if (outcome === SHUT_DOWN)
        throw new PythonFinalizationError("can't create new thread at interpreter shutdown");
    if (outcome < 0) raise(outcome);
    state.started = true;
    remember(state.id, thread);
    if (outcome === 1) return;
    try {
        ensureSpawner();
        awaitWorker(state.id);
    } catch (error) {
        const withdrawn = native.thread_withdraw(state.id) === 1;
        // A worker that has become idle meanwhile runs the thread after all.
        if (!withdrawn && error instanceof RuntimeError) return;
        if (withdrawn) {
            forget(state.id);
            state.started = false;
        }
        throw error;
    }
}

/** A thread's object as the worker runs it. */
export interface RunningThread extends ThreadObject {
    run(): unknown;
}

/** A job for a thread that the addon starts: an object of a class of the library, with these fields. */
export interface LibraryJob {
    library: KindName;
    fields: Record<string, unknown>;
}

/** In the pool worker that runs it: the object for such a thread. */
export function makeLibraryThread({ library, fields }: LibraryJob): RunningThread {
    const thread = Object.create((namedValue(library) as NewableFunction).prototype) as RunningThread;
    const id = native.thread_current();
    setState(thread, new State(id, native.thread_name(id) ?? "", native.thread_daemon(id) === 1, true));
    remember(id, thread);
    return Object.assign(thread, fields);
}

/** Called in the worker after the thread ends, to drop everything it held. */
export function forgetThread(id: number): void {
    const thread = knownThread(id);
    if (thread !== undefined) Object.assign(thread[stateKey], { target: null, args: [], kwargs: null });
    forget(id);
}
