import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPython, runUncompiled } from "../test/support/programs";
import { chartOf } from "./chart";
import type { Group } from "./group";
import { groups } from "./groups";
import { measure, quick, thorough } from "./measure";
import { compile } from "./peer";
import {
    aimsOf,
    chapter,
    machine,
    markdownTable,
    notesOf,
    plainTable,
    type Result,
    readResult,
    replaceBetween,
    tableOf,
} from "./report";

// Compares pysocket with its peers: npm run bench -- [GROUP…] [--quick] [--output FOLDER] [--no-packages]
// Writes bench/results/, and the tables and charts of docs/performance.md, or with --output
// results and charts into that folder alone. With --no-packages nothing is installed to compare with.

const root = join(__dirname, "..");

/** Installs the packages to compare with. If one cannot be installed, its rows say so. */
function installPackages(): void {
    const folder = join(__dirname, "packages");
    if (existsSync(join(folder, "node_modules"))) return;
    console.log("installing the packages to compare with");
    const options = ["install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
    const { status } = spawnSync("npm", options, { cwd: folder, stdio: "inherit", timeout: 300_000 });
    if (status !== 0) console.log("they could not be installed");
    mkdirSync(join(folder, "node_modules"), { recursive: true });
}

/** Shows a line at the bottom of the terminal. */
function showProgress(group: Group, what: string, done: number): void {
    if (!process.stderr.isTTY) return;
    const bar = "#".repeat(Math.round(done * 30)).padEnd(30, ".");
    process.stderr.write(`\r\x1b[K${group.name} [${bar}] ${Math.round(done * 100)}% ${what}`);
}

function clearProgress(): void {
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}

/** Compiles helpers that peers start, whatever their language. */
function compileHelpers(): void {
    process.env.BENCH_FLOOD = compile(join(__dirname, "processes", "flood.c"), "flood");
}

async function run(group: Group, isQuick: boolean): Promise<Result> {
    const outcomes = await measure(group, isQuick ? quick : thorough, (what, done) =>
        showProgress(group, what, done),
    );
    clearProgress();
    const python = findPython()?.version ?? "not found";
    return {
        group: group.name,
        when: new Date().toISOString(),
        machine: machine(python),
        quick: isQuick,
        outcomes,
    };
}

function print(group: Group, result: Result): void {
    console.log(`\n${group.title}\n${plainTable(tableOf(result.outcomes))}`);
    for (const note of notesOf(result.outcomes)) console.log(`  ${note}`);
}

function write(group: Group, result: Result, results: string, charts: string): void {
    for (const folder of [results, charts]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(results, `${group.name}.json`), `${JSON.stringify(result, null, 4)}\n`);
    writeFileSync(join(charts, `${group.name}.svg`), chartOf(group, result.outcomes));
}

const results = join(__dirname, "results");

/** Returns the aims of all groups, also of those that were measured at another time. */
function allAims(): string[][] {
    const outcomes = groups.flatMap(({ name }) => readResult(join(results, `${name}.json`))?.outcomes ?? []);
    return aimsOf(outcomes).map((line) => [...line]);
}

function replaceIn(name: string, parts: ReadonlyMap<string, string>): void {
    const path = join(root, "docs", name);
    let text = readFileSync(path, "utf8");
    for (const [part, content] of parts) text = replaceBetween(text, part, content);
    writeFileSync(path, text);
}

function writeDocumentation(measured: ReadonlyMap<Group, Result>): void {
    const parts = [...measured].map(([group, result]) => [group.name, chapter(group, result)] as const);
    replaceIn("performance.md", new Map([...parts, ["aims", markdownTable(allAims())]]));
}

async function main(): Promise<void> {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            quick: { type: "boolean", default: false },
            output: { type: "string" },
            "no-packages": { type: "boolean", default: false },
        },
    });
    const unknown = positionals.find((name) => groups.every((group) => group.name !== name));
    if (unknown !== undefined)
        throw new RangeError(`no group ${unknown}; there are ${groups.map(({ name }) => name).join(", ")}`);
    if (!values["no-packages"]) installPackages();
    compileHelpers();
    const measured = new Map<Group, Result>();
    for (const group of groups) {
        if (positionals.length > 0 && !positionals.includes(group.name)) continue;
        const result = await run(group, values.quick);
        measured.set(group, result);
        print(group, result);
        if (values.output === undefined) write(group, result, results, join(root, "docs", "performance"));
        else write(group, result, values.output, values.output);
    }
    const outcomes = [...measured.values()].flatMap((result) => result.outcomes);
    console.log(`\nThe aims\n${plainTable(aimsOf(outcomes)).replaceAll("**", "")}`);
    if (values.output === undefined) writeDocumentation(measured);
}

runUncompiled();
main().catch((error) => {
    clearProgress();
    console.error(error instanceof RangeError ? error.message : error);
    process.exitCode = 1;
});
