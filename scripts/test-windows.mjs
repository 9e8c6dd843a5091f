// @ts-check

// Runs the tests, or the files given, on Windows' Node under Wine, with the addon that the package carries for it. For
// Debian, whose packages it installs where they are missing; everything else that it needs is in build/. What is left
// out is in test/support/left-out-windows.json, with the reasons.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeSuite } from "./compile-tests.mjs";
import { haveDebianPackages } from "./debian.mjs";
import { fetchNode } from "./fetch-node.mjs";
import { prebuilt } from "./prebuilt.mjs";
import { build, root, run } from "./run.mjs";
import { runSuite } from "./suite-runner.mjs";

const built = join(root, "build", "windows");
const suite = join(built, "suite");

// Node 24 and later need a newer Wine than Debian 12 has.
const VERSION = "20.20.2";
/** How many files share a process: to start one takes as long as most files. */
const SHARE = 8;
/** How long these may take, in milliseconds. */
const PATIENCE = 600_000;

const environment = {
    ...process.env,
    WINEPREFIX: join(built, "wine"),
    WINEDEBUG: "-all",
    PYSOCKET_ADDON: windowsPath(prebuilt("win32-x64")),
    // The service that tells of volumes: without it lstat() is five times as fast.
    WINEDLLOVERRIDES: "mountmgr.sys=d",
    PYSOCKET_SLOWNESS: "4",
    // What Wine does otherwise than Windows is known by it.
    PYSOCKET_WINE: "1",
    // There is no Python for Windows to compare with.
    PYSOCKET_EXPECT_PYTHON: "",
    // What is looked for on the path is not for Windows.
    NODE_OPTIONS: "",
};

/** @param {string} path */
function windowsPath(path) {
    return `Z:${path.replaceAll("/", "\\")}`;
}

function prepareWine() {
    if (existsSync(join(built, "wine", "system.reg"))) return;
    const env = { ...environment, WINEDLLOVERRIDES: "mscoree,mshtml=" };
    const options = { env, stdio: /** @type {const} */ ("ignore") };
    run("wineboot", ["--init"], options);
    run("wine", ["winecfg", "-v", "win10"], options);
}

haveDebianPackages({ wine: "wine" });
build("typescript");
prepareWine();
// tsx does not run there.
makeSuite(suite);
const node = windowsPath(fetchNode("win-x64", VERSION));
// One server for all of them, which stays.
spawnSync("wineserver", ["--persistent"], { env: environment, stdio: "ignore" });
await runSuite({
    title: `Node ${VERSION} for Windows, under Wine`,
    suite,
    logs: join(built, "logs"),
    list: "windows",
    command: ["wine", node],
    environment,
    support: ["leaks"],
    timeout: 60_000,
    share: SHARE,
    patience: PATIENCE,
});
// None that was started may outlive the run.
spawnSync("wineserver", ["--kill"], { env: environment, stdio: "ignore" });
