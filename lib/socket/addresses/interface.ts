import { native } from "../../native/addon";
import { decodeFileName } from "../../python/file-names";
import { check } from "../../python/raise";

/** The index of the interface of a name. Raises `OSError` (ENODEV) if there is none. */
export function interfaceIndex(handle: number, name: Uint8Array): number {
    return check(native.interface_index(handle, name, name.length), "ioctl");
}

/** The name of the interface of an index; an empty one for 0, and for one that is gone. */
export function interfaceName(index: number): string {
    const name = index === 0 ? 0 : native.if_indextoname(index);
    return typeof name === "number" ? "" : decodeFileName(name);
}
