import { Coroutine } from "./coroutine";
import { requireLoop } from "./scope";

/**
 * Calls `func(...args)` in another thread, and returns its result. The function reaches what any function of a `Thread`
 * does. Python: `asyncio.to_thread`.
 *
 * ```ts
 * const page = await asyncio.to_thread(fetchBlocking, "127.0.0.1");
 * ```
 */
export function to_thread<Args extends unknown[], T>(
    func: (...args: Args) => T,
    ...args: Args
): Coroutine<Awaited<T>> {
    return new Coroutine(
        async () => (await requireLoop().run_in_executor(null, func, ...args)) as T,
        "to_thread",
    ) as Coroutine<Awaited<T>>;
}
