import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { slowness } from "./support/slowness";

describe("the package loaded more than once in one thread", () => {
    it("works in each copy and between them", () => {
        const fixture = join(__dirname, "fixtures", "loaded-twice.cjs");
        const result = spawnSync(process.execPath, [fixture], {
            encoding: "utf8",
            timeout: 25_000 * slowness,
        });
        assert.equal(result.stderr, "");
        assert.equal(result.stdout, "all work\n");
        assert.equal(result.status, 0);
    });
});
