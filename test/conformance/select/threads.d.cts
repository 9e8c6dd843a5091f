import type { Thread } from "pysocket/threading";

export function pollFor(sock: unknown, timeout: unknown): void;
export function start(name: "pollFor", ...args: unknown[]): Thread;
