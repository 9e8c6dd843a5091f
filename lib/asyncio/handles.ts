import type { EventLoop } from "./loop";
import { enter, type Scope } from "./scope";

/** The longest time that Node's timers count, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** A callback that the loop will call: see `loop.call_soon()`. Python: `asyncio.Handle`. */
export class Handle {
    #cancelled = false;
    /** Takes the callback out of Node's loop. */
    protected undo: (() => void) | null = null;

    constructor(
        /** Function to call. */
        protected readonly callback: (...args: never[]) => unknown,
        /** Its arguments. */
        protected readonly args: unknown[],
        /** Loop that calls it. */
        protected readonly loop: EventLoop,
    ) {}

    /** Has Node call it in the next turn of its loop. */
    begin(): this {
        const immediate = setImmediate(() => this.run());
        this.undo = () => clearImmediate(immediate);
        return this;
    }

    /** Cancels the callback; if it was called already, does nothing. Python: `asyncio.Handle.cancel`. */
    cancel(): void {
        if (this.#cancelled) return;
        this.#cancelled = true;
        this.undo?.();
        this.undo = null;
    }

    /** Whether `cancel()` was called. Python: `asyncio.Handle.cancelled`. */
    cancelled(): boolean {
        return this.#cancelled;
    }

    /** Calls the callback in the scope of the loop, which no task has. Exceptions go to the loop. */
    run(): void {
        if (this.#cancelled || this.loop.is_closed()) return;
        enter(this.loop as Scope, runCallback, this.loop, this.callback, this.args, this);
    }

    /** Returns the object as Python shows it. */
    toString(): string {
        const state = this.#cancelled ? " cancelled" : "";
        return `<${this.constructor.name}${state} ${this.callback.name || "function"}()>`;
    }
}

/** Calls a callback. What it throws goes to the loop's exception handler; an exit or Ctrl-C ends the loop. */
export function runCallback(
    loop: EventLoop,
    callback: (...args: never[]) => unknown,
    args: unknown[],
    handle: Handle | null = null,
): void {
    try {
        callback(...(args as never[]));
    } catch (error) {
        loop.callbackFailed(error, callback, handle);
    }
}

/** A callback that the loop will call at a moment: see `loop.call_later()`. Python: `asyncio.TimerHandle`. */
export class TimerHandle extends Handle {
    constructor(
        /** Moment of the loop's clock. */
        private readonly moment: number,
        callback: (...args: never[]) => unknown,
        args: unknown[],
        loop: EventLoop,
    ) {
        super(callback, args, loop);
    }

    override begin(): this {
        const left = Math.max(0, Math.ceil((this.moment - this.loop.time()) * 1000));
        const timer =
            left > LONGEST ? setTimeout(() => this.begin(), LONGEST) : setTimeout(() => this.run(), left);
        this.undo = () => clearTimeout(timer);
        return this;
    }

    /** Returns the moment, in seconds of the loop's clock. Python: `asyncio.TimerHandle.when`. */
    when(): number {
        return this.moment;
    }
}
