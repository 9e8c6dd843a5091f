import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { NO_TSX } from "../support/platform";
import { Program, stopPrograms } from "../support/programs";
import { root } from "../support/root";
import { skip } from "../support/skip";

const script = join(root, "test", "fixtures", "modules", "throwing.ts");
const thrown =
    /^Exception in thread Thread-2 \(work\):\nError: item 2\n {4}at work \(.*throwing\.ts:13:30\)/m;

async function run(file: string, tsx: string): Promise<Program> {
    const program = new Program(file, process.execPath, [`--import=${tsx}`, file]);
    assert.equal(await program.ended(), 0, program.errors);
    return program;
}

describe("a thread of a program under tsx", () => {
    before(function () {
        if (NO_TSX !== null) skip(this, NO_TSX);
    });

    afterEach(stopPrograms);

    it("has the lines and columns of the TypeScript in its stacks", async () => {
        const { output, errors } = await run(script, "tsx");
        assert.equal(output, "item 1\n");
        assert.match(errors, thrown);
    });

    it("needs no tsx in the folder of its script", async () => {
        const folder = mkdtempSync(join(tmpdir(), "pysocket-"));
        try {
            mkdirSync(join(folder, "node_modules"));
            symlinkSync(root, join(folder, "node_modules", "pysocket"), "junction");
            copyFileSync(script, join(folder, "throwing.ts"));
            const tsx = createRequire(__filename).resolve("tsx/package.json");
            const loader = pathToFileURL(join(dirname(tsx), "dist", "loader.mjs")).href;
            const { output, errors } = await run(join(folder, "throwing.ts"), loader);
            assert.equal(output, "item 1\n");
            assert.match(errors, thrown);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
