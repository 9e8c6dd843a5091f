import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Suite } from "mocha";
import { lackOfReference, REFERENCE, runPython } from "../support/python";
import { root } from "../support/root";
import { accountsOf } from "./accounts";
import { areas, counts, documentOf, type Part, totals } from "./document";
import { inPackage } from "./in-package";
import { facts, manifests } from "./manifest";
import { type Live, type Row, rowsOf } from "./names";

// The conformance suite. For each Python module that has a folder here:
//
// - every public name of the module in CPython is compared with the live python3, and must be used by a test;
// - every test of CPython's own tests of it must have one of that name here, or a reason in the manifest.
//
// To add a module: a folder with a `manifest.json` (see manifest.ts). cpython.json has the facts about CPython;
// for a module that it lacks, write it anew by cpython.py, which says how.
//
// To add a test: in any `*.test.ts` of the folder, `it("testCrucialConstants", ...)` inside
// `describe("test_socket.GeneralModuleTests", ...)`, under CPython's names, and take it off `notYet` in the
// manifest. What the machine lacks is skipped by test/support/skip.ts.
//
// `npm run conformance` runs it; `npm run conformance -- --write` also writes docs/conformance.md. Compiled, it is a
// part of the package, where `npx pysocket conformance` runs it: there it says nothing about itself.

const document = join(root, "docs", "conformance.md");
const writes = process.env.PYSOCKET_WRITE_CONFORMANCE === "1";

/** Asks the live Python; null, and says so, if it is not there or not the reference. */
function askPython(): Live {
    const lack = lackOfReference();
    if (lack !== null) {
        console.log(
            `    ${lack}: values, refused arguments and what is missing are not compared with ${REFERENCE}`,
        );
        return null;
    }
    const modules = manifests.map(({ module }) => module).join(",");
    return JSON.parse(runPython(join(__dirname, "cpython.py"), ["compare", modules], "")).modules;
}

function print(title: string, lines: readonly string[]): void {
    if (lines.length > 0) console.log(`\n  ${title}\n${lines.map((line) => `    ${line}`).join("\n")}`);
}

function printTotals(part: Part): void {
    print(
        `Names of ${part.module}`,
        areas(part).map(([title, rows]) => `${title}: ${totals(rows.map(({ verdict }) => verdict))}`),
    );
    const { tests } = part.accounts;
    const reasons = tests.flatMap(({ account, reason }) =>
        reason === undefined ? [] : `${account}: ${reason}`,
    );
    print(
        `CPython's tests of ${part.module}: ${totals(tests.map(({ account }) => account))}`,
        counts(reasons).map(([reason, count]) => `${count} ${reason}`),
    );
}

function printNotCovered(): void {
    const modules = Object.keys(facts.names);
    const covered = manifests.map(({ module }) => module);
    print(
        "Modules not covered yet",
        modules.filter((module) => !covered.includes(module)),
    );
    const testModules = new Set(Object.keys(facts.tests).map((name) => name.split(".")[0]));
    const tested = manifests.flatMap(({ testModules }) => testModules);
    print(
        "CPython's tests not covered yet",
        [...testModules].filter((module) => !tested.includes(module)),
    );
}

function printTable(parts: readonly Part[]): void {
    const count = (values: readonly string[], ...wanted: string[]) =>
        `${values.filter((value) => wanted.includes(value)).length}`;
    const rows = parts.map(({ module, rows, accounts }) => {
        const verdicts = rows.map(({ verdict }) => verdict);
        const tests = accounts.tests.map(({ account }) => account);
        return [
            module,
            count(verdicts, "same"),
            count(verdicts, "differs", "beyond", "not here", "not yet"),
            count(verdicts, "failure"),
            count(tests, "covered"),
            count(tests, "skipped here"),
            count(tests, "not applicable", "not yet"),
            count(tests, "failed", "missing"),
        ];
    });
    const titles = [
        "module",
        "names same",
        "other",
        "failed",
        "tests passed",
        "skipped",
        "not here",
        "failed",
    ];
    const lines = [titles, ...rows].map(([name, ...cells]) =>
        [name.padEnd(26), ...cells.map((cell, index) => cell.padStart(titles[index + 1].length))].join("  "),
    );
    print(
        `CPython ${REFERENCE}, on ${process.platform} ${process.arch} with Node ${process.versions.node}`,
        lines,
    );
}

describe("the names of CPython's modules", () => {
    let live: Live;

    before(() => {
        live = askPython();
    });

    for (const manifest of manifests)
        it(manifest.module, () => {
            const rows = rowsOf(manifest, live);
            rowsByModule.set(manifest.module, rows);
            const failures = rows.filter(({ verdict }) => verdict === "failure");
            assert.ok(
                failures.length === 0,
                `\n${failures.map(({ name, reason }) => `${name}: ${reason}`).join("\n")}`,
            );
        });
});

const rowsByModule = new Map<string, Row[]>();

// At the root: when the tests of all files have run.
after(function () {
    const root = this.test?.parent as Suite;
    const parts = manifests.map(
        (manifest): Part => ({
            module: manifest.module,
            rows: rowsByModule.get(manifest.module) ?? [],
            accounts: accountsOf(manifest, root),
        }),
    );
    parts.forEach(printTotals);
    printNotCovered();
    printTable(parts);
    const failures = parts.flatMap(({ accounts }) => accounts.failures);
    assert.ok(failures.length === 0, `CPython's tests:\n${failures.join("\n")}`);
    checkDocument(documentOf(parts));
});

function checkDocument(text: string): void {
    if (writes) writeFileSync(document, text);
    // Other platforms have other names.
    else if (process.platform === "linux" && !inPackage)
        assert.ok(
            readFileSync(document, "utf8") === text,
            "docs/conformance.md is not up to date: `npm run conformance -- --write`",
        );
}
