import type { Condition, RLock, Semaphore, Thread } from "pysocket/threading";

export interface Task extends Thread {
    result: unknown;
    /** The stack of what it has raised. */
    failure?: string;
}

/** Starts a thread that does what is called so in this module. */
export function start(name: string, ...args: unknown[]): Task;
/** Whether the calling thread holds the lock, as a condition of it sees it. */
export function isOwned(lock: RLock | Condition): boolean;
/** How often a semaphore was released that nobody acquires. */
export function count(semaphore: Semaphore): number;
