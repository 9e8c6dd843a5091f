import { asInteger, isTrue, takeNamed, toSeconds } from "./arguments";
import { TypeError, ValueError } from "./exceptions";
import { typeName } from "./type-name";

/** Timeouts of the classes of `threading`, and their counterpart of `with`. */

/** Maximum timeout of a wait, in seconds. Python: `threading.TIMEOUT_MAX`. */
export const TIMEOUT_MAX = 9223372036;

/** Keyword arguments of `acquire`. */
export interface AcquireOptions {
    /** Whether to wait; by default true. */
    blocking?: boolean;
    /** Maximum wait in seconds; -1, the default, waits forever. */
    timeout?: number;
}

/** Reads the arguments of a lock's `acquire` as seconds: 0 does not wait, -1 waits forever. */
export function readAcquire(args: unknown[]): number {
    const [blocking = true, timeout = -1] = takeNamed("acquire", ["blocking", "timeout"], 0, args);
    const seconds = toSeconds(timeout);
    if (!isTrue(blocking) && seconds !== -1)
        throw new ValueError("can't specify a timeout for a non-blocking call");
    if (seconds < 0 && seconds !== -1) throw new ValueError("timeout value must be a non-negative number");
    return isTrue(blocking) ? seconds : 0;
}

/**
 * Reads the timeout of a `wait`: -1 for null, which waits forever. A timeout that is not above zero, or NaN,
 * does not wait.
 */
export function readWait(timeout: unknown): number {
    if (timeout === null) return -1;
    return isAbove(timeout, 0) ? toSeconds(timeout) : 0;
}

/** Reads a timeout that Python adds to the time of day before it waits: -1 for null, which waits forever. */
export function readDuration(timeout: unknown): number {
    if (timeout === null) return -1;
    if (typeof timeout !== "number" && asInteger(timeout) === null)
        throw new TypeError(`unsupported operand type(s) for +: 'float' and '${typeName(timeout)}'`);
    return readWait(timeout);
}

/** Whether `value < limit`. Raises Python's error for a value that cannot be compared with numbers. */
export function isBelow(value: unknown, limit: number): boolean {
    return toOrdered(value, "<") < limit;
}

/** Whether `value <= limit`. Raises Python's error for a value that cannot be compared with numbers. */
export function isAtMost(value: unknown, limit: number): boolean {
    return toOrdered(value, "<=") <= limit;
}

/** Whether `value > limit`. Raises Python's error for a value that cannot be compared with numbers. */
export function isAbove(value: unknown, limit: number): boolean {
    return toOrdered(value, ">") > limit;
}

function toOrdered(value: unknown, operator: string): number {
    const integer = asInteger(value);
    if (integer !== null) return Number(integer);
    if (typeof value === "number") return value;
    throw new TypeError(`'${operator}' not supported between instances of '${typeName(value)}' and 'int'`);
}

/** Takes a lock, and returns an object whose disposal by `using` releases it. */
export function hold(lock: { acquire(): unknown; release(): void }): Disposable {
    lock.acquire();
    return { [Symbol.dispose]: () => lock.release() };
}
