import { native } from "../native/addon";
import { TypeError } from "../python/exceptions";
import { repr } from "../python/repr";
import { Queue } from "../queue/queue";
import { whileHandling } from "../runtime/uncaught";
import type { ReturnedAddress } from "../socket/addresses/address";
import { Thread } from "../threading/thread";
import { targetOf } from "../threading/thread-state";
import { noteMade } from "../transfer/graphs";
import { nameValue } from "../transfer/registry";
import { BaseServer, isForServer, type Request } from "./base-server";
import { classAttribute, setAttribute } from "./class-attributes";
import { stateKey } from "./state";

// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for it in the class that a mix-in takes
type ServerClass = new (...args: any[]) => BaseServer;

/** Members that `ThreadingMixIn` adds to the objects of a class. */
export interface ThreadingMethods {
    /**
     * Whether the process may end while requests are being handled.
     * Python: `socketserver.ThreadingMixIn.daemon_threads`.
     */
    daemon_threads: boolean;
    /**
     * Whether `server_close()` waits for the non-daemon threads.
     * Python: `socketserver.ThreadingMixIn.block_on_close`.
     */
    block_on_close: boolean;
    /** Threads that `server_close()` waits for. */
    readonly _threads: readonly Thread[];
    /**
     * Runs in the thread of a request: calls `finish_request()`, `handle_error()` after an exception, and
     * `shutdown_request()`.
     */
    process_request_thread(request: Request, client_address: ReturnedAddress): void;
}

/** Static members that `ThreadingMixIn` adds to a class. */
export interface ThreadingClass {
    /** Whether the process may end while requests are being handled. */
    daemon_threads: boolean;
    /** Whether `server_close()` waits for the non-daemon threads. */
    block_on_close: boolean;
}

/** Type of a server class with the mix-in. */
export type Threading<Base extends ServerClass> = { [Name in keyof Base]: Base[Name] } & ThreadingClass &
    (new (
        ...args: ConstructorParameters<Base>
    ) => InstanceType<Base> & ThreadingMethods);

const threadsOf = new WeakMap<object, Thread[]>();
const made = new WeakMap<object, object>();

/**
 * Returns a subclass of a server class that handles each request in its own thread:
 * `class MyServer extends ThreadingMixIn(TCPServer) {}`, which in Python is
 * `class MyServer(ThreadingMixIn, TCPServer)`. The handler, and its copy of the server, are created in that
 * thread. Raises `TypeError` for anything but a server class. Python: `socketserver.ThreadingMixIn`.
 */
export function ThreadingMixIn<Base extends ServerClass>(base: Base): Threading<Base> {
    if (typeof base !== "function" || !(base.prototype instanceof BaseServer))
        throw new TypeError(`ThreadingMixIn() argument must be a class of servers, not ${repr(base)}`);
    let mixture = made.get(base);
    if (mixture === undefined) {
        mixture = mix(base);
        made.set(base, mixture);
        noteMade(mixture, "socketserver:ThreadingMixIn", [base]);
    }
    return mixture as Threading<Base>;
}

function mix(base: ServerClass): ServerClass {
    class Threading extends base implements ThreadingMethods {
        static daemon_threads = false;
        static block_on_close = true;

        // biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for it
        constructor(...args: any[]) {
            super(...args);
            this[stateKey].threads = new Queue();
        }

        get daemon_threads(): boolean {
            return classAttribute(this, "daemon_threads");
        }

        set daemon_threads(daemon: boolean) {
            setAttribute(this, "daemon_threads", daemon);
        }

        get block_on_close(): boolean {
            return classAttribute(this, "block_on_close");
        }

        set block_on_close(block: boolean) {
            setAttribute(this, "block_on_close", block);
        }

        get _threads(): readonly Thread[] {
            return threadsOf.get(this) ?? [];
        }

        process_request_thread(request: Request, client_address: ReturnedAddress): void {
            try {
                this.finish_request(request, client_address);
            } catch (error) {
                if (!isForServer(error)) throw error;
                whileHandling(error, () => this.handle_error(request, client_address, error));
            } finally {
                this.shutdown_request(request);
            }
        }

        override process_request(request: Request, client_address: ReturnedAddress): void {
            const isAwaited = this.block_on_close && !this.daemon_threads;
            const thread = new RequestThread(this, request, client_address, this.daemon_threads, isAwaited);
            const { threads } = this[stateKey];
            if (isAwaited) threads?.put(null);
            try {
                thread.start();
            } catch (error) {
                if (isAwaited) leave(threads);
                throw error;
            }
            if (this.block_on_close) remember(this, thread);
        }

        override server_close(): void {
            super.server_close();
            const threads = threadsOf.get(this) ?? [];
            threadsOf.delete(this);
            for (const thread of threads) thread.join();
            this[stateKey].threads?.join();
        }
    }
    Object.defineProperty(Threading, "name", { value: `Threading${base.name}` });
    return Threading;
}

/** Adds a thread to the list and drops those that have ended. */
function remember(server: object, thread: Thread): void {
    const threads = (threadsOf.get(server) ?? []).filter((each) => each.is_alive());
    threadsOf.set(server, thread.daemon ? threads : [...threads, thread]);
}

/** Notes that a thread need not be waited for any longer. */
function leave(threads: Queue | null): void {
    threads?.get();
    threads?.task_done();
}

/** Thread that handles a request. */
class RequestThread extends Thread {
    constructor(
        server: BaseServer,
        request: Request,
        client_address: ReturnedAddress,
        daemon: boolean,
        isAwaited: boolean,
    ) {
        const name = `Thread-${native.thread_next_name()} (process_request_thread)`;
        super({ name, args: [server, request, client_address, isAwaited], daemon });
    }

    override run(): void {
        const [server, request, client_address, isAwaited] = targetOf(this).args;
        try {
            (server as ThreadingMethods).process_request_thread(request, client_address as ReturnedAddress);
        } finally {
            if (isAwaited === true) leave((server as BaseServer)[stateKey].threads);
        }
    }
}

nameValue("socketserver:RequestThread", RequestThread);
nameValue("socketserver:ThreadingMixIn", ThreadingMixIn);
