// @ts-check

// Writes lib/constants.ts from the table in native/constants.cc. With --check it changes nothing and
// fails when the file is not what it would write.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const path = join(root, "lib", "constants.ts");

/** @param {string} source */
function declarations(source) {
    const table = /kConstants\[\] = \{\n(.*?)\n\};/s.exec(source)?.[1];
    if (table === undefined) throw new Error("native/constants.cc has no table");
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
            lines.push(`/** ${group}${some ? " Undefined where the platform lacks it." : ""} */`);
            const declaration = `export const ${name}: number${some ? " | undefined" : ""} =`;
            const value = `constants.${name};`;
            // As the formatter breaks it.
            const space = declaration.length + 1 + value.length > 110 ? "\n    " : " ";
            lines.push(declaration + space + value);
        } else if (rest.trim() !== "") {
            throw new Error(`native/constants.cc: what is this? ${line}`);
        }
    }
    return lines;
}

const text = `// Written by scripts/write-constants.mjs from the table in native/constants.cc: change it there.

import { native } from "./native";

const { constants } = native;

${declarations(readFileSync(join(root, "native", "constants.cc"), "utf8")).join("\n")}
`;

if (!process.argv.includes("--check")) {
    writeFileSync(path, text);
} else if (readFileSync(path, "utf8") !== text) {
    console.error("lib/constants.ts is not up to date: npm run constants");
    process.exitCode = 1;
}
