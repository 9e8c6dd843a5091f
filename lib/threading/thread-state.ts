import { native } from "../native/addon";

/** Function that a thread runs. */
// biome-ignore lint/suspicious/noExplicitAny: its arguments are the user's
export type Target = (...args: any[]) => unknown;

/** The state of a thread, kept by its object. A class, so that all have one shape: literals with two spreads have one each. */
export class State {
    /** True if the native record counts this object as a reference. */
    owner = false;
    /** True once the object has taken the fields that the thread left. */
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
export const stateKey: unique symbol = Symbol("pysocket.thread");

/** A thread's object, of whatever class. */
export interface ThreadObject {
    readonly [stateKey]: State;
}

export function setState(thread: object, state: State): void {
    Object.defineProperty(thread, stateKey, { value: state });
}

/** True also if another thread has started it. */
export function isStarted(state: State): boolean {
    state.started ||= native.thread_started(state.id) === 1;
    return state.started;
}

/** Returns the native handle of a thread. */
export function handleOf(thread: ThreadObject): number {
    return thread[stateKey].id;
}

/** Returns the target and arguments of `run()`, for subclasses of the library. */
export function targetOf(thread: ThreadObject): Pick<State, "target" | "args" | "kwargs"> {
    return thread[stateKey];
}
