// @ts-check

// Builds what is out of date and runs mocha with the arguments given. `--cmake` tests the addon that
// cmake-js builds instead of node-gyp's; `--addon=PATH` any other. `--long` repeats more. `--write` has the
// conformance suite write docs/conformance.md.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");

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

/** @param {string[]} command */
function run(...command) {
    const { status, error } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
    if (error !== undefined) throw error;
    if (status !== 0) process.exit(status ?? 1);
}

run(join(root, "scripts", "build.mjs"), ...[addon, "typescript"].filter(Boolean));
run(mocha, ...args);
