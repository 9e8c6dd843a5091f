import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { pythonVersion, runPython } from "../support/python";
import { skip } from "../support/skip";
import { addressGroups } from "./address-probes";
import { builtinsGroups } from "./builtins-probes";
import { functionGroups } from "./function-probes";
import { futuresGroups } from "./futures-probes";
import { ioGroups } from "./io-probes";
import { messageGroups } from "./message-probes";
import { moduleGroups } from "./module-probes";
import type { Group, Probe } from "./probe";
import { queueGroups } from "./queue-probes";
import { type Outcome, Runner } from "./run";
import { selectGroups } from "./select-probes";
import { selectorsGroups } from "./selectors-probes";
import { sharedGroups } from "./shared-probes";
import { signalGroups } from "./signal-probes";
import { socketGroups } from "./socket-probes";
import { structGroups } from "./struct-probes";
import { synchronisationGroups } from "./synchronisation-probes";
import { textGroups } from "./text-probes";
import { threadingGroups } from "./threading-probes";

const groups: Group[] = [
    ...addressGroups,
    ...builtinsGroups,
    ...functionGroups,
    ...ioGroups,
    ...futuresGroups,
    ...moduleGroups,
    ...queueGroups,
    ...messageGroups,
    ...selectGroups,
    ...selectorsGroups,
    ...sharedGroups,
    ...signalGroups,
    ...socketGroups,
    ...structGroups,
    ...synchronisationGroups,
    ...textGroups,
    ...threadingGroups,
];
const probes = groups.flatMap((group) => group.probes);
const script = join(__dirname, "..", "differential", "run.py");

/** The reference, whose outcomes are compared in full. */
const REFERENCE = "3.13";
/** Versions of which it is known that they differ in the texts and classes of exceptions alone. */
const ALIKE = ["3.12"];

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
function differences(probe: Probe, theirs: Outcome[], ours: Outcome[], inFull: boolean): string[] {
    const significant = inFull ? (outcome: Outcome) => outcome : withoutTexts;
    return probe.steps.flatMap((step, index) => {
        if (isDeepStrictEqual(significant(theirs[index]), significant(ours[index]))) return [];
        const where = probe.steps.length > 1 ? ` at ${step.at}` : "";
        return `${probe.name}${where}\n  Python: ${JSON.stringify(theirs[index])}\n  here:   ${JSON.stringify(ours[index])}`;
    });
}

function withoutTexts({ result, raised }: Outcome): Outcome {
    return raised === undefined ? { result } : { raised: { class: "", message: "", errno: raised.errno } };
}

/** Whether to compare with this version in full or in part; if not at all, why. */
function comparisonWith(version: string | null): "full" | "partial" | { skipped: string } {
    if (version === REFERENCE) return "full";
    if (version !== null && ALIKE.includes(version)) return "partial";
    if (version === null) return { skipped: "no python3 was found to compare with" };
    return { skipped: `the reference is Python ${REFERENCE}, and python3 is ${version}` };
}

describe("the same calls in CPython and here", () => {
    let theirs: Map<Probe, Outcome[]>;
    let directory: string;
    let comparison: ReturnType<typeof comparisonWith>;

    before(function () {
        const version = pythonVersion();
        comparison = comparisonWith(version);
        if (typeof comparison === "object") {
            assert.ok(version !== null || process.env.CI !== "true", comparison.skipped);
            skip(this, comparison.skipped);
        }
        if (comparison === "partial")
            console.log(
                `    the exceptions' classes and texts are not compared: they are those of ${REFERENCE}`,
            );
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
                differences(probe, theirs.get(probe) as Outcome[], runner.run(probe), comparison === "full"),
            );
            runner.close();
            assert.ok(found.length === 0, `\n${found.join("\n")}`);
        });
    }
});
