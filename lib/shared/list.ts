import { native } from "../native/addon";
import { asInteger, isTrue, toSize } from "../python/arguments";
import { IndexError, TypeError, ValueError } from "../python/exceptions";
import { itemsOf } from "../python/items";
import { raiseUnordered } from "../python/raise";
import { repr } from "../python/repr";
import { isPlainObject, typeName } from "../python/type-name";
import { encodeAll, encodeOrdered, incoming } from "../transfer/codec";
import type { KindName } from "../transfer/registry";
import { defineSharedObject, id } from "../transfer/shared-object";
import {
    type Container,
    guard,
    NO_INDEX,
    NOTHING,
    succeed,
    takeValue,
    takeValues,
    whileHeld,
} from "./container";
import { decodeOutcome, fill, Indexed, LAST, toPlace } from "./indexed";

/** Keyword arguments of `sort`. */
export interface SortOptions<T> {
    /** Function that returns the value to compare for an item; null, the default, compares the items. */
    key?: ((item: T) => unknown) | null;
    /** Whether to sort in descending order; by default false. */
    reverse?: boolean;
}

/**
 * List that threads share. Each operation is atomic. Items are copied, except process-wide objects such as
 * sockets and locks. `items[0]`, `items[-1]`, `items[0] = x` and `delete items[0]` work as in Python; `len()`
 * is `length`, `in` is `includes()`. Python: `list`, and `multiprocessing.Manager().list`.
 */
export class SharedList<T> extends Indexed<T> {
    constructor(items: readonly unknown[]) {
        super();
        fill(this, items);
    }

    /** Adds an item at the end. Python: `list.append`. */
    append(item: T): void;
    append(...args: unknown[]): void {
        this.add(LAST, takeValue("list.append", args));
    }

    /** Adds items at the end, in one atomic operation. Python: `list.extend`. */
    extend(items: Iterable<T>): void;
    extend(...args: unknown[]): void {
        const encoded = encodeAll(iterate(takeValue("list.extend", args)));
        whileHeld(this, () => {
            for (const { view, length, references } of encoded)
                succeed(native.list_insert(this[id], LAST, view, length, references));
        });
    }

    /** Inserts an item before the one at `index`. Python: `list.insert`. */
    insert(index: number, item: T): void;
    insert(...args: unknown[]): void {
        const [index, item] = takeValues("insert", args, 2, 2);
        this.add(toSize(index), item);
    }

    /**
     * Removes the first item equal to `item`. Raises `ValueError` if there is none. Python: `list.remove`.
     */
    remove(item: T): void;
    remove(...args: unknown[]): void {
        const { view, length, references } = encodeOrdered(takeValue("list.remove", args));
        const outcome = native.list_remove(this[id], view, length, references);
        if (outcome === NOTHING) throw new ValueError("list.remove(x): x not in list");
        succeed(outcome);
    }

    /**
     * Removes the last item, or the one at `index`, and returns it. Raises `IndexError`. Python: `list.pop`.
     */
    pop(index?: number): T;
    pop(...args: unknown[]): T {
        const [index = -1] = takeValues("pop", args, 0, 1);
        const outcome = native.list_pop(this[id], toSize(index), incoming);
        if (outcome === NOTHING) throw new IndexError("pop from empty list");
        if (outcome === NO_INDEX) throw new IndexError("pop index out of range");
        return decodeOutcome(outcome) as T;
    }

    /**
     * Returns the index of the first item equal to `item`. Raises `ValueError` if there is none.
     * Python: `list.index`.
     */
    index(item: T, start?: number, stop?: number): number;
    index(...args: unknown[]): number {
        const [item, start = 0, stop = LAST] = takeValues("index", args, 1, 3);
        const outcome = find(this, item, toSliceIndex(start), toSliceIndex(stop));
        if (outcome === NOTHING) throw new ValueError(`${repr(item)} is not in list`);
        return succeed(outcome);
    }

    /** Whether an item is equal to `item`. Python: `x in list`. */
    includes(item: T): boolean {
        const outcome = find(this, item, 0, LAST);
        return outcome !== NOTHING && succeed(outcome) >= 0;
    }

    /** Returns how many items are equal to `item`. Python: `list.count`. */
    count(item: T): number;
    count(...args: unknown[]): number {
        const { view, length, references } = encodeOrdered(takeValue("list.count", args));
        return succeed(native.list_count(this[id], view, length, references));
    }

    /**
     * Sorts the items, the smallest first by Python's `<`. Items of equal rank keep their order. Raises
     * `TypeError` for items without an order. Python: `list.sort`.
     */
    sort(options?: SortOptions<T>): void;
    sort(...args: unknown[]): void {
        const { key = null, reverse = false } = readSort(args) as SortOptions<T>;
        if (key !== null && typeof key !== "function")
            throw new TypeError(`'${typeName(key)}' object is not callable`);
        whileHeld(this, () => {
            const keys = key === null ? null : new SharedList(this.items().map((item) => key(item)));
            const outcome = native.list_sort(this[id], keys?.[id] ?? 0, isTrue(reverse));
            if (typeof outcome === "string") raiseUnordered(outcome);
            succeed(outcome);
        });
    }

    /** Reverses the order of the items. Python: `list.reverse`. */
    reverse(...args: never[]): void {
        takeNothing("reverse", args);
        succeed(native.list_reverse(this[id]));
    }

    /** Removes all items. Python: `list.clear`. */
    clear(...args: never[]): void {
        takeNothing("clear", args);
        succeed(native.list_clear(this[id]));
    }

    /** Returns a copy as an array. Python: `list.copy`. */
    copy(...args: never[]): T[] {
        takeNothing("copy", args);
        return this.items();
    }

    protected override get lengthening(): string {
        return "append(), pop() or clear()";
    }

    /** Name of the kind, for other threads. */
    protected override get kind(): KindName {
        return "shared:list";
    }

    protected override get noun(): string {
        return "list";
    }
}

function find(list: Container, item: unknown, start: number, stop: number): number {
    const { view, length, references } = encodeOrdered(item);
    return native.list_index(list[id], view, length, references, start, stop);
}

defineSharedObject("shared:list", SharedList.prototype as SharedList<unknown>, guard);

/** Returns the items that Python would iterate over; for a dict its keys. */
export function iterate(value: unknown): readonly unknown[] {
    const items = isPlainObject(value) ? Object.keys(value) : itemsOf(value);
    if (items === null) throw new TypeError(`'${typeName(value)}' object is not iterable`);
    return items;
}

function takeNothing(method: string, args: readonly unknown[]): void {
    if (args.length > 0) throw new TypeError(`list.${method}() takes no arguments (${args.length} given)`);
}

function readSort(args: readonly unknown[]): Record<string, unknown> {
    if (args.length === 0) return {};
    if (args.length > 1 || !isPlainObject(args[0]))
        throw new TypeError("sort() takes no positional arguments");
    const unknown = Object.keys(args[0]).find((name) => name !== "key" && name !== "reverse");
    if (unknown !== undefined) throw new TypeError(`sort() got an unexpected keyword argument '${unknown}'`);
    return args[0];
}

function toSliceIndex(value: unknown): number {
    const integer = asInteger(value);
    if (integer === null) throw new TypeError("slice indices must be integers or have an __index__ method");
    return toPlace(integer);
}
