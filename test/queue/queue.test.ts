import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import * as socket from "pysocket";
import { TypeError } from "pysocket/builtins";
import * as queue from "pysocket/queue";
import * as select from "pysocket/select";
import * as shared from "pysocket/shared";
import type * as threading from "pysocket/threading";
import { call, list, type Probe, prepare, probe, read, type Step, type Value } from "../differential/probe";
import { type Outcome, Runner } from "../differential/run";
import { long } from "../support/long";
import { needPython, runPython } from "../support/python";
import { skip } from "../support/skip";
import { patience } from "../support/slowness";

const { thread } = require("../fixtures/queues.cjs") as {
    thread(name: string, args?: unknown[], options?: threading.ThreadOptions): threading.Thread;
};

function run(...args: Parameters<typeof thread>): threading.Thread {
    const started = thread(...args);
    started.start();
    return started;
}

/** What goes in comes out as it was. */
const values: unknown[] = [
    null,
    undefined,
    true,
    false,
    0,
    -0,
    1.5,
    Number.NaN,
    Infinity,
    0n,
    -5n,
    255n,
    2n ** 200n,
    -(2n ** 64n),
    "",
    "é\0\u{1f600}",
    "\ud800 alone",
    "x".repeat(300_000),
    Buffer.from("bytes"),
    Buffer.alloc(200_000, 7),
    new Uint8Array([1, 2]),
    new Float64Array([1.5]),
    new Date(5),
    [],
    {},
    [[], [[]], {}],
    { a: { b: [1, { c: "d" }] }, "": 0 },
    JSON.parse('{"__proto__": 1}'),
    new Map([[1, new Set(["x"])]]),
    [new Map(), 1],
    [new RangeError("an error")],
];

describe("queues", () => {
    for (const Class of [queue.Queue, queue.LifoQueue, queue.SimpleQueue]) {
        it(`${Class.name} gives values back as they were`, () => {
            const each = Class();
            for (const value of values) {
                each.put(value);
                assert.deepStrictEqual(each.get(), value);
            }
        });
    }

    it("keep what refers to itself, and what two places share", () => {
        const each = queue.Queue<unknown[]>();
        const cyclic: unknown[] = [1];
        cyclic.push(cyclic);
        each.put(cyclic);
        const taken = each.get();
        assert.equal(taken[1], taken);
        const part = { deep: true };
        each.put([part, [part]]);
        const [first, [second]] = each.get() as [object, [object]];
        assert.equal(first, second);
        let deep: unknown = "bottom";
        for (let depth = 0; depth < 1000; depth++) deep = [deep];
        each.put([deep]);
        assert.deepStrictEqual(each.get(), [deep]);
    });

    it("take functions and symbols, but no promise, and are then as before", () => {
        const each = queue.Queue<unknown>();
        const [mine, theirs] = socket.socketpair();
        for (const value of [() => 1, Symbol.for("yes"), [() => 1]]) {
            each.put(value);
            assert.equal(typeof each.get(), typeof value);
        }
        for (const value of [Promise.resolve(), new WeakMap()])
            assert.throws(() => each.put(value), TypeError);
        const failing = {
            get value(): never {
                throw new RangeError("a getter");
            },
        };
        assert.throws(() => each.put([mine, failing]), new RangeError("a getter"));
        assert.equal(each.qsize(), 0);
        mine.close();
        assert.equal(theirs.recv(1).length, 0);
        theirs.close();
    });

    it("are not disturbed by a getter that uses one", () => {
        const [outer, inner] = [queue.Queue<unknown>(), queue.Queue<unknown>()];
        const record = {
            before: "x".repeat(100),
            get value() {
                inner.put(["another", 2]);
                return inner.get();
            },
            after: 3,
        };
        outer.put(record);
        assert.deepStrictEqual(outer.get(), { before: record.before, value: ["another", 2], after: 3 });
    });

    it("take an object as an item, not as keyword arguments", () => {
        const each = queue.Queue<unknown>();
        each.put({ block: false });
        each.put({ block: false }, { block: false });
        each.put_nowait({ x: 1 });
        assert.deepEqual(
            [each.get(), each.get(), each.get()],
            [{ block: false }, { block: false }, { x: 1 }],
        );
    });

    it("can be extended, but not at the values", () => {
        class Named extends queue.Queue<number> {
            title = "a name";
            put_all(...numbers: number[]) {
                for (const number of numbers) this.put(number);
            }
        }
        const named = new Named(5);
        named.put_all(1, 2);
        assert.deepEqual([named.maxsize, named.get(), named.queue, named.title], [5, 1, [2], "a name"]);
        class Unique extends queue.Queue {
            _put() {}
        }
        assert.throws(
            () => new Unique(),
            new TypeError("Unique._put() cannot be overridden: the values are not in this thread"),
        );
    });

    it("of priorities compare what items begin with, whatever follows", () => {
        class Job {
            constructor(readonly name: string) {}
        }
        const jobs = queue.PriorityQueue<unknown[]>();
        const end = Symbol("end");
        jobs.put([9, end]);
        jobs.put([2, "b", new Job("second"), [1]]);
        jobs.put([2, "a", new Job("first"), new Set()]);
        jobs.put([0, (n: number) => n + 1, new Map([[1, 2]])]);
        const [, add, map] = jobs.get() as [number, (n: number) => number, Map<number, number>];
        assert.deepEqual([add(1), map.get(1)], [2, 2]);
        assert.deepEqual(jobs.get(), [2, "a", new Job("first"), new Set()]);
        assert.equal(jobs.get()[2] instanceof Job, true);
        assert.equal(jobs.get()[1], end);
        jobs.put([1, new Job("one")]);
        assert.throws(
            () => jobs.put([1, new Job("other")]),
            TypeError("'<' not supported between instances of 'Job' and 'Job'"),
        );
        const shares = shared.list<unknown[]>(null, [
            [2, new Job("b")],
            [1, new Job("a")],
        ]);
        shares.sort();
        assert.deepEqual(
            [...shares],
            [
                [1, new Job("a")],
                [2, new Job("b")],
            ],
        );
    });

    it("are themselves in other threads, and in each other", () => {
        const outer = queue.Queue<unknown>();
        const inner = queue.PriorityQueue<number>(3);
        inner.put(5);
        outer.put({ inner });
        const { inner: same } = outer.get() as { inner: queue.PriorityQueue<number> };
        same.put(1);
        assert.ok(same instanceof queue.PriorityQueue);
        assert.deepEqual([inner.get(), inner.get(), same.maxsize], [1, 5, 3]);
    });

    const each = long ? 25 : 5;
    it(`lose nothing between ${each} producers and ${each} consumers, and keep each one's order`, () => {
        const [numbers, results] = [queue.Queue(7), queue.SimpleQueue<number[]>()];
        const consumers = Array.from({ length: each }, () => run("consume", [numbers, results]));
        const producers = Array.from({ length: each }, (_, index) =>
            run("produce", [numbers, index * 1000, 200]),
        );
        for (const each of producers) each.join();
        for (const _ of consumers) numbers.put(null);
        numbers.join();
        for (const each of consumers) each.join();
        const taken = consumers.map(() => results.get());
        const expected = producers.flatMap((_, index) =>
            Array.from({ length: 200 }, (_, n) => index * 1000 + n),
        );
        assert.deepEqual(
            taken.flat().sort((a, b) => a - b),
            expected,
        );
        for (const each of taken)
            for (const [index, number] of each.entries())
                assert.ok(
                    each
                        .slice(0, index)
                        .every((before) => before < number || (before / 1000) >> 0 !== (number / 1000) >> 0),
                );
    });

    it("hand sockets over", () => {
        const connections = queue.Queue<socket.socket | null>();
        const workers = [1, 2, 3].map(() => run("answerAll", [connections]));
        const pairs = Array.from({ length: 30 }, () => socket.socketpair());
        for (const [theirs] of pairs) connections.put(theirs);
        for (const [, mine] of pairs) assert.equal(mine.recv(10).toString(), "answer");
        for (const _ of workers) connections.put(null);
        for (const each of workers) each.join();
        for (const [, mine] of pairs) mine.close();
    });

    it("hold other descriptors too, and give them back", function () {
        if (select.epoll === undefined) skip(this, "this platform has no epoll");
        const each = queue.Queue<{ polled: select.epoll }>();
        const polled = select.epoll();
        const number = polled.fileno();
        each.put({ polled });
        const { polled: same } = each.get();
        assert.equal(same.fileno(), number);
        each.put({ polled });
        each.shutdown(true);
        polled.close();
        assert.equal(same.closed, true);
    });

    it("wake who waits when they are shut down", () => {
        const results = queue.Queue<unknown[]>();
        const [empty, full] = [queue.Queue(), queue.Queue(1)];
        full.put(1);
        const threads = [1, 2, 3].flatMap(() => [
            run("report", ["get", [], empty, results]),
            run("report", ["get", [true, 60], empty, results]),
            run("report", ["put", [2], full, results]),
            run("report", ["join", [], full, results]),
        ]);
        empty.shutdown();
        full.shutdown(true);
        for (const each of threads) each.join();
        const outcomes = threads
            .map(() => results.get())
            .map(String)
            .sort();
        assert.deepEqual(
            outcomes,
            [...Array(9).fill("raised,ShutDown"), ...Array(3).fill("returned,")].sort(),
        );
    });

    it("all leave by shutdown(true), also those that have no order, and refuse a maxsize that is no number", () => {
        const each = queue.PriorityQueue();
        each.put(1);
        for (const item of ["a", null]) assert.throws(() => each.put(item), TypeError);
        each.shutdown(true);
        assert.equal(each.qsize(), 0);
        const text = "'>' not supported between instances of 'str' and 'int'";
        assert.throws(() => queue.Queue("5" as unknown as number), new TypeError(text));
    });

    it("time out", () => {
        const each = queue.Queue<number>(1);
        assert.throws(() => each.get(true, 0.05), queue.Empty);
        each.put(1);
        assert.throws(() => each.put(2, { timeout: 0.05 }), queue.Full);
    });
});

describe("a queue that nobody has any more", () => {
    for (const task of ["collected", "chain"]) {
        it(`${task}: closes the sockets in it`, () => {
            const fixture = join(__dirname, "..", "fixtures", "queues.cjs");
            const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", fixture, task], {
                encoding: "utf8",
                timeout: 60_000 * patience,
            });
            assert.equal(status, 0, stderr);
            assert.equal(stdout, "done\n");
        });
    }
});

/** Values of which many have the same rank, and some no order. */
const items: fc.Arbitrary<Value> = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -2, max: 2 }) },
    { weight: 3, arbitrary: fc.constantFrom(0.5, true, false) },
    {
        weight: 6,
        arbitrary: fc
            .tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom("a", "b"))
            .map((pair) => list(...pair)),
    },
    { weight: 1, arbitrary: fc.constantFrom("a", "b", null) },
);

const operations: fc.Arbitrary<Step> = fc.oneof(
    { weight: 8, arbitrary: items.map((item) => call("q.put", item, false)) },
    { weight: 6, arbitrary: fc.constant(call("q.get", false)) },
    {
        weight: 1,
        arbitrary: fc.constantFrom(call("q.task_done"), call("q.qsize"), call("q.full"), call("q.empty")),
    },
    { weight: 1, arbitrary: fc.constantFrom(read("q.unfinished_tasks"), read("q.queue")) },
);

const sequences: fc.Arbitrary<Probe> = fc
    .tuple(
        fc.constantFrom("Queue", "LifoQueue", "PriorityQueue", "PriorityQueue"),
        fc.constantFrom(0, 0, 3, 10),
        fc.array(operations, { minLength: 5, maxLength: 60 }),
        fc.constantFrom([], [call("q.shutdown")], [call("q.shutdown", true)]),
        fc.array(operations, { maxLength: 10 }),
    )
    // CPython takes the values out one by one, which fails where they have no order.
    .filter(([kind, , , end]) => kind !== "PriorityQueue" || end[0]?.args?.length !== 1)
    .map(([kind, maxsize, before, end, after]) =>
        probe(kind, prepare("q", `queue.${kind}`, maxsize), ...before, ...end, ...after),
    );

describe("random operations on queues", () => {
    it("have the same outcomes in CPython", function () {
        // Queues can be shut down since then.
        needPython(this, "3.13");
        const probes = fc.sample(sequences, { numRuns: long ? 1000 : 200 });
        const directory = mkdtempSync(join(tmpdir(), "pysocket-"));
        const script = join(__dirname, "..", "differential", "run.py");
        const theirs: Outcome[][] = JSON.parse(runPython(script, [directory], JSON.stringify(probes)));
        const runner = new Runner(directory);
        try {
            for (const [index, each] of probes.entries())
                assert.deepEqual(runner.run(each), theirs[index], JSON.stringify(each));
        } finally {
            runner.close();
            rmSync(directory, { recursive: true });
        }
    });
});
