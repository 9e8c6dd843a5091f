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
    const isReached = ({ literal, path }: CapturedLiteral) => {
        const [, holder, key] = /(?:^|\.)([\w$]+)\.([\w$]+)$/.exec(path) ?? [];
        if (key === undefined || FIELD.test(key)) return true;
        const others = texts.filter((text) => text !== literal.source);
        return others.some((text) => hasWord(text, key) || isIndexed(text, holder));
    };
    const isCalled = ({ member }: Change, { heritage }: Literal) =>
        member === null ||
        (heritage !== null && HOOK.test(member)) ||
        target.endsWith(member) ||
        mentions(texts, member);
    for (const each of captured) {
        const { literal, scopes } = each;
        if (literal.free === null || isDone.has(literal) || isPackage(literal.url)) continue;
        const isCalledHere = (change: Change) => isCalled(change, literal) && isReached(each);
        if (warnOfLiteral(literal, scopes, isCalledHere)) isDone.add(literal);
    }
}

/** A literal of which the thread gets a function or class, and what is around one of these. */
export interface CapturedLiteral {
    literal: Literal;
    scopes: Record<string, unknown>[];
    /** The way to it, such as `settings.load`: an object comes with functions that nothing may call. */
    path: string;
}

/** True if a text has a name. */
function hasWord(text: string, name: string): boolean {
    return new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(text);
}

/** True if a text may take any function out of an object. */
function isIndexed(text: string, holder: string): boolean {
    const name = holder.replaceAll("$", "\\$");
    return new RegExp(`(?<![\\w$])${name}\\s*(?:\\?\\.)?\\[|(?:values|entries)\\(\\s*${name}`).test(text);
}

/** Methods of subclasses that the package calls. */
const HOOK = /^(?:run|handle\w*|setup|finish\w*|\w+_request|service_actions|server_\w+)$/;

/** Fields whose functions the package calls, and the way to an object's class. */
const FIELD = /^(?:__proto__|target|function|fn|action|initializer|excepthook)$/;

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
