import assert from "node:assert/strict";
import { join } from "node:path";
import { long } from "../support/long.js";
import { NO_TSX } from "../support/platform.js";
import { Program, stopPrograms } from "../support/programs.js";
import { needPython } from "../support/python.js";
import { skip } from "../support/skip.js";

/** The demo as `npm run demo` starts it once everything is built. */
function startDemo(env = process.env): Program {
    // The short form has fewer clients at once: each thread compiles the server.
    const clients = long ? [] : ["10"];
    const words = ["--import=tsx", join("scripts", "demo.ts"), ...clients];
    return new Program("demo", process.execPath, words, env);
}

describe("the demo", () => {
    before(function () {
        if (NO_TSX !== null) skip(this, NO_TSX);
    });

    afterEach(stopPrograms);

    it("runs all five programs, and finds all as expected", async function () {
        needPython(this);
        const demo = startDemo();
        assert.equal(await demo.ended(), 0, demo.output + demo.errors);
        const [, table] = demo.output.split(/^ +program +what was checked.*$/m);
        const rows = table.trim().split("\n\n")[0].split("\n");
        for (const name of [
            "blocking_client.py",
            "blocking_client.ts",
            "nonblocking_client.py",
            "nonblocking_client.ts",
            "single_thread_server.ts",
            "multi_threaded_server.ts",
            "multi_threading.ts",
        ]) {
            assert.ok(
                rows.some((row) => row.includes(name)),
                name,
            );
        }
        for (const row of rows) assert.match(row, /^(ok|measured) {2,}/);
    });

    it("does without Python, and says what it leaves out", async () => {
        const demo = startDemo({ ...process.env, PATH: "", PYSOCKET_PYTHON: "" });
        assert.equal(await demo.ended(), 0, demo.output + demo.errors);
        assert.match(demo.output, /^There is no python3: /m);
        assert.match(demo.output, /^left out {2,}multi_threading\.ts/m);
        assert.match(demo.output, /^What was checked is as expected, in /m);
        assert.doesNotMatch(demo.output, /\.py\b|differs/);
    });
});
