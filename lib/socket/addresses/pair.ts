import { toUnsignedInt } from "../../python/arguments";
import { type AddressFormat, checkCount, clearBlock, elementsOf, words } from "./format";

/**
 * Returns the format of two unsigned numbers. `countText` is the error text for another number of elements.
 */
export function pair(
    family: number,
    nameFor: (caller: string) => string,
    countText: (count: number) => string,
): AddressFormat {
    return {
        place(address, caller) {
            const elements = elementsOf(address, nameFor(caller));
            checkCount(elements, 2, 2, countText(elements.length));
            const [first, second] = elements.map(toUnsignedInt);
            clearBlock(family);
            words[1] = first;
            words[2] = second;
        },

        read(block): [number, number] {
            return [block[1] >>> 0, block[2] >>> 0];
        },
    };
}

/** AF_NETLINK: `[pid, groups]` */
export function netlink(family: number): AddressFormat {
    return pair(
        family,
        (caller) => `${caller}(): AF_NETLINK`,
        () => "AF_NETLINK address must be a pair (pid, groups)",
    );
}

/** AF_VSOCK: `[cid, port]`; AF_QIPCRTR: `[node, port]` */
export function namedPair(family: number, name: string): AddressFormat {
    return pair(
        family,
        () => `getsockaddrarg: ${name}`,
        (count) => `getsockaddrarg() takes exactly 2 arguments (${count} given)`,
    );
}
