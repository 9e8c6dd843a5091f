// @ts-check

// Runs compiled test files under mocha, one message of the process that has started it after the other. What happened
// is one line of JSON after a mark, where the output of the tests has been seen as well by then.

import { createRequire } from "node:module";
import { join } from "node:path";
import Mocha from "mocha";
import { compiled } from "./compile-tests.mjs";
import { MARK } from "./mocha.mjs";

/** @typedef {{ files: string[], grep?: string, color: boolean }} Task files are paths from the package's folder */
/** @typedef {{ title: string, reason: string }} Test */
/** @typedef {{ passed: number, failed: Test[], skipped: Test[] }} Outcome */

const load = createRequire(join(compiled, "test", "support", "x.js"));

/** The process that has started it is gone. */
function abandon() {
    process.exit(1);
}

process.on("disconnect", abandon);

/** @param {Task} task @returns {Promise<Outcome>} */
async function run({ files, grep, color }) {
    load("./slow");
    /** @type {{ mochaHooks: import("mocha").RootHookObject }} */
    const { mochaHooks } = load("./leaks");
    /** @type {{ skipReason(test: import("mocha").Runnable): string | undefined }} */
    const { skipReason } = load("./skip");
    const mocha = new Mocha({ rootHooks: mochaHooks, reporter: "spec", color, grep });
    for (const file of files) mocha.addFile(join(compiled, file.replace(/ts$/, "js")));
    await mocha.loadFilesAsync();
    /** @type {Outcome} */
    const outcome = { passed: 0, failed: [], skipped: [] };
    await new Promise((resolve) => {
        mocha
            .run(resolve)
            .on("pass", () => outcome.passed++)
            .on("pending", (test) => {
                outcome.skipped.push({
                    title: test.fullTitle(),
                    reason: skipReason(test) ?? "no reason is given",
                });
            })
            .on("fail", (test, error) => {
                const [reason] = `${error?.message ?? error}`.split("\n", 1);
                outcome.failed.push({ title: test.fullTitle(), reason });
            });
    });
    return outcome;
}

process.on("message", async (/** @type {Task | "end"} */ task) => {
    if (task === "end") {
        process.off("disconnect", abandon).disconnect();
        return;
    }
    /** @type {Outcome} */
    let outcome;
    try {
        outcome = await run(task);
    } catch (error) {
        console.log(error);
        outcome = { passed: 0, failed: [{ title: "loading", reason: `${error}` }], skipped: [] };
    }
    process.stdout.write(`\n${MARK}${JSON.stringify(outcome)}\n`);
});
