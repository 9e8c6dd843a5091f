import assert from "node:assert/strict";
import { ValueError } from "pysocket/builtins";
import * as queue from "pysocket/queue";
import type * as threading from "pysocket/threading";

const { thread } = require("../../fixtures/queues.cjs") as {
    thread(name: string, args?: unknown[], options?: threading.ThreadOptions): threading.Thread;
};

type AnyQueue = queue.Queue<number>;

const SIZE = 5;
const classes = { Queue: queue.Queue, LifoQueue: queue.LifoQueue, PriorityQueue: queue.PriorityQueue };

function run(...args: Parameters<typeof thread>): threading.Thread {
    const started = thread(...args);
    started.start();
    return started;
}

function filled(made: AnyQueue, ...numbers: number[]): AnyQueue {
    for (const number of numbers) made.put(number);
    return made;
}

/** Has a thread call a method, and `meanwhile` this one something that lets it return; how it ended. */
function whileWaiting(waiting: AnyQueue, method: string, args: unknown[], meanwhile: () => void): unknown {
    const results = queue.SimpleQueue<unknown[]>();
    const started = run("report", [method, args, waiting, results]);
    started.join(0.02);
    meanwhile();
    started.join();
    return results.get();
}

const shutDown = ["raised", "ShutDown"];

for (const [name, Class] of Object.entries(classes)) {
    const make = (maxsize = 0) => Class<number>(maxsize);

    describe(`test_queue.C${name}Test`, () => {
        it("test_basic", () => {
            const each = filled(make(SIZE), 111, 333, 222);
            const order = {
                Queue: [111, 333, 222],
                LifoQueue: [222, 333, 111],
                PriorityQueue: [111, 222, 333],
            };
            assert.deepEqual([each.get(), each.get(), each.get()], order[name as keyof typeof order]);
            for (let number = 0; number < SIZE - 1; number++) {
                each.put(number);
                assert.deepEqual([each.empty(), each.full()], [false, false]);
            }
            each.put(SIZE);
            assert.deepEqual([each.full(), each.qsize()], [true, SIZE]);
            assert.throws(() => each.put(9, { block: false }), queue.Full);
            assert.throws(() => each.put(9, { timeout: 0.01 }), queue.Full);
            assert.deepEqual(
                whileWaiting(each, "put", [9], () => each.get()),
                ["returned", null],
            );
            while (!each.empty()) each.get();
            assert.throws(() => each.get({ block: false }), queue.Empty);
            assert.throws(() => each.get({ timeout: 0.01 }), queue.Empty);
            assert.deepEqual(
                whileWaiting(each, "get", [], () => each.put(7)),
                ["returned", 7],
            );
        });

        it("test_negative_timeout_raises_exception", () => {
            const each = make(1);
            assert.throws(() => each.put(1, { timeout: -1 }), ValueError);
            assert.throws(() => each.get(true, -1), ValueError);
        });

        it("test_nowait", () => {
            const each = make(SIZE);
            for (let number = 0; number < SIZE; number++) each.put_nowait(number);
            assert.throws(() => each.put_nowait(1), queue.Full);
            for (let number = 0; number < SIZE; number++) each.get_nowait();
            assert.throws(() => each.get_nowait(), queue.Empty);
        });

        it("test_queue_join", () => {
            const each = make();
            const results = queue.SimpleQueue<number[]>();
            const consumers = [1, 2].map(() => run("consume", [each, results]));
            filled(each, 1, 2, 3, 4, 5);
            each.join();
            assert.deepEqual([each.unfinished_tasks, each.qsize()], [0, 0]);
            if (name === "PriorityQueue") each.shutdown();
            else for (const _ of consumers) each.put(null as unknown as number);
            for (const consumer of consumers) consumer.join();
            if (name !== "PriorityQueue") each.join();
            assert.throws(() => each.task_done(), ValueError);
        });

        it("test_queue_task_done", () => {
            const each = make();
            assert.throws(() => each.task_done(), ValueError);
            filled(each, 1);
            each.task_done();
            assert.throws(() => each.task_done(), ValueError);
        });

        it("test_shrinking_queue", () => {
            const each = filled(make(3), 1, 2, 3);
            assert.throws(() => each.put_nowait(4), queue.Full);
            assert.equal(each.qsize(), 3);
            each.maxsize = 2;
            assert.throws(() => each.put_nowait(4), queue.Full);
        });

        it("test_shutdown_empty", () => {
            const each = make();
            each.shutdown();
            assert.throws(() => each.put(1), queue.ShutDown);
            assert.throws(() => each.get(), queue.ShutDown);
        });

        it("test_shutdown_nonempty", () => {
            const each = filled(make(), 1);
            each.shutdown();
            assert.equal(each.get(), 1);
            assert.throws(() => each.get(), queue.ShutDown);
        });

        it("test_shutdown_immediate", () => {
            const each = filled(make(), 1);
            each.shutdown({ immediate: true });
            assert.throws(() => each.get(), queue.ShutDown);
        });

        it("test_shutdown_allowed_transitions", () => {
            const each = filled(make(), 1);
            each.shutdown();
            each.shutdown({ immediate: true });
            each.shutdown(false);
            assert.deepEqual([each.is_shutdown, each.qsize()], [true, 0]);
        });

        for (const immediate of [false, true]) {
            const prefix = immediate ? "test_shutdown_immediate" : "test_shutdown";

            it(`${prefix}_all_methods_in_one_thread`, () => {
                const each = filled(make(2), 1, 2);
                each.shutdown(immediate);
                assert.throws(() => each.put(3), queue.ShutDown);
                assert.throws(() => each.put_nowait(3), queue.ShutDown);
                if (!immediate) {
                    const expected = name === "LifoQueue" ? [2, 1] : [1, 2];
                    assert.deepEqual([each.get(), each.get_nowait()], expected);
                    each.task_done();
                    each.task_done();
                }
                assert.throws(() => each.get(), queue.ShutDown);
                assert.throws(() => each.get_nowait(), queue.ShutDown);
                assert.throws(() => each.task_done(), ValueError);
                each.join();
            });

            it(`${prefix}_all_methods_in_many_threads`, () => {
                const [empty, full] = [make(), filled(make(1), 1)];
                const results = queue.SimpleQueue<unknown[]>();
                const threads = [1, 2].flatMap(() => [
                    run("report", ["get", [], empty, results]),
                    run("report", ["get", [true, 50], empty, results]),
                    run("report", ["put", [2], full, results]),
                ]);
                for (const each of threads) each.join(0.01);
                for (const each of [empty, full]) each.shutdown(immediate);
                for (const each of threads) each.join();
                assert.deepEqual(
                    threads.map(() => results.get()),
                    threads.map(() => shutDown),
                );
                assert.equal(full.qsize(), immediate ? 0 : 1);
            });

            it(`${prefix}_get`, () => {
                const each = make();
                assert.deepEqual(
                    whileWaiting(each, "get", [], () => each.shutdown(immediate)),
                    shutDown,
                );
            });

            it(`${prefix}_put`, () => {
                const each = filled(make(1), 1);
                assert.deepEqual(
                    whileWaiting(each, "put", [2], () => each.shutdown(immediate)),
                    shutDown,
                );
            });

            it(`${prefix}_join`, () => {
                const each = filled(make(), 1);
                const end = () => {
                    each.shutdown(immediate);
                    if (immediate) return;
                    each.get();
                    each.task_done();
                };
                assert.deepEqual(whileWaiting(each, "join", [], end), ["returned", null]);
            });

            it(`${prefix}_put_join`, () => {
                const each = filled(make(2), 1);
                each.put(2);
                each.shutdown(immediate);
                assert.throws(() => each.put(3), queue.ShutDown);
                const finish = () => {
                    for (let left = each.unfinished_tasks; left > 0; left--) each.task_done();
                };
                assert.deepEqual(whileWaiting(each, "join", [], finish), ["returned", null]);
            });
        }

        it("test_shutdown_get_task_done_join", () => {
            const each = filled(make(), 1, 2);
            each.get();
            each.task_done();
            each.shutdown();
            const finish = () => {
                each.get();
                each.task_done();
            };
            assert.deepEqual(whileWaiting(each, "join", [], finish), ["returned", null]);
            assert.throws(() => each.get(), queue.ShutDown);
        });

        it("test_shutdown_pending_get", () => {
            const each = make();
            assert.deepEqual(
                whileWaiting(each, "get", [true, 50], () => {
                    each.put(1);
                    each.shutdown();
                }),
                ["returned", 1],
            );
        });
    });
}

describe("test_queue.CSimpleQueueTest", () => {
    it("test_basic", () => {
        const each = queue.SimpleQueue<number>();
        assert.equal(each.empty(), true);
        for (const number of [1, 2, 3]) each.put(number);
        each.put(4, false);
        each.put_nowait(5);
        assert.deepEqual([each.qsize(), each.empty()], [5, false]);
        assert.deepEqual([each.get(), each.get({ block: false }), each.get_nowait()], [1, 2, 3]);
        assert.deepEqual([each.get(true, 1), each.get({ timeout: 1 })], [4, 5]);
        assert.throws(() => each.get({ block: false }), queue.Empty);
        assert.throws(() => each.get({ timeout: 0.001 }), queue.Empty);
        assert.throws(() => each.get_nowait(), queue.Empty);
    });

    it("test_negative_timeout_raises_exception", () => {
        const each = queue.SimpleQueue<number>();
        each.put(1);
        assert.throws(() => each.get({ timeout: -1 }), ValueError);
    });

    it("test_order", () => {
        const [numbers, results] = [queue.SimpleQueue<number | null>(), queue.SimpleQueue<number>()];
        const echo = run("echo", [numbers, results]);
        const sent = Array.from({ length: 500 }, (_, index) => index);
        for (const number of sent) numbers.put(number);
        numbers.put(null);
        echo.join();
        assert.deepEqual(
            sent.map(() => results.get()),
            sent,
        );
    });

    for (const [title, ...rest] of [
        ["test_many_threads"],
        ["test_many_threads_nonblock", false],
        ["test_many_threads_timeout", true, 0.001],
    ] as [string, ...unknown[]][]) {
        it(title, () => {
            const [numbers, results] = [queue.SimpleQueue<number>(), queue.SimpleQueue<number>()];
            const sent = Array.from({ length: 600 }, (_, index) => index);
            const feeders = [0, 1].map((half) => run("produce", [numbers, half * 300, 300]));
            const movers = [1, 2].map(() => run("move", [numbers, results, 300, rest]));
            for (const each of [...feeders, ...movers]) each.join();
            const moved = sent.map(() => results.get(true, 20));
            assert.deepEqual(
                moved.sort((a, b) => a - b),
                sent,
            );
            assert.equal(numbers.qsize(), 0);
        });
    }
});
