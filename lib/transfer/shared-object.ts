import { inspect } from "node:util";
import { Kind, native } from "../native/addon";
import { follow, onCollected } from "../runtime/garbage";
import type { KindName } from "./registry";
import { defineShared, type Shared, share, type WireHandle } from "./structured";

/** Key of the native handle of an object. */
export const id: unique symbol = Symbol("pysocket.id");

/** Base of objects that exist once in the process, however many threads have an object for it. */
export abstract class SharedObject implements Shared {
    declare readonly [id]: number;

    abstract [share](): WireHandle;

    abstract toString(): string;

    [inspect.custom](): string {
        return this.toString();
    }
}

/** Makes `object` the object for a native handle, with its own reference. */
export function setId<Class extends SharedObject>(object: Class, number: number): Class {
    Object.defineProperty(object, id, { value: number });
    follow(object, Kind.Object, number);
    return object;
}

/**
 * Lets objects of a class be sent by reference. `make` creates this thread's object for a handle that
 * arrived, and returns the one that the program gets.
 */
export function defineSharedObject<Class extends SharedObject>(
    kind: KindName,
    prototype: Class,
    make: (object: Class, number: number) => Class = setId,
): void {
    defineShared(kind, {
        of: Kind.Object,
        retain: ([number]) => native.object_retain(number),
        drop: ([number]) => native.object_release(number),
        revive: ([number]) => make(Object.create(prototype) as Class, number),
    });
}

onCollected(Kind.Object, (number) => native.object_release(number));
