// @ts-check

// Finds the tests by themselves, in whatever folder they are, and tells which command runs which: one that is silently
// not run is the worst outcome.

import { readdirSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { filesIn } from "./changes.mjs";
import { root } from "./run.mjs";

/** @typedef {{ name: string, files: string[] }} Unit what runs together: a file, or the conformance suite */

const EXTENSION = ".test.ts";

/** Runs as one, since it also looks at what it consists of. */
const CONFORMANCE = join("test", "conformance");

/** What `npm test` leaves to other commands: files and folders. @type {Record<string, string[]>} */
const groups = {
    stress: [join("test", "stress")],
    package: [
        join("test", "package", "consumers.test.ts"),
        join("test", "package", "test-runners-installed.test.ts"),
    ],
};

/** @param {string} path @param {string} folder */
const isIn = (path, folder) => path === folder || path.startsWith(folder + sep);

/** @param {string} file */
function groupOf(file) {
    const found = Object.entries(groups).find(([, paths]) => paths.some((path) => isIn(file, path)));
    return found?.[0] ?? "tests";
}

/** Paths of all test files except the conformance suite. */
export function testFiles() {
    return allTestFiles().filter((file) => !isIn(file, CONFORMANCE));
}

function allTestFiles() {
    return filesIn("test").filter((file) => file.endsWith(EXTENSION));
}

/** Paths of the test files of these names, which have neither folder nor extension. @param {string[]} names */
export function testFilesNamed(names) {
    const paths = new Map(testFiles().map((path) => [basename(path, EXTENSION), path]));
    return names.map((name) => {
        const path = paths.get(name);
        if (path === undefined) throw new Error(`no file ${name}${EXTENSION}`);
        return path;
    });
}

/** Test files of a group. @param {string} group @returns {Unit[]} */
export function unitsOf(group) {
    return units(allTestFiles().filter((file) => groupOf(file) === group));
}

/** Test files that arguments name: files, and folders with all that is below them. @param {string[]} paths @returns {Unit[]} */
export function unitsNamed(paths) {
    return paths.flatMap((path) => {
        const name = relative(root, resolve(path));
        const files = allTestFiles().filter((file) => isIn(file, name));
        if (files.length === 0) throw new Error(`${path} is no test, and has none`);
        return isIn(name, CONFORMANCE) ? [{ name, files }] : units(files);
    });
}

/** @param {string[]} files @returns {Unit[]} */
function units(files) {
    const conformance = files.filter((file) => isIn(file, CONFORMANCE));
    const rest = files.filter((file) => !isIn(file, CONFORMANCE)).map((name) => ({ name, files: [name] }));
    return conformance.length > 0 ? [{ name: CONFORMANCE, files: conformance }, ...rest] : rest;
}

/** Throws if a test is in no group, because it is elsewhere or has another kind of name, or a group has no test. */
export function checkThatAllAreRun() {
    const run = new Set(["tests", ...Object.keys(groups)].flatMap(unitsOf).flatMap(({ files }) => files));
    const not = sourceFolders()
        .flatMap(filesIn)
        .filter((file) => /[.-](test|spec)\.[cm]?[jt]sx?$/.test(file) && !run.has(file));
    if (not.length > 0) throw new Error(`no command runs these tests: ${not.join(", ")}`);
    for (const path of Object.values(groups).flat())
        if (![...run].some((file) => isIn(file, path))) throw new Error(`there is no test ${path}`);
}

function sourceFolders() {
    const made = /^(\..*|node_modules|build|dist|suite|prebuilds)$/;
    return readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !made.test(entry.name))
        .map(({ name }) => name);
}
