/**
 * A value and what it reaches, as one thread writes it and another builds it: a list of nodes, each an array that begins
 * with its type. A reference to a node is an array of its index; whatever is no array is a primitive value.
 */

export enum NodeType {
    /** Something that every thread has: ...path. */
    Named,
    /** The namespace object of a module: module. */
    Namespace,
    /** An object of which there is one in the process: object. */
    Shared,
    /** Something that cannot cross: path, what, target. */
    Poison,
    /** A symbol: the way it was made ("own", "for", "known"), text, number of an own one. */
    Symbol,
    /** An object of a built-in class: class, ...its parts. */
    Builtin,
    /** An array without holes: ...items. */
    List,
    /** An object of no class: ...keys and values in turn. */
    Record,
    /** Prototype, properties, class and key of a static field that holds it. */
    Object,
    /** Prototype, properties, length. */
    Array,
    /** Prototype, properties, keys and values in turn. */
    Map,
    /** Prototype, properties, items. */
    Set,
    /** Prototype, properties. */
    Error,
    /** See `FunctionNode`. */
    Function,
    /** The `prototype` of a function: function, properties, parent (unless a class's text tells it). */
    Prototype,
    /** A method in a class's text: class, whether it is static, key, "value", "get" or "set". */
    Member,
    /** Function, `this`, ...arguments. */
    Bound,
    /** An object that its kind makes: kind, content, prototype, properties, the rest. */
    Described,
    /** A variable of a module's own scope: "require", "module" or "meta", URL, exports. */
    Module,
    /** A value that a function of a package made: path of the function, ...arguments. */
    Made,
    /** A variable that functions share: value, key (for one of a module). */
    Cell,
    /** An object that has nothing but its identity, such as `const STOP = {}`: number, prototype. */
    Empty,
}

export type Reference = [index: number];
export type Primitive = undefined | null | boolean | number | bigint | string;
export type Value = Reference | Primitive;

/** Keys and values in turn, and then key, flags and value, or getter and setter, of what an assignment cannot make. */
export type Properties = [plain: Value[], special: Value[][]] | null;

export type GraphNode = [type: NodeType, ...content: unknown[]];

/** The root, and the nodes. */
export type Graph = [root: Value, ...nodes: GraphNode[]];

/** The content of the node of a function or class. */
export type FunctionNode = [
    type: NodeType.Function,
    literal: string,
    name: string,
    /** The `this` of an arrow function. */
    self: Value,
    /** The class that a class extends. */
    base: Value,
    names: string[],
    values: Value[],
    /** The variables that are shared and assigned, and their cells. */
    cellNames: string[],
    cells: Value[],
    /** The number of a class or function, by which it is recognised. */
    classId: string | null,
    properties: Properties,
];

export enum Flag {
    Enumerable = 1,
    Writable = 2,
    Configurable = 4,
    Ordinary = 7,
}

/** The variables of a function that this thread has built. */
export interface Rebuilt {
    literal: string;
    source: string;
    self: unknown;
    names: readonly string[];
    values: readonly unknown[];
    cellNames: readonly string[];
    cells: readonly Cell[];
    classId: string | null;
    /** False for a function that is no more than one. */
    isClass: boolean;
}

/** A variable that functions share. */
export interface Cell {
    /** Short, since texts of functions mention it. */
    v: unknown;
}

/** The functions that this thread has built. */
export const rebuilt = new WeakMap<object, Rebuilt>();

/** The variables of modules' own scopes that this thread has built: their names, and the URLs of their modules. */
export const moduleVariables = new WeakMap<object, [name: string, url: string]>();

/** The keys of cells of modules' variables, by the cell. */
export const cellKeys = new WeakMap<Cell, string | null>();
