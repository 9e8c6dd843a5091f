import assert from "node:assert/strict";
import { Program, stopPrograms } from "../support/programs";
import { skip } from "../support/skip";

describe("a call of which the first loads a module", () => {
    before(function () {
        if (process.platform === "win32") skip(this, "needs a shell's ulimit");
    });

    afterEach(stopPrograms);

    it("raises OSError (EMFILE) if there is no descriptor for it, and works once there is one", async () => {
        const command = 'ulimit -n 100 && exec "$0" test/fixtures/late-loads.cjs';
        const program = new Program("late-loads", "bash", ["-c", command, process.execPath]);
        assert.equal(await program.ended(), 0, program.errors);
        const { without, afterwards } = JSON.parse(program.output) as Record<string, string[]>;
        const refused = "TypeError encoding of hostname failed false";
        // What is loaded already, as where all of the package is one file, needs none.
        for (const outcome of without)
            assert.match(
                outcome,
                /: (returned|OSError 24 true|TypeError encoding of hostname failed false)$/,
            );
        assert.deepEqual(afterwards, ["makefile: returned", `idna: ${refused}`, "queue.get: returned"]);
    });
});
