import { asInteger, isTrue, takeNamed, toSeconds } from "./arguments";
import { TypeError, ValueError } from "./exceptions";
import { typeName } from "./type-name";

/** The timeouts of the classes of `threading`, and what `with` is for them. */

/** The longest timeout that a wait takes, in seconds. Python: `threading.TIMEOUT_MAX`. */
export const TIMEOUT_MAX = 9223372036;

/** The keyword arguments of `acquire`. */
export interface AcquireOptions {
    blocking?: boolean;
    /** Seconds; -1 waits for ever. */
    timeout?: number;
}

/** The arguments of a lock's `acquire` as seconds: 0 does not wait, -1 waits for ever. */
export function readAcquire(args: unknown[]): number {
    const [blocking = true, timeout = -1] = takeNamed("acquire", ["blocking", "timeout"], 0, args);
    const seconds = toSeconds(timeout);
    if (!isTrue(blocking) && seconds !== -1)
        throw new ValueError("can't specify a timeout for a non-blocking call");
    if (seconds < 0 && seconds !== -1) throw new ValueError("timeout value must be a non-negative number");
    return isTrue(blocking) ? seconds : 0;
}

/** The timeout of a `wait`: -1 for null, which waits for ever; what is not above zero, NaN among it, does not. */
export function readWait(timeout: unknown): number {
    if (timeout === null) return -1;
    return isAbove(timeout, 0) ? toSeconds(timeout) : 0;
}

/** The same for a timeout that Python adds to the time of day before it waits. */
export function readDuration(timeout: unknown): number {
    if (timeout === null) return -1;
    if (typeof timeout !== "number" && asInteger(timeout) === null)
        throw new TypeError(`unsupported operand type(s) for +: 'float' and '${typeName(timeout)}'`);
    return readWait(timeout);
}

/** Whether `value < limit`; raises Python's text for what has no order among numbers. */
export function isBelow(value: unknown, limit: number): boolean {
    return toOrdered(value, "<") < limit;
}

/** Whether `value <= limit`; raises Python's text for what has no order among numbers. */
export function isAtMost(value: unknown, limit: number): boolean {
    return toOrdered(value, "<=") <= limit;
}

/** Whether `value > limit`; raises Python's text for what has no order among numbers. */
export function isAbove(value: unknown, limit: number): boolean {
    return toOrdered(value, ">") > limit;
}

function toOrdered(value: unknown, operator: string): number {
    const integer = asInteger(value);
    if (integer !== null) return Number(integer);
    if (typeof value === "number") return value;
    throw new TypeError(`'${operator}' not supported between instances of '${typeName(value)}' and 'int'`);
}

/** What `using` wants of a lock that is held until the end of the block. */
export function hold(lock: { acquire(): unknown; release(): void }): Disposable {
    lock.acquire();
    return { [Symbol.dispose]: () => lock.release() };
}
