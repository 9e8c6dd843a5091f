import { native } from "../native/addon";
import { asInteger } from "../python/arguments";
import { IndexError, TypeError } from "../python/exceptions";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { decode, encodeOrdered, incoming } from "../transfer/codec";
import { id } from "../transfer/shared-object";
import { Container, NO_INDEX, NOTHING, reprOf, succeed, succeedWith } from "./container";
import { refuseProperties } from "./properties";

/** Common base of lists and arrays: items with an index. */
export abstract class Indexed<T> extends Container {
    constructor() {
        super(native.list_new());
    }

    /**
     * Item at an index: `items[0]` is the first, `items[-1]` the last. Raises `IndexError` if there is none.
     */
    [index: number]: T;

    /** Name of the type in Python's error texts. */
    protected abstract get noun(): string;

    /** Number of items. Python: `len(...)`. */
    get length(): number {
        return succeed(native.list_length(this[id]));
    }

    set length(_length: number) {
        throw new TypeError(`the length of the ${this.noun} cannot be set: use ${this.lengthening}`);
    }

    /**
     * Returns the item at an index; a negative index counts from the end. Raises `IndexError`.
     * Python: `x[index]`.
     */
    at(index: number): T {
        const outcome = native.list_get(this[id], toIndex(this.noun, index), incoming);
        if (outcome === NO_INDEX) throw new IndexError(`${this.noun} index out of range`);
        return decodeOutcome(outcome) as T;
    }

    /** Returns copies of the items from `start` up to, but not including, `end`. Python: `x[start:end]`. */
    slice(start?: number, end?: number): T[] {
        return this.items().slice(toBound(start), toBound(end));
    }

    /** Iterates over a snapshot of the items. */
    [Symbol.iterator](): ArrayIterator<T> {
        return this.items().values();
    }

    override toString(): string {
        return reprOf(this, "[...]", () => `[${this.items().map(repr).join(", ")}]`);
    }

    protected override plain(convert: (item: unknown) => unknown): unknown {
        return this.items().map(convert);
    }

    protected override get handler(): ProxyHandler<this> {
        return byIndex as ProxyHandler<this>;
    }

    /** Methods that change the length. */
    protected get lengthening(): string {
        return "another array";
    }

    /** Returns a snapshot of the items. */
    protected items(): T[] {
        return succeedWith(native.list_items(this[id])).map((item) => decode(item) as T);
    }

    /** Sets the item at an index. Raises `IndexError` if there is none. */
    protected put(index: number, item: unknown): void {
        const place = toIndex(this.noun, index);
        const { view, length, references } = encodeOrdered(item);
        const outcome = native.list_set(this[id], place, view, length, references);
        if (outcome === NO_INDEX) throw new IndexError(`${this.noun} assignment index out of range`);
        succeed(outcome);
    }

    /** Adds an item at the end. */
    protected add(index: number, item: unknown): void {
        const { view, length, references } = encodeOrdered(item);
        succeed(native.list_insert(this[id], index, view, length, references));
    }

    /** Sets an item, for the proxy that handles indices. */
    static put(container: Indexed<unknown>, index: number, item: unknown): void {
        container.put(index, item);
    }
}

/** Adds items to a new container. */
export function fill(container: Indexed<unknown>, items: readonly unknown[]): void {
    for (const item of items) insertLast(container, item);
}

function insertLast(container: Indexed<unknown>, item: unknown): void {
    const { view, length, references } = encodeOrdered(item);
    succeed(native.list_insert(container[id], LAST, view, length, references));
}

/** An index beyond the end of every list. */
export const LAST = 2 ** 62;

/** Decodes a value that a native function returned. */
export function decodeOutcome(outcome: number | Uint8Array): unknown {
    if (typeof outcome === "number") succeed(outcome);
    return decode(outcome);
}

function toIndex(type: string, index: unknown): number {
    const integer = asInteger(index);
    if (integer === null)
        throw new TypeError(
            `${type} indices must be integers${type === "list" ? ` or slices, not ${typeName(index)}` : ""}`,
        );
    if (BigInt.asIntN(64, BigInt(integer)) !== BigInt(integer))
        throw new IndexError("cannot fit 'int' into an index-sized integer");
    return toPlace(integer);
}

function toBound(bound: unknown): number | undefined {
    if (bound === undefined || bound === null) return undefined;
    const integer = asInteger(bound);
    if (integer === null)
        throw new TypeError("slice indices must be integers or None or have an __index__ method");
    return toPlace(integer);
}

/** Limits an integer to the range that the addon distinguishes. */
export function toPlace(integer: number | bigint): number {
    return Math.max(-LAST, Math.min(LAST, Number(integer)));
}

/** Returns the property "12" or "-1" as an index; null for any other property. */
function indexOf(key: string | symbol): number | null {
    return typeof key === "string" && /^(?:-?[1-9]\d*|0)$/.test(key) ? Number(key) : null;
}

const others = refuseProperties("list", {
    set: () => "an index, append() or insert()",
    has: () => "includes()",
    delete: () => "an index, pop() or remove()",
    settable: ["length"],
}) as Required<ProxyHandler<object>>;

// Methods are looked up on the object itself, and called without this proxy.
const byIndex: ProxyHandler<Indexed<unknown>> = {
    ...others,
    get(target, key) {
        const index = indexOf(key);
        return index === null ? Reflect.get(target, key, target) : target.at(index);
    },
    set(target, key, value) {
        const index = indexOf(key);
        if (index === null) return others.set(target, key, value, target);
        Indexed.put(target, index, value);
        return true;
    },
    has(target, key) {
        const index = indexOf(key);
        if (index === null) return others.has(target, key);
        const { length } = target;
        return index < length && index >= -length;
    },
    deleteProperty(target, key) {
        const index = indexOf(key);
        if (index === null) return others.deleteProperty(target, key);
        const outcome = native.list_delete(target[id], toIndex("list", index));
        if (outcome === NO_INDEX || outcome === NOTHING)
            throw new IndexError("list assignment index out of range");
        return succeed(outcome) >= 0;
    },
};
