import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { long } from "../support/long";
import { root } from "../support/root";
import { skip } from "../support/skip";

/** Every kind of function with every kind of value that it reads, in each kind of module. */

const cases = readFileSync(join(root, "test", "fixtures", "capture", "cases.txt"), "utf8");

const names: [string, string][] = [
    ["* as threading", "pysocket/threading"],
    ["* as socket", "pysocket"],
    ["* as select", "pysocket/select"],
    ["* as selectors", "pysocket/selectors"],
    ["* as struct", "pysocket/struct"],
    ["* as io", "pysocket/io"],
    ["{ EventEmitter }", "node:events"],
    ["* as shared", "pysocket/shared"],
    ["* as path", "node:path"],
    ["{ Queue }", "pysocket/queue"],
    ["{ ThreadPoolExecutor }", "pysocket/concurrent/futures"],
    ["{ ValueError, OSError }", "pysocket/builtins"],
];

const imports = names.map(([what, from]) => `import ${what} from "${from}";`).join(" ");
const requires = names
    .map(([what, from]) => `const ${what.replace("* as ", "")} = require("${from}");`)
    .join(" ");

const tsx = ["--import", "tsx"];
const [major, minor] = process.versions.node.split(".").map(Number);
const stripsTypes = major > 22 || (major === 22 && minor >= 18);

/** CommonJS has the whole table in `npm test`, and each kind of module in `npm run test:nodes`. */
const isWhole = process.env.PYSOCKET_EVERY_CASE === "1" || long;

const kinds: { title: string; file: string; options: string[]; head: string; runs?: boolean }[] = [
    { title: "CommonJS", file: "program.cjs", options: [], head: requires },
    { title: "strict CommonJS", file: "program.cjs", options: [], head: `"use strict"; ${requires}` },
    { title: "an ES module", file: "program.mjs", options: [], head: imports },
    { title: "TypeScript, by tsx", file: "program.ts", options: tsx, head: imports },
    { title: "an ES module in TypeScript, by tsx", file: "program.mts", options: tsx, head: imports },
    {
        title: "TypeScript, by type stripping",
        file: "program.mts",
        options: [],
        head: imports,
        runs: stripsTypes,
    },
];

describe("a thread's function in", () => {
    let folder = "";

    before(function () {
        folder = mkdtempSync(join(tmpdir(), "pysocket-crosses-"));
        mkdirSync(join(folder, "node_modules"));
        for (const [name, target] of [
            ["pysocket", root],
            ["tsx", join(root, "node_modules", "tsx")],
        ])
            try {
                symlinkSync(target, join(folder, "node_modules", name), "junction");
            } catch (error) {
                // Wine has none.
                if ((error as NodeJS.ErrnoException).code !== "ENOTSUP") throw error;
                skip(this, "there are no symbolic links on this machine");
            }
    });

    after(() => rmSync(folder, { recursive: true }));

    for (const { title, file, options, head, runs = true } of kinds)
        it(`${title} sees each kind of value as it is`, function () {
            if (!runs) skip(this, "this Node does not strip types");
            const every = isWhole || title === "CommonJS" ? "1" : "4";
            writeFileSync(join(folder, file), `${head}\n${cases}`);
            const { stdout, stderr } = spawnSync(process.execPath, [...options, file, every], {
                cwd: folder,
                encoding: "utf8",
            });
            assert.match(stdout, /^all \d+\n$/, stdout + stderr);
        });
});
