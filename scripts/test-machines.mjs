// @ts-check

// Does what the README says, `npm ci`, `npm run demo` and `npm test`, on machines as others have them: in fresh
// clones of the last commit, as other users, with other Nodes and Pythons, in namespaces, under limits and load.
// `test-machines.mjs [--all] [--part] [ROW...]`: the rows named, or all of them, with the whole suite; --part runs of
// the suite what may depend on the machine. Without arguments it runs in part a third of the rows, drawn by the day.
// Prints a table; what each row has printed is in build/machines/. For Linux; some rows need root.

import { spawn, spawnSync } from "node:child_process";
import {
    chmodSync,
    chownSync,
    closeSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    openSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fetchNode } from "./fetch-node.mjs";
import { root } from "./run.mjs";

/**
 * @typedef {object} Machine
 * @property {string} [node] version of Node, instead of the one that runs this
 * @property {string | null} [python] version of `python3`, null for none, instead of what is on the path
 * @property {number} [user] who does it, by number
 * @property {number} [mode] mode of the folder above the clone: mkdtemp's own is 0700
 * @property {string} [folder] name of the clone
 * @property {string} [before] words of a shell that go before the commands
 * @property {string} [after] words of a shell after each command
 * @property {string} [namespace] options of `unshare`, and what a shell does in it first
 * @property {string} [prepare] commands of a shell in the namespace
 * @property {Record<string, string>} [env]
 * @property {number} [longTemporary] length of the path in TMPDIR
 * @property {number} [busy] number of busy loops beside it
 * @property {number} [clones] number of clones at once
 * @property {boolean} [copied] the clone is one that was installed once for all such rows: `npm ci` is not what it is about
 */

/** @typedef {{ verdict: "ok" | "FAILED" | "not here", seconds: number, said: string }} Outcome */

const LONG_NAME = "a-directory-whose-name-is-longer-than-the-path-of-a-socket-may-be-";

/** @type {Record<string, [what: string, machine: Machine]>} */
const ROWS = {
    root: ["root, in a folder of mode 0700", {}],
    "plain-user": ["a user without a name or privileges", { user: 12_345 }],
    "open-folder": ["a folder of mode 0755", { mode: 0o755, copied: true }],
    umask: ["umask 077", { before: "umask 077 &&" }],
    "odd-path": ["a path with spaces and non-ASCII", { folder: "grüße, 世界 & co" }],
    "node-22": ["Node 22", { node: "22.23.3" }],
    "node-24": ["Node 24", { node: "24.21.0" }],
    "node-26": ["Node 26", { node: "26.10.0" }],
    "python-3.13": ["python3 is 3.13", { python: "3.13", copied: true }],
    "python-3.12": ["python3 is 3.12", { python: "3.12", copied: true }],
    "python-3.11": ["python3 is 3.11", { python: "3.11", copied: true }],
    "python-3.9": ["python3 is 3.9", { python: "3.9" }],
    "no-python": ["no Python, no make", { python: null }],
    "locale-c": ["LC_ALL=C", { env: { LC_ALL: "C" }, copied: true }],
    "no-network": [
        "no network but the loopback interface",
        { namespace: "-n", prepare: "ip link set lo up", copied: true },
    ],
    "no-ipv6": [
        "no IPv6",
        {
            namespace: "-n",
            prepare:
                "ip link set lo up && for f in /proc/sys/net/ipv6/conf/*/disable_ipv6; do echo 1 >$f; done",
            copied: true,
        },
    ],
    "no-dns": [
        "no name server",
        { namespace: "-m", prepare: "mount --bind /dev/null /etc/resolv.conf", copied: true },
    ],
    "long-tmpdir": ["TMPDIR of 140 bytes", { longTemporary: 140, copied: true }],
    "closed-stdin": ["closed standard input", { after: "<&-", copied: true }],
    "few-descriptors": ["ulimit -n 256", { before: "ulimit -n 256 &&", copied: true }],
    "two-at-once": ["two clones at once", { clones: 2, copied: true }],
    busy: ["beside two busy loops", { busy: 2, copied: true }],
};

/** Files of the suite whose outcome may depend on the machine. */
const PART = [
    "test/conformance",
    "test/examples",
    "test/process",
    "test/socket/*.test.ts",
    "test/socketserver/*.test.ts",
    "test/signal/*.test.ts",
    "test/package/readme.test.ts",
    "test/package/build.test.ts",
];
/** Rows whose day it is, when none is named. */
const DAYS = 3;
/** How long a row may take, in seconds, before it is taken to hang. */
const PATIENCE = 3600;

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith("--"));
const drawn = named.length === 0 && !args.includes("--all");
const inPart = drawn || args.includes("--part");

/** What npm and the CI that run this say is not for a new user. */
const clean = Object.fromEntries(
    Object.entries(process.env).filter(
        ([name]) =>
            !/^(npm_(?!config_(registry|cache|nodedir|userconfig)$)|PYSOCKET_|PYENV_VERSION$|INIT_CWD$|CI$)/i.test(
                name,
            ),
    ),
);

const logs = join(root, "build", "machines");
mkdirSync(logs, { recursive: true });
const made = mkdtempSync(join(tmpdir(), "pysocket-machines-"));
/** Ids of the shells that run. @type {Set<number>} */
const running = new Set();
process.on("exit", () => {
    for (const id of running) process.kill(-id, "SIGKILL");
    rmSync(made, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

/** Runs a script of the shell, and returns its status. @param {string} script @param {string} log @param {{ cwd: string, env?: NodeJS.ProcessEnv, user?: number }} options @returns {Promise<number | string>} */
function shell(script, log, { cwd, env = clean, user }) {
    const output = openSync(log, "a");
    const child = spawn("bash", ["-c", script], {
        ...{ cwd, env, detached: true, stdio: ["ignore", output, output] },
        ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    const id = child.pid ?? 0;
    running.add(id);
    // With all that it has started.
    const timer = setTimeout(() => process.kill(-id, "SIGKILL"), PATIENCE * 1000);
    return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code, signal) => {
            clearTimeout(timer);
            running.delete(id);
            closeSync(output);
            resolve(code ?? signal ?? 1);
        });
    });
}

/** The folder of a Python of this version, or undefined. @param {string} version */
function findPython(version) {
    const versions = join(process.env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
    const kept = existsSync(versions) ? readdirSync(versions) : [];
    const folders = kept
        .filter((name) => name.startsWith(`${version}.`))
        .map((name) => join(versions, name, "bin"));
    const found = folders.map((folder) => join(folder, "python3"));
    for (const folder of (process.env.PATH ?? "").split(delimiter))
        found.push(join(folder, `python${version}`));
    const runs = (/** @type {string} */ path) => spawnSync(path, ["--version"], { encoding: "utf8" }).stdout;
    return found.find((path) => existsSync(path) && runs(path)?.startsWith(`Python ${version}.`));
}

/** Makes a folder with all that is on the path, but of Pythons only this one; without one, there is no make either. @param {string} folder @param {string | null} python */
function makePath(folder, python) {
    mkdirSync(folder, { recursive: true });
    for (const each of (process.env.PATH ?? "").split(delimiter)) {
        if (each.includes("pyenv") || !existsSync(each)) continue;
        for (const name of readdirSync(each)) {
            const isLeftOut = /^(python|pypy|pyenv)/.test(name) || (python === null && /^g?make$/.test(name));
            if (!isLeftOut && !existsSync(join(folder, name)))
                symlinkSync(join(each, name), join(folder, name));
        }
    }
    if (python !== null) symlinkSync(python, join(folder, "python3"));
    return folder;
}

/** Makes a path of so many bytes. @param {string} folder @param {number} length */
function makeLong(folder, length) {
    let path = folder;
    while (path.length < length - LONG_NAME.length) path = join(path, LONG_NAME);
    path = join(path, LONG_NAME.padEnd(length, "x").slice(0, length - path.length - 1));
    mkdirSync(path, { recursive: true });
    return path;
}

/** @type {Promise<string> | undefined} */
let installed;

/** A clone that was installed once: rows that are about something else have copies of it. */
function installedClone() {
    installed ??= (async () => {
        const place = join(made, "installed", "pysocket");
        const script = `git clone -q "${root}" "${place}" && cd "${place}" && npm ci`;
        const status = await shell(script, join(logs, "installed.log"), { cwd: made });
        if (status !== 0) throw new Error(`npm ci ended with ${status}: build/machines/installed.log`);
        return place;
    })();
    return installed;
}

/** @param {string} name @param {Machine} machine @returns {string | undefined} */
function lackFor(name, { python, namespace, user }) {
    if (process.platform !== "linux") return "it takes Linux";
    if (typeof python === "string" && findPython(python) === undefined) return `there is no Python ${python}`;
    if (user !== undefined && process.getuid?.() !== 0) return "it takes root to become another user";
    if (namespace !== undefined && spawnSync("unshare", [namespace, "true"]).status !== 0)
        return `unshare ${namespace} is not permitted`;
    return ROWS[name] === undefined ? "there is no such row" : undefined;
}

/** Has one clone do what the README says; its exit status, and what it has printed. @param {string} name @param {Machine} machine @param {number} number */
async function runClone(name, machine, number) {
    const folder = mkdtempSync(join(made, "m-"));
    if (machine.mode !== undefined) chmodSync(folder, machine.mode);
    const place = join(folder, machine.folder ?? "pysocket");
    const home = join(folder, "home");
    mkdirSync(home);
    const userconfig = join(homedir(), ".npmrc");
    if (existsSync(userconfig)) cpSync(userconfig, join(home, ".npmrc"));
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...clean, ...machine.env };
    const path = [process.env.PATH];
    if (machine.python !== undefined) {
        const python = machine.python === null ? null : /** @type {string} */ (findPython(machine.python));
        path.splice(0, 1, makePath(join(folder, "bin"), python));
    }
    if (machine.node !== undefined) path.unshift(dirname(fetchNode("linux-x64", machine.node)));
    env.PATH = path.join(delimiter);
    if (machine.longTemporary !== undefined) env.TMPDIR = makeLong(join(folder, "t"), machine.longTemporary);
    if (machine.user !== undefined) {
        Object.assign(env, { HOME: home, TMPDIR: join(folder, "tmp"), npm_config_cache: join(home, ".npm") });
        mkdirSync(join(folder, "tmp"));
        for (const each of [made, folder]) chmodSync(each, each === made ? 0o711 : 0o700);
        for (const each of [folder, home, join(folder, "tmp")]) chownSync(each, machine.user, machine.user);
        const config = join(home, ".npmrc");
        if (existsSync(config)) chownSync(config, machine.user, machine.user);
    }
    const log = join(logs, `${name}${number > 0 ? `-${number + 1}` : ""}.log`);
    rmSync(log, { force: true });
    const source = machine.copied ? await installedClone() : root;
    const after = machine.after ?? "";
    const test = inPart ? `npm test -- ${PART.join(" ")}` : "npm test";
    const before = [
        machine.prepare === undefined ? "" : `${machine.prepare} &&`,
        machine.before ?? "",
        // Of another user, git takes a clone only when told so.
        machine.copied
            ? `cp -a "${source}" "${place}"`
            : `git -c safe.directory="*" clone -q "file://${source}" "${place}"`,
    ];
    const script = [
        `${before.join(" ")} && cd "${place}"`,
        ...(machine.copied ? [] : [`npm ci ${after}`]),
        `npm run demo -- ${inPart ? 10 : ""} ${after}`,
        `${test} ${after}`,
    ].join(" && ");
    const words =
        machine.namespace === undefined ? script : `exec unshare ${machine.namespace} bash -c '${script}'`;
    const status = await shell(words, log, { cwd: folder, env, user: machine.user });
    const text = readFileSync(log, "utf8");
    rmSync(folder, { recursive: true, force: true });
    return { status, text, log };
}

/** @param {string} name @returns {Promise<Outcome>} */
async function runRow(name) {
    const [, machine] = ROWS[name];
    const lack = lackFor(name, machine);
    if (lack !== undefined) return { verdict: "not here", seconds: 0, said: lack };
    if (machine.copied) await installedClone();
    const start = performance.now();
    const loops = Array.from({ length: machine.busy ?? 0 }, () =>
        spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
    );
    const clones = Array.from({ length: machine.clones ?? 1 }, (_, number) =>
        runClone(name, machine, number),
    );
    const results = await Promise.all(clones).finally(() => {
        for (const loop of loops) loop.kill("SIGKILL");
    });
    const seconds = Math.round((performance.now() - start) / 1000);
    const sums = [0, 0, 0];
    for (const { text } of results)
        for (const [, ...numbers] of text.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm))
            for (const [index, count] of numbers.entries()) sums[index] += Number(count);
    const said = `${sums[0]} passed, ${sums[1]} failed, ${sums[2]} skipped`;
    const bad = results.filter(({ status }) => status !== 0);
    if (bad.length === 0 && sums[0] > 0) return { verdict: "ok", seconds, said };
    for (const { text, log, status } of bad.length > 0 ? bad : results) {
        const failures = text.match(/^FAILED: .*$/gm) ?? [];
        console.log(`\n${log} ended with ${status}`);
        console.log([...new Set(failures)].join("\n") || text.slice(-3000));
    }
    return { verdict: "FAILED", seconds, said };
}

/** Names of the rows to run: those named, all, or the third whose day it is. */
function chosen() {
    const names = Object.keys(ROWS);
    for (const name of named)
        if (!names.includes(name)) throw new Error(`there is no row ${name}: ${names.join(" ")}`);
    if (named.length > 0) return named;
    const day = Math.floor(Date.now() / 86_400_000);
    return drawn ? names.filter((_, index) => index % DAYS === day % DAYS) : names;
}

/** @type {string[][]} */
const table = [["", "row", "machine", "npm ci", "tests", "seconds", "outcome"]];
for (const name of chosen()) {
    const [what, { copied = false }] = ROWS[name];
    console.log(`== ${name}: ${what}`);
    const { verdict, seconds, said } = await runRow(name);
    console.log(`${verdict}: ${said}, ${seconds} s`);
    if (verdict === "FAILED") process.exitCode = 1;
    const install = copied ? "copied" : "own";
    table.push([verdict, name, what, install, inPart ? "in part" : "all", `${seconds}`, said]);
}
const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
console.log(
    `\n${table
        .map((row) =>
            row
                .map((cell, column) => cell.padEnd(widths[column]))
                .join("  ")
                .trimEnd(),
        )
        .join("\n")}`,
);
console.log(inPart ? `\nIn part: ${PART.join(" ")}` : "");
