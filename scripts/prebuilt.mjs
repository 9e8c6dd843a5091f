// @ts-check

// The addons that the package carries, as what tests them takes them.

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

/** What they are built from. */
const SOURCES = ["native", "binding.gyp", "CMakeLists.txt", "scripts/prebuild.mjs"];

/** What node-gyp-build looks for on each of them, in `prebuilds/`. @type {Record<string, string>} */
export const PREBUILT = {
    "linux-x64": "pysocket.glibc.node",
    "linux-arm64": "pysocket.glibc.node",
    "win32-x64": "pysocket.node",
};

/** The path of the addon for `platform`, which is built when it is out of date. @param {string} platform */
export function prebuilt(platform) {
    const path = join(root, "prebuilds", platform, PREBUILT[platform]);
    if (newest(path) < Math.max(...SOURCES.map((source) => newest(join(root, source)))))
        run(process.execPath, [join("scripts", "prebuild.mjs"), platform]);
    return path;
}

/** When it or the newest in it was written. @param {string} path @returns {number} */
function newest(path) {
    if (!existsSync(path)) return 0;
    if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
    return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
