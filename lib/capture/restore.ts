import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as vm from "node:vm";
import { TypeError } from "../python/exceptions";
import { KINDS } from "./capture";
import { noteNumber, withNumber } from "./classes";
import {
    type Cell,
    cellKeys,
    Flag,
    type FunctionNode,
    type Graph,
    type GraphNode,
    moduleVariables,
    NodeType,
    type Properties,
    type Reference,
    rebuilt,
    type Value,
} from "./graph";
import { fileNameOf } from "./inspector";
import { type LiteralText, receive, receiveMentions } from "./literals";
import type { Mention, Range } from "./parse";
import { makePoison } from "./poison";
import { moduleAt, type Path, valueAt } from "./references";
import { useSourceMap } from "./source-maps";

/** Makes the package's own objects, none of which this room knows. */
export interface Makers {
    /** An object of a described kind; `isNew` says that it has to be filled. */
    make(kind: string, content: unknown, prototype: object): { object: object; isNew: boolean };
    /** Gives an object the rest of what describes it. */
    complete(kind: string, object: object, rest: unknown): void;
    /** The value of this thread that has the name. */
    named(name: string): unknown;
}

/** Builds what another thread has captured. */
export function restore(graph: Graph, makers: Makers): unknown {
    return new Restoration(graph, makers).run();
}

/** The cells of modules' variables that this thread's job has, by their keys. */
const moduleCells = new Map<string, { cell: Cell; given: unknown }>();
/** The classes that have come in this job. */
const jobClasses = new Map<string, object>();
let hasJobs = false;

/** In a thread of the pool: from here on functions are made for another job, and share nothing with those before. */
export function beginJob(): void {
    hasJobs = true;
    moduleCells.clear();
    jobClasses.clear();
}

type AnyFunction = ((...args: unknown[]) => unknown) & { prototype: object };
/** Gives the function first, and then takes the values of its variables. */
type Maker = Generator<unknown, void, readonly unknown[]>;

class Restoration {
    readonly #root: Value;
    readonly #nodes: readonly GraphNode[];
    readonly #made: unknown[];
    readonly #isMade: boolean[];
    /** Objects that were here before, and keep the properties that they have. */
    readonly #isKept: boolean[] = [];
    readonly #makers: Makers;
    readonly #unfinished: (() => void)[] = [];

    constructor([root, ...nodes]: Graph, makers: Makers) {
        this.#root = root;
        this.#nodes = nodes;
        this.#made = new Array(nodes.length);
        this.#isMade = new Array(nodes.length).fill(false);
        this.#makers = makers;
    }

    run(): unknown {
        // First all objects, which may refer to one another, and then what is in them.
        for (let index = 0; index < this.#nodes.length; index++) this.#node(index);
        for (let index = 0; index < this.#nodes.length; index++) this.#fill(index);
        for (const finish of this.#unfinished) finish();
        return this.#value(this.#root);
    }

    #value(value: Value | unknown): unknown {
        return Array.isArray(value) ? this.#node(value[0]) : value;
    }

    #node(index: number): unknown {
        if (!this.#isMade[index]) this.#keep(index, this.#make(index));
        return this.#made[index];
    }

    #keep(index: number, made: unknown): void {
        // The making of what it depends on may have made it as well.
        if (this.#isMade[index]) return;
        this.#made[index] = made;
        this.#isMade[index] = true;
    }

    #make(index: number): unknown {
        const [type, ...content] = this.#nodes[index];
        const [first, second, third] = content;
        switch (type) {
            case NodeType.Named:
                return first === KINDS ? this.#makers.named(second as string) : valueAt(content as string[]);
            case NodeType.Namespace:
                return namespaceOf(first as string);
            case NodeType.Shared:
                return first;
            case NodeType.Poison:
                return makePoison(
                    { path: first as string, what: second as string, target: third as string },
                    (text) => new TypeError(text),
                );
            case NodeType.Symbol:
                return makeSymbol(first as string, second as string | undefined, third as string);
            case NodeType.Builtin:
                return this.#makeBuiltin(first as string, content.slice(1));
            case NodeType.Empty:
                return makeEmpty(first as string, this.#value(second) as object | null);
            case NodeType.List:
                return new Array(content.length);
            case NodeType.Record:
                return {};
            case NodeType.Object: {
                const found = third === undefined ? undefined : this.#staticOf(third as Reference, content);
                this.#isKept[index] = found !== undefined;
                return found ?? makeInstance(type, this.#value(first) as object | null);
            }
            case NodeType.Array:
            case NodeType.Map:
            case NodeType.Set:
            case NodeType.Error:
                return makeInstance(type, this.#value(first) as object | null);
            case NodeType.Function:
                return this.#makeFunction(index, this.#nodes[index] as FunctionNode);
            case NodeType.Prototype: {
                const { prototype } = this.#value(first) as AnyFunction;
                this.#isKept[index] = this.#isKept[(first as [number])[0]] === true;
                return prototype;
            }
            case NodeType.Member:
                return this.#memberOf(content);
            case NodeType.Bound:
                return this.#bind(content);
            case NodeType.Described: {
                const { object, isNew } = this.#makers.make(
                    first as string,
                    second,
                    this.#value(third) as object,
                );
                this.#isKept[index] = !isNew;
                return object;
            }
            case NodeType.Module:
                return this.#moduleThing(first as string, second as string, index);
            case NodeType.Made: {
                const make = this.#makers.named((first as Path)[0]) as AnyFunction;
                return make(...content.slice(1).map((each) => this.#value(each)));
            }
            case NodeType.Cell:
                return makeCell(second as string | null);
        }
    }

    #fill(index: number): void {
        const [type, ...content] = this.#nodes[index];
        const made = this.#made[index] as object;
        if (this.#isKept[index]) return;
        switch (type) {
            case NodeType.Described:
                // By then its contents are filled as well.
                this.#unfinished.push(() =>
                    this.#makers.complete(content[0] as string, made, this.#value(content[4])),
                );
                break;
            case NodeType.List:
                for (const [position, value] of content.entries())
                    (made as unknown[])[position] = this.#value(value);
                return;
            case NodeType.Record:
                this.#setProperties(made, [content as Value[], []]);
                return;
            case NodeType.Array:
                (made as unknown[]).length = content[2] as number;
                break;
            case NodeType.Map:
                for (let item = 0; item < (content[2] as Value[]).length; item += 2) {
                    const [key, value] = (content[2] as Value[]).slice(item, item + 2);
                    Map.prototype.set.call(made, this.#value(key), this.#value(value));
                }
                break;
            case NodeType.Set:
                for (const value of content[2] as Value[]) Set.prototype.add.call(made, this.#value(value));
                break;
            case NodeType.Prototype:
                if (content[2] !== undefined) setParent(made, this.#value(content[2]) as object | null);
                break;
            case NodeType.Cell:
                fillCell(made as Cell, content[1] as string | null, this.#value(content[0]));
                return;
        }
        this.#setProperties(made, propertiesOf(this.#nodes[index]));
    }

    #setProperties(object: object, properties: Properties): void {
        if (properties === null) return;
        const [plain, special] = properties;
        for (let index = 0; index < plain.length; index += 2) {
            const key = this.#value(plain[index]) as string;
            const value = this.#value(plain[index + 1]);
            // An ordinary assignment gives the object the shape that a constructor would, unless a setter is in the way.
            if (key in object) define(object, key, { value, ...descriptorOf(Flag.Ordinary) });
            else (object as Record<string, unknown>)[key] = value;
        }
        for (const [key, flags, ...values] of special) {
            const { writable, ...rest } = descriptorOf(flags as number);
            const [value, set] = values.map((each) => this.#value(each));
            const descriptor =
                values.length === 2
                    ? { get: value as () => unknown, set: set as () => void }
                    : { value, writable };
            define(object, this.#value(key) as string, { ...descriptor, ...rest });
        }
    }

    #makeBuiltin(name: string, content: unknown[]): object {
        const [first, second, third] = content;
        switch (name) {
            case "Buffer":
                return first as Buffer;
            case "ArrayBuffer": {
                const { buffer, byteOffset, byteLength } = first as Uint8Array;
                return buffer.slice(byteOffset, byteOffset + byteLength);
            }
            case "RegExp":
                return Object.assign(new RegExp(first as string, second as string), { lastIndex: third });
            case "Object":
                return Object(this.#value(first));
            default: {
                const Class = (globalThis as Record<string, unknown>)[name] as new (
                    ...args: unknown[]
                ) => object;
                return new Class(...content.map((each) => this.#value(each)));
            }
        }
    }

    /** The object that a class, which is here already, has in its static field. */
    #staticOf([index]: Reference, [prototype, , , key]: unknown[]): object | undefined {
        const Class = this.#node(index) as object;
        if (this.#isKept[index] !== true) return undefined;
        const found = Object.getOwnPropertyDescriptor(Class, key as string)?.value;
        const isSame = Object(found) === found && Object.getPrototypeOf(found) === this.#value(prototype);
        return isSame ? found : undefined;
    }

    #memberOf([owner, isStatic, key, how]: unknown[]): unknown {
        const Class = this.#value(owner) as AnyFunction;
        const object = isStatic ? Class : Class.prototype;
        return Object.getOwnPropertyDescriptor(object, this.#value(key) as string)?.[how as "value"];
    }

    #bind([callable, self, ...args]: unknown[]): unknown {
        const values = args.map((each) => this.#value(each));
        return Function.prototype.bind.call(
            this.#value(callable) as AnyFunction,
            this.#value(self),
            ...values,
        );
    }

    #moduleThing(name: string, url: string, index: number): unknown {
        const thing = moduleThing(url);
        if (name !== "module") return thing[name as "require" | "meta"];
        const module = { ...thing.module };
        moduleVariables.set(module, [name, url]);
        this.#unfinished.push(() => {
            module.exports = this.#value(this.#nodes[index][3]);
        });
        return module;
    }

    #makeFunction(index: number, node: FunctionNode): unknown {
        const [, key, name, selfValue, baseValue, names, values, cellNames, cellValues, classId] = node;
        const known = classId === null ? undefined : this.#known(classId, index);
        if (known !== undefined) {
            this.#isKept[index] = true;
            return known;
        }
        const literal = receive(key);
        const base = this.#value(baseValue);
        const self = this.#value(selfValue);
        // A cycle may have led here again.
        if (this.#isMade[index]) return this.#made[index];
        const cells = cellValues.map((each) => this.#value(each) as Cell);
        const early = literal.early.filter((each) => names.includes(each));
        const namesItself = ([value, position]: [Value, number]) =>
            names[position] === name &&
            Array.isArray(value) &&
            value[0] === index &&
            /^(?:class|(?:async\s+)?function)\b/.test(literal.source);
        const entries = values
            .map((value, position): [Value, number] => [value, position])
            .filter((entry) => !namesItself(entry) && !early.includes(names[entry[1]]));
        const own = entries.map(([, position]) => names[position]);
        const script = scriptOf(literal, { names: own, cellNames, early, name });
        const earlyValues = early.map((each) => this.#value(values[names.indexOf(each)]));
        const factory = script.runInThisContext() as (...args: unknown[]) => () => Maker;
        const maker = factory(base, ...cells, ...earlyValues).call(self);
        const made = memberOf(literal, maker.next().value) as AnyFunction;
        this.#keep(index, made);
        if (made.name !== name) define(made, "name", { value: name, configurable: true });
        const given: unknown[] = [];
        const isClass =
            literal.isClass || node[10] !== null || Reflect.ownKeys(made.prototype ?? {}).length > 1;
        rebuilt.set(made, {
            literal: key,
            source: literal.source,
            self,
            names: own.concat(early),
            values: given,
            cellNames,
            cells,
            classId,
            isClass,
        });
        if (classId !== null) this.#noteClass(made, classId, isClass);
        this.#unfinished.push(() => {
            for (const [value] of entries) given.push(this.#value(value));
            maker.next(given.slice());
            given.push(...earlyValues);
        });
        return made;
    }

    /** The class or function of the number that is here. A function that has come before knows what it knew then. */
    #known(classId: string, index: number): object | undefined {
        const own = withNumber(classId);
        if (own !== undefined) return own;
        const earlier = jobClasses.get(classId);
        if (earlier === undefined || rebuilt.get(earlier)?.isClass !== false) return earlier;
        return this.#isUnchanged(index, earlier, new Set()) ? earlier : undefined;
    }

    /** True for a function whose variables have the values that one has which came before. */
    #isUnchanged(index: number, earlier: object, seen: Set<number>): boolean {
        if (seen.has(index)) return true;
        seen.add(index);
        const [, , , self, , names, values, cellNames] = this.#nodes[index] as FunctionNode;
        const record = rebuilt.get(earlier);
        if (record === undefined || cellNames.length > 0 || self !== undefined) return false;
        return values.every((value, position) => {
            const before =
                names[position] === (earlier as { name?: string }).name &&
                !record.names.includes(names[position])
                    ? earlier
                    : record.values[record.names.indexOf(names[position])];
            if (!Array.isArray(value)) return Object.is(value, before);
            const [type, ...content] = this.#nodes[value[0]];
            if (type === NodeType.Function) {
                const id = content[8] as string | null;
                const other = id === null ? undefined : jobClasses.get(id);
                return other !== undefined && other === before && this.#isUnchanged(value[0], other, seen);
            }
            return AS_THEY_ARE.has(type) && Object.is(this.#node(value[0]), before);
        });
    }

    #noteClass(made: object, classId: string, isClass: boolean): void {
        if (hasJobs) jobClasses.set(classId, made);
        noteNumber(made, classId, !hasJobs && isClass);
    }
}

function propertiesOf([type, ...content]: GraphNode): Properties {
    switch (type) {
        case NodeType.Object:
        case NodeType.Array:
        case NodeType.Map:
        case NodeType.Set:
        case NodeType.Error:
        case NodeType.Prototype:
            return content[1] as Properties;
        case NodeType.Function:
            return content[9] as Properties;
        case NodeType.Described:
            return content[3] as Properties;
        default:
            return null;
    }
}

/** Nodes that are what they were whenever they come. */
const AS_THEY_ARE = new Set([
    NodeType.Named,
    NodeType.Namespace,
    NodeType.Shared,
    NodeType.Symbol,
    NodeType.Empty,
]);

/** The empty object of the number that is here, unless it has got fields. */
function makeEmpty(number: string, prototype: object | null): object {
    const known = withNumber(number) ?? jobClasses.get(number);
    if (known !== undefined && Reflect.ownKeys(known).length === 0) return known;
    const made = Object.create(prototype) as object;
    if (hasJobs) jobClasses.set(number, made);
    noteNumber(made, number, !hasJobs);
    return made;
}

function makeSymbol(how: string, text: string | undefined, number: string): symbol {
    if (how === "for") return Symbol.for(text as string);
    if (how === "known") return (Symbol as unknown as Record<string, symbol>)[text as string];
    const known = withNumber(number);
    if (known !== undefined) return known as unknown as symbol;
    const made = Symbol(text);
    noteNumber(made as unknown as object, number, true);
    return made;
}

function makeInstance(type: NodeType, prototype: object | null): object {
    if (type === NodeType.Object)
        return prototype === Object.prototype ? {} : (Object.create(prototype) as object);
    const made =
        type === NodeType.Array
            ? []
            : type === NodeType.Map
              ? new Map()
              : type === NodeType.Set
                ? new Set()
                : makeError();
    if (Object.getPrototypeOf(made) !== prototype) Object.setPrototypeOf(made, prototype);
    return made;
}

/** An error that has nothing yet: its stack is that of the original. */
function makeError(): Error {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    const error = new Error();
    Error.stackTraceLimit = stackTraceLimit;
    return error;
}

function makeCell(key: string | null): Cell {
    const known = key === null ? undefined : moduleCells.get(key);
    if (known !== undefined) return known.cell;
    const cell: Cell = { v: undefined };
    cellKeys.set(cell, key);
    return cell;
}

/** A variable of a module that the job has assigned meanwhile keeps its value. */
function fillCell(cell: Cell, key: string | null, value: unknown): void {
    const known = key === null ? undefined : moduleCells.get(key);
    if (known !== undefined && !Object.is(known.cell.v, known.given)) return;
    cell.v = value;
    if (key !== null && hasJobs) moduleCells.set(key, { cell, given: value });
}

function setParent(prototype: object, parent: object | null): void {
    if (Object.getPrototypeOf(prototype) !== parent) Object.setPrototypeOf(prototype, parent);
}

function descriptorOf(flags: number): { enumerable: boolean; writable: boolean; configurable: boolean } {
    return {
        enumerable: (flags & Flag.Enumerable) !== 0,
        writable: (flags & Flag.Writable) !== 0,
        configurable: (flags & Flag.Configurable) !== 0,
    };
}

/** Defines a property. One that exists and cannot be changed stays. */
function define(object: object, key: string | symbol, descriptor: PropertyDescriptor): void {
    Reflect.defineProperty(object, key, descriptor);
}

const namespaces = new Map<string, object>();

/** A copy of a module's namespace, as `import * as` gives it. */
function namespaceOf(module: string): object {
    let namespace = namespaces.get(module);
    if (namespace === undefined) {
        const exports = moduleAt(module) as object;
        namespace = Object.assign(Object.create(null), typeof exports === "object" ? exports : {}) as object;
        if (!("default" in namespace)) Object.assign(namespace, { default: exports });
        namespaces.set(module, namespace);
    }
    return namespace;
}

interface ModuleThing {
    require: NodeRequire;
    module: { exports: unknown; [field: string]: unknown };
    meta: object;
}

const moduleThings = new Map<string, ModuleThing>();

/** Returns the variables that a module's code finds in its own scope. */
function moduleThing(url: string): ModuleThing {
    let thing = moduleThings.get(url);
    if (thing !== undefined) return thing;
    const filename = url.startsWith("file:") ? fileURLToPath(url) : `${process.cwd()}/[eval]`;
    const own = createRequire(filename);
    const resolve = (specifier: string) => {
        try {
            return pathToFileURL(own.resolve(specifier)).href;
        } catch {
            return new URL(specifier, url).href;
        }
    };
    thing = {
        require: own,
        module: { exports: {}, filename, id: filename, loaded: true, children: [], paths: [], require: own },
        meta: { url, filename, dirname: dirname(filename), resolve },
    };
    moduleVariables.set(thing.require, ["require", url]);
    moduleVariables.set(thing.meta, ["meta", url]);
    moduleThings.set(url, thing);
    return thing;
}

/** The scripts of literals, compiled once a thread: each job runs them again, which V8 optimises better. */
const scripts = new Map<string, vm.Script>();
const MOST_SCRIPTS = 500;

interface Shape {
    names: string[];
    cellNames: string[];
    early: string[];
    name: string;
}

const importer = (vm.constants as unknown as { USE_MAIN_CONTEXT_DEFAULT_LOADER?: symbol } | undefined)
    ?.USE_MAIN_CONTEXT_DEFAULT_LOADER;

function scriptOf(literal: LiteralText, shape: Shape): vm.Script {
    const { names, cellNames, early, name } = shape;
    const hidesName = names.includes(name) && !literal.isClass;
    const key = `${literal.key}|${names}|${cellNames}|${early}|${hidesName}`;
    let script = scripts.get(key);
    if (script !== undefined) return script;
    useSourceMap(literal.url);
    const text = textOf(literal, cellNames, hidesName);
    const cellParameters = cellNames.map((_, index) => cellName(literal.source, index));
    const parameters = ["$base", ...cellParameters, ...early];
    const [before, after] = wrappers[literal.kind];
    // `this` of the generator is that of an arrow function in it, and its constants are what the text reads.
    const head = `(function(${parameters}){return{*m(){${literal.isStrict ? '"use strict";' : ""}const $f=${before}`;
    const values = names.length > 0 ? `const[${names}]=yield $f;` : "yield $f;";
    script = new vm.Script(`${head}${text}\n${after};${values}}}.m})`, {
        filename: fileNameOf(literal.url, literal.inModule) || "[thread]",
        lineOffset: literal.line,
        columnOffset: literal.column - head.length,
        importModuleDynamically: /\bimport\s*\(/.test(text) ? (importer as never) : undefined,
    });
    if (scripts.size >= MOST_SCRIPTS) scripts.delete(scripts.keys().next().value as string);
    scripts.set(key, script);
    return script;
}

const wrappers: Record<LiteralText["kind"], [string, string]> = {
    expression: ["", ""],
    method: ["({", "})"],
    member: ["(class{", "})"],
};

/** Short, since it takes the place of a variable's name: so most columns stay what they are. */
function cellName(source: string, index: number): string {
    let name = `$${index.toString(36)}`;
    while (source.includes(name)) name += "_";
    return name;
}

interface Edit {
    range: Range;
    text: string;
}

/** A literal's text for a thread: nothing static runs again, and shared variables are fields of their cells. */
function textOf(literal: LiteralText, cellNames: string[], hidesName: boolean): string {
    const { source, statics, heritage, metas } = literal;
    const edits: Edit[] = [];
    for (const range of statics) edits.push({ range, text: blank(source.slice(...range)) });
    for (const start of metas)
        edits.push({ range: [start, start + "import.meta".length], text: "import_meta" });
    if (heritage !== null) {
        const [start, end] = heritage;
        const rest = blank(source.slice(Math.min(end, start + "$base".length), end));
        edits.push({ range: heritage, text: `$base${rest}` });
    }
    if (hidesName) {
        const [, head, own] = /^((?:async\s+)?function\s*\*?\s*)([^\s(]+)/.exec(source) ?? [];
        if (own !== undefined)
            edits.push({ range: [head.length, head.length + own.length], text: blank(own) });
    }
    if (cellNames.length > 0) {
        const mentions = receiveMentions(literal.key);
        for (const [index, name] of cellNames.entries())
            for (const mention of mentions[name] ?? [])
                edits.push(cellEdit(mention, name, cellName(source, index)));
    }
    edits.sort((left, right) => right.range[0] - left.range[0]);
    let text = source;
    for (const { range, text: replacement } of edits) {
        const [start, end] = range;
        text = text.slice(0, start) + replacement + text.slice(end);
    }
    return text;
}

function cellEdit({ start, shorthand, called }: Mention, name: string, cell: string): Edit {
    const field = called ? `(0,${cell}.v)` : `${cell}.v`;
    const text = shorthand ? `${name}:${field}` : field.padEnd(name.length);
    return { range: [start, start + name.length], text };
}

function blank(text: string): string {
    return text.replace(/[^\n\r\u2028\u2029]/g, " ");
}

/** The function that a literal's wrapper holds. */
function memberOf(literal: LiteralText, made: unknown): unknown {
    if (literal.kind === "expression") return made;
    const owners = literal.kind === "method" ? [made] : [(made as AnyFunction).prototype, made];
    for (const owner of owners)
        for (const key of Reflect.ownKeys(owner as object)) {
            if (["constructor", "prototype", "length", "name"].includes(key as string)) continue;
            const descriptor = Object.getOwnPropertyDescriptor(owner, key) as PropertyDescriptor;
            return descriptor.value ?? descriptor.get ?? descriptor.set;
        }
    return made;
}
