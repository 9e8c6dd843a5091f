// @ts-check

// Tells whether sources have changed since something was made of them.

import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./run.mjs";

/** The files in a folder of the package and in those below it, by their paths from the package. @param {string} folder */
export function filesIn(folder) {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)))
        .sort();
}

/** Text that changes when the file does. @param {string} file */
export function versionOf(file) {
    const { size, mtimeMs } = statSync(join(root, file));
    return `${size} ${mtimeMs}`;
}
