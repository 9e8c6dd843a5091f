import assert from "node:assert/strict";
import { Program, stopPrograms } from "../support/programs";

describe("under --frozen-intrinsics", () => {
    afterEach(stopPrograms);

    it("everything works: threads, executors, servers, errors, signals", async () => {
        // That the option is experimental is a warning of Node's.
        const words = ["--no-warnings", "--frozen-intrinsics", "test/fixtures/frozen-intrinsics.cjs"];
        const program = new Program("frozen-intrinsics", process.execPath, words);
        assert.equal(await program.ended(), 0, program.errors);
        const parts = ["threads", "executors", "servers", "errors", "signals", "others"];
        assert.equal(program.output, parts.map((part) => `${part} true\n`).join(""));
        assert.equal(program.errors, "");
    });
});
