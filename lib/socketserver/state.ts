import type { Queue } from "../queue/queue";
import type { socket } from "../socket/socket-class";
import type { Event } from "../threading/event";

/** State that all threads with the server share. */
export interface ServerState {
    isShutDown: Event;
    shutdownRequest: Event;
    /** Socket pair that wakes up `serve_forever()`, created on demand. */
    waking: [waker: socket, wakened: socket] | null;
    /** One item for each thread that `server_close()` waits for, whichever thread started it. */
    threads: Queue | null;
}

// Not private fields: in another thread a server is created without running its constructor.
export const stateKey: unique symbol = Symbol("pysocket.server");

export function setState(server: object, state: ServerState): void {
    Object.defineProperty(server, stateKey, { value: state });
}

/** Stores the handler class outside of the fields, which are copied to other threads. */
export function setHandler(server: object, handler: unknown): void {
    Object.defineProperty(server, "RequestHandlerClass", {
        value: handler,
        writable: true,
        configurable: true,
    });
}
