import { types } from "node:util";
import { asBytes } from "./buffers";
import { OverflowError, TypeError, ValueError } from "./exceptions";
import { suggestion } from "./suggestion";
import { isPlainObject, typeName } from "./type-name";

/**
 * Checks and conversions of arguments. Each raises CPython's class and text for a value that it refuses.
 * Conversions are named after C types, because CPython's texts depend on how its C code reads an argument.
 */

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

export type Integer = number | bigint;
type ArgumentList = ArrayLike<unknown>;

/** Whether the value is a C int already, so that a hot method need not convert it. */
export function isInt(value: unknown): value is number {
    return typeof value === "number" && (value | 0) === value;
}

function isInteger(value: unknown): value is Integer {
    return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
}

/** Returns an integer; a boolean is one, as in Python. Null for any other value. */
export function asInteger(value: unknown): Integer | null {
    if (typeof value === "boolean") return value ? 1 : 0;
    return isInteger(value) ? value : null;
}

export function toInteger(value: unknown): Integer {
    const integer = asInteger(value);
    if (integer === null)
        throw new TypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
    return integer;
}

export function isLong(integer: Integer): boolean {
    return integer >= LONG_MIN && integer <= LONG_MAX;
}

/** Converts to a C int, like the format `i` of CPython's argument parser. */
export function toParsedInt(value: unknown): number {
    const integer = toInteger(value);
    if (!isLong(integer)) throw new OverflowError("Python int too large to convert to C long");
    if (integer > INT_MAX) throw new OverflowError("signed integer is greater than maximum");
    if (integer < INT_MIN) throw new OverflowError("signed integer is less than minimum");
    return Number(integer);
}

/** Converts to a C int, like the rest of CPython. */
export function toInt(value: unknown): number {
    const integer = toInteger(value);
    if (integer > INT_MAX || integer < INT_MIN)
        throw new OverflowError("Python int too large to convert to C int");
    return Number(integer);
}

/** Converts to a C unsigned int: CPython's argument parser truncates any integer. */
export function toUnsignedInt(value: unknown): number {
    return Number(BigInt.asUintN(32, BigInt(toInteger(value))));
}

/** Converts to a C ssize_t. Above 2^53 the number is not exact, but nothing that large is ever allocated. */
export function toSize(value: unknown): number {
    return Number(toExactSize(value));
}

export function toExactSize(value: unknown): Integer {
    const integer = toInteger(value);
    if (!isLong(integer)) throw new OverflowError("Python int too large to convert to C ssize_t");
    return exact(integer);
}

/** Returns the integer as a number if that is exact, otherwise as a bigint. */
export function exact(integer: Integer): Integer {
    return Number.isSafeInteger(Number(integer)) ? Number(integer) : BigInt(integer);
}

/** Converts to a descriptor. A number beyond an int becomes -1, which is invalid. */
export function toDescriptor(value: unknown): number {
    const integer = toInteger(value);
    if (!isLong(integer)) throw new OverflowError("Python int too large to convert to C long");
    return integer >= 0 && integer <= INT_MAX ? Number(integer) : -1;
}

/** Returns the memory of a bytes-like object. */
export function toBytes(value: unknown): Uint8Array {
    const bytes = asBytes(value);
    if (bytes === null) throw new TypeError(`a bytes-like object is required, not '${typeName(value)}'`);
    return bytes;
}

/**
 * Returns the name of a value's type in the error for an argument that must be a string: `None` has no type
 * there.
 */
export function argumentTypeName(value: unknown): string {
    return value === null || value === undefined ? "None" : typeName(value);
}

/** Whether the value is true in Python. */
export function isTrue(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return Boolean(value) || Number.isNaN(value);
    const { length, size, byteLength } = value as { length?: unknown; size?: unknown; byteLength?: unknown };
    if (Array.isArray(value)) return length !== 0;
    if (types.isMap(value) || types.isSet(value)) return size !== 0;
    if (asBytes(value) !== null) return byteLength !== 0;
    return !isPlainObject(value) || Object.keys(value).length > 0;
}

/** Converts to seconds, rounded up to whole nanoseconds, as CPython does. */
export function toSeconds(value: unknown): number {
    return toTime(value, 1e9);
}

function toTime(value: unknown, nanosecondsPerUnit: number): number {
    if (typeof value === "number" && !Number.isInteger(value)) {
        if (Number.isNaN(value)) throw new ValueError("Invalid value NaN (not a number)");
        const exact = value * nanosecondsPerUnit;
        const nanoseconds = value < 0 ? Math.floor(exact) : Math.ceil(exact);
        if (Math.abs(nanoseconds) >= 2 ** 63)
            throw new OverflowError("timestamp out of range for platform time_t");
        return nanoseconds / nanosecondsPerUnit;
    }
    const time = toInteger(value);
    if (!isLong(BigInt(time) * BigInt(nanosecondsPerUnit)))
        throw new OverflowError("timestamp too large to convert to C PyTime_t");
    return Number(time);
}

/**
 * Converts the timeout of poll(2) or epoll_wait(2), given in milliseconds or seconds. Rounds up to whole
 * milliseconds and returns seconds; -1 is forever.
 */
export function toPollTimeout(value: unknown, millisecondsPerUnit: 1 | 1000): number {
    if (value === null || value === undefined) return -1;
    let milliseconds: number;
    try {
        milliseconds = toTime(value, 1e6 * millisecondsPerUnit) * millisecondsPerUnit;
    } catch (error) {
        throw error instanceof TypeError ? new TypeError("timeout must be an integer or None") : error;
    }
    // A part of a millisecond below zero counts for poll(), which then waits for ever, and not for epoll.
    const down = milliseconds < 0 && millisecondsPerUnit === 1;
    const rounded = down ? Math.floor(milliseconds) : Math.ceil(milliseconds);
    if (rounded > INT_MAX || rounded < INT_MIN) throw new OverflowError("timeout is too large");
    return rounded < 0 ? -1 : rounded / 1000;
}

/** Converts a socket's timeout: seconds, or -1 for null, which blocks. */
export function toTimeout(value: unknown): number {
    if (value === null) return -1;
    const seconds = toSeconds(value);
    if (seconds < 0) throw new ValueError("Timeout value out of range");
    return Math.abs(seconds);
}

/**
 * Returns the given arguments. `undefined` omits an argument if no other follows: a misspelt constant is
 * undefined too, and must not count as omitted.
 */
export function given(name: string, args: ArgumentList, parameters: readonly string[] = []): unknown[] {
    let count = args.length;
    while (count > 0 && args[count - 1] === undefined) count--;
    const values: unknown[] = Array.prototype.slice.call(args, 0, count);
    if (values.includes(undefined)) refuseUndefined(name, values, parameters);
    return values;
}

/**
 * Raises `TypeError` for an undefined argument before another. Options without any value count as omitted.
 */
function refuseUndefined(name: string, values: unknown[], parameters: readonly string[]): void {
    const last = values.at(-1);
    const hasOptions = !isPlainObject(last) || Object.values(last).some((value) => value !== undefined);
    const index = values.indexOf(undefined);
    if (!hasOptions && values.slice(index, -1).every((value) => value === undefined)) return;
    const parameter = parameters[index] ? ` ('${parameters[index]}')` : "";
    throw new TypeError(
        `${name}() argument ${index + 1}${parameter} is undefined, but a later one is given: is a name misspelt? None is null`,
    );
}
export function refuseKeywords(name: string, args: unknown[]): void {
    const last = args.at(-1);
    if (isPlainObject(last) && Object.keys(last).length > 0)
        throw new TypeError(`${name}() takes no keyword arguments`);
}

/** Checks the arguments of a C function without parameters: `socket.fileno`. */
export function takeNone(name: string, args: ArgumentList): void {
    const values = given(name, args);
    if (values.length === 0) return;
    refuseKeywords(name, values);
    throw new TypeError(`${name}() takes no arguments (${values.length} given)`);
}

/** Reads the argument of a C function with one parameter: `socket.bind`. */
export function takeOne(name: string, args: ArgumentList): unknown {
    const values = given(name, args);
    if (values.length === 1 && !isPlainObject(values[0])) return values[0];
    refuseKeywords(name, values);
    if (values.length === 1) return values[0];
    throw new TypeError(`${name}() takes exactly one argument (${values.length} given)`);
}

/** Reads the arguments of a C function with a tuple of arguments: `send`, a method of `owner`. */
export function takeSome(
    owner: string,
    name: string,
    args: ArgumentList,
    least: number,
    most: number,
): unknown[] {
    const values = given(name, args);
    refuseKeywords(owner === "" ? name : `${owner}.${name}`, values);
    if (values.length < least || values.length > most)
        throw new TypeError(countText(name, values.length, least, most));
    return values;
}

/** Reads the positional arguments of a newer C function: `poll.register`, and `float`. */
export function takePositional(
    owner: string,
    name: string,
    args: ArgumentList,
    least: number,
    most: number,
): unknown[] {
    const values = given(name, args);
    refuseKeywords(owner === "" ? name : `${owner}.${name}`, values);
    const { length } = values;
    if (length >= least && length <= most) return values;
    const bound = least === most ? "" : length < least ? "at least " : "at most ";
    const limit = length < least ? least : most;
    throw new TypeError(`${name} expected ${bound}${limit} argument${limit === 1 ? "" : "s"}, got ${length}`);
}

function countText(name: string, count: number, least: number, most: number): string {
    const limit = count < least ? least : most;
    const bound = least === most ? "exactly" : count < least ? "at least" : "at most";
    return `${name}() takes ${bound} ${limit} argument${limit === 1 ? "" : "s"} (${count} given)`;
}

/**
 * Reads the arguments of a C function with keyword arguments. Returns the values in the order of its
 * parameters.
 */
export function takeNamed(
    name: string,
    parameters: readonly string[],
    required: number,
    args: ArgumentList,
): unknown[] {
    const values = given(name, args, parameters);
    const keywords = isPlainObject(values.at(-1)) ? (values.pop() as Record<string, unknown>) : {};
    const names = Object.keys(keywords).filter((key) => keywords[key] !== undefined);
    const count = values.length + names.length;
    if (count > parameters.length) throw new TypeError(countText(name, count, 0, parameters.length));
    for (const [index, parameter] of parameters.entries()) {
        if (values.length > index && names.includes(parameter))
            throw new TypeError(
                `argument for ${name}() given by name ('${parameter}') and position (${index + 1})`,
            );
        if (values[index] === undefined) values[index] = keywords[parameter];
        if (index < required && values[index] === undefined)
            throw new TypeError(`${name}() missing required argument '${parameter}' (pos ${index + 1})`);
    }
    const unknown = names.find((key) => !parameters.includes(key));
    if (unknown !== undefined)
        throw new TypeError(
            `${name}() got an unexpected keyword argument '${unknown}'${suggestion(unknown, parameters)}`,
        );
    return values;
}

/** Parameters of a function that CPython implements in Python. */
export interface Signature {
    readonly name: string;
    readonly parameters: readonly string[];
    /** Number of parameters without a default. */
    readonly required: number;
    readonly keywordOnly?: readonly string[];
    /** Whether it is a method, whose `self` Python counts among its arguments. */
    readonly method?: boolean;
}

/**
 * Reads arguments. Returns the values in the order of the signature's parameters, then the keyword-only ones.
 */
export function take(signature: Signature, args: ArgumentList): unknown[] {
    const { name, parameters, keywordOnly = [] } = signature;
    const values = given(name, args, parameters);
    const keywords = isPlainObject(values.at(-1)) ? (values.pop() as Record<string, unknown>) : {};
    const names = [...parameters, ...keywordOnly];
    const result = names.map((_, index) => (index < parameters.length ? values[index] : undefined));
    for (const [key, value] of Object.entries(keywords)) {
        const index = names.indexOf(key);
        if (index < 0)
            throw new TypeError(
                `${name}() got an unexpected keyword argument '${key}'${suggestion(key, names)}`,
            );
        if (index < Math.min(values.length, parameters.length))
            throw new TypeError(`${name}() got multiple values for argument '${key}'`);
        result[index] = value;
    }
    if (values.length > parameters.length)
        throw new TypeError(tooManyText(signature, values.length, keywords));
    const missing = parameters.slice(0, signature.required).filter((_, index) => result[index] === undefined);
    if (missing.length > 0) throw new TypeError(missingText(name, missing));
    return result;
}

function tooManyText(signature: Signature, positional: number, keywords: Record<string, unknown>): string {
    const { name, parameters, required, keywordOnly = [], method } = signature;
    const self = method ? 1 : 0;
    const most = parameters.length + self;
    const optional = required < parameters.length;
    const takes = optional ? `from ${required + self} to ${most}` : String(most);
    const count = positional + self;
    const extra = keywordOnly.filter((key) => keywords[key] !== undefined).length;
    const extraText =
        extra === 0
            ? ""
            : ` positional ${plural("argument", count)} (and ${extra} keyword-only ${plural("argument", extra)})`;
    const were = count === 1 && extra === 0 ? "was" : "were";
    const what = optional ? "arguments" : plural("argument", most);
    return `${name}() takes ${takes} positional ${what} but ${count}${extraText} ${were} given`;
}

function missingText(name: string, missing: string[]): string {
    const quoted = missing.map((parameter) => `'${parameter}'`);
    const last = quoted.pop();
    const list =
        quoted.length === 0 ? last : `${quoted.join(", ")}${quoted.length > 1 ? "," : ""} and ${last}`;
    return `${name}() missing ${missing.length} required positional ${plural("argument", missing.length)}: ${list}`;
}

function plural(word: string, count: number): string {
    return count === 1 ? word : `${word}s`;
}
