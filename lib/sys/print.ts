import { takePositional } from "../python/arguments";
import { EOFError, RuntimeError, TypeError } from "../python/exceptions";
import { reprOf, strOf } from "../python/forms";
import { isPlainObject, typeName } from "../python/type-name";

/** Keyword arguments of `print`. */
export interface PrintOptions {
    /** Text between the values; by default a space. */
    sep?: string | null;
    /** Text after the last value; by default a newline. */
    end?: string | null;
    /** Object with a `write()` method; by default `sys.stdout`. */
    file?: { write(text: string): unknown } | null;
    /** Whether to call the file's `flush()`. */
    flush?: boolean;
}

const keywords = ["sep", "end", "file", "flush"];

/**
 * Prints values as Python shows them, in one write, and a newline. Keyword arguments are a last object that has no
 * other keys than `sep`, `end`, `file` and `flush`; any other object is printed as a dict.
 *
 * Raises `TypeError`, and `OSError` if the system refuses. Python: `print()`.
 */
export function print(...values: unknown[]): void {
    const options = optionsOf(values);
    const { sep, end, file, flush } = options === null ? ({} as PrintOptions) : options;
    const separator = textOf("sep", sep, " ");
    const ending = textOf("end", end, "\n");
    const items = options === null ? values : values.slice(0, -1);
    const target = file ?? standard().stdout;
    if (target === null) return;
    call(target, "write", items.map(strOf).join(separator) + ending);
    if (flush) call(target, "flush");
}

function optionsOf(values: unknown[]): PrintOptions | null {
    const last = values.at(-1);
    if (!isPlainObject(last)) return null;
    const keys = Object.keys(last);
    return keys.length > 0 && keys.every((key) => keywords.includes(key)) ? last : null;
}

function textOf(name: string, value: unknown, usual: string): string {
    if (value === null || value === undefined) return usual;
    if (typeof value === "string") return value;
    throw new TypeError(`${name} must be None or a string, not ${typeName(value)}`);
}

/** Calls a method of a stream, such as one of Node's. Only Python's have `flush()`. */
function call(target: object, method: "write" | "flush", ...args: string[]): void {
    const { invoke } = require("../io/streams") as typeof import("../io/streams");
    if (method === "flush" && isNodeStream(target)) return;
    invoke(target, method, ...args);
}

function isNodeStream(target: object): boolean {
    return typeof (target as { pipe?: unknown }).pipe === "function";
}

/** The standard streams as they are now. Loaded when first needed: most programs need the exceptions only. */
function standard(): { stdin: unknown; stdout: object | null } {
    return require("./sys") as typeof import("./sys");
}

/**
 * Reads a line from `sys.stdin`, without its newline, after it has printed `prompt` to `sys.stdout`.
 *
 * Raises `EOFError` at the end of the input, `KeyboardInterrupt` at Ctrl-C. Python: `input()`.
 */
export function input(prompt?: unknown): string;
export function input(...args: unknown[]): string {
    const [prompt = ""] = takePositional("", "input", args, 0, 1);
    const { stdin, stdout } = standard();
    for (const [name, stream] of Object.entries({ stdin, stdout }))
        if (stream === null || stream === undefined) throw new RuntimeError(`input(): lost sys.${name}`);
    call(stdout as object, "write", strOf(prompt));
    call(stdout as object, "flush");
    const { invoke } = require("../io/streams") as typeof import("../io/streams");
    const line = invoke(stdin, "readline");
    if (typeof line !== "string") throw new TypeError("object.readline() returned non-string");
    if (line === "") throw new EOFError("EOF when reading a line");
    return line.endsWith("\n") ? line.slice(0, -1) : line;
}

/**
 * Returns Python's text of a value for programmers: text in quotes, bytes as `b'...'`, an array as a list, or as a
 * tuple if it is frozen or the address of an Internet socket. Python: `repr()`.
 */
export function repr(object: unknown): string;
export function repr(...args: unknown[]): string {
    return reprOf(oneOf("repr", args));
}

/**
 * Returns Python's text of a value, as `print` shows it; with an encoding, the text that bytes contain. Python: `str()`.
 */
export function str(object?: unknown): string;
export function str(object: Uint8Array, encoding: string, errors?: string): string;
export function str(...args: unknown[]): string {
    if (args.length === 0) return "";
    if (args.length === 1) return strOf(args[0]);
    const { decodeText } = require("./decode") as typeof import("./decode");
    return decodeText(args);
}

function oneOf(name: string, args: ArrayLike<unknown>): unknown {
    if (args.length === 1) return args[0];
    throw new TypeError(`${name}() takes exactly one argument (${args.length} given)`);
}
