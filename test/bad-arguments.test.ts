import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { slowness } from "./support/slowness";

/** A run is repeated by setting it. */
const seed = Number(process.env.PYSOCKET_SEED ?? Math.floor(Math.random() * 2 ** 31));
const LIMIT = 120_000 * slowness;

describe(`bad arguments (PYSOCKET_SEED=${seed})`, () => {
    it("make every public function return, or raise one of Python's exceptions", function () {
        this.timeout(2 * LIMIT + 10_000);
        const folder = mkdtempSync(join(tmpdir(), "bad-arguments-"));
        try {
            const log = join(folder, "call");
            let result = run(folder, log);
            // To write down each call takes as long as to make it.
            if (result.signal !== null) result = run(folder, log, { PYSOCKET_TRACE: "1" });
            const last = readFileSync(log, "utf8").trim();
            assert.equal(result.signal, null, `ended by ${result.signal} in ${last}\n${result.stderr}`);
            assert.equal(result.status, 0, result.stdout.slice(-20_000) + result.stderr.slice(-2000));
            assert.match(result.stdout, /^\d+ calls of \d+ functions, 0 problems$/m);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});

function run(cwd: string, log: string, more: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
    const fixture = join(__dirname, "fixtures", "bad-arguments.ts");
    const tsx = pathToFileURL(require.resolve("tsx"));
    return spawnSync(process.execPath, [`--import=${tsx}`, "--no-warnings", fixture, log, String(seed)], {
        // Some arguments are names of UNIX sockets, which bind() makes where the process runs.
        cwd,
        env: { ...process.env, ...more },
        encoding: "utf8",
        timeout: LIMIT,
        killSignal: "SIGKILL",
        maxBuffer: 2 ** 26,
    });
}
