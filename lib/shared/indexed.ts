import { native } from "../native/addon";
import { asInteger } from "../python/arguments";
import { IndexError, TypeError } from "../python/exceptions";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { decode, encode, incoming } from "../transfer/codec";
import { id } from "../transfer/shared-object";
import { Container, NO_INDEX, NOTHING, reprOf, succeed, succeedWith } from "./container";
import { refuseProperties } from "./properties";

/** What lists and arrays have in common: items with an index. */
export abstract class Indexed<T> extends Container {
    constructor() {
        super(native.list_new());
    }

    /** `items[0]` is the first, `items[-1]` the last. Raises `IndexError` where there is nothing. */
    [index: number]: T;

    /** What Python's texts call it. */
    protected abstract get noun(): string;

    /** How many items there are. Python: `len(...)`. */
    get length(): number {
        return succeed(native.list_length(this[id]));
    }

    set length(_length: number) {
        throw new TypeError(`the length of the ${this.noun} cannot be set: use ${this.lengthening}`);
    }

    /** The item at an index; a negative one counts from the end. Raises `IndexError`. Python: `x[index]`. */
    at(index: number): T {
        const outcome = native.list_get(this[id], toIndex(this.noun, index), incoming);
        if (outcome === NO_INDEX) throw new IndexError(`${this.noun} index out of range`);
        return decodeOutcome(outcome) as T;
    }

    /** Copies of the items from `start` to before `end`. Python: `x[start:end]`. */
    slice(start?: number, end?: number): T[] {
        return this.items().slice(toBound(start), toBound(end));
    }

    /** The items of this moment, whatever becomes of the container meanwhile. */
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

    protected items(): T[] {
        return succeedWith(native.list_items(this[id])).map((item) => decode(item) as T);
    }

    protected put(index: number, item: unknown): void {
        const place = toIndex(this.noun, index);
        const { view, length, references } = encode(item);
        const outcome = native.list_set(this[id], place, view, length, references);
        if (outcome === NO_INDEX) throw new IndexError(`${this.noun} assignment index out of range`);
        succeed(outcome);
    }

    protected add(index: number, item: unknown): void {
        const { view, length, references } = encode(item);
        succeed(native.list_insert(this[id], index, view, length, references));
    }

    /** For the handler of indices. */
    static put(container: Indexed<unknown>, index: number, item: unknown): void {
        container.put(index, item);
    }
}

/** Adds items to a new container. */
export function fill(container: Indexed<unknown>, items: readonly unknown[]): void {
    for (const item of items) insertLast(container, item);
}

function insertLast(container: Indexed<unknown>, item: unknown): void {
    const { view, length, references } = encode(item);
    succeed(native.list_insert(container[id], LAST, view, length, references));
}

/** Further than any list is long. */
export const LAST = 2 ** 62;

/** A value that a native function has delivered. */
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

/** Within what the native side can tell apart. */
export function toPlace(integer: number | bigint): number {
    return Math.max(-LAST, Math.min(LAST, Number(integer)));
}

/** The property "12" or "-1" as an index; null for other properties. */
function indexOf(key: string | symbol): number | null {
    return typeof key === "string" && /^(?:-?[1-9]\d*|0)$/.test(key) ? Number(key) : null;
}

const others = refuseProperties("list", {
    set: () => "an index, append() or insert()",
    has: () => "includes()",
    delete: () => "an index, pop() or remove()",
    settable: ["length"],
}) as Required<ProxyHandler<object>>;

// Methods get the object itself, without this handler, where they are looked up on it.
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
