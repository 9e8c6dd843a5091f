import assert from "node:assert/strict";
import { RuntimeError } from "pysocket/builtins";
import { Queue } from "pysocket/queue";
import * as threading from "pysocket/threading";
import { native } from "#lib/native/addon";
import { needReference, runPython } from "../support/python";

interface Fixtures {
    start(name: string, ...args: unknown[]): threading.Thread;
    Ask: new () => threading.Thread & { answer: unknown };
    Counter: new (first: number) => threading.local & { count: number };
    act: () => void;
    failToAct: () => void;
}

const { start, Counter, act, failToAct } = require("../fixtures/synchronisation.cjs") as Fixtures;

function joinAll(threads: threading.Thread[]): void {
    for (const each of threads) each.join(60);
    assert.deepEqual(
        threads.filter((each) => each.is_alive()),
        [],
    );
}

/** Lets other threads get into their waits. */
function until(condition: () => boolean): void {
    const moment = new threading.Event();
    while (!condition()) moment.wait(0.001);
}

/** What a thread has found out, as an object that crosses: it grows by one each time. */
function counter(): threading.Semaphore {
    return new threading.Semaphore(0);
}

function valueOf(semaphore: threading.Semaphore): number {
    return Number(/value=(\d+)/.exec(String(semaphore))?.[1]);
}

describe("an RLock", () => {
    it("belongs to the thread that holds it", () => {
        const lock = new threading.RLock();
        const [refused, kept] = [counter(), counter()];
        lock.acquire();
        lock.acquire();
        start("releaseRefused", lock, refused).join();
        start("tryAcquire", lock, kept).join();
        assert.deepEqual([valueOf(refused), valueOf(kept)], [1, 0]);
        lock.release();
        start("tryAcquire", lock, kept).join();
        assert.equal(valueOf(kept), 0);
        lock.release();
        start("tryAcquire", lock, kept).join();
        assert.equal(valueOf(kept), 1);
        assert.throws(() => lock.release(), new RuntimeError("cannot release un-acquired lock"));
    });

    it("keeps the thread that ended with it as its owner", () => {
        const lock = new threading.RLock();
        start("acquire", lock).join();
        assert.equal(lock.acquire(false), false);
        assert.equal(lock.acquire(true, 0.01), false);
        assert.throws(() => lock.release(), new RuntimeError("cannot release un-acquired lock"));
        assert.match(String(lock), /^<locked _thread.RLock object owner=\d+ count=1>$/);
    });

    it("excludes threads that take it again and again", () => {
        const lock = new threading.RLock();
        const sums = new SharedCount();
        const threads = Array.from({ length: 4 }, () => start("addUnderLock", lock, sums.semaphore, 200));
        joinAll(threads);
        assert.equal(sums.value, 800);
    });
});

/** A number that threads change in two steps, so that only a lock keeps it right. */
class SharedCount {
    readonly semaphore = new threading.Semaphore(0);

    get value(): number {
        return valueOf(this.semaphore);
    }
}

describe("a Lock", () => {
    it("held by a thread that has ended is released by another", () => {
        const lock = new threading.Lock();
        start("acquire", lock).join();
        assert.equal(lock.acquire(false), false);
        const waiting = start("acquire", lock);
        until(() => native.waiting() > 0 || !waiting.is_alive());
        lock.release();
        waiting.join();
        lock.release();
        assert.equal(lock.locked(), false);
    });
});

describe("a Condition", () => {
    it("wakes as many as it is told, in the order in which they came", () => {
        const condition = new threading.Condition(new threading.Lock());
        const woken = counter();
        const threads = Array.from({ length: 5 }, () => start("waitOnce", condition, woken));
        until(() => / 5\)>$/.test(String(condition)));
        for (const [notify, expected] of [
            [() => condition.notify(), 1],
            [() => condition.notify(2), 3],
            [() => condition.notify(0), 3],
            [() => condition.notify_all(), 5],
        ] as const) {
            condition.acquire();
            notify();
            condition.release();
            until(() => valueOf(woken) === expected);
        }
        joinAll(threads);
    });

    it("gives up an RLock however often it is held, and takes it back as often", () => {
        const lock = new threading.RLock();
        const condition = new threading.Condition(lock);
        lock.acquire();
        lock.acquire();
        const notifier = start("notify", condition);
        assert.equal(condition.wait(60), true);
        notifier.join();
        lock.release();
        lock.release();
        assert.throws(() => lock.release(), RuntimeError);
    });

    it("is made of a lock of the program's own", () => {
        class OwnLock {
            held = 0;

            acquire(blocking = true): boolean {
                if (this.held > 0 && !blocking) return false;
                this.held++;
                return true;
            }

            release(): void {
                this.held--;
            }
        }
        const lock = new OwnLock();
        const condition = new threading.Condition(lock);
        assert.throws(() => condition.wait(0), new RuntimeError("cannot wait on un-acquired lock"));
        condition.acquire();
        assert.equal(condition.wait(0.001), false);
        condition.notify_all();
        assert.equal(lock.held, 1);
        assert.throws(() => new Queue().put(condition), /cannot pass a Condition of a/);
    });

    it("waits for a predicate, which runs in the calling thread", () => {
        const condition = new threading.Condition();
        const other = start("notifyUntilSet", condition);
        let asked = 0;
        using _ = condition.hold();
        assert.equal(
            condition.wait_for(() => (++asked === 4 ? "there" : ""), 60),
            "there",
        );
        assert.equal(
            condition.wait_for(() => 0, 0.01),
            0,
        );
        assert.equal(other.is_alive(), true);
        (other as threading.Thread & { end: threading.Event }).end.set();
        condition.release();
        other.join();
        condition.acquire();
    });
});

describe("a Semaphore", () => {
    it("lets in as many as there are places", () => {
        const places = new threading.BoundedSemaphore(3);
        const inside = counter();
        const end = new threading.Event();
        const threads = Array.from({ length: 8 }, () => start("occupy", places, inside, end));
        until(() => valueOf(inside) === 3);
        assert.equal(places.acquire(false), false);
        assert.equal(places.acquire(true, 0.01), false);
        end.set();
        joinAll(threads);
        assert.equal(valueOf(inside), 8);
        assert.throws(() => places.release(), /Semaphore released too many times/);
    });

    it("wakes as many as are given back", () => {
        const semaphore = new threading.Semaphore(0);
        const woken = counter();
        const threads = Array.from({ length: 4 }, () => start("take", semaphore, woken));
        semaphore.release(3);
        until(() => valueOf(woken) === 3);
        semaphore.release();
        joinAll(threads);
        assert.equal(valueOf(semaphore), 0);
    });
});

describe("a Barrier", () => {
    it("lets all go when all are there, again and again, each with a number of its own", () => {
        const barrier = new threading.Barrier(4);
        const indices = Array.from({ length: 4 }, counter);
        const threads = Array.from({ length: 4 }, () => start("pass", barrier, indices, 50));
        joinAll(threads);
        assert.deepEqual(indices.map(valueOf), [50, 50, 50, 50]);
        assert.equal(barrier.n_waiting, 0);
    });

    it("runs its action once, in the last thread, before any goes on", () => {
        const acted = counter();
        const barrier = new threading.Barrier(3, act);
        const threads = [start("passAfterAction", barrier, acted), start("passAfterAction", barrier, acted)];
        until(() => barrier.n_waiting === 2);
        const last = start("passAfterAction", barrier, acted);
        joinAll([...threads, last]);
        assert.equal(valueOf(acted), 1);
    });

    it("is broken by an action that raises", () => {
        const barrier = new threading.Barrier(2, failToAct);
        const broken = counter();
        const other = start("countBroken", barrier, broken);
        until(() => barrier.n_waiting === 1);
        assert.throws(() => barrier.wait(), /the action fails/);
        other.join();
        assert.deepEqual([valueOf(broken), barrier.broken], [1, true]);
    });

    it("is broken by abort(), for all who wait, until reset()", () => {
        const barrier = new threading.Barrier(5);
        const broken = counter();
        const threads = Array.from({ length: 4 }, () => start("countBroken", barrier, broken));
        until(() => barrier.n_waiting === 4);
        barrier.abort();
        joinAll(threads);
        assert.equal(valueOf(broken), 4);
        assert.throws(() => barrier.wait(), threading.BrokenBarrierError);
        barrier.reset();
        assert.deepEqual([barrier.broken, barrier.n_waiting], [false, 0]);
    });

    it("is broken for those who wait at reset(), and good for those who come", () => {
        const barrier = new threading.Barrier(3);
        const broken = counter();
        const threads = [start("countBroken", barrier, broken), start("countBroken", barrier, broken)];
        until(() => barrier.n_waiting === 2);
        barrier.reset();
        joinAll(threads);
        assert.equal(valueOf(broken), 2);
        assert.equal(barrier.broken, false);
        const indices = Array.from({ length: 3 }, counter);
        joinAll(Array.from({ length: 3 }, () => start("pass", barrier, indices, 1)));
        assert.deepEqual(indices.map(valueOf), [1, 1, 1]);
    });

    it("is broken for all by the timeout of one", () => {
        const barrier = new threading.Barrier(3, null, 0.05);
        const broken = counter();
        joinAll([start("countBroken", barrier, broken), start("countBroken", barrier, broken)]);
        assert.deepEqual([valueOf(broken), barrier.broken], [2, true]);
    });
});

describe("the size of stacks", () => {
    it("is that of the workers made from then on, which run with any", () => {
        const done = counter();
        try {
            for (const size of [32768, 2 ** 20, 2 ** 26]) {
                threading.stack_size(size);
                joinAll([start("acquire", new threading.Lock()), start("count", done)]);
            }
        } finally {
            threading.stack_size(0);
        }
        assert.equal(valueOf(done), 3);
    });
});

describe("threading", () => {
    it("has all public names of CPython's but those for tracing", function () {
        needReference(this);
        const names = JSON.parse(
            runPython("-c", ["import json, threading; print(json.dumps(threading.__all__))"], ""),
        ) as string[];
        const absent = names.filter((name) => !(name in threading));
        assert.deepEqual(absent.sort(), [
            "getprofile",
            "gettrace",
            "setprofile",
            "setprofile_all_threads",
            "settrace",
            "settrace_all_threads",
        ]);
    });
});

describe("a Timer", () => {
    it("calls its function after its interval, unless it was cancelled", () => {
        const called = counter();
        const begun = performance.now();
        const { timer } = require("../fixtures/synchronisation.cjs");
        const [fires, cancelled] = [timer(0.05, called), timer(3600, called)] as threading.Timer[];
        fires.start();
        cancelled.start();
        cancelled.cancel();
        joinAll([fires, cancelled]);
        assert.equal(valueOf(called), 1);
        assert.ok(performance.now() - begun >= 50);
        assert.equal(fires.finished.is_set(), true);
    });
});

describe("a local", () => {
    it("holds in each thread what that thread has put there", () => {
        const mine = new threading.local();
        mine.value = "main";
        const { Ask } = require("../fixtures/synchronisation.cjs");
        for (let time = 0; time < 3; time++) {
            const ask = new Ask(mine);
            ask.start();
            ask.join();
            assert.deepEqual(ask.answer, [[], "thread", true]);
        }
        assert.deepEqual([mine.value, Object.keys(mine)], ["main", ["value"]]);
    });

    it("of a subclass is made in each thread with its first arguments", () => {
        const mine = new Counter(5);
        mine.count += 10;
        const { AskCounter } = require("../fixtures/synchronisation.cjs");
        for (let time = 0; time < 3; time++) {
            const ask = new AskCounter(mine);
            ask.start();
            ask.join();
            assert.deepEqual(ask.answer, [6, 12, true]);
        }
        assert.equal(mine.count, 15);
    });
});
