import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as socket from "pysocket";
import {
    FileNotFoundError,
    KeyError,
    RuntimeError,
    TimeoutError,
    TypeError,
    ValueError,
} from "pysocket/builtins";
import * as futures from "pysocket/concurrent/futures";
import { BrokenThreadPool } from "pysocket/concurrent/futures/thread";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";

// biome-ignore lint/suspicious/noExplicitAny: targets of many kinds
const targets = require("../fixtures/futures.cjs") as Record<string, (...args: any[]) => any>;
const { square, fail, waitFor, later, threadName, append, prepare, seePrepared, submitMore, start } = targets;

describe("a ThreadPoolExecutor", () => {
    let executor: futures.ThreadPoolExecutor;

    beforeEach(() => {
        executor = futures.ThreadPoolExecutor(2);
    });

    afterEach(() => executor.shutdown());

    it("calls functions in its threads, and gives their results to whoever asks", () => {
        assert.equal(executor.submit(square, 5).result(), 25);
        assert.deepEqual([...executor.map(square, [1, 2, 3, 4])], [1, 4, 9, 16]);
        assert.deepEqual([...executor.map(square, [])], []);
        assert.equal(executor.submit(later, "in time").result(), "in time");
        assert.notEqual(executor.submit(threadName).result(), threading.current_thread().name);
        const names = new Set(executor.map(threadName, [1, 2, 3, 4, 5, 6]));
        for (const name of names) assert.match(String(name), /^ThreadPoolExecutor-\d+_[01]$/);
    });

    it("raises what a call has raised, with its class", () => {
        const raised = (how: string) =>
            executor.submit(fail, how).exception() as Error & Record<string, unknown>;
        assert.throws(() => executor.submit(fail, "value").result(), ValueError);
        assert.deepEqual(raised("value").args, ["a value", 5]);
        assert.match(raised("value").stack ?? "", /futures\.cjs/);
        assert.ok(raised("key") instanceof KeyError);
        assert.equal(raised("key").message, "'a key'");
        const missing = raised("file");
        assert.ok(missing instanceof FileNotFoundError);
        assert.deepEqual(
            [missing.errno, missing.strerror, missing.filename, missing.message],
            [2, "No such file", "a.txt", "[Errno 2] No such file: 'a.txt'"],
        );
        const own = raised("own");
        assert.ok(own instanceof ValueError);
        assert.deepEqual([own.name, own.message, own.extra], ["OwnError", "mine", [1]]);
        assert.ok(raised("javascript") instanceof RangeError);
        assert.equal(raised("cause").name, "ValueError");
        assert.equal(executor.submit(fail, "nothing").exception(), "a text");
    });

    it("takes bound functions and methods, and gives functions back", () => {
        assert.equal(executor.submit(square.bind(null), 3).result(), 9);
        assert.throws(() => executor.submit(5 as never), TypeError);
        const back = executor.submit(targets.giveFunction).result() as () => unknown;
        assert.equal(typeof back, "function");
        // As in JavaScript, a method without its object has none.
        const failed = targets.submitMethod(executor).exception() as Error;
        assert.match(failed.message, /undefined/);
        assert.equal(executor.submit(square, 2).result(), 4);
    });

    it("hands sockets to its threads, and takes them back", () => {
        const [mine, theirs] = socket.socketpair();
        const same = executor.submit(targets.sendHere, theirs).result() as socket.socket;
        assert.equal(mine.recv(10).toString(), "here");
        assert.equal(same.fileno(), theirs.fileno());
        theirs.close();
        assert.equal(same.fileno(), -1);
        mine.close();
    });

    it("cancels what has not begun", () => {
        const event = threading.Event();
        const busy = [executor.submit(waitFor, event, 1), executor.submit(waitFor, event, 2)];
        const waiting = [1, 2, 3].map((number) => executor.submit(square, number));
        assert.equal(waiting[0].cancel(), true);
        assert.throws(() => waiting[0].result(), futures.CancelledError);
        assert.throws(() => busy[0].result(0.01), TimeoutError);
        while (!busy.every((each) => each.running())) event.wait(0.01);
        executor.shutdown({ wait: false, cancel_futures: true });
        assert.deepEqual(
            waiting.map((each) => each.cancelled()),
            [true, true, true],
        );
        assert.throws(
            () => executor.submit(square, 1),
            new RuntimeError("cannot schedule new futures after shutdown"),
        );
        event.set();
        executor.shutdown();
        assert.deepEqual(
            busy.map((each) => each.result()),
            [1, 2],
        );
        assert.equal(busy[0].cancel(), false);
    });

    it("has each thread call its initializer first", () => {
        using prepared = new futures.ThreadPoolExecutor({
            max_workers: 1,
            initializer: prepare,
            initargs: ["ready"],
            thread_name_prefix: "worker",
        });
        assert.equal(prepared.submit(seePrepared).result(), "ready");
        assert.equal(prepared.submit(threadName).result(), "worker_0");
    });

    it("is broken when an initializer fails", () => {
        const { failToBegin } = targets;
        const broken = futures.ThreadPoolExecutor(1, { initializer: failToBegin, initargs: ["quietly"] });
        const first = broken.submit(square, 1);
        assert.ok(first.exception() instanceof BrokenThreadPool);
        assert.throws(
            () => broken.submit(square, 1),
            new BrokenThreadPool("A thread initializer failed, the thread pool is not usable anymore"),
        );
        assert.ok(first.exception() instanceof futures.BrokenExecutor);
        broken.shutdown();
    });

    it("is itself in a thread, where futures can be made and given back", () => {
        const inner = executor.submit(submitMore, executor, 7).result() as futures.Future<number>;
        assert.ok(inner instanceof futures.Future);
        assert.equal(inner.result(), 49);
    });

    it("gives up a map whose time has run out, and cancels the rest of it", () => {
        const event = threading.Event();
        const results = executor.map(waitFor, [event, event, event, event], [1, 2, 3, 4], { timeout: 0.05 });
        assert.throws(() => results.next(), TimeoutError);
        event.set();
        executor.shutdown();
    });
});

describe("a Future", () => {
    it("is finished by one thread and awaited by another", () => {
        const [value, error] = [new futures.Future<unknown>(), futures.Future()];
        const threads = [start(targets.finish, value, { a: [1] }), start(targets.raise, error)];
        assert.deepEqual(value.result(), { a: [1] });
        assert.equal(value.result(), value.result());
        assert.throws(() => error.result(), new ValueError("from a thread"));
        for (const each of threads) each.join();
    });

    it("keeps the very object in the thread that set it", () => {
        const [future, value] = [new futures.Future(), { a: 1 }];
        future.set_result(value);
        assert.equal(future.result(), value);
    });

    it("calls back in the thread that finishes it", () => {
        const called = shared.list("called back");
        called.clear();
        const future = new futures.Future();
        future.add_done_callback(append);
        start(targets.finish, future, 5).join();
        assert.deepEqual([...called], [[5, false]]);
        const ours: unknown[] = [];
        future.add_done_callback((done) => ours.push(done.result()));
        const own = futures.Future<number>();
        own.add_done_callback((done) => ours.push(done === own));
        own.set_result(1);
        assert.deepEqual(ours, [5, true]);
        assert.throws(() => own.add_done_callback(5 as never), TypeError);
    });

    it("is waited for with others, wherever they are finished", () => {
        const all = Array.from({ length: 10 }, () => new futures.Future<number>());
        const threads = all.map((future, index) => start(targets.finish, future, index));
        const completed = [...futures.as_completed(all)].map((future) => future.result());
        assert.deepEqual(completed.sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        for (const each of threads) each.join();
        const never = new futures.Future<number>();
        const { done, not_done } = futures.wait([...all, never], { return_when: futures.FIRST_COMPLETED });
        assert.deepEqual([done.size, [...not_done][0] === never], [10, true]);
        assert.throws(
            () => [...futures.as_completed([...all, never], 0.01)],
            new TimeoutError("1 (of 11) futures unfinished"),
        );
    });
});

describe("concurrent.futures", () => {
    it("has no ProcessPoolExecutor", () => {
        assert.equal("ProcessPoolExecutor" in futures, false);
    });
});

describe("a program with an executor", () => {
    const run = (name: string) => {
        const fixture = join(__dirname, "..", "fixtures", "futures.cjs");
        const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", fixture, name], {
            encoding: "utf8",
            timeout: 60_000,
        });
        assert.deepEqual([status, stderr], [0, ""]);
        return stdout;
    };

    it("ends when all calls have been made", () => {
        assert.equal(run("unfinished"), "one\ntwo\nthree\n");
    });

    it("ends though the executor's threads wait for more", () => {
        assert.equal(run("idle"), "1,4,9\n");
    });

    it("has its threads no longer when nobody has the executor", () => {
        assert.equal(run("dropped"), "1\n");
    });
});
