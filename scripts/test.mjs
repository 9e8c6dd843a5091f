// @ts-check

// Builds what is out of date and runs mocha with the arguments given. `--cmake` tests the addon that
// cmake-js builds instead of node-gyp's; `--addon=PATH` any other. `--long` repeats more. `--write` has the
// conformance suite write docs/conformance.md.

import { join } from "node:path";
import { Run, showFailures } from "./mocha.mjs";
import { build, root } from "./run.mjs";
import { testFiles } from "./test-files.mjs";

let addon = "native";
const args = [];
for (const arg of process.argv.slice(2)) {
    if (arg === "--cmake") {
        addon = "cmake";
        process.env.PYSOCKET_ADDON = join(root, "build", "cmake", "Release", "pysocket.node");
    } else if (arg === "--long") {
        process.env.PYSOCKET_LONG_TESTS = "1";
    } else if (arg.startsWith("--addon=")) {
        addon = "";
        process.env.PYSOCKET_ADDON = arg.slice("--addon=".length);
    } else if (arg === "--write") {
        process.env.PYSOCKET_WRITE_CONFORMANCE = "1";
    } else {
        args.push(arg);
    }
}

build(...[addon, "typescript"].filter(Boolean));

/** Every other file of the tests, from the first or the second on. @param {number} first */
function everyOther(first) {
    return testFiles().filter((_, index) => index % 2 === first);
}

// Most tests wait more than they compute: the files run in two processes side by side, with the conformance suite in
// a third, all of it in one, since it also looks at what it consists of.
const groups = args.length > 0 ? [args] : [["test/conformance"], everyOther(0), everyOther(1)];
const runs = groups.map((files) => new Run(files));
for (const run of runs) {
    const { status } = await run.show();
    if (status !== 0) process.exitCode = status;
}
showFailures(runs);
