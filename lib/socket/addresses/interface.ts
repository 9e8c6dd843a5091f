import { native } from "../../native/addon";
import { decodeFileName } from "../../python/file-names";
import { check } from "../../python/raise";

/** Returns the index of a network interface by its name. Raises `OSError` (ENODEV) if there is none. */
export function interfaceIndex(handle: number, name: Uint8Array): number {
    return check(native.interface_index(handle, name, name.length), "ioctl");
}

/** Returns the name of a network interface by its index; empty for 0 and for an interface that is gone. */
export function interfaceName(index: number): string {
    const name = index === 0 ? 0 : native.if_indextoname(index);
    return typeof name === "number" ? "" : decodeFileName(name);
}
