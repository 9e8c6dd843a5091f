import { native } from "../native/addon";
import { take } from "../python/arguments";
import { callWithNothing } from "../python/callable";
import { RuntimeError, ValueError } from "../python/exceptions";
import { errnoOf, raise } from "../python/raise";
import { isBelow, readDuration } from "../python/timeouts";
import { note, readNote } from "../transfer/notes";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { share, type WireHandle } from "../transfer/structured";

/**
 * Raised if a barrier was aborted, reset or timed out while threads waited at it.
 * Python: `threading.BrokenBarrierError`.
 */
export class BrokenBarrierError extends RuntimeError {}

/** Keyword arguments of `Barrier`. */
export interface BarrierOptions {
    /** Number of threads that wait for each other. */
    parties?: number;
    /** Function that the last thread to arrive calls, before any thread continues. */
    action?: (() => unknown) | null;
    /** Default timeout of `wait` in seconds; null waits forever. */
    timeout?: number | null;
}

interface Setup {
    parties: number;
    timeout: unknown;
    action: unknown;
}

const setupKey: unique symbol = Symbol("pysocket.barrier");

/** Properties of a barrier that other threads need. */
interface Note {
    parties: number;
    timeout: unknown;
    action: unknown;
}

/**
 * A place where threads wait until all `parties` are there. The same one in every thread that it is passed to.
 *
 * Raises `ValueError` for less than one party. Python: `threading.Barrier`.
 */
export class Barrier extends SharedObject {
    declare readonly [setupKey]: Setup;

    constructor(parties: number, action?: (() => unknown) | null, timeout?: number | null);
    constructor(options: BarrierOptions);
    constructor(parties: number, options: BarrierOptions);
    constructor(...args: unknown[]) {
        super();
        const [parties, action = null, timeout = null] = take(signature, args);
        if (isBelow(parties, 1)) throw new ValueError("parties must be > 0");
        setSetup(this, { parties: Number(parties), timeout, action });
        setId(this, native.barrier_new(Number(parties)));
    }

    /**
     * Waits until as many threads wait as there are parties, at most `timeout` seconds; null means the
     * timeout of the barrier. Returns a different number from 0 to `parties - 1` in each thread.
     *
     * Raises `BrokenBarrierError` if the barrier is or becomes broken, or after the timeout, which breaks it;
     * and in the last thread, the exception of its action. Python: `threading.Barrier.wait`.
     */
    wait(timeout?: number | null): number;
    wait(options: { timeout?: number | null }): number;
    wait(...args: unknown[]): number {
        const [given = null] = take({ ...noParameters, name: "Barrier.wait", parameters: ["timeout"] }, args);
        const { parties, action, timeout } = this[setupKey];
        // Python checks the timeout only in a thread that must wait.
        const seconds = parties === 1 ? -1 : readDuration(given ?? timeout);
        const index = native.barrier_wait(this[id], seconds);
        if (index < 0) fail(index);
        if (native.numbers[0] === 1) finish(this, action);
        return index;
    }

    /** Resets the barrier. Waiting threads get `BrokenBarrierError`. Python: `threading.Barrier.reset`. */
    reset(...args: never[]): void {
        takeNothing("reset", args);
        native.barrier_reset(this[id]);
    }

    /**
     * Breaks the barrier until `reset()`: waiting threads, and later ones, get `BrokenBarrierError`.
     * Python: `threading.Barrier.abort`.
     */
    abort(...args: never[]): void {
        takeNothing("abort", args);
        native.barrier_abort(this[id]);
    }

    /** Number of threads that must arrive. Python: `threading.Barrier.parties`. */
    get parties(): number {
        return this[setupKey].parties;
    }

    /** Number of threads that wait. Python: `threading.Barrier.n_waiting`. */
    get n_waiting(): number {
        return Math.max(0, native.barrier_waiting(this[id]));
    }

    /** Whether the barrier is broken. Python: `threading.Barrier.broken`. */
    get broken(): boolean {
        return native.barrier_waiting(this[id]) < 0;
    }

    override [share](): WireHandle {
        // Late, since the action may read what is declared after the barrier.
        const { parties, timeout, action } = this[setupKey];
        note(this[id], { parties, timeout: asTimeout(timeout), action } satisfies Note);
        return { kind: "threading:barrier", numbers: [this[id]] };
    }

    override toString(): string {
        const state = this.broken ? "broken" : `waiters=${this.n_waiting}/${this.parties}`;
        return `<threading.Barrier: ${state}>`;
    }
}

defineSharedObject("threading:barrier", Barrier.prototype, (barrier, number) => {
    // Late: the action may refer to the barrier.
    let setup: Setup | undefined;
    const get = () => {
        setup ??= readNote(number) as Note;
        return setup;
    };
    return Object.defineProperty(setId(barrier, number), setupKey, { get });
});

const signature = {
    name: "Barrier.__init__",
    parameters: ["parties", "action", "timeout"],
    required: 1,
    method: true,
};

const noParameters = { parameters: [], required: 0, method: true };

function takeNothing(method: string, args: unknown[]): void {
    if (args.length > 0) take({ ...noParameters, name: `Barrier.${method}` }, args);
}

function setSetup(barrier: Barrier, setup: Setup): Barrier {
    return Object.defineProperty(barrier, setupKey, { value: setup });
}

const BROKEN = -errnoOf("ECANCELED");

function fail(outcome: number): never {
    if (outcome === BROKEN) throw new BrokenBarrierError();
    raise(outcome);
}

/** Runs the action in the last thread. */
function finish(barrier: Barrier, action: unknown): void {
    let passed = false;
    try {
        if (action !== null) callWithNothing(action);
        passed = true;
    } finally {
        native.barrier_finish(barrier[id], passed);
    }
}

function asTimeout(timeout: unknown): number | null {
    return typeof timeout === "number" ? timeout : null;
}
