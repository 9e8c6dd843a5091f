import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wordsFor } from "../support/platform";
import { patience } from "../support/slowness";

/** A run is repeated by setting it. */
const seed = Number(process.env.PYSOCKET_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Only a call that hangs should need so many milliseconds. */
const LIMIT = 60_000 * patience;

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
            assert.equal(result.signal, null, `ended by ${result.signal} in ${last}\n${result.output}`);
            assert.equal(result.status, 0, result.output.slice(-20_000));
            assert.match(result.output, /^\d+ calls of \d+ functions, 0 problems$/m);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});

/** How it ended, and what it has printed. */
interface Result extends Pick<SpawnSyncReturns<string>, "status" | "signal"> {
    readonly output: string;
}

function run(cwd: string, log: string, more: NodeJS.ProcessEnv = {}): Result {
    // A call may read its descriptors 1 and 2, and must not wait for what nobody writes, as into a pipe.
    const printed = join(cwd, "printed");
    const descriptor = openSync(printed, "a");
    try {
        const args = ["--no-warnings", ...wordsFor("fixtures/bad-arguments.ts"), log, String(seed)];
        const { status, signal } = spawnSync(process.execPath, args, {
            // Some arguments are names of UNIX sockets, which bind() makes where the process runs.
            cwd,
            env: { ...process.env, ...more },
            stdio: ["ignore", descriptor, descriptor],
            timeout: LIMIT,
            killSignal: "SIGKILL",
        });
        return { status, signal, output: readFileSync(printed, "utf8") };
    } finally {
        closeSync(descriptor);
    }
}
