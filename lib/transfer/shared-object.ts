import { inspect } from "node:util";
import { Kind, native } from "../native/addon";
import { follow, onCollected } from "../runtime/garbage";
import type { KindName } from "./registry";
import { defineShared, type Shared, type SharedValue, share } from "./structured";

/** The number by which the native side knows an object. */
export const id: unique symbol = Symbol("pysocket.id");

/** An object of which there is one in the process, however many threads hold it. */
export abstract class SharedObject implements Shared {
    declare readonly [id]: number;

    abstract [share](): SharedValue;

    abstract toString(): string;

    [inspect.custom](): string {
        return this.toString();
    }
}

/** Makes `object` stand for the native object, with a reference of its own. */
export function setId<Class extends SharedObject>(object: Class, number: number): Class {
    Object.defineProperty(object, id, { value: number });
    follow(object, Kind.Object, number);
    return object;
}

/**
 * Lets the objects of a class cross to other threads as themselves. `make` makes one that arrived stand for the native
 * object, and returns what the program gets.
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
