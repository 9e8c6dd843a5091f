import assert from "node:assert/strict";
import { TimeoutError } from "pysocket/builtins";
import * as futures from "pysocket/concurrent/futures";
import * as threading from "pysocket/threading";
import { assertCollected } from "../support";
import * as calls from "./calls.cjs";
import { inState, makePool, WORKER_COUNT } from "./support";

type AnyFuture = futures.Future<unknown>;

let executor: futures.ThreadPoolExecutor;
/** What ends the calls that wait. */
let end: threading.Event;

function setUp(): void {
    ({ executor } = makePool(WORKER_COUNT));
    end = threading.Event();
}

function tearDown(): void {
    end.set();
    executor.shutdown();
}

const set = (...members: AnyFuture[]) => new Set(members);

/** The very same futures: to `assert.deepEqual` they all look alike. */
function assertSame(found: Set<AnyFuture>, expected: Set<AnyFuture>): void {
    assert.equal(found.size, expected.size);
    for (const future of expected) assert.ok(found.has(future), String(future));
}

const submitWaiting = () => executor.submit(calls.pause, end) as AnyFuture;

describe("test_concurrent_futures.test_wait.ThreadPoolWaitTests", () => {
    beforeEach(setUp);
    afterEach(tearDown);

    const [cancelled, notified, failed, successful] = [
        inState.cancelled(),
        inState.cancelledAndNotified(),
        inState.failed(),
        inState.successful(),
    ] as AnyFuture[];

    function assertWait(fs: AnyFuture[], options: futures.WaitOptions, done: Set<AnyFuture>): void {
        const [finished, pending] = futures.wait(fs, options);
        assertSame(finished, done);
        assertSame(pending, set(...fs.filter((future) => !done.has(future))));
    }

    it("test_20369", () => {
        const future = executor.submit(calls.multiply, 21, 2);
        assertWait([future, future], { return_when: futures.ALL_COMPLETED }, set(future));
    });

    it("test_first_completed", () => {
        const first = executor.submit(calls.multiply, 21, 2);
        const second = submitWaiting();
        assertWait([cancelled, first, second], { return_when: futures.FIRST_COMPLETED }, set(first));
    });

    it("test_first_completed_some_already_completed", () => {
        const fs = [notified, successful, submitWaiting()];
        assertWait(fs, { return_when: futures.FIRST_COMPLETED }, set(notified, successful));
    });

    it("test_first_exception", () => {
        const first = executor.submit(calls.multiply, 2, 21);
        first.result();
        const second = executor.submit(calls.raiseAfter, end, 0.05) as AnyFuture;
        const fs = [first, second, submitWaiting()];
        assertWait(fs, { return_when: futures.FIRST_EXCEPTION }, set(first, second));
    });

    it("test_first_exception_some_already_complete", () => {
        const first = executor.submit(calls.divide, 21, 0) as AnyFuture;
        const fs = [successful, cancelled, notified, first, submitWaiting()];
        assertWait(fs, { return_when: futures.FIRST_EXCEPTION }, set(successful, notified, first));
    });

    it("test_first_exception_one_already_failed", () => {
        assertWait([failed, submitWaiting()], { return_when: futures.FIRST_EXCEPTION }, set(failed));
    });

    it("test_all_completed", () => {
        const first = executor.submit(calls.divide, 2, 0) as AnyFuture;
        const second = executor.submit(calls.multiply, 2, 21);
        const fs = [successful, notified, failed, first, second];
        assertWait(fs, { return_when: futures.ALL_COMPLETED }, set(...fs));
    });

    it("test_timeout", () => {
        const fs = [notified, failed, successful, submitWaiting()];
        const options = { timeout: 0.05, return_when: futures.ALL_COMPLETED } as const;
        assertWait(fs, options, set(notified, failed, successful));
    });

    it("test_pending_calls_race", () => {
        const fs = Array.from({ length: 100 }, submitWaiting);
        end.set();
        assertWait(fs, { return_when: futures.ALL_COMPLETED }, set(...fs));
    });
});

describe("test_concurrent_futures.test_as_completed.ThreadPoolAsCompletedTest", () => {
    beforeEach(setUp);
    afterEach(tearDown);

    const completed: AnyFuture[] = [inState.cancelledAndNotified(), inState.failed(), inState.successful()];

    it("test_no_timeout", () => {
        const fs = [
            ...completed,
            executor.submit(calls.multiply, 2, 21),
            executor.submit(calls.multiply, 7, 6),
        ];
        assertSame(set(...futures.as_completed(fs)), set(...fs));
    });

    it("test_future_times_out", () => {
        for (const timeout of [0, 0.05]) {
            const found: AnyFuture[] = [];
            assert.throws(() => {
                for (const future of futures.as_completed([...completed, submitWaiting()], timeout))
                    found.push(future);
            }, TimeoutError);
            assertSame(set(...found), set(...completed));
        }
    });

    it("test_duplicate_futures", () => {
        const future = executor.submit(calls.pause, end, 0.02);
        function* repeated() {
            for (let time = 0; time < 3; time++) yield future;
        }
        const found = [...futures.as_completed(repeated())];
        assert.equal(found.length, 1);
        assert.equal(found[0], future);
    });

    it("test_free_reference_yielded_future", async () => {
        const waiting = Array.from({ length: 8 }, inState.pending);
        const all = [...waiting, inState.cancelledAndNotified(), inState.successful()];
        waiting.length = 0;
        /** Takes the next one out of those that there are. */
        const take = (iterator: Iterator<AnyFuture>): WeakRef<AnyFuture> | null => {
            const { value, done } = iterator.next();
            if (done) return null;
            all.splice(all.indexOf(value as (typeof all)[number]), 1);
            return new WeakRef(value);
        };
        const done = futures.as_completed(all, { timeout: 0 });
        for (let time = 0; time < 2; time++) await assertCollected(take(done) as WeakRef<AnyFuture>);
        assert.throws(() => take(done), TimeoutError);
        all[0].set_result(1);
        const rest = futures.as_completed(all);
        for (let reference = take(rest); reference !== null; reference = take(rest)) {
            await assertCollected(reference);
            all[0]?.set_result(1);
        }
        assert.equal(all.length, 0);
    });

    it("test_correct_timeout_exception_msg", () => {
        const fs = [
            inState.cancelledAndNotified(),
            inState.pending(),
            inState.running(),
            inState.successful(),
        ];
        assert.throws(
            () => [...futures.as_completed(fs, { timeout: 0 })],
            new TimeoutError("2 (of 4) futures unfinished"),
        );
    });
});
