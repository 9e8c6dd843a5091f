import assert from "node:assert/strict";
import { join } from "node:path";
import { long } from "../support/long";
import { Program, stopPrograms } from "../support/programs";
import { skip } from "../support/skip";
import { sanitized } from "../support/slowness";
import { start } from "../support/workers";

describe("the addon in worker threads", () => {
    after(stopPrograms);

    it("leaves no memory behind when a worker ends", async function () {
        if (sanitized) skip(this, "what is freed stays in memory under AddressSanitizer");
        const run = async (rounds: number) => {
            for (let round = 0; round < rounds; round++) {
                const { finished } = await start("track", { count: 100_000 });
                assert.deepEqual(await finished, [undefined, 0]);
            }
            return process.memoryUsage().rss;
        };
        let before = await run(4);
        const grown: number[] = [];
        do {
            const after = await run(8);
            grown.push(after - before);
            before = after;
            // A reference that stays costs some 50 bytes: 40 MB each time. The allocator may take some once.
        } while ((grown.at(-1) as number) >= 20e6 && grown.length < 4);
        assert.ok((grown.at(-1) as number) < 20e6, `${grown} bytes more`);
    });

    it("ends a worker in the middle of whatever call", async () => {
        const script = join(__dirname, "..", "fixtures", "terminated-anywhere.cjs");
        const program = new Program("workers", process.execPath, [script, long ? "300" : "15"]);
        const status = await program.ended(300);
        assert.deepEqual([status, program.errors], [0, ""]);
    });
});
