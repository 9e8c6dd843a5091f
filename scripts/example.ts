// Runs one of the examples in this terminal: `npm run example -- NAME [args]`, where NAME is a file
// of examples/. Without an ending it is the TypeScript one.

import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { extname, join } from "node:path";
import { findPython } from "../test/support/programs.js";

const directory = join(__dirname, "..", "examples");
const [name, ...args] = process.argv.slice(2);
const file = name === undefined || extname(name) !== "" ? name : `${name}.ts`;

if (
    file === undefined ||
    !/^(programs\/)?\w+\.([cm]js|ts|py)$/.test(file) ||
    !existsSync(join(directory, file))
) {
    if (name !== undefined) console.error(`There is no example called ${name}.`);
    console.error(
        "npm run example -- NAME [arguments], where NAME is one of these, or one of them with .py:",
    );
    for (const example of readdirSync(directory).filter((entry) => entry.endsWith(".ts"))) {
        const [, purpose] = readFileSync(join(directory, example), "utf8").match(/\/\*\* (.*) \*\//) ?? [];
        console.error(`  ${example.slice(0, -3).padEnd(22)}  ${purpose}`);
    }
    console.error("With threads, ported literally:");
    for (const program of readdirSync(join(directory, "programs")).filter((entry) => !entry.endsWith(".py")))
        console.error(`  programs/${program}`);
    process.exit(name === undefined ? 0 : 1);
}

const python = file.endsWith(".py") ? findPython() : undefined;
if (python === null) {
    console.error("No python3 was found on the PATH; $PYSOCKET_PYTHON may name one.");
    process.exit(1);
}

const path = join(directory, file);
const child =
    python === undefined
        ? spawn(process.execPath, ["--import=tsx", path, ...args], { stdio: "inherit" })
        : spawn(python.command, [path, ...args], { stdio: "inherit", env: python.env });

// Ctrl-C reaches the example from the terminal; this process ends when the example does.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
});
child.on("exit", (code, signal) => {
    process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
});
