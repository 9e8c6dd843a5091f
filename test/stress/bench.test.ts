import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "../../bench/measure";
import type { Result } from "../../bench/report";
import { median, noise } from "../../bench/statistics";
import { Program, stopPrograms } from "../support/programs";
import { skip } from "../support/skip";

// `npm run bench` for a short while, and how it judges. What it measures is no matter here.

describe("the benchmark", () => {
    afterEach(stopPrograms);

    it("tells the noise of medians", () => {
        assert.equal(median([3, 1, 2]), 2);
        assert.equal(median([4, 1, 2, 3]), 2.5);
        assert.equal(noise([1, 1, 1, 1]), 0);
        assert.ok(noise([1, 1.01, 1.02, 0.99, 1]) < 0.1);
        assert.ok(noise([1, 2, 0.5, 3, 1]) > 0.1);
    });

    it("measures a group beside C and CPython, and draws a chart", async function () {
        if (process.platform !== "linux") skip(this, "the programs in C are for Linux");
        const folder = mkdtempSync(join(tmpdir(), "pysocket-"));
        const options = ["errors", "--quick", "--no-packages", `--output=${folder}`];
        const program = new Program("bench", process.execPath, ["--import=tsx", "bench/main.ts", ...options]);
        assert.equal(await program.ended(100), 0, program.output + program.errors);
        const result: Result = JSON.parse(readFileSync(join(folder, "errors.json"), "utf8"));
        for (const { row, figures } of result.outcomes)
            for (const name of ["pysocket", "python", "c"] as const)
                assert.ok(
                    (figures[name] as Figure).value > 0,
                    `${row.name}: ${JSON.stringify(figures[name])}`,
                );
        assert.match(readFileSync(join(folder, "errors.svg"), "utf8"), /^<svg /);
        assert.match(program.output, /would block/);
        rmSync(folder, { recursive: true });
    });
});
