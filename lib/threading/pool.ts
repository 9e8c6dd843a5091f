import module from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import {
    MessageChannel,
    type MessagePort,
    receiveMessageOnPort,
    SHARE_ENV,
    threadId,
    Worker,
    type WorkerOptions,
} from "node:worker_threads";
import { native } from "../native/addon";
import { RuntimeError } from "../python/builtins";
import { errnoOf, raise } from "../python/raise";
import { isPoolWorker, type KeeperData, poolWorkerData } from "../runtime/environment";
import { onListen } from "../runtime/on-listen";

/** What the keeper and the first worker may open until that one runs a thread, with some to spare. */
const DESCRIPTORS = 32;

/** How many workers a server has wait for its first connections. */
const SPARE = 2;

const MAIN = 0;

/** On Node 20 a worker does without the options that load tsx: see lib/capture/modules.ts. */
const tsx = poolWorkerData?.tsx ?? (!("registerHooks" in module) && process.execArgv.some(loadsTsx));

/** How long a new worker may take until it begins, in milliseconds: longer than on the slowest machine. */
const BEGIN_TIMEOUT = 30_000;

/** After how many milliseconds without a sign of a new keeper another one is made. */
const SILENCE = 1000;

/** How often somebody looks for signs of a new keeper, in seconds. */
const LOOK = 0.02;

const REFUSED = -errnoOf("EAGAIN");

/** A keeper that has been made here and has not come up yet. */
let coming: Coming | null = null;

interface Coming {
    port: MessagePort;
    /** Whether the port tells if anybody has the other end. */
    tells: boolean;
    made: number;
}

/** What a keeper runs first: an error that keeps it from coming up goes through `port`, which nobody waits for. */
const bootstrap = `
    const { port, file } = process.getBuiltinModule("node:worker_threads").workerData.pysocketBootstrap;
    try {
        process.getBuiltinModule("node:module").createRequire(file)(file);
    } catch (error) {
        port.postMessage(error instanceof Error ? error : new Error(String(error)));
    }
`;

/**
 * Makes sure that somebody makes the workers that run threads: the keeper of the pool, a worker of its own whose event
 * loop is always free. It never keeps the process alive, and ends with the thread that made it.
 *
 * Raises `RuntimeError` if the system has no thread to give.
 */
export function ensureKeeper(again = false): void {
    if (native.pool_needs_keeper(again) === 0) return;
    coming = null;
    let cause: unknown;
    try {
        requireNode();
        // One without descriptors for its event loop would report it to this thread's, which may never turn.
        if (!isPoolWorker && native.pool_has_room(DESCRIPTORS) === 1) {
            if (tsx) makeWithoutTsx();
            else make({});
            return;
        }
    } catch (error) {
        cause = error;
    }
    native.pool_lose_keeper();
    throw cause instanceof RuntimeError ? cause : cannotStart(cause);
}

/**
 * Waits until a thread that was handed to the pool has begun, or is sure to. Threads that are started in a row come up
 * side by side, but not more of them than there are processors.
 *
 * Raises `RuntimeError` if no worker comes up for it, with what went wrong as its `cause`.
 */
export function awaitWorker(thread: number): void {
    for (const end = performance.now() + BEGIN_TIMEOUT; performance.now() < end; ) {
        const seconds = coming === null ? (end - performance.now()) / 1000 : LOOK;
        const outcome = native.thread_wait_begun(thread, seconds, availableParallelism());
        if (outcome === 1) return;
        if (outcome === REFUSED) throw cannotStart(failure());
        if (outcome < 0) raise(outcome);
        if (coming !== null) lookForKeeper(coming);
    }
    throw cannotStart(new Error(`no worker has begun within ${BEGIN_TIMEOUT / 1000} s`));
}

/**
 * Node tells in the event loop of the thread that made a worker why that has ended, and this thread may never turn its
 * own. But a port that the worker was given tells at once that nobody has the other end any more.
 */
function lookForKeeper({ port, tells, made }: Coming): void {
    const gone = tells && !hasReceiver(port);
    const error = receiveMessageOnPort(port)?.message;
    if (native.pool_has_keeper() === 1) {
        coming = null;
    } else if (error !== undefined || gone) {
        native.pool_lose_keeper();
        coming = null;
        throw cannotStart(
            error ??
                new Error(
                    "a worker has ended while Node.js prepared it: see --require, --import and NODE_OPTIONS",
                ),
        );
    } else if (performance.now() - made > SILENCE) {
        // One that had no descriptors for its event loop gives no sign. If this one is but slow, the first one stays.
        ensureKeeper(true);
    }
}

/** `postMessage()` returns true as long as there is a receiver, though it is documented without a result. */
function hasReceiver(port: MessagePort): boolean {
    return (port.postMessage(null) as unknown) === true;
}

/** Why the pool's last worker has not come up. */
function failure(): Error | undefined {
    const [message, stack] = native.pool_failure();
    return message === "" ? undefined : Object.assign(new Error(message), { stack });
}

function cannotStart(cause: unknown): RuntimeError {
    const error = new RuntimeError("can't start new thread");
    return cause === undefined ? error : Object.assign(error, { cause });
}

/** Others that run programs for Node have workers that cannot wait in native code. */
function requireNode(): void {
    const other = process.versions.bun !== undefined ? "Bun" : "Deno" in globalThis ? "Deno" : null;
    if (other !== null)
        throw new RuntimeError(
            `can't start new thread: the threads of pysocket need Node.js, this is ${other}`,
        );
}

// A server begins to listen: its first connections are not to wait until their threads' workers have come up.
if ((poolWorkerData?.pool ?? threadId) === MAIN) onListen(warmUp);

function warmUp(): void {
    try {
        ensureKeeper();
        native.pool_spare(SPARE);
    } catch {
        // The threads will tell.
    }
}

function make(options: WorkerOptions): void {
    const data: KeeperData = { pool: threadId, script: process.argv[1], tsx };
    const { port1: port, port2 } = new MessageChannel();
    const file = join(__dirname, "spawner.js");
    const keeper = new Worker(bootstrap, {
        eval: true,
        argv: process.argv.slice(2),
        env: SHARE_ENV,
        workerData: { pysocketKeeper: data, pysocketBootstrap: { port: port2, file } },
        transferList: [port2],
        name: "pysocket keeper",
        ...options,
    });
    keeper.unref();
    keeper.on("error", () => {});
    port.unref();
    coming = { port, tells: hasReceiver(port), made: performance.now() };
}

function makeWithoutTsx(): void {
    const options = process.execArgv;
    const execArgv = options.filter(
        (option, index) => !loadsTsx(option) && !(takesModule(option) && loadsTsx(options[index + 1] ?? "")),
    );
    try {
        make({ execArgv });
    } catch (error) {
        // Options for V8 reach a worker as they are, and are refused when they are given.
        if ((error as NodeJS.ErrnoException).code !== "ERR_WORKER_INVALID_EXEC_ARGV") throw error;
        make({ execArgv: [] });
    }
}

function loadsTsx(option: string): boolean {
    return /\btsx\b/.test(option);
}

function takesModule(option: string): boolean {
    return ["--import", "--require", "-r", "--loader"].includes(option);
}
