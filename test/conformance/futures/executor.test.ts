import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import {
    NotImplementedError,
    RuntimeError,
    TimeoutError,
    TypeError,
    ValueError,
    ZeroDivisionError,
} from "pysocket/builtins";
import * as futures from "pysocket/concurrent/futures";
import { BrokenThreadPool, ThreadPoolExecutor } from "pysocket/concurrent/futures/thread";
import * as queue from "pysocket/queue";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";
import { Program, stopPrograms } from "../../support/programs";
import { untilWaiting } from "../../support/waiting";
import { assertCollected, collectGarbage, LOOPBACK_TIMEOUT, untyped } from "../support";
import * as calls from "./calls.cjs";
import { makePool, type Pool, WORKER_COUNT } from "./support";

const numbers = Array.from({ length: 10 }, (_, number) => number);
const around = numbers.map((number) => number - 5);

let pool: Pool;
let executor: futures.ThreadPoolExecutor;

function setUp(): void {
    pool = makePool(WORKER_COUNT);
    ({ executor } = pool);
}

function tearDown(): void {
    executor.shutdown();
}

describe("test_concurrent_futures.test_thread_pool.ThreadPoolExecutorTest", () => {
    beforeEach(setUp);
    afterEach(tearDown);

    it("test_submit", () => {
        assert.equal(executor.submit(calls.power, 2, 8).result(), 256);
    });

    it("test_submit_keyword", () => {
        // Keyword arguments are an object, which the function gets as it is.
        assert.deepEqual(executor.submit(calls.capture, 1, { self: 2, fn: 3 }).result(), [
            1,
            { self: 2, fn: 3 },
        ]);
        assert.throws(() => untyped(executor).submit({ fn: calls.capture, arg: 1 }), TypeError);
        assert.throws(() => untyped(executor).submit({ arg: 1 }), TypeError);
        assert.throws(() => untyped(executor).submit(), TypeError);
    });

    it("test_map", () => {
        const expected = numbers.map((number) => number ** number);
        assert.deepEqual([...executor.map(calls.power, numbers, numbers)], expected);
        assert.deepEqual([...executor.map(calls.power, numbers, numbers, { chunksize: 3 })], expected);
    });

    it("test_map_exception", () => {
        const results = executor.map(calls.divide, [1, 1, 1, 1], [2, 3, 0, 5]);
        assert.deepEqual(results.next().value, [0, 1]);
        assert.deepEqual(results.next().value, [0, 1]);
        assert.throws(() => results.next(), ZeroDivisionError);
    });

    it("test_map_timeout", () => {
        const past = new threading.Event();
        past.set();
        const results: unknown[] = [];
        // A busy machine may need longer than the timeout for the calls that do not wait.
        for (let timeout = 0.1; results.length < 2; timeout *= 3) {
            const end = new threading.Event();
            results.length = 0;
            assert.throws(() => {
                for (const result of executor.map(calls.pause, [past, past, end], { timeout }))
                    results.push(result);
            }, TimeoutError);
            end.set();
        }
        assert.deepEqual(results, [undefined, undefined]);
    });

    it("test_map_submits_without_iteration", () => {
        const finished = shared.list<number>();
        executor.map(calls.note, new Array(10).fill(finished), numbers);
        executor.shutdown({ wait: true });
        assert.deepEqual([...finished].sort(), numbers);
    });

    it("test_shutdown_race_issue12456", () => {
        const results = executor.map(calls.identity, new Array(WORKER_COUNT + 1).fill(2));
        executor.shutdown();
        assert.deepEqual([...results], new Array(WORKER_COUNT + 1).fill(2));
        assert.equal(pool.threads().length, 0);
    });

    it("test_no_stale_references", () => {
        const object = { mine: true };
        executor.submit(calls.identity, object).result();
        return assertCollected(new WeakRef(object));
    });

    it("test_free_reference", async () => {
        const results = executor.map(calls.makeObject, numbers);
        for (const _ of numbers) await assertCollected(new WeakRef(results.next().value as object));
        assert.equal(results.next().done, true);
    });

    it("test_max_workers_negative", () => {
        for (const max_workers of [0, -1])
            assert.throws(
                () => ThreadPoolExecutor({ max_workers }),
                new ValueError("max_workers must be greater than 0"),
            );
    });

    /** How many threads an executor has that is given more to do than it can. */
    function saturated(max_workers: number | undefined, count: number): number {
        const { executor, threads } = makePool(max_workers);
        const semaphore = new threading.Semaphore(0);
        for (let time = 0; time < count; time++) executor.submit(calls.acquire, semaphore);
        const found = threads().length;
        semaphore.release(count);
        executor.shutdown({ wait: true });
        return found;
    }

    it("test_default_workers", () => {
        const expected = Math.min(32, availableParallelism() + 4);
        assert.equal(saturated(undefined, expected + 3), expected);
    });

    it("test_saturation", () => {
        assert.equal(saturated(4, 60), 4);
    });

    it("test_idle_thread_reuse", () => {
        const { executor, threads } = makePool();
        for (const [first, second] of [
            [21, 2],
            [6, 7],
            [3, 14],
        ]) {
            assert.equal(executor.submit(calls.multiply, first, second).result(), 42);
            untilWaiting(1);
        }
        assert.equal(threads().length, 1);
        executor.shutdown({ wait: true });
    });

    it("test_executor_map_current_future_cancel", () => {
        const end = new threading.Event();
        const log = shared.list<string>();
        using one = ThreadPoolExecutor(1);
        const first = one.submit(calls.noteAround, log, end, "first");
        try {
            const events = [end, end];
            const results = one.map(calls.noteAround, [log, log], events, ["second", "third"], {
                timeout: 0,
            });
            assert.throws(() => results.next(), TimeoutError);
        } finally {
            end.set();
        }
        first.result();
        one.shutdown();
        assert.deepEqual([...log], ["first started", "first stopped"]);
    });
});

describe("an Executor", () => {
    it("leaves its methods to subclasses", () => {
        class Own extends futures.Executor {}
        assert.throws(() => untyped(futures).Executor(1), new TypeError("Executor() takes no arguments"));
        assert.throws(() => untyped(Own)(1), globalThis.TypeError);
        assert.throws(() => new Own().submit(calls.identity, 1), NotImplementedError);
    });
});

describe("test_concurrent_futures.test_init.ThreadPoolInitializerTest", () => {
    it("test_initializer", () => {
        using initialised = ThreadPoolExecutor({
            max_workers: 2,
            initializer: calls.initialise,
            initargs: ["initialized"],
        });
        const found = [1, 2].map(() => initialised.submit(calls.getStatus));
        assert.deepEqual(
            found.map((future) => future.result()),
            ["initialized", "initialized"],
        );
    });
});

describe("test_concurrent_futures.test_init.ThreadPoolFailingInitializerTest", () => {
    it("test_initializer", () => {
        const output = queue.SimpleQueue<string>();
        using failing = ThreadPoolExecutor({
            max_workers: 2,
            initializer: calls.failToInitialise,
            initargs: [output],
        });
        assert.throws(() => failing.submit(calls.getStatus).result(), futures.BrokenExecutor);
        assert.throws(() => failing.submit(calls.getStatus), BrokenThreadPool);
        assert.match(output.get({ timeout: LOOPBACK_TIMEOUT }), /ValueError: error in initializer/);
    });
});

/** How calls.cjs ends, as a program. */
async function endOfProgram(): Promise<{ status: unknown; lines: string[]; errors: string }> {
    const program = new Program("calls", process.execPath, [join(__dirname, "calls.cjs")]);
    await program.ended(LOOPBACK_TIMEOUT);
    const { status, output, errors } = program;
    return { status, lines: output.trimEnd().split("\n"), errors };
}

describe("test_concurrent_futures.test_shutdown.ThreadPoolShutdownTest", () => {
    let end: ReturnType<typeof endOfProgram> | undefined;
    const ended = () => {
        end ??= endOfProgram();
        return end;
    };

    beforeEach(setUp);
    afterEach(tearDown);
    after(stopPrograms);

    it("test_run_after_shutdown", () => {
        executor.shutdown();
        assert.throws(() => executor.submit(calls.power, 2, 5), RuntimeError);
    });

    it("test_interpreter_shutdown", async () => {
        const { status, lines, errors } = await ended();
        assert.deepEqual([status, lines.includes("apple"), errors], [0, true, ""]);
    });

    it("test_submit_after_interpreter_shutdown", async () => {
        const { lines } = await ended();
        assert.equal(lines.at(-1), "RuntimeError: cannot schedule new futures after interpreter shutdown");
    });

    it("test_hang_issue12364", () => {
        const event = new threading.Event();
        const fs = Array.from({ length: 50 }, () => executor.submit(calls.pause, event, 0.002));
        executor.shutdown();
        for (const future of fs) assert.equal(future.result(), undefined);
    });

    it("test_cancel_futures", () => {
        const event = new threading.Event();
        const fs = Array.from({ length: 50 }, () => executor.submit(calls.pause, event, 3600));
        while (!fs.some((future) => future.running())) event.wait(0.001);
        executor.shutdown({ wait: false, cancel_futures: true });
        event.set();
        executor.shutdown();
        const others = fs.filter((future) => !future.cancelled());
        assert.ok(others.length > 0 && others.length < 30, String(others.length));
        for (const future of others) {
            assert.equal(future.done(), true);
            assert.equal(future.exception(), null);
        }
    });

    it("test_hang_gh83386", async () => {
        const { status, lines } = await ended();
        assert.deepEqual([status, lines.includes("pear")], [0, true]);
    });

    it("test_cancel_futures_wait_false", async () => {
        const { status, lines, errors } = await ended();
        const others = lines.slice(0, -1).filter((line) => line !== "plum");
        assert.deepEqual([status, others.sort(), errors], [0, ["apple", "pear"], ""]);
    });

    it("test_hang_gh94440", () => {
        const one = ThreadPoolExecutor(1);
        one.submit(calls.identity, 0).result();
        one.submit(calls.identity, 0).cancel();
        one.shutdown({ wait: true });
        assert.throws(() => one.submit(calls.identity, 0), RuntimeError);
    });

    it("test_threads_terminate", () => {
        const semaphore = new threading.Semaphore(0);
        for (let time = 0; time < 3; time++) executor.submit(calls.acquire, semaphore);
        assert.equal(pool.threads().length, 3);
        semaphore.release(3);
        executor.shutdown();
        assert.equal(pool.threads().length, 0);
    });

    const absolutes = around.map(Math.abs);

    it("test_context_manager_shutdown", () => {
        const { executor, threads } = makePool(5);
        {
            using used = executor;
            assert.deepEqual([...used.map(calls.absolute, around)], absolutes);
        }
        assert.equal(threads().length, 0);
    });

    async function untilEnded(threads: Pool["threads"]): Promise<void> {
        const deadline = performance.now() + 1000 * LOOPBACK_TIMEOUT;
        while (threads().length > 0) {
            assert.ok(performance.now() < deadline, "its threads do not end");
            await setImmediate();
            collectGarbage();
            // Looks for what has been collected.
            for (let made = 0; made < 300; made++) threading.Event();
        }
    }

    it("test_del_shutdown", async () => {
        const drop = () => {
            const { executor, threads } = makePool(5);
            return { results: executor.map(calls.absolute, around), threads };
        };
        const { results, threads } = drop();
        await untilEnded(threads);
        assert.deepEqual([...results], absolutes);
    });

    it("test_shutdown_no_wait", async () => {
        const { executor, threads } = makePool(5);
        const results = executor.map(calls.absolute, around);
        executor.shutdown({ wait: false });
        await untilEnded(threads);
        assert.deepEqual([...results], absolutes);
    });

    /** The names of the threads of an executor that is then dropped. */
    function names(options: futures.ThreadPoolExecutorOptions, expected: RegExp): string[] {
        const executor = ThreadPoolExecutor({ max_workers: 5, ...options });
        const before = threading.enumerate();
        executor.map(calls.absolute, around);
        const made = threading.enumerate().filter((thread) => !before.includes(thread));
        const found = made.map(({ name }) => name).filter((name) => expected.test(name));
        executor.shutdown();
        for (const thread of made) assert.equal(thread.is_alive(), false);
        return found;
    }

    it("test_thread_names_assigned", () => {
        assert.ok(names({ thread_name_prefix: "SpecialPool" }, /^SpecialPool_[0-4]$/).length > 0);
    });

    it("test_thread_names_default", () => {
        assert.ok(names({}, /^ThreadPoolExecutor-\d+_[0-4]$/).length > 0);
    });
});
