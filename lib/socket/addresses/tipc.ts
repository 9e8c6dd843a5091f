import { toUnsignedInt } from "../../python/arguments";
import { TypeError, ValueError } from "../../python/exceptions";
import { AF_TIPC, TIPC_ADDR_ID, TIPC_ADDR_NAME, TIPC_ADDR_NAMESEQ, TIPC_CLUSTER_SCOPE } from "../constants";
import { type AddressFormat, checkCount, clearBlock, elementsOf, words } from "./format";

const COUNT = "AF_TIPC address must be a tuple (addr_type, v1, v2, v3[, scope])";
const types = [TIPC_ADDR_NAMESEQ, TIPC_ADDR_NAME, TIPC_ADDR_ID];

/** `[addr_type, v1, v2, v3, scope]`, the last optional. */
export const tipc: AddressFormat = {
    place(address, caller) {
        const elements = elementsOf(address, `${caller}(): AF_TIPC`);
        checkCount(elements, 4, 5, COUNT);
        const [type, first, second, third, scope = TIPC_CLUSTER_SCOPE] = elements.map(toUnsignedInt);
        if (!types.includes(type)) throw new TypeError("Invalid address type");
        clearBlock(AF_TIPC);
        words.set([type, first, second, third, scope], 1);
    },

    read(block): number[] {
        if (!types.includes(block[1])) throw new ValueError("Invalid address type");
        return Array.from(block.subarray(1, 6), (word) => word >>> 0);
    },
};
