import Module, { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { native } from "../native/addon";
import { RuntimeError, TypeError } from "../python/exceptions";
import { poolWorkerData } from "../runtime/environment";
import { ImportEnded, setImporting } from "../runtime/import-guard";
import { accessor, type Loaded, withAccessor } from "./accessor";

/**
 * The modules of the functions and classes that threads run, as a pool worker sees them. A worker
 * imports a module once; what is in its top-level scope, exported or not, is reached through an
 * accessor that a load hook puts on line 1 of the source, where it shifts no line.
 */

/** Evaluates an expression in the top-level scope of a module. */
type Scope = (expression: string) => unknown;

// The accessor runs before anything else of its module and hands itself in here.
const scopes = new Map<string, Scope>();
const registered = Symbol.for("pysocket.scopes");
(globalThis as Record<symbol, unknown>)[registered] = scopes;

/** Modules whose import was tried, with what it failed with. */
const imported = new Map<string, unknown>();

/**
 * The function or class named `name` whose source is `source`, from the module that `callingModule`
 * gave. One that the name does not find, such as an arrow function given as an argument, is made
 * anew from its source in the module's scope. A promise for an ES module's first import.
 */
export function locate(module: string | null, name: string, source: string): unknown {
    if (module === null || imported.has(module)) return find(module, name, source);
    if (module.startsWith("file:")) return importModule(module).then(() => find(module, name, source));
    requireModule(module);
    return find(module, name, source);
}

/** The same, at once: for a module that has not been imported, from the source alone. */
export function locateNow(module: string | null, name: string, source: string): unknown {
    const unknown = module === null || (module.startsWith("file:") && !imported.has(module));
    return unknown ? find(null, name, source) : locate(module, name, source);
}

function find(module: string | null, name: string, source: string): unknown {
    const scope = module === null ? evaluate : scopes.get(module);
    if (scope === undefined)
        throw (
            imported.get(module as string) ??
            new RuntimeError(`cannot import ${module}: a module that it imports has no main guard`)
        );
    const named = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
        ? attempt(() => scope(name))
        : undefined;
    if (isSame(named, source)) return named;
    const exported = module === null ? undefined : findExported(name, source);
    if (exported !== undefined) return exported;
    const failure = module === null ? undefined : imported.get(module);
    if (failure !== undefined) throw failure;
    if (!isMethod(source)) return scope(`(${source})`);
    return withoutObject(name, scope(`({ ${source} })[${JSON.stringify(methodName(source))}]`) as Method);
}

type Method = (...args: unknown[]) => unknown;

/** A method that asks for its object says what is wrong, not what an object that is not there lacks. */
function withoutObject(name: string, method: Method): Method {
    const fail = () => {
        throw new TypeError(
            `${name}() was passed to a thread without its object: pass a function that calls it, and the object in args`,
        );
    };
    const nobody = new Proxy({}, { get: fail, set: fail, has: fail, deleteProperty: fail });
    return (...args) => method.apply(nobody, args);
}

/** The class may come from a module that the calling one imported under another name. */
function findExported(name: string, source: string): unknown {
    for (const module of Object.values(require.cache)) {
        const exports = attempt(() => (module?.exports as Record<string, unknown> | undefined)?.[name]);
        if (isSame(exports, source)) return exports;
    }
    return undefined;
}

function isSame(value: unknown, source: string): boolean {
    return typeof value === "function" && Function.prototype.toString.call(value) === source;
}

/** A method's source is no expression by itself. */
function isMethod(source: string): boolean {
    return attempt(() => new Function(`(${source})`)) === undefined;
}

function methodName(source: string): string | undefined {
    return /[\p{ID_Start}$_][\p{ID_Continue}$]*(?=\s*\()/u.exec(source)?.[0];
}

function evaluate(expression: string): unknown {
    return new Function("require", `return ${expression}`)(createRequire(join(process.cwd(), "_")));
}

function attempt<T>(action: () => T): T | undefined {
    try {
        return action();
    } catch {
        return undefined;
    }
}

function requireModule(file: string): void {
    const restore = compileForThread(file);
    // Another module may have required it, without an accessor.
    delete require.cache[file];
    try {
        setImporting(true);
        createRequire(file)(file);
        imported.set(file, undefined);
    } catch (error) {
        noteFailure(file, error);
    } finally {
        setImporting(false);
        restore();
    }
}

async function importModule(url: string): Promise<void> {
    await prepareToImport();
    try {
        setImporting(true);
        await import(url);
        imported.set(url, undefined);
    } catch (error) {
        noteFailure(url, error);
    } finally {
        setImporting(false);
    }
}

/** An import that the guard ended is good for what it declared; any other failure is kept for whoever needs more. */
function noteFailure(module: string, error: unknown): void {
    imported.set(module, error instanceof ImportEnded ? undefined : error);
}

interface CompilableModule {
    _compile(source: string, filename: string, ...rest: unknown[]): unknown;
}

const { prototype: modulePrototype, _extensions: extensions } = Module as unknown as {
    prototype: CompilableModule;
    _extensions: Record<string, (module: CompilableModule, file: string) => unknown>;
};

/** Until the returned function is called: `file` gets its accessor, and a module that acts ends there. */
function compileForThread(file: string): () => void {
    const compile = modulePrototype._compile;
    modulePrototype._compile = function (source, filename, ...rest) {
        if (typescript.test(filename)) native.module_set_source(filename, source);
        try {
            return compile.call(this, filename === file ? inject(source, file) : source, filename, ...rest);
        } catch (error) {
            // Thrown on, it would end the modules that require this one, and have Node forget it: a later
            // require would then run it once more, unguarded.
            if (error instanceof ImportEnded) return undefined;
            throw error;
        }
    };
    return () => {
        modulePrototype._compile = compile;
    };
}

/** Puts the accessor where it is evaluated first, and in the module's own scope. */
function inject(source: string, module: string): string {
    // tsx wraps a CommonJS module into a function of its own.
    const wrapper = /^(?:__filename="[^"]*";)?\(\(\)=>\{\n?/.exec(source)?.[0];
    const directive = /^\s*(["'])use strict\1;?/.exec(source)?.[0];
    const head = wrapper ?? directive ?? "";
    return head + accessor(module) + source.slice(head.length).replace(/^#!.*/, "");
}

type NextLoad = (url: string, context: unknown) => Loaded;

const { register, registerHooks } = Module as unknown as {
    register(specifier: string, parent: string): void;
    registerHooks?(hooks: { load(url: string, context: unknown, next: NextLoad): Loaded }): void;
};

let isPrepared = false;

/** From then on every ES module gets its accessor: a later thread may need one that another has imported. */
async function prepareToImport(): Promise<void> {
    if (isPrepared) return;
    isPrepared = true;
    if (runsUnderTsx) await import(TSX).then((tsx) => tsx.register());
    if (registerHooks !== undefined)
        registerHooks({ load: (url, context, next) => withAccessor(next(url, context), url) });
    else register("./load-hook.mjs", pathToFileURL(__filename).href);
}

const runsUnderTsx = poolWorkerData?.tsx === true;
// Not a literal: the package may not be there.
const TSX: string = "tsx/esm/api";
const typescript = /\.[cm]?tsx?$/;

// On Node 20 the loader of tsx, if the program runs under it, does not reach workers by itself. It costs
// several times what a thread costs: the first worker that needs it makes the sources for all.
if (runsUnderTsx) {
    for (const extension of [".ts", ".tsx", ".cts", ".mts"]) {
        extensions[extension] = (module, file) => {
            const source = native.module_source(file);
            if (source !== null) return module._compile(source, file);
            registerTsx(file);
            return extensions[extension](module, file);
        };
    }
}

function registerTsx(file: string): void {
    // Else esbuild would start a thread and a process for this worker, which would stay as long as it.
    process.env.ESBUILD_WORKER_THREADS ??= "0";
    createRequire(file)("tsx/cjs/api").register();
}
