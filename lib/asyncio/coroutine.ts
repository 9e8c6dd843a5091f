import { types } from "node:util";
import { RuntimeError, TypeError } from "../python/exceptions";
import { typeName } from "../python/type-name";

/**
 * A call of an async function that has not begun: it starts when it is awaited, or as a task. Python's `async def`
 * makes one at each call; here `coroutine()` makes a function of that kind, and the package's own methods are.
 */
export class Coroutine<T = unknown> implements PromiseLike<T> {
    readonly #name: string;
    /** Null once the call has begun or was dropped. */
    #run: (() => PromiseLike<T>) | null;

    /** Wraps a function without parameters. */
    constructor(run: () => PromiseLike<T>, name: string) {
        this.#run = run;
        this.#name = name;
    }

    /** Name of the function. Python: `coroutine.__qualname__`. */
    get __qualname__(): string {
        return this.#name;
    }

    /** Begins the call. Raises `RuntimeError` if it had begun. */
    start(): PromiseLike<T> {
        const run = this.#run;
        this.#run = null;
        if (run === null) throw new RuntimeError("cannot reuse already awaited coroutine");
        return run();
    }

    /** Drops the call if it has not begun; it can then not be awaited. Python: `coroutine.close`. */
    close(): void {
        this.#run = null;
    }

    // biome-ignore lint/suspicious/noThenProperty: it is awaited, as Python's coroutines are
    then<Done = T, Failed = never>(
        onfulfilled?: ((value: T) => Done | PromiseLike<Done>) | null,
        onrejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
    ): Promise<Done | Failed> {
        return (async () => this.start())().then(onfulfilled, onrejected);
    }

    /** Returns the object as Python shows it. */
    toString(): string {
        return `<coroutine object ${this.#name}>`;
    }
}

const made = new WeakSet<object>();

/**
 * Returns a function whose call only makes a coroutine, as a call of Python's `async def` does: it starts when it is
 * awaited, or as a task. Use it for functions that are passed on as in Python: `create_task(worker(1))`.
 *
 * Raises `TypeError` for what is not a function. Python: `async def`.
 *
 * ```ts
 * const worker = asyncio.coroutine(async (name: string) => { await asyncio.sleep(1); });
 * const task = asyncio.create_task(worker("a"));
 * ```
 */
export function coroutine<This, Args extends unknown[], Result>(
    run: (this: This, ...args: Args) => PromiseLike<Result>,
): (this: This, ...args: Args) => Coroutine<Result> {
    if (typeof run !== "function") throw new TypeError(`'${typeName(run)}' object is not callable`);
    const { name } = run;
    const wrapper = function (this: This, ...args: Args): Coroutine<Result> {
        return new Coroutine(() => run.apply(this, args), name);
    };
    Object.defineProperty(wrapper, "name", { value: name, configurable: true });
    made.add(wrapper);
    return wrapper;
}

/** Whether the value is a coroutine, which can become a task. Python: `asyncio.iscoroutine`. */
export function iscoroutine(obj: unknown): obj is Coroutine {
    return obj instanceof Coroutine;
}

/**
 * Whether a call of the function makes a coroutine or a promise: an `async function`, or one that `coroutine()` made.
 * Python: `asyncio.iscoroutinefunction`.
 */
export function iscoroutinefunction(func: unknown): boolean {
    return typeof func === "function" && (types.isAsyncFunction(func) || made.has(func));
}

/** A function without arguments or a coroutine: what can become a task. */
export type Startable<T> = Coroutine<T> | (() => PromiseLike<T> | T);

const HOW =
    "write a function, as in create_task(() => work(1)), or have the promise made by a function that asyncio.coroutine() returned";

/** Returns the error for a promise, which has begun already and cannot be cancelled. */
export function promiseError(expected: string): TypeError {
    return new TypeError(`${expected}, got a promise, which has begun: ${HOW}`);
}

/** Returns a function that begins the work. Raises `TypeError` for any other value; `refusal` words it. */
export function toStart<T>(work: unknown, refusal: (value: unknown) => TypeError): () => PromiseLike<T> {
    if (work instanceof Coroutine) return () => work.start();
    if (typeof work === "function") return async () => work();
    throw types.isPromise(work) ? promiseError("a coroutine was expected") : refusal(work);
}
