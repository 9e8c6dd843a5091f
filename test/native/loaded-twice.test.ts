import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { patience } from "../support/slowness";

describe("the package loaded more than once in one thread", () => {
    it("works in each copy and between them", () => {
        const fixture = join(__dirname, "..", "fixtures", "loaded-twice.cjs");
        // Emptied when the process has ended: workers that are still coming up at its end load the copy.
        const folder = mkdtempSync(join(tmpdir(), "loaded-twice-"));
        const result = spawnSync(process.execPath, [fixture, folder], {
            encoding: "utf8",
            timeout: 25_000 * patience,
        });
        rmSync(folder, { recursive: true });
        assert.equal(result.stderr, "");
        assert.equal(result.stdout, "all work\n");
        assert.equal(result.status, 0);
    });
});
