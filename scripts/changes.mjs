// @ts-check

// Tells whether sources have changed since something was made of them.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

/**
 * Files in a folder of the package and in those below it, by their paths from the package. Leaves out what npm has
 * installed.
 *
 * @param {string} folder @returns {string[]}
 */
export function filesIn(folder) {
    return readdirSync(join(root, folder), { withFileTypes: true })
        .filter(({ name }) => name !== "node_modules")
        .flatMap((entry) => {
            const path = join(folder, entry.name);
            return entry.isDirectory() ? filesIn(path) : [path];
        })
        .sort();
}

/** Text that changes when the file does. @param {string} file */
export function versionOf(file) {
    const { size, mtimeMs } = statSync(join(root, file));
    return `${size} ${mtimeMs}`;
}
