import assert from "node:assert/strict";
import * as socket from "pysocket";
import { BlockingIOError, RuntimeError } from "pysocket/builtins";
import * as select from "pysocket/select";
import * as signal from "pysocket/signal";
import { onWindows } from "../support/platform";
import { skip } from "../support/skip";
import { slowness } from "../support/slowness";

// A program that asks again and again, and never waits, hears of signals as in CPython.

describe("a program that polls without a wait", () => {
    before(function () {
        if (onWindows) skip(this, "Windows has no timers that send signals");
    });

    /** Calls until a signal's handler raises out of it. */
    function assertInterrupted(act: () => unknown): void {
        const before = signal.signal(signal.SIGALRM, () => {
            throw new RuntimeError("from the handler");
        });
        try {
            signal.setitimer(signal.ITIMER_REAL, 0.01);
            const end = performance.now() + 20_000 * slowness;
            assert.throws(() => {
                while (performance.now() < end) act();
            }, RuntimeError("from the handler"));
        } finally {
            signal.setitimer(signal.ITIMER_REAL, 0);
            signal.signal(signal.SIGALRM, before ?? signal.SIG_DFL);
        }
    }

    /** Does what would block as if it had not been asked for. */
    const attempt = (act: () => unknown) => () => {
        try {
            act();
        } catch (error) {
            if (!(error instanceof BlockingIOError)) throw error;
        }
    };

    it("by select.select", () => assertInterrupted(() => select.select([], [], [], 0)));

    it("by select.poll", () => {
        const events = select.poll();
        assertInterrupted(() => events.poll(0));
    });

    it("by select.epoll", function () {
        if (select.epoll === undefined) skip(this, `${process.platform} has no epoll`);
        using events = select.epoll();
        assertInterrupted(() => events.poll(0));
    });

    it("by select.select, select.poll and select.epoll, while signals rain", () => {
        let handled = 0;
        const before = signal.signal(signal.SIGALRM, () => handled++);
        const poll = select.poll();
        const epoll = select.epoll?.();
        try {
            signal.setitimer(signal.ITIMER_REAL, 0.000_05, 0.000_05);
            while (handled < 2000) {
                assert.deepEqual(select.select([], [], [], 0), [[], [], []]);
                assert.deepEqual(poll.poll(0), []);
                if (epoll !== undefined) assert.deepEqual(epoll.poll(0), []);
            }
        } finally {
            signal.setitimer(signal.ITIMER_REAL, 0);
            signal.signal(signal.SIGALRM, before ?? signal.SIG_DFL);
            epoll?.close();
        }
    });

    it("by a socket that does not block", () => {
        const [one, other] = socket.socketpair();
        one.setblocking(false);
        assertInterrupted(attempt(() => one.recv(1)));
        assertInterrupted(attempt(() => one.recvmsg(1)));
        for (const each of [one, other]) each.close();
    });

    it("by a socket that the handler closes", () => {
        const [one, other] = socket.socketpair();
        one.setblocking(false);
        const before = signal.signal(signal.SIGALRM, () => one.close());
        try {
            signal.setitimer(signal.ITIMER_REAL, 0.01);
            const end = performance.now() + 20_000 * slowness;
            const attempts = () => {
                while (performance.now() < end) attempt(() => one.recv(1))();
            };
            assert.throws(attempts, { name: "OSError", code: "EBADF" });
        } finally {
            signal.signal(signal.SIGALRM, before ?? signal.SIG_DFL);
        }
        other.close();
    });
});
