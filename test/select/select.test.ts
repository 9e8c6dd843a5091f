import assert from "node:assert/strict";
import * as socket from "pysocket";
import { OSError, ValueError } from "pysocket/builtins";
import * as select from "pysocket/select";
import { CLOSED, onWindows } from "../support/platform";

// What CPython has no counterpart of; test/differential.test.ts compares the rest with it.

describe("select", () => {
    it("takes more than 1024 descriptors", () => {
        const count = 1100;
        const [one, other] = socket.socketpair();
        const copies: socket.socket[] = [];
        try {
            while (copies.length < count) copies.push(one.dup());
            assert.ok(copies[count - 1].fileno() > 1024);
            assert.deepEqual(select.select(copies, [], [], 0), [[], [], []]);
            other.send(Buffer.from("x"));
            const [readable, writable] = select.select(copies, copies.slice(0, 10), [], 5);
            assert.deepEqual(readable, copies);
            assert.equal(writable.length, 10);
        } finally {
            for (const each of [one, other, ...copies]) each.close();
        }
    });

    it("returns the same objects", () => {
        const [one, other] = socket.socketpair();
        using _one = one;
        using _other = other;
        const wrapper = { fileno: () => one.fileno(), name: "wrapper" };
        const [, [first, second, third]] = select.select([], [one, wrapper, one.fileno()], [], 0);
        assert.equal(first, one);
        assert.equal(second, wrapper);
        assert.equal(third, one.fileno());
    });

    it("refuses a descriptor that is not open, however high", () => {
        // Windows numbers sockets as other handles, of which a process has hundreds.
        for (const fd of [...(onWindows ? [] : [900]), 100_000, 2 ** 31 - 1])
            assert.throws(() => select.select([fd], [], [], 0), { name: "OSError", code: CLOSED });
        assert.equal(select.error, OSError);
    });

    it("may be called while it is called", () => {
        const [one, other] = socket.socketpair();
        using _one = one;
        using _other = other;
        let inner: unknown;
        const curious = {
            fileno: () => {
                inner = select.select([], [other], [], 0);
                return one.fileno();
            },
        };
        const outcome = select.select([curious], [curious], [], 0);
        assert.deepEqual(inner, [[], [other], []]);
        assert.deepEqual(outcome, [[], [curious], []]);
    });

    it("tells a socket that was closed before the call from one that is closed meanwhile", () => {
        const s = socket.socket();
        s.close();
        assert.throws(
            () => select.select([s], [], []),
            ValueError("file descriptor cannot be a negative integer (-1)"),
        );
    });
});
