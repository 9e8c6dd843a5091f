// @ts-check

// Builds what is out of date and runs tests: those of `npm test`, those of another group with `--group=NAME`, or those
// that the arguments name, files or folders. `--grep=PATTERN` runs some of them. `--long` repeats more. `--cmake` tests
// the addon that cmake-js builds instead of node-gyp's; `--addon=PATH` any other. `--write` has the conformance suite
// write docs/conformance.md.

import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compileTests } from "./compile-tests.mjs";
import { runTests, summarize } from "./mocha.mjs";
import { build, root } from "./run.mjs";
import { checkThatAllAreRun, unitsNamed, unitsOf } from "./test-files.mjs";

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        group: { type: "string", default: "tests" },
        grep: { type: "string", short: "g" },
        long: { type: "boolean" },
        cmake: { type: "boolean" },
        addon: { type: "string" },
        write: { type: "boolean" },
    },
});

if (values.cmake) process.env.PYSOCKET_ADDON = join(root, "build", "cmake", "Release", "pysocket.node");
if (values.addon !== undefined) process.env.PYSOCKET_ADDON = values.addon;
if (values.long) process.env.PYSOCKET_LONG_TESTS = "1";
if (values.write) process.env.PYSOCKET_WRITE_CONFORMANCE = "1";

const addons = values.addon !== undefined ? [] : [values.cmake ? "cmake" : "native"];
build(...addons, "typescript");
compileTests();
checkThatAllAreRun();

const { grep } = values;
if (positionals.length > 0) {
    summarize(await runTests(unitsNamed(positionals), { grep, whole: true }));
} else {
    // Most tests wait more than they compute.
    const processes = Math.min(availableParallelism() + 1, 6);
    summarize(await runTests(unitsOf(values.group), { grep, processes }));
}
