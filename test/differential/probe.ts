/**
 * A probe is a few calls that are made in CPython and here, whose outcomes are then compared: the result, or
 * the exception's class, errno and text. It is written as data, so that both sides read the same list.
 */

/** What has no JSON of its own travels as an object with one key. */
export type Value =
    | null
    | boolean
    | number
    | string
    | Value[]
    | { bytes: string }
    | { bytearray: string }
    | { memoryview: string }
    | { integer: string }
    | { float: string }
    | { constant: string }
    | { ref: string }
    | { path: string }
    | { descriptor: string }
    | { list: Value[] }
    | { dict: Record<string, Value> }
    | { set: Value[] }
    | { iterator: Value[] }
    | { thing: string; value?: Value };

export interface Step {
    /** What is called or read: a module's member ("socket.htons"), or that of a value set before ("s.bind"). */
    at: string;
    args?: Value[];
    kwargs?: Record<string, Value>;
    /** Reads an attribute, or constructs by calling without arguments. */
    get?: boolean;
    /** Names for the result, or for its elements. */
    set?: string | string[];
    /** The outcome is not compared: it differs from run to run. */
    quiet?: boolean;
}

export interface Probe {
    name: string;
    steps: Step[];
}

/** Probes of one call. */
export interface Group {
    name: string;
    probes: Probe[];
}

export const bytes = (text: string): Value => ({ bytes: Buffer.from(text, "latin1").toString("hex") });
export const bytearray = (text: string): Value => ({
    bytearray: Buffer.from(text, "latin1").toString("hex"),
});
export const memoryview = (text: string): Value => ({
    memoryview: Buffer.from(text, "latin1").toString("hex"),
});
export const integer = (value: bigint): Value => ({ integer: value.toString() });
export const float = (value: "nan" | "inf" | "-inf"): Value => ({ float: value });
export const constant = (name: string): Value => ({ constant: name });
export const ref = (name: string): Value => ({ ref: name });
export const path = (name: string): Value => ({ path: name });
/** Where an array stands for a list; elsewhere it stands for a tuple. */
export const list = (...values: Value[]): Value => ({ list: values });
/** A descriptor of a file, which is no socket. */
export const descriptor: Value = { descriptor: "file" };
export const dict = (entries: Record<string, Value> = {}): Value => ({ dict: entries });
export const set = (...values: Value[]): Value => ({ set: values });
export const iterator = (...values: Value[]): Value => ({ iterator: values });
/** An object of a class of its own: see the runners for the kinds. */
export const thing = (kind: string, value?: Value): Value =>
    value === undefined ? { thing: kind } : { thing: kind, value };

export function call(at: string, ...args: Value[]): Step {
    return { at, args };
}

export function callWith(at: string, args: Value[], kwargs: Record<string, Value>): Step {
    return { at, args, kwargs };
}

export function read(at: string): Step {
    return { at, get: true };
}

/** A step for what comes later: its outcome is not compared unless it fails in one run only. */
export function prepare(names: string | string[], at: string, ...args: Value[]): Step {
    return { at, args, set: names, quiet: true };
}

export function quietly(at: string, ...args: Value[]): Step {
    return { at, args, quiet: true };
}

/** One probe for each list of arguments of the same call. */
export function each(at: string, setUp: Step[], ...lists: Value[][]): Probe[] {
    return lists.map((args) => ({ name: show(at, args), steps: [...setUp, call(at, ...args)] }));
}

/** One probe for each set of keyword arguments, after positional ones, of the same call. */
export function eachWith(at: string, setUp: Step[], ...lists: [Value[], Record<string, Value>][]): Probe[] {
    return lists.map(([args, kwargs]) => ({
        name: `${show(at, args)} ${JSON.stringify(kwargs)}`,
        steps: [...setUp, callWith(at, args, kwargs)],
    }));
}

export function probe(name: string, ...steps: Step[]): Probe {
    return { name, steps };
}

function show(at: string, args: Value[]): string {
    const text = JSON.stringify(args).slice(1, -1);
    return `${at}(${text.length > 100 ? `${text.slice(0, 100)}...` : text})`;
}

/** Arguments that are no integer, for whatever takes one. */
export const noIntegers: Value[] = ["x", null, 1.5, bytes("1"), list(), thing("plain")];
/** Integers around the limits of the C types. */
export const limits: Value[] = [
    -1,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 32,
    integer(2n ** 63n - 1n),
    integer(2n ** 63n),
    integer(-(2n ** 63n) - 1n),
    integer(2n ** 64n),
    integer(2n ** 100n),
];
/** Seconds that no wait takes: `OverflowError` where there is something to wait for. */
export const tooLong: Value[] = [9223372037, 1e10, 10000000000.5, float("inf"), integer(2n ** 64n)];
/** Arguments that are no bytes, for whatever takes some. */
export const noBytes: Value[] = ["x", null, 1, 1.5, true, list(), thing("plain")];
