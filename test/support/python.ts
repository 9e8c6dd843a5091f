import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Context } from "mocha";
import { findPython, type Python } from "./programs";
import { skip } from "./skip";
import { patience } from "./slowness";

/** Version of the Python that is the specification: its values and the texts of its errors are compared. */
export const REFERENCE = "3.13";
/** Version of the oldest Python that the programs in Python run on. */
const OLDEST = "3.8";

/** Skips the test, or the suite from its `before`, if there is no Python of `minimum` or newer. Returns the Python. */
export function needPython(context: Context, minimum = OLDEST): Python {
    return usable(context, `${minimum} or newer`, (version) => isAtLeast(version, minimum));
}

/** Skips the test, or the suite from its `before`, if there is no Python of the version that is the specification. */
export function needReference(context: Context): Python {
    return usable(context, REFERENCE, (version) => minorOf(version) === REFERENCE);
}

/** Returns why the running Python cannot be compared with; null if it can, since it is the specification. */
export function lackOfReference(): string | null {
    const python = findPython();
    if (python !== null && minorOf(python.version) === REFERENCE) return null;
    return expected(python === null ? "no python3 was found" : `python3 is ${minorOf(python.version)}`);
}

function usable(context: Context, wanted: string, fits: (version: string) => boolean): Python {
    const python = findPython();
    if (python !== null && fits(python.version)) return python;
    const found = python === null ? "no python3 was found" : `python3 is ${minorOf(python.version)}`;
    return skip(context, expected(`it takes Python ${wanted}, and ${found}`));
}

/** Returns the reason of a skip, or raises it where the reference has to be there, as in the project's own CI. */
function expected(reason: string): string {
    assert.notEqual(process.env.PYSOCKET_EXPECT_PYTHON, "1", reason);
    return reason;
}

/** Returns the first two parts of a version: "3.13" of "3.13.0". */
function minorOf(version: string): string {
    return version.split(".").slice(0, 2).join(".");
}

function isAtLeast(version: string, minimum: string): boolean {
    const [major, minor] = version.split(".").map(Number);
    const [leastMajor, leastMinor] = minimum.split(".").map(Number);
    return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** Runs a Python script with `input` on its standard input; what it prints. */
export function runPython(script: string, args: string[], input: string): string {
    const python = findPython();
    if (python === null) throw new Error("no python3 was found");
    const { status, stdout, stderr, error } = spawnSync(python.command, ["-W", "ignore", script, ...args], {
        env: python.env,
        input,
        encoding: "utf8",
        maxBuffer: 64 * 1024 * 1024,
        timeout: 60_000 * patience,
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${script} ended with ${status}\n${stderr}`);
    return stdout;
}

/** A Python script that answers each line with one, for as long as it is needed. */
export class PythonPeer {
    readonly #child: ChildProcessWithoutNullStreams;
    readonly #lines: AsyncIterator<string>;
    #errors = "";

    constructor(script: string, args: string[]) {
        const python = findPython();
        if (python === null) throw new Error("no python3 was found");
        this.#child = spawn(python.command, ["-W", "ignore", script, ...args], { env: python.env });
        this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
            this.#errors += text;
        });
        // If it has ended, its errors say more than the EPIPE.
        this.#child.stdin.on("error", () => {});
        this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
    }

    async ask(line: string): Promise<string> {
        this.#child.stdin.write(`${line}\n`);
        const { value, done } = await this.#lines.next();
        if (done) throw new Error(`the Python script has ended\n${this.#errors}`);
        return value;
    }

    async close(): Promise<void> {
        if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
        const ended = once(this.#child, "close");
        this.#child.kill();
        await ended;
    }
}
