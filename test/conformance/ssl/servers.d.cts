import type { socket } from "pysocket";
import type { Queue } from "pysocket/queue";
import type { SSLContext, WrapSocketOptions } from "pysocket/ssl";
import type { Thread } from "pysocket/threading";

export interface Options {
    /** The client asks for TLS. */
    starttls?: boolean;
    wrapping?: WrapSocketOptions;
}

/** Starts a thread that answers clients in lower case, and notes in `log` what it sees of them. */
export function startServer(
    listening: socket,
    context: SSLContext,
    log: Queue<Record<string, unknown>>,
    options: Options,
): Thread;
export function start<Args extends unknown[]>(target: (...args: Args) => void, ...args: Args): Thread;
export function hangUp(listening: socket): void;
export function connectTo(address: [string, number], context: SSLContext, options: WrapSocketOptions): void;
