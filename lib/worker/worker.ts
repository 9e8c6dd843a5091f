import { workerData } from "node:worker_threads";
import { beginJob } from "../capture/restore";
import { native } from "../native/addon";
import { SystemExit } from "../python/builtins";
import { ThreadEnded } from "../python/raise";
import { isPoolWorker, type PoolWorkerData } from "../runtime/environment";
import { writeStraight } from "../runtime/output";
import { whileHandling } from "../runtime/uncaught";
import { clearLocals } from "../threading/local-contents";
import { Thread } from "../threading/thread";
import {
    forgetThread,
    type LibraryJob,
    makeLibraryThread,
    type RunningThread,
} from "../threading/thread-job";
import * as threading from "../threading/threading";
import { decode, encodeApart } from "../transfer/codec";
import { isDescribed, isShared } from "../transfer/structured";
// Loads what most threads get, with the primitives of `threading`; the rest is loaded when it comes.
import "../socket/socket";

type Finish = Parameters<typeof native.thread_finish>;

/** Result of a thread that has changed none of its fields. */
const NOTHING: Finish = [null, 0, 0];

// A pool worker runs one thread after another.
if (isPoolWorker) {
    const { script, number }: PoolWorkerData = workerData.pysocket;
    if (script !== undefined) process.argv[1] = script;
    writeStraight();
    // Ends the thread, as `sys.exit()` does; the worker stays.
    process.exit = (code) => {
        throw new SystemExit(code);
    };
    process.on("uncaughtException", report);
    work(number);
}

async function work(worker: number): Promise<void> {
    for (let bytes = native.pool_take(worker); bytes !== undefined; bytes = native.pool_take(worker)) {
        let fields = NOTHING;
        beginJob();
        try {
            const job = decode(bytes) as Thread | LibraryJob;
            const thread = job instanceof Thread ? job : makeLibraryThread(job);
            const before = fieldsOf(thread);
            try {
                const running = thread.run();
                if (running instanceof Promise) await running;
            } finally {
                fields = changedFields(thread, before);
            }
        } catch (error) {
            native.thread_lost();
            report(error);
        }
        clearLocals();
        forgetThread(native.thread_current());
        native.thread_finish(...fields);
        // Node cleans up between turns of its event loop; without them memory would grow.
        await new Promise(setImmediate);
    }
}

/** A field's value, and the contents of a container of data, which may change. */
interface Field {
    value: unknown;
    contents: Buffer | null;
}

function fieldsOf(thread: RunningThread): Map<string, Field> {
    const entries = Object.entries(thread);
    return new Map(entries.map(([name, value]) => [name, { value, contents: contentsOf(value) }]));
}

/** Null for what is no container: of an instance, the starter has the original. */
function contentsOf(value: unknown): Buffer | null {
    if (typeof value !== "object" || value === null || isShared(value) || isDescribed(value)) return null;
    const prototype = Object.getPrototypeOf(value);
    if (![Object, Array, Map, Set].some((Class) => Class.prototype === prototype)) return null;
    const encoded = encodeApart(value);
    const contents = Buffer.from(encoded.view.subarray(0, encoded.length));
    encoded.discard();
    return contents;
}

/** The fields that the thread has set or changed on its object, for those who join it. */
function changedFields(thread: RunningThread, before: Map<string, Field>): Finish {
    const changed = Object.entries(thread).filter(([name, value]) => isChanged(value, before.get(name)));
    if (changed.length === 0) return NOTHING;
    // The program's excepthook may encode other values before this one is sent.
    const { view, length, references } = encodeApart(Object.fromEntries(changed));
    return [view, length, references];
}

function isChanged(value: unknown, before: Field | undefined): boolean {
    if (before === undefined || !Object.is(value, before.value)) return true;
    const contents = contentsOf(value);
    return contents !== null && before.contents?.equals(contents) === false;
}

/** Passes an exception that ended the thread to the current `excepthook`. */
function report(error: unknown): void {
    if ([ThreadEnded, SystemExit].some((silent) => error instanceof silent)) return;
    const isError = error instanceof Error;
    const type = isError ? error.constructor : null;
    const traceback = isError ? (error.stack ?? null) : null;
    const hook = threading.excepthook ?? threading.__excepthook__;
    try {
        const args = new threading.ExceptHookArgs([type, error, traceback, threading.current_thread()]);
        whileHandling(error, () => hook(args));
    } catch (failure) {
        const text = failure instanceof Error ? failure.stack : failure;
        process.stderr.write(`Exception in threading.excepthook:\n${text}\n`);
    }
}
