import assert from "node:assert/strict";
import { Program, stopPrograms } from "../support/programs";

// The thread of a call is lost, as when its heap is full: nobody waits for the call in vain.

const LOST =
    "BrokenThreadPool: A thread of the pool was terminated abruptly while the future was running or pending.";

async function run(mode: string): Promise<Program> {
    const words = ["--max-old-space-size=48", "test/fixtures/lost-threads.cjs", mode];
    const program = new Program(mode, process.execPath, words);
    assert.equal(await program.ended(120), 0, program.output + program.errors);
    return program;
}

describe("an executor that loses a thread", function () {
    this.timeout(240_000);

    afterEach(stopPrograms);

    it("fails the thread's call, and makes the others in another thread", async () => {
        const { output } = await run("call");
        assert.equal(output, `not done: 0\n4\n${LOST}\n2\n4\n6\nthreads: 1\n`);
    });

    it("has the callbacks called of the call that failed", async () => {
        const { output } = await run("callback");
        assert.deepEqual(output.trim().split("\n").sort(), [LOST, "told of BrokenThreadPool"]);
    });

    it("fails the calls that wait if its threads do not get beyond the initializer", async () => {
        assert.equal((await run("initializer")).output, `${LOST}\n${LOST}\n`);
    });

    it("goes on when it loses all of them", async () => {
        const doubles = Array.from({ length: 20 }, (_, number) => 2 * number);
        assert.equal((await run("several")).output, `${LOST}\n${LOST}\n${doubles.join(" ")}\n200\n`);
    });
});
