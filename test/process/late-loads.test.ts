import assert from "node:assert/strict";
import { Program, stopPrograms } from "../support/programs";
import { skip } from "../support/skip";

describe("a call of which the first loads a module", () => {
    before(function () {
        if (process.platform === "win32") skip(this, "needs a shell's ulimit");
    });

    afterEach(stopPrograms);

    it("needs no descriptor, or raises OSError (EMFILE) and works once there is one", async () => {
        const command = 'ulimit -n 100 && exec "$0" test/fixtures/late-loads.cjs';
        const program = new Program("late-loads", "bash", ["-c", command, process.execPath]);
        assert.equal(await program.ended(), 0, program.errors);
        const { without, afterwards } = JSON.parse(program.output) as Record<string, string[]>;
        assert.deepEqual(without, ["makefile: returned", "idna: OSError 24 true", "queue.get: returned"]);
        const refused = "idna: TypeError encoding of hostname failed false";
        assert.deepEqual(afterwards, ["makefile: returned", refused, "queue.get: returned"]);
    });
});
