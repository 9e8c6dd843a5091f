// @ts-check

// Checks the package as it is published: packs it with the prebuilt addons, has publint and attw look at it, and
// installs it where there is neither a compiler nor an install script. There it is required, imported, type-checked,
// serves clients in threads, and runs its conformance suite. Then it prints how large it is and how long it takes to
// load, beside other packages.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
    copyFileSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    realpathSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { PREBUILT, prebuilt } from "./prebuilt.mjs";
import { require, root } from "./run.mjs";

const tsc = require.resolve("typescript/bin/tsc");
const platform = `${process.platform}-${process.arch}`;
/** Packages with an addon for sockets, for messages, and for calling C. */
const OTHERS = ["posix-socket", "koffi", "zeromq"];

const folder = realpathSync(mkdtempSync(join(tmpdir(), "pysocket-package-")));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Settings that npm passes to the scripts it runs, and which would reach the npm that runs here. */
const clean = Object.fromEntries(
    Object.entries(process.env).filter(
        ([name]) => !/^(npm_(?!config_(registry|cache|userconfig)$)|PYSOCKET_|INIT_CWD)/.test(name),
    ),
);

/**
 * @param {string} command @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 */
function run(command, args, { cwd = root, env = clean, quiet = true } = {}) {
    const { status, error, stdout, stderr } = spawnSync(command, args, {
        cwd,
        env,
        encoding: "utf8",
        stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
        maxBuffer: 2 ** 26,
        timeout: 300_000,
    });
    if (error !== undefined) throw error;
    assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout ?? ""}${stderr ?? ""}`);
    return stdout ?? "";
}

/** @param {string} name */
function ok(name) {
    console.log(`ok: ${name}`);
}

function pack() {
    run(process.execPath, [join("scripts", "build.mjs"), "typescript", "suite"]);
    for (const each of Object.keys(PREBUILT)) prebuilt(each);
    const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
    const [{ filename, size, unpackedSize, files }] = JSON.parse(run("npm", args));
    const addons = files
        .map((/** @type {{ path: string }} */ file) => file.path)
        .filter((/** @type {string} */ path) => path.endsWith(".node"));
    assert.deepEqual(
        addons.sort(),
        Object.entries(PREBUILT)
            .map((parts) => ["prebuilds", ...parts].join("/"))
            .sort(),
    );
    console.log(`addons: ${addons.join(", ")}`);
    return { tarball: join(folder, filename), size, unpackedSize };
}

/** @param {string} tarball */
async function lint(tarball) {
    const contents = readFileSync(tarball);
    const { messages, pkg } = await publint({
        strict: true,
        level: "warning",
        pack: { tarball: contents.buffer },
    });
    // A default export may be something else for a bundler than for Node; the only one here is the module itself.
    for (const name of moduleNames()) {
        const module = require(name);
        assert.ok(module.default === undefined || module.default === module, name);
    }
    const problems = messages.filter(({ code }) => code !== "CJS_WITH_ESMODULE_DEFAULT_EXPORT");
    assert.deepEqual(
        problems.map((message) => formatMessage(message, pkg)),
        [],
    );
    ok("publint --strict");
    // Resolution as Node had it before version 12 knows no exports.
    const options = ["--profile", "node16", "--ignore-rules", "cjs-only-exports-default"];
    run(join(root, "node_modules", ".bin", "attw"), [tarball, ...options]);
    ok("attw");
}

function moduleNames() {
    const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const names = Object.keys(exports).filter((name) => !name.endsWith(".json"));
    return names.map((name) => `pysocket${name.slice(1)}`);
}

/** A project with the package in it, and an environment in which nothing can be compiled. @param {string} tarball */
function install(tarball) {
    const project = join(folder, "project");
    const bin = join(folder, "bin");
    for (const each of [project, bin]) mkdirSync(each);
    writeFileSync(join(project, "package.json"), '{ "name": "consumer", "private": true }\n');
    const path = (process.env.PATH ?? "").split(delimiter);
    for (const name of ["node", "npm", "npx", "env", "sh", "sleep"]) {
        const found =
            name === "node" ? process.execPath : path.map((each) => join(each, name)).find(existsSync);
        if (found !== undefined) symlinkSync(found, join(bin, name));
    }
    const env = { ...clean, PATH: bin };
    for (const name of ["cc", "c++", "gcc", "g++", "make", "python3"])
        assert.notEqual(spawnSync(name, ["--version"], { env }).error, undefined, `${name} is on the path`);
    const options = ["--ignore-scripts", "--no-audit", "--no-fund"];
    run("npm", ["install", ...options, tarball], { cwd: project, env });
    ok("installed without a compiler and without install scripts");
    return { project, env };
}

/** @param {string} project @param {NodeJS.ProcessEnv} env */
function load(project, env) {
    const use =
        'const [a, b] = socket.socketpair(); a.sendall(Buffer.from("x")); console.log(b.recv(9).toString());';
    const where = "console.log(Object.keys(require.cache).filter((path) => path.endsWith('.node')).join());";
    writeFileSync(join(project, "common.cjs"), `const socket = require("pysocket");\n${use}\n${where}\n`);
    writeFileSync(join(project, "module.mjs"), `import * as socket from "pysocket";\n${use}\n`);
    const [data, addon] = run(process.execPath, ["common.cjs"], { cwd: project, env }).split("\n");
    assert.equal(data, "x");
    assert.match(addon, new RegExp(`pysocket.prebuilds.${platform}.`));
    ok(`required: ${addon.slice(project.length + 1)}`);
    assert.equal(run(process.execPath, ["module.mjs"], { cwd: project, env }), "x\n");
    ok("imported");
}

/** @param {string} project @param {NodeJS.ProcessEnv} env */
function checkTypes(project, env) {
    mkdirSync(join(project, "node_modules", "@types"), { recursive: true });
    for (const name of ["@types/node", "undici-types"])
        symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name), "dir");
    const names = moduleNames();
    const imports = names.map((name, index) => `import * as module${index} from "${name}";\n`);
    const used = `export const all: object[] = [${names.map((_, index) => `module${index}`)}];\n`;
    const types = `const made: module0.socket = module0.socket();\nexport const data: Buffer = made.recv(1);\n`;
    for (const file of ["types.ts", "types.mts"])
        writeFileSync(join(project, file), imports.join("") + used + types);
    copyFileSync(join(root, "examples", "multi_threaded_server.ts"), join(project, "server.ts"));
    const common = {
        target: "es2022",
        lib: ["ES2023", "ESNext.Disposable"],
        types: ["node"],
        strict: true,
        noEmit: true,
        skipLibCheck: false,
    };
    for (const [moduleResolution, module] of [
        ["node16", "node16"],
        ["nodenext", "nodenext"],
        ["bundler", "esnext"],
    ]) {
        const compilerOptions = { ...common, module, moduleResolution };
        const files = ["types.ts", "types.mts", "server.ts"];
        writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
        run(process.execPath, [tsc, "-p", project], { cwd: project, env });
        ok(`types with moduleResolution ${moduleResolution}`);
    }
}

/** The server of the README, and clients that hold their connections side by side. */
async function serve(/** @type {string} */ project, /** @type {NodeJS.ProcessEnv} */ env) {
    const compilerOptions = { module: "node16", target: "es2022", lib: ["ES2023", "ESNext.Disposable"] };
    writeFileSync(
        join(project, "tsconfig.json"),
        JSON.stringify({ compilerOptions: { ...compilerOptions, types: ["node"] }, files: ["server.ts"] }),
    );
    run(process.execPath, [tsc, "-p", project], { cwd: project, env });
    const server = spawn(process.execPath, ["server.js", "127.0.0.1", "0"], { cwd: project, env });
    try {
        let errors = "";
        server.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
        const port = await new Promise((resolve, reject) => {
            let output = "";
            server.stdout.setEncoding("utf8").on("data", (text) => {
                output += text;
                const found = output.match(/listening on .*:(\d+)/);
                if (found) resolve(Number(found[1]));
            });
            server.on("close", () => reject(new Error(`the server has ended: ${errors}`)));
        });
        const clients = Array.from({ length: 4 }, () => connect(port, "127.0.0.1"));
        const answers = clients.map(
            (client, index) =>
                new Promise((resolve, reject) => {
                    client.on("error", reject);
                    client.once("data", (data) => resolve(`${data}` === `hello ${index}`));
                }),
        );
        for (const [index, client] of [...clients.entries()].reverse()) client.write(`hello ${index}`);
        assert.deepEqual(await Promise.all(answers), [true, true, true, true]);
        for (const client of clients) client.destroy();
    } finally {
        server.kill("SIGKILL");
    }
    ok("the multi-threaded server answers four clients at a time");
}

/** The conformance suite, with mocha from npm. @param {string} project @param {NodeJS.ProcessEnv} env */
function conformance(project, env) {
    const without = "values, refused arguments and what is missing are not compared";
    for (const [name, path] of [
        ["without Python", env.PATH],
        ["with Python", `${env.PATH}${delimiter}${clean.PATH}`],
    ]) {
        const options = { cwd: project, env: { ...env, PATH: path } };
        const output = run("npx", ["--no", "pysocket", "conformance"], options);
        const [summary, passed] = output.match(/^(\d+) passed, 0 failed, \d+ skipped$/m) ?? [""];
        assert.ok(Number(passed) > 1000, output.slice(-5000));
        assert.equal(output.includes(without), name === "without Python", name);
        const table = output.match(/^ +module +names same.*\n(?: {4}\S.*\n)+/m)?.[0] ?? "";
        for (const module of ["socket", "select", "threading", "queue", "socketserver", "struct"])
            assert.match(table, new RegExp(`^ +${module} +[1-9]`, "m"));
        ok(`npx pysocket conformance, ${name}`);
        console.log(name === "with Python" ? `${table}\n${summary}` : summary);
    }
}

/** Milliseconds that `require` takes in a new process, at best of several. @param {string} name @param {string} cwd */
function loadingTime(name, cwd) {
    const code = `const t = performance.now(); require("${name}"); console.log(performance.now() - t);`;
    const times = Array.from({ length: 7 }, () => Number(run(process.execPath, ["-e", code], { cwd })));
    return Math.min(...times);
}

/** @param {string} project @param {{ size: number, unpackedSize: number }} own */
function compare(project, own) {
    const others = join(folder, "others");
    mkdirSync(others);
    writeFileSync(join(others, "package.json"), '{ "name": "others", "private": true }\n');
    /** @type {[string, number, number, number][]} */
    const rows = [["pysocket", own.size, own.unpackedSize, loadingTime("pysocket", project)]];
    for (const name of OTHERS) {
        try {
            // Those that have to be compiled are left out: that takes minutes.
            run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", name], { cwd: others });
            const [{ size, unpackedSize }] = JSON.parse(run("npm", ["pack", "--dry-run", "--json", name]));
            rows.push([name, size, unpackedSize, loadingTime(name, others)]);
        } catch (error) {
            console.log(`not compared: ${name} (${`${error}`.split("\n").slice(0, 3).join(" ")})`);
        }
    }
    console.log("\npackage         tarball KiB  unpacked KiB  require ms");
    for (const [name, size, unpacked, time] of rows) {
        const kibibytes = [size, unpacked].map((bytes) => `${Math.round(bytes / 1024)}`);
        console.log(
            `${name.padEnd(14)} ${kibibytes[0].padStart(12)} ${kibibytes[1].padStart(13)} ${time.toFixed(1).padStart(11)}`,
        );
    }
}

const { tarball, ...sizes } = pack();
await lint(tarball);
const { project, env } = install(tarball);
load(project, env);
checkTypes(project, env);
await serve(project, env);
conformance(project, env);
compare(project, sizes);
