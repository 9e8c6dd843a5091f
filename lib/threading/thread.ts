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
import { follow, onCollected } from "../runtime/garbage";
import { decode, encode } from "../transfer/codec";
import { type KindName, namedValue, nameValue } from "../transfer/registry";
import {
    type Description,
    defineDescribed,
    defineShared,
    describe,
    type Shared,
    share,
    type WireHandle,
} from "../transfer/structured";
import { awaitWorker, ensureSpawner } from "./pool";

/** Function that a thread runs. */
// biome-ignore lint/suspicious/noExplicitAny: its arguments are the user's
export type Target = (...args: any[]) => unknown;

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

/** A class, so that all have one shape: of a literal with two spreads V8 makes one each time, and keeps it for long. */
class State {
    /** Whether the native record counts this object as a reference. */
    owner = false;
    /** Whether the object has taken the fields that the thread left. */
    settled = false;
    target: Target | null = null;
    args: unknown[] = [];
    kwargs: Record<string, unknown> | null = null;

    constructor(
        readonly id: number,
        /** Last known name, for when the native record is gone. */
        public name: string,
        public daemon: boolean,
        public started: boolean,
    ) {}
}

// Not a private field: in its thread a subclass's object is created without running its constructor.
const stateKey: unique symbol = Symbol("pysocket.thread");

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
        const daemon = options.daemon ?? current_thread().daemon;
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
        const { view, length, references } = encode(this, targetNameOf(this));
        const outcome = native.thread_submit(state.id, view, length, references);
        if (outcome === SHUT_DOWN)
            throw new PythonFinalizationError("can't create new thread at interpreter shutdown");
        if (outcome < 0) raise(outcome);
        state.started = true;
        remember(state.id, this);
        if (outcome === 1) return;
        try {
            ensureSpawner();
            awaitWorker(state.id);
        } catch (error) {
            const withdrawn = native.thread_withdraw(state.id) === 1;
            // A worker that has become idle meanwhile runs the thread after all.
            if (!withdrawn && error instanceof RuntimeError) return;
            if (withdrawn) {
                known.delete(state.id);
                state.started = false;
            }
            throw error;
        }
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
        const { id, daemon, target, args, kwargs } = this[stateKey];
        const started = isStarted(this[stateKey]);
        const content: Content = { reference: new Reference(id), name: this.name, daemon, started };
        const rest: Rest | undefined = started
            ? undefined
            : { target, args, kwargs, excepthook: excepthook.get() };
        return { kind: "threading:thread", content, rest };
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

/** A thread that another thread started. */
class OtherThread extends Thread {
    override start(): void {
        throw new RuntimeError("threads can only be started once");
    }
}

class MainThread extends OtherThread {}

/** A thread that the library did not start: a worker of the program. */
class DummyThread extends OtherThread {
    override join(): void {
        throw new RuntimeError("cannot join a dummy thread");
    }
}

// Python's names for them, as their repr shows.
Object.defineProperty(OtherThread, "name", { value: "Thread" });
Object.defineProperty(MainThread, "name", { value: "_MainThread" });
Object.defineProperty(DummyThread, "name", { value: "_DummyThread" });

const MAIN = 0;

/** Objects of this JavaScript engine for threads that may be alive. */
const known = new Map<number, Thread>();
let forgetAt = 64;

/** Returns the object for the calling thread. Python: `threading.current_thread`. */
export function current_thread(...args: never[]): Thread {
    if (args.length > 0) take({ name: "current_thread", parameters: [], required: 0 }, args);
    return threadFor(native.thread_current());
}

/** Returns the object for the main thread. Python: `threading.main_thread`. */
export function main_thread(...args: never[]): Thread {
    if (args.length > 0) take({ name: "main_thread", parameters: [], required: 0 }, args);
    return threadFor(MAIN);
}

/** Returns the number of threads that are alive. Python: `threading.active_count`. */
export function active_count(...args: never[]): number {
    if (args.length > 0) take({ name: "active_count", parameters: [], required: 0 }, args);
    return native.thread_list().length;
}

/** Returns the threads that are alive. Python: `threading.enumerate`. */
export function enumerate(...args: never[]): Thread[] {
    if (args.length > 0) take({ name: "enumerate", parameters: [], required: 0 }, args);
    return native.thread_list().map(threadFor);
}

function threadFor(id: number): Thread {
    let thread = known.get(id);
    if (thread === undefined) {
        thread = Object.create(classOf(id).prototype) as Thread;
        const name = native.thread_name(id) ?? "";
        setState(thread, new State(id, name, native.thread_daemon(id) === 1, true));
        remember(id, thread);
        native.thread_retain(id);
        own(thread);
    }
    return thread;
}

function classOf(id: number): typeof Thread {
    if (id === MAIN) return MainThread;
    return native.thread_is_foreign(id) === 1 ? DummyThread : OtherThread;
}

/** A thread as a value for another thread. */
interface Content {
    reference: Reference;
    name: string;
    daemon: boolean;
    started: boolean;
}

/** The part of a thread's state that it needs until it is started. */
interface Rest extends Pick<State, "target" | "args" | "kwargs"> {
    /** The program's `excepthook`; undefined for the module's own. */
    excepthook: unknown;
}

let excepthook = { get: (): unknown => undefined, set: (_hook: unknown): void => {} };

/** Says how a thread that is started gets the `excepthook` of the thread that starts it. */
export function defineExcepthook(accessors: typeof excepthook): void {
    excepthook = accessors;
}

/** Keeps the thread's record alive while a reference to it is in transit. */
class Reference implements Shared {
    constructor(readonly id: number) {}

    [share](): WireHandle {
        return { kind: "threading:thread", numbers: [this.id] };
    }
}

defineShared("threading:thread", {
    of: Kind.Thread,
    isApart: true,
    retain: ([id]) => native.thread_retain(id),
    drop: ([id]) => native.thread_release(id),
    revive: ([id]) => new Reference(id),
});

defineDescribed("threading:thread", {
    make: (content, prototype) => receive(content as Content, prototype),
    complete(thread, rest) {
        if (rest === undefined) return;
        const { excepthook: hook, ...state } = rest as Rest;
        Object.assign((thread as Thread)[stateKey], state);
        if ((thread as Thread)[stateKey].id === native.thread_current()) excepthook.set(hook);
    },
});

/** The object for a thread that another one has passed: the one that is here, or a new one. */
function receive(content: Content, prototype: object): { object: Thread; isNew: boolean } {
    const { reference, name, daemon, started } = content;
    const { id } = reference;
    const found = known.get(id) ?? (native.tracked(Kind.Thread, id) as Thread | undefined);
    const isCurrent = id === native.thread_current();
    const thread = found ?? (Object.create(prototype) as Thread);
    if (found === undefined) setState(thread, new State(id, name, daemon, started || isCurrent));
    if (thread[stateKey].started && native.thread_alive(id) === 1) remember(id, thread);
    const state = thread[stateKey];
    // The reference that came with it is given back, or becomes the object's own. The worker that runs the thread needs
    // none.
    if (state.owner || isCurrent) native.thread_release(id);
    else own(thread);
    return { object: thread, isNew: found === undefined };
}

/** Follows a thread's object, which has a reference to the thread: it is the one to be found for as long as it lives. */
function own(thread: Thread): void {
    const state = thread[stateKey];
    state.owner = true;
    follow(thread, Kind.Thread, state.id);
}

/** A job for a thread that the addon starts: an object of a class of the library, with these fields. */
export interface LibraryJob {
    library: KindName;
    fields: Record<string, unknown>;
}

/** In the pool worker that runs it: the object for such a thread. */
export function makeLibraryThread({ library, fields }: LibraryJob): Thread {
    const thread = Object.create((namedValue(library) as typeof Thread).prototype) as Thread;
    const id = native.thread_current();
    setState(thread, new State(id, native.thread_name(id) ?? "", native.thread_daemon(id) === 1, true));
    remember(id, thread);
    return Object.assign(thread, fields);
}

/** Called in the worker after the thread ends, to drop everything it held. */
export function forgetThread(id: number): void {
    const thread = known.get(id);
    if (thread !== undefined) Object.assign(thread[stateKey], { target: null, args: [], kwargs: null });
    known.delete(id);
}

/** True also if another thread has started it. */
function isStarted(state: State): boolean {
    state.started ||= native.thread_started(state.id) === 1;
    return state.started;
}

function setState(thread: Thread, state: State): void {
    Object.defineProperty(thread, stateKey, { value: state });
}

/**
 * Remembers the object of a thread. Most threads are never joined, so ended ones are dropped when there are
 * many.
 */
function remember(id: number, thread: Thread): void {
    known.set(id, thread);
    if (known.size < forgetAt) return;
    for (const each of known.keys()) if (each !== MAIN && native.thread_alive(each) !== 1) known.delete(each);
    forgetAt = Math.max(64, 2 * known.size);
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

// Classes of threads that no module exports.
nameValue("threading:OtherThread", OtherThread);
nameValue("threading:MainThread", MainThread);
nameValue("threading:DummyThread", DummyThread);

/** Returns the native handle of a thread. */
export function handleOf(thread: Thread): number {
    return thread[stateKey].id;
}

/** Returns the target and arguments of `run()`, for subclasses of the library. */
export function targetOf(thread: Thread): Pick<State, "target" | "args" | "kwargs"> {
    return thread[stateKey];
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
    known.delete(state.id);
    const bytes = native.thread_fields(state.id);
    if (bytes !== null) Object.assign(thread, decode(bytes));
}

onCollected(Kind.Thread, (id) => native.thread_release(id));
