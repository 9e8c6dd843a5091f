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
import { isPoolWorker, poolWorkerData, type SpawnerData } from "../runtime/environment";
import { onListen } from "../runtime/on-listen";

/** File descriptors needed to start the spawner and its first worker, rounded up. */
const DESCRIPTORS = 32;

/** Number of idle workers that a server keeps for its first connections. */
const SPARE = 2;

const MAIN = 0;

/** A worker does without the options that load tsx, which takes longer than the worker itself: it loads no module of the user's. */
const tsx = process.execArgv.some(loadsTsx);

/** Maximum time in milliseconds until a new worker begins: longer than on the slowest machine. */
const BEGIN_TIMEOUT = 30_000;

/** Milliseconds without a sign of a new spawner after which another one is created. */
const SILENCE = 1000;

/** Seconds between two looks for signs of a new spawner. */
const LOOK = 0.02;

const REFUSED = -errnoOf("EAGAIN");

/** A spawner that was created here and has not come up yet. */
let coming: Coming | null = null;

interface Coming {
    port: MessagePort;
    /** Whether the port tells if the other end exists. */
    tells: boolean;
    made: number;
}

/**
 * Program that a spawner runs first. An error that keeps it from coming up is sent to `port`, on which nobody
 * waits.
 */
const bootstrap = `
    const { port, file } = process.getBuiltinModule("node:worker_threads").workerData.pysocketBootstrap;
    try {
        process.getBuiltinModule("node:module").createRequire(file)(file);
    } catch (error) {
        port.postMessage(error instanceof Error ? error : new Error(String(error)));
    }
`;

/**
 * Starts the pool's spawner if needed: a dedicated worker, never blocked, that creates the pool's workers. It
 * does not keep the process alive, and ends with the thread that created it.
 *
 * Raises `RuntimeError` if the system cannot start a thread.
 */
export function ensureSpawner(again = false): void {
    if (native.pool_needs_spawner(again) === 0) return;
    coming = null;
    let cause: unknown;
    try {
        requireNode();
        // A worker without descriptors for its event loop would report that to this thread's event loop,
        // which may never turn.
        if (!isPoolWorker && native.pool_has_room(DESCRIPTORS) === 1) {
            if (tsx) makeWithoutTsx();
            else make({});
            return;
        }
    } catch (error) {
        cause = error;
    }
    native.pool_lose_spawner();
    throw cause instanceof RuntimeError ? cause : cannotStart(cause);
}

/**
 * Waits until a thread that was submitted to the pool has begun, or is sure to. Threads started in a row come
 * up side by side, but at most one per processor.
 *
 * Raises `RuntimeError` if no worker comes up for it, with the error as its `cause`.
 */
export function awaitWorker(thread: number): void {
    for (const end = performance.now() + BEGIN_TIMEOUT; performance.now() < end; ) {
        const seconds = coming === null ? (end - performance.now()) / 1000 : LOOK;
        const outcome = native.thread_wait_begun(thread, seconds, availableParallelism());
        if (outcome === 1) return;
        if (outcome === REFUSED) throw cannotStart(failure());
        if (outcome < 0) raise(outcome);
        if (coming !== null) lookForSpawner(coming);
    }
    throw cannotStart(new Error(`no worker has begun within ${BEGIN_TIMEOUT / 1000} s`));
}

/**
 * Detects that a new spawner has ended. Node reports that to the event loop of the thread that created it,
 * which may never turn. But a port that the worker was given tells at once that nobody has the other end any
 * more.
 */
function lookForSpawner({ port, tells, made }: Coming): void {
    const gone = tells && !hasReceiver(port);
    const error = receiveMessageOnPort(port)?.message;
    if (native.pool_has_spawner() === 1) {
        coming = null;
    } else if (error !== undefined || gone) {
        native.pool_lose_spawner();
        coming = null;
        throw cannotStart(
            error ??
                new Error(
                    "a worker has ended while Node.js prepared it: see --require, --import and NODE_OPTIONS",
                ),
        );
    } else if (performance.now() - made > SILENCE) {
        // A spawner that had no descriptors for its event loop gives no sign. If this one is only slow, the
        // first one stays.
        ensureSpawner(true);
    }
}

/**
 * Whether the port has a receiver: `postMessage()` then returns true, although its documentation gives no
 * result.
 */
function hasReceiver(port: MessagePort): boolean {
    return (port.postMessage(null) as unknown) === true;
}

/** Returns the error that kept the pool's last worker from coming up. */
function failure(): Error | undefined {
    const [message, stack] = native.pool_failure();
    return message === "" ? undefined : Object.assign(new Error(message), { stack });
}

function cannotStart(cause: unknown): RuntimeError {
    const error = new RuntimeError("can't start new thread");
    return cause === undefined ? error : Object.assign(error, { cause });
}

/** Raises `RuntimeError` outside of Node, because other runtimes' workers cannot wait in native code. */
function requireNode(): void {
    const other = process.versions.bun !== undefined ? "Bun" : "Deno" in globalThis ? "Deno" : null;
    if (other !== null)
        throw new RuntimeError(
            `can't start new thread: the threads of pysocket need Node.js, this is ${other}`,
        );
}

// When a server begins to listen, its first connections should not wait until workers have come up.
if ((poolWorkerData?.pool ?? threadId) === MAIN) onListen(warmUp);

function warmUp(): void {
    try {
        ensureSpawner();
        native.pool_spare(SPARE);
    } catch {
        // Starting the threads will report the failure.
    }
}

function make(options: WorkerOptions): void {
    const data: SpawnerData = { pool: threadId, script: process.argv[1] };
    const { port1: port, port2 } = new MessageChannel();
    const file = join(__dirname, "spawner.js");
    const spawner = new Worker(bootstrap, {
        eval: true,
        argv: process.argv.slice(2),
        env: SHARE_ENV,
        workerData: { pysocketSpawner: data, pysocketBootstrap: { port: port2, file } },
        transferList: [port2],
        name: "pysocket spawner",
        ...options,
    });
    spawner.unref();
    spawner.on("error", () => {});
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
        // V8's options apply to a worker anyway, and Node refuses them as arguments.
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
