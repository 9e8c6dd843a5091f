// @ts-check

// Runs tests on Node for Linux arm64, under QEMU, with the addon that is cross-compiled for it. Arguments are mocha's.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { haveDebianPackages } from "./debian.mjs";
import { fetchNode } from "./fetch-node.mjs";
import { build, require, root, run } from "./run.mjs";

/** The tests that were seen to pass there. */
const FILES = ["test/select.test.ts"];

haveDebianPackages({ "qemu-aarch64": "qemu-user", "aarch64-linux-gnu-g++": "g++-aarch64-linux-gnu" });
build("typescript");
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
        env: {
            ...process.env,
            PYSOCKET_ADDON: addon,
            PYSOCKET_SLOWNESS: "4",
            // The compiler that tsx starts is this machine's own.
            ESBUILD_BINARY_PATH: require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`),
        },
    },
);
