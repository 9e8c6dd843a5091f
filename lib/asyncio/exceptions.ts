import { type Arguments, BaseException, EOFError, Exception, RuntimeError, text } from "../python/exceptions";
import { repr } from "../python/repr";

/** Exceptions of `asyncio` as plain classes; asyncio.ts makes them callable. */

export class CancelledError extends BaseException {}
export class InvalidStateError extends Exception {}
export class SendfileNotAvailableError extends RuntimeError {}
export class BrokenBarrierError extends RuntimeError {}
export class QueueEmpty extends Exception {}
export class QueueFull extends Exception {}
export class QueueShutDown extends Exception {}

export class IncompleteReadError extends EOFError {
    /** Bytes that came before the end. Python: `IncompleteReadError.partial`. */
    readonly partial: Uint8Array;
    /** Number of bytes that were expected; null if it was a separator. Python: `IncompleteReadError.expected`. */
    readonly expected: number | null;

    constructor(partial: Uint8Array, expected: number | null) {
        super(partial, expected);
        this.partial = partial;
        this.expected = expected;
    }

    static override [text](args: Arguments): string {
        const [partial, expected] = args as [Uint8Array, number | null];
        return `${partial.length} bytes read on a total of ${expected === null ? "undefined" : repr(expected)} expected bytes`;
    }
}

export class LimitOverrunError extends Exception {
    /** Number of bytes of the stream that must be read before it can go on. Python: `LimitOverrunError.consumed`. */
    readonly consumed: number;

    constructor(message: string, consumed: number) {
        super(message, consumed);
        this.consumed = consumed;
    }

    static override [text](args: Arguments): string {
        return String(args[0]);
    }
}
