import { fileNameOf } from "./inspector";
import { applyAnalysis, isFirst, type Literal } from "./literals";
import type { Change } from "./parse";
import { isPackage, pathOf } from "./references";

/**
 * Warns, once for each variable, of the one thing in which threads differ from Python's: a plain variable or container
 * that a thread changes is a copy of its own.
 */
export function warnOfChanges(captured: readonly CapturedLiteral[], target: string): void {
    if (target === "") return;
    const texts = captured.map(({ literal }) => literal.source);
    const isCalled = ({ member }: Change) =>
        member === null || HOOK.test(member) || target.endsWith(member) || mentions(texts, member);
    for (const { literal, scopes } of captured)
        if (literal.free !== null && !isDone.has(literal) && !isPackage(literal.url))
            if (warnOfLiteral(literal, scopes, isCalled)) isDone.add(literal);
}

/** A literal of which the thread gets a function or class, and what is around one of these. */
export interface CapturedLiteral {
    literal: Literal;
    scopes: Record<string, unknown>[];
}

/** Methods that the package calls. */
const HOOK = /^(?:run|handle\w*|setup|finish\w*|\w+_request|service_actions|server_\w+)$/;

/** True if some text calls a method of that name: an object comes with all methods of its class. */
function mentions(texts: readonly string[], member: string): boolean {
    const use =
        member === "constructor"
            ? /\bnew\s|\bsuper\s*\(/
            : new RegExp(`[.\\["']${member.replaceAll("$", "\\$")}\\b`);
    return texts.some((text) => use.test(text));
}

/** False if another capture may have to warn. */
function warnOfLiteral(
    literal: Literal,
    scopes: Record<string, unknown>[],
    isCalled: (change: Change) => boolean,
): boolean {
    let isSettled = true;
    for (const name of literal.free ?? []) {
        const scope = scopes.find((each) => Object.hasOwn(each, name));
        if (scope === undefined) continue;
        const isContainer = isPlainContainer(scope, name);
        // Containers are changed by methods, which only the parser sees.
        const analysis = isContainer ? applyAnalysis(literal) : literal.analysis;
        const changes = analysis?.free.get(name)?.changes ?? [];
        const possible = changes.filter(({ assigns }) => assigns || isContainer);
        const change = possible.find(isCalled);
        if (change !== undefined) warn(literal, name, change);
        else if (possible.length > 0) isSettled = false;
    }
    return isSettled;
}

const isDone = new WeakSet<Literal>();

function warn(literal: Literal, name: string, { start, text, assigns }: Change): void {
    const line = literal.line + literal.source.slice(0, start).split("\n").length;
    const file = literal.url === "" ? "" : ` (${fileNameOf(literal.url, false)}:${line})`;
    if (!isFirst(`${literal.url}:${name}`)) return;
    const what = assigns ? `assigning '${name}'` : `'${text}'`;
    const instead = assigns ? "shared.Value()" : "shared.list() or shared.dict()";
    process.emitWarning(
        `${what} changes this thread's own copy of '${name}'${file}: use ${instead}`,
        "ThreadCopyWarning",
    );
}

function isPlainContainer(scope: Record<string, unknown>, name: string): boolean {
    let value: unknown;
    try {
        value = scope[name];
    } catch {
        return false;
    }
    // Each thread has the module itself: `threading.excepthook = f` there is no slip.
    if (typeof value !== "object" || value === null || pathOf(value) !== undefined) return false;
    const prototype = Object.getPrototypeOf(value);
    return [Array, Map, Set, Object].some((each) => each.prototype === prototype) || prototype === null;
}
