import { types } from "node:util";

/** Whether it is an object literal: what Python calls a dict, or the keyword arguments of a call. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
    if (typeof value !== "object" || value === null) return false;
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || prototype === Object.prototype || isForeignObjectPrototype(prototype);
}

/** Whether it is the `Object.prototype` of another realm: of a `vm` context, the REPL, or jest. */
function isForeignObjectPrototype(prototype: object): boolean {
    return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

/** The name of the Python type that a value stands for, as the texts of a `TypeError` give it. */
export function typeName(value: unknown): string {
    switch (typeof value) {
        case "string":
            return "str";
        case "number":
            return Number.isInteger(value) ? "int" : "float";
        case "bigint":
            return "int";
        case "boolean":
            return "bool";
        case "undefined":
            return "NoneType";
        case "symbol":
            return "Symbol";
        case "function":
            return "function";
        default:
            return value === null ? "NoneType" : objectTypeName(value as object);
    }
}

function objectTypeName(value: object): string {
    if (Array.isArray(value)) return "list";
    if (Buffer.isBuffer(value)) return "bytes";
    if (types.isDataView(value)) return "memoryview";
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return "bytearray";
    if (types.isMap(value) || isPlainObject(value)) return "dict";
    if (types.isSet(value)) return "set";
    return value.constructor?.name || "object";
}
