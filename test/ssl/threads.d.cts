import type { socket } from "pysocket";
import type { Queue } from "pysocket/queue";
import type { SSLContext, SSLSocket } from "pysocket/ssl";
import type { Thread } from "pysocket/threading";

type Address = [string, number];

export function start<Args extends unknown[]>(target: (...args: Args) => void, ...args: Args): Thread;
export function echo(conn: socket): void;
export function serveThreads(listening: SSLSocket, count: number): void;
export function serveOne(listening: socket, context: SSLContext): void;
export function talk(
    address: Address,
    context: SSLContext,
    hostname: string | null,
    results: Queue<{ answer?: string; version?: string; alpn?: string | null; error?: string }>,
): void;
export function callMethod(conn: SSLSocket, method: string, args: unknown[], results: Queue<unknown>): void;
export function receiveAll(
    conn: SSLSocket,
    count: number,
    results: Queue<{ received: number; right: boolean }>,
): void;
export function describe(conn: SSLSocket, results: Queue<Record<string, unknown>>): void;
export function serveByName(listening: socket, context: SSLContext, results: Queue<unknown>): void;
export function sendRaw(listening: socket, bytes: Buffer): void;
