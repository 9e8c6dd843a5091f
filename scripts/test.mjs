// @ts-check

// Builds what is out of date and runs mocha with the arguments given. `--cmake` tests the addon that
// cmake-js builds instead of node-gyp's; `--addon=PATH` any other. `--long` repeats more. `--write` has the
// conformance suite write docs/conformance.md.

import { spawn, spawnSync } from "node:child_process";
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

const build = [join(root, "scripts", "build.mjs"), ...[addon, "typescript"].filter(Boolean)];
const { status, error } = spawnSync(process.execPath, build, { cwd: root, stdio: "inherit" });
if (error !== undefined) throw error;
if (status !== 0) process.exit(status ?? 1);

/**
 * @param {string[]} files
 * @param {"inherit" | "pipe"} stdio
 * @returns {Promise<{ status: number, output: string }>}
 */
function runMocha(files, stdio) {
    const child = spawn(process.execPath, [mocha, ...files], { cwd: root, stdio: ["ignore", stdio, stdio] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
        stream?.setEncoding("utf8").on("data", (text) => {
            output += text;
        });
    return new Promise((resolve) => child.on("close", (code) => resolve({ status: code ?? 1, output })));
}

// Most tests wait more than they compute: the whole suite runs as two processes side by side, and what the
// second prints comes when the first is done.
const [files, ...others] = args.length > 0 ? [args] : [["test/*.test.ts"], ["test/conformance"]];
const rest = others.map((each) => runMocha(each, "pipe"));
const ended = [await runMocha(files, "inherit")];
for (const each of rest) {
    ended.push(await each);
    process.stdout.write(ended[ended.length - 1].output);
}
process.exitCode = Math.max(...ended.map(({ status }) => status));
