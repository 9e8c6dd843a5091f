// @ts-check

// Makes dist/ of what TypeScript has compiled into build/lib: one file with all modules, since Node takes longer to
// find 80 files in their rooms than to run them, and each new worker would look for them again. A public module is a
// file that takes itself out of it. The types stay one file a module.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { init, parse } from "cjs-module-lexer";
import { build } from "esbuild";
import { root } from "./run.mjs";

const compiled = join(root, "build", "lib");
const dist = join(root, "dist");
/** For each module that is not public a file by which tests reach it. */
const internals = join(root, "build", "internals");

/** Modules that Node starts by their path. */
const ENTRIES = { spawner: "worker/spawner", worker: "worker/worker" };

const BUNDLE = "pysocket.js";

/** @satisfies {import("esbuild").BuildOptions} */
const options = {
    bundle: true,
    platform: "node",
    target: "node20",
    // It looks for the addon from where it lies itself.
    external: ["node-gyp-build"],
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
};

export async function bundle() {
    const paths = readdirSync(compiled, { recursive: true, encoding: "utf8" }).map((path) =>
        path.split(sep).join("/"),
    );
    const doors = publicModules();
    const names = paths
        .filter((path) => path.endsWith(".js"))
        .map((path) => path.slice(0, -".js".length))
        .filter((name) => !doors.has(name) || doors.get(name) === name);
    rmSync(dist, { recursive: true, force: true });
    rmSync(internals, { recursive: true, force: true });
    await writeBundle(names);
    cpSync(join(root, "node_modules", "punycode", "LICENSE-MIT.txt"), join(dist, "LICENSE-punycode.txt"));
    for (const path of paths.filter((path) => /\.d\.m?ts$/.test(path)))
        cpSync(join(compiled, path), join(dist, path));
    await build({
        ...options,
        entryPoints: paths.filter((path) => path.endsWith(".mjs")).map((path) => join(compiled, path)),
        outdir: dist,
        outExtension: { ".js": ".mjs" },
        entryNames: "[name]",
        format: "esm",
    });
    await init();
    for (const [door, name] of doors) write(dist, door, `${takenOut(door, name)}${announced(name)}`);
    for (const [entry, name] of Object.entries(ENTRIES)) write(dist, entry, takenOut(entry, name));
    const bundle = relative(internals, join(dist, BUNDLE)).split(sep).join("/");
    for (const name of names)
        write(
            internals,
            name,
            `module.exports = require("${"../".repeat(name.split("/").length - 1)}${bundle}")("${name}");\n`,
        );
}

/**
 * The module behind each file that package.json's exports name: the room's module that a door at the root of lib/
 * exports, or the file's own.
 */
function publicModules() {
    /** @type {{ exports: Record<string, string> }} */
    const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const files = Object.values(exports).flatMap((path) => /^\.\/dist\/(.*)\.js$/.exec(path)?.[1] ?? []);
    /** @param {string} file */
    const behind = (file) => {
        const text = readFileSync(join(root, "lib", `${file}.ts`), "utf8");
        const room = /^export \* from "(.*)";$/m.exec(text)?.[1];
        return room === undefined ? file : posix.join(posix.dirname(file), room);
    };
    return new Map(files.map((file) => [file, behind(file)]));
}

/** Writes the bundle, which exports a function that loads a module by its name. @param {string[]} names */
async function writeBundle(names) {
    const modules = names.map((name) => `    "${name}": () => require("./${name}.js"),\n`).join("");
    await build({
        ...options,
        stdin: {
            contents: `const modules = {\n${modules}};\nmodule.exports = require("./capture/references.js").noteLoads((name) => modules[name]());\n`,
            resolveDir: compiled,
            sourcefile: "modules.js",
        },
        outfile: join(dist, BUNDLE),
        format: "cjs",
        plugins: [{ name: "names", setup: keepNames }],
    });
}

/**
 * Has functions and classes keep their names: esbuild changes that of a class which names itself, and of what is
 * called like something global. Its own option keeps the names of all functions, whenever one is made.
 *
 * @param {import("esbuild").PluginBuild} build
 */
function keepNames({ onLoad }) {
    /** @param {string} object @param {string} name */
    const named = (object, name) =>
        `Object.defineProperty(${object}, "name", { value: "${name}", configurable: true });`;
    onLoad({ filter: /\.js$/ }, ({ path }) => {
        if (!path.startsWith(compiled)) return undefined;
        const text = readFileSync(path, "utf8");
        const functions = [...text.matchAll(/^(?:async )?function\*? (\w+)/gm)]
            .filter(([, name]) => name in globalThis)
            .map(([, name]) => `${named(name, name)}\n`);
        const end = "\n//# sourceMappingURL=";
        const contents = text
            .replace(/^class (\w+)[^\n{]*\{/gm, (head, name) => `${head} static { ${named("this", name)} }`)
            .replace(end, () => `\n${functions.join("")}${end}`);
        return { contents, loader: "js" };
    });
}

/** @param {string} door @param {string} name */
function takenOut(door, name) {
    const bundle = posix.relative(posix.dirname(door), BUNDLE);
    return `"use strict";\nmodule.exports = require("${bundle.startsWith(".") ? bundle : `./${bundle}`}")("${name}");\n`;
}

/** A line that never runs, in which Node finds the names that an ES module can import. @param {string} name */
function announced(name) {
    return `0 && (module.exports = { ${[...exportsOf(name)].sort().join(", ")} });\n`;
}

/** @param {string} name @returns {Set<string>} */
function exportsOf(name) {
    const { exports, reexports } = parse(readFileSync(join(compiled, `${name}.js`), "utf8"));
    const passedOn = reexports.flatMap((path) => [...exportsOf(posix.join(posix.dirname(name), path))]);
    // What stands for the whole module, an ES module gets from Node.
    return new Set([...exports, ...passedOn].filter((each) => !["default", "__esModule"].includes(each)));
}

/** @param {string} folder @param {string} name @param {string} text */
function write(folder, name, text) {
    const path = join(folder, `${name}.js`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
}
