import { spawnSync } from "node:child_process";
import { findPython } from "./programs";

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
        timeout: 60_000,
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${script} ended with ${status}\n${stderr}`);
    return stdout;
}
