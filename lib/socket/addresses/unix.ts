import { toBytes } from "../../python/arguments";
import { OSError } from "../../python/exceptions";
import { decodeFileName, encodeFileName } from "../../python/file-names";
import { AF_UNIX } from "../constants";
import { type AddressFormat, bytes, TAIL, words } from "./format";

const PATH_SIZE = process.platform === "linux" || process.platform === "win32" ? 108 : 104;
const hasAbstractNames = process.platform === "linux";

/** A path, as string or bytes; on Linux also an abstract name, which begins with a NUL. */
export const unix: AddressFormat = {
    place(address) {
        const path = typeof address === "string" ? encodeFileName(address) : toBytes(address);
        // An abstract name needs no terminating NUL.
        const isAbstract = hasAbstractNames && (path.length === 0 || path[0] === 0);
        if (path.length > (isAbstract ? PATH_SIZE : PATH_SIZE - 1))
            throw new OSError("AF_UNIX path too long");
        words[0] = AF_UNIX;
        words[1] = path.length;
        bytes.set(path, TAIL);
    },

    read(block, blockBytes): string | Buffer {
        const path = blockBytes.subarray(TAIL, TAIL + block[1]);
        if (hasAbstractNames && path.length > 0 && path[0] === 0) return Buffer.from(path);
        const end = path.indexOf(0);
        return decodeFileName(end < 0 ? path : path.subarray(0, end));
    },
};
