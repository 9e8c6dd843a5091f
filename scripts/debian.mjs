// @ts-check

import { spawnSync } from "node:child_process";

/**
 * Sees to it that commands are there, of which each is in the Debian package named; what is missing is installed
 * where that can be done.
 *
 * @param {Record<string, string>} packageOf
 */
export function haveDebianPackages(packageOf) {
    const missing = () =>
        Object.entries(packageOf).filter(
            ([command]) => spawnSync(command, ["--version"]).error !== undefined,
        );
    const packages = missing().map(([, name]) => name);
    if (packages.length === 0) return;
    if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
        /** @type {import("node:child_process").SpawnSyncOptions} */
        const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
        const install = () =>
            spawnSync("apt-get", ["install", "-y", "-q", ...packages], options).status === 0;
        if (!install()) {
            spawnSync("apt-get", ["update", "-q"], options);
            install();
        }
    }
    const absent = missing();
    if (absent.length > 0)
        throw new Error(
            `To be installed: ${absent.map(([command, name]) => `${command} (${name})`).join(", ")}`,
        );
}
