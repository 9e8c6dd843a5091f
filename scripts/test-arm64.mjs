// @ts-check

// Runs the tests, or the files given, on Node for Linux arm64, under QEMU, with the addon that the package carries for
// it. For Debian, whose packages it installs where they are missing; everything else that it needs is in build/. What is
// left out is in test/support/left-out-arm64.json, with the reasons.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeSuite } from "./compile-tests.mjs";
import { haveDebianPackages } from "./debian.mjs";
import { fetchNode } from "./fetch-node.mjs";
import { prebuilt } from "./prebuilt.mjs";
import { build, require, root } from "./run.mjs";
import { runSuite } from "./suite-runner.mjs";

const built = join(root, "build", "arm64");
const suite = join(built, "suite");

const VERSION = "20.20.2";
/** How many files share a process: to start one takes as long as many a file. */
const SHARE = 8;
/** How long these may take, in milliseconds. */
const PATIENCE = 1_200_000;

/**
 * The kernel here starts no program for arm64. So what Node starts by process.execPath has to be a program that starts
 * the emulator, and Node has to take it for itself.
 *
 * @param {string} node the path of Node for arm64
 */
function wrap(node) {
    const wrapper = join(built, "node");
    const support = join(suite, "test", "support", "exec-path.js");
    writeFileSync(
        wrapper,
        `#!/bin/sh\nexec qemu-aarch64 -L /usr/aarch64-linux-gnu '${node}' --require '${support}' "$@"\n`,
        { mode: 0o755 },
    );
    return wrapper;
}

haveDebianPackages({ "qemu-aarch64": "qemu-user", "aarch64-linux-gnu-g++": "g++-aarch64-linux-gnu" });
build("typescript");
mkdirSync(built, { recursive: true });
// tsx takes too long there.
makeSuite(suite);
const node = wrap(fetchNode("linux-arm64", VERSION));
await runSuite({
    title: `Node ${VERSION} for Linux arm64, under QEMU`,
    suite,
    logs: join(built, "logs"),
    list: "arm64",
    command: [node],
    environment: {
        ...process.env,
        PYSOCKET_ADDON: prebuilt("linux-arm64"),
        PYSOCKET_EXEC_PATH: node,
        PYSOCKET_SLOWNESS: "4",
        // The compiler that tsx starts is this machine's own.
        ESBUILD_BINARY_PATH: require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`),
    },
    support: ["slow", "leaks"],
    timeout: 120_000,
    share: SHARE,
    patience: PATIENCE,
});
