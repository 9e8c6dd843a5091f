import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { threadId } from "node:worker_threads";
import { native } from "../native/addon";
import { type Inspection, isArrow, isPlacedAtStart, urlOf } from "./inspector";
import { type Analysis, analyse, type Mention, type Range } from "./parse";
import { isGlobalName } from "./references";
import { type Scan, scan } from "./scan";
import { sendSourceMap } from "./source-maps";

/** One place in a program's text that makes functions or classes, as other threads are told of it. */
export interface LiteralText {
    key: string;
    source: string;
    /** The URL of its file, or "". */
    url: string;
    /** In an ES module. */
    inModule: boolean;
    line: number;
    column: number;
    isClass: boolean;
    kind: Analysis["kind"];
    isStrict: boolean;
    metas: number[];
    statics: Range[];
    heritage: Range | null;
    early: string[];
}

/** A literal in the thread that captures its functions, which alone needs the rest. */
export interface Literal extends LiteralText {
    scriptId: string;
    isArrow: boolean;
    scan: Scan | null;
    analysis: Analysis | null;
    /** The variables of the scopes around it that it may mention. */
    free: string[] | null;
    /** Names that it may mention, and that no scope around it has. */
    others: string[];
    isSent: boolean;
    mentionsSent: boolean;
    /** One of its functions has a number. */
    isNumbered: boolean;
}

const literals = new Map<string, Literal>();
let count = 0;

/** Returns the literal that made a function, found by its place. */
export function literalOf(callable: object, inspection: Inspection): Literal {
    const location = inspection.location as NonNullable<Inspection["location"]>;
    const { scriptId, lineNumber, columnNumber } = location;
    const place = `${scriptId}:${lineNumber}:${columnNumber}`;
    const known = literals.get(place);
    if (known !== undefined) return known;
    const source = Function.prototype.toString.call(callable);
    const literal: Literal = {
        key: `${threadId}:${++count}`,
        source,
        url: urlOf(location, source),
        inModule: inspection.inModule,
        ...startOf(source, lineNumber, columnNumber),
        isClass: /^class\b/.test(source),
        kind: "expression",
        isStrict: true,
        metas: [],
        statics: [],
        heritage: null,
        early: [],
        scriptId,
        isArrow: isArrow(source),
        scan: scan(source),
        analysis: null,
        free: null,
        others: [],
        isSent: false,
        mentionsSent: false,
        isNumbered: false,
    };
    if (literal.scan === null) applyAnalysis(literal);
    else if (!literal.isArrow && !/^(?:async\s+)?function\b/.test(source)) literal.kind = "method";
    literal.isStrict = isStrict(callable, literal);
    literals.set(place, literal);
    return literal;
}

/** The place where a text begins: the inspector gives that of the parameters, or of a method's name. */
function startOf(source: string, line: number, column: number): { line: number; column: number } {
    if (isPlacedAtStart(source)) return { line, column };
    const head = source.slice(0, source.indexOf("("));
    const lines = head.split("\n").length - 1;
    return lines > 0
        ? { line: line - lines, column: 0 }
        : { line, column: Math.max(0, column - head.length) };
}

/** Parses a literal's text, if that has not been done. */
export function applyAnalysis(literal: Literal): Analysis {
    if (literal.analysis !== null) return literal.analysis;
    const analysis = analyse(literal.source);
    literal.analysis = analysis;
    const { kind, metas, statics, heritage } = analysis;
    Object.assign(literal, { kind, metas, statics, heritage, early: [...analysis.early] });
    return analysis;
}

/** Returns the variables that a literal may read and the scopes have. */
export function freeNames(literal: Literal, scopes: readonly object[]): string[] {
    if (literal.free !== null) return literal.free;
    const isBound = (name: string) => scopes.some((scope) => Object.hasOwn(scope, name));
    let names = [...(literal.scan?.names ?? applyAnalysis(literal).free.keys())].filter(isBound);
    const { assigned, destructures = false } = literal.scan ?? {};
    // Which of several variables of a name is assigned, only the parser can tell.
    if ((destructures && names.length > 0) || names.some((name) => assigned?.has(name)))
        names = [...applyAnalysis(literal).free.keys()].filter(isBound);
    literal.free = names;
    const mentioned = [...(literal.analysis?.free.keys() ?? literal.scan?.names ?? [])];
    literal.others = mentioned.filter((name) => !isBound(name) && !isGlobalName(name));
    return names;
}

/** True if the literal's text assigns the variable. */
export function assigns(literal: Literal, name: string): boolean {
    const changes = literal.analysis?.free.get(name)?.changes ?? [];
    return changes.some((change) => change.assigns);
}

function isStrict(callable: object, literal: Literal): boolean {
    if (literal.inModule || literal.isClass) return true;
    try {
        // Throws for strict functions, arrow functions and methods.
        void (callable as { caller: unknown }).caller;
        return false;
    } catch {
        // Most methods are members of classes, which are strict; of an object literal's nothing tells.
        return (
            literal.kind !== "expression" ||
            hasDirective(literal.url) ||
            /^function\b\s*[^*\s]/.test(literal.source)
        );
    }
}

const directives = new Map<string, boolean>();

/** True if a CommonJS file begins with "use strict". */
function hasDirective(url: string): boolean {
    let found = directives.get(url);
    if (found !== undefined) return found;
    found = false;
    try {
        const start = readFileSync(fileURLToPath(url), "utf8").slice(0, 8192);
        found = /^(?:#!.*\n)?(?:\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*["']use strict["']/.test(start);
    } catch {
        // It has no file.
    }
    directives.set(url, found);
    return found;
}

/** Makes a literal known to all threads, once. */
export function send(literal: Literal): void {
    if (literal.isSent) return;
    literal.isSent = true;
    const { scriptId, isArrow, scan, analysis, free, others, isSent, mentionsSent, isNumbered, ...text } =
        literal;
    sendSourceMap(literal.url);
    native.set_literal_text(literal.key, JSON.stringify(text));
}

/** Makes known where a literal mentions its variables, for those of them that functions share. */
export function sendMentions(literal: Literal): void {
    if (literal.mentionsSent) return;
    literal.mentionsSent = true;
    const entries = [...applyAnalysis(literal).free].map(([name, { mentions }]) => [name, mentions]);
    native.set_literal_text(mentionsKey(literal.key), JSON.stringify(Object.fromEntries(entries)));
}

function mentionsKey(key: string): string {
    return `${key} mentions`;
}

const received = new Map<string, LiteralText>();

/** Returns a literal that some thread has sent. */
export function receive(key: string): LiteralText {
    let text = received.get(key);
    if (text === undefined) {
        text = JSON.parse(native.literal_text(key) as string) as LiteralText;
        received.set(key, text);
    }
    return text;
}

export function receiveMentions(key: string): Record<string, Mention[]> {
    return JSON.parse(native.literal_text(mentionsKey(key)) as string);
}

/** True for the first of all threads that asks with this text: warnings are given once a process. */
export function isFirst(text: string): boolean {
    const key = `said ${text}`;
    if (native.literal_text(key) !== null) return false;
    native.set_literal_text(key, "");
    return true;
}
