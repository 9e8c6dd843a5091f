// @ts-check

// Formatters and linters for both languages; a warning is a failure. With --fix it formats instead.

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { haveDebianPackages } from "./debian.mjs";
import { brokenComments } from "./doc-comments.mjs";
import { brokenFloors } from "./native-floors.mjs";
import { require, root, succeeds } from "./run.mjs";

const fix = process.argv.includes("--fix");

const biome = require.resolve("@biomejs/biome/bin/biome");
const tsc = require.resolve("typescript/bin/tsc");
const depcruise = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");

/** @param {string} name @param {string} command @param {string[]} args */
function check(name, command, args) {
    if (succeeds(command, args)) console.log(`ok: ${name}`);
    else fail(name);
}

/** @param {string} name */
function fail(name) {
    console.error(`FAILED: ${name}`);
    process.exitCode = 1;
}

/** @param {string} name @param {string[]} broken a sentence for each fault */
function checkList(name, broken) {
    if (broken.length === 0) console.log(`ok: ${name}`);
    else fail(`${name}\n${broken.join("\n")}`);
}

function haveClangTools() {
    try {
        haveDebianPackages({ "clang-format": "clang-format", "clang-tidy": "clang-tidy" });
        return true;
    } catch (error) {
        console.error(`${error}`);
        return false;
    }
}

/** @param {string} pattern */
function nativeFiles(pattern) {
    return readdirSync(join(root, "native"), { recursive: true, encoding: "utf8" })
        .filter((name) => new RegExp(pattern).test(name))
        .sort()
        .map((name) => join("native", name));
}

/** clang-tidy on every source of this platform, as many at a time as there are processors. */
async function clangTidy() {
    const foreign = process.platform === "win32" ? ["posix.cc"] : ["windows.cc", "delay_load.cc"];
    const files = nativeFiles("\\.cc$").filter((path) => !foreign.includes(basename(path)));
    const includes = [require("node-api-headers").include_dir, dirname(require.resolve("node-addon-api"))];
    const flags = [
        "-std=c++17",
        "-fno-exceptions",
        ...["NAPI_VERSION=8", "NAPI_DISABLE_CPP_EXCEPTIONS", "NODE_ADDON_API_DISABLE_DEPRECATED"].map(
            (name) => `-D${name}`,
        ),
        ...["-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-I."],
        ...includes.flatMap((path) => ["-isystem", path]),
    ];
    let failed = false;
    const worker = async () => {
        for (let file = files.shift(); file !== undefined; file = files.shift()) {
            const child = spawn("clang-tidy", ["--quiet", file, "--", ...flags], { cwd: root });
            let output = "";
            child.stdout.on("data", (data) => (output += data));
            child.stderr.on("data", (data) => (output += data));
            const status = await new Promise((resolve) => child.on("close", resolve));
            if (status === 0) continue;
            failed = true;
            console.error(output.replace(/^\d+ warnings? .*\n/gm, ""));
        }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    if (failed) fail("clang-tidy");
    else console.log("ok: clang-tidy");
}

if (fix) {
    checkList("floors of native", brokenFloors());
    check("constants", process.execPath, ["scripts/write-constants.mjs"]);
    check("biome", process.execPath, [biome, "check", "--write", "--error-on-warnings"]);
    if (haveClangTools()) check("clang-format", "clang-format", ["-i", ...nativeFiles("\\.(cc|h)$")]);
    else fail("clang-format");
} else {
    check("biome", process.execPath, [biome, "check", "--error-on-warnings"]);
    check("types of lib", process.execPath, [tsc, "-p", "tsconfig.json"]);
    check("types of tests, examples and scripts", process.execPath, [tsc, "-p", "tsconfig.test.json"]);
    check("floors of lib", process.execPath, [depcruise, "lib", "--config", ".dependency-cruiser.cjs"]);
    checkList("floors of native", brokenFloors());
    checkList("doc comments", brokenComments());
    check("constants", process.execPath, ["scripts/write-constants.mjs", "--check"]);
    if (haveClangTools()) {
        check("clang-format", "clang-format", ["--dry-run", "-Werror", ...nativeFiles("\\.(cc|h)$")]);
        await clangTidy();
    } else {
        fail("clang-format and clang-tidy");
    }
}
