import { readFileSync, realpathSync } from "node:fs";
import type { Runtime, Session } from "node:inspector";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { RuntimeError } from "../python/exceptions";

/**
 * The scopes of a function, which JavaScript has no other access to: an inspector session of the same thread hands out
 * their values, synchronously and with their identity.
 */

export interface Location {
    scriptId: string;
    lineNumber: number;
    columnNumber: number;
}

/** Facts that V8 has about a function. */
export interface Inspection {
    location: Location | null;
    /** The variables around it, the innermost scope first: copies, without the global scope. */
    scopes: Record<string, unknown>[];
    /** True in an ES module. */
    inModule: boolean;
    /** For a bound function. */
    bound: { target: object; self: unknown; args: unknown[] } | null;
}

/** Evaluates an expression where a function was entered. */
export type Evaluate = (expression: string) => unknown;

const SLOT = "\u0000pysocket.capture";
const SLOT_EXPRESSION = `globalThis[${JSON.stringify(SLOT)}]`;
const HAND_OUT_SCOPES = `function(){${SLOT_EXPRESSION}.taken=Array.from(this,each=>[each.description,each.object])}`;
const HAND_OUT = `function(){${SLOT_EXPRESSION}.taken=this}`;
const GROUP = "pysocket";

/** With the debugger on, each inspection costs three times as much; to turn it on costs some 25 ms. */
const INSPECTIONS_WITH_DEBUGGER = 200;

/** A session keeps some 8 KB of each pause until it is closed. */
const PAUSES_PER_SESSION = 500;

/** A place where JavaScript and the inspector's expressions both reach. */
const slot: { given: unknown; taken: unknown; argument: unknown } = {
    given: null,
    taken: null,
    argument: null,
};

let session: Session | null = null;
let onPause: ((frameId: string) => void) | null = null;
let isDebugging = false;
let sinceLastPause = 0;
let pauses = 0;

// biome-ignore lint/suspicious/noExplicitAny: each method of the protocol has a result of its own
type Result = any;

function open(): Session {
    if (session !== null) return session;
    try {
        const inspector = require("node:inspector") as typeof import("node:inspector");
        session = new inspector.Session();
        session.connect();
    } catch (error) {
        session = null;
        throw Object.assign(
            new RuntimeError(
                "a thread cannot be given a function: the inspector, which tells what the function reads, is not available (with --permission, Node needs --allow-inspector)",
            ),
            { cause: error },
        );
    }
    session.on("Debugger.paused", ({ params }) => onPause?.(params.callFrames[0].callFrameId));
    // The inspector evaluates in the context of the process; a test runner may have loaded this in one of its own.
    for (const global of [globalThis, runInThisContext("globalThis")])
        Object.defineProperty(global, SLOT, { value: slot, configurable: true, enumerable: false });
    return session;
}

function close(): void {
    session?.disconnect();
    session = null;
    isDebugging = false;
}

/** Calls a method of the protocol, whose answer comes at once. */
function post(method: string, params: object = {}): Result {
    let failure: Error | null = null;
    let answer: Result;
    open().post(method, params, (error: Error | null, result: Result) => {
        failure = error;
        answer = result;
    });
    if (failure !== null) throw new RuntimeError(`${method}: ${(failure as Error).message}`);
    return answer;
}

function take(objectId: string, functionDeclaration: string): unknown {
    post("Runtime.callFunctionOn", { objectId, functionDeclaration });
    const { taken } = slot;
    slot.taken = null;
    return taken;
}

function give(value: unknown): string {
    slot.given = value;
    const { result } = post("Runtime.evaluate", {
        expression: `${SLOT_EXPRESSION}.given`,
        objectGroup: GROUP,
    });
    slot.given = null;
    return result.objectId;
}

function propertiesOf(value: unknown): {
    internalProperties?: Runtime.InternalPropertyDescriptor[];
    privateProperties?: { name: string }[];
} {
    open();
    return post("Runtime.getProperties", { objectId: give(value), ownProperties: true });
}

/** Returns the location and the scopes of a function, or what a bound one is made of. */
export function inspectFunction(callable: object): Inspection {
    if (isDebugging && onPause === null && ++sinceLastPause > INSPECTIONS_WITH_DEBUGGER) stopDebugging();
    const found: Inspection = { location: null, scopes: [], inModule: false, bound: null };
    const bound: Record<string, unknown> = {};
    for (const { name, value } of propertiesOf(callable).internalProperties ?? []) {
        if (name === "[[FunctionLocation]]") found.location = value?.value;
        else if (name === "[[Scopes]]") readScopes(found, value?.objectId as string);
        else if (/^\[\[(?:TargetFunction|Bound(?:This|Args))\]\]$/.test(name))
            bound[name] = value?.objectId === undefined ? value?.value : take(value.objectId, HAND_OUT);
    }
    post("Runtime.releaseObjectGroup", { objectGroup: GROUP });
    if ("[[TargetFunction]]" in bound)
        found.bound = {
            target: bound["[[TargetFunction]]"] as object,
            self: bound["[[BoundThis]]"],
            args: Array.from((bound["[[BoundArgs]]"] ?? []) as unknown[]),
        };
    return found;
}

function readScopes(found: Inspection, objectId: string): void {
    const scopes = take(objectId, HAND_OUT_SCOPES) as [string, Record<string, unknown>][];
    for (const [description, object] of scopes) {
        if (description === "Global") continue;
        if (description === "Module") found.inModule = true;
        found.scopes.push(object);
    }
}

/** Returns what a proxy stands for. */
export function targetOf(proxy: object): unknown {
    const target = propertiesOf(proxy).internalProperties?.find(({ name }) => name === "[[Target]]");
    const value = target?.value?.objectId === undefined ? undefined : take(target.value.objectId, HAND_OUT);
    post("Runtime.releaseObjectGroup", { objectGroup: GROUP });
    return value;
}

/** Returns the names of an object's private fields. */
export function privateNamesOf(object: object): string[] {
    const { privateProperties = [] } = propertiesOf(object);
    post("Runtime.releaseObjectGroup", { objectGroup: GROUP });
    return privateProperties.map(({ name }) => name);
}

/**
 * Calls `callable`, stops before its first statement, gives `look` an evaluator in that place, and ends the call: the
 * body never runs. Returns the result of `look`; null if the function could not be entered.
 */
export function enter<T>(
    callable: (...args: unknown[]) => unknown,
    look: (evaluate: Evaluate) => T,
): { result: T } | null {
    startDebugging();
    const { breakpointId } = post("Debugger.setBreakpointOnFunctionCall", { objectId: give(callable) });
    let outcome: { result: T } | null = null;
    let failure: unknown = null;
    onPause = (callFrameId) => {
        onPause = null;
        try {
            outcome = { result: look((expression) => evaluateIn(callFrameId, expression)) };
        } catch (error) {
            failure = error;
        }
        post("Runtime.terminateExecution");
    };
    slot.given = callable;
    // Default values of parameters would be evaluated before the pause.
    slot.argument = anything;
    try {
        const args = Array(8).fill(`${SLOT_EXPRESSION}.argument`);
        const expression = `${SLOT_EXPRESSION}.given(${args})`;
        session?.post("Runtime.evaluate", { expression, objectGroup: GROUP, silent: true });
    } finally {
        onPause = null;
        slot.given = slot.argument = null;
        post("Debugger.removeBreakpoint", { breakpointId });
        post("Runtime.releaseObjectGroup", { objectGroup: GROUP });
    }
    if (++pauses % PAUSES_PER_SESSION === 0) close();
    if (failure !== null) throw failure;
    return outcome;
}

/** An argument from which any pattern can take what it likes. */
const anything: unknown = new Proxy(() => {}, {
    get: (_, key) => (key === Symbol.iterator ? endless : anything),
});

function* endless(): Generator {
    for (;;) yield anything;
}

function evaluateIn(callFrameId: string, expression: string): unknown {
    const { exceptionDetails } = post("Debugger.evaluateOnCallFrame", {
        callFrameId,
        expression: `${SLOT_EXPRESSION}.taken=(${expression})`,
        silent: true,
        objectGroup: GROUP,
    });
    if (exceptionDetails !== undefined) throw new RuntimeError(exceptionDetails.exception?.description);
    const { taken } = slot;
    slot.taken = null;
    return taken;
}

function startDebugging(): void {
    sinceLastPause = 0;
    if (isDebugging) return;
    post("Debugger.enable", { maxScriptsCacheSize: 0 });
    isDebugging = true;
}

function stopDebugging(): void {
    post("Debugger.disable");
    isDebugging = false;
}

const urls = new Map<string, string>();

/** Returns the URL of the script that has `text` at a location; "" for one without a file. */
export function urlOf({ scriptId, lineNumber, columnNumber }: Location, text: string): string {
    let url = urls.get(scriptId) ?? fileWith(text, lineNumber, columnNumber);
    if (url === null) {
        readCoveredUrls();
        if (!urls.has(scriptId)) readAllUrls();
        url = urls.get(scriptId) ?? "";
    }
    if (url.startsWith("/") || /^[a-z]:\\/i.test(url)) url = pathToFileURL(url).href;
    urls.set(scriptId, url);
    return url;
}

/** The file that has the text at this place: no inspector need be asked, which takes longer. */
function fileWith(text: string, line: number, column: number): string | null {
    // The inspector gives the place of the parameters, before which the name stands.
    const head = isPlacedAtStart(text) ? 0 : text.indexOf("(");
    if (text.length < 12 || text.slice(0, head).includes("\n")) return null;
    const files = Object.keys(require.cache).filter((file) => !/[\\/]node_modules[\\/]/.test(file));
    for (const file of [process.argv[1], ...files]) {
        const source = file && readSource(file);
        if (!source) continue;
        let start = 0;
        for (let skipped = 0; skipped < line && start >= 0; skipped++)
            start = source.indexOf("\n", start) + 1 || -1;
        if (start >= 0 && source.startsWith(text, start + column - head))
            return pathToFileURL(realpathSync(file)).href;
    }
    return null;
}

/** True for arrow functions and classes, whose location is that of their first character. */
export function isPlacedAtStart(text: string): boolean {
    return isArrow(text) || /^class\b/.test(text);
}

export function isArrow(text: string): boolean {
    return /^(?:async\b\s*)?(?:\(|[\p{ID_Start}$_][\p{ID_Continue}$]*\s*=>)/u.test(text);
}

function readSource(file: string): string | null {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return null;
    }
}

/** Notes the URLs of the scripts that have run and whose feedback is still there. */
function readCoveredUrls(): void {
    post("Profiler.enable");
    for (const { scriptId, url } of post("Profiler.getBestEffortCoverage").result) urls.set(scriptId, url);
    post("Profiler.disable");
}

/** Notes the URLs of all scripts, which the debugger announces when it is enabled: this takes longer. */
function readAllUrls(): void {
    const current = open();
    const note = ({ params }: { params: { scriptId: string; url: string } }) => {
        urls.set(params.scriptId, params.url);
    };
    const wasDebugging = isDebugging;
    if (wasDebugging) stopDebugging();
    current.on("Debugger.scriptParsed", note);
    startDebugging();
    current.removeListener("Debugger.scriptParsed", note);
    if (!wasDebugging) stopDebugging();
}

/** The path of a file, or the URL itself: as stack traces of its module show it. */
export function fileNameOf(url: string, inModule: boolean): string {
    return inModule || !url.startsWith("file:") ? url : fileURLToPath(url);
}
