import { builtinModules } from "node:module";
import { sep } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The values that every thread has for itself, which cross by name: what the language and Node provide, and what packages
 * export.
 */

/** A module, "" for the global object, and the properties that lead from it to the value. */
export type Path = readonly string[];

export const GLOBAL = "";
/** Before the name of a module of this package, which the bundle has. */
const OWN = "pysocket:";
/** Stands for the classes of generator and async functions, which no global names. */
const FUNCTION_CLASSES = "\u0000functions";

/** The folder of the bundle, which holds this module. */
const library = __dirname + sep;
const libraryUrl = pathToFileURL(library).href;

/** True for the package's own modules, by path or URL. */
export function isOwnModule(file: string): boolean {
    return file.startsWith(library) || file.startsWith(libraryUrl);
}

export function isPackage(file: string): boolean {
    return /[\\/]node_modules[\\/]/.test(file) || isOwnModule(file);
}

const GLOBAL_NAMES = new Set(
    (
        "Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise " +
        "RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError globalThis " +
        "JSON Math Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array " +
        "Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt " +
        "Set Iterator WeakMap WeakSet WeakRef Proxy Reflect FinalizationRegistry decodeURI decodeURIComponent " +
        "encodeURI encodeURIComponent escape unescape eval isFinite isNaN SharedArrayBuffer SuppressedError " +
        "DisposableStack AsyncDisposableStack Temporal console process Buffer URL URLSearchParams TextEncoder " +
        "TextDecoder AbortController AbortSignal Event EventTarget performance setTimeout clearTimeout setInterval " +
        "clearInterval setImmediate clearImmediate queueMicrotask structuredClone fetch crypto WebAssembly " +
        "MessageChannel MessagePort Blob atob btoa global navigator DOMException Headers Request Response FormData " +
        "BroadcastChannel MessageEvent File WebSocket CustomEvent Performance ReadableStream WritableStream " +
        "TransformStream CompressionStream DecompressionStream Storage localStorage sessionStorage EventSource " +
        "CloseEvent PerformanceEntry SubtleCrypto Crypto CryptoKey Navigator"
    ).split(" "),
);

/** Getters of these load a module, or warn. */
const LAZY =
    /^(?:fetch|crypto|WebAssembly|MessageChannel|MessagePort|Blob|performance|Temporal|navigator|DOMException|Headers|Request|Response|FormData|BroadcastChannel|MessageEvent|File|WebSocket|.*Stream|.*Storage|EventSource|.*Event|Performance.*|.*Crypto.*|Navigator)$/;

/** Exports of the package's modules that a program may assign, and what they were at first. */
const ASSIGNABLE = /^(?:excepthook|_*std(?:in|out|err)_*)$/;

const functionClasses: Record<string, () => object> = {
    GeneratorFunction: () => function* () {},
    AsyncFunction: () => async () => {},
    AsyncGeneratorFunction: () => async function* () {},
};

const intrinsics = new Map<object, Path>();
const exported = new WeakMap<object, Path>();
/** The exports of whole modules, as `import * as` gives them in its default. */
const modules = new WeakMap<object, string>();
const seen = new Set<string>();
const exportedClasses: [Path, { prototype: object }][] = [];

let isWhole = false;
let builtinCount = -1;
let fileCount = -1;

/** True for a name that every thread has in its global object. */
export function isGlobalName(name: string): boolean {
    return GLOBAL_NAMES.has(name);
}

/** Looks for modules that were loaded since the last time. */
export function learnModules(): void {
    if (intrinsics.size === 0) addGlobals();
    const { moduleLoadList } = process as unknown as { moduleLoadList: string[] };
    if (moduleLoadList.length !== builtinCount) {
        builtinCount = moduleLoadList.length;
        const loaded = new Set(moduleLoadList);
        for (const name of builtinModules)
            if (!name.startsWith("_") && !seen.has(name) && loaded.has(`NativeModule ${name}`)) {
                seen.add(name);
                addModule(`node:${name}`, require(`node:${name}`));
            }
    }
    for (const name of takenCount === taken.size ? [] : taken)
        if (publicModules.has(name) && !seen.has(OWN + name)) {
            seen.add(OWN + name);
            addModule(OWN + name, loadOwn(name));
        }
    takenCount = taken.size;
    const files = Object.keys(require.cache);
    if (files.length === fileCount) return;
    fileCount = files.length;
    for (const file of files) {
        const module = require.cache[file];
        if (seen.has(file) || !module?.loaded || !isPackage(file) || isOwnModule(file)) continue;
        seen.add(file);
        addModule(file, module.exports);
    }
}

/** The modules of this package that a program, or the package itself, has taken out of the bundle. */
const taken = new Set<string>();
let takenCount = 0;
let loadOwn: (name: string) => unknown = () => undefined;

/** Called by the bundle with what loads its modules. Returns the same, which notes what is loaded. */
export function noteLoads(load: (name: string) => unknown): (name: string) => unknown {
    loadOwn = load;
    return (name) => {
        taken.add(name);
        return load(name);
    };
}

let publicModules: ReadonlySet<string> = new Set();

/** Makes the public modules of the package known, whose exports cross by name. */
export function definePublicModules(names: readonly string[]): void {
    publicModules = new Set(names);
}

/** Has an object cross by the names that lead to it from the exports of a module of the package. */
export function nameExport(value: object, module: string, ...keys: string[]): void {
    exported.set(value, [OWN + module, ...keys]);
}

/** Loads the public modules: one of their classes may have come to the program without them. */
function loadPublicModules(): void {
    for (const name of publicModules) taken.add(name);
    publicModulesLoaded = true;
    learnModules();
}
let publicModulesLoaded = false;

/** Returns the path of a value that every thread has; undefined for any other value. */
export function pathOf(value: object): Path | undefined {
    return intrinsics.get(value) ?? exported.get(value);
}

/** Like `pathOf()`, but looks in all places, which takes some ms once. */
export function pathAnywhere(value: object): Path | undefined {
    if (!isWhole) addAllIntrinsics();
    return pathOf(value) ?? methodPath(value);
}

/** Like `pathAnywhere()`, for a value of this package. */
export function ownPath(value: object): Path | undefined {
    if (!publicModulesLoaded) loadPublicModules();
    return pathAnywhere(value);
}

/** The module whose exports these are. */
export function moduleOf(exports: object): string | undefined {
    return modules.get(exports);
}

/** The value of a path, in this thread. */
export function valueAt([module, ...keys]: Path): unknown {
    if (module === FUNCTION_CLASSES) {
        const made = functionClasses[keys.shift() as string]();
        return keys.reduce(read, Object.getPrototypeOf(made));
    }
    return keys.reduce(read, moduleAt(module));
}

/** A module that has a path, in this thread. */
export function moduleAt(module: string): unknown {
    if (module === GLOBAL) return globalThis;
    if (!module.startsWith(OWN)) return require(module);
    const name = module.slice(OWN.length);
    // The thread may pass on what comes from there.
    taken.add(name);
    return loadOwn(name);
}

function read(object: unknown, key: string): unknown {
    if (key === "__proto__") return Object.getPrototypeOf(object);
    const accessor = /^(get|set) /.exec(key)?.[1] as "get" | "set" | undefined;
    if (accessor === undefined) return (object as Record<string, unknown>)[key];
    return Object.getOwnPropertyDescriptor(object, key.slice(4))?.[accessor];
}

function isObject(value: unknown): value is object {
    return (typeof value === "object" && value !== null) || typeof value === "function";
}

function addGlobals(): void {
    intrinsics.set(globalThis, [GLOBAL]);
    intrinsics.set(process.env, [GLOBAL, "process", "env"]);
    for (const name of GLOBAL_NAMES) {
        if (LAZY.test(name) || !(name in globalThis)) continue;
        const value = (globalThis as Record<string, unknown>)[name];
        if (isObject(value) && !intrinsics.has(value)) intrinsics.set(value, [GLOBAL, name]);
    }
    for (const [name, make] of Object.entries(functionClasses)) {
        const path = [FUNCTION_CLASSES, name];
        const prototype = Object.getPrototypeOf(make());
        intrinsics.set(prototype, path);
        intrinsics.set(prototype.constructor, [...path, "constructor"]);
        if (prototype.prototype) intrinsics.set(prototype.prototype, [...path, "prototype"]);
    }
    for (const Class of [Object, Array, Function, Error, Map, Set])
        intrinsics.set(Class.prototype, [GLOBAL, Class.name, "prototype"]);
}

function addAllIntrinsics(): void {
    isWhole = true;
    for (const name of GLOBAL_NAMES) {
        if (!(name in globalThis)) continue;
        const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
        const value = descriptor?.value ?? (LAZY.test(name) ? undefined : read(globalThis, name));
        if (!isObject(value)) continue;
        const path = [GLOBAL, name];
        if (!intrinsics.has(value)) intrinsics.set(value, path);
        if (value !== globalThis && value !== process) addParts(value, path, 2);
    }
    for (const file of seen) if (builtinModules.includes(file)) addModule(`node:${file}`, require(file));
}

/** Adds the functions in an intrinsic object, and in its prototype. */
function addParts(object: object, path: Path, depth: number): void {
    for (const key of Reflect.ownKeys(object)) {
        if (typeof key === "symbol" || key === "constructor") continue;
        const descriptor = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
        const parts = { value: [key], get: [`get ${key}`], set: [`set ${key}`] };
        for (const [how, name] of Object.entries(parts)) {
            const value = descriptor[how as "value"];
            if (!isObject(value) || intrinsics.has(value)) continue;
            intrinsics.set(value, [...path, ...name]);
            if (depth > 1 || key === "prototype") addParts(value, [...path, ...name], depth - 1);
        }
    }
    const parent = Object.getPrototypeOf(object);
    if (isObject(parent) && !intrinsics.has(parent)) intrinsics.set(parent, [...path, "__proto__"]);
}

/** Adds the exports of a builtin or of a package; user modules cross by value. */
function addModule(name: string, exports: unknown): void {
    if (!isObject(exports)) return;
    modules.set(exports, name);
    if (pathOf(exports) === undefined) exported.set(exports, [name]);
    // A builtin's functions are looked up when the first one comes.
    for (const key of Object.keys(exports)) {
        const descriptor = Object.getOwnPropertyDescriptor(exports, key);
        const isGetter = descriptor?.get !== undefined;
        if (isGetter && name.startsWith("node:")) continue;
        // The program may have set it, and to read a stream makes it.
        if (name.startsWith(OWN) && ASSIGNABLE.test(key)) continue;
        const value = isGetter ? attempt(() => read(exports, key)) : descriptor?.value;
        if (!isObject(value) || pathOf(value) !== undefined) continue;
        exported.set(value, [name, key]);
        const { prototype } = value as { prototype?: object };
        if (typeof value !== "function" || !isObject(prototype)) continue;
        if (pathOf(prototype) === undefined) exported.set(prototype, [name, key, "prototype"]);
        exportedClasses.push([[name, key], value as unknown as { prototype: object }]);
    }
}

let methodsKnown = 0;

/** Methods of exported classes, such as the one in `server.serve_forever.bind(server)`. */
function methodPath(value: object): Path | undefined {
    for (; methodsKnown < exportedClasses.length; methodsKnown++) {
        const [path, { prototype }] = exportedClasses[methodsKnown];
        const keys = [...path, "prototype"];
        for (let each = prototype; each && !intrinsics.has(each); each = Object.getPrototypeOf(each)) {
            if (pathOf(each) === undefined) exported.set(each, [...keys]);
            addMethods(each, keys);
            keys.push("__proto__");
        }
    }
    return exported.get(value);
}

function addMethods(prototype: object, path: Path): void {
    for (const key of Reflect.ownKeys(prototype)) {
        if (typeof key === "symbol" || key === "constructor") continue;
        const descriptor = Object.getOwnPropertyDescriptor(prototype, key) as PropertyDescriptor;
        for (const how of ["value", "get", "set"] as const) {
            const method = descriptor[how];
            if (typeof method !== "function" || pathOf(method) !== undefined) continue;
            exported.set(method, [...path, how === "value" ? key : `${how} ${key}`]);
        }
    }
}

function attempt<T>(action: () => T): T | undefined {
    try {
        return action();
    } catch {
        return undefined;
    }
}
