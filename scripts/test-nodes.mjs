// @ts-check

// Runs the tests on other versions of Node than the one that built the addon, side by side, all with this one addon.
// Without --long, which runs the whole suite, those test files run whose outcome may depend on Node: `SHORT`. Other
// arguments are files to run instead.

import { delimiter, dirname, join } from "node:path";
import { compileTests } from "./compile-tests.mjs";
import { fetchNode } from "./fetch-node.mjs";
import { runTests, sum, summarize } from "./mocha.mjs";
import { build, root } from "./run.mjs";
import { testFilesNamed, unitsNamed } from "./test-files.mjs";

const addon = join(root, "build", "Release", "pysocket.node");
const VERSIONS = ["22.23.3", "24.21.0", "26.10.0"];
/** How modules are loaded and threads made, views, errors, output, signals, exit; of the calls, the most used. */
const SHORT = testFilesNamed([
    "builtins",
    "enumerations",
    "interrupt-key",
    "loaded-twice",
    "memory-that-is-gone",
    "output-while-blocked",
    "package",
    "programs",
    "signal",
    "socket",
    "streams",
    "struct",
    "test-runners",
    "sys",
    "capture",
    "threads",
    "threads-at-exit",
    "what-crosses",
    "workers",
]);

const args = process.argv.slice(2);
const named = args.filter((arg) => arg !== "--long");
const files = args.includes("--long") ? ["test"] : SHORT;
const units = unitsNamed(named.length > 0 ? named : files);

build();
compileTests();
const nodes = VERSIONS.map((version) => fetchNode("linux-x64", version));
const outcomes = await Promise.all(
    nodes.map((node, index) =>
        runTests(units, {
            title: `Node ${VERSIONS[index]}  `,
            node,
            env: {
                ...process.env,
                PYSOCKET_ADDON: addon,
                PYSOCKET_EVERY_CASE: "1",
                // Nothing is said here about speed, so nothing need fail for want of it.
                PYSOCKET_SLOWNESS: "4",
                // What the tests start by name, such as npm, runs on it too.
                PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
            },
        }),
    ),
);
summarize(sum(outcomes));
