import assert from "node:assert/strict";
import { CMSG_LEN, CMSG_SPACE } from "pysocket";
import { OverflowError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { INT_MAX } from "../support";

const INT_SIZE = Int32Array.BYTES_PER_ELEMENT;
/** The largest `sys.maxsize` is. */
const MAXSIZE = 2n ** 63n - 1n;

function sizesUpTo(tooBig: number): number[] {
    const count = 257;
    const few = Array.from({ length: count }, (_, size) => size);
    return [...few, ...few.map((size) => tooBig - count + size)];
}

function checkRefused(measure: (length: number) => number, tooBig: number): void {
    for (const length of [-1, tooBig, MAXSIZE])
        assert.throws(() => measure(length as number), OverflowError, String(length));
}

describe("test_socket.CmsgMacroTests", () => {
    before(function () {
        if (CMSG_LEN === undefined) skip(this, "the platform has no ancillary data");
    });

    it("testCMSG_LEN", () => {
        const tooBig = INT_MAX - CMSG_LEN(0) + 1;
        assert.ok(CMSG_LEN(0) > INT_SIZE * 2);
        for (const size of sizesUpTo(tooBig)) {
            assert.equal(CMSG_LEN(size) - CMSG_LEN(0), size);
            assert.ok(CMSG_LEN(size) <= INT_MAX);
        }
        checkRefused(CMSG_LEN, tooBig);
    });

    it("testCMSG_SPACE", () => {
        const tooBig = INT_MAX - CMSG_SPACE(1) + 1;
        let last = CMSG_SPACE(0);
        assert.ok(last > INT_SIZE * 2);
        for (const size of sizesUpTo(tooBig)) {
            const space = CMSG_SPACE(size);
            assert.ok(space >= last && space >= CMSG_LEN(size) && space >= size + CMSG_LEN(0));
            assert.ok(space <= INT_MAX);
            last = space;
        }
        checkRefused(CMSG_SPACE, tooBig);
    });
});
