import { native } from "../native/addon";
import { KeyError } from "../python/exceptions";
import { repr } from "../python/repr";
import { decode } from "../transfer/codec";
import type { KindName } from "../transfer/registry";
import { defineSharedObject, id } from "../transfer/shared-object";
import {
    type Container,
    guard,
    NOTHING,
    reprOf,
    succeed,
    succeedWith,
    takeValue,
    whileHeld,
} from "./container";
import { Keyed, keysOf, put, takeNothing, withKey } from "./keyed";
import { iterate } from "./list";
import { refuseProperties } from "./properties";

/**
 * Set that threads share. Each operation is atomic. Values are copied, except process-wide objects such as
 * sockets and locks. `len()` is `size`, `in` is `has()`. Python: `set`, and `multiprocessing.Manager().set`.
 */
export class SharedSet<T> extends Keyed<T> {
    constructor(values: readonly unknown[]) {
        super();
        for (const value of values) put(this, value, null);
    }

    /** Adds a value, if it is missing. Python: `set.add`. */
    add(value: T): void;
    add(...args: unknown[]): void {
        put(this, takeValue("set.add", args), null);
    }

    /** Removes a value, if it exists. Python: `set.discard`. */
    discard(value: T): void;
    discard(...args: unknown[]): void {
        take(this, takeValue("set.discard", args));
    }

    /** Removes a value. Raises `KeyError` if it is missing. Python: `set.remove`. */
    remove(value: T): void;
    remove(...args: unknown[]): void {
        const value = takeValue("set.remove", args);
        if (!take(this, value)) throw new KeyError(value);
    }

    /** Removes the oldest value and returns it. Raises `KeyError` if the set is empty. Python: `set.pop`. */
    pop(...args: never[]): T {
        takeNothing("set.pop", args);
        const outcome = native.map_pop_end(this[id], false);
        if (outcome === NOTHING) throw new KeyError("pop from an empty set");
        return decode(succeedWith(outcome)[0]) as T;
    }

    /** Adds the values of each iterable. Python: `set.update`. */
    update(...others: Iterable<T>[]): void {
        const values = others.flatMap((other) => iterate(other));
        whileHeld(this, () => {
            for (const value of values) put(this, value, null);
        });
    }

    /** Removes the values of each iterable. Python: `set.difference_update`. */
    difference_update(...others: Iterable<T>[]): void {
        const values = others.flatMap((other) => iterate(other));
        whileHeld(this, () => {
            for (const value of values) take(this, value);
        });
    }

    /** Removes values that are not in every iterable. Python: `set.intersection_update`. */
    intersection_update(...others: Iterable<T>[]): void {
        const sets = others.map((other) => new SharedSet(iterate(other)));
        whileHeld(this, () => {
            for (const value of keysOf(this)) if (!sets.every((set) => set.has(value))) take(this, value);
        });
    }

    /** Returns the values that are in this set or in any of the others. Python: `set.union`. */
    union(...others: Iterable<T>[]): Set<T> {
        const all = new SharedSet<T>([...this, ...others.flatMap((other) => iterate(other))]);
        return new Set(all);
    }

    /** Returns the values that are in this set and in all of the others. Python: `set.intersection`. */
    intersection(...others: Iterable<T>[]): Set<T> {
        const sets = others.map((other) => new SharedSet(iterate(other)));
        return new Set(keysOf(this).filter((value) => sets.every((set) => set.has(value))));
    }

    /** Returns the values that are in this set and in none of the others. Python: `set.difference`. */
    difference(...others: Iterable<T>[]): Set<T> {
        const gone = new SharedSet(others.flatMap((other) => iterate(other)));
        return new Set(keysOf(this).filter((value) => !gone.has(value)));
    }

    /** Whether this set and the other have no value in common. Python: `set.isdisjoint`. */
    isdisjoint(other: Iterable<T>): boolean;
    isdisjoint(...args: unknown[]): boolean {
        return this.intersection(takeValue("set.isdisjoint", args) as Iterable<T>).size === 0;
    }

    /** Whether all values of this set are in the other. Python: `set.issubset`. */
    issubset(other: Iterable<T>): boolean;
    issubset(...args: unknown[]): boolean {
        return this.difference(takeValue("set.issubset", args) as Iterable<T>).size === 0;
    }

    /** Whether all values of the other are in this set. Python: `set.issuperset`. */
    issuperset(other: Iterable<T>): boolean;
    issuperset(...args: unknown[]): boolean {
        const mine = new SharedSet(keysOf(this));
        return iterate(takeValue("set.issuperset", args)).every((value) => mine.has(value));
    }

    /** Returns a copy as a `Set`. Python: `set.copy`. */
    copy(...args: never[]): Set<T> {
        takeNothing("set.copy", args);
        return new Set(this);
    }

    override toString(): string {
        return reprOf(this, "set(...)", () => {
            const values = keysOf(this);
            return values.length === 0 ? "set()" : `{${values.map(repr).join(", ")}}`;
        });
    }

    protected override plain(convert: (item: unknown) => unknown): unknown {
        return keysOf(this).map(convert);
    }

    protected override get handler(): ProxyHandler<this> {
        return byName;
    }

    /** Name of the kind, for other threads. */
    protected override get kind(): KindName {
        return "shared:set";
    }

    protected override get noun(): string {
        return "set";
    }
}

const byName = refuseProperties("set", {
    set: (key) => `add(${key})`,
    has: (key) => `has(${key})`,
    delete: (key) => `discard(${key})`,
});

defineSharedObject("shared:set", SharedSet.prototype as SharedSet<unknown>, guard);

/** Removes a value. Returns whether it existed. */
function take(set: Container, value: unknown): boolean {
    return withKey(value, (view, length, references) => {
        const outcome = native.map_delete(set[id], view, length, references);
        return outcome !== NOTHING && succeed(outcome) >= 0;
    });
}
