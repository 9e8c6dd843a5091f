import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Probe } from "../differential/probe";
import { type Outcome, Runner } from "../differential/run";
import { needReference, PythonPeer } from "../support/python";
import { addresses } from "./addresses";
import { messages } from "./messages";
import { modules } from "./modules";
import { addressTexts, byteOrder, names } from "./names";
import { options } from "./options";

/** How many calls of each kind are drawn for a factor of 1: 20,000 in all. */
const kinds: [title: string, probes: fc.Arbitrary<Probe>, count: number][] = [
    ["addresses", addresses, 5000],
    ["options", options, 3000],
    ["the order of bytes", byteOrder, 2000],
    ["texts of addresses", addressTexts, 4000],
    ["names", names, 3500],
    ["messages", messages, 2500],
    ["arguments of other modules", modules, 1500],
];
/** What is compared at once: the two sides work at the same time. */
const BATCH = 500;

/** A run is repeated by setting it. */
const seed = Number(process.env.PYSOCKET_SEED ?? Date.now() % 2 ** 31);

/** Makes tests that draw calls of every kind, make them in CPython and here, and compare what comes of them. */
export function compareGeneratedCalls(factor: number): void {
    describe(`generated calls in CPython and here (PYSOCKET_SEED=${seed})`, () => {
        let folder: string;
        let python: PythonPeer | undefined;
        let runner: Runner;

        before(function () {
            needReference(this);
            folder = mkdtempSync(join(tmpdir(), "p-"));
            for (const side of ["a", "b"]) mkdirSync(join(folder, side));
            python = new PythonPeer(join(__dirname, "..", "differential", "run.py"), [join(folder, "a")]);
            runner = new Runner(join(folder, "b"));
        });

        after(async () => {
            if (python === undefined) return;
            await python.close();
            runner.close();
            rmSync(folder, { recursive: true });
        });

        /** The outcomes of both sides, for each probe. */
        async function outcomes(probes: Probe[]): Promise<[theirs: Outcome[], ours: Outcome[]][]> {
            const answer = (python as PythonPeer).ask(JSON.stringify(probes));
            const ours = probes.map((each) => runner.run(each));
            const theirs: Outcome[][] = JSON.parse(await answer);
            return theirs.map((each, index) => [each, ours[index]]);
        }

        /** Draws the probe again that differs, and makes it as small as it can be for it still to differ. */
        async function explain(kind: fc.Arbitrary<Probe>, index: number, found: unknown): Promise<never> {
            const differs = fc.asyncProperty(kind, async (drawn) => {
                const [[theirs, ours]] = await outcomes([drawn]);
                assert.deepEqual(ours, theirs);
            });
            const result = await fc.check(differs, { seed, path: String(index), endOnFailure: false });
            const [smallest] = result.counterexample ?? [];
            if (smallest === undefined)
                assert.fail(`differs, but not a second time:\n${JSON.stringify(found)}`);
            const [[theirs, ours]] = await outcomes([smallest]);
            const calls = smallest.steps.map((step) => JSON.stringify(step)).join("\n");
            assert.deepEqual(
                ours,
                theirs,
                `${calls}\nPython: ${JSON.stringify(theirs)}\nhere: ${JSON.stringify(ours)}`,
            );
            assert.fail(`differs, but not a second time:\n${calls}`);
        }

        for (const [title, kind, perRun] of kinds) {
            const count = perRun * factor;
            it(`${title}: ${count} probes`, async function () {
                this.timeout(300_000);
                const probes = fc.sample(kind, { numRuns: count, seed });
                let accepted = 0;
                for (let start = 0; start < probes.length; start += BATCH) {
                    const batch = probes.slice(start, start + BATCH);
                    for (const [at, [theirs, ours]] of (await outcomes(batch)).entries()) {
                        if (!isDeepStrictEqual(ours, theirs))
                            await explain(kind, start + at, { probe: batch[at], theirs, ours });
                        if (ours.some(({ result }) => result !== undefined)) accepted++;
                    }
                }
                assert.ok(accepted > count / 10, `only ${accepted} of ${count} probes were accepted at all`);
            });
        }
    });
}
