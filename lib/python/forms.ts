import { inspect, types } from "node:util";
import { BaseException } from "./exceptions";
import { repr, reprOnce } from "./repr";
import { isPlainObject } from "./type-name";

/** Python's texts of values, for programs: an array is a list there. In messages of the library it is a tuple. */

/** Returns Python's `str()` of a value. */
export function strOf(value: unknown): string {
    if (typeof value === "string") return value;
    if (value instanceof Error) return value.message;
    return hasOwnText(value) ? String(value) : reprOf(value);
}

/** Whether the class of an object has a text of its own, as one with `__str__` in Python. */
function hasOwnText(value: unknown): value is object {
    if (typeof value !== "object" || value === null || types.isUint8Array(value)) return false;
    if (Array.isArray(value) || types.isMap(value) || types.isSet(value) || isPlainObject(value))
        return Object.hasOwn(value, "toString") && typeof value.toString === "function";
    return typeof value.toString === "function" && value.toString !== Object.prototype.toString;
}

/** Returns Python's `repr()` of a value. */
export function reprOf(value: unknown): string {
    if (typeof value === "function") return reprFunction(value);
    if (typeof value !== "object" || value === null) return repr(value);
    if (Array.isArray(value) && value.length >= 0 && value.length < 2 ** 32) return reprArray(value);
    if (types.isMap(value)) return reprDict(value, [...value.entries()]);
    if (types.isSet(value)) return reprSet(value);
    if (isPlainObject(value)) return reprDict(value, Object.entries(value));
    return value instanceof Error && !(inspect.custom in value) ? reprError(value) : repr(value);
}

function reprFunction(value: { name: string }): string {
    const isClass = /^class\b/.test(Function.prototype.toString.call(value));
    return isClass ? `<class '${value.name}'>` : `<function ${value.name || "<lambda>"}>`;
}

function reprArray(items: readonly unknown[]): string {
    if (!isTuple(items)) return reprOnce(items, "[...]", () => `[${items.map(reprOf).join(", ")}]`);
    return reprOnce(items, "(...)", () => tupleOf(items.map(reprOf)));
}

function tupleOf(texts: string[]): string {
    return texts.length === 1 ? `(${texts[0]},)` : `(${texts.join(", ")})`;
}

/** Whether an array is what Python has as a tuple: one that cannot change, or the address of an Internet socket. */
function isTuple(items: readonly unknown[]): boolean {
    if (Object.isFrozen(items)) return true;
    const [host, ...numbers] = items;
    if (typeof host !== "string" || (numbers.length !== 1 && numbers.length !== 3)) return false;
    return numbers.every((each) => Number.isInteger(each)) && (numbers[0] as number) <= 0xffff;
}

function reprDict(dict: object, entries: readonly (readonly unknown[])[]): string {
    const text = () => entries.map(([key, item]) => `${reprOf(key)}: ${reprOf(item)}`).join(", ");
    return reprOnce(dict, "{...}", () => `{${text()}}`);
}

function reprSet(items: ReadonlySet<unknown>): string {
    if (items.size === 0) return "set()";
    return reprOnce(items, "set(...)", () => `{${[...items].map(reprOf).join(", ")}}`);
}

function reprError(error: Error): string {
    const args = error instanceof BaseException ? error.args : error.message === "" ? [] : [error.message];
    const name = String(error.name);
    return reprOnce(error, `${name}(...)`, () => `${name}(${args.map(reprOf).join(", ")})`);
}
