// @ts-check

// Builds the native sources with ThreadSanitizer and the driver of test/races, which calls them from many
// threads without Node, and runs it: any report fails. Before that, a mistake in how threads wake each other shows
// that there are reports. Arguments name the scenarios to run. For Linux.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root, run } from "./run.mjs";

const build = join(root, "build", "tsan");
/** In milliseconds. */
const LONGEST = 600_000;

/** @param {string} program @param {string[]} scenarios */
function drive(program, ...scenarios) {
    const options = {
        encoding: /** @type {const} */ ("utf8"),
        timeout: LONGEST,
        env: { ...process.env, TSAN_OPTIONS: "exitcode=66:halt_on_error=1" },
    };
    const command = [join(build, program), ...scenarios];
    const [first, ...rest] = command;
    let result = spawnSync(first, rest, options);
    // Where addresses are more random than the runtime can cope with.
    if (result.stderr?.includes("unexpected memory mapping"))
        result = spawnSync("setarch", ["-R", ...command], options);
    if (result.error !== undefined) throw result.error;
    return result;
}

run("cmake", ["-S", join("test", "races"), "-B", build]);
run("cmake", ["--build", build, "--parallel", "4"]);

const faulty = drive("faulty", "sockets");
if (faulty.status !== 66 || !/data race.*Waiter::(?:end_polling|wake_pollers)/s.test(faulty.stderr))
    throw new Error(`A mistake is not found: status ${faulty.status}\n${faulty.stdout}${faulty.stderr}`);
console.log("ok: a mistake is found");

const { status, signal, stdout, stderr } = drive("races", ...process.argv.slice(2));
if (status === 0 && stderr === "") {
    for (const scenario of stdout.trim().split("\n")) console.log(`ok: ${scenario}`);
} else {
    console.error(`${stdout}${stderr}\nended with ${signal ?? status}`);
    process.exitCode = 1;
}
