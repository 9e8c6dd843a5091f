import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { needReference, runPython } from "../support/python";
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
import { sslGroups } from "./ssl-probes";
import { structGroups } from "./struct-probes";
import { synchronisationGroups } from "./synchronisation-probes";
import { sysGroups } from "./sys-probes";
import { textGroups } from "./text-probes";
import { threadingGroups } from "./threading-probes";
import { timeGroups } from "./time-probes";

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
    ...sslGroups,
    ...structGroups,
    ...synchronisationGroups,
    ...textGroups,
    ...threadingGroups,
    ...timeGroups,
    ...sysGroups,
];
const probes = groups.flatMap((group) => group.probes);
const script = join(__dirname, "..", "differential", "run.py");

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
function differences(probe: Probe, theirs: Outcome[], ours: Outcome[]): string[] {
    return probe.steps.flatMap((step, index) => {
        if (isDeepStrictEqual(theirs[index], ours[index])) return [];
        const where = probe.steps.length > 1 ? ` at ${step.at}` : "";
        return `${probe.name}${where}\n  Python: ${JSON.stringify(theirs[index])}\n  here:   ${JSON.stringify(ours[index])}`;
    });
}

describe("the same calls in CPython and here", () => {
    let theirs: Map<Probe, Outcome[]>;
    let directory: string;

    before(function () {
        needReference(this);
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
                differences(probe, theirs.get(probe) as Outcome[], runner.run(probe)),
            );
            runner.close();
            assert.ok(found.length === 0, `\n${found.join("\n")}`);
        });
    }
});
