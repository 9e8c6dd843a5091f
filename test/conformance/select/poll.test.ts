import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import * as socket from "pysocket";
import { KeyError, OverflowError, TypeError, ValueError } from "pysocket/builtins";
import * as select from "pysocket/select";
import { skip } from "../../support/skip";
import { untilWaiting } from "../../support/waiting";
import { cleanUp, closing, INT_MAX, UINT_MAX } from "../support";
import { almost, linesOfAnotherProcess, nope } from "./support";

const threads = require("./threads.cjs") as typeof import("./threads.cjs");

// biome-ignore lint/suspicious/noExplicitAny: a value that breaks the types, as a script without types may
const wrong = (value: unknown) => value as any;
const USHRT_MAX = 65535;

describe("test_poll.PollTests", () => {
    before(function () {
        if (select.poll === undefined) skip(this, "this platform has no poll");
    });

    afterEach(cleanUp);

    const pair = () => socket.socketpair().map(closing);
    const ready = (found: [number, number][], flag: number) =>
        found.filter(([, mode]) => (mode & flag) !== 0).map(([fd]) => fd);

    it("test_poll1", () => {
        const p = select.poll();
        const message = Buffer.from(" This is a test.");
        const writers = new Map<number, [socket.socket, socket.socket]>();
        const readers = new Map<number, [socket.socket, socket.socket]>();
        for (let count = 0; count < 12; count++) {
            const [rd, wr] = pair();
            p.register(rd);
            p.modify(rd, select.POLLIN);
            p.register(wr, select.POLLOUT);
            writers.set(wr.fileno(), [rd, wr]);
            readers.set(rd.fileno(), [rd, wr]);
        }
        for (let left = writers.size; left > 0; left--) {
            const readyWriters = ready(p.poll(), select.POLLOUT);
            assert.equal(readyWriters.length, left);
            const chosen = readyWriters[(7 * left) % left];
            const [, wr] = writers.get(chosen) as [socket.socket, socket.socket];
            wr.send(message);
            const [readable, ...others] = ready(p.poll(), select.POLLIN);
            assert.equal(others.length, 0);
            const [rd, peer] = readers.get(readable) as [socket.socket, socket.socket];
            assert.equal(peer, wr);
            assert.deepEqual(rd.recv(message.length), message);
            for (const fd of [rd.fileno(), wr.fileno()]) p.unregister(fd);
            rd.close();
            wr.close();
        }
        assert.deepEqual(p.poll(0), []);
    });

    it("test_poll_unit_tests", () => {
        const [s, other] = pair();
        const fd = s.fileno();
        s.close();
        other.close();
        const p = select.poll();
        p.register(fd);
        assert.deepEqual(p.poll(), [[fd, select.POLLNVAL]]);

        const file = openSync(__filename, "r");
        class File {
            fileno = () => file;
        }
        const q = select.poll();
        q.register(new File());
        assert.equal(q.poll()[0][0], file);
        closeSync(file);
        assert.deepEqual(q.poll(), [[file, select.POLLNVAL]]);

        assert.throws(() => q.register(wrong(q)), TypeError);
        assert.throws(() => q.unregister(wrong(q)), TypeError);
        assert.throws(() => select.poll().unregister(3), KeyError);
        assert.throws(() => q.register(wrong(nope), 0), TypeError);
        assert.throws(() => q.register(wrong(almost), 0), TypeError);
    });

    it("test_poll2", async () => {
        const { pipe, ended } = linesOfAnotherProcess();
        const pollster = select.poll();
        pollster.register(pipe, select.POLLIN);
        const timeouts = [0, 10, 20, 40, -1];
        for (let turn = 0; ; turn++) {
            const found = pollster.poll(timeouts[Math.min(turn, timeouts.length - 1)]);
            if (found.length === 0) continue;
            const [[fd, flags]] = found;
            assert.equal(fd, pipe.fileno());
            assert.ok((flags & (select.POLLIN | select.POLLHUP)) !== 0);
            const line = pipe.recv(100);
            if (line.length === 0) break;
            assert.match(line.toString(), /^(testing\.\.\.\n)+$/);
        }
        await ended;
    });

    it("test_poll3", () => {
        const pollster = select.poll();
        pollster.register(1);
        assert.throws(() => pollster.poll(wrong(1n << 64n)), OverflowError);
        assert.throws(() => pollster.register(0, -1), ValueError);
        assert.throws(() => pollster.register(0, wrong(1n << 64n)), OverflowError);
        assert.throws(() => pollster.modify(1, -1), ValueError);
        assert.throws(() => pollster.modify(1, wrong(1n << 64n)), OverflowError);
    });

    it("test_poll_c_limits", () => {
        const pollster = select.poll();
        pollster.register(1);
        assert.throws(() => pollster.register(0, USHRT_MAX + 1), OverflowError);
        assert.throws(() => pollster.modify(1, USHRT_MAX + 1), OverflowError);
        assert.throws(() => pollster.poll(INT_MAX + 1), OverflowError);
        assert.throws(() => pollster.poll(UINT_MAX + 1), OverflowError);
    });

    it("test_poll_blocks_with_negative_ms", () => {
        for (const timeout of [null, -1000, -1, -1.5, -0.1, -1e-100]) {
            const [s, other] = pair();
            const polling = threads.start("pollFor", s, timeout);
            untilWaiting(1);
            assert.ok(polling.is_alive());
            other.send(Buffer.from("spam"));
            polling.join();
            assert.ok(!polling.is_alive());
        }
    });
});
