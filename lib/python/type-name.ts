import { types } from "node:util";

/** Whether the value is an object literal: a dict in Python, or keyword arguments of a call. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
    if (typeof value !== "object" || value === null) return false;
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || prototype === Object.prototype || isForeignObjectPrototype(prototype);
}

/** Whether the object is the `Object.prototype` of another realm: a `vm` context, the REPL, or jest. */
function isForeignObjectPrototype(prototype: object): boolean {
    return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

/** Returns the name of the Python type of a value, as the text of a `TypeError` gives it. */
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
    if (types.isUint8Array(value) && Buffer.isBuffer(value)) return "bytes";
    if (types.isDataView(value)) return "memoryview";
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return "bytearray";
    if (types.isMap(value) || isPlainObject(value)) return "dict";
    if (types.isSet(value)) return "set";
    return value.constructor?.name || "object";
}
