import { AsyncLocalStorage } from "node:async_hooks";
import { RuntimeError } from "../python/exceptions";
import type { EventLoop } from "./loop";
import type { Task } from "./task";

/** Loop and task of the code that runs: Node's async context carries them through `await` and callbacks. */
export interface Scope {
    readonly loop: EventLoop;
    readonly task: Task | null;
}

const storage = new AsyncLocalStorage<Scope>();

/** Calls `action(...args)` in a scope. */
export function enter<Args extends unknown[], Result>(
    scope: Scope | undefined,
    action: (...args: Args) => Result,
    ...args: Args
): Result {
    return storage.run(scope as Scope, action, ...args);
}

/** Returns the scope of the running code; undefined outside of all loops. */
export function currentScope(): Scope | undefined {
    return storage.getStore();
}

/** Returns the running loop, or null. */
export function runningLoop(): EventLoop | null {
    const loop = storage.getStore()?.loop;
    return loop?.is_running() ? loop : null;
}

/** Returns the running loop. Raises `RuntimeError` outside of all loops. */
export function requireLoop(): EventLoop {
    const loop = runningLoop();
    if (loop === null) throw new RuntimeError("no running event loop");
    return loop;
}
