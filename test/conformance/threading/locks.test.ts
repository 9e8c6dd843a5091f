import assert from "node:assert/strict";
import { OverflowError, RuntimeError, TypeError, ValueError } from "pysocket/builtins";
import * as threading from "pysocket/threading";
import { untilWaiting } from "../../support/waiting";
import { assertCollected, raised, warningsOf } from "../support";
import { assertTimeout, bunch, resultOf } from "./support";
import { isOwned, start } from "./tasks.cjs";

type AnyLock = threading.Lock | threading.RLock | threading.Condition;

/** What holds for every lock. */
function testBaseLock(make: () => AnyLock): void {
    it("test_constructor", () => {
        assert.notEqual(make(), make());
    });

    it("test_repr", () => {
        assert.match(String(make()), /<unlocked .* object.*>/);
    });

    it("test_locked_repr", () => {
        const lock = make();
        lock.acquire();
        assert.match(String(lock), /<locked .* object.*>/);
    });

    it("test_acquire_destroy", () => {
        const lock = make();
        lock.acquire();
        return assertCollected(new WeakRef(lock));
    });

    it("test_acquire_release", () => {
        const lock = make();
        assert.equal(lock.acquire(), true);
        lock.release();
        assert.throws(() => lock.release(), RuntimeError);
    });

    it("test_try_acquire", () => {
        const lock = make();
        assert.equal(lock.acquire(false), true);
        lock.release();
    });

    it("test_try_acquire_contended", () => {
        const lock = make();
        lock.acquire();
        assert.deepEqual(bunch(1, ["tryAcquire", lock]), [false]);
        lock.release();
    });

    it("test_acquire_contended", () => {
        const lock = make();
        lock.acquire();
        bunch(5, ["acquireAndRelease", lock], (tasks) => {
            untilWaiting(tasks.length);
            lock.release();
        });
        assert.equal(lock.acquire(false), true);
    });

    it("test_with", () => {
        const lock = make();
        {
            using _ = lock.hold();
            assert.deepEqual(bunch(1, ["tryAcquire", lock]), [false]);
        }
        bunch(1, ["acquireAndRelease", lock]);
        raised(TypeError, () => {
            using _ = lock.hold();
            throw new TypeError();
        });
        bunch(1, ["acquireAndRelease", lock]);
    });

    it("test_thread_leak", () => {
        const before = threading.active_count();
        bunch(15, ["acquireAndRelease", make()]);
        assert.equal(threading.active_count(), before);
    });

    it("test_timeout", () => {
        const lock = make();
        assert.throws(() => lock.acquire(false, 1), ValueError);
        assert.throws(() => lock.acquire({ timeout: -100 }), ValueError);
        assert.throws(() => lock.acquire({ timeout: 1e100 }), OverflowError);
        assert.throws(() => lock.acquire({ timeout: threading.TIMEOUT_MAX + 1 }), OverflowError);
        for (const timeout of [threading.TIMEOUT_MAX, 5]) {
            assert.equal(lock.acquire({ timeout }), true);
            if (timeout === 5) break;
            lock.release();
        }
        const [result, seconds] = resultOf<[boolean, number]>(start("acquireFor", lock, 0.05));
        assert.equal(result, false);
        assertTimeout(seconds, 0.05);
    });

    it("test_weakref_exists", () => {
        const lock = make();
        assert.equal(new WeakRef(lock).deref(), lock);
    });

    it("test_weakref_deleted", () => assertCollected(new WeakRef(make())));
}

/** What holds for an RLock, and for the condition of one. */
function testRLock(make: () => threading.RLock | threading.Condition): void {
    testBaseLock(make);

    /** Takes it and gives it back as often. */
    function use(lock: threading.RLock | threading.Condition): void {
        lock.acquire();
        lock.acquire();
        lock.release();
        lock.acquire();
        lock.release();
        lock.release();
    }

    it("test_reacquire", () => {
        const lock = make();
        use(lock);
        assert.deepEqual(bunch(1, ["tryAcquire", lock]), [true]);
    });

    it("test_release_unacquired", () => {
        const lock = make();
        assert.throws(() => lock.release(), RuntimeError);
        use(lock);
        assert.throws(() => lock.release(), RuntimeError);
    });

    it("test_release_save_unacquired", () => {
        const lock = make();
        const condition = lock instanceof threading.Condition ? lock : new threading.Condition(lock);
        assert.throws(() => condition.wait(), RuntimeError);
        use(lock);
        assert.throws(() => condition.wait(), RuntimeError);
    });

    it("test_different_thread", () => {
        const lock = make();
        const [phase, end] = [new threading.Semaphore(0), new threading.Event()];
        bunch(1, ["hold", lock, phase, end], () => {
            phase.acquire();
            assert.throws(() => lock.release(), RuntimeError);
            end.set();
        });
    });

    it("test__is_owned", () => {
        const lock = make();
        assert.equal(isOwned(lock), false);
        lock.acquire();
        assert.equal(isOwned(lock), true);
        lock.acquire();
        assert.equal(isOwned(lock), true);
        assert.deepEqual(bunch(1, ["isOwned", lock]), [false]);
        lock.release();
        assert.equal(isOwned(lock), true);
        lock.release();
        assert.equal(isOwned(lock), false);
    });
}

describe("test_threading.LockTests", () => {
    const make = () => new threading.Lock();

    testBaseLock(make);

    it("test_reacquire", () => {
        const lock = make();
        const phase = new threading.Semaphore(0);
        bunch(1, ["acquireTwice", lock, phase], (tasks) => {
            phase.acquire();
            untilWaiting(tasks.length);
            assert.equal(phase.acquire(false), false);
            lock.release();
            phase.acquire();
        });
    });

    it("test_different_thread", () => {
        const lock = make();
        lock.acquire();
        bunch(1, ["release", lock]);
        assert.equal(lock.acquire(false), true);
    });

    it("test_state_after_timeout", () => {
        const lock = make();
        lock.acquire();
        assert.equal(lock.acquire({ timeout: 0.01 }), false);
        lock.release();
        assert.equal(lock.locked(), false);
        assert.equal(lock.acquire({ blocking: false }), true);
    });
});

describe("a Lock", () => {
    it("has its obsolete names", () => {
        const lock = new threading.Lock();
        assert.equal(lock.acquire_lock(false), true);
        assert.equal(lock.locked_lock(), true);
        assert.equal(lock.acquire_lock({ timeout: 0.01 }), false);
        lock.release_lock();
        assert.equal(lock.locked(), false);
        assert.throws(() => lock.release_lock(), RuntimeError);
    });
});

describe("test_threading.CRLockTests", () => {
    const make = () => new threading.RLock();

    testRLock(make);

    /** How often the calling thread holds it. */
    function recursionCount(lock: threading.RLock): number {
        const [, owner, count] = /owner=(\d+) count=(\d+)/.exec(String(lock)) as RegExpExecArray;
        return Number(owner) === threading.get_ident() ? Number(count) : 0;
    }

    it("test_recursion_count", () => {
        const lock = make();
        const counts = [recursionCount(lock)];
        const note = (act: () => unknown) => {
            act();
            counts.push(recursionCount(lock));
        };
        note(() => lock.acquire());
        note(() => lock.acquire());
        note(() => lock.acquire());
        for (let time = 0; time < 3; time++) note(() => lock.release());
        assert.deepEqual(counts, [0, 1, 2, 3, 2, 1, 0]);
        const [phase, end] = [new threading.Semaphore(0), new threading.Event()];
        bunch(1, ["hold", lock, phase, end], () => {
            phase.acquire();
            assert.match(String(lock), /^<locked .* count=1>$/);
            assert.equal(recursionCount(lock), 0);
            end.set();
            phase.acquire();
            assert.equal(recursionCount(lock), 0);
        });
    });

    it("test_signature", async () => {
        // biome-ignore lint/suspicious/noExplicitAny: what a script without types may give it
        const RLock = threading.RLock as any;
        assert.deepEqual(await warningsOf(() => RLock()), []);
        for (const args of [[1], [{ a: 1 }], [1, 2, { a: 1 }]])
            assert.deepEqual(await warningsOf(() => RLock(...args)), [
                "DeprecationWarning: Passing arguments to RLock is deprecated and will be removed in 3.15",
            ]);
        class CustomRLock extends threading.RLock {
            constructor(
                readonly a: number,
                readonly options: { b: number },
            ) {
                super();
            }
        }
        assert.deepEqual(await warningsOf(() => new CustomRLock(1, { b: 2 })), []);
    });
});

describe("test_threading.ConditionAsRLockTests", () => {
    testRLock(() => new threading.Condition());
});
