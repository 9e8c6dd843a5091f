import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import { AssertionError, RuntimeError, TypeError } from "pysocket/builtins";
import { Queue } from "pysocket/queue";
import * as threading from "pysocket/threading";
import { needDescriptors } from "../support/limits";

type Fields = Record<string, unknown>;

interface Worker extends threading.Thread {
    go: threading.Event;
    result: number | null;
    socket: socket.socket;
    other: socket.socket;
}

const { thread, Tree, Parent, Returns, Worker } = require("../fixtures/threads.cjs") as {
    thread(name: string, args?: unknown[], options?: threading.ThreadOptions): threading.Thread;
    Tree: new (depth: number, width: number) => threading.Thread & { leaves: number };
    Parent: new () => threading.Thread & { child: Worker };
    Returns: new (fields: Fields) => threading.Thread & Fields;
    Worker: new (go: threading.Event) => Worker;
};

function run(...args: Parameters<typeof thread>): threading.Thread {
    const started = thread(...args);
    started.start();
    return started;
}

describe("threads", () => {
    it("serve a hundred connections at once", function () {
        // A worker holds a dozen.
        needDescriptors(this, 2000);
        const pairs = Array.from({ length: 100 }, () => socket.socketpair());
        const threads = pairs.map(([theirs]) => run("echo", [theirs]));
        for (const [index, [, mine]] of pairs.entries()) mine.sendall(Buffer.from(`message ${index}`));
        for (const [index, [, mine]] of pairs.entries()) {
            assert.equal(mine.recv(100).toString(), `message ${index}`);
            mine.close();
        }
        for (const each of threads) each.join();
        assert.equal(threading.active_count(), 1);
    }).timeout(240_000);

    it("start threads that start threads", () => {
        const tree = new Tree(3, 3);
        tree.start();
        tree.join();
        assert.equal(tree.leaves, 27);
    });

    it("exclude each other by a lock", () => {
        const folder = mkdtempSync(join(tmpdir(), "pysocket-"));
        const path = join(folder, "number");
        writeFileSync(path, "0");
        const lock = new threading.Lock();
        const threads = Array.from({ length: 4 }, () => run("increment", [lock, path, 50]));
        for (const each of threads) each.join();
        assert.equal(readFileSync(path, "utf8"), "200");
        rmSync(folder, { recursive: true });
    });

    it("hand a lock over thousands of times", () => {
        const [ping, pong] = [new threading.Lock(), new threading.Lock()];
        pong.acquire();
        const threads = [run("handOver", [ping, pong, 2000]), run("handOver", [pong, ping, 2000])];
        for (const each of threads) each.join();
        assert.deepEqual([ping.locked(), pong.locked()], [false, true]);
    });

    it("all see an event", () => {
        const event = new threading.Event();
        const threads = Array.from({ length: 20 }, () => run("wait", [event]));
        assert.ok(threads.every((each) => each.is_alive()));
        event.set();
        for (const each of threads) each.join();
        assert.ok(threads.every((each) => !each.is_alive()));
    });

    it("share a socket's timeout", () => {
        const [left, right] = socket.socketpair();
        const done = new threading.Event();
        const setter = run("setTimeoutOf", [left, 12.5, done]);
        done.wait();
        assert.equal(left.gettimeout(), 12.5);
        setter.join();
        left.close();
        right.close();
    });

    it("get a subclass's socket as a socket", () => {
        class Special extends socket.socket {}
        const [left, right] = socket.socketpair();
        const special = new Special({ fileno: left.detach() });
        run("describeClass", [special]).join();
        assert.equal(right.recv(100).toString(), "socket true");
        special.close();
        right.close();
    });

    it("give back the fields that they changed", () => {
        const returns = new Returns({ list: ["kept"], untouched: { deep: [1] } });
        returns.name = "a name";
        returns.start();
        returns.join();
        const { ident, native_id } = returns;
        assert.deepEqual(returns.added, { name: "a name", ident, native_id });
        assert.deepEqual(returns.list, ["kept", "changed"]);
        assert.deepEqual([returns.isMain, returns.isCurrent], [false, true]);
        assert.equal(typeof ident, "number");
        assert.notEqual(native_id, threading.get_native_id());
    });

    it("are threads in others too, which join them and get what they have left", () => {
        const worker = new Worker(new threading.Event());
        worker.start();
        const timer = new threading.Timer(1000, () => {});
        timer.start();
        const results = new Queue();
        const watcher = run("watch", [[worker, timer], results]);
        assert.deepEqual(results.get(), ["worker", true, worker.ident, "Worker"]);
        assert.deepEqual(results.get(), [false, 84]);
        // Those that are of this thread are the objects that it has; also when they have ended.
        const [first, second, third, fourth] = results.get() as threading.Thread[];
        assert.equal(first, worker);
        assert.equal(second, timer);
        assert.equal(third, watcher);
        assert.equal(fourth, threading.main_thread());
        worker.join();
        assert.equal(worker.result, 42);
        assert.equal(worker.other.recv(100).toString(), "from the watcher");
        worker.socket.close();
        worker.other.close();
        watcher.join();
    });

    it("come back as fields of the thread that has started them", () => {
        const parent = new Parent();
        parent.start();
        parent.join();
        const { child } = parent;
        assert.ok(child instanceof threading.Thread);
        assert.equal(child.is_alive(), true);
        assert.throws(() => child.start(), { message: "threads can only be started once" });
        child.go.set();
        child.join();
        assert.equal(child.result, 42);
        assert.equal(child.is_alive(), false);
        child.socket.close();
        child.other.close();
    });

    it("cross before they are started, and are the same", () => {
        const results = new Queue<threading.Thread>();
        const each = new threading.Thread({ name: "later" });
        results.put(each);
        const same = results.get();
        assert.equal(same, each);
        same.start();
        each.join();
        assert.throws(() => each.start(), { message: "threads can only be started once" });
    });

    it("get their arguments as they are", () => {
        const [left, right] = socket.socketpair();
        const cyclic: unknown[] = [1];
        cyclic.push(cyclic);
        const lock = new threading.Lock();
        const args = [
            null,
            true,
            1.5,
            2n ** 70n,
            "é\0",
            Buffer.from([0, 255]),
            new Map([[lock, { lock }]]),
            cyclic,
        ];
        run("describeArguments", [right, ...args, undefined, new Set([new Date(0)])]).join();
        const text = left.recv(10_000).toString();
        assert.equal(
            text,
            "[\n  null,\n  true,\n  1.5,\n  1180591620717411303424n,\n  'é\\x00',\n  <Buffer 00 ff>,\n" +
                "  Map(1) {\n    <unlocked _thread.lock object> => { lock: <unlocked _thread.lock object> }\n  },\n" +
                "  <ref *1> [ 1, [Circular *1] ],\n  undefined,\n  Set(1) { 1970-01-01T00:00:00.000Z }\n]",
        );
        left.close();
    });

    it("take functions, symbols and methods of the package, and can be started after a refusal", () => {
        const own = new Returns({ callback: () => {} });
        own.start();
        own.join();
        const event = new threading.Event();
        for (const target of [Math.max, event.set.bind(event)]) {
            const each = new threading.Thread({ target });
            // As after an ES module has imported JSON.
            require.cache[""] = { exports: {}, loaded: true } as NodeJS.Module;
            each.start();
            delete require.cache[""];
            each.join();
        }
        assert.equal(event.is_set(), true);
        const refused = new threading.Thread({ target: 5 as never });
        assert.throws(() => refused.start(), new TypeError("'int' object is not callable"));
        assert.equal(refused.is_alive(), false);
    });

    it("are started and joined under Python's rules", () => {
        const event = new threading.Event();
        const each = thread("wait", [event]);
        assert.throws(() => each.join(), new RuntimeError("cannot join thread before it is started"));
        assert.equal(each.ident, null);
        each.start();
        assert.throws(() => each.start(), new RuntimeError("threads can only be started once"));
        assert.throws(() => {
            each.daemon = true;
        }, new RuntimeError("cannot set daemon status of active thread"));
        each.join(0);
        each.join(0.01);
        assert.equal(each.is_alive(), true);
        assert.ok(threading.enumerate().includes(each));
        event.set();
        each.join();
        each.join();
        assert.equal(each.is_alive(), false);
        assert.deepEqual(threading.enumerate(), [threading.main_thread()]);
        assert.throws(
            () => threading.current_thread().join(),
            new RuntimeError("cannot join current thread"),
        );
        assert.throws(() => new threading.Thread("group" as never, null), AssertionError);
    });

    it("are named as in Python", () => {
        const named = thread("set", [], { name: "chosen" });
        assert.equal(named.name, "chosen");
        assert.match(thread("set").name, /^Thread-\d+ \(set\)$/);
        assert.match(new threading.Thread().name, /^Thread-\d+$/);
        assert.match(String(named), /^<Thread\(chosen, initial\)>$/);
        assert.match(String(threading.main_thread()), /^<_MainThread\(MainThread, started \d+\)>$/);
    });
});
