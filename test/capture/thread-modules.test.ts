import assert from "node:assert/strict";
import { NO_TSX } from "../support/platform";
import { Program, stopPrograms } from "../support/programs";
import { skip } from "../support/skip";

// What a thread runs is found in the module that made the thread, as that module's author wrote it.

/** The output of a module, and what it wrote to its standard error. */
async function run(file: string, ...options: string[]): Promise<{ output: string; errors: string }> {
    const program = new Program(file, process.execPath, [...options, `test/fixtures/modules/${file}`]);
    assert.equal(await program.ended(), 0, program.errors);
    return program;
}

describe("the module of a thread", () => {
    afterEach(stopPrograms);

    for (const [file, ...options] of [
        ["unguarded.cjs"],
        ["unguarded.mjs"],
        ["unguarded.ts", "--import=tsx"],
        ["unguarded.mts", "--import=tsx"],
    ] as [string, ...string[]][]) {
        it(`may be a script with neither export nor guard: ${file}`, async function () {
            if (options.length > 0 && NO_TSX !== null) skip(this, NO_TSX);
            const { output, errors } = await run(file, ...options);
            assert.deepEqual([output, errors], ["2 4 6\n42\nend of thread\n", ""]);
        });
    }

    it("may have a main guard in any form", async () => {
        const { output } = await run("guarded.cjs");
        assert.equal(output, "worked under current_thread\nworked under require.main\n");
    });

    it("may import the classes from another module", async function () {
        if (NO_TSX !== null) skip(this, NO_TSX);
        const { output, errors } = await run("importing.ts", "--import=tsx");
        assert.deepEqual([output, errors], ["hello importer\nhello plain\ndone!\n", ""]);
    });

    it("may have been imported by another first, unless what it imports itself has no main guard", async () => {
        const { output, errors } = await run("imports-another.mjs");
        assert.equal(output, "here\nthere\n");
        const [, error] = errors.split("\n");
        assert.match(
            error,
            /^RuntimeError: cannot import file:.*\/imports-unguarded\.mjs: a module that it imports has no main guard$/,
        );
    });

    it("may fail to be imported below what is needed", async () => {
        const { output, errors } = await run("failing.cjs");
        assert.equal(output, "above\n");
        assert.match(errors, /^Exception in thread Thread-2:\nError: only for the main thread$/m);
    });

    it("is not run once more when a thread requires it", async () => {
        const { output, errors } = await run("once.cjs");
        assert.deepEqual([output, errors], ["acted\nagain: kept\n", ""]);
    });

    it("may have asynchronous functions for threads", async () => {
        const { output, errors } = await run("async.cjs");
        assert.equal(output, "true true\nworked\n");
        assert.match(errors, /RangeError: later/);
    });
});
