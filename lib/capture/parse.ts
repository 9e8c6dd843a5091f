import type * as acorn from "acorn";

/** A place where a function's text mentions a variable from outside. */
export interface Mention {
    start: number;
    /** In `{ name }`, which says both the property and the variable. */
    shorthand: boolean;
    /** As the function of a call, which gives it no `this`. */
    called: boolean;
}

/** A change that a function's text makes to a variable from outside, or to the container that it holds. */
export interface Change {
    start: number;
    /** As the source has it, such as `clients.push()`. */
    text: string;
    assigns: boolean;
    /** The method of a class in which it stands. */
    member: string | null;
}

export interface FreeName {
    mentions: Mention[];
    changes: Change[];
}

/** An offset range in a text. */
export type Range = [start: number, end: number];

export interface Analysis {
    free: Map<string, FreeName>;
    /** Names that a class reads while it is made, in computed keys. */
    early: Set<string>;
    /** `this`, `super`, `new.target` or `arguments` of the function around it. */
    lexical: Set<"this" | "super" | "new.target" | "arguments">;
    /** A method's `super`, which only its class or object gives it. */
    methodSuper: boolean;
    /** `eval` or `with`, of which no analysis tells what they read. */
    dynamic: "eval()" | "with" | null;
    /** The places of `import.meta`. */
    metas: number[];
    /** An expression, a method of an object literal, or a member of a class. */
    kind: "expression" | "method" | "member";
    /** Static fields and blocks, which must not run again. */
    statics: Range[];
    /** A static field or block that no other code can set up. */
    privateStatics: boolean;
    heritage: Range | null;
}

interface Node extends acorn.Node {
    // biome-ignore lint/suspicious/noExplicitAny: the fields depend on the type
    [field: string]: any;
}

interface Scope {
    up: Scope | null;
    names: Set<string>;
}

const OPTIONS = {
    ecmaVersion: "latest",
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
    allowSuperOutsideMethod: true,
    checkPrivateFields: false,
} as const;

/** Methods that change the container that they are called on. */
const CHANGING = new Set(
    "push pop shift unshift splice sort reverse fill copyWithin set add delete clear append".split(" "),
);

const WRAPPERS = [
    ["(", ")", "expression"],
    ["({", "})", "method"],
    ["(class{", "})", "member"],
] as const;

let parser: typeof acorn | null = null;

const analyses = new Map<string, Analysis>();
const MOST_ANALYSES = 2000;

/** Parses the text of a function or class. Raises `SyntaxError` for text that is neither. */
export function analyse(text: string): Analysis {
    let analysis = analyses.get(text);
    if (analysis !== undefined) return analysis;
    // Loaded when the first function needs it: it takes some 20 ms.
    parser ??= require("acorn") as typeof acorn;
    analysis = new Analyser(text, parser).analysis;
    if (analyses.size >= MOST_ANALYSES) analyses.clear();
    analyses.set(text, analysis);
    return analysis;
}

class Analyser {
    readonly analysis: Analysis;
    readonly #text: string;
    readonly #shift: number;
    readonly #root: Node;
    #member: string | null = null;
    #isEarly = false;

    constructor(text: string, { parse }: typeof acorn) {
        const { tree, shift, kind } = parseWrapped(text, parse);
        this.#text = text;
        this.#shift = shift;
        this.analysis = {
            free: new Map(),
            early: new Set(),
            lexical: new Set(),
            methodSuper: false,
            dynamic: null,
            metas: [],
            kind,
            statics: [],
            privateStatics: false,
            heritage: null,
        };
        this.#root = (tree as Node).body[0].expression;
        this.#walk(kind === "expression" ? this.#root : this.#inner(), null, false);
    }

    #inner(): Node {
        return this.#root.properties ?? this.#root.body.body;
    }

    #walk(node: Node | Node[] | null | undefined, scope: Scope | null, inFunction: boolean): void {
        if (node == null) return;
        if (Array.isArray(node)) {
            for (const each of node) this.#walk(each, scope, inFunction);
            return;
        }
        const into = this.#visit(node, scope, inFunction);
        if (into === undefined) return;
        for (const [field, value] of Object.entries(node))
            if (field !== "type" && typeof value === "object") this.#walk(value, into, inFunction);
    }

    /** The scope for the node's parts; undefined if they have been walked. */
    #visit(node: Node, scope: Scope | null, inFunction: boolean): Scope | null | undefined {
        if (typeof node.type !== "string") return undefined;
        const { analysis } = this;
        switch (node.type) {
            case "Identifier":
                if (node.name !== "arguments") this.#mention(node, scope);
                else if (!inFunction) analysis.lexical.add("arguments");
                return undefined;
            case "ThisExpression":
                if (!inFunction) analysis.lexical.add("this");
                return undefined;
            case "Super":
                if (!inFunction) analysis.lexical.add("super");
                else if (analysis.kind !== "expression") analysis.methodSuper = true;
                return undefined;
            case "MetaProperty":
                if (node.meta.name === "import") analysis.metas.push(node.start - this.#shift);
                else if (!inFunction) analysis.lexical.add("new.target");
                return undefined;
            case "MemberExpression":
                this.#walk(node.object, scope, inFunction);
                if (node.computed) this.#walk(node.property, scope, inFunction);
                return undefined;
            case "Property":
                if (node.computed) this.#walk(node.key, scope, inFunction);
                if (node.shorthand) this.#mention(node.value.left ?? node.value, scope, { shorthand: true });
                if (!node.shorthand) this.#walk(node.value, scope, inFunction);
                else if (node.value.type === "AssignmentPattern")
                    this.#walk(node.value.right, scope, inFunction);
                return undefined;
            case "LabeledStatement":
                this.#walk(node.body, scope, inFunction);
                return undefined;
            case "BreakStatement":
            case "ContinueStatement":
                return undefined;
            case "WithStatement":
                analysis.dynamic ??= "with";
                return scope;
            case "AssignmentExpression":
                this.#change(node, node.left, scope);
                return scope;
            case "UpdateExpression":
                this.#change(node, node.argument, scope);
                return scope;
            case "UnaryExpression":
                if (node.operator === "delete" && node.argument.type === "MemberExpression")
                    this.#change(node, node.argument, scope);
                return scope;
            case "CallExpression":
            case "TaggedTemplateExpression":
                this.#call(node, scope, inFunction);
                return undefined;
            case "ClassExpression":
            case "ClassDeclaration":
                this.#class(node, scope, inFunction);
                return undefined;
            case "FunctionExpression":
            case "FunctionDeclaration":
            case "ArrowFunctionExpression":
                this.#function(node, scope, inFunction);
                return undefined;
            case "BlockStatement":
                return inner(scope, lexicalNames(node.body));
            case "SwitchStatement":
                this.#walk(node.discriminant, scope, inFunction);
                this.#walk(
                    node.cases,
                    inner(
                        scope,
                        node.cases.flatMap((each: Node) => lexicalNames(each.consequent)),
                    ),
                    inFunction,
                );
                return undefined;
            case "ForStatement":
            case "ForInStatement":
            case "ForOfStatement":
                return this.#loop(node, scope);
            case "CatchClause":
                return inner(scope, boundNames(node.param));
            default:
                return scope;
        }
    }

    #free(name: string, scope: Scope | null): FreeName | null {
        for (let each = scope; each !== null; each = each.up) if (each.names.has(name)) return null;
        let free = this.analysis.free.get(name);
        if (free === undefined) {
            free = { mentions: [], changes: [] };
            this.analysis.free.set(name, free);
        }
        return free;
    }

    #mention(identifier: Node, scope: Scope | null, how: Partial<Mention> = {}): void {
        const free = this.#free(identifier.name, scope);
        if (free === null) return;
        const start = identifier.start - this.#shift;
        free.mentions.push({ start, shorthand: false, called: false, ...how });
        if (this.#isEarly) this.analysis.early.add(identifier.name);
    }

    #change(node: Node, target: Node, scope: Scope | null): void {
        for (const name of boundNames(target)) this.#noteChange(name, node, scope, true, name);
        let object = target;
        while (object.type === "MemberExpression") object = object.object;
        if (object !== target && object.type === "Identifier")
            this.#noteChange(object.name, node, scope, false, this.#textOf(target));
    }

    #noteChange(name: string, node: Node, scope: Scope | null, assigns: boolean, text: string): void {
        const start = node.start - this.#shift;
        this.#free(name, scope)?.changes.push({ start, text, assigns, member: this.#member });
    }

    #textOf(node: Node): string {
        return this.#text.slice(node.start - this.#shift, node.end - this.#shift);
    }

    #call(node: Node, scope: Scope | null, inFunction: boolean): void {
        const callee = node.callee ?? node.tag;
        if (callee.type === "Identifier") {
            if (callee.name === "eval" && node.callee !== undefined) this.analysis.dynamic ??= "eval()";
            this.#mention(callee, scope, { called: true });
        } else {
            const { object, property, computed } = callee;
            const changes = callee.type === "MemberExpression" && !computed && CHANGING.has(property.name);
            if (changes && object.type === "Identifier")
                this.#noteChange(object.name, node, scope, false, `${this.#textOf(callee)}()`);
            this.#walk(callee, scope, inFunction);
        }
        this.#walk(node.arguments ?? node.quasi, scope, inFunction);
    }

    #class(node: Node, outer: Scope | null, inFunction: boolean): void {
        const { analysis } = this;
        const isRoot = node === this.#root;
        const scope = inner(outer, node.id ? [node.id.name] : []);
        if (isRoot && node.superClass)
            analysis.heritage = [node.superClass.start - this.#shift, node.superClass.end - this.#shift];
        else this.#walk(node.superClass, scope, inFunction);
        for (const member of node.body.body as Node[]) {
            if (isRoot && isStaticState(member)) {
                analysis.statics.push([member.start - this.#shift, member.end - this.#shift]);
                if (member.key?.type === "PrivateIdentifier") analysis.privateStatics = true;
                continue;
            }
            if (isRoot) this.#member = member.key?.name ?? null;
            if (member.computed) {
                this.#isEarly ||= isRoot;
                this.#walk(member.key, scope, inFunction);
                if (isRoot) this.#isEarly = false;
            }
            this.#walk(member.type === "StaticBlock" ? member.body : member.value, scope, true);
            if (isRoot) this.#member = null;
        }
    }

    #function(node: Node, outer: Scope | null, inFunction: boolean): void {
        const names = node.params.flatMap((each: Node) => boundNames(each));
        if (node.type === "FunctionExpression" && node.id) names.push(node.id.name);
        addHoisted(node.body, names);
        const isBlock = node.body.type === "BlockStatement";
        if (isBlock) names.push(...lexicalNames(node.body.body));
        const scope = inner(outer, names);
        const has = inFunction || node.type !== "ArrowFunctionExpression";
        this.#walk(node.params, scope, has);
        this.#walk(isBlock ? node.body.body : node.body, scope, has);
    }

    #loop(node: Node, scope: Scope | null): Scope {
        const head = node.init ?? node.left;
        const declares = head?.type === "VariableDeclaration";
        if (!declares && node.left !== undefined) this.#change(node, node.left, scope);
        const names = declares && head.kind !== "var" ? declaredNames(head) : [];
        return inner(scope, names);
    }
}

function parseWrapped(text: string, parse: typeof acorn.parse) {
    // A sloppy function may be no module's code, and `import.meta` no script's.
    for (const sourceType of ["module", "script"] as const)
        for (const [before, after, kind] of WRAPPERS)
            try {
                const tree = parse(before + text + after, { ...OPTIONS, sourceType });
                return { tree, shift: before.length, kind };
            } catch {
                // Another wrapper may fit.
            }
    throw new SyntaxError(`cannot parse the function: ${text.slice(0, 60)}`);
}

function inner(up: Scope | null, names: string[]): Scope {
    return { up, names: new Set(names) };
}

function isStaticState(member: Node): boolean {
    return member.type === "StaticBlock" || (member.static && member.type === "PropertyDefinition");
}

/** The names that a pattern binds or assigns. */
function boundNames(pattern: Node | null | undefined): string[] {
    switch (pattern?.type) {
        case "Identifier":
            return [pattern.name];
        case "ObjectPattern":
            return pattern.properties.flatMap((each: Node) => boundNames(each.argument ?? each.value));
        case "ArrayPattern":
            return pattern.elements.flatMap((each: Node) => boundNames(each));
        case "AssignmentPattern":
            return boundNames(pattern.left);
        case "RestElement":
            return boundNames(pattern.argument);
        default:
            return [];
    }
}

function declaredNames(declaration: Node): string[] {
    return declaration.declarations.flatMap((each: Node) => boundNames(each.id));
}

/** Adds what `var` declares anywhere in a body, and the functions declared in it. */
function addHoisted(node: Node | null, names: string[]): void {
    if (node === null || typeof node.type !== "string") return;
    if (node.type === "VariableDeclaration" && node.kind === "var") names.push(...declaredNames(node));
    if (node.type === "FunctionDeclaration") names.push(node.id.name);
    if (/Function|^Class/.test(node.type)) return;
    for (const value of Object.values(node))
        for (const each of Array.isArray(value) ? value : [value])
            if (typeof each === "object") addHoisted(each, names);
}

/** The names that `let`, `const`, `class` and functions declare in a block. */
function lexicalNames(statements: Node[]): string[] {
    return statements.flatMap((each) => {
        if (each.type === "VariableDeclaration") return each.kind === "var" ? [] : declaredNames(each);
        return /^(?:Class|Function)Declaration$/.test(each.type) ? [each.id.name] : [];
    });
}
