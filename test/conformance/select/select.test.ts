import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import * as socket from "pysocket";
import { OSError, TypeError, ValueError } from "pysocket/builtins";
import * as select from "pysocket/select";
import { skip } from "../../support/skip";
import { cleanUp, closing, raised } from "../support";
import { almost, linesOfAnotherProcess, nope } from "./support";

// biome-ignore lint/suspicious/noExplicitAny: a value that breaks the types, as a script without types may
const wrong = (value: unknown) => value as any;

describe("test_select.SelectTestCase", () => {
    before(function () {
        if (process.platform === "win32")
            skip(this, "select() is for sockets alone there, as CPython's suite says too");
    });

    afterEach(cleanUp);

    it("test_error_conditions", () => {
        assert.throws(() => select.select(wrong(1), wrong(2), wrong(3)), TypeError);
        assert.throws(() => select.select([wrong(nope)], [], []), TypeError);
        assert.throws(() => select.select([wrong(almost)], [], []), TypeError);
        assert.throws(() => select.select([], [], [], wrong("not a number")), TypeError);
        assert.throws(() => select.select([], [], [], -1), ValueError);
    });

    it("test_errno", () => {
        const fd = openSync(__filename, "r");
        closeSync(fd);
        assert.equal(raised(OSError, () => select.select([fd], [], [], 0)).code, "EBADF");
    });

    it("test_returned_list_identity", () => {
        const [r, w, x] = select.select([], [], [], 0.01);
        assert.notEqual(r, w);
        assert.notEqual(r, x);
        assert.notEqual(w, x);
    });

    it("test_select", async () => {
        const { pipe, ended } = linesOfAnotherProcess();
        const timeouts = [0, 0.01, 0.02, 0.04, null];
        for (let turn = 0; ; turn++) {
            const timeout = timeouts[Math.min(turn, timeouts.length - 1)];
            const [rfd, wfd, xfd] = select.select([pipe], [], [], timeout);
            assert.deepEqual([wfd, xfd], [[], []]);
            if (rfd.length === 0) {
                assert.notEqual(timeout, null);
                continue;
            }
            assert.deepEqual(rfd, [pipe]);
            const line = pipe.recv(100);
            if (line.length === 0) break;
            assert.match(line.toString(), /^(testing\.\.\.\n)+$/);
        }
        await ended;
    });

    it("test_select_mutated", () => {
        const [s] = socket.socketpair().map(closing);
        const a: { fileno(): number }[] = [];
        const shrinking = {
            fileno: () => {
                a.pop();
                return s.fileno();
            },
        };
        a.push(...new Array(10).fill(shrinking));
        const [r, w, x] = select.select([], a, []);
        assert.deepEqual([r.length, w.length, x.length], [0, 5, 0]);
        assert.ok(w.every((each) => each === shrinking));
    });

    it("test_disallow_instantiation", () => {
        const Class = select.poll().constructor as new () => unknown;
        assert.throws(() => new Class(), TypeError("cannot create 'select.poll' instances"));
    });
});
