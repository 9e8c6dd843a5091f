import { endianness } from "node:os";
import type { TextIOBase } from "../io/text-io-base";
import type { TextIOWrapper } from "../io/text-io-wrapper";
import { takeNone, takePositional } from "../python/arguments";
import { SystemExit } from "../python/exceptions";
import { strOf } from "../python/forms";
import { repr } from "../python/repr";
import { poolWorkerData } from "../runtime/environment";
import { defineHook, type ExceptionInfo, handledException, infoOf } from "../runtime/uncaught";
import * as own from "./sys";

/**
 * The part of Python's `sys` that socket scripts use: arguments, the standard streams, the end of the program, and
 * facts about the platform.
 *
 * @module
 */

// A namespace is read-only. To assign `stdout` or `excepthook`, use `import sys from "pysocket/sys"`.
export * as default from "./sys";

/**
 * Arguments of the program, after the script itself, whose path is the first. After `node -e` the first is `-c`.
 * Python: `sys.argv`.
 */
export const argv: string[] = argumentsOf(process.argv);

function argumentsOf([, ...args]: string[]): string[] {
    if ((process as { _eval?: string })._eval === undefined) return args;
    // Of a thread, the first is the worker's file.
    const isWorkerFile = poolWorkerData !== undefined && poolWorkerData.script === undefined;
    return ["-c", ...args.slice(isWorkerFile ? 1 : 0)];
}

/** Path of the program that runs the script: Node. Python: `sys.executable`. */
export const executable: string = process.execPath;

/** Name of the platform: "linux", "darwin", "win32", ... Python: `sys.platform`. */
export const platform: string = process.platform;

/** Order of the bytes in a number: "little" or "big". Python: `sys.byteorder`. */
export const byteorder: "little" | "big" = endianness() === "LE" ? "little" : "big";

/** Largest size that a container could have in Python; a `bigint`. Python: `sys.maxsize`. */
export const maxsize: bigint = /64|s390x/.test(process.arch) ? 2n ** 63n - 1n : 2n ** 31n - 1n;

/** Fields with names and, in the same order, with indices. */
type Fields<Names extends Record<string, unknown>> = readonly unknown[] & Readonly<Names>;

function fields<Names extends Record<string, unknown>>(name: string, values: Names): Fields<Names> {
    const items = Object.values(values);
    const text = Object.entries(values).map(([key, value]) => `${key}=${repr(value)}`);
    const toString = () => `${name}(${text.join(", ")})`;
    for (const [key, value] of Object.entries({ ...values, toString }))
        Object.defineProperty(items, key, { value });
    return Object.freeze(items) as unknown as Fields<Names>;
}

/** Version of Python that the package follows, by names and indices. Python: `sys.version_info`. */
export const version_info = fields("sys.version_info", {
    major: 3,
    minor: 13,
    micro: 0,
    releaselevel: "final",
    serial: 0,
});

/** Flags of the interpreter, which are Python's defaults. Python: `sys.flags`. */
export const flags = fields("sys.flags", {
    debug: 0,
    inspect: 0,
    interactive: 0,
    optimize: 0,
    dont_write_bytecode: 0,
    no_user_site: 0,
    no_site: 0,
    ignore_environment: 0,
    verbose: 0,
    bytes_warning: 0,
    quiet: 0,
    hash_randomization: 1,
    isolated: 0,
    dev_mode: false,
    utf8_mode: 0,
    warn_default_encoding: 0,
    safe_path: false,
    int_max_str_digits: 4300,
});

/** Stream that stands for a standard one: by default a `TextIOWrapper`; `StringIO` will do as well. */
export type StandardStream = TextIOBase & {
    /** The stream's bytes. */
    readonly buffer?: TextIOWrapper["buffer"];
};

/**
 * Standard input as a stream of text; its bytes are `stdin.buffer`. `select()` takes it. May be assigned.
 * Python: `sys.stdin`.
 */
export let stdin: StandardStream;

/**
 * Standard output as a stream of text; its bytes are `stdout.buffer`. What is written is out at once. May be
 * assigned any object with `write()`, which `print()` in this thread then writes to. Python: `sys.stdout`.
 */
export let stdout: StandardStream;

/** Standard error as a stream of text; its bytes are `stderr.buffer`. May be assigned. Python: `sys.stderr`. */
export let stderr: StandardStream;

/** The original `stdin`, whatever the program has assigned. Python: `sys.__stdin__`. */
export let __stdin__: TextIOWrapper;
/** The original `stdout`, whatever the program has assigned. Python: `sys.__stdout__`. */
export let __stdout__: TextIOWrapper;
/** The original `stderr`, whatever the program has assigned. Python: `sys.__stderr__`. */
export let __stderr__: TextIOWrapper;

// Made when they are first used: most programs need none of them.
for (const name of ["stdin", "stdout", "stderr"] as const) {
    define(name, name);
    define(`__${name}__`, name);
}

function define(key: string, name: "stdin" | "stdout" | "stderr"): void {
    const settle = (value: unknown) =>
        Object.defineProperty(exports, key, { value, writable: true, enumerable: true, configurable: true });
    Object.defineProperty(exports, key, {
        enumerable: true,
        configurable: true,
        get() {
            const streams = require("./standard-streams") as typeof import("./standard-streams");
            const stream = streams.standardStream(name);
            settle(stream);
            return stream;
        },
        set: settle,
    });
}

/**
 * Raises `SystemExit`. Uncaught it ends a thread; on the main thread it ends the process, when the other threads
 * have ended: with the status 0 for null, with a number as the status, and with status 1 for anything else, which is
 * printed to standard error. Python: `sys.exit`.
 */
export function exit(status?: unknown): never;
export function exit(...args: unknown[]): never {
    const [status = null] = takePositional("sys", "exit", args, 0, 1);
    throw status === null ? new SystemExit() : new SystemExit(status);
}

/** Name of the encoding of text: "utf-8". Python: `sys.getdefaultencoding`. */
export function getdefaultencoding(...args: never[]): string {
    takeNone("sys.getdefaultencoding", args);
    return "utf-8";
}

/**
 * Returns class, exception and stack trace of the exception that the package is handling while it calls the program:
 * in `excepthook` and in a server's `handle_error()`. Everywhere else the three are null: in a `catch` of the
 * program, the exception is what it catches. Python: `sys.exc_info`.
 */
export function exc_info(...args: never[]): ExceptionInfo {
    takeNone("sys.exc_info", args);
    const error = handledException();
    return error === null ? [null, null, null] : infoOf(error);
}

/** Returns the exception of `exc_info()`, or null. Python: `sys.exception`. */
export function exception(...args: never[]): unknown {
    takeNone("sys.exception", args);
    return handledException();
}

/**
 * Prints an exception with its stack trace to `stderr`. Assign another function to the module's `excepthook` to have
 * it called, instead of Node's own message, with an exception that ends the main thread. Python: `sys.excepthook`.
 */
export function excepthook(exc_type: unknown, exc_value: unknown, exc_traceback: unknown): void;
export function excepthook(...args: unknown[]): void {
    const [, value, traceback] = takePositional("sys", "excepthook", args, 3, 3);
    const text = traceback ?? (value instanceof Error ? `${value.name}: ${value.message}` : strOf(value));
    own.stderr.write(`${text}\n`);
}

/** The original `excepthook`, whatever the program has assigned. Python: `sys.__excepthook__`. */
export const __excepthook__ = excepthook;

defineHook(() => (own.excepthook === excepthook ? null : own.excepthook));
