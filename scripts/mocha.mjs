// @ts-check

// Runs compiled tests in processes side by side, each of which gets the next file when it is done with one.

import { fork } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join, relative } from "node:path";
import { compiled } from "./compile-tests.mjs";
import { root } from "./run.mjs";

/** @typedef {import("./test-files.mjs").Unit} Unit */
/** @typedef {import("./test-process.mjs").Outcome} Outcome */

/**
 * @typedef {object} Options
 * @property {number} [processes] how many run side by side; one, if it is not given
 * @property {boolean} [whole] whether all that the tests print is shown, and not only where one fails
 * @property {string} [title] what begins each line, where there are several runs
 * @property {string} [grep] which of the tests run: a pattern of titles
 * @property {string} [node] the Node that runs them
 * @property {NodeJS.ProcessEnv} [env]
 */

/** Begins the line by which a process tells how a task has ended. */
export const MARK = "\u001e";

/** How long a process may take to end once its tests have, in milliseconds. */
const PATIENCE = 60_000;

/** Runs the tests of `units`, and prints a line a unit. @param {Unit[]} units @param {Options} [options] */
export async function runTests(units, options = {}) {
    const seconds = new Seconds();
    const queue = [...units].sort((a, b) => seconds.of(b) - seconds.of(a));
    const progress = new Progress(units.length, options);
    /** @type {Outcome[]} */
    const outcomes = [];
    const work = async () => {
        /** @type {TestProcess | undefined} */
        let testProcess;
        for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
            const begin = performance.now();
            progress.begins(unit);
            testProcess ??= new TestProcess(options);
            const outcome = await testProcess.run(unit);
            const took = (performance.now() - begin) / 1000;
            progress.ends(unit, outcome, took, testProcess.takeOutput());
            outcomes.push(outcome);
            if (testProcess.ended) testProcess = undefined;
            else seconds.note(unit, took);
        }
        outcomes.push(...((await testProcess?.end()) ?? []));
    };
    await Promise.all(Array.from({ length: options.processes ?? 1 }, work));
    progress.stop();
    if (options.grep === undefined && options.title === undefined) seconds.write();
    const { title = "" } = options;
    const { failed, ...rest } = sum(outcomes);
    return { ...rest, failed: failed.map((each) => ({ ...each, title: title + each.title })) };
}

/** @param {Outcome[]} outcomes @returns {Outcome} */
export function sum(outcomes) {
    return {
        passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
        failed: outcomes.flatMap(({ failed }) => failed),
        skipped: outcomes.flatMap(({ skipped }) => skipped),
    };
}

/** Prints what was skipped, by reason, what has failed, and the totals. @param {Outcome} outcome */
export function summarize({ passed, failed, skipped }) {
    /** @type {Map<string, string[]>} */
    const byReason = new Map();
    for (const { title, reason } of skipped) byReason.set(reason, [...(byReason.get(reason) ?? []), title]);
    if (byReason.size > 0) console.log("\nSkipped:");
    for (const [reason, titles] of [...byReason].sort(([, a], [, b]) => b.length - a.length))
        console.log(`  ${reason}: ${titles.length > 3 ? `${titles.length} tests` : titles.join("; ")}`);
    console.log();
    for (const { title, reason } of failed) console.log(`FAILED: ${title}: ${mapped(reason)}`);
    console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
    if (failed.length > 0) process.exitCode = 1;
}

/** One process that runs a unit at a time. */
class TestProcess {
    /** Whether it has ended, or must not be given more. */
    ended = false;
    #output = "";
    /** What has come since the last whole line that was no mark. */
    #rest = "";
    #child;
    #whole;
    #grep;
    #slowness;
    #gone;
    /** @type {(outcome: Outcome) => void} */
    #done = () => {};

    /** @param {Options} options */
    constructor({ whole = false, grep, node, env = process.env }) {
        this.#slowness = Number(env.PYSOCKET_SLOWNESS ?? 1);
        this.#whole = whole;
        this.#grep = grep;
        this.#child = fork(join(root, "scripts", "test-process.mjs"), {
            cwd: root,
            env,
            execPath: node,
            execArgv: [],
            stdio: ["ignore", "pipe", "pipe", "ipc"],
        });
        this.#child.stdout?.setEncoding("utf8").on("data", (text) => this.#heard(text));
        this.#child.stderr?.setEncoding("utf8").on("data", (text) => this.#show(text));
        this.#gone = new Promise((resolve) => {
            this.#child.on("exit", (code, signal) => {
                this.ended = true;
                // What a process that outlives it holds is not waited for.
                const end = () => resolve(code ?? signal);
                setTimeout(end, 2000).unref();
                this.#child.on("close", end);
            });
        });
    }

    /** @param {Unit} unit @returns {Promise<Outcome>} */
    async run({ name, files }) {
        const done = new Promise((resolve) => {
            this.#done = resolve;
        });
        this.#child.send({ files, grep: this.#grep, color: process.stdout.isTTY === true });
        return Promise.race([done, this.#gone.then((how) => failure(name, `ended the process: ${how}`))]);
    }

    /** Lets it end, as it does when the tests have left nothing that keeps it; what is wrong if it does not. */
    async end() {
        if (this.ended) return [];
        this.#child.send("end");
        const timer = setTimeout(() => this.#child.kill("SIGKILL"), PATIENCE * this.#slowness);
        const how = await this.#gone;
        clearTimeout(timer);
        process.stdout.write(mapped(this.takeOutput()));
        return how === 0 ? [] : [failure("the end of a process", `its status is ${how}`)];
    }

    /** What it has printed since the last call. */
    takeOutput() {
        const output = this.#output;
        this.#output = "";
        return output;
    }

    /** @param {string} text */
    #heard(text) {
        this.#rest += text;
        for (let end = this.#rest.indexOf("\n"); end >= 0; end = this.#rest.indexOf("\n")) {
            const line = this.#rest.slice(0, end);
            this.#rest = this.#rest.slice(end + 1);
            const mark = line.indexOf(MARK);
            if (mark < 0) this.#show(`${line}\n`);
            else this.#done(JSON.parse(line.slice(mark + 1)));
        }
    }

    /** @param {string} text */
    #show(text) {
        if (this.#whole) process.stdout.write(mapped(text));
        else this.#output += text;
    }
}

/** @param {string} title @param {string} reason @returns {Outcome} */
function failure(title, reason) {
    return { passed: 0, failed: [{ title, reason }], skipped: [] };
}

/** The lines about units, and on a terminal one at the bottom about what runs now. */
class Progress {
    #count;
    #done = 0;
    #title;
    #whole;
    #running = new Set();
    #timer;

    /** @param {number} count @param {Options} options */
    constructor(count, { title = "", whole = false }) {
        this.#count = count;
        this.#title = title;
        this.#whole = whole;
        if (process.stdout.isTTY && !whole) this.#timer = setInterval(() => this.#draw(), 500).unref();
    }

    /** @param {Unit} unit */
    begins({ name }) {
        this.#running.add(name);
    }

    /** @param {Unit} unit @param {Outcome} outcome @param {number} seconds @param {string} output */
    ends({ name }, { passed, failed, skipped }, seconds, output) {
        this.#running.delete(name);
        this.#done++;
        if (passed + failed.length + skipped.length === 0)
            failed.push({ title: name, reason: "has no test" });
        const counts = { passed, failed: failed.length, skipped: skipped.length };
        const text = Object.entries(counts).flatMap(([what, count]) =>
            count > 0 ? [`${count} ${what}`] : [],
        );
        this.#clear();
        const number = `${this.#done}`.padStart(`${this.#count}`.length);
        console.log(
            `${this.#title}${number}/${this.#count}  ${name}: ${text.join(", ")} (${seconds.toFixed(1)} s)`,
        );
        if (failed.length > 0 && !this.#whole) console.log(mapped(output));
    }

    stop() {
        clearInterval(this.#timer);
        this.#clear();
    }

    #draw() {
        const width = process.stdout.columns || 80;
        process.stdout.write(`\r\u001b[K${`… ${[...this.#running].join(", ")}`.slice(0, width - 1)}`);
    }

    #clear() {
        if (this.#timer !== undefined) process.stdout.write("\r\u001b[K");
    }
}

/** How long each unit has taken when it last ran here. */
class Seconds {
    #path = join(compiled, "seconds.json");
    /** @type {Record<string, number>} */
    #seconds = existsSync(this.#path) ? JSON.parse(readFileSync(this.#path, "utf8")) : {};

    /** What it took, or before it has ever run a guess by its size. @param {Unit} unit */
    of({ name, files }) {
        const bytes = () => files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
        return this.#seconds[name] ?? bytes() / 2000;
    }

    /** @param {Unit} unit @param {number} seconds */
    note({ name }, seconds) {
        this.#seconds[name] = Math.round(10 * seconds) / 10;
    }

    write() {
        writeFileSync(this.#path, JSON.stringify(this.#seconds, null, 1));
    }
}

/** A place in a compiled test: in the folder of the package, of which mocha says nothing, and line and column. */
const places = new RegExp(
    `${relative(root, compiled).replace(/\W/g, "\\$&")}[/\\\\]([^\\s:()]+)\\.js:(\\d+):(\\d+)`,
    "g",
);

/** Names in a text the lines of the sources instead of those of what was compiled. @param {string} text */
function mapped(text) {
    return text.replace(places, (place, path, line, column) => {
        const map = join(compiled, `${path}.js.map`);
        if (!existsSync(map)) return place;
        const found = new SourceMap(JSON.parse(readFileSync(map, "utf8"))).findEntry(line - 1, column - 1);
        if (!("originalLine" in found)) return place;
        return `${path}.ts:${found.originalLine + 1}:${found.originalColumn + 1}`;
    });
}
