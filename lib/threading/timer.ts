import { take } from "../python/arguments";
import { Event } from "./event";
import { Thread, toArguments } from "./thread";
import { type Target, targetOf } from "./thread-state";

/** Keyword arguments of `Timer`. */
export interface TimerOptions {
    /** Seconds until the call. */
    interval?: number;
    /** Function to call. */
    function?: Target;
    /** Arguments of the function. */
    args?: Iterable<unknown> | null;
    /** Keyword arguments of the function, passed as a final object. */
    kwargs?: Record<string, unknown> | null;
}

/**
 * Thread that calls a function after `interval` seconds, unless it is cancelled before.
 * Python: `threading.Timer`.
 */
export class Timer extends Thread {
    /** Seconds until the call. Python: `threading.Timer.interval`. */
    interval: number;
    /**
     * Event that is set when the function has run or the timer is cancelled.
     * Python: `threading.Timer.finished`.
     */
    finished: Event;

    constructor(
        interval: number,
        callable: Target,
        args?: Iterable<unknown> | null,
        kwargs?: Record<string, unknown> | null,
    );
    constructor(interval: number, callable: Target, options: TimerOptions);
    constructor(options: TimerOptions);
    constructor(...args: unknown[]) {
        // The fourth argument is the function's keyword arguments, not those of this call.
        const [interval, callable, callableArgs, kwargs] = take(
            signature,
            args.length === 4 ? [...args, {}] : args,
        );
        super();
        this.interval = interval as number;
        this.finished = new Event();
        this.function = callable as Target;
        this.args = toArguments(callableArgs);
        targetOf(this).kwargs = (kwargs ?? {}) as Record<string, unknown>;
    }

    /** Function to call. Python: `threading.Timer.function`. */
    get function(): Target {
        return targetOf(this).target as Target;
    }

    set function(callable: Target) {
        targetOf(this).target = callable;
    }

    /** Arguments of the function. Python: `threading.Timer.args`. */
    get args(): unknown[] {
        return targetOf(this).args;
    }

    set args(args: unknown[]) {
        targetOf(this).args = args;
    }

    /** Keyword arguments of the function. Python: `threading.Timer.kwargs`. */
    get kwargs(): Record<string, unknown> {
        return targetOf(this).kwargs ?? {};
    }

    set kwargs(kwargs: Record<string, unknown>) {
        targetOf(this).kwargs = kwargs;
    }

    /** Cancels the timer, if the function has not been called. Python: `threading.Timer.cancel`. */
    cancel(...args: never[]): void {
        if (args.length > 0) take({ name: "Timer.cancel", parameters: [], required: 0, method: true }, args);
        this.finished.set();
    }

    override run(): unknown {
        this.finished.wait(this.interval);
        const result = this.finished.is_set() ? undefined : super.run();
        this.finished.set();
        return result;
    }
}

const signature = {
    name: "Timer.__init__",
    parameters: ["interval", "function", "args", "kwargs"],
    required: 2,
    method: true,
};
