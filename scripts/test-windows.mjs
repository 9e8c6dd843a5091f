// @ts-check

// Runs the tests, or the files given, in Windows' Node under Wine, on an addon that MinGW-w64 compiles: each
// file in a process of its own, with what it prints and the totals at the end. For Debian, whose packages it
// installs where they are missing. Everything else that it needs is in build/.

import { spawn, spawnSync } from "node:child_process";
import {
    closeSync,
    cpSync,
    existsSync,
    mkdirSync,
    openSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { haveDebianPackages } from "./debian.mjs";
import { fetchNode } from "./fetch-node.mjs";
import { build, require, root, run } from "./run.mjs";

const built = join(root, "build", "windows");
const suite = join(built, "suite");
const logs = join(built, "logs");

// Node 24 and later need a newer Wine than Debian 12 has.
const VERSION = "20.20.2";
/** How long a file may take, in milliseconds. */
const PATIENCE = 180_000;

const environment = {
    ...process.env,
    WINEPREFIX: join(built, "wine"),
    WINEDEBUG: "-all",
    PYSOCKET_ADDON: windowsPath(join(built, "Release", "pysocket.node")),
    // The service that tells of volumes: without it lstat() is five times as fast.
    WINEDLLOVERRIDES: "mountmgr.sys=d",
    PYSOCKET_SLOWNESS: "4",
    // What Wine does otherwise than Windows is known by it.
    PYSOCKET_WINE: "1",
    // What is looked for on the path is not for Windows.
    NODE_OPTIONS: "",
};

/** @param {string} path */
function windowsPath(path) {
    return `Z:${path.replaceAll("/", "\\")}`;
}

function prepareWine() {
    if (existsSync(join(built, "wine", "system.reg"))) return;
    const env = { ...environment, WINEDLLOVERRIDES: "mscoree,mshtml=" };
    const options = { env, stdio: /** @type {const} */ ("ignore") };
    run("wineboot", ["--init"], options);
    run("wine", ["winecfg", "-v", "win10"], options);
}

/** tsx does not run there: a copy of what is here, in which each TypeScript file has its JavaScript beside it. */
function compile() {
    rmSync(suite, { recursive: true, force: true });
    mkdirSync(suite, { recursive: true });
    const left = [".git", "build", "node_modules", "prebuilds"];
    for (const name of readdirSync(root).filter((name) => !left.includes(name)))
        cpSync(join(root, name), join(suite, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(suite, "node_modules"));
    const { transpileModule, ModuleKind, ScriptTarget } = require("typescript");
    const options = { target: ScriptTarget.ES2022, esModuleInterop: true };
    for (const folder of ["test", "bench", "scripts"]) {
        for (const name of readdirSync(join(suite, folder), { recursive: true, encoding: "utf8" })) {
            if (!name.endsWith(".ts") || name.endsWith(".d.ts")) continue;
            const path = join(suite, folder, name);
            const compilerOptions = { ...options, module: ModuleKind.CommonJS };
            const { outputText } = transpileModule(readFileSync(path, "utf8"), { compilerOptions });
            writeFileSync(path.replace(/ts$/, "js"), outputText);
        }
    }
}

/** @param {string} word */
function quoted(word) {
    return `'${word}'`;
}

/** The arguments, or all files. @returns {string[]} */
function wantedFiles() {
    const given = process.argv.slice(2).map((path) => relative(root, join(process.cwd(), path)));
    const files = readdirSync(join(root, "test")).filter((name) => name.endsWith(".test.ts"));
    // The longest first.
    return given.length > 0 ? given : ["test/conformance", ...files.sort().map((name) => join("test", name))];
}

/** @param {string} file @returns {Promise<{ text: string, passed: number, failed: number, skipped: number }>} */
async function runFile(file) {
    const log = join(logs, `${file.replaceAll("/", "-")}.txt`);
    // Node for Windows dies when its output is a pipe of Wine's.
    const output = openSync(log, "w");
    const spec = file.endsWith(".ts") ? file.replace(/ts$/, "js") : `${file}/**/*.test.js`;
    const mocha = [
        ...["wine", node, join("node_modules", "mocha", "lib", "cli", "cli.js"), "--no-config", "--exit"],
        ...["--require", "./test/support/leaks.js"],
        ...["--no-color", "--reporter", "test/support/reporter.cjs", "--timeout", "60000", spec],
    ];
    // A terminal of its own becomes a console, without which there is no Ctrl-C.
    const child = spawn(
        "script",
        ["--quiet", "--return", "--command", `${mocha.map(quoted).join(" ")} >&3 2>&3`, "/dev/null"],
        { cwd: suite, env: environment, detached: true, stdio: ["ignore", "ignore", "inherit", output] },
    );
    let late = false;
    const timer = setTimeout(() => {
        late = true;
        // With the processes that it has started.
        process.kill(-(child.pid ?? 0), "SIGKILL");
    }, PATIENCE);
    const status = await new Promise((resolve) => child.on("close", resolve));
    clearTimeout(timer);
    closeSync(output);
    const text = readFileSync(log, "utf8");
    const totals = /^(\d+) passed, (\d+) failed, (\d+) skipped\r?$/m.exec(text);
    if (totals !== null) {
        const [passed, failed, skipped] = totals.slice(1).map(Number);
        // Those of all are the only ones to be printed as they are.
        const rest = text.replace(totals[0], "").trimEnd();
        return { text: rest, passed, failed: failed || Number(status !== 0), skipped };
    }
    const reason = late ? `did not end in ${PATIENCE / 1000} s` : `ended with ${status}`;
    return { text: `${text}\n${file} ${reason}\n`, passed: 0, failed: 1, skipped: 0 };
}

haveDebianPackages({
    "x86_64-w64-mingw32-g++-posix": "g++-mingw-w64-x86-64",
    wine: "wine",
    cmake: "cmake",
    make: "make",
});
build("windows", "typescript");
const node = fetchNode("win-x64", VERSION);
prepareWine();
compile();
mkdirSync(logs, { recursive: true });

const files = wantedFiles();
const sums = { passed: 0, failed: 0, skipped: 0 };
async function work() {
    for (let file = files.shift(); file !== undefined; file = files.shift()) {
        const begun = performance.now();
        const { text, passed, failed, skipped } = await runFile(file);
        const seconds = ((performance.now() - begun) / 1000).toFixed(0);
        console.log(
            `\n=== ${file}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s\n${text}`,
        );
        sums.passed += passed;
        sums.failed += failed;
        sums.skipped += skipped;
    }
}
// One server for all of them, which stays.
spawnSync("wineserver", ["--persistent"], { env: environment, stdio: "ignore" });
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
// None that was started may outlive the run.
spawnSync("wineserver", ["--kill"], { env: environment, stdio: "ignore" });
console.log(`\nNode ${VERSION} for Windows, under Wine`);
console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
process.exitCode = sums.failed > 0 ? 1 : 0;
