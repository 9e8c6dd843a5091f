import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { findPython } from "./programs";
import { slowness } from "./slowness";

/** The version of the Python to compare with, as "3.13"; null if there is none. */
export function pythonVersion(): string | null {
    return findPython()?.version.split(".").slice(0, 2).join(".") ?? null;
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
        timeout: 110_000 * slowness,
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
