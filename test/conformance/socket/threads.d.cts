import type { Thread } from "pysocket/threading";

/** Starts a thread with a function of the module. */
export function start(name: string, ...args: unknown[]): Thread;
