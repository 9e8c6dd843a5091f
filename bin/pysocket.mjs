#!/usr/bin/env node
// @ts-check

// `npx pysocket conformance`: the conformance suite on the addon, the platform and the version of Node that are
// there. Other arguments are mocha's.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const FETCHED = "PYSOCKET_MOCHA_IS_FETCHED";

const [command, ...args] = process.argv.slice(2);
if (command === "conformance") process.exitCode = conformance();
else usage();

function usage() {
    console.error("Usage: pysocket conformance [OPTION of mocha ...]\n\nRuns the conformance suite here.");
    process.exitCode = 2;
}

function conformance() {
    if (!existsSync(join(root, "suite", "conformance"))) {
        console.error("The suite is not built: in the repository it is run by `npm run conformance`.");
        return 1;
    }
    const mocha = findMocha();
    if (mocha !== null) return runMocha(mocha);
    if (process.env[FETCHED] === undefined) return fetchMocha();
    console.error(`mocha is needed: npm install --save-dev "mocha@${peerDependencies.mocha}"`);
    return 1;
}

/** That of the package, of the project, or what npm has put on the path; null if there is none. */
function findMocha() {
    for (const folder of [root, process.cwd(), ...(process.env.PATH ?? "").split(delimiter)]) {
        try {
            return createRequire(join(folder, "any.js")).resolve("mocha/bin/mocha.js");
        } catch {
            // The next may have it.
        }
    }
    return null;
}

/** @param {string} mocha */
function runMocha(mocha) {
    const suite = join(root, "suite");
    const options = ["--no-config", "--no-package", "--recursive", "--extension", "test.js"];
    options.push("--timeout", "120000", "--reporter", join(suite, "support", "reporter.cjs"));
    // The reporter asks for mocha as well, wherever it is.
    const env = { ...process.env, NODE_PATH: join(dirname(mocha), "..", "..") };
    const command = [mocha, ...options, ...args, join(suite, "conformance")];
    return finish(spawnSync(process.execPath, command, { env, stdio: "inherit" }));
}

/** Once more, with the mocha that npm keeps outside of the project. */
function fetchMocha() {
    console.log(`mocha is not installed here: npm fetches mocha@${peerDependencies.mocha} for this run.`);
    const again = ["node", fileURLToPath(import.meta.url), "conformance", ...args];
    const options = ["exec", "--yes", `--package=mocha@${peerDependencies.mocha}`, "--", ...again];
    const env = { ...process.env, [FETCHED]: "1" };
    const npm = process.env.npm_execpath;
    return finish(
        npm?.endsWith(".js")
            ? spawnSync(process.execPath, [npm, ...options], { env, stdio: "inherit" })
            : spawnSync("npm", options, { env, stdio: "inherit", shell: process.platform === "win32" }),
    );
}

/** @param {import("node:child_process").SpawnSyncReturns<Buffer>} result */
function finish({ error, status }) {
    if (error !== undefined) console.error(`${error}`);
    return status ?? 1;
}
