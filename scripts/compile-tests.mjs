// @ts-check

// The tests as JavaScript, for where tsx does not run or takes too long.

import {
    cpSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { require, root } from "./run.mjs";

/** Makes `suite` a folder like that of the package, with the tests compiled. @param {string} suite */
export function compileTests(suite) {
    rmSync(suite, { recursive: true, force: true });
    // The test that made build/ first would seem to have left it.
    mkdirSync(join(suite, "build"), { recursive: true });
    for (const name of ["package.json", "dist", "lib", "native", "docs", "examples", "README.md"])
        cpSync(join(root, name), join(suite, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(suite, "node_modules"));
    const { transpileModule, ModuleKind, ScriptTarget } = require("typescript");
    const compilerOptions = {
        target: ScriptTarget.ES2022,
        module: ModuleKind.CommonJS,
        esModuleInterop: true,
    };
    for (const path of readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })) {
        const source = join(root, "test", path);
        if (statSync(source).isDirectory()) continue;
        const target = join(suite, "test", path);
        mkdirSync(dirname(target), { recursive: true });
        if (path.endsWith(".ts") && !path.endsWith(".d.ts")) {
            const { outputText } = transpileModule(readFileSync(source, "utf8"), { compilerOptions });
            writeFileSync(target.replace(/ts$/, "js"), outputText);
        }
        cpSync(source, target);
    }
}
