import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { slowness } from "./support/slowness";

/** Seed of the random part: a run is repeated by setting it. */
const seed = Number(process.env.PYSOCKET_SEED ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = 8_000;
const LIMIT = 120_000 * slowness;

describe(`bad arguments (PYSOCKET_SEED=${seed})`, () => {
    it("make every public function return, or raise one of Python's exceptions", function () {
        this.timeout(LIMIT + 10_000);
        const folder = mkdtempSync(join(tmpdir(), "bad-arguments-"));
        try {
            const call = join(folder, "call");
            const fixture = join(__dirname, "fixtures", "bad-arguments.ts");
            const tsx = pathToFileURL(require.resolve("tsx"));
            const result = spawnSync(
                process.execPath,
                [`--import=${tsx}`, "--no-warnings", fixture, call, String(seed), String(RUNS)],
                // Some arguments are names of UNIX sockets, which bind() makes where the process runs.
                { cwd: folder, encoding: "utf8", timeout: LIMIT, killSignal: "SIGKILL", maxBuffer: 2 ** 26 },
            );
            const last = readFileSync(call, "utf8").trim();
            assert.equal(result.signal, null, `ended by ${result.signal} in ${last}\n${result.stderr}`);
            assert.equal(result.status, 0, result.stdout.slice(-20_000) + result.stderr);
            assert.match(result.stdout, /^\d+ calls of \d+ functions, 0 problems$/m);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
