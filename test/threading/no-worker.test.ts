import assert from "node:assert/strict";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program, stopPrograms } from "../support/programs";
import { root } from "../support/root";

// A worker that cannot come up: every start of a thread says so at once, and why.

const FIXTURE = "test/fixtures/no-worker.cjs";

async function run(words: string[], env = process.env): Promise<Program> {
    const program = new Program(words.join(" "), process.execPath, words, env);
    assert.equal(await program.ended(60), 0, program.output + program.errors);
    return program;
}

/** What each kind of start prints if none comes up because of `cause`. */
function refusals(cause: string): string[] {
    const refusal = `RuntimeError: can't start new thread (${cause})`;
    const starts = ["Thread", "again", "Timer", "submit"].map((what) => `${what}: ${refusal}`);
    return [...starts, "server: 0 bytes", "alive: 1"];
}

function lines({ output }: Program): string[] {
    return output.trim().split("\n");
}

describe("a worker that cannot come up", function () {
    this.timeout(120_000);

    let folder = "";
    /** Where a copy of the package is, with the fixture, and which addon is loaded there. */
    let copy = "";
    let env: NodeJS.ProcessEnv;

    beforeEach(() => {
        folder = realpathSync(mkdtempSync(join(tmpdir(), "no-worker-")));
        copy = join(folder, FIXTURE);
        mkdirSync(join(folder, "test", "fixtures"), { recursive: true });
        copyFileSync(join(root, FIXTURE), copy);
        copyFileSync(join(root, "package.json"), join(folder, "package.json"));
        cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
        symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
        const addon = process.env.PYSOCKET_ADDON ?? require("node-gyp-build").path(root);
        env = { ...process.env, PYSOCKET_ADDON: addon };
    });

    afterEach(stopPrograms);
    afterEach(() => rmSync(folder, { recursive: true }));

    for (const preload of ["throws", "exits", "changes-folder"])
        it(`says so where what is preloaded ends it: ${preload}`, async () => {
            const cause =
                "a worker has ended while Node.js prepared it: see --require, --import and NODE_OPTIONS";
            const file = `./test/fixtures/preloads/${preload}.cjs`;
            const program = await run(["--require", file, FIXTURE, "everything"]);
            assert.deepEqual(lines(program), refusals(cause));
            const options = { ...process.env, NODE_OPTIONS: `--require ${file}` };
            assert.deepEqual(lines(await run([FIXTURE, "everything"], options)), refusals(cause));
        });

    it("says so where what is preloaded ends only workers that run threads", async () => {
        const options = ["--require", "./test/fixtures/preloads/refuses-threads.cjs"];
        const program = await run([...options, FIXTURE, "everything"]);
        assert.deepEqual(lines(program), refusals("no threads here"));
        assert.match(program.errors, /^Exception occurred during processing of request from/m);
    });

    for (const file of ["spawner.js", "worker.js"])
        it(`says so where a file of the package is not to be found, as in a bundle: ${file}`, async () => {
            const path = join(folder, "dist", file);
            rmSync(path);
            const program = await run([copy, "everything"], env);
            assert.deepEqual(lines(program), refusals(`Cannot find module '${path}'`));
        });

    it("ends the threads that have been started, and is not made again and again", async () => {
        const program = await run([copy, "later"], env);
        const path = join(folder, "dist", "worker.js");
        assert.deepEqual(lines(program), [
            "second: gave up",
            `third: RuntimeError: can't start new thread (Cannot find module '${path}')`,
            "fourth: ran",
        ]);
        const [first, second, third] = program.errors.split("\n");
        assert.deepEqual(
            [first, second, third],
            [
                "Exception in thread second:",
                "RuntimeError: can't start new thread",
                `Error: Cannot find module '${path}'`,
            ],
        );
    });

    for (const other of ["Bun", "Deno"])
        it(`is not waited for where ${other} runs the program`, async () => {
            const message = `can't start new thread: the threads of pysocket need Node.js, this is ${other}`;
            const refusal = `RuntimeError: ${message} (undefined)`;
            const starts = ["Thread", "again", "Timer", "submit"].map((what) => `${what}: ${refusal}`);
            const program = await run([FIXTURE, "everything", other]);
            assert.deepEqual(lines(program), [...starts, "server: 0 bytes", "alive: 1"]);
        });
});
