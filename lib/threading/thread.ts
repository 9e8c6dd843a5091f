import { inspect } from "node:util";
import { Kind, native } from "../native/addon";
import { asInteger, isTrue, take, toSeconds } from "../python/arguments";
import { requireCallable } from "../python/callable";
import { warnDeprecated } from "../python/deprecated";
import { AssertionError, PythonFinalizationError, RuntimeError, TypeError } from "../python/exceptions";
import { itemsOf } from "../python/items";
import { errnoOf, raise } from "../python/raise";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { follow } from "../runtime/garbage";
import { decode } from "../transfer/codec";
import { type Description, describe } from "../transfer/structured";
import { forget } from "./known-threads";
import { startJob } from "./thread-job";
import { isStarted, State, setState, stateKey, type Target } from "./thread-state";
import { describeThread } from "./thread-transfer";

/** Keyword arguments of `Thread`. */
export interface ThreadOptions {
    /** Must be null; reserved, as in Python. */
    group?: null;
    /** Function that `run()` calls. */
    target?: Target | null;
    /** Name of the thread; by default "Thread-N", or "Thread-N (target)". */
    name?: string | null;
    /** Arguments of the target. */
    args?: Iterable<unknown>;
    /** Keyword arguments, passed to the target as a final object. */
    kwargs?: Record<string, unknown> | null;
    /** Whether the process may end while the thread runs; by default as for the current thread. */
    daemon?: boolean | null;
}

/** Maximum time in seconds until a started thread begins: longer than on the slowest machine. */
const BEGIN_TIMEOUT = 30;

const SHUT_DOWN = -errnoOf("ESHUTDOWN");

/**
 * Thread: `new Thread({ target, args })`, or a subclass that overrides `run()`. It runs on its own native
 * thread with its own JavaScript engine, so blocking calls in it block nothing else.
 *
 * Raises `AssertionError` for a group. Python: `threading.Thread`.
 */
export class Thread {
    declare readonly [stateKey]: State;

    constructor(options?: ThreadOptions);
    constructor(
        group: null,
        target?: Target | null,
        name?: string | null,
        args?: Iterable<unknown>,
        kwargs?: Record<string, unknown> | null,
        keywords?: { daemon?: boolean | null },
    );
    constructor(...args: unknown[]) {
        const options = readOptions(args);
        if (options.group != null) throw new AssertionError("group argument must be None for now");
        const target = options.target ?? null;
        const name = isTrue(options.name) ? toText(options.name) : nextName(target);
        const daemon = options.daemon ?? native.thread_daemon(native.thread_current()) === 1;
        const targetArgs = toArguments(options.args);
        const id = native.thread_new(name, daemon);
        const state = new State(id, name, daemon, false);
        state.owner = true;
        state.target = target;
        state.args = targetArgs;
        state.kwargs = options.kwargs ?? null;
        setState(this, state);
        follow(this, Kind.Thread, id);
    }

    /**
     * Starts the thread, which calls `run()`. It sees the variables, objects and classes that its function reads:
     * sockets, locks, queues and the like are the same in every thread, all else is a copy as of now.
     *
     * Raises `RuntimeError` if called twice, or if the system has no thread to give, and `TypeError`
     * for a function of which nothing tells what it reads. Python: `threading.Thread.start`.
     */
    start(...args: never[]): void {
        takeNothing("start", args);
        const state = this[stateKey];
        if (isStarted(state)) throw new RuntimeError("threads can only be started once");
        startJob(this, targetNameOf(this));
    }

    /** Calls the target. Runs in the thread; subclasses may override it. Python: `threading.Thread.run`. */
    run(): unknown {
        const { target, args, kwargs } = this[stateKey];
        if (target === null) return undefined;
        const named = kwargs !== null && Object.keys(kwargs).length > 0;
        return named ? target(...args, kwargs) : target(...args);
    }

    /**
     * Waits until the thread has ended, at most `timeout` seconds; `is_alive()` tells which. Fields that the
     * thread has set on its own object, such as a result, are then set on this object too.
     *
     * Raises `RuntimeError` before `start()`, and in the thread itself. Python: `threading.Thread.join`.
     */
    join(timeout?: number | null): void;
    join(options: { timeout?: number | null }): void;
    join(...args: unknown[]): void {
        const [timeout = null] = take(
            { ...noParameters, name: "Thread.join", parameters: ["timeout"] },
            args,
        );
        const state = this[stateKey];
        if (!isStarted(state)) throw new RuntimeError("cannot join thread before it is started");
        if (state.id === native.thread_current()) throw new RuntimeError("cannot join current thread");
        const outcome = native.thread_join(state.id, timeout === null ? -1 : readTimeout(timeout));
        if (outcome === SHUT_DOWN)
            throw new PythonFinalizationError("cannot join thread at interpreter shutdown");
        if (outcome < 0) raise(outcome);
        if (outcome === 1) takeFields(this);
    }

    /** Whether the thread has been started and has not ended. Python: `threading.Thread.is_alive`. */
    is_alive(...args: never[]): boolean {
        takeNothing("is_alive", args);
        const state = this[stateKey];
        if (!isStarted(state)) return false;
        if (native.thread_alive(state.id) === 1) return true;
        takeFields(this);
        return false;
    }

    /** Name of the thread, the same in every thread. Python: `threading.Thread.name`. */
    get name(): string {
        const state = this[stateKey];
        return native.thread_name(state.id) ?? state.name;
    }

    set name(name: string) {
        const state = this[stateKey];
        state.name = toText(name);
        native.thread_set_name(state.id, state.name);
    }

    /**
     * Whether the process may end while the thread runs. Raises `RuntimeError` if it is set after `start()`.
     * Python: `threading.Thread.daemon`.
     */
    get daemon(): boolean {
        return this[stateKey].daemon;
    }

    set daemon(daemon: boolean) {
        const state = this[stateKey];
        if (isStarted(state)) throw new RuntimeError("cannot set daemon status of active thread");
        state.daemon = Boolean(daemon);
        native.thread_set_daemon(state.id, state.daemon);
    }

    /** Result of `get_ident()` in the thread; null before it has begun. Python: `threading.Thread.ident`. */
    get ident(): number | null {
        return numbersOf(this) === null ? null : native.numbers[0];
    }

    /**
     * The operating system's id of the thread; null before it has begun.
     * Python: `threading.Thread.native_id`.
     */
    get native_id(): number | null {
        return numbersOf(this) === null ? null : native.numbers[1];
    }

    /** Old name of `daemon`. Deprecated, as in Python. */
    isDaemon(...args: never[]): boolean {
        takeNothing("isDaemon", args);
        warnDeprecated("isDaemon() is deprecated, get the daemon attribute instead");
        return this.daemon;
    }

    /** Sets `daemon`. Deprecated, as in Python. */
    setDaemon(daemonic: boolean): void {
        const [value] = takeOneOf("setDaemon", "daemonic", arguments);
        warnDeprecated("setDaemon() is deprecated, set the daemon attribute instead");
        this.daemon = value as typeof daemonic;
    }

    /** Old name of `name`. Deprecated, as in Python. */
    getName(...args: never[]): string {
        takeNothing("getName", args);
        warnDeprecated("getName() is deprecated, get the name attribute instead");
        return this.name;
    }

    /** Sets `name`. Deprecated, as in Python. */
    setName(name: string): void {
        const [value] = takeOneOf("setName", "name", arguments);
        warnDeprecated("setName() is deprecated, set the name attribute instead");
        this.name = value as typeof name;
    }

    /** Describes the thread to another one, which may be itself. */
    [describe](): Description {
        if (this[stateKey] === undefined) throw new RuntimeError("thread.__init__() not called");
        return describeThread(this, this.name);
    }

    /** Returns Python's `repr()` of the thread. */
    toString(): string {
        const state = this[stateKey];
        const alive = isStarted(state) && native.thread_alive(state.id) === 1;
        const words = [!isStarted(state) ? "initial" : alive ? "started" : "stopped"];
        if (state.daemon) words.push("daemon");
        if (this.ident !== null) words.push(String(this.ident));
        return `<${this.constructor.name}(${this.name}, ${words.join(" ")})>`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}

const noParameters = { parameters: [], required: 0, method: true };

function takeNothing(method: string, args: unknown[]): void {
    if (args.length > 0) take({ ...noParameters, name: `Thread.${method}` }, args);
}

function takeOneOf(method: string, parameter: string, args: ArrayLike<unknown>): unknown[] {
    return take({ name: `Thread.${method}`, parameters: [parameter], required: 1, method: true }, args);
}

const signature = {
    name: "Thread.__init__",
    parameters: ["group", "target", "name", "args", "kwargs"],
    keywordOnly: ["daemon"],
    required: 0,
    method: true,
};

function readOptions(args: unknown[]): ThreadOptions {
    // The fifth argument is the target's keyword arguments, not those of this call.
    const [group, target, name, targetArgs, kwargs, daemon] = take(
        signature,
        args.length === 5 ? [...args, {}] : args,
    );
    return { group, target, name, args: targetArgs, kwargs, daemon } as ThreadOptions;
}

export function toArguments(args: unknown): unknown[] {
    if (args == null) return [];
    const items = itemsOf(args);
    if (items !== null) return [...items];
    throw new TypeError(`argument after * must be an iterable, not ${typeName(args)}`);
}

/** Returns the timeout in seconds; 0 for a negative one. */
function readTimeout(timeout: unknown): number {
    if (typeof timeout !== "number" && asInteger(timeout) === null)
        throw new TypeError(`'>' not supported between instances of 'int' and '${typeName(timeout)}'`);
    // NaN, which toSeconds() refuses, waits neither.
    return (timeout as number) <= 0 ? 0 : toSeconds(timeout);
}

function toText(name: unknown): string {
    return typeof name === "string" ? name : repr(name);
}

function nextName(target: Target | null): string {
    const number = native.thread_next_name();
    return typeof target === "function" && target.name !== ""
        ? `Thread-${number} (${target.name})`
        : `Thread-${number}`;
}

/** The name of the function that a thread runs, for messages. */
function targetNameOf(thread: Thread): string {
    const { target } = thread[stateKey];
    if (target === null) return `${thread.constructor.name}.run`;
    return requireCallable(target).name || "<anonymous>";
}

function numbersOf(thread: Thread): true | null {
    const { id } = thread[stateKey];
    if (!isStarted(thread[stateKey]) || native.thread_wait_begun(id, BEGIN_TIMEOUT, -1) !== 1) return null;
    return native.thread_ident(id) === 1 ? true : null;
}

function takeFields(thread: Thread): void {
    const state = thread[stateKey];
    if (state.settled) return;
    state.settled = true;
    forget(state.id);
    const bytes = native.thread_fields(state.id);
    if (bytes !== null) Object.assign(thread, decode(bytes));
}
