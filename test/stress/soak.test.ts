import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { growth, type Sample } from "../../scripts/soak-report";
import { Program, stopPrograms } from "../support/programs";
import { skip } from "../support/skip";

// `npm run soak` for a short while, and how it judges.

function samples(grow: (done: number) => Partial<Sample>): Sample[] {
    return Array.from({ length: 100 }, (_, index) => {
        const done = (index + 1) / 100;
        return { done, memory: 80, descriptors: 20, threads: 12, mappings: 400, ...grow(done) };
    });
}

describe("the soak", () => {
    let folder: string | undefined;

    afterEach(() => {
        if (folder !== undefined) rmSync(folder, { recursive: true });
        folder = undefined;
    });

    afterEach(stopPrograms);

    it("finds what grows after the warm-up", () => {
        assert.deepEqual(growth(samples((done) => ({ memory: 80 + 100 * Math.min(done, 0.4) }))), []);
        assert.deepEqual(growth(samples((done) => ({ memory: 80 + 100 * done }))), [
            "memory grew from 131 to 171",
        ]);
        assert.deepEqual(growth(samples((done) => ({ threads: Math.round(10 * done) }))), [
            "threads grew from 5 to 9",
        ]);
        assert.throws(() => growth([]), RangeError);
    });

    it("runs threads and connections, and plots what the process holds", async function () {
        if (process.platform !== "linux") skip(this, "reads /proc");
        this.timeout(240_000);
        const made = mkdtempSync(join(tmpdir(), "pysocket-"));
        folder = made;
        const options = ["--threads=1000", "--connections=200", `--plot=${join(made, "soak.svg")}`];
        const program = new Program("soak", process.execPath, [
            "--import=tsx",
            "scripts/soak.ts",
            ...options,
        ]);
        const status = await program.ended(200);
        assert.equal(status, 0, program.output + program.errors);
        assert.match(program.output, /^1000 threads: \d+ MB, \d+ descriptors/m);
        assert.match(program.output, /^200 connections: \d+ MB, \d+ descriptors/m);
        for (const what of ["threads", "connections"]) {
            const plot = readFileSync(join(made, `soak-${what}.svg`), "utf8");
            // A line a quantity, of forty points.
            assert.equal([...plot.matchAll(/<path d="M[\d. ]+(?:L[\d. ]+){39}"/g)].length, 4);
        }
    });
});
