import * as exceptions from "../../python/exceptions";
import * as unicodeErrors from "../../python/unicode-errors";
import { Empty, Full, ShutDown } from "../../queue/queue";
import { gaierror, herror } from "../../socket/host/errors";
import { error as structError } from "../../struct/format";
import { BrokenBarrierError } from "../../threading/barrier";
import { encodeApart } from "../../transfer/codec";
import * as errors from "./errors";

/**
 * An exception as a value for another thread: its classes by name, and its arguments. If the other thread
 * lacks a class, it uses the nearest ancestor, under the original name.
 */
export interface ExceptionRecord {
    /** Names of the exception's class and its ancestors; null for a value that is not an error. */
    classes: string[] | null;
    args: readonly unknown[];
    stack: string | undefined;
    fields: Record<string, unknown>;
}

// biome-ignore lint/suspicious/noExplicitAny: each has parameters of its own
type ErrorClass = new (...args: any[]) => Error;

const known: ErrorClass[] = [
    ...[exceptions, unicodeErrors, errors].flatMap((module) =>
        (Object.values(module) as unknown[]).filter(isErrorClass),
    ),
    ...[BrokenBarrierError, Empty, Full, ShutDown, gaierror, herror, structError],
    ...[Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError],
];

function isErrorClass(value: unknown): value is ErrorClass {
    return typeof value === "function" && value.prototype instanceof Error;
}

export function recordOf(thrown: unknown): ExceptionRecord {
    if (!(thrown instanceof Error)) return { classes: null, args: [thrown], stack: undefined, fields: {} };
    const isPython = thrown instanceof exceptions.BaseException;
    const args = isPython ? argumentsOf(thrown) : [thrown.message];
    return {
        classes: classesOf(Object.getPrototypeOf(thrown)),
        args: args.every(canCross) ? args : [thrown.message],
        stack: thrown.stack,
        fields: fieldsOf(thrown),
    };
}

/** Recreates the exception of a record, as far as this thread has its classes. */
export function exceptionOf({ classes, args, stack, fields }: ExceptionRecord): unknown {
    if (classes === null) return args[0];
    const error = make(classes, args);
    for (const [name, value] of Object.entries({ ...fields, stack }))
        Object.defineProperty(error, name, {
            value,
            writable: true,
            configurable: true,
            enumerable: name !== "stack",
        });
    return error;
}

function make(classes: string[], args: readonly unknown[]): Error {
    for (const [index, name] of classes.entries()) {
        const found = known.find((each) => isSame(each, classes.slice(index)));
        if (found === undefined) continue;
        const error = construct(found, args);
        if (index > 0)
            Object.defineProperty(error, "name", { value: classes[0], writable: true, configurable: true });
        else if (error.name !== name) error.name = name;
        return error;
    }
    return construct(Error, args);
}

function construct(Class: ErrorClass, args: readonly unknown[]): Error {
    try {
        return new Class(...args);
    } catch {
        return new exceptions.Exception(...args);
    }
}

function isSame(Class: ErrorClass, classes: string[]): boolean {
    const own = classesOf(Class.prototype);
    return own.length === classes.length && own.every((name, index) => name === classes[index]);
}

function classesOf(prototype: object): string[] {
    const names: string[] = [];
    for (let each = prototype; each !== Object.prototype && each !== null; each = Object.getPrototypeOf(each))
        names.push(each.constructor.name);
    return names;
}

/** Returns the arguments that recreate the exception. `args` lacks the files of an `OSError`. */
function argumentsOf(error: exceptions.BaseException): readonly unknown[] {
    if (!(error instanceof exceptions.OSError) || error.filename === null) return error.args;
    return [error.errno, error.strerror, error.filename, null, error.filename2];
}

/** Returns the fields that the program has set, without those that cannot be sent. */
function fieldsOf(error: Error): Record<string, unknown> {
    const entries = Object.entries(error).filter(([, value]) => canCross(value));
    if (error.cause !== undefined && canCross(error.cause)) entries.push(["cause", error.cause]);
    return Object.fromEntries(entries);
}

function canCross(value: unknown): boolean {
    try {
        encodeApart(value).discard();
        return true;
    } catch {
        return false;
    }
}
