import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { patience } from "../support/slowness";

/** In bytes: caches and tables that grow by doubling come to a few of them an object. */
const MOST = 300;

describe("objects that a program drops without returning to its event loop", () => {
    it("leave nothing in memory", () => {
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            ["--expose-gc", join(__dirname, "..", "fixtures", "dropped-objects.cjs")],
            { encoding: "utf8", timeout: 60_000 * patience },
        );
        assert.equal(status, 0, stderr);
        const kept = stdout.trimEnd().split("\n");
        assert.ok(kept.length > 14, stdout);
        assert.deepEqual(
            kept.filter((line) => Number(line.split(" ")[1]) > MOST),
            [],
        );
    });
});
