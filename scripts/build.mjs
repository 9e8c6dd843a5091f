// @ts-check

// Builds what is out of date: `build.mjs [native] [cmake] [asan] [windows] [typescript] [suite]`, by default native
// and typescript. node-gyp builds into build/, cmake-js into build/cmake, or with AddressSanitizer into
// build/asan, or for Windows with MinGW-w64 into build/windows, TypeScript into dist/, the conformance suite that
// the package carries into suite/. With --werror a warning of the compiler fails the build of cmake-js.

import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesIn, versionOf } from "./changes.mjs";
import { require, root, run } from "./run.mjs";
import { canUseGyp, compileAddon } from "./toolchain.mjs";

/** @param {string[]} args */
function node(...args) {
    run(process.execPath, args);
}

/** @param {string} path */
function modified(path) {
    return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** The headers that belong to this Node, when they are installed with it: nothing to download then. */
function installedHeaders() {
    if (Object.keys(process.env).some((name) => name.toLowerCase() === "npm_config_nodedir")) return [];
    const prefix = join(dirname(process.execPath), "..");
    const version = join(prefix, "include", "node", "node_version.h");
    return existsSync(version) ? [`--nodedir=${prefix}`] : [];
}

async function buildNative() {
    if (!canUseGyp()) return compileAddon();
    const gyp = require.resolve("node-gyp/bin/node-gyp.js");
    const inputs = ["binding.gyp", "native/sources.txt"].map((path) => modified(join(root, path)));
    const project = join(root, "build", process.platform === "win32" ? "binding.sln" : "Makefile");
    const options = ["--loglevel=warn", ...installedHeaders()];
    // The project names other folders by paths that are true where it was made.
    const place = join(root, "build", "place.txt");
    const isElsewhere = !existsSync(place) || readFileSync(place, "utf8") !== root;
    if (isElsewhere || modified(project) < Math.max(...inputs)) {
        node(gyp, "configure", ...options);
        writeFileSync(place, root);
    }
    node(gyp, "build", "--jobs=max", ...options);
}

/** @param {string} folder @param {string[]} definitions */
function buildWithCmake(folder, ...definitions) {
    const cmake = require.resolve("cmake-js/bin/cmake-js");
    const options = ["--out", join("build", folder), "--parallel", "4", "--log-level", "warn"];
    if (definitions.length > 0) node(cmake, "configure", ...options, ...definitions);
    node(cmake, "build", ...options);
}

async function buildTypescript() {
    // TypeScript takes seconds to see that nothing has changed.
    const sources = sourcesOfDist();
    const built = join(root, "dist", ".sources");
    if (existsSync(built) && readFileSync(built, "utf8") === sources) return;
    rmSync(built, { force: true });
    await compileTypescript();
    writeFileSync(built, sources);
}

/** What dist/ is made of, as text that changes when any of it does. */
function sourcesOfDist() {
    const files = [
        ...filesIn("lib"),
        "tsconfig.json",
        "package.json",
        "package-lock.json",
        join("scripts", "build.mjs"),
        join("scripts", "bundle.mjs"),
    ];
    return files.map((file) => `${file} ${versionOf(file)}\n`).join("");
}

async function compileTypescript() {
    const compiled = join(root, "build", "lib");
    if (existsSync(compiled)) {
        for (const name of readdirSync(compiled, { recursive: true, encoding: "utf8" })) {
            const source = name.replace(/(\.d)?\.(m?)[jt]s(\.map)?$/, ".$2ts");
            if (source !== name && !existsSync(join(root, "lib", source))) rmSync(join(compiled, name));
        }
    }
    node(require.resolve("typescript/bin/tsc"), "-p", root);
    trimConstants(compiled);
    const { bundle } = await import("./bundle.mjs");
    await bundle();
}

/**
 * TypeScript makes every export undefined first: of a thousand constants that takes some 5 ms, in each thread anew.
 * @param {string} folder
 */
function trimConstants(folder) {
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!name.endsWith("constants.js")) continue;
        const path = join(folder, name);
        const text = readFileSync(path, "utf8");
        const trimmed = text.replace(/^(exports\.\w+ = )+void 0;\n/gm, "");
        if (trimmed !== text) writeFileSync(path, trimmed);
    }
}

function buildSuite() {
    rmSync(join(root, "suite"), { recursive: true, force: true });
    node(require.resolve("typescript/bin/tsc"), "-p", join(root, "tsconfig.suite.json"));
    const uncompiled = readdirSync(join(root, "test", "conformance"), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(cjs|json|py)$/.test(name))
        .map((name) => join("conformance", name));
    for (const name of [...uncompiled, join("support", "reporter.cjs"), join("fixtures", "queues.cjs")])
        cpSync(join(root, "test", name), join(root, "suite", name));
}

const strict = process.argv.includes("--werror");
const wanted = process.argv.slice(2).filter((part) => part !== "--werror");
if (wanted.length === 0) wanted.push("native", "typescript");
for (const part of wanted) {
    if (part === "native") await buildNative();
    else if (part === "cmake") buildWithCmake("cmake", ...(strict ? ["--CDPYSOCKET_WERROR=ON"] : []));
    else if (part === "asan") buildWithCmake("asan", "--CDPYSOCKET_SANITIZE=address,undefined");
    else if (part === "windows")
        buildWithCmake("windows", `--CDCMAKE_TOOLCHAIN_FILE=${join(root, "scripts", "mingw-w64.cmake")}`);
    else if (part === "typescript") await buildTypescript();
    else if (part === "suite") buildSuite();
    else throw new Error(`nothing to build is called ${part}`);
}
