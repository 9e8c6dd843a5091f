// @ts-check

// The tests as JavaScript: to compile them once takes less than to have each process that they start do it.

import {
    copyFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmdirSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { filesIn, versionOf } from "./changes.mjs";
import { require, root } from "./run.mjs";

/** Folder of the compiled tests. */
export const compiled = join(root, "build", "tests");

/** Name of the list of what was compiled, from which version of which source. */
const LIST = "sources.json";

/** Sources of the tests, and of what they import from elsewhere. */
function sources() {
    const programs = [...filesIn("bench"), ...filesIn("scripts")].filter(
        (file) => file.endsWith(".ts") && !file.startsWith(join("bench", "packages")),
    );
    const types = join("test", "types");
    return [...filesIn("test").filter((file) => !file.startsWith(types)), ...programs];
}

/** @param {string} file */
function outputOf(file) {
    return file.endsWith(".ts") && !file.endsWith(".d.ts") ? file.replace(/ts$/, "js") : file;
}

/** Compiles into `target` what has changed since the last time, and copies what is not TypeScript. */
export function compileTests(target = compiled) {
    // Whatever compiles it otherwise compiles it all anew.
    const compiler = [relative(root, require.resolve("typescript")), join("scripts", "compile-tests.mjs")];
    const list = Object.fromEntries([...compiler, ...sources()].map((file) => [file, versionOf(file)]));
    const path = join(target, LIST);
    /** @type {Record<string, string>} */
    const before = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
    const anew = compiler.some((file) => list[file] !== before[file]);
    const changed = sources().filter((file) => anew || list[file] !== before[file]);
    const gone = Object.keys(before).filter((file) => !(file in list));
    if (changed.length === 0 && gone.length === 0) return;
    rmSync(path, { force: true });
    for (const file of gone) remove(target, outputOf(file));
    for (const file of changed) {
        mkdirSync(dirname(join(target, file)), { recursive: true });
        if (outputOf(file) === file) copyFileSync(join(root, file), join(target, file));
        else transpile(file, target);
    }
    replace(path, JSON.stringify(list));
}

/** @param {string} file @param {string} target */
function transpile(file, target) {
    const { transpileModule, ModuleKind, ScriptTarget } = require("typescript");
    const output = join(target, outputOf(file));
    const compilerOptions = {
        target: ScriptTarget.ES2022,
        module: ModuleKind.CommonJS,
        esModuleInterop: true,
        sourceMap: true,
        sourceRoot: relative(dirname(output), dirname(join(root, file))),
    };
    const source = readFileSync(join(root, file), "utf8");
    const { outputText, sourceMapText } = transpileModule(source, { compilerOptions, fileName: file });
    replace(output, outputText);
    replace(`${output}.map`, `${sourceMapText}`);
}

/** Writes a file that another run may be reading. @param {string} path @param {string} text */
function replace(path, text) {
    const made = `${path}.${process.pid}`;
    writeFileSync(made, text);
    renameSync(made, path);
}

/** Removes the output of a source that is gone, and its folder with the last of them. @param {string} target @param {string} file */
function remove(target, file) {
    for (const each of [file, `${file}.map`]) rmSync(join(target, each), { force: true });
    for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) {
        if (!existsSync(join(target, folder))) continue;
        if (readdirSync(join(target, folder)).length > 0) break;
        rmdirSync(join(target, folder));
    }
}

/** Makes `suite` a folder like that of the package, with the tests compiled. @param {string} suite */
export function makeSuite(suite) {
    rmSync(suite, { recursive: true, force: true });
    // The test that made build/ first would seem to have left it.
    mkdirSync(join(suite, "build"), { recursive: true });
    const copied = ["package.json", "dist", "lib", "native", "docs", "examples", "test", "README.md"];
    for (const name of [...copied, join("build", "internals")])
        cpSync(join(root, name), join(suite, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(suite, "node_modules"));
    compileTests(suite);
}
