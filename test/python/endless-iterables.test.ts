import assert from "node:assert/strict";
import * as socket from "pysocket";
import { MemoryError, ValueError } from "pysocket/builtins";
import * as select from "pysocket/select";

function* endless(): Generator<number, never> {
    for (;;) yield 1;
}

describe("an iterable without end", () => {
    it("is not asked for more than a pair has", () => {
        const error = ValueError("too many values to unpack (expected 2)");
        assert.throws(() => socket.create_connection(endless() as never, 1), error);
    });

    it("is a MemoryError where all items are wanted, and does not end the process", () => {
        assert.throws(() => select.select(endless(), [], [], 0), MemoryError());
    });
});
