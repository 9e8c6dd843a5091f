import type { SimpleQueue } from "pysocket/queue";
import type { SharedCell } from "pysocket/shared";
import type { BoundedSemaphore, Condition, RLock, Semaphore, Thread, Timer } from "pysocket/threading";

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

/** How many were inside after it came, and when it had gone. */
type TestThread = Thread & { inside: number; left: number };
export function makeTestThread(
    name: string,
    places: BoundedSemaphore,
    mutex: RLock,
    running: SharedCell<number>,
): TestThread;

/** A thread that fails under a hook, and puts what it first writes to standard error into the queue. */
export function makeRunFail(
    name: string,
    output: SimpleQueue<unknown>,
    hook: "default" | "note" | "write" | "fail",
): Thread;

/** A timer that soon puts the arguments of its function, but for the first, into the queue. */
export function makeTimer(called: SimpleQueue<unknown[]>): Timer;
