import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { Program, stopPrograms } from "../support/programs";
import { root } from "../support/root";
import { skip } from "../support/skip";
import { sanitized } from "../support/slowness";

// More threads than the system has room for: each is refused at once, or runs.

/** Longer than the threads take to come up on a busy machine, in seconds. */
const PATIENCE = 120;

/** Somebody whom limits bind. */
const NOBODY = 65534;

/** Starts `count` threads under a limit of the shell's. */
async function startUnder(limit: string, count: number, user?: number): Promise<Program> {
    const words = ["test/fixtures/limits.cjs", count, ...(user === undefined ? [] : [user])];
    const command = `ulimit ${limit} && exec "$0" ${words.join(" ")}`;
    const program = new Program(`ulimit ${limit}`, "bash", ["-c", command, process.execPath]);
    assert.equal(await program.ended(PATIENCE), 0, program.output + program.errors);
    assert.equal(program.errors, "");
    return program;
}

async function runOutOfDescriptors(mode: string): Promise<Program> {
    const command = `ulimit -n 80 && exec "$0" test/fixtures/descriptors-run-out.cjs ${mode}`;
    const program = new Program(mode, "bash", ["-c", command, process.execPath]);
    assert.equal(await program.ended(PATIENCE), 0, program.output + program.errors);
    return program;
}

/** All but the threads that did run were refused, and one of those ran when there was room. */
function checkRefusals({ output }: Program): void {
    const lines = output.trim().split("\n");
    const errors = lines.filter((line) => line.includes("Error"));
    assert.deepEqual([...new Set(errors)], ["RuntimeError: can't start new thread"], output);
    assert.deepEqual(lines.slice(errors.length), ["alive true", "refused true", "started after all"]);
}

/** Returns if a user can read what the pool loads: the folder may be private, or one above it. */
function canRead(user: number): boolean {
    const script = `
        process.setuid(${user});
        const { accessSync, readdirSync, constants } = require("node:fs");
        const { join } = require("node:path");
        // By whole paths: what is below the current folder is found even where the folders above it are private.
        for (const folder of ["dist", "build/Release", "test/fixtures"])
            for (const name of readdirSync(join(process.argv[1], folder)))
                accessSync(join(process.argv[1], folder, name), constants.R_OK);`;
    return spawnSync(process.execPath, ["-e", script, root], { stdio: "ignore" }).status === 0;
}

function needAddressSpaceLimit(context: Mocha.Context): void {
    if (process.platform !== "linux") skip(context, "only Linux limits the address space");
    if (sanitized) skip(context, "AddressSanitizer reserves more than any limit that a test could set");
}

describe("more threads than there is room for", function () {
    this.timeout(2 * PATIENCE * 1000);

    before(function () {
        if (process.platform === "win32") skip(this, "needs a shell's ulimit");
    });

    afterEach(stopPrograms);

    it("are refused for want of descriptors", async () => checkRefusals(await startUnder("-n 60", 9)));

    it("are refused for want of address space", async function () {
        needAddressSpaceLimit(this);
        // In KiB: of the process itself, of the spawner and of some workers.
        checkRefusals(await startUnder("-v 5000000", 9));
    });

    it("are refused where there is not even room for one", async function () {
        needAddressSpaceLimit(this);
        const { output } = await startUnder("-v 1500000", 2);
        const refusal = "RuntimeError: can't start new thread\n";
        assert.equal(output, `${refusal}${refusal}alive true\nrefused true\n`);
    });

    it("are refused when there are too many in the system", async function () {
        if (process.getuid?.() !== 0) skip(this, "needs root, to become a user without other processes");
        if (!canRead(NOBODY)) skip(this, "needs a folder that other users can read, like those above it");
        checkRefusals(await startUnder("-u 16", 12, NOBODY));
    });

    it("are refused while there are no descriptors, and start when there are some again", async () => {
        const program = await runOutOfDescriptors("thread");
        const outcomes = program.output.trim().split("\n");
        const refusal = "RuntimeError: can't start new thread";
        assert.deepEqual([outcomes[0], outcomes.at(-1)], [refusal, "ran"]);
        for (const outcome of outcomes.slice(1, -1)) assert.equal(outcome, refusal);
    });

    it("leave no future of an executor pending when there are no descriptors", async () => {
        const program = await runOutOfDescriptors("executor");
        const outcomes = program.output.trim().split("\n");
        assert.equal(outcomes.length, 2, program.output);
        for (const outcome of outcomes)
            assert.match(outcome, /^(5|RuntimeError: .*|BrokenThreadPool: .*|Error: EMFILE.*)$/);
    });

    it("all run once there are descriptors again, also in a worker that once found none", async () => {
        const { output } = await runOutOfDescriptors("code");
        assert.equal(output, `${Array.from({ length: 20 }, (_, index) => index + 1).join(" ")}\n`);
    });

    it("make an executor's calls once there are descriptors again", async () => {
        const { output } = await runOutOfDescriptors("executor");
        assert.equal(output.trim().split("\n")[1], "5");
    });
});
