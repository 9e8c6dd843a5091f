// @ts-check

// What runs the compiled tests where another Node is emulated. What is left out there is in a list of
// test/support, with the reasons.

import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./run.mjs";
import { testFiles, testFilesNamed } from "./test-files.mjs";

/**
 * @typedef {object} Emulation
 * @property {string} title what is emulated, for people
 * @property {string} suite the folder of the compiled tests
 * @property {string} logs the folder for what each process prints
 * @property {string} list the list of what is left out: `left-out-NAME.json`
 * @property {string[]} command what starts Node
 * @property {NodeJS.ProcessEnv} environment
 * @property {string[]} support the files of test/support that mocha requires beside its list
 * @property {number} timeout how long a test may take that says nothing else, in milliseconds
 * @property {number} share how many files share a process
 * @property {number} patience how long a process may take, in milliseconds
 */

/** @typedef {{ text: string, passed: number, failed: number, skipped: number }} Outcome */

/**
 * Runs the files that the arguments name, or all of them; `--long` among them runs also what only takes long.
 * Sets the exit status.
 *
 * @param {Emulation} emulation
 */
export async function runSuite(emulation) {
    const args = process.argv.slice(2);
    const named = args
        .filter((arg) => arg !== "--long")
        .map((path) => relative(root, join(process.cwd(), path)));
    const shares = named.length > 0 ? [named] : allFiles(emulation, args.includes("--long"));
    const start = performance.now();
    const sums = { passed: 0, failed: 0, skipped: 0 };
    /** @type {string[]} */
    const failures = [];
    mkdirSync(emulation.logs, { recursive: true });
    const work = async () => {
        for (let files = shares.shift(); files !== undefined; files = shares.shift()) {
            const begun = performance.now();
            const { text, passed, failed, skipped } = await runFiles(emulation, files);
            const seconds = ((performance.now() - begun) / 1000).toFixed(0);
            const totals = `${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds} s`;
            console.log(`\n=== ${files.join(" ")}: ${totals}\n${text}`);
            failures.push(...(text.match(/^FAILED: .*$/gm) ?? []));
            sums.passed += passed;
            sums.failed += failed;
            sums.skipped += skipped;
        }
    };
    await Promise.all([work(), work()]);
    if (failures.length > 0) console.log(`\n${failures.join("\n")}`);
    const minutes = ((performance.now() - start) / 60_000).toFixed(1);
    console.log(`\n${emulation.title}, ${minutes} minutes`);
    console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
    process.exitCode = sums.failed > 0 ? 1 : 0;
}

/**
 * What shares a process, each with the others: the conformance suite is one.
 *
 * @param {Emulation} emulation @param {boolean} long @returns {string[][]}
 */
function allFiles({ list, share }, long) {
    /** @type {{ reason: string, files?: string[], short?: boolean }[]} */
    const entries = JSON.parse(readFileSync(join(root, "test", "support", `left-out-${list}.json`), "utf8"));
    const left = new Set();
    for (const { reason, files = [], short = false } of entries) {
        if (files.length === 0 || (short && long)) continue;
        console.log(`left out: ${files.join(", ")}: ${reason}`);
        for (const path of testFilesNamed(files)) left.add(path);
    }
    const files = testFiles().filter((path) => !left.has(path));
    const count = Math.ceil(files.length / share);
    const shares = Array.from({ length: count }, (_, first) =>
        files.filter((_, index) => index % count === first),
    );
    return [["test/conformance"], ...shares];
}

/** @param {Emulation} emulation @param {string[]} files @returns {Promise<Outcome>} */
async function runFiles({ suite, logs, list, command, environment, patience, ...mocha }, files) {
    const specs = files.map((file) =>
        file.endsWith(".ts") ? file.replace(/ts$/, "js") : `${file}/**/*.test.js`,
    );
    const log = join(logs, `${files[0].replaceAll("/", "-")}.txt`);
    // Not a pipe, of which Node for Windows dies under Wine.
    const output = openSync(log, "w");
    const [program, ...words] = command;
    const child = spawn(
        program,
        [
            ...[...words, join("node_modules", "mocha", "bin", "mocha.js"), "--no-config", "--no-package"],
            ...["--exit", "--no-color", "--reporter", "test/support/reporter.cjs"],
            ...["--timeout", String(mocha.timeout)],
            ...[...mocha.support, "left-out"].flatMap((name) => ["--require", `./test/support/${name}.js`]),
            ...specs,
        ],
        {
            cwd: suite,
            env: { ...environment, PYSOCKET_LEFT_OUT: list },
            detached: true,
            stdio: ["ignore", output, output],
        },
    );
    let late = false;
    const timer = setTimeout(() => {
        late = true;
        // With the processes that it has started.
        process.kill(-(child.pid ?? 0), "SIGKILL");
    }, patience);
    const status = await new Promise((resolve) =>
        child.on("close", (code, signal) => resolve(code ?? signal)),
    );
    clearTimeout(timer);
    closeSync(output);
    const text = readFileSync(log, "utf8").replaceAll("\r\n", "\n");
    const totals = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(text);
    if (totals === null || late) {
        const reason = late ? `did not end in ${patience / 1000} s` : `ended with ${status}`;
        return { text: `${text}\nFAILED: ${files.join(" ")} ${reason}\n`, passed: 0, failed: 1, skipped: 0 };
    }
    const [passed, failed, skipped] = totals.slice(1).map(Number);
    // Those of all are the only ones to be printed as they are.
    const rest = text.replace(totals[0], "").trimEnd();
    return { text: rest, passed, failed: failed || Number(status !== 0), skipped };
}
