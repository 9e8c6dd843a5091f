import assert from "node:assert/strict";
import { ValueError } from "pysocket/builtins";
import * as threading from "pysocket/threading";
import { untilWaiting } from "../../support/waiting";
import { LOOPBACK_TIMEOUT } from "../support";
import { assertTimeout, bunch } from "./support";
import { count } from "./tasks.cjs";

const N = 5;

describe("test_threading.BarrierTests", () => {
    let barrier: threading.Barrier;

    beforeEach(() => {
        barrier = new threading.Barrier(N, { timeout: LOOPBACK_TIMEOUT });
    });

    afterEach(() => barrier.abort());

    it("test_constructor", () => {
        for (const parties of [0, -1]) assert.throws(() => new threading.Barrier({ parties }), ValueError);
    });

    for (const [name, rounds] of [
        ["test_barrier", 1],
        ["test_barrier_10", 10],
    ] as const)
        it(name, () => {
            const [before, after] = [new threading.Semaphore(0), new threading.Semaphore(0)];
            const results = bunch(N, ["passAgainAndAgain", barrier, before, after, rounds]);
            const expected = Array.from({ length: rounds }, (_, round) => [round * N, (round + 1) * N]);
            assert.deepEqual(results, new Array(N).fill(expected.flat()));
            assert.deepEqual([barrier.n_waiting, barrier.broken], [0, false]);
        });

    it("test_wait_return", () => {
        const indices = bunch<number>(N, ["passBarrier", barrier]);
        assert.deepEqual(indices.sort(), [0, 1, 2, 3, 4]);
    });

    it("test_action", () => {
        const acted = new threading.Semaphore(0);
        const acting = new threading.Barrier(N, () => acted.release());
        assert.deepEqual(
            bunch(N - 1, ["passAndCount", acting, acted], (tasks) => {
                untilWaiting(tasks.length);
                acting.wait();
                assert.equal(count(acted), 1);
            }),
            new Array(N - 1).fill(1),
        );
    });

    it("test_abort", () => {
        const results = bunch<string>(N, ["abortInTheMiddle", barrier]);
        assert.deepEqual(results.sort(), ["aborted", ...new Array(N - 1).fill("broken")]);
        assert.equal(barrier.broken, true);
    });

    it("test_reset", () => {
        const results = bunch<string>(N, ["resetInTheMiddle", barrier]);
        assert.deepEqual(results.sort(), [...new Array(N - 1).fill("broken"), "reset"]);
        assert.equal(barrier.broken, false);
    });

    it("test_abort_and_reset", () => {
        const results = bunch<string>(N, ["abortAndReset", barrier, new threading.Barrier(N)]);
        assert.deepEqual(results.sort(), ["aborted", ...new Array(N - 1).fill("broken")]);
        assert.equal(barrier.broken, false);
    });

    it("test_timeout", () => {
        const end = new threading.Event();
        const moment = new threading.Event();
        const results = bunch(N, ["passLate", barrier, end, 0.05], () => {
            while (!barrier.broken) moment.wait(0.001);
            end.set();
        });
        assert.deepEqual(results, new Array(N).fill("broken"));
    });

    it("test_default_timeout", () => {
        const start = performance.now();
        assert.deepEqual(bunch(1, ["passBarrier", new threading.Barrier(2, { timeout: 0.1 })]), ["broken"]);
        assertTimeout((performance.now() - start) / 1000, 0.1);
    });

    it("test_single_thread", () => {
        const single = new threading.Barrier(1);
        assert.deepEqual([single.wait(), single.wait()], [0, 0]);
    });

    it("test_repr", () => {
        const three = new threading.Barrier(3);
        assert.equal(String(three), "<threading.Barrier: waiters=0/3>");
        bunch(2, ["passBarrier", three], (tasks) => {
            untilWaiting(tasks.length);
            assert.equal(String(three), "<threading.Barrier: waiters=2/3>");
            three.wait(LOOPBACK_TIMEOUT);
        });
        assert.equal(String(three), "<threading.Barrier: waiters=0/3>");
        three.abort();
        assert.equal(String(three), "<threading.Barrier: broken>");
    });
});
