import assert from "node:assert/strict";
import { RuntimeError } from "pysocket/builtins";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";
import { untilWaiting } from "../../support/waiting";
import { assertTimeout, bunch, untilHas } from "./support";

const N = 5;

describe("test_threading.ConditionTests", () => {
    const make = (lock?: threading.Lock) => new threading.Condition(lock);

    it("test_acquire", () => {
        const reentrant = make();
        assert.deepEqual([reentrant.acquire(), reentrant.acquire(false)], [true, true]);
        reentrant.release();
        reentrant.release();
        const lock = new threading.Lock();
        const condition = make(lock);
        condition.acquire();
        assert.equal(lock.acquire(false), false);
        condition.release();
        assert.equal(lock.acquire(false), true);
        assert.equal(condition.acquire(false), false);
        lock.release();
        using _ = condition.hold();
        assert.equal(lock.acquire(false), false);
    });

    it("test_unacquired_wait", () => {
        assert.throws(() => make().wait(), RuntimeError);
    });

    it("test_unacquired_notify", () => {
        assert.throws(() => make().notify(), RuntimeError);
    });

    it("test_notify", () => {
        const condition = make();
        for (let time = 0; time < 2; time++) {
            const ready = new threading.Semaphore(0);
            const phase = shared.Value(null, "i", 0);
            const results = shared.list<[wait: number, result: boolean, phase: number]>();
            const ended = (phase: number, wait: number, count: number) =>
                new Array(count).fill([wait, true, phase]);
            const sorted = () => [...results].sort();
            /** Has so many wake up while the lock is held, and go on in the next phase. */
            const wake = (wakeUp: () => void) => {
                condition.acquire();
                wakeUp();
                phase.value++;
                condition.release();
            };
            const untilReady = (count: number) => {
                for (let each = 0; each < count; each++) ready.acquire();
            };
            bunch(N, ["waitTwiceForCondition", condition, ready, phase, results], (tasks) => {
                untilReady(N);
                untilWaiting(tasks.length);
                assert.deepEqual([...results], []);

                wake(() => condition.notify(3));
                untilReady(3);
                untilWaiting(tasks.length);
                assert.deepEqual(sorted(), ended(1, 1, 3));

                wake(() => condition.notify(5));
                untilReady(2);
                untilHas(results, 8);
                untilWaiting(2);
                assert.deepEqual(sorted(), [...ended(1, 1, 3), ...ended(2, 1, 2), ...ended(2, 2, 3)]);

                wake(() => condition.notify_all());
            });
            assert.deepEqual(sorted(), [
                ...ended(1, 1, 3),
                ...ended(2, 1, 2),
                ...ended(2, 2, 3),
                ...ended(3, 2, 2),
            ]);
        }
    });

    it("test_timeout", () => {
        for (const [result, seconds] of bunch<[boolean, number]>(N, ["waitForCondition", make(), 0.05])) {
            assert.equal(result, false);
            assertTimeout(seconds, 0.05);
        }
    });

    /** Counts up while a thread waits for the state to be 4. */
    function count(condition: threading.Condition, state: { value: number }, to: number): void {
        for (let value = 1; value <= to; value++) {
            using _ = condition.hold();
            state.value = value;
            condition.notify();
        }
    }

    it("test_waitfor", () => {
        const condition = make();
        const state = shared.Value(null, "i", 0);
        const [[result, value]] = bunch<[boolean, number]>(
            1,
            ["waitForState", condition, state, {}],
            (tasks) => {
                untilWaiting(tasks.length);
                count(condition, state, 4);
            },
        );
        assert.deepEqual([result, value], [true, 4]);
    });

    it("test_waitfor_timeout", () => {
        const condition = make();
        const state = shared.Value(null, "i", 0);
        const [[result, value, seconds]] = bunch<[boolean, number, number]>(
            1,
            ["waitForState", condition, state, { timeout: 0.1 }],
            () => count(condition, state, 3),
        );
        assert.deepEqual([result, value], [false, 3]);
        assertTimeout(seconds, 0.1);
    });
});
