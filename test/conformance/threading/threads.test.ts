import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { RuntimeError, TypeError, ValueError } from "pysocket/builtins";
import * as queue from "pysocket/queue";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";
import { Program, stopPrograms } from "../../support/programs";
import { untilWaiting } from "../../support/waiting";
import {
    addCleanup,
    assertCollected,
    cleanUp,
    errorOutputOf,
    LOOPBACK_TIMEOUT,
    untyped,
    warningsOf,
} from "../support";
import { bunch, resultOf } from "./support";
import { makeRunFail, makeTestThread, makeTimer, start } from "./tasks.cjs";

interface Ended {
    status: number | string | null;
    lines: string[];
    errors: string;
}

const programs = new Map<string, Promise<Ended>>();

/** How a program of programs.cjs ends; several tests look at the same one. */
function ended(name: string): Promise<Ended> {
    const run = async (): Promise<Ended> => {
        const file = join(__dirname, "programs.cjs");
        const program = new Program(name, process.execPath, [file, name]);
        await program.ended(LOOPBACK_TIMEOUT);
        const { status, output, errors } = program;
        return { status, lines: output.trimEnd().split("\n"), errors };
    };
    const known = programs.get(name) ?? run();
    programs.set(name, known);
    return known;
}

after(stopPrograms);

describe("test_threading.ThreadTests", () => {
    afterEach(cleanUp);

    it("test_name", () => {
        function func() {}
        const name = (options: threading.ThreadOptions) => new threading.Thread(options).name;
        assert.equal(name({ name: "myname1" }), "myname1");
        assert.equal(name({ name: untyped(123) }), "123");
        assert.equal(name({ target: func, name: "myname2" }), "myname2");
        assert.match(name({ name: "" }), /^Thread-\d+$/);
        assert.match(name({}), /^Thread-\d+$/);
        assert.match(name({ target: func }), /^Thread-\d+ \(func\)$/);
    });

    it("test_args_argument", () => {
        for (const args of [[1], ["str"], [[1]], new Set([1, 2])]) {
            const task = start("give", ...args);
            assert.deepEqual(resultOf(task), [...args]);
        }
    });

    it("test_lock_no_args", () => {
        assert.ok(threading.Lock() instanceof threading.Lock);
        for (const args of [[1], [{ a: 1 }], [1, 2, { a: 1, b: 2 }]])
            assert.throws(() => untyped(threading.Lock)(...args), TypeError);
    });

    function testVariousOps(): void {
        const [places, mutex] = [new threading.BoundedSemaphore(3), new threading.RLock()];
        const running = shared.Value(null, "i", 0);
        const threads = Array.from({ length: 10 }, (_, number) => {
            const thread = makeTestThread(`<thread ${number}>`, places, mutex, running);
            assert.equal(thread.ident, null);
            assert.match(String(thread), /^<TestThread\(.*, initial\)>$/);
            thread.start();
            return thread;
        });
        for (const thread of threads) {
            thread.join();
            assert.equal(thread.is_alive(), false);
            assert.ok(thread.ident);
            assert.ok(thread.native_id);
            assert.match(String(thread), /^<TestThread\(.*, stopped -?\d+\)>$/);
            assert.ok(thread.inside >= 1 && thread.inside <= 3, String(thread.inside));
            assert.ok(thread.left >= 0 && thread.left <= 2, String(thread.left));
        }
        assert.equal(running.value, 0);
    }

    it("test_various_ops", testVariousOps);

    for (const [name, size] of [
        ["test_various_ops_small_stack", 262144],
        ["test_various_ops_large_stack", 0x100000],
    ] as const)
        it(name, () => {
            threading.stack_size(size);
            addCleanup(() => threading.stack_size(0));
            testVariousOps();
            assert.equal(threading.stack_size(size), size);
        });

    /** What a worker of the program's own finds; `look` is done while it is there. */
    async function foreign(look: () => void): Promise<Record<string, unknown>> {
        const end = new Int32Array(new SharedArrayBuffer(4));
        const worker = new Worker(join(__dirname, "foreign.cjs"), { workerData: end });
        const exited = once(worker, "exit");
        const [found] = await once(worker, "message");
        try {
            look();
        } finally {
            Atomics.store(end, 0, 1);
            Atomics.notify(end, 0);
            await exited;
        }
        return found;
    }

    it("test_ident_of_no_threading_threads", async () => {
        assert.ok(threading.current_thread().ident);
        let listed: (number | null)[] = [];
        const { ident, same } = await foreign(() => {
            listed = threading.enumerate().map((thread) => thread.ident);
        });
        assert.equal(same, true);
        assert.ok(listed.includes(ident as number));
    });

    it("test_foreign_thread", async () => {
        let dummy: threading.Thread | undefined;
        const { ident, text, alive, listed } = await foreign(() => {
            dummy = threading.enumerate().find((thread) => String(thread).startsWith("<_DummyThread"));
            assert.ok(dummy?.is_alive());
            assert.throws(() => dummy?.join(), RuntimeError);
        });
        assert.match(String(text), /^<_DummyThread\(Dummy-\d+, started daemon \d+\)>$/);
        assert.deepEqual([alive, listed], [true, true]);
        assert.ok(dummy !== undefined && !threading.enumerate().includes(dummy));
        assert.equal(dummy.is_alive(), false);
        assert.ok(Number(ident) > 0);
    });

    it("test_limbo_cleanup", () => {
        const before = threading.enumerate();
        // A target whose variables no text tells.
        const target = () => {
            // biome-ignore lint/security/noGlobalEval: it is what start() refuses.
            eval("1");
        };
        const thread = new threading.Thread({ target });
        assert.throws(() => thread.start(), TypeError);
        assert.deepEqual(threading.enumerate(), before);
        assert.equal(thread.is_alive(), false);
    });

    it("test_finalize_running_thread", async () => {
        assert.deepEqual(await ended("exit"), { status: 42, lines: [""], errors: "" });
    });

    it("test_enumerate_after_join", () => {
        for (let time = 0; time < 30; time++) {
            const task = start("give");
            task.join();
            assert.ok(!threading.enumerate().includes(task));
        }
    });

    it("test_join_from_multiple_threads", () => {
        for (const count of [2, 6]) {
            const [begun, end] = [new threading.Event(), new threading.Event()];
            const worker = start("beginAndWait", begun, end);
            begun.wait();
            const results = bunch(count, ["joinByIdent", worker.ident], () => {
                untilWaiting(1 + count);
                end.set();
                worker.join();
            });
            assert.deepEqual(results, new Array(count).fill(true));
        }
    });

    it("test_join_with_timeout", () => {
        const end = new threading.Event();
        const task = start("wait", end);
        task.join({ timeout: 0.01 });
        assert.equal(task.is_alive(), true);
        end.set();
        task.join();
        assert.equal(task.is_alive(), false);
    });

    it("test_no_refcycle_through_target", async () => {
        const references = ["give", "fail"].map((name) => {
            const cyclic: { task?: threading.Thread; name: string } = { name };
            cyclic.task = start(name, { name });
            cyclic.task.join();
            return new WeakRef(cyclic.task);
        });
        for (const reference of references) await assertCollected(reference);
    });

    it("test_old_threading_api", async () => {
        const thread = new threading.Thread();
        const condition = new threading.Condition();
        condition.acquire();
        for (const [act, text] of [
            [() => thread.isDaemon(), "get the daemon attribute"],
            [() => thread.setDaemon(true), "set the daemon attribute"],
            [() => thread.getName(), "get the name attribute"],
            [() => thread.setName("name"), "set the name attribute"],
            [() => new threading.Event().isSet(), "use is_set()"],
            [() => condition.notifyAll(), "use notify_all()"],
            [() => threading.activeCount(), "use active_count()"],
            [() => threading.currentThread(), "use current_thread()"],
        ] as const) {
            const [warning] = await warningsOf(act);
            assert.ok(warning?.startsWith("DeprecationWarning: ") && warning.includes(text), warning);
        }
        assert.deepEqual([thread.daemon, thread.name], [true, "name"]);
    });

    it("test_repr_daemon", () => {
        const thread = new threading.Thread();
        assert.ok(!String(thread).includes("daemon"));
        thread.daemon = true;
        assert.ok(String(thread).includes("daemon"));
    });

    it("test_daemon_param", () => {
        const daemons = [{}, { daemon: false }, { daemon: true }].map(
            (options) => new threading.Thread(options).daemon,
        );
        assert.deepEqual(daemons, [false, false, true]);
    });

    it("test_main_thread", () => {
        const main = threading.main_thread();
        const { ident } = main;
        assert.equal(main.name, "MainThread");
        assert.equal(ident, threading.current_thread().ident);
        assert.equal(ident, threading.get_ident());
        const [[mainIdent, ownIdent, again]] = bunch<number[]>(1, ["idents"]);
        assert.equal(mainIdent, ident);
        assert.notEqual(ownIdent, ident);
        assert.equal(again, ownIdent);
    });

    it("test_main_thread_during_shutdown", async () => {
        const { lines } = await ended("end");
        assert.ok(lines.includes("main: true true"), lines.join("\n"));
    });

    it("test_finalization_shutdown", async () => {
        const { status, errors } = await ended("end");
        assert.deepEqual([status, errors], [0, ""]);
    });

    it("test_repr_stopped", () => {
        const [begun, end] = [new threading.Event(), new threading.Event()];
        const task = start("beginAndWait", begun, end);
        begun.wait();
        assert.ok(String(task).includes("started"));
        end.set();
        // By itself, without is_alive() or join().
        while (!String(task).includes("stopped")) end.wait(0);
    });

    it("test_BoundedSemaphore_limit", () => {
        for (const limit of [1, 2, 5]) {
            const semaphore = new threading.BoundedSemaphore(limit);
            bunch(limit, ["acquire", semaphore]);
            assert.equal(semaphore.acquire(false), false);
            bunch(limit, ["release", semaphore]);
            assert.throws(() => semaphore.release(), ValueError);
        }
    });

    it("test_locals_at_exit", async () => {
        const { lines } = await ended("end");
        assert.ok(lines.includes("local: value"), lines.join("\n"));
    });

    it("test_leak_without_join", () => {
        const before = threading.active_count();
        start("give");
        const moment = new threading.Event();
        while (threading.active_count() > before) moment.wait(0.001);
    });

    it("test_import_from_another_thread", async () => {
        assert.deepEqual(await ended("import"), { status: 0, lines: ["imported: 1"], errors: "" });
    });

    it("test_start_new_thread_at_finalization", async () => {
        const { lines } = await ended("end");
        assert.equal(
            lines.at(-1),
            "PythonFinalizationError: can't create new thread at interpreter shutdown",
        );
    });
});

describe("test_threading.ThreadJoinOnShutdown", () => {
    it("test_1_join_on_shutdown", async () => {
        const { lines } = await ended("end");
        assert.deepEqual(lines.slice(0, 2), ["end of main", "end of thread"]);
    });

    it("test_4_daemon_threads", async () => {
        const { errors } = await ended("exit");
        assert.equal(errors, "");
    });

    it("test_thread_from_thread", async () => {
        const { status, lines, errors } = await ended("end");
        assert.deepEqual([status, lines[2], errors], [0, "OK", ""]);
    });
});

describe("test_threading.ThreadingExceptionTests", () => {
    afterEach(cleanUp);

    it("test_start_thread_again", () => {
        const thread = new threading.Thread();
        thread.start();
        assert.throws(() => thread.start(), RuntimeError);
        thread.join();
        assert.throws(() => thread.start(), RuntimeError);
    });

    it("test_joining_current_thread", () => {
        assert.throws(() => threading.current_thread().join(), RuntimeError);
    });

    it("test_joining_inactive_thread", () => {
        assert.throws(() => new threading.Thread().join(), RuntimeError);
    });

    it("test_daemonize_active_thread", () => {
        const thread = new threading.Thread();
        thread.start();
        assert.throws(() => {
            thread.daemon = true;
        }, RuntimeError);
        thread.join();
    });

    it("test_releasing_unacquired_lock", () => {
        assert.throws(() => new threading.Lock().release(), threading.ThreadError);
    });

    it("test_recursion_limit", () => {
        assert.deepEqual(bunch(1, ["overflowStack"]), ["RangeError"]);
    });

    it("test_print_exception", () => {
        const text = errorOutput("a thread", "default");
        assert.match(text, /^Exception in thread a thread:\n/);
        assert.match(text, /ValueError: run failed\n +at .*tasks\.cjs/);
    });

    it("test_multithread_modify_file_noerror", () => {
        const folder = mkdtempSync(join(tmpdir(), "threads-"));
        addCleanup(() => rmSync(folder, { recursive: true }));
        for (const length of bunch<number>(20, ["modifyFile", join(folder, "file")])) assert.ok(length > 0);
    });
});

type Hook = Parameters<typeof makeRunFail>[2];

/** What a thread that fails under a hook has then put into its queue, at first. */
function noted(name: string, hook: Hook): unknown {
    const output = queue.SimpleQueue<unknown>();
    const thread = makeRunFail(name, output, hook);
    thread.start();
    thread.join();
    return output.get({ timeout: LOOPBACK_TIMEOUT });
}

const errorOutput = (name: string, hook: Hook) => String(noted(name, hook));

describe("test_threading.ExceptHookTests", () => {
    it("test_excepthook", () => {
        const text = errorOutput("excepthook thread", "default");
        assert.match(text, /^Exception in thread excepthook thread:\n/);
        assert.match(text, /ValueError: run failed/);
        assert.match(text, /ThreadRunFail\.run/);
    });

    it("test_excepthook_thread_None", () => {
        const error = new ValueError("bug");
        const args = threading.ExceptHookArgs([ValueError, error, error.stack ?? null, null]);
        const text = errorOutputOf(() => threading.excepthook(args));
        assert.ok(text.startsWith(`Exception in thread ${threading.get_ident()}:\n`), text);
        assert.match(text, /ValueError: bug\n +at /);
    });

    it("test_system_exit", async () => {
        const { errors } = await ended("end");
        assert.equal(errors, "");
    });

    it("test_custom_excepthook", () => {
        assert.deepEqual(noted("a thread", "note"), ["ValueError", "run failed", true, true, "a thread"]);
    });

    it("test_custom_excepthook_fail", () => {
        const text = errorOutput("a thread", "fail");
        assert.match(text, /^Exception in threading\.excepthook:\n/);
        assert.match(text, /threading_hook failed/);
    });

    it("test_original_excepthook", () => {
        const defaultOutput = () => errorOutput("excepthook thread", "default").split("\n").slice(0, 3);
        const before = defaultOutput();
        assert.equal(errorOutput("excepthook thread", "write"), "Running a thread failed\n");
        assert.deepEqual(defaultOutput(), before);
    });
});

describe("ExceptHookArgs", () => {
    it("is a struct sequence of four", () => {
        const { ExceptHookArgs } = threading;
        assert.deepEqual([ExceptHookArgs.n_fields, ExceptHookArgs.n_sequence_fields], [4, 4]);
        assert.equal(ExceptHookArgs.n_unnamed_fields, 0);
        const args = ExceptHookArgs([ValueError, 1, "2", null], {});
        assert.deepEqual([...args], [ValueError, 1, "2", null]);
        assert.throws(() => ExceptHookArgs([ValueError, 1, "2", null], untyped({ a: 1 })), TypeError);
        assert.throws(() => untyped(ExceptHookArgs)([1, 2, 3], {}), TypeError);
    });
});

describe("test_threading.TimerTests", () => {
    it("test_init_immutable_default_args", () => {
        const called = queue.SimpleQueue<unknown[]>();
        const first = makeTimer(called);
        first.start();
        assert.deepEqual(called.get({ timeout: LOOPBACK_TIMEOUT }), []);
        first.args.push("blah");
        first.kwargs.foo = "bar";
        assert.deepEqual(first.kwargs, { foo: "bar" });
        const second = makeTimer(called);
        second.start();
        assert.deepEqual(called.get({ timeout: LOOPBACK_TIMEOUT }), []);
        assert.deepEqual(second.kwargs, {});
        first.join();
        second.join();
    });
});

describe("test_threading.InterruptMainTests", () => {
    it("test_can_interrupt_tight_loops", () => {
        const [begun, end] = [new threading.Event(), new threading.Event()];
        const [rounds] = bunch<number>(1, ["spin", begun, end], () => {
            begun.wait();
            end.set();
        });
        assert.ok(rounds >= 0);
    });
});
