import assert from "node:assert/strict";
import * as threading from "pysocket/threading";
import { long } from "../support/long";
import { Program, stopPrograms } from "../support/programs";

// Threads that are started while the process ends, or while the worker ends that started them.

function run(mode: string): Program {
    return new Program(mode, process.execPath, ["test/fixtures/threads-at-exit.cjs", mode]);
}

/** Longer than anything takes on a busy machine, in seconds. */
const PATIENCE = 120;

describe("threads and the end of the process", function () {
    this.timeout(20 * PATIENCE * 1000);

    afterEach(stopPrograms);

    it("raise PythonFinalizationError in listeners of exit", async () => {
        const program = run("listener");
        assert.equal(await program.ended(PATIENCE), 3, program.errors);
        assert.deepEqual(program.output.split("\n"), [
            "PythonFinalizationError: can't create new thread at interpreter shutdown",
            "false",
            "RuntimeError: cannot join thread before it is started",
            "PythonFinalizationError: cannot join thread at interpreter shutdown",
            "nothing was raised",
            "false",
            "",
        ]);
        assert.equal(program.errors, "");
    });

    it("do not keep it from ending by starting more and more of them", async () => {
        for (let time = 0; time < (long ? 50 : 1); time++) {
            const program = run("storm");
            assert.equal(await program.ended(PATIENCE), 3);
            assert.equal(program.output + program.errors, "");
        }
    });

    it("are awaited, those too that others have started since the main thread has ended", async () => {
        const program = run("chain");
        assert.equal(await program.ended(PATIENCE), 0);
        assert.equal(program.output + program.errors, "the last one\n");
    });

    it("end with the worker of the program's own that has started them, and with no other", async () => {
        const program = run("worker");
        assert.equal(await program.ended(PATIENCE), 0);
        assert.deepEqual(program.output.trim().split("\n"), [
            "thread of a worker",
            "by itself 0",
            "terminated blocked 1",
            "terminated nested 1",
            "thread of the main thread",
        ]);
        assert.equal(program.errors, "");
    });

    it("do not join themselves", () => {
        assert.throws(() => threading.current_thread().join(), { message: "cannot join current thread" });
    });
});
