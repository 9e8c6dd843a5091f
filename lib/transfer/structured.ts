import { type Kind, native } from "../native/addon";
import { TypeError } from "../python/exceptions";
import { type KindName, knownIn } from "./registry";

/** The two ways of the package's objects to other threads: by a handle, or as what they are made of. */

/** The method of an object of which there is one in the process: returns its handle. */
export const share: unique symbol = Symbol("pysocket.share");

export interface Shared {
    [share](): WireHandle;
}

/** The handle of a shared object, as serialised bytes have it. */
export interface WireHandle {
    kind: KindName;
    numbers: number[];
}

interface Revival {
    /** The kind of the first of its numbers: the native side gives its reference back without JavaScript. */
    of: Kind;
    /** Whether the object is recreated here, instead of being the one that refers to the handle elsewhere. */
    isApart?: boolean;
    /** Takes a reference for a handle that is sent. */
    retain(numbers: number[]): void;
    /** Returns this thread's object for the handle, whose reference it takes over. */
    revive(numbers: number[]): object;
    /** Gives the handle's reference back. */
    drop(numbers: number[]): void;
}

const revivals = new Map<string, Revival>();

/** Defines how the objects of a kind come back. */
export function defineShared(kind: KindName, revival: Revival): void {
    revivals.set(kind, revival);
}

export function isShared(value: unknown): value is Shared {
    return typeof value === "object" && value !== null && share in value;
}

/** Returns a handle of a shared object, with a reference of its own. */
export function dispatch(value: Shared): WireHandle {
    const handle = value[share]();
    revivals.get(handle.kind)?.retain(handle.numbers);
    return handle;
}

/** Returns this thread's object for a handle, of which there is one, and takes over the handle's reference. */
export function revive({ kind, numbers }: WireHandle): object {
    const revival = knownIn(revivals, kind);
    if (revival === undefined) throw new TypeError(`no such kind of shared object: ${kind}`);
    const here = revival.isApart ? undefined : native.take_over(revival.of, numbers[0]);
    return here ?? revival.revive(numbers);
}

/** Like `revive()`, for bytes that are read again and again: they keep their references. */
export function reviveCopy(handle: WireHandle): object {
    knownIn(revivals, handle.kind)?.retain(handle.numbers);
    return revive(handle);
}

/** Returns what the native side needs to know of a handle: the kind and the number of its reference. */
export function referenceOf({ kind, numbers }: WireHandle): [Kind, number] {
    return [(revivals.get(kind) as Revival).of, numbers[0]];
}

/** Gives back the references of handles that nobody will receive. */
export function drop(handles: readonly WireHandle[]): void {
    for (const { kind, numbers } of handles) revivals.get(kind)?.drop(numbers);
}

/** The method of an object that is made again in another thread: returns what only the package knows of it. */
export const describe: unique symbol = Symbol("pysocket.describe");

export interface Described {
    [describe](): Description;
}

/** Beside it, the fields and the class of an object cross like those of any other. */
export interface Description {
    kind: KindName;
    /** Shared objects, and plain data. */
    content: unknown;
    /** Anything else; given to `complete()`. */
    rest?: unknown;
}

interface Making {
    /** Makes the object; `isNew` is false for one that is here already, and keeps its fields. */
    make(content: unknown, prototype: object): { object: object; isNew: boolean };
    complete?(object: object, rest: unknown): void;
}

const makings = new Map<string, Making>();

/** Defines how the objects of a kind are made. */
export function defineDescribed(kind: KindName, making: Making): void {
    makings.set(kind, making);
}

/** The method of a copy that takes the content of the description. */
export const restore: unique symbol = Symbol("pysocket.restore");
/** The method of a copy that takes the rest of the description. */
export const complete: unique symbol = Symbol("pysocket.complete");

interface Copied extends Described {
    [restore]?(content: unknown): void;
    [complete]?(rest: unknown): void;
}

/**
 * Lets objects of a class with private fields cross as copies: the constructor gets `args`, which it must accept, and
 * `[restore]()` and `[complete]()` set the fields.
 */
export function defineCopied(
    kind: KindName,
    Class: new (...args: never[]) => Copied,
    args: (content: unknown) => unknown[] = () => [],
): void {
    defineDescribed(kind, {
        make(content, prototype) {
            // Stands for a subclass, whose constructor must not run again.
            function target() {}
            target.prototype = prototype;
            const object = Reflect.construct(Class, args(content), target) as Copied;
            object[restore]?.(content);
            return { object, isNew: true };
        },
        complete: (object, rest) => (object as Copied)[complete]?.(rest),
    });
}

export function isDescribed(value: unknown): value is Described {
    return typeof value === "object" && value !== null && describe in value;
}

/** Returns how the objects of a kind are made. */
export function makingOf(kind: string): Making {
    const making = knownIn(makings, kind);
    if (making === undefined) throw new TypeError(`no such kind of object: ${kind}`);
    return making;
}
