// @ts-check

// The rules for doc comments in lib/: what a program sees in its editor has one, and it begins with a verb or a noun.

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { require, root } from "./run.mjs";

/** @type {typeof import("typescript")} */
const ts = require("typescript");

/** Beginnings that name nothing. "Whether" is for booleans. */
const vague = /^(What|Who|Whose|Where|How|The same|As above|Whether)\b/;

/** Returns a line for each doc comment that is missing or begins with a word that names nothing. */
export function brokenComments() {
    const { options, fileNames } = ts.parseJsonConfigFileContent(
        ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
        ts.sys,
        root,
    );
    const program = ts.createProgram(fileNames, { ...options, noEmit: true });
    const checker = program.getTypeChecker();
    const lib = join(root, "lib");
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
            node.getSourceFile().fileName.startsWith(lib.replaceAll("\\", "/")),
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

    for (const file of program.getSourceFiles()) {
        if (file.fileName.startsWith(lib.replaceAll("\\", "/"))) checkBeginnings(file);
    }
    const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const target of new Set(Object.values(exports))) {
        const source = target.replace("./dist/", "./lib/").replace(/\.js$/, ".ts");
        const file = program.getSourceFile(join(root, source));
        if (file === undefined) continue;
        const module = checker.getSymbolAtLocation(file);
        const door = source.replace(/^\.\/lib\/|\.ts$/g, "");
        for (const exported of module === undefined ? [] : checker.getExportsOfModule(module))
            checkExport(exported, door);
    }
    return [...broken];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
    const broken = brokenComments();
    for (const line of broken) console.error(line);
    if (broken.length > 0) process.exitCode = 1;
}
