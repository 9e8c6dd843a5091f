import { asInteger, toInt } from "./arguments";
import { TypeError, ValueError } from "./exceptions";
import { typeName } from "./type-name";

/** A file descriptor, or an object with a `fileno()` method, such as a socket. */
export type FileDescriptorLike = number | { fileno(): number };

/**
 * Returns the descriptor of a number or of an object with `fileno()`. Raises `TypeError`, `ValueError` and
 * `OverflowError`.
 */
export function toFileDescriptor(value: unknown): number {
    if (typeof value === "object" && value !== null) return descriptorOf(value);
    if (asInteger(value) === null) throw notWaitable();
    return checkedDescriptor(value);
}

function descriptorOf(object: object): number {
    const { fileno } = object as { fileno?: unknown };
    if (fileno === undefined) throw notWaitable();
    if (typeof fileno !== "function") throw new TypeError(`'${typeName(fileno)}' object is not callable`);
    const fd = fileno.call(object);
    if (asInteger(fd) === null) throw new TypeError("fileno() returned a non-integer");
    return checkedDescriptor(fd);
}

function notWaitable(): TypeError {
    return new TypeError("argument must be an int, or have a fileno() method.");
}

function checkedDescriptor(value: unknown): number {
    const fd = toInt(value);
    if (fd < 0) throw new ValueError(`file descriptor cannot be a negative integer (${fd})`);
    return fd;
}
