import { EventEmitter } from "node:events";
import { types } from "node:util";
import { isMainThread, threadId } from "node:worker_threads";
import { TypeError } from "../python/exceptions";
import { giveNumber, numberOf } from "./classes";
import {
    type Cell,
    cellKeys,
    Flag,
    type FunctionNode,
    type Graph,
    type GraphNode,
    moduleVariables,
    NodeType,
    type Primitive,
    type Properties,
    type Rebuilt,
    rebuilt,
    type Value,
} from "./graph";
import { enter, inspectFunction, privateNamesOf, targetOf } from "./inspector";
import { applyAnalysis, assigns, freeNames, type Literal, literalOf, send, sendMentions } from "./literals";
import { poisonOf } from "./poison";
import { isOwnModule, learnModules, moduleOf, ownPath, pathAnywhere, pathOf } from "./references";
import { Sharing, type Variable } from "./sharing";
import { type CapturedLiteral, warnOfChanges } from "./warnings";

interface Description {
    kind: string;
    content: unknown;
    rest?: unknown;
}

/** Tells this room, which knows none of the package's own objects, how they cross. */
export interface Surroundings {
    /** True for objects of which there is one in the process. Throws for one that cannot cross. */
    isShared(value: object): boolean;
    /** Describes how another thread makes the object; null for an object that it does not know. */
    describe(value: object): Description | null;
    /** The kind of a class that only the package knows. */
    nameOf(value: object): string | undefined;
    /** The exported function that made a class, and its arguments. */
    makingOf(value: object): { path: readonly string[]; args: unknown[] } | undefined;
}

/** The module of values that have the name of a kind. */
export const KINDS = "\u0000kinds";

/**
 * Writes down a value with all that it reaches: data by copy, functions and classes by their texts and the variables that
 * these read, what belongs to the process as itself. `target` is the function that the thread will run, for messages.
 *
 * Raises `TypeError` for a function of which no text tells what it reads.
 */
export function capture(value: unknown, surroundings: Surroundings, target = ""): Graph {
    return new Capture(surroundings, target).run(value);
}

type AnyFunction = ((...args: unknown[]) => unknown) & { prototype?: object };

class Capture {
    readonly #nodes: GraphNode[] = [];
    readonly #indices = new Map<unknown, number>();
    /** Steps left to do. They stand in for a recursion that might go deep. */
    readonly #pending: (() => void)[] = [];
    readonly #sharing = new Sharing();
    /** Methods that use `super`. */
    readonly #methods: { callable: AnyFunction; path: string }[] = [];
    readonly #captured: CapturedLiteral[] = [];
    readonly #surroundings: Surroundings;
    readonly #target: string;

    constructor(surroundings: Surroundings, target: string) {
        this.#surroundings = surroundings;
        this.#target = target;
    }

    run(value: unknown): Graph {
        learnModules();
        const root = this.#value(value, "");
        for (let task = this.#pending.pop(); task !== undefined; task = this.#pending.pop()) task();
        for (const { callable, path } of this.#methods) this.#checkMethod(callable, path);
        this.#share();
        warnOfChanges(this.#captured, this.#target);
        return [root, ...this.#nodes];
    }

    #value(value: unknown, path: string): Value {
        switch (typeof value) {
            case "object":
                if (value === null) return null;
                break;
            case "function":
            case "symbol":
                break;
            default:
                return value as Primitive;
        }
        const known = this.#indices.get(value);
        if (known !== undefined) return [known];
        if (typeof value === "symbol") return this.#symbol(value);
        const variable = moduleVariables.get(value);
        if (variable !== undefined) return this.#moduleVariable(...variable, value);
        if (typeof value === "function") return this.#function(value as AnyFunction, path);
        return this.#object(value, path);
    }

    /** Adds a node for a value. */
    #add(value: unknown, node: GraphNode): [number] {
        const index = this.#nodes.push(node) - 1;
        this.#indices.set(value, index);
        return [index];
    }

    #later(task: () => void): void {
        this.#pending.push(task);
    }

    #poison(value: object, path: string, what: string): Value {
        return this.#add(value, [NodeType.Poison, path, what, this.#target]);
    }

    /** The value itself cannot cross; what it holds throws when it is used. */
    #refuse(value: object, path: string, kind: string): Value {
        if (path === "") throw new TypeError(`cannot pass a '${kind}' object to a thread`);
        const advice = "cannot cross to another thread: make it in the thread that uses it";
        return this.#poison(value, path, `${article(kind)} ${advice}`);
    }

    #symbol(symbol: symbol): Value {
        const registered = Symbol.keyFor(symbol);
        if (registered !== undefined) return this.#add(symbol, [NodeType.Symbol, "for", registered]);
        const { description } = symbol;
        const known = description?.startsWith("Symbol.") ? description.slice(7) : "";
        if ((Symbol as unknown as Record<string, unknown>)[known] === symbol)
            return this.#add(symbol, [NodeType.Symbol, "known", known]);
        return this.#add(symbol, [
            NodeType.Symbol,
            "own",
            description,
            giveNumber(symbol as unknown as object),
        ]);
    }

    #object(object: object, path: string): Value {
        const named = pathOf(object);
        if (named !== undefined) return this.#add(object, [NodeType.Named, ...named]);
        const poison = poisonOf(object);
        if (poison !== undefined)
            return this.#add(object, [NodeType.Poison, poison.path, poison.what, poison.target]);
        // A prototype has the methods by which the objects of its class are known.
        const prototype = types.isProxy(object) ? null : this.#prototypeOf(object, path);
        if (prototype !== null) return prototype;
        try {
            if (this.#surroundings.isShared(object)) return this.#add(object, [NodeType.Shared, object]);
            const description = this.#surroundings.describe(object);
            if (description !== null) return this.#described(object, path, description);
        } catch (error) {
            if (!(error instanceof TypeError)) throw error;
            return this.#poison(object, path, error.message);
        }
        const module = types.isProxy(object) ? moduleBehind(object) : null;
        if (module !== null) {
            const value = this.#value(module, path);
            if (Array.isArray(value)) this.#indices.set(object, value[0]);
            return value;
        }
        const kind = unclonable(object);
        if (kind !== null) return this.#refuse(object, path, kind);
        if (types.isModuleNamespaceObject(object)) return this.#namespace(object, path);
        const builtin = this.#builtin(object, path);
        if (builtin !== null) return builtin;
        return this.#instance(object, path);
    }

    #described(object: object, path: string, { kind, content, rest }: Description): Value {
        const Class = object.constructor;
        // Private fields of the package's classes are described; those of a subclass are not.
        const texts = privateTextsOf(Class);
        const names = texts === "" ? [] : privateNamesOf(object).filter((name) => texts.includes(name));
        if (names.length > 0) throw new TypeError(privateText(Class, names));
        const prototype = this.#value(Object.getPrototypeOf(object), path);
        const known = this.#indices.get(object);
        if (known !== undefined) return [known];
        const node: GraphNode = [NodeType.Described, kind, content, prototype, null, undefined];
        const reference = this.#add(object, node);
        // Fields under symbols are the package's own.
        this.#later(() => {
            node[4] = this.#properties(object, path, (key) => typeof key === "symbol");
            node[5] = this.#value(rest, path);
        });
        return reference;
    }

    #namespace(namespace: object, path: string): Value {
        const module = moduleOf((namespace as { default?: object }).default ?? namespace);
        if (module !== undefined) return this.#add(namespace, [NodeType.Namespace, module]);
        const node: GraphNode = [NodeType.Object, null, null];
        const reference = this.#add(namespace, node);
        this.#later(() => {
            const plain = Object.keys(namespace).flatMap((key) => [
                key,
                this.#variable(() => (namespace as Record<string, unknown>)[key], join(path, key)),
            ]);
            node[2] = [plain, []];
        });
        return reference;
    }

    #builtin(object: object, path: string): Value | null {
        if (types.isUint8Array(object) && Buffer.isBuffer(object))
            return this.#add(object, [NodeType.Builtin, "Buffer", object]);
        if (types.isArrayBuffer(object))
            return this.#add(object, [NodeType.Builtin, "ArrayBuffer", new Uint8Array(object)]);
        if (ArrayBuffer.isView(object)) {
            const { Class, buffer, byteOffset, length } = partsOfView(object);
            const node: GraphNode = [NodeType.Builtin, Class, null, byteOffset, length];
            const reference = this.#add(object, node);
            node[2] = this.#value(buffer, path);
            return reference;
        }
        if (types.isDate(object))
            return this.#add(object, [NodeType.Builtin, "Date", Date.prototype.getTime.call(object)]);
        if (types.isRegExp(object)) {
            const { source, flags, lastIndex } = object;
            return this.#add(object, [NodeType.Builtin, "RegExp", source, flags, lastIndex]);
        }
        if (isUrl(object))
            return this.#add(object, [NodeType.Builtin, object.constructor.name, String(object)]);
        if (object instanceof TextEncoder) return this.#add(object, [NodeType.Builtin, "TextEncoder"]);
        if (object instanceof TextDecoder) {
            const { encoding, fatal, ignoreBOM } = object;
            const options = this.#value({ fatal, ignoreBOM }, "");
            return this.#add(object, [NodeType.Builtin, "TextDecoder", encoding, options]);
        }
        if (types.isBoxedPrimitive(object)) {
            const node: GraphNode = [NodeType.Builtin, "Object", null];
            const reference = this.#add(object, node);
            node[2] = this.#value(object.valueOf(), "");
            return reference;
        }
        return null;
    }

    /** The `prototype` of a function or class of the user's, which comes with it. */
    #prototypeOf(object: object, path: string): Value | null {
        const owner = Object.getOwnPropertyDescriptor(object, "constructor")?.value;
        if (typeof owner !== "function" || ownPrototype(owner) !== object) return null;
        const written = this.#value(owner, path) as [number];
        const known = this.#indices.get(object);
        if (known !== undefined) return [known];
        const named = pathOf(object);
        if (named !== undefined) return this.#add(object, [NodeType.Named, ...named]);
        if (this.#nodes[written[0]][0] === NodeType.Poison) return null;
        return this.#add(object, [NodeType.Prototype, written, null]);
    }

    #instance(object: object, path: string): Value {
        const prototype = Object.getPrototypeOf(object);
        const foreign = this.#foreignClass(prototype, object);
        if (foreign !== null) {
            // An object that a builtin module exports.
            const named = standardStream(object) ?? pathAnywhere(object);
            if (named !== undefined) return this.#add(object, [NodeType.Named, ...named]);
            return this.#refuse(object, path, foreign);
        }
        const Class = prototype?.constructor;
        if (typeof Class === "function" && mayHavePrivateNames(Class)) {
            const names = privateNamesOf(object);
            if (names.length > 0) return this.#poison(object, path, privateText(Class, names));
        }
        const number = isEmpty(object) ? numberOf(object) : undefined;
        if (number !== undefined) return this.#empty(object, path, number);
        const type = nodeTypeOf(object);
        if (type === NodeType.Array && isDense(object as unknown[]))
            return this.#list(object as unknown[], path);
        if (type === NodeType.Object && prototype === Object.prototype) return this.#record(object, path);
        const written = this.#value(prototype, join(path, "__proto__"));
        const known = this.#indices.get(object);
        if (known !== undefined) return [known];
        const node: GraphNode = [type, written, null];
        const reference = this.#add(object, node);
        const key = type === NodeType.Object ? staticKeyOf(object, Class) : undefined;
        if (key !== undefined) node.push(this.#value(Class, path), key);
        if (type === NodeType.Array) node.push((object as unknown[]).length);
        this.#later(() => {
            const skipped = type === NodeType.Array ? (key: string | symbol) => key === "length" : undefined;
            node[2] = this.#properties(object, path, skipped);
            if (type === NodeType.Map)
                node.push(
                    [...Map.prototype.entries.call(object)].flatMap(([key, item]) => [
                        this.#value(key, path),
                        this.#value(item, path),
                    ]),
                );
            if (type === NodeType.Set)
                node.push([...Set.prototype.values.call(object)].map((item) => this.#value(item, path)));
        });
        return reference;
    }

    /** The name of a class of Node's or of the language's that an object has, and that no copy can have. */
    #foreignClass(prototype: object | null, object: object): string | null {
        if (types.isNativeError(object)) return null;
        for (let each = prototype; each !== null; each = Object.getPrototypeOf(each)) {
            if (copyable.has(each)) return null;
            // Nothing but fields, by whatever module it was found.
            if (each === EventEmitter.prototype) continue;
            const isOfNode = pathOf(each)?.[0].startsWith("node:");
            const own = Object.getOwnPropertyDescriptor(each, "constructor")?.value;
            const isBuiltIn = typeof own === "function" && isNative(own) && !COPYABLE.test(own.name);
            if (isOfNode || isBuiltIn) return nameOfClass(each);
        }
        if (prototype !== null) copyable.add(prototype);
        return null;
    }

    #empty(object: object, path: string, number: string): Value {
        const prototype = this.#value(Object.getPrototypeOf(object), join(path, "__proto__"));
        const known = this.#indices.get(object);
        if (known !== undefined) return [known];
        return this.#add(object, [NodeType.Empty, number, prototype]);
    }

    #list(array: unknown[], path: string): Value {
        const node: GraphNode = [NodeType.List];
        const reference = this.#add(array, node);
        this.#later(() => {
            for (let index = 0; index < array.length; index++)
                node.push(this.#value(array[index], `${path}[${index}]`));
        });
        return reference;
    }

    #record(object: object, path: string): Value {
        const reference = this.#add(object, [NodeType.Record]);
        const [index] = reference;
        this.#later(() => {
            const [plain, special] = this.#properties(object, path) ?? [[], []];
            this.#nodes[index] =
                special.length === 0
                    ? [NodeType.Record, ...plain]
                    : [NodeType.Object, this.#value(Object.prototype, ""), [plain, special]];
        });
        return reference;
    }

    #properties(object: object, path: string, skips?: (key: string | symbol) => boolean): Properties {
        const plain: Value[] = [];
        const special: Value[][] = [];
        for (const key of Reflect.ownKeys(object)) {
            if (skips?.(key)) continue;
            const name = typeof key === "symbol" ? this.#value(key, path) : key;
            const at = join(path, String(key));
            if (key === "stack" && types.isNativeError(object)) {
                const flags = Flag.Writable | Flag.Configurable;
                special.push([name, flags, String(object.stack)]);
                continue;
            }
            const descriptor = Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
            const flags = flagsOf(descriptor);
            if (!("value" in descriptor))
                special.push([name, flags, this.#value(descriptor.get, at), this.#value(descriptor.set, at)]);
            else if (flags === Flag.Ordinary && special.length === 0 && key !== "__proto__")
                plain.push(name, this.#value(descriptor.value, at));
            else special.push([name, flags, this.#value(descriptor.value, at)]);
        }
        return plain.length === 0 && special.length === 0 ? null : [plain, special];
    }

    #function(callable: AnyFunction, path: string): Value {
        const named = pathOf(callable);
        if (named !== undefined) return this.#add(callable, [NodeType.Named, ...named]);
        const poison = poisonOf(callable);
        if (poison !== undefined)
            return this.#add(callable, [NodeType.Poison, poison.path, poison.what, poison.target]);
        const kind = this.#surroundings.nameOf(callable);
        if (kind !== undefined) return this.#add(callable, [NodeType.Named, KINDS, kind]);
        const making = this.#surroundings.makingOf(callable);
        if (making !== undefined) return this.#made(callable, path, making);
        const record = rebuilt.get(callable);
        if (record !== undefined) return this.#rebuilt(callable, path, record);
        if (types.isProxy(callable)) return this.#refuse(callable, path, "Proxy");
        if (isNative(callable)) return this.#native(callable, path);
        const inspection = inspectFunction(callable);
        const literal = literalOf(callable, inspection);
        if (literal.url.startsWith("node:")) {
            const found = pathAnywhere(callable);
            if (found !== undefined) return this.#add(callable, [NodeType.Named, ...found]);
            return this.#refuse(callable, path, `function inside of ${literal.url}`);
        }
        if (isOwnModule(literal.url)) {
            const found = ownPath(callable);
            if (found !== undefined) return this.#add(callable, [NodeType.Named, ...found]);
            return this.#refuse(callable, path, "function inside of pysocket");
        }
        return this.#literal(callable, path, literal, inspection.scopes);
    }

    #native(callable: AnyFunction, path: string): Value {
        const named = pathAnywhere(callable);
        if (named !== undefined) return this.#add(callable, [NodeType.Named, ...named]);
        const { bound } = inspectFunction(callable);
        if (bound === null) return this.#refuse(callable, path, "native function");
        const node: GraphNode = [NodeType.Bound];
        const reference = this.#add(callable, node);
        // First of all the object: its class has the method.
        const self = this.#value(bound.self, join(path, "this"));
        node.push(this.#value(bound.target, path), self);
        node.push(...bound.args.map((value, index) => this.#value(value, `${path}.args[${index}]`)));
        return reference;
    }

    #made(callable: AnyFunction, path: string, making: { path: readonly string[]; args: unknown[] }): Value {
        const node: GraphNode = [NodeType.Made, [...making.path]];
        const reference = this.#add(callable, node);
        this.#addPrototype(callable, reference);
        node.push(...making.args.map((value) => this.#value(value, path)));
        return reference;
    }

    #addPrototype(callable: AnyFunction, reference: [number]): GraphNode | null {
        const prototype = ownPrototype(callable);
        if (prototype === null || this.#indices.has(prototype)) return null;
        const node: GraphNode = [NodeType.Prototype, reference, null];
        this.#add(prototype, node);
        return node;
    }

    #literal(
        callable: AnyFunction,
        path: string,
        literal: Literal,
        scopes: Record<string, unknown>[],
    ): Value {
        const fault = faultOf(literal);
        if (fault !== null) {
            const text = `${fault} cannot cross to another thread: pass what it needs as arguments`;
            const isTarget = path === "" || path === "target" || path === "function";
            if (!isTarget) return this.#poison(callable, path, text);
            throw new TypeError(`cannot pass ${callable.name || "a function"}() to a thread: ${text}`);
        }
        const names = freeNames(literal, scopes);
        this.#captured.push({ literal, scopes, path });
        send(literal);
        const node: FunctionNode = [
            NodeType.Function,
            literal.key,
            callable.name,
            undefined,
            undefined,
            [],
            [],
            [],
            [],
            this.#numberOf(callable, literal),
            null,
        ];
        const reference = this.#add(callable, node);
        if (literal.analysis?.methodSuper) this.#methods.push({ callable, path });
        this.#addParts(callable, path, node, reference, literal.source);
        if (literal.isArrow && literal.analysis?.lexical.has("this"))
            node[3] = this.#value(this.#lexicalThis(callable, path), join(path, "this"));
        this.#later(() => {
            for (const name of names) this.#addVariable(callable, literal, scopes, node, name);
            this.#addGlobals(literal, node);
        });
        return reference;
    }

    #numberOf(callable: AnyFunction, literal: Literal): string | null {
        const isFirst = !literal.isNumbered;
        literal.isNumbered = true;
        // A weak reference to each of many closures would keep them all while the thread blocks.
        if (literal.isClass || hasMembers(callable) || isFirst) return giveNumber(callable);
        return numberOf(callable) ?? null;
    }

    /** A method that uses `super` needs the class that it is a member of. */
    #checkMethod(callable: AnyFunction, path: string): void {
        const index = this.#indices.get(callable) as number;
        if (this.#nodes[index][0] !== NodeType.Function) return;
        if (path === "")
            throw new TypeError(
                `cannot pass ${callable.name}() to a thread without its object: it uses super`,
            );
        const what =
            "a method that uses super cannot cross to another thread without its object: pass a function that calls it";
        this.#nodes[index] = [NodeType.Poison, path, what, this.#target];
    }

    #lexicalThis(callable: AnyFunction, path: string): unknown {
        const entered = enter(callable, (evaluate) => evaluate("this"));
        if (entered !== null) return entered.result;
        throw new TypeError(
            `cannot find what 'this' is in ${path || callable.name || "an arrow function"}: pass a method with .bind(this)`,
        );
    }

    /** Adds the base and members of a class, and the properties of a function. */
    #addParts(
        callable: AnyFunction,
        path: string,
        node: FunctionNode,
        reference: [number],
        source: string,
    ): void {
        const prototype = ownPrototype(callable);
        const prototypeNode = this.#addPrototype(callable, reference);
        const isClass = /^class\b/.test(source);
        const members = isClass ? this.#addMembers(callable, reference, source) : [];
        const parent = Object.getPrototypeOf(callable);
        if (isClass && parent !== Function.prototype) node[4] = this.#value(parent, `${path} extends`);
        else if (/^class\b[^{]*\bextends\b/.test(source)) node[4] = null;
        const own = (key: string | symbol, isStatic: boolean) =>
            members.some((each) => each.key === key && each.isStatic === isStatic);
        this.#later(() => {
            const skipped = (key: string | symbol) =>
                ["length", "name", "prototype", "arguments", "caller"].includes(key as string) ||
                own(key, true);
            node[10] = this.#properties(callable, path || callable.name, skipped);
            if (prototype === null || prototypeNode === null) return;
            const inText = (key: string | symbol) => key === "constructor" || own(key, false);
            const at = join(path || callable.name, "prototype");
            prototypeNode[2] = this.#properties(prototype, at, inText);
            // A class's text makes it; that of a function does not.
            if (!isClass) prototypeNode[3] = this.#value(Object.getPrototypeOf(prototype), `${at}.__proto__`);
        });
    }

    /** The methods and accessors that a class's text makes. */
    #addMembers(Class: AnyFunction, reference: [number], source: string): ClassMember[] {
        const members = membersOf(Class, source);
        for (const { isStatic, key, how, callable } of members) {
            const name = typeof key === "symbol" ? this.#value(key, "") : key;
            const node: GraphNode = [NodeType.Member, reference, isStatic, name, how];
            const known = this.#indices.get(callable);
            if (known === undefined) this.#add(callable, node);
            // It has come before its class.
            else this.#nodes[known] = node;
        }
        return members;
    }

    #addVariable(
        callable: AnyFunction,
        literal: Literal,
        scopes: Record<string, unknown>[],
        node: FunctionNode,
        name: string,
    ): void {
        const depth = scopes.findIndex((scope) => Object.hasOwn(scope, name));
        if (depth < 0) return;
        const read = () => scopes[depth][name];
        const slot = node[5].push(name) - 1;
        if (depth === scopes.length - 1) numberIfEmpty(attempt(read));
        if (depth === scopes.length - 1 && !literal.inModule && (name === "require" || name === "module"))
            node[6].push(this.#ofModule(name, literal, attempt(read)));
        else node[6].push(this.#variable(read, name));
        this.#sharing.add({
            callable,
            literal,
            name,
            scopes,
            depth,
            node,
            slot,
            assigns: assigns(literal, name),
        });
    }

    /** The value of a variable that may not be initialised yet. */
    #variable(read: () => unknown, name: string): Value {
        let value: unknown;
        try {
            value = read();
        } catch {
            const what = "it had no value yet when it was passed to the thread";
            const index = this.#nodes.push([NodeType.Poison, name, what, this.#target]) - 1;
            return [index];
        }
        return this.#value(value, name);
    }

    #ofModule(name: string, literal: Literal, value: unknown): Value {
        const known = this.#indices.get(value);
        return known !== undefined ? [known] : this.#moduleVariable(name, literal.url, value);
    }

    #moduleVariable(name: string, url: string, value: unknown): Value {
        const node: GraphNode = [NodeType.Module, name, url, undefined];
        const reference = this.#add(value, node);
        if (name === "module") node[3] = this.#value((value as NodeModule | undefined)?.exports, "exports");
        return reference;
    }

    /** Adds the program's own globals that a literal reads, and `import.meta`. */
    #addGlobals(literal: Literal, node: FunctionNode): void {
        if (literal.metas.length > 0) {
            node[5].push("import_meta");
            node[6].push([this.#nodes.push([NodeType.Module, "meta", literal.url, undefined]) - 1]);
        }
        for (const name of literal.others) {
            if (!Object.hasOwn(globalThis, name)) continue;
            // Of a scanned text it may be a property's name.
            if (!applyAnalysis(literal).free.has(name)) continue;
            node[5].push(name);
            const value = (globalThis as Record<string, unknown>)[name];
            if (name === "require" || name === "module") node[6].push(this.#ofModule(name, literal, value));
            else node[6].push(this.#value(value, name));
        }
    }

    /** A function that this thread has built of what another one wrote. */
    #rebuilt(callable: AnyFunction, path: string, record: Rebuilt): Value {
        const { literal, names, cellNames, classId, source } = record;
        const node: FunctionNode = [
            NodeType.Function,
            literal,
            callable.name,
            undefined,
            undefined,
            [...names],
            [],
            [...cellNames],
            [],
            classId,
            null,
        ];
        const reference = this.#add(callable, node);
        this.#addParts(callable, path, node, reference, source);
        node[3] = this.#value(record.self, join(path, "this"));
        this.#later(() => {
            for (const [index, value] of record.values.entries())
                node[6].push(this.#value(value, names[index]));
            for (const [index, cell] of record.cells.entries())
                node[8].push(this.#cell(cell, cellNames[index]));
        });
        return reference;
    }

    #cell(cell: Cell, name: string): Value {
        const known = this.#indices.get(cell);
        if (known !== undefined) return [known];
        const node: GraphNode = [NodeType.Cell, undefined, cellKeys.get(cell) ?? null];
        const reference = this.#add(cell, node);
        node[1] = this.#value(cell.v, name);
        return reference;
    }

    /** Puts variables that are assigned into cells, one for the functions that share one. */
    #share(): void {
        for (const { name, users, isOfModule } of this.#sharing.assigned()) {
            const [first] = users;
            const key = isOfModule ? `${threadId}:${first.literal.scriptId}:${name}` : null;
            const cell = this.#nodes.push([NodeType.Cell, first.node[6][first.slot], key]) - 1;
            for (const user of users) this.#moveToCell(user, cell);
        }
        for (const { node } of this.#sharing.all()) dropMoved(node);
    }

    #moveToCell({ node, slot, name, literal }: Variable, cell: number): void {
        sendMentions(literal);
        node[7].push(name);
        node[8].push([cell]);
        // The slots of the others stay what they are until all have been moved.
        node[5][slot] = "";
    }
}

/** Built-in classes whose instances can be made again. */
const COPYABLE = /^(?:Object|Array|Map|Set|Function|.*Error)$/;

/** Prototypes whose instances have been found to be copyable. */
const copyable = new WeakSet<object>();

function dropMoved(node: FunctionNode): void {
    if (!node[5].includes("")) return;
    node[6] = node[6].filter((_, index) => node[5][index] !== "");
    node[5] = node[5].filter((name) => name !== "");
}

interface ClassMember {
    isStatic: boolean;
    key: string | symbol;
    how: "value" | "get" | "set";
    callable: object;
}

function isEmpty(object: object): boolean {
    if (nodeTypeOf(object) !== NodeType.Object) return false;
    // Ends at the first of many.
    for (const key in object) if (Object.hasOwn(object, key)) return false;
    return Reflect.ownKeys(object).length === 0;
}

/** A module's empty object may be there to be recognised. */
function numberIfEmpty(value: unknown): void {
    if (typeof value !== "object" || value === null || types.isProxy(value) || poisonOf(value) !== undefined)
        return;
    if (pathOf(value) === undefined && isEmpty(value)) giveNumber(value);
}

/** The static field of its class that holds an object, like those of Python's enumerations. */
function staticKeyOf(object: object, Class: unknown): string | undefined {
    if (typeof Class !== "function" || isNative(Class)) return undefined;
    return Object.keys(Class).find((key) => Object.getOwnPropertyDescriptor(Class, key)?.value === object);
}

const memberLists = new WeakMap<object, ClassMember[]>();

/** The members that a class had when it was first looked at, and still has. */
function membersOf(Class: AnyFunction, source: string): ClassMember[] {
    let members = memberLists.get(Class);
    if (members === undefined) {
        members = [...findMembers(Class, true, source), ...findMembers(Class.prototype ?? {}, false, source)];
        memberLists.set(Class, members);
    }
    return members.filter(({ isStatic, key, how, callable }) => {
        const owner = isStatic ? Class : (Class.prototype as object);
        return Object.getOwnPropertyDescriptor(owner, key)?.[how] === callable;
    });
}

function findMembers(owner: object, isStatic: boolean, source: string): ClassMember[] {
    const members: ClassMember[] = [];
    for (const key of Reflect.ownKeys(owner)) {
        if (key === "prototype" || key === "constructor") continue;
        const descriptor = Object.getOwnPropertyDescriptor(owner, key) as PropertyDescriptor;
        for (const how of ["value", "get", "set"] as const) {
            const callable = descriptor[how];
            if (typeof callable !== "function" || isNative(callable)) continue;
            // A method has no prototype, but if it is a generator: anything else was assigned.
            const text = Function.prototype.toString.call(callable);
            if (source.includes(text) && !/^(?:class|function)\b|^(?:async\s*)?\(/.test(text))
                members.push({ isStatic, key, how, callable });
        }
    }
    return members;
}

/** Why a literal cannot be made in another thread; null if it can. */
function faultOf(literal: Literal): string | null {
    const { analysis } = literal;
    if (analysis === null) return null;
    if (analysis.dynamic !== null) return `a function that uses ${analysis.dynamic}`;
    if (analysis.privateStatics) return "a class with private static members";
    if (literal.kind !== "expression" && /^(?:static\s+)?(?:async\s+)?\*?\s*#/.test(literal.source))
        return "a private method";
    if (!literal.isArrow) return null;
    for (const each of ["super", "new.target", "arguments"] as const)
        if (analysis.lexical.has(each)) return `an arrow function that uses ${each}`;
    return null;
}

/** The module for which a proxy stands: some test runners put one in front of each module. */
function moduleBehind(proxy: object): object | null {
    const target = targetOf(proxy);
    if (typeof target !== "object" || target === null) return null;
    return types.isModuleNamespaceObject(target) || moduleOf(target) !== undefined ? target : null;
}

function unclonable(object: object): string | null {
    if (types.isProxy(object)) return "Proxy";
    if (types.isPromise(object)) return "Promise";
    if (types.isWeakMap(object)) return "WeakMap";
    if (types.isWeakSet(object)) return "WeakSet";
    if (object instanceof WeakRef) return "WeakRef";
    const memory = ArrayBuffer.isView(object) ? bufferOf(object) : object;
    if (types.isSharedArrayBuffer(memory)) return "SharedArrayBuffer";
    if (types.isGeneratorObject(object)) return "generator";
    if (types.isExternal(object)) return "native object";
    if (isDetached(memory)) return "detached ArrayBuffer";
    return null;
}

/** True for a buffer whose memory has been given away. */
function isDetached(buffer: object): boolean {
    if (!types.isArrayBuffer(buffer) || buffer.byteLength > 0) return false;
    try {
        return new Uint8Array(buffer).length > 0;
    } catch {
        return true;
    }
}

/** True for what has the fields of its own of a URL, unlike an object that only has its prototype. */
function isUrl(object: object): object is URL | URLSearchParams {
    if (!(object instanceof URL || object instanceof URLSearchParams)) return false;
    try {
        return typeof object.toString() === "string";
    } catch {
        return false;
    }
}

function nodeTypeOf(object: object): NodeType {
    if (Array.isArray(object)) return NodeType.Array;
    if (types.isMap(object)) return NodeType.Map;
    if (types.isSet(object)) return NodeType.Set;
    return types.isNativeError(object) ? NodeType.Error : NodeType.Object;
}

/** True for an array of ordinary items, without holes or fields of its own. */
function isDense(array: unknown[]): boolean {
    if (Object.getPrototypeOf(array) !== Array.prototype) return false;
    if (Object.keys(array).length !== array.length || Object.isFrozen(array)) return false;
    return Reflect.ownKeys(array).length === array.length + 1;
}

function flagsOf({ enumerable, writable, configurable }: PropertyDescriptor): number {
    return (
        (enumerable ? Flag.Enumerable : 0) |
        (writable ? Flag.Writable : 0) |
        (configurable ? Flag.Configurable : 0)
    );
}

function ownPrototype(callable: object): object | null {
    const prototype = Object.getOwnPropertyDescriptor(callable, "prototype")?.value;
    return typeof prototype === "object" ? prototype : null;
}

/** True for a function that serves as a class. */
function hasMembers(callable: object): boolean {
    const prototype = ownPrototype(callable);
    if (prototype === null || !Object.hasOwn(prototype, "constructor")) return false;
    return Reflect.ownKeys(prototype).length > 1 || Object.getPrototypeOf(prototype) !== Object.prototype;
}

function isNative(callable: object): boolean {
    return Function.prototype.toString.call(callable).endsWith("{ [native code] }");
}

function nameOfClass(prototype: object): string {
    return prototype.constructor?.name || "native object";
}

const TypedArrayPrototype: object = Object.getPrototypeOf(Uint8Array.prototype);

function bufferOf(view: ArrayBufferView): ArrayBufferLike {
    const prototype = types.isDataView(view) ? DataView.prototype : TypedArrayPrototype;
    return Reflect.get(prototype, "buffer", view);
}

/** A view's own parts, which fields of the same names and another prototype do not hide. */
function partsOfView(view: ArrayBufferView) {
    const isDataView = types.isDataView(view);
    const prototype = isDataView ? DataView.prototype : TypedArrayPrototype;
    const part = (name: string | symbol) => Reflect.get(prototype, name, view);
    return {
        Class: isDataView ? "DataView" : (part(Symbol.toStringTag) as string),
        buffer: bufferOf(view),
        byteOffset: part("byteOffset") as number,
        length: part(isDataView ? "byteLength" : "length") as number,
    };
}

const privateClasses = new WeakMap<object, boolean>();

function mayHavePrivateNames(Class: object): boolean {
    let found = privateClasses.get(Class);
    if (found !== undefined) return found;
    const source = Function.prototype.toString.call(Class);
    const parent = Object.getPrototypeOf(Class);
    found =
        /^class\b[\s\S]*#[\p{ID_Start}$_]/u.test(source) ||
        // The text of a class that can be called is that of a function.
        isOfPackage(Class) ||
        (typeof parent === "function" && parent !== Function.prototype && mayHavePrivateNames(parent));
    privateClasses.set(Class, found);
    return found;
}

function isOfPackage(Class: object): boolean {
    return pathOf(Class)?.[0].startsWith("pysocket:") === true;
}

const privateTexts = new WeakMap<object, string>();

/** The texts of those of the program's own classes that may declare private names. */
function privateTextsOf(Class: object): string {
    let texts = privateTexts.get(Class);
    if (texts !== undefined) return texts;
    texts = "";
    for (
        let each = Class;
        typeof each === "function" && !isOfPackage(each);
        each = Object.getPrototypeOf(each)
    ) {
        const text = Function.prototype.toString.call(each);
        if (/#[\p{ID_Start}$_]/u.test(text)) texts += text;
    }
    privateTexts.set(Class, texts);
    return texts;
}

const streamNames = ["stdin", "stdout", "stderr"] as const;

/** The standard streams, which each thread has. */
function standardStream(object: object): string[] | undefined {
    // Only the main thread's have descriptors. To ask for standard input opens it.
    const { fd } = object as { fd?: number };
    const names = isMainThread ? streamNames.slice(fd, (fd ?? -1) + 1) : streamNames.slice(1);
    const name = names.find((each) => process[each] === object);
    return name && ["", "process", name];
}

function privateText(Class: { name: string }, names: string[]): string {
    return `an instance of ${Class.name} has private fields (${names.join(", ")}), which cannot cross to another thread`;
}

function article(kind: string): string {
    return `${/^[aeio]/i.test(kind) ? "an" : "a"} ${kind}`;
}

function join(path: string, key: string): string {
    return path === "" ? key : `${path}.${key}`;
}

function attempt<T>(action: () => T): T | undefined {
    try {
        return action();
    } catch {
        return undefined;
    }
}
