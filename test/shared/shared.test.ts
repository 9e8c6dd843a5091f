import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import * as socket from "pysocket";
import { IndexError, RuntimeError, TypeError } from "pysocket/builtins";
import * as queue from "pysocket/queue";
import * as shared from "pysocket/shared";
import type * as threading from "pysocket/threading";
import { collect } from "#lib/runtime/garbage";
import { collectGarbage } from "../support/garbage";

const { clients, numbers, seen, counter, lock, sayToAll, fill, append, thread, Look } =
    require("../fixtures/shared.cjs") as {
        clients: shared.SharedList<unknown>;
        numbers: shared.SharedDict<number, number[]>;
        seen: shared.SharedSet<number>;
        counter: shared.SharedCell<number>;
        lock: threading.Lock;
        sayToAll(text: string): void;
        fill(first: number, count: number): void;
        append(list: unknown, item: unknown): void;
        thread(target: (...args: never[]) => unknown, ...args: unknown[]): threading.Thread;
        Look: new () => threading.Thread & { result: unknown[] };
    };

function run(...args: Parameters<typeof thread>): threading.Thread {
    const started = thread(...args);
    started.start();
    return started;
}

describe("shared containers", () => {
    afterEach(() => {
        clients.clear();
        numbers.clear();
        seen.clear();
        counter.value = 0;
    });

    it("are the same in every thread by their names, and their sockets stay sockets", () => {
        const pairs = [socket.socketpair(), socket.socketpair()];
        for (const [, theirs] of pairs) clients.append(theirs);
        run(sayToAll, "hello").join();
        for (const [mine, theirs] of pairs) {
            assert.equal(mine.recv(10).toString(), "hello");
            theirs.close();
            mine.close();
        }
        assert.equal(clients.length, 0);
    });

    it("lose nothing when threads change them at once", () => {
        const threads = [0, 1, 2].map((index) => run(fill, index * 200, 200));
        for (const each of threads) each.join();
        const expected = Array.from({ length: 600 }, (_, index) => index);
        const sorted = (found: Iterable<unknown>) => [...found].map(Number).sort((a, b) => a - b);
        assert.deepEqual(sorted(clients), expected);
        assert.deepEqual(sorted(numbers.keys()), expected);
        assert.deepEqual(numbers.at(599), [599]);
        assert.deepEqual(sorted(seen), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert.equal(counter.value, 600);
    });

    it("wait while another thread holds them", () => {
        const held = clients.hold();
        const waiting = run(fill, 0, 1);
        waiting.join(0.1);
        clients.append("first");
        const inner = clients.hold();
        inner[Symbol.dispose]();
        assert.deepEqual([...clients], ["first"]);
        assert.equal(waiting.is_alive(), true);
        held[Symbol.dispose]();
        waiting.join();
        assert.deepEqual([...clients], ["first", 0]);
        assert.throws(() => held[Symbol.dispose](), new RuntimeError("cannot release un-acquired lock"));
    });

    it("have locks and the like by name too", () => {
        using _ = lock.hold();
        clients.append("item");
        const look = new Look();
        look.start();
        look.join();
        assert.deepEqual(look.result, [true, ["item"], 0]);
        for (const make of [
            shared.Lock,
            shared.RLock,
            shared.Event,
            shared.Condition,
            shared.Semaphore,
            shared.BoundedSemaphore,
            (name: string) => shared.Barrier(name, 2),
            shared.Queue,
        ])
            assert.equal(make("a name").constructor, make("a name").constructor);
        shared.Queue("letters", 1).put("a");
        assert.deepEqual([shared.Queue("letters").get(), shared.Queue("letters").maxsize], ["a", 1]);
        shared.Event("happened").set();
        assert.equal(shared.Event("happened").is_set(), true);
        assert.equal(shared.Semaphore("places", 2).acquire(), true);
        assert.equal(shared.Semaphore("places").acquire(false), true);
        assert.equal(shared.Semaphore("places").acquire(false), false);
    });

    it("are kept by their names when no object stands for them any more", async () => {
        const add = () => shared.list<number>("kept by its name").append(1);
        for (let i = 0; i < 3; i++) {
            add();
            // What a call has touched lives until it has returned.
            await turn();
            collectGarbage();
            collect();
        }
        assert.deepEqual([...shared.list("kept by its name")], [1, 1, 1]);
    });

    it("are made by the first that asks, with what it gives", () => {
        assert.deepEqual([...shared.list("letters", ["a"])], ["a"]);
        assert.deepEqual([...shared.list("letters", ["b"])], ["a"]);
        assert.equal(shared.dict("letters", { a: 1 }).at("a"), 1);
        assert.deepEqual([...shared.set("letters", "ab")], ["a", "b"]);
        assert.equal(shared.Value("letters", "i", 1).value, 1);
        assert.equal(String(shared.Array("letters", "i", [1])), "array('i', [1])");
        const unnamed = shared.list(null, [1]);
        run(append, unnamed, 2).join();
        assert.deepEqual([...unnamed, ...shared.list()], [1, 2]);
        assert.throws(
            () => shared.list(5 as unknown as string),
            new TypeError("name must be str or None, not int"),
        );
    });

    it("hold each other, queues and sockets, which keep what they are", () => {
        const [mine, theirs] = socket.socketpair();
        const inner = shared.list(null, [1]);
        const outer = shared.dict<unknown, unknown>(null, { inner, waiting: queue.Queue(), theirs });
        (outer.at("inner") as shared.SharedList<number>).append(2);
        assert.deepEqual([...inner], [1, 2]);
        (outer.at("waiting") as queue.Queue).put(1);
        assert.equal((outer.at("waiting") as queue.Queue).get(), 1);
        assert.equal((outer.at("theirs") as socket.socket).fileno(), theirs.fileno());
        outer.set(theirs, "a socket as a key");
        assert.equal(outer.at(theirs), "a socket as a key");
        outer.clear();
        const list = shared.list(null, [mine, theirs]);
        list.remove(mine);
        assert.equal(list.length, 1);
        assert.equal(list.index(theirs), 0);
        list.clear();
        mine.close();
        theirs.close();
    });

    it("have items by index, as properties", () => {
        const letters = shared.list(null, ["a", "b", "c"]);
        assert.deepEqual([letters[0], letters[-1], letters.length], ["a", "c", 3]);
        letters[1] = "B";
        delete letters[0];
        assert.deepEqual([...letters], ["B", "c"]);
        assert.deepEqual(
            [0 in letters, 2 in letters, (-2) in letters, "pop" in letters],
            [true, false, true, true],
        );
        assert.throws(() => letters[2], new IndexError("list index out of range"));
        assert.deepEqual(letters.slice(-1), ["c"]);
        assert.throws(() => {
            letters[2] = "x";
        }, new IndexError("list assignment index out of range"));
        assert.equal(letters.copy().join(), "B,c");
    });

    it("are iterated over as they were at first", () => {
        const list = shared.list(null, [1, 2, 3]);
        for (const item of list) list.remove(item);
        assert.equal(list.length, 0);
    });

    it("take functions, but no promise, and are then as before", () => {
        const list = shared.list<unknown>(null, [(value: number) => value + 1]);
        assert.equal((list.pop() as (value: number) => number)(1), 2);
        list.append(1);
        assert.throws(() => list.append(Promise.resolve()), TypeError);
        assert.throws(() => list.extend([2, Promise.resolve()]), TypeError);
        const dict = shared.dict<unknown, unknown>(null, { a: 1 });
        assert.throws(() => dict.set("b", Promise.resolve()), TypeError);
        assert.throws(() => dict.set({}, 1), new TypeError("unhashable type: 'dict'"));
        assert.deepEqual([[...list], dict.items()], [[1], [["a", 1]]]);
    });

    it("are sorted by a key, which may look at the list", () => {
        const list = shared.list(null, ["bbb", "a", "cc"]);
        list.sort({ key: (text: string) => text.length + list.length });
        assert.deepEqual([...list], ["a", "cc", "bbb"]);
        assert.throws(
            () =>
                list.sort({
                    key: () => {
                        throw new RangeError("a key");
                    },
                }),
            new RangeError("a key"),
        );
        run(append, list, "d").join();
        assert.equal(list.pop(), "d");
    });
});
