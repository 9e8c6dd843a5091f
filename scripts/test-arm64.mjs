// @ts-check

// Runs tests on Node for Linux arm64, under QEMU, with the addon that is cross-compiled for it. Arguments are mocha's.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { haveDebianPackages } from "./debian.mjs";
import { fetchNode } from "./fetch-node.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
/** The tests that were seen to pass there. */
const FILES = ["test/select.test.ts"];

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function run(command, args, env) {
    const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: "inherit" });
    if (error !== undefined) throw error;
    if (status !== 0) process.exit(status ?? 1);
}

haveDebianPackages({ "qemu-aarch64": "qemu-user", "aarch64-linux-gnu-g++": "g++-aarch64-linux-gnu" });
run(process.execPath, [join("scripts", "build.mjs"), "typescript"]);
const addon = join(root, "prebuilds", "linux-arm64", "pysocket.glibc.node");
if (!existsSync(addon)) run(process.execPath, [join("scripts", "prebuild.mjs"), "linux-arm64"]);
const named = process.argv.slice(2);
if (named.length === 0)
    console.log(
        `Left out: all but ${FILES}. Where no arm64 program can be started, as under QEMU, tests that start Node fail.`,
    );
run(
    "qemu-aarch64",
    [
        ...["-L", "/usr/aarch64-linux-gnu", fetchNode("linux-arm64", "20.20.2"), "--import=tsx"],
        ...[
            join(dirname(require.resolve("mocha/package.json")), "lib", "cli", "cli.js"),
            "--no-config",
            "--no-package",
        ],
        ...["--reporter", "test/support/reporter.cjs", "--require", "test/support/slow.ts", "--exit"],
        ...(named.length > 0 ? named : FILES),
    ],
    {
        ...process.env,
        PYSOCKET_ADDON: addon,
        PYSOCKET_SLOWNESS: "4",
        // The compiler that tsx starts is this machine's own.
        ESBUILD_BINARY_PATH: require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`),
    },
);
