import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NO_TSX } from "../support/platform";
import { Program, start, stopPrograms } from "../support/programs";
import { needPython } from "../support/python";
import { root } from "../support/root";

/** Threaded programs as Python has them, ported literally: each prints what its original prints. */

const folder = join(root, "examples", "programs");
const files = readdirSync(folder);
const originals = files.filter((file) => file.endsWith(".py"));
const ports = files.filter((file) => /\.(?:cjs|mjs|ts)$/.test(file));

/** In `npm run test:nodes` TypeScript runs as it is. */
const isWhole = process.env.PYSOCKET_EVERY_CASE === "1" && NO_TSX === null;

function startPort(file: string): Program {
    const path = join(folder, file);
    if (!file.endsWith(".ts")) return new Program(file, process.execPath, [path]);
    return isWhole ? new Program(file, process.execPath, ["--import=tsx", path]) : start(`programs/${file}`);
}

describe("a program with threads, ported literally", () => {
    before(function () {
        needPython(this);
    });

    afterEach(stopPrograms);

    it("is there for each original, in every kind of module, without exports", () => {
        assert.deepEqual(
            ports.map((file) => file.replace(/\.\w+$/, ".py")),
            originals,
        );
        assert.ok(originals.length >= 12);
        assert.equal(new Set(ports.map((file) => file.split(".")[1])).size, 3);
        for (const file of ports)
            assert.doesNotMatch(readFileSync(join(folder, file), "utf8"), /^export\b|module\.exports/m, file);
    });

    for (const file of ports)
        it(`${file} prints what its original prints, and warns of nothing`, async () => {
            const programs = [start(`programs/${file.replace(/\.\w+$/, ".py")}`), startPort(file)];
            for (const program of programs) {
                assert.equal(await program.ended(), 0, program.errors);
                assert.equal(program.errors, "");
            }
            assert.equal(programs[1].output, programs[0].output);
        });
});
