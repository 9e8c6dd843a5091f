import { fileNameOf } from "./inspector";
import { applyAnalysis, isFirst, type Literal } from "./literals";
import type { Change } from "./parse";
import { isPackage, pathOf } from "./references";

/**
 * Warns, once for each variable, of the one thing in which threads differ from Python's: a plain variable or container
 * that a thread changes is a copy of its own.
 */
export function warnOfChanges(literal: Literal, scopes: Record<string, unknown>[], target: string): void {
    if (target === "" || literal.free === null || isDone.has(literal) || isPackage(literal.url)) return;
    isDone.add(literal);
    for (const name of literal.free) {
        const scope = scopes.find((each) => Object.hasOwn(each, name));
        if (scope === undefined) continue;
        const isContainer = isPlainContainer(scope, name);
        // Containers are changed by methods, which only the parser sees.
        const analysis = isContainer ? applyAnalysis(literal) : literal.analysis;
        const changes = analysis?.free.get(name)?.changes ?? [];
        const change = changes.find(({ assigns }) => assigns || isContainer);
        if (change !== undefined) warn(literal, name, change);
    }
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
