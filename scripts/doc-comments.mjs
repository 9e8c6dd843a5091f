// @ts-check

// The rules for doc comments in lib/: every name that a program sees in its editor has one, it begins with a verb or a
// noun, and its example compiles.

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { require, root } from "./run.mjs";

/** @type {typeof import("typescript")} */
const ts = require("typescript");

/** Beginnings that name nothing. "Whether" is for booleans. */
const vague = /^(What|Who|Whose|Where|How|The same|As above|Whether)\b/;

const lib = join(root, "lib").replaceAll("\\", "/");

/** Paths of the public modules in lib/, without extension. */
function doors() {
    const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const paths = Object.values(exports).map(
        (target) => /^\.\/dist\/(.*)\.js$/.exec(target.default ?? target)?.[1],
    );
    return [...new Set(paths.filter((path) => path !== undefined))];
}

/** Objects that examples use without creating them. Any other unknown name is of any type. */
const OBJECTS = "declare const s: socket, udp: socket;";

/** The errors for names that an example does not declare, and for words that are no names of a module. */
const UNKNOWN = [2304, 2305, 2724];

/**
 * Returns the examples in doc comments as the texts of modules, by their paths, beside the module that they import from.
 *
 * @param {string[]} files
 */
function examplesOf(files) {
    const all = `${lib}/.examples.ts`;
    // `shared` and `asyncio` have names of `threading` and `queue`; a name that two modules export belongs to neither.
    const sources = doors().filter((door) => !["shared", "asyncio"].includes(door));
    const modules = new Map([[all, sources.map((door) => `export * from "./${door}";\n`).join("")]]);
    for (const file of files) {
        for (const [comment] of readFileSync(file, "utf8").matchAll(/^ *\* ```ts\n[\s\S]*?\* ```$/gm)) {
            const code = comment.replace(/^ *\* ?(```\w*)?/gm, "");
            const own = [...code.matchAll(/\b(?:const|let|using) (\w+|\[[^\]]*\])/g)].join(" ");
            const words = new Set(
                `${code} socket`.replace(/\/\/.*$|"[^"\n]*"/gm, "").match(/(?<![.\w])[A-Za-z_]\w*/g),
            );
            const imports = [...words].filter(
                (word) => !isKeyword(word) && !own.includes(word) && word !== "asyncio",
            );
            const body = /\bawait\b/.test(code) ? `void (async () => {${code}})();` : `{${code}}`;
            const path = `${lib}/.example-${modules.size}.ts`;
            modules.set(
                path,
                `import { ${imports.join(", ")} } from "./.examples";\nimport * as asyncio from "./asyncio";\n${OBJECTS}\n${body}\n`,
            );
        }
    }
    return { modules, all };
}

/** @param {string} word */
function isKeyword(word) {
    const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, undefined, word);
    return scanner.scan() !== ts.SyntaxKind.Identifier;
}

/** Returns a line for each doc comment that breaks a rule. */
export function brokenComments() {
    const { options, fileNames } = ts.parseJsonConfigFileContent(
        ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
        ts.sys,
        root,
    );
    const { modules, all } = examplesOf(fileNames);
    const host = ts.createCompilerHost(options, true);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (path) => modules.has(path) || fileExists(path);
    host.readFile = (path) => modules.get(path) ?? readFile(path);
    host.getSourceFile = (path, version, ...rest) => {
        const text = modules.get(path);
        return text === undefined
            ? getSourceFile(path, version, ...rest)
            : ts.createSourceFile(path, text, version, true);
    };
    const program = ts.createProgram(
        [...fileNames, ...modules.keys()],
        { ...options, noEmit: true, incremental: false },
        host,
    );
    const checker = program.getTypeChecker();
    /** @type {Set<string>} */
    const broken = new Set();

    /** @param {import("typescript").Node} node */
    function placeOf(node) {
        const file = node.getSourceFile();
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        return `${relative(root, file.fileName)}:${line + 1}`;
    }

    /** @param {import("typescript").Type} type */
    function isBoolean(type) {
        const parts = type.isUnion() ? type.types : [type];
        const empty = ts.TypeFlags.Undefined | ts.TypeFlags.Null;
        const real = parts.filter((part) => !(part.flags & empty));
        return real.length > 0 && real.every((part) => part.flags & ts.TypeFlags.BooleanLike);
    }

    /** @param {import("typescript").Node} node */
    function describesBoolean(node) {
        const target = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : node;
        const type = checker.getTypeAtLocation(target);
        const calls = type.getCallSignatures();
        return (
            isBoolean(type) || (calls.length > 0 && calls.every((call) => isBoolean(call.getReturnType())))
        );
    }

    /** @param {import("typescript").Node} node */
    function checkBeginnings(node) {
        for (const comment of ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)) {
            // An initializer is asked as well, and has the comments of its variable.
            if (comment.parent !== node) continue;
            const text = (ts.getTextOfJSDocComment(comment.comment) ?? "").trim();
            const [word] = vague.exec(text) ?? [];
            if (word !== undefined && !(word === "Whether" && describesBoolean(node)))
                broken.add(`${placeOf(node)}: the doc comment begins with "${word}"`);
        }
        ts.forEachChild(node, checkBeginnings);
    }

    /** @param {import("typescript").Symbol} symbol @param {string} path */
    function checkMember(symbol, path) {
        const declaration = symbol.declarations?.find((node) =>
            node.getSourceFile().fileName.startsWith(`${lib}/`),
        );
        const isHidden = /^(_|#|constructor$|prototype$)/.test(symbol.name);
        if (declaration === undefined || isHidden) return;
        if (symbol.getJsDocTags().some(({ name }) => name === "internal")) return;
        if (ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() === "")
            broken.add(`${placeOf(declaration)}: ${path}.${symbol.name} has no doc comment`);
    }

    /** @param {import("typescript").Symbol} exported @param {string} door */
    function checkExport(exported, door) {
        const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
        const path = `${door}.${exported.name}`;
        const value = symbol.valueDeclaration;
        const isModule = symbol.flags & ts.SymbolFlags.ValueModule;
        if (isModule) return;
        if (value !== undefined) {
            // A type of the same name may have a comment, which the editor does not show for the value.
            const nodes = (symbol.declarations ?? []).filter((node) => !ts.isTypeAliasDeclaration(node));
            const texts = nodes.flatMap((node) =>
                ts.getJSDocCommentsAndTags(node).map((comment) => ts.getTextOfJSDocComment(comment.comment)),
            );
            if (!texts.some((text) => text?.trim()))
                broken.add(`${placeOf(value)}: ${path} has no doc comment`);
        } else if (ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() === "") {
            const [type] = symbol.declarations ?? [];
            // The type of a class's objects is shown with the class.
            if (type !== undefined) broken.add(`${placeOf(type)}: type ${path} has no doc comment`);
        }
        /** @type {import("typescript").Type[]} */
        const types = [];
        if (value !== undefined) {
            const type = checker.getTypeOfSymbol(symbol);
            for (const call of type.getConstructSignatures()) types.push(call.getReturnType());
            if (type.getConstructSignatures().length > 0) types.push(type);
        }
        if (symbol.flags & ts.SymbolFlags.Type) types.push(checker.getDeclaredTypeOfSymbol(symbol));
        for (const type of types) {
            for (const member of type.getProperties()) checkMember(member, path);
        }
    }

    for (const path of modules.keys()) {
        if (path === all) continue;
        const file = program.getSourceFile(path);
        for (const { code, messageText } of program.getSemanticDiagnostics(file)) {
            const message = ts.flattenDiagnosticMessageText(messageText, " ");
            if (!UNKNOWN.includes(code)) broken.add(`${message} in this example:\n${modules.get(path)}`);
        }
    }
    for (const file of program.getSourceFiles()) {
        if (file.fileName.startsWith(`${lib}/`)) checkBeginnings(file);
    }
    for (const door of doors()) {
        const file = program.getSourceFile(`${lib}/${door}.ts`);
        const module = file && checker.getSymbolAtLocation(file);
        if (module === undefined) throw new Error(`lib/${door}.ts is no module`);
        for (const exported of checker.getExportsOfModule(module)) checkExport(exported, door);
    }
    return [...broken];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
    const broken = brokenComments();
    for (const line of broken) console.error(line);
    if (broken.length > 0) process.exitCode = 1;
}
