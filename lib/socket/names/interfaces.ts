import { native } from "../../native/addon";
import { asInteger, takeNone, takeOne } from "../../python/arguments";
import { OSError, OverflowError, TypeError } from "../../python/exceptions";
import { decodeFileName, toFileName } from "../../python/file-names";
import { raise } from "../../python/raise";

/** Network interfaces of this host: netdevice(7). */

const INDEX_MAX = 2 ** 32 - 1;
const ULONG_MAX = 2n ** 64n - 1n;

/**
 * Returns `[index, name]` of each network interface. Raises `OSError`. Python: `socket.if_nameindex`;
 * if_nameindex(3).
 */
export function if_nameindex(): [index: number, name: string][];
export function if_nameindex(...args: unknown[]): [index: number, name: string][] {
    takeNone("_socket.if_nameindex", args);
    const found = native.if_nameindex();
    if (typeof found === "number") raise(found, "if_nameindex");
    return found.map(([index, name]) => [index, decodeFileName(name)]);
}

/**
 * Returns the index of the network interface with this name. Raises `OSError` if there is none, `ValueError`
 * for a NUL, `TypeError`. Python: `socket.if_nametoindex`; if_nametoindex(3).
 */
export function if_nametoindex(if_name: string | Buffer): number;
export function if_nametoindex(...args: unknown[]): number {
    const name = toFileName(takeOne("_socket.if_nametoindex", args));
    const index = native.if_nametoindex(name, name.length);
    if (index === 0) throw new OSError("no interface with this name");
    return index;
}

/**
 * Returns the name of the network interface with this index. Raises `OSError` if there is none,
 * `OverflowError` for an index out of range, `TypeError`. Python: `socket.if_indextoname`; if_indextoname(3).
 */
export function if_indextoname(if_index: number): string;
export function if_indextoname(...args: unknown[]): string {
    const name = native.if_indextoname(toIndex(takeOne("_socket.if_indextoname", args)));
    if (typeof name === "number") raise(name, "if_indextoname");
    return decodeFileName(name);
}

function toIndex(value: unknown): number {
    const index = asInteger(value);
    if (index === null) throw new TypeError("an integer is required");
    if (index < 0) throw new OverflowError("can't convert negative value to unsigned int");
    if (index > ULONG_MAX) throw new OverflowError("Python int too large to convert to C unsigned long");
    if (index > INDEX_MAX) throw new OverflowError("index is too large");
    return Number(index);
}
