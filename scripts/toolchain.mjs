// @ts-check

// The programs that compile the addon: which of them are installed, and how to do with a compiler alone.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { filesIn } from "./changes.mjs";
import { require, root } from "./run.mjs";

const HOW =
    "Debian, Ubuntu: apt install g++ make python3; Fedora: dnf install gcc-c++ make python3; Alpine: apk add g++ make " +
    "python3; macOS: xcode-select --install; Windows: the Build Tools of Visual Studio with C++, and Python 3";

/** @param {string} command @param {string[]} args */
function starts(command, ...args) {
    return spawnSync(command, [...args, "--version"], { stdio: "ignore" }).status === 0;
}

/** Returns the words that start the C++ compiler: those of `CXX`, or the first one that is installed. */
function findCompiler() {
    const named = (process.env.CXX ?? "").split(" ").filter(Boolean);
    const candidates = named.length > 0 ? [named] : [["g++"], ["c++"], ["clang++"]];
    return candidates.find(([command, ...args]) => starts(command, ...args));
}

function hasPython() {
    const { npm_config_python, PYTHON } = process.env;
    return [npm_config_python, PYTHON, "python3", "python"].some((name) => name && starts(name));
}

/** Returns if node-gyp has what it needs. Ends the process with one line that says what is missing, and how to get it. */
export function canUseGyp() {
    if (process.platform === "win32") {
        // node-gyp alone knows where the compiler is.
        if (!hasPython() && !starts("py")) giveUp("Python 3");
        return true;
    }
    const compiler = findCompiler();
    if (compiler === undefined)
        giveUp(process.env.CXX ? `the C++ compiler ${process.env.CXX}` : "a C++ compiler");
    // The Makefile knows one name alone.
    process.env.CXX ??= compiler.join(" ");
    return starts("make") && hasPython();
}

/** @param {string} missing @returns {never} */
function giveUp(missing) {
    console.error(`The addon cannot be built: ${missing} is not installed. ${HOW}.`);
    process.exit(1);
}

const addon = join("build", "Release", "pysocket.node");

/** @param {string} path */
function modified(path) {
    return existsSync(join(root, path)) ? statSync(join(root, path)).mtimeMs : 0;
}

/** Builds the addon by calling the compiler, for where make or Python is missing. */
export async function compileAddon() {
    const listed = readFileSync(join(root, "native", "sources.txt"), "utf8")
        .split(/\s+/)
        .filter(Boolean);
    const sources = [...listed, "native/sys/posix.cc"];
    const headers = filesIn("native").filter((name) => name.endsWith(".h"));
    const newest = Math.max(...headers.map(modified), modified("scripts/toolchain.mjs"));
    // Whoever has built it: node-gyp may have done so before.
    if (modified(addon) > Math.max(newest, ...sources.map(modified))) return;
    const flags = [
        ...["-std=c++17", "-O3", "-fPIC", "-pthread", "-fvisibility=hidden", "-fvisibility-inlines-hidden"],
        ...["-fno-exceptions", "-fno-rtti", "-DBUILDING_NODE_EXTENSION", "-DNAPI_VERSION=8"],
        ...["-DNAPI_DISABLE_CPP_EXCEPTIONS", "-DNODE_ADDON_API_DISABLE_DEPRECATED"],
        ...["-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS", "-I", "."],
        ...["-isystem", require("node-api-headers").include_dir],
        ...["-isystem", dirname(require.resolve("node-addon-api"))],
    ];
    const units = sources.map((source) => {
        const object = join("build", "objects", `${source.replaceAll("/", "-")}.o`);
        return { source, object, isNew: modified(object) > Math.max(newest, modified(source)) };
    });
    const stale = units.filter(({ isNew }) => !isNew);
    console.log("make or Python is not installed: the compiler is called directly");
    for (const name of ["objects", "Release"]) mkdirSync(join(root, "build", name), { recursive: true });
    const work = async () => {
        for (let unit = stale.pop(); unit !== undefined; unit = stale.pop())
            await compile([...flags, "-c", unit.source, "-o", unit.object]);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    const shared = process.platform === "darwin" ? ["-bundle", "-undefined", "dynamic_lookup"] : ["-shared"];
    // Whoever has loaded the old one keeps it.
    rmSync(join(root, addon), { force: true });
    await compile([...shared, "-pthread", ...units.map(({ object }) => object), "-o", addon]);
}

/** @param {string[]} args @returns {Promise<void>} */
function compile(args) {
    const [command, ...words] = /** @type {string[]} */ (findCompiler());
    return new Promise((resolve, reject) => {
        const child = spawn(command, [...words, ...args], { cwd: root, stdio: "inherit" });
        child.on("error", reject);
        child.on("close", (code) =>
            code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}: ${args.join(" ")}`)),
        );
    });
}
