import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./root";
import { patience } from "./slowness";

/** Runs tests that start threads, in one of the test runners that there are. */

const fixtures = join(root, "test", "fixtures", "capture");

const modules: [string, string][] = [
    ["assert", "node:assert/strict"],
    ["path", "node:path"],
    ["socket", "pysocket"],
    ["threading", "pysocket/threading"],
    ["futures", "pysocket/concurrent/futures"],
    ["helper", "./runner-helper.cjs"],
];

const requires = modules.map(([name, from]) => `const ${name} = require("${from}");`).join(" ");
const imports = modules
    .map(([name, from]) => {
        const all = from.startsWith("pysocket") || name === "path" ? `* as ${name}` : name;
        return `import ${all} from "${from}";`;
    })
    .join(" ");

/** Installs the package in a folder. */
export function linkPackage(folder: string): void {
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    symlinkSync(root, join(folder, "node_modules", "pysocket"), "junction");
}

/** Creates a folder in which the package is installed, and tests in each kind of module. */
export function makeTests(): string {
    const folder = mkdtempSync(join(tmpdir(), "pysocket-runners-"));
    linkPackage(folder);
    copyFileSync(join(fixtures, "runner-helper.cjs"), join(folder, "runner-helper.cjs"));
    const tests = readFileSync(join(fixtures, "runner.txt"), "utf8");
    const files = {
        "commonjs.test.cjs": `${requires}\n${tests}`,
        "node.test.mjs": `import { describe, it } from "node:test"; ${imports}\n${tests}`,
        "vitest.test.mjs": `import { describe, it } from "vitest"; ${imports}\n${tests}`,
    };
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    return folder;
}

/** Milliseconds that a test may take in a runner: only one that hangs should need so many. */
export const TEST_TIMEOUT = 12_000 * patience;

/** Runs a runner in the folder. Its seven tests must pass. */
export function runRunner(folder: string, ...args: string[]): void {
    const { NODE_OPTIONS, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: folder,
        encoding: "utf8",
        env: { ...env, NO_COLOR: "1", FORCE_COLOR: "0" },
    });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout + stderr, /\b7 pass|\bpass 7\b/);
    assert.doesNotMatch(stdout + stderr, /Exception in thread|ThreadCopyWarning/);
}
