import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { onWindows, wordsFor } from "../support/platform";
import { Program, stopPrograms } from "../support/programs";
import { needPython } from "../support/python";
import { root } from "../support/root";
import { skip } from "../support/skip";

// Handlers of signals while the main thread is in a call of the package.

describe("handlers of signals", () => {
    afterEach(stopPrograms);

    it("do in a program that waits what they do in its twin in Python", async function () {
        // An older one prints handlers, threads and what a socket raises by other names.
        const python = needPython(this, "3.11");
        const twin = new Program("signals.py", python.command, ["test/fixtures/signals.py"], python.env);
        const here = new Program("signals.ts", process.execPath, wordsFor("fixtures/signals.ts"));
        assert.equal(await twin.ended(), "SIGALRM", twin.errors);
        assert.equal(await here.ended(), "SIGALRM", here.errors);
        const text = (program: Program) => program.output.replace(/the fd \d+/, "the fd N");
        assert.equal(text(here), text(twin));
        const source = readFileSync(join(root, "test", "fixtures", "signals.py"), "utf8");
        assert.ok(here.output.endsWith("the end\n") && source.includes('show("the end")'));
        assert.deepEqual([here.errors, twin.errors], ["", ""]);
    });

    it("run for a signal that comes when the program has nothing left to do", async function () {
        if (onWindows)
            skip(this, "a signal that a program sends itself has been handled there when the call ends");
        const code = `
            const signal = require("pysocket/signal");
            signal.signal(signal.SIGUSR2, () => console.log("handled"));
            process.kill(process.pid, "SIGUSR2");`;
        const program = new Program("the last signal", process.execPath, ["-e", code]);
        assert.equal(await program.ended(), 0, program.errors);
        assert.equal(program.output, "handled\n");
    });

    it("stand beside Node's listeners and child processes", async function () {
        if (onWindows) skip(this, "Windows has no SIGALRM, SIGUSR2 and SIGCHLD");
        const file = join("test", "fixtures", "signals-and-listeners.cjs");
        const program = new Program(file, process.execPath, [file]);
        assert.equal(await program.ended(), 0, program.errors);
        assert.deepEqual(program.output.trim().split("\n"), [
            "at first 0",
            "with a listener null",
            "listener",
            "instead of null",
            "handler 14",
            "listener",
            "handler 14",
            "listener",
            "throws 12",
            "handler of 12",
            "throws 14",
            "handler of 14",
            "BlockingIOError",
            "handler",
            "BlockingIOError",
            "handler",
            "handler",
            "a child has ended",
            "children have ended",
            "from the event loop",
        ]);
        const warning = "Exception ignored when trying to write to the signal wakeup fd:\n";
        assert.equal(
            program.errors,
            `${warning}BlockingIOError: [Errno 11] Resource temporarily unavailable\n` +
                `${warning}OSError: [Errno 9] Bad file descriptor\n`,
        );
    });
});
