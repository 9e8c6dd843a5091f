import type { FunctionNode } from "./graph";
import { enter, inspectFunction } from "./inspector";
import type { Literal } from "./literals";

/** A variable that a captured function reads or assigns. */
export interface Variable {
    callable: (...args: unknown[]) => unknown;
    literal: Literal;
    name: string;
    scopes: Record<string, unknown>[];
    /** The scope that has it. */
    depth: number;
    node: FunctionNode;
    /** Its place among the node's variables. */
    slot: number;
    assigns: boolean;
}

/** A variable that some function assigns, and the functions that share it. */
export interface SharedVariable {
    name: string;
    users: Variable[];
    isOfModule: boolean;
}

/** The variables of modules that any captured function has assigned so far, by script. */
const assignedInModules = new Map<string, Set<string>>();

/**
 * Finds out which functions share a variable. The inspector's scopes are copies, so two scopes with the same values
 * may still be two: where a variable is assigned, a mark in the one tells, if it shows in the other.
 */
export class Sharing {
    readonly #variables: Variable[] = [];

    add(variable: Variable): void {
        this.#variables.push(variable);
        if (!variable.assigns || !isOfModule(variable)) return;
        const { scriptId } = variable.literal;
        const names = assignedInModules.get(scriptId);
        if (names === undefined) assignedInModules.set(scriptId, new Set([variable.name]));
        else names.add(variable.name);
    }

    all(): readonly Variable[] {
        return this.#variables;
    }

    /** Those that are assigned somewhere; all others are constants of the thread. */
    assigned(): SharedVariable[] {
        const shared: SharedVariable[] = [];
        for (const group of groupBy(this.#variables, placeOf)) {
            const hot = new Set(group.filter(isAssigned).map(({ name }) => name));
            if (hot.size === 0) continue;
            for (const scope of this.#scopesOf(group.filter(({ name }) => hot.has(name))))
                for (const users of groupBy(scope, ({ name }) => name))
                    if (users.some(isAssigned))
                        shared.push({ name: users[0].name, users, isOfModule: isOfModule(users[0]) });
        }
        return shared;
    }

    /** The variables of a place in a text, parted by the scopes that were made of it. */
    #scopesOf(group: Variable[]): Variable[][] {
        const scopes: Variable[][] = [];
        for (const users of groupBy(group, ({ callable }) => callable)) {
            const same = scopes.find((scope) => isSameScope(scope, users[0]));
            if (same === undefined) scopes.push(users);
            else same.push(...users);
        }
        return scopes;
    }
}

function isAssigned(variable: Variable): boolean {
    if (variable.assigns) return true;
    const { literal, name } = variable;
    return isOfModule(variable) && assignedInModules.get(literal.scriptId)?.has(name) === true;
}

/** The outermost scope; in a CommonJS module without one of its own, that of a function is named. */
function isOfModule({ scopes, depth }: Variable): boolean {
    return depth === scopes.length - 1;
}

function placeOf(variable: Variable): string {
    const { literal, scopes, depth } = variable;
    if (isOfModule(variable)) return literal.scriptId;
    return `${literal.scriptId} ${scopes.length - depth} ${Object.keys(scopes[depth])}`;
}

function isSameScope(scope: Variable[], other: Variable): boolean {
    const [first] = scope;
    if (!hasSameValues(first.scopes[first.depth], other.scopes[other.depth])) return false;
    return isOfModule(other) || isProven(first, other);
}

function hasSameValues(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
    return Object.keys(left).every((name) => Object.is(valueIn(left, name), valueIn(right, name)));
}

const uninitialised = Symbol();

function valueIn(scope: Record<string, unknown>, name: string): unknown {
    try {
        return scope[name];
    } catch {
        return uninitialised;
    }
}

const MARK = "pysocket.mark";
const MARK_EXPRESSION = `globalThis[Symbol.for(${JSON.stringify(MARK)})]`;

/** True as well where the function cannot be entered, such as a class or a generator function. */
function isProven({ callable, name }: Variable, other: Variable): boolean {
    const marks = globalThis as Record<symbol, unknown>;
    const key = Symbol.for(MARK);
    try {
        const entered = enter(callable, (evaluate) => {
            const before = evaluate(name);
            marks[key] = {};
            evaluate(`${name}=${MARK_EXPRESSION}`);
            try {
                const { scopes } = inspectFunction(other.callable);
                return scopes.some((each) => Object.hasOwn(each, name) && valueIn(each, name) === marks[key]);
            } finally {
                marks[key] = before;
                evaluate(`${name}=${MARK_EXPRESSION}`);
                delete marks[key];
            }
        });
        return entered?.result ?? true;
    } catch {
        return true;
    }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[][] {
    const groups = new Map<unknown, Item[]>();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [item]);
        else group.push(item);
    }
    return [...groups.values()];
}
