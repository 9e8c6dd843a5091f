import { toUnsignedInt } from "../../python/arguments";
import { ValueError } from "../../python/exceptions";
import { AF_ALG } from "../constants";
import { type AddressFormat, bytes, checkCount, clearBlock, elementsOf, TAIL, toText, words } from "./format";

const COUNT = "AF_ALG address must be a tuple (type, name[, feat[, mask]])";
const TYPE_SIZE = 14;
const NAME_SIZE = 64;

/** `[type, name, feat, mask]`, the last two optional. */
export const alg: AddressFormat = {
    place(address, caller) {
        const elements = elementsOf(address, `${caller}(): AF_ALG`);
        checkCount(elements, 2, 4, COUNT);
        const type = toText(elements[0], COUNT);
        const name = toText(elements[1], COUNT);
        const feature = elements.length > 2 ? toUnsignedInt(elements[2]) & 0xffff : 0;
        const mask = elements.length > 3 ? toUnsignedInt(elements[3]) & 0xffff : 0;
        if (type.length >= TYPE_SIZE) throw new ValueError("AF_ALG type too long.");
        if (name.length >= NAME_SIZE) throw new ValueError("AF_ALG name too long.");
        clearBlock(AF_ALG);
        words[1] = feature;
        words[2] = mask;
        bytes.set(type, TAIL);
        bytes.set(name, TAIL + TYPE_SIZE);
    },

    read(block, blockBytes): [string, string, number, number] {
        const [, feature, mask] = block;
        const type = textAt(blockBytes, TAIL, TYPE_SIZE);
        const name = textAt(blockBytes, TAIL + TYPE_SIZE, NAME_SIZE);
        return [type, name, feature & 0xffff, mask & 0xffff];
    },
};

function textAt(blockBytes: Uint8Array, start: number, size: number): string {
    const field = blockBytes.subarray(start, start + size);
    const end = field.indexOf(0);
    return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString();
}
