// @ts-check

// Runs the tests, or the files given, on an addon built with AddressSanitizer, LeakSanitizer
// and UndefinedBehaviorSanitizer. Every process that a test starts is watched, and any report fails. Before
// that, an addon of mistakes shows that each kind is reported. For Linux with GCC.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compileTests } from "./compile-tests.mjs";
import { runTests, summarize } from "./mocha.mjs";
import { build, require, root, run } from "./run.mjs";
import { unitsNamed, unitsOf } from "./test-files.mjs";

const built = join(root, "build", "asan");
const compiler = process.env.CXX || "c++";
const SANITIZE = "address,undefined";
/** How many times longer the tests may take. */
const SLOWNESS = "6";

const folder = mkdtempSync(join(tmpdir(), "pysocket-asan-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function runtime() {
    const { stdout } = spawnSync(compiler, ["-print-file-name=libasan.so"], { encoding: "utf8" });
    const path = stdout.trim();
    if (!path.startsWith("/")) throw new Error(`${compiler} has no AddressSanitizer (libasan.so)`);
    return path;
}

// Leaks are only reported: Node leaves much behind itself, and the status of a process is what tests look at.
// What UndefinedBehaviorSanitizer finds ends the process, since GCC's writes to no file: AddressSanitizer then
// reports the abort.
const options = `log_path=${join(folder, "report")}:exitcode=0:abort_on_error=1:stack_trace_format='    #%n %p %F %L (%m)'`;
const environment = {
    ...process.env,
    LD_PRELOAD: runtime(),
    ASAN_OPTIONS: `${options}:handle_abort=2:detect_leaks=1`,
    UBSAN_OPTIONS: `${options}:print_stacktrace=1`,
    PYSOCKET_ADDON: join(built, "Release", "pysocket.node"),
    PYSOCKET_SLOWNESS: SLOWNESS,
    PYSOCKET_SANITIZED: "1",
    PYSOCKET_LEAK_PATIENCE: "60000",
};

/** What was reported since the last call, except for what Node and others have leaked without the addon. */
function takeReports() {
    const reports = [];
    for (const name of readdirSync(folder).filter((name) => name.startsWith("report."))) {
        const text = readFileSync(join(folder, name), "utf8");
        rmSync(join(folder, name));
        for (const part of text.split(/^(?==+\d+=+ERROR: |(?:Direct|Indirect) leak of )/m)) {
            // What the engine allocates while it makes a function for the addon is the engine's.
            const [untilAddon] = part.split(/\bpysocket\.node\b/);
            const isLeak = /^(Direct|Indirect) leak of /.test(part) && !untilAddon.includes("v8::internal::");
            const isReport = /ERROR: (?!LeakSanitizer: detected)/.test(part);
            if (isReport || (isLeak && /\bpysocket\.node\b/.test(part))) reports.push(part.trim());
        }
    }
    return reports;
}

function checkThatMistakesAreReported() {
    const addon = join(built, "faulty", "pysocket.node");
    mkdirSync(dirname(addon), { recursive: true });
    run(compiler, [
        ...["-shared", "-fPIC", "-g1", "-fno-omit-frame-pointer"],
        ...[`-fsanitize=${SANITIZE}`, "-fno-sanitize-recover=all"],
        ...["-isystem", require("node-api-headers").include_dir],
        ...[join("test", "fixtures", "faulty.cc"), "-o", addon],
    ]);
    const mistakes = {
        use_after_free: /AddressSanitizer: heap-use-after-free/,
        overflow: /AddressSanitizer: heap-buffer-overflow/,
        undefined_behaviour: /AddressSanitizer: ABRT.*__ubsan_handle_add_overflow/s,
        leak: /^Direct leak of \d+ byte/,
    };
    for (const [name, pattern] of Object.entries(mistakes)) {
        // Ten times: where memory was is left behind on the stack.
        const code = `for (let i = 0; i < 10; i++) require(${JSON.stringify(addon)}).${name}(100)`;
        spawnSync(process.execPath, ["-e", code], { env: environment });
        const reports = takeReports();
        if (reports.length !== 1 || !pattern.test(reports[0]))
            throw new Error(`${name} is not reported as it should be: ${reports.join("\n") || "nothing"}`);
        console.log(`ok: ${name} is reported`);
    }
}

build("asan", "typescript");
checkThatMistakesAreReported();

compileTests();
const named = process.argv.slice(2);
const units = named.length > 0 ? unitsNamed(named) : unitsOf("tests");
summarize(await runTests(units, { env: environment, whole: named.length > 0 }));
const reports = takeReports();
for (const report of reports) console.error(`\n${report}`);
console.log(`${reports.length} report(s) of the sanitizers`);
if (reports.length > 0) process.exitCode = 1;
