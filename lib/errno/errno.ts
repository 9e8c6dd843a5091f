import { native } from "../native/addon";

/**
 * Python's `errno`: the numbers of the system's errors by name, and the names by number.
 *
 * @module
 */

export * from "./constants";

/** Names of errors by number: `errorcode[2]` is `"ENOENT"`. Python: `errno.errorcode`. */
export const errorcode: Readonly<Record<number, string>> = Object.freeze(
    Object.fromEntries(native.errors.map(([number, name]) => [number, name])),
);
