// @ts-check

// Runs the tests on other versions of Node than the one that built the addon, all with this one addon. Without
// --long, which runs the whole suite, those test files run whose outcome may depend on Node: `SHORT`. Other
// arguments are mocha's.

import { delimiter, dirname, join } from "node:path";
import { fetchNode } from "./fetch-node.mjs";
import { build, require, root, succeeds } from "./run.mjs";

const addon = join(root, "build", "Release", "pysocket.node");
const VERSIONS = ["22.23.3", "24.21.0", "26.10.0"];
/** How modules are loaded and threads made, views, errors, output, signals, exit; of the calls, the most used. */
const SHORT = [
    "builtins",
    "enumerations",
    "interrupt-key",
    "loaded-twice",
    "memory-that-is-gone",
    "output-while-blocked",
    "package",
    "signal",
    "socket",
    "streams",
    "struct",
    "thread-modules",
    "threads",
    "threads-at-exit",
    "workers",
].map((name) => `test/${name}.test.ts`);

const args = process.argv.slice(2);
const named = args.filter((arg) => arg !== "--long");
const files = args.includes("--long") ? ["test/*.test.ts", "test/conformance"] : SHORT;
const mocha = require.resolve("mocha/bin/mocha.js");
const command = [mocha, "--require", "test/support/slow.ts", ...(named.length > 0 ? named : files)];

build();
for (const version of VERSIONS) {
    const node = fetchNode("linux-x64", version);
    console.log(`\n== Node ${version}, with the addon that Node ${process.versions.node} has built`);
    const env = {
        ...process.env,
        PYSOCKET_ADDON: addon,
        // Nothing is said here about speed, so nothing need fail for want of it.
        PYSOCKET_SLOWNESS: "4",
        // What the tests start by name, such as npm, runs on it too.
        PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
    };
    const start = performance.now();
    if (!succeeds(node, command, { env })) process.exitCode = 1;
    console.log(`Node ${version}: ${Math.round((performance.now() - start) / 1000)} s`);
}
