import assert from "node:assert/strict";
import { Program, stopPrograms } from "../support/programs";

describe("output of threads", () => {
    afterEach(stopPrograms);

    it("appears while the main thread is blocked", async () => {
        const program = new Program("printing", process.execPath, ["test/fixtures/printing.cjs", "blocked"]);
        await program.printed(/^log from Thread-1 \(print\)\nwrite from Thread-1 \(print\)$/m);
        await program.until(() => /^error from Thread-1 \(print\)$/m.test(program.errors), "the error");
        await program.stop();
    });

    it("is complete when the reader is slow and the pipe full", async () => {
        const program = new Program("printing", process.execPath, ["test/fixtures/printing.cjs", "much"]);
        assert.equal(await program.ended(), 0);
        assert.equal(program.count(/^\d+ x{1000}$/), 4000);
    });

    it("is printed once by a module without a main guard", async () => {
        const program = new Program("printing", process.execPath, ["test/fixtures/printing.cjs", "banner"]);
        assert.equal(await program.ended(), 0);
        assert.equal(program.output, "banner\nfrom the thread\n");
    });

    it("of an exception is its traceback, at once", async () => {
        const program = new Program("printing", process.execPath, [
            "test/fixtures/printing.cjs",
            "exception",
        ]);
        await program.until(
            () => /^Exception in thread Thread-1 \(fail\):$/m.test(program.errors),
            "the traceback",
        );
        assert.match(program.errors, /^RangeError: on purpose\n {4}at fail \(.*printing\.cjs:\d+:\d+\)$/m);
        await program.stop();
    });

    it("of an exception is what an assigned excepthook makes of it", async () => {
        const program = new Program("printing", process.execPath, ["test/fixtures/printing.cjs", "hook"]);
        assert.equal(await program.ended(), 0);
        assert.equal(program.output, "hooked RangeError on purpose Thread-1 (fail)\n");
        assert.equal(program.errors, "");
    });

    it("is none when a thread exits or throws SystemExit", async () => {
        const program = new Program("printing", process.execPath, ["test/fixtures/printing.cjs", "quit"]);
        assert.equal(await program.ended(), 0);
        assert.equal(program.output, "still here\n");
        assert.equal(program.errors, "");
    });
});
