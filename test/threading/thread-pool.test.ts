import assert from "node:assert/strict";
import { Program, stopPrograms } from "../support/programs";

// When workers come, and when they go.

/** Longer than anything takes on a busy machine, in seconds. */
const PATIENCE = 120;

async function run(mode: string): Promise<string> {
    const program = new Program(mode, process.execPath, ["test/fixtures/pool.cjs", mode]);
    assert.equal(await program.ended(PATIENCE), 0, program.errors);
    return program.output;
}

describe("the pool of workers", function () {
    this.timeout(2 * PATIENCE * 1000);

    afterEach(stopPrograms);

    it("gives idle workers back, and makes others when they are needed again", async () => {
        const once = "at least true\nleft 1\n";
        assert.equal(await run("idle"), `${once}${once}still there 1\n`);
    });

    it("has workers come up when a server begins to listen", async () => {
        assert.match(await run("listening"), /^warm [2-4]\n$/);
    });

    it("has one worker run threads one after another", async () => {
        // A busy machine may keep it from coming back in time.
        assert.match(await run("oneAfterAnother"), /^workers [1-3]\n$/);
    });

    it("does not wait for a worker that something blocks between two threads", async () => {
        assert.equal(await run("blocked"), "ran beside it 2\n");
    });
});
