import { native } from "../native/addon";

/**
 * Python's `errno`: the numbers of the system's errors by name, and the names by number.
 *
 * @module
 */

export * from "./constants";

/** The name of each number. Python: `errno.errorcode`. */
export const errorcode: Readonly<Record<number, string>> = Object.freeze(
    Object.fromEntries(native.errors.map(([number, name]) => [number, name])),
);
