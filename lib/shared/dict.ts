import { native } from "../native/addon";
import { KeyError, TypeError, ValueError } from "../python/exceptions";
import { itemsOf } from "../python/items";
import { repr } from "../python/repr";
import { isPlainObject, typeName } from "../python/type-name";
import { decode, incoming } from "../transfer/codec";
import type { KindName } from "../transfer/registry";
import { defineSharedObject, id } from "../transfer/shared-object";
import {
    type Container,
    guard,
    NOTHING,
    reprOf,
    succeed,
    succeedWith,
    takeValues,
    whileHeld,
} from "./container";
import { decodeOutcome } from "./indexed";
import { Keyed, keysOf, put, takeNothing, withKey } from "./keyed";
import { noProperty, refuseProperties } from "./properties";

/** Contents that a dict can be created from. */
export type Entries<Key, Value> = Map<Key, Value> | Record<string, Value> | Iterable<readonly [Key, Value]>;

/**
 * Dict that threads share. Each operation is atomic. Keys and values are copied, except process-wide objects
 * such as sockets and locks. Keys are numbers, text, bytes, dates, sockets and arrays of them. `d[k]` is
 * `at(k)`, `d[k] = v` is `set(k, v)`, `del d[k]` is `delete(k)`, `k in d` is `has(k)`, `len()` is `size`.
 * Python: `dict`, and `multiprocessing.Manager().dict`.
 */
export class SharedDict<Key, Value> extends Keyed<Key> {
    constructor(entries?: unknown) {
        super();
        if (entries != null) this.update(entries as Entries<Key, Value>);
    }

    /**
     * Returns the value of a key, or `fallback` (by default null) if the key is missing. Python: `dict.get`.
     */
    get(key: Key): Value | null;
    get<Fallback>(key: Key, fallback: Fallback): Value | Fallback;
    get(...args: unknown[]): unknown {
        const [key, fallback = null] = takeValues("get", args, 1, 2);
        return valueOr(this, key, fallback);
    }

    /** Returns the value of a key. Raises `KeyError` if the key is missing. Python: `d[key]`. */
    at(key: Key): Value {
        const outcome = find(this, key);
        if (outcome === NOTHING) throw new KeyError(key);
        return decodeOutcome(outcome) as Value;
    }

    /** Sets the value of a key. Python: `d[key] = value`. */
    set(key: Key, value: Value): void {
        put(this, key, value);
    }

    /** Removes a key. Raises `KeyError` if it is missing. Python: `del d[key]`. */
    delete(key: Key): void {
        withKey(key, (view, length, references) => {
            const outcome = native.map_delete(this[id], view, length, references);
            if (outcome === NOTHING) throw new KeyError(key);
            succeed(outcome);
        });
    }

    /**
     * Removes a key and returns its value. If the key is missing, returns `fallback`, or raises `KeyError` if
     * that is not given. Python: `dict.pop`.
     */
    pop(key: Key): Value;
    pop<Fallback>(key: Key, fallback: Fallback): Value | Fallback;
    pop(...args: unknown[]): unknown {
        const [key, fallback] = takeValues("pop", args, 1, 2);
        return withKey(key, (view, length, references) => {
            const outcome = native.map_pop(this[id], view, length, references, incoming);
            if (outcome !== NOTHING) return decodeOutcome(outcome);
            if (args.length === 1) throw new KeyError(key);
            return fallback;
        });
    }

    /**
     * Removes the newest key and returns it with its value. Raises `KeyError` if the dict is empty.
     * Python: `dict.popitem`.
     */
    popitem(...args: never[]): [key: Key, value: Value] {
        takeNothing("dict.popitem", args);
        const outcome = native.map_pop_end(this[id], true);
        if (outcome === NOTHING) throw new KeyError("popitem(): dictionary is empty");
        return succeedWith(outcome).map(decode) as [Key, Value];
    }

    /**
     * Returns the value of a key. If the key is missing, sets it to `fallback`, by default null.
     * Python: `dict.setdefault`.
     */
    setdefault(key: Key): Value | null;
    setdefault(key: Key, fallback: Value): Value;
    setdefault(...args: unknown[]): unknown {
        const [key, fallback = null] = takeValues("setdefault", args, 1, 2);
        return whileHeld(this, () => {
            const outcome = find(this, key);
            if (outcome !== NOTHING) return decodeOutcome(outcome);
            put(this, key, fallback);
            return fallback;
        });
    }

    /** Sets many keys, from a `Map`, an object, another dict, or pairs. Python: `dict.update`. */
    update(entries: Entries<Key, Value> | SharedDict<Key, Value>): void;
    update(...args: unknown[]): void {
        const [entries = []] = takeValues("update", args, 0, 1);
        const pairs = pairsOf(entries);
        whileHeld(this, () => {
            for (const [index, pair] of pairs.entries()) put(this, ...toPair(pair, index));
        });
    }

    /** Returns a snapshot of the keys. Python: `dict.keys`. */
    keys(...args: never[]): Key[] {
        takeNothing("dict.keys", args);
        return keysOf(this);
    }

    /** Returns a snapshot of the values. Python: `dict.values`. */
    values(...args: never[]): Value[] {
        takeNothing("dict.values", args);
        return succeedWith(native.map_items(this[id], false, true)).map((value) => decode(value) as Value);
    }

    /** Returns a snapshot of the keys with their values. Python: `dict.items`. */
    items(...args: never[]): [key: Key, value: Value][] {
        takeNothing("dict.items", args);
        const flat = succeedWith(native.map_items(this[id], true, true)).map(decode);
        return Array.from({ length: flat.length / 2 }, (_, index) => [
            flat[2 * index] as Key,
            flat[2 * index + 1] as Value,
        ]);
    }

    /** Returns a copy as a `Map`. Python: `dict.copy`. */
    copy(...args: never[]): Map<Key, Value> {
        takeNothing("dict.copy", args);
        return new Map(this.items());
    }

    override toString(): string {
        return reprOf(this, "{...}", () => {
            const texts = this.items().map(([key, value]) => `${repr(key)}: ${repr(value)}`);
            return `{${texts.join(", ")}}`;
        });
    }

    protected override plain(convert: (item: unknown) => unknown): unknown {
        return Object.fromEntries(this.items().map(([key, value]) => [toName(key), convert(value)]));
    }

    protected override get handler(): ProxyHandler<this> {
        return byKey as ProxyHandler<this>;
    }

    /** Name of the kind, for other threads. */
    protected override get kind(): KindName {
        return "shared:dict";
    }

    protected override get noun(): string {
        return "dict";
    }
}

/** Returns the name that a key has in JSON. Python: `json.dumps`. */
function toName(key: unknown): string {
    if (typeof key === "string") return key;
    if (key === null || key === undefined) return "null";
    if (typeof key === "number" || typeof key === "bigint" || typeof key === "boolean") return String(key);
    const type = Array.isArray(key) ? "tuple" : typeName(key);
    throw new TypeError(`keys must be str, int, float, bool or None, not ${type}`);
}

/**
 * Whether a property is a key of the dict. Names of its members are not, and neither are numbers, because
 * JavaScript turns the key of `d[5]` into text.
 */
function isKey(dict: object, name: string | symbol): name is string {
    return typeof name === "string" && !Reflect.has(dict, name) && String(Number(name)) !== name;
}

const others = refuseProperties("dict", {
    set: (key) => `set(${key}, value)`,
    has: (key) => `has(${key})`,
    delete: (key) => `delete(${key})`,
}) as Required<ProxyHandler<object>>;

/** Value of a key, or undefined: `d["x"]`. */
const byKey: ProxyHandler<SharedDict<unknown, unknown>> = {
    ...others,
    get(dict, name) {
        if (isKey(dict, name)) return valueOr(dict, name, undefined);
        if (typeof name === "string" && !Reflect.has(dict, name))
            throw noProperty("dict", `at(${repr(name)}), with the key as it is`);
        return Reflect.get(dict, name, dict);
    },
    set(dict, name, value, receiver) {
        if (!isKey(dict, name)) return others.set(dict, name, value, receiver);
        dict.set(name, value);
        return true;
    },
    has(dict, name) {
        if (isKey(dict, name)) return dict.has(name);
        if (typeof name === "string") throw noProperty("dict", `has(${repr(name)})`);
        return Reflect.has(dict, name);
    },
    deleteProperty(dict, name) {
        if (!isKey(dict, name)) return others.deleteProperty(dict, name);
        dict.delete(name);
        return true;
    },
    ownKeys() {
        throw noProperty("dict", "keys(), items() or copy()");
    },
};

defineSharedObject("shared:dict", SharedDict.prototype as SharedDict<unknown, unknown>, guard);

function valueOr(dict: Container, key: unknown, fallback: unknown): unknown {
    const outcome = find(dict, key);
    return outcome === NOTHING ? fallback : decodeOutcome(outcome);
}

function find(dict: Container, key: unknown): number | Uint8Array {
    return withKey(key, (view, length, references) =>
        native.map_get(dict[id], view, length, references, incoming),
    );
}

function pairsOf(entries: unknown): readonly unknown[] {
    if (entries instanceof SharedDict) return entries.items();
    if (entries instanceof Map) return [...entries];
    if (isPlainObject(entries)) return Object.entries(entries);
    const items = itemsOf(entries);
    if (items === null) throw new TypeError(`'${typeName(entries)}' object is not iterable`);
    return items;
}

function toPair(pair: unknown, index: number): [unknown, unknown] {
    const items = itemsOf(pair);
    if (items === null)
        throw new TypeError(`cannot convert dictionary update sequence element #${index} to a sequence`);
    if (items.length !== 2)
        throw new ValueError(
            `dictionary update sequence element #${index} has length ${items.length}; 2 is required`,
        );
    return items as [unknown, unknown];
}
