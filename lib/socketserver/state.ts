import type { Queue } from "../queue/queue";
import type { socket } from "../socket/socket-class";
import type { Event } from "../threading/event";

/** What all threads that have the server share. */
export interface ServerState {
    /** The module that made it, where other threads look for its classes. */
    module: string | null;
    isShutDown: Event;
    shutdownRequest: Event;
    /** What wakes `serve_forever()`, and what it waits for; made when they are needed. */
    waking: [waker: socket, wakened: socket] | null;
    /** One item for each thread that `server_close()` waits for, whichever thread has started it. */
    threads: Queue | null;
}

// Not private fields: in another thread a server is made without running its constructor.
export const stateKey: unique symbol = Symbol("pysocket.server");

export function setState(server: object, state: ServerState): void {
    Object.defineProperty(server, stateKey, { value: state });
}

/** Not as a field: those cross to other threads as they are. */
export function setHandler(server: object, handler: unknown): void {
    Object.defineProperty(server, "RequestHandlerClass", {
        value: handler,
        writable: true,
        configurable: true,
    });
}
