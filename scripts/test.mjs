// @ts-check

// Builds what is out of date and runs mocha with the arguments given. `--cmake` tests the addon that
// cmake-js builds instead of node-gyp's; `--addon=PATH` any other. `--long` repeats more. `--write` has the
// conformance suite write docs/conformance.md.

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build, require, root } from "./run.mjs";

const mocha = require.resolve("mocha/bin/mocha.js");

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

/** A run of mocha, whose output is kept until it is its turn to be seen. */
class Run {
    output = "";
    #seen = false;

    /** @param {string[]} args */
    constructor(...args) {
        const child = spawn(
            process.execPath,
            [mocha, ...(process.stdout.isTTY ? ["--color"] : []), ...args],
            {
                cwd: root,
                stdio: ["ignore", "pipe", "pipe"],
            },
        );
        for (const stream of [child.stdout, child.stderr])
            stream.setEncoding("utf8").on("data", (text) => {
                this.output += text;
                if (this.#seen) process.stdout.write(text);
            });
        /** @type {Promise<number>} */
        this.ended = new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
    }

    /** Shows the output, and returns the exit status. */
    show() {
        this.#seen = true;
        process.stdout.write(this.output);
        return this.ended;
    }
}

/** Every other file of the tests, from the first or the second on. @param {number} first */
function everyOther(first) {
    const files = readdirSync(join(root, "test")).filter((name) => name.endsWith(".test.ts"));
    return files.sort().flatMap((name, index) => (index % 2 === first ? [join("test", name)] : []));
}

// Most tests wait more than they compute: the files run in two processes side by side, with the conformance suite in
// a third, all of it in one, since it also looks at what it consists of.
const runs =
    args.length > 0
        ? [new Run(...args)]
        : [new Run("test/conformance"), new Run(...everyOther(0)), new Run(...everyOther(1))];
const statuses = [];
for (const run of runs) statuses.push(await run.show());

// Whoever sees no more than the end of it sees what has failed.
const failures = runs.flatMap(({ output }) => output.match(/^FAILED: .*$/gm) ?? []);
if (failures.length > 0) console.log(`\n${failures.join("\n")}`);
process.exitCode = Math.max(...statuses);
