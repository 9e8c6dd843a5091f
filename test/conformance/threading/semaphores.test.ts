import assert from "node:assert/strict";
import { TypeError, ValueError } from "pysocket/builtins";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";
import { untilWaiting } from "../../support/waiting";
import { assertCollected, raised } from "../support";
import { assertTimeout, bunch, untilHas } from "./support";

type Make = (value?: number) => threading.Semaphore;

function testBaseSemaphore(make: Make): void {
    it("test_constructor", () => {
        assert.throws(() => make(-1), ValueError);
        assert.throws(() => make(-Number.MAX_SAFE_INTEGER), ValueError);
    });

    it("test_acquire", () => {
        for (const value of [1, 2]) {
            const semaphore = make(value);
            for (let time = 0; time < value; time++) assert.equal(semaphore.acquire(), true);
            assert.equal(semaphore.acquire(false), false);
            for (let time = 0; time < value; time++) semaphore.release();
        }
    });

    it("test_acquire_destroy", () => {
        const semaphore = make();
        semaphore.acquire();
        return assertCollected(new WeakRef(semaphore));
    });

    /** Ten threads acquire twice each what was seven and is six, `release` gives back in three phases. */
    function checkPhases(release: (semaphore: threading.Semaphore, n: number) => void): void {
        const semaphore = make(7);
        semaphore.acquire();
        const phase = shared.Value(null, "i", 0);
        const results = shared.list<number>();
        const phases = (...counts: number[]) =>
            counts.flatMap((count, phase) => new Array(count).fill(phase));
        const [first, ...more] = [6, 7, 6];
        const acquired = bunch<boolean[]>(10, ["acquireInPhases", semaphore, phase, results], () => {
            untilHas(results, first);
            untilWaiting(7);
            assert.deepEqual([...results], phases(first));
            for (const [index, count] of more.entries()) {
                phase.value = index + 1;
                release(semaphore, count);
                const counts = [first, ...more.slice(0, index + 1)];
                untilHas(results, phases(...counts).length);
                assert.deepEqual([...results].sort(), phases(...counts));
            }
            untilWaiting(1);
            assert.equal(semaphore.acquire(false), false);
            semaphore.release();
        });
        assert.deepEqual(acquired, new Array(10).fill([true, true]));
    }

    it("test_acquire_contended", () =>
        checkPhases((semaphore, n) => {
            for (let time = 0; time < n; time++) semaphore.release();
        }));

    it("test_multirelease", () => checkPhases((semaphore, n) => semaphore.release(n)));

    it("test_try_acquire", () => {
        const semaphore = make(2);
        const results = [1, 2, 3].map(() => semaphore.acquire(false));
        semaphore.release();
        assert.deepEqual([...results, semaphore.acquire(false)], [true, true, false, true]);
    });

    it("test_try_acquire_contended", () => {
        const semaphore = make(4);
        semaphore.acquire();
        const results = bunch<boolean[]>(5, ["tryAcquireTwice", semaphore]).flat();
        assert.deepEqual(
            results.filter((result) => result),
            [true, true, true],
        );
    });

    it("test_acquire_timeout", () => {
        const semaphore = make(2);
        assert.throws(() => semaphore.acquire(false, 1), ValueError);
        const acquire = (timeout: number) => semaphore.acquire({ timeout });
        assert.deepEqual([acquire(0.005), acquire(0.005), acquire(0.005)], [true, true, false]);
        semaphore.release();
        assert.equal(acquire(0.005), true);
        const start = performance.now();
        assert.equal(acquire(0.05), false);
        assertTimeout((performance.now() - start) / 1000, 0.05);
    });

    it("test_default_value", () => {
        const semaphore = make();
        semaphore.acquire();
        bunch(1, ["acquireAndRelease", semaphore], (tasks) => {
            untilWaiting(tasks.length);
            semaphore.release();
        });
    });

    it("test_with", () => {
        const semaphore = make(2);
        const use = (error: Error | null) => {
            using _first = semaphore.hold();
            assert.equal(semaphore.acquire(false), true);
            semaphore.release();
            using _second = semaphore.hold();
            assert.equal(semaphore.acquire(false), false);
            if (error !== null) throw error;
        };
        for (const error of [null, new TypeError()]) {
            if (error === null) use(error);
            else raised(TypeError, () => use(error));
            assert.equal(semaphore.acquire(false), true);
            semaphore.release();
        }
    });
}

describe("test_threading.SemaphoreTests", () => {
    const make: Make = (value) => new threading.Semaphore(value);

    testBaseSemaphore(make);

    it("test_release_unacquired", () => {
        const semaphore = make(1);
        semaphore.release();
        assert.deepEqual(
            [semaphore.acquire(), semaphore.acquire(), semaphore.acquire(false)],
            [true, true, false],
        );
        semaphore.release();
    });

    it("test_repr", () => {
        const semaphore = make(3);
        assert.equal(String(semaphore), "<threading.Semaphore: value=3>");
        semaphore.acquire();
        assert.equal(String(semaphore), "<threading.Semaphore: value=2>");
        semaphore.release(2);
        assert.equal(String(semaphore), "<threading.Semaphore: value=4>");
    });
});

describe("test_threading.BoundedSemaphoreTests", () => {
    const make: Make = (value) => new threading.BoundedSemaphore(value);

    testBaseSemaphore(make);

    it("test_release_unacquired", () => {
        const semaphore = make();
        assert.throws(() => semaphore.release(), ValueError);
        semaphore.acquire();
        semaphore.release();
        assert.throws(() => semaphore.release(), ValueError);
    });

    it("test_repr", () => {
        const semaphore = make(3);
        assert.equal(String(semaphore), "<threading.BoundedSemaphore: value=3/3>");
        semaphore.acquire();
        assert.equal(String(semaphore), "<threading.BoundedSemaphore: value=2/3>");
    });
});
