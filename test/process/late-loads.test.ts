import assert from "node:assert/strict";
import { Program, stopPrograms } from "../support/programs";
import { skip } from "../support/skip";

describe("a call of which the first loads a module", () => {
    before(function () {
        if (process.platform === "win32") skip(this, "needs a shell's ulimit");
    });

    afterEach(stopPrograms);

    it("needs no descriptor for it", async () => {
        const command = 'ulimit -n 100 && exec "$0" test/fixtures/late-loads.cjs';
        const program = new Program("late-loads", "bash", ["-c", command, process.execPath]);
        assert.equal(await program.ended(), 0, program.errors);
        const { without, afterwards } = JSON.parse(program.output) as Record<string, string[]>;
        const refused = "idna: TypeError encoding of hostname failed false";
        const outcomes = ["makefile: returned", refused, "queue.get: returned"];
        assert.deepEqual([without, afterwards], [outcomes, outcomes]);
    });
});
