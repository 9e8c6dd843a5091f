// @ts-check

// Starts programs for the scripts of this folder.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package, in which programs are run unless something else is said. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

export const require = createRequire(import.meta.url);

/**
 * Runs a program in this terminal and tells whether it has succeeded.
 *
 * @param {string} command @param {string[]} args @param {import("node:child_process").SpawnSyncOptions} [options]
 */
export function succeeds(command, args, options) {
    return spawnSync(command, args, { cwd: root, stdio: "inherit", ...options }).status === 0;
}

/**
 * Runs a program in this terminal, without which there is no going on: when it fails, so does the script. Returns
 * what it has written, where `options` have that kept.
 *
 * @param {string} command @param {string[]} args @param {import("node:child_process").SpawnSyncOptions} [options]
 */
export function run(command, args, options) {
    const { status, signal, error, stdout } = spawnSync(command, args, {
        cwd: root,
        stdio: "inherit",
        ...options,
    });
    if (error !== undefined) throw error;
    if (status !== 0) {
        console.error(`${command} ${args.join(" ")} ended with ${signal ?? status}`);
        process.exit(status ?? 1);
    }
    return `${stdout ?? ""}`;
}

/** Builds what is out of date of the parts that build.mjs knows. @param {string[]} parts */
export function build(...parts) {
    run(process.execPath, [join("scripts", "build.mjs"), ...parts]);
}
