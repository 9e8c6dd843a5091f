import { isDeepStrictEqual } from "node:util";
import { workerData } from "node:worker_threads";
import { locate, locateNow } from "../capture/modules";
import { type Source, setLocate } from "../capture/source";
import { native } from "../native/addon";
import { SystemExit } from "../python/builtins";
import { ThreadEnded } from "../python/raise";
import { isPoolWorker, type PoolWorkerData } from "../runtime/environment";
import { ImportEnded } from "../runtime/import-guard";
import { writeStraight } from "../runtime/output";
import { clearLocals } from "../threading/local-contents";
import { adoptThread, forgetThread, type Job, libraryThread, type Target, Thread } from "../threading/thread";
import * as threading from "../threading/threading";
import { decode, decodePlain, encodeApart } from "../transfer/codec";
import { isDescribed, isShared, readUnfinished, share } from "../transfer/structured";
// Most threads need sockets and the primitives of `threading`. Other modules are loaded on demand.
import "../socket/socket";

type Finish = Parameters<typeof native.thread_finish>;

/** Result of a thread that has changed none of its fields. */
const NOTHING: Finish = [null, 0, 0];

// A pool worker runs one thread after another.
if (isPoolWorker) {
    const { script, number }: PoolWorkerData = workerData.pysocket;
    if (script !== undefined) process.argv[1] = script;
    writeStraight();
    setLocate(
        ({ module, name, text }) => locateNow(module, name, text),
        ({ module, name, text }) => locate(module, name, text),
    );
    // Ends the thread, like `sys.exit()`; the worker stays.
    process.exit = (code) => {
        throw new SystemExit(code);
    };
    process.on("uncaughtException", report);
    work(number);
}

async function work(worker: number): Promise<void> {
    for (let bytes = native.pool_take(worker); bytes !== undefined; bytes = native.pool_take(worker)) {
        let fields = NOTHING;
        try {
            const thread = prepareThread(bytes);
            const prepared = thread instanceof Promise ? await thread : thread;
            try {
                const running = prepared.run();
                if (running instanceof Promise) await running;
            } finally {
                fields = changedFields(prepared, bytes);
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

function prepareThread(bytes: Uint8Array): Thread | Promise<Thread> {
    const [value, unfinished] = readUnfinished(() => decode(bytes));
    const job = value as Job;
    const subclass =
        typeof job.subclass === "string" ? libraryThread(job.subclass) : job.subclass && find(job.subclass);
    const target = job.target && find(job.target);
    const finished = unfinished.map((finish) => finish(find)).filter((each) => each instanceof Promise);
    if (!(subclass instanceof Promise || target instanceof Promise) && finished.length === 0)
        return adopt(job, subclass, target);
    return Promise.all([subclass, target, ...finished]).then((located) => adopt(job, located[0], located[1]));
}

function find({ module, name, text }: Source): unknown {
    return locate(module, name, text);
}

function adopt(job: Job, subclass: unknown, target: unknown): Thread {
    return adoptThread(job, subclass as typeof Thread | null, target as Target | null);
}

/** Returns the fields that the thread has set or changed on its object, for threads that join it. */
function changedFields(thread: Thread, bytes: Uint8Array): Finish {
    const entries = Object.entries(thread);
    if (entries.length === 0) return NOTHING;
    const { fields } = decodePlain(bytes) as Job;
    const changed = entries.filter(([name, value]) => !isUnchanged(value, fields[name]));
    if (changed.length === 0) return NOTHING;
    // The program's excepthook may encode other values before this one is sent.
    const { view, length, references } = encodeApart(Object.fromEntries(changed));
    return [view, length, references];
}

function isUnchanged(now: unknown, before: unknown): boolean {
    // A recreated object: the starting thread has the original. A thread started here is new to it.
    if (isDescribed(now)) return !(now instanceof Thread && now.ident !== null && before == null);
    return isShared(now) ? isDeepStrictEqual(now[share](), before) : isDeepStrictEqual(now, before);
}

/** Passes an exception that ended the thread to the current `excepthook`. */
function report(error: unknown): void {
    if ([ThreadEnded, SystemExit, ImportEnded].some((silent) => error instanceof silent)) return;
    const isError = error instanceof Error;
    const type = isError ? error.constructor : null;
    const traceback = isError ? (error.stack ?? null) : null;
    const hook = threading.excepthook ?? threading.__excepthook__;
    try {
        hook(new threading.ExceptHookArgs([type, error, traceback, threading.current_thread()]));
    } catch (failure) {
        const text = failure instanceof Error ? failure.stack : failure;
        process.stderr.write(`Exception in threading.excepthook:\n${text}\n`);
    }
}
