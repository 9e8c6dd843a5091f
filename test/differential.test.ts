import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { builtinsGroups } from "./differential/builtins-probes";
import { functionGroups } from "./differential/function-probes";
import type { Group, Probe } from "./differential/probe";
import { type Outcome, Runner } from "./differential/run";
import { selectGroups } from "./differential/select-probes";
import { socketGroups } from "./differential/socket-probes";
import { textGroups } from "./differential/text-probes";
import { threadingGroups } from "./differential/threading-probes";
import { pythonVersion, runPython } from "./support/python";

const groups: Group[] = [
    ...builtinsGroups,
    ...functionGroups,
    ...selectGroups,
    ...socketGroups,
    ...textGroups,
    ...threadingGroups,
];
const probes = groups.flatMap((group) => group.probes);
const script = join(__dirname, "differential", "run.py");

/** CPython 3.13 is the reference; the texts of other versions differ. */
const REFERENCE = [3, 13];

function runInPython(): Map<Probe, Outcome[]> {
    const directory = mkdtempSync(join(tmpdir(), "pysocket-"));
    try {
        const output = runPython(script, [directory], JSON.stringify(probes));
        const outcomes: Outcome[][] = JSON.parse(output);
        return new Map(probes.map((probe, index) => [probe, outcomes[index]]));
    } finally {
        rmSync(directory, { recursive: true });
    }
}

/** The steps whose outcomes differ, each with both. */
function differences(probe: Probe, theirs: Outcome[], ours: Outcome[], withTexts: boolean): string[] {
    const significant = withTexts ? (outcome: Outcome) => outcome : withoutText;
    return probe.steps.flatMap((step, index) => {
        if (isDeepStrictEqual(significant(theirs[index]), significant(ours[index]))) return [];
        const where = probe.steps.length > 1 ? ` at ${step.at}` : "";
        return `${probe.name}${where}\n  Python: ${JSON.stringify(theirs[index])}\n  here:   ${JSON.stringify(ours[index])}`;
    });
}

function withoutText({ result, raised }: Outcome): Outcome {
    return raised === undefined
        ? { result }
        : { raised: { class: raised.class, message: "", errno: raised.errno } };
}

describe("the same calls in CPython and here", () => {
    let theirs: Map<Probe, Outcome[]>;
    let directory: string;
    let withTexts: boolean;

    before(function () {
        const version = pythonVersion();
        if (version === null) {
            assert.ok(process.env.CI !== "true", "no python3 was found to compare with");
            console.log("    skipped: no python3 was found to compare with");
            this.skip();
        }
        withTexts = isDeepStrictEqual(version, REFERENCE);
        if (!withTexts)
            console.log(`    the texts are not compared: they are those of Python ${REFERENCE.join(".")}`);
        theirs = runInPython();
        directory = mkdtempSync(join(tmpdir(), "pysocket-"));
    });

    after(() => {
        if (directory !== undefined) rmSync(directory, { recursive: true });
    });

    for (const group of groups) {
        it(`${group.name}: ${group.probes.length} probes`, () => {
            const runner = new Runner(directory);
            const found = group.probes.flatMap((probe) =>
                differences(probe, theirs.get(probe) as Outcome[], runner.run(probe), withTexts),
            );
            runner.close();
            assert.ok(found.length === 0, `\n${found.join("\n")}`);
        });
    }
});
