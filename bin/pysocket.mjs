#!/usr/bin/env node
// @ts-check

// `npx pysocket conformance`: the conformance suite on the addon, the platform and the version of Node that are
// there. Other arguments are mocha's.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const suite = join(root, "suite");

const [command, ...args] = process.argv.slice(2);
if (command === "conformance") process.exitCode = conformance();
else usage();

function usage() {
    console.error("Usage: pysocket conformance [OPTION of mocha ...]\n\nRuns the conformance suite here.");
    process.exitCode = 2;
}

function conformance() {
    if (!existsSync(suite)) {
        console.error("The suite is not built: in the repository it is run by `npm run conformance`.");
        return 1;
    }
    const options = ["--no-config", "--no-package", "--recursive", "--extension", "test.js"];
    options.push("--timeout", "120000", "--reporter", join(suite, "support", "reporter.cjs"));
    return mocha(...options, ...args, join(suite, "conformance"));
}

/** Runs the mocha of the project or, if it has none that fits, one that npm fetches. @param {string[]} args */
function mocha(...args) {
    const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const command = ["exec", "--yes", `--package=mocha@${devDependencies.mocha}`, "--", "mocha", ...args];
    const npm = process.env.npm_execpath;
    const { error, status } = npm?.endsWith(".js")
        ? spawnSync(process.execPath, [npm, ...command], { stdio: "inherit" })
        : spawnSync("npm", command, { stdio: "inherit", shell: process.platform === "win32" });
    if (error !== undefined) console.error(`npm does not start: ${error.message}`);
    return status ?? 1;
}
