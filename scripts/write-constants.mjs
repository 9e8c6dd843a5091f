// @ts-check

// Writes lib/socket/constants.ts, and those of other modules, from the tables in native/. With --check it changes
// nothing and fails when a file is not what it would write.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

/** @param {string} file */
function declarations(file) {
    const table = /Constants\[\] = \{\n(.*?)\n\};/s.exec(readFileSync(join(root, file), "utf8"))?.[1];
    if (table === undefined) throw new Error(`${file} has no table`);
    const lines = [];
    let group = "";
    let guard = "";
    for (const line of table.split("\n")) {
        const [, word, rest] = /^\s*(\/\/|#ifdef|CONSTANT|#endif)?(.*)$/.exec(line) ?? [];
        if (word === "//") {
            group = rest.trim();
        } else if (word === "#ifdef") {
            guard = rest.trim();
        } else if (word === "#endif") {
            guard = "";
        } else if (word === "CONSTANT") {
            const name = rest.replace(/^\((\w+)\),$/, "$1");
            if (guard !== "" && guard !== name) throw new Error(`${name} is guarded by ${guard}`);
            const some = guard !== "";
            // Of type number all the same, as in Node's own types: a program asks only where it means to be portable.
            lines.push(`/** ${group}${some ? " Undefined where the platform lacks it." : ""} */`);
            const declaration = `export const ${name}: number =`;
            const value = `constants.${name};`;
            // As the formatter breaks it.
            const space = declaration.length + 1 + value.length > 110 ? "\n    " : " ";
            lines.push(declaration + space + value);
        } else if (rest.trim() !== "" && rest.trim() !== "{},") {
            throw new Error(`${file}: what is this? ${line}`);
        }
    }
    return lines;
}

/** @param {string} source @param {string} property @param {string} target */
function write(source, property, target) {
    const text = `// Written by scripts/write-constants.mjs from the table in ${source}: change it there.

import { native } from "../native/addon";

const { ${property === "constants" ? property : `${property}: constants`} } = native;

${declarations(source).join("\n")}

// Not to be written again: V8 then takes them for values, also where another module exports them anew.
Object.freeze(exports);
`;
    const path = join(root, target);
    if (!process.argv.includes("--check")) {
        writeFileSync(path, text);
    } else if (readFileSync(path, "utf8") !== text) {
        console.error(`${target} is not up to date: npm run constants`);
        process.exitCode = 1;
    }
}

write("native/tables/constants.cc", "constants", "lib/socket/constants.ts");
write("native/tables/select_constants.cc", "select_constants", "lib/select/constants.ts");
write("native/tables/errors.cc", "errno_constants", "lib/errno/constants.ts");
write("native/tables/signal_constants.cc", "signal_constants", "lib/signal/constants.ts");
