// @ts-check

// Finds the test files by themselves, in whatever folder they are: one that is silently not run is the worst outcome.

import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "./run.mjs";

const EXTENSION = ".test.ts";

/** The paths of all test files except the conformance suite, which is always run as a whole. */
export function testFiles() {
    return readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
        .map((name) => join("test", name))
        .filter((path) => path.endsWith(EXTENSION) && !path.startsWith(join("test", "conformance")))
        .sort();
}

/** The paths of the test files of these names, which have neither folder nor extension. @param {string[]} names */
export function testFilesNamed(names) {
    const paths = new Map(testFiles().map((path) => [basename(path, EXTENSION), path]));
    return names.map((name) => {
        const path = paths.get(name);
        if (path === undefined) throw new Error(`no file ${name}${EXTENSION}`);
        return path;
    });
}
