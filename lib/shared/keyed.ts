import { native } from "../native/addon";
import { RecursionError, TypeError } from "../python/exceptions";
import { lengthOf } from "../python/items";
import { isPlainObject, typeName } from "../python/type-name";
import { decode, type Encoded, encodeApart } from "../transfer/codec";
import { id } from "../transfer/shared-object";
import { Container, succeed, succeedWith } from "./container";

/** What dicts and sets have in common: keys, of which there is one of each. */
export abstract class Keyed<Key> extends Container {
    constructor() {
        super(native.map_new());
    }

    /** How many there are. Python: `len(...)`. */
    get size(): number {
        return succeed(native.map_size(this[id]));
    }

    /** Python: `key in ...`. Raises `TypeError` for what cannot be a key. */
    has(key: Key): boolean {
        return withKey(key, (view, length, references) => {
            return succeed(native.map_has(this[id], view, length, references)) === 1;
        });
    }

    /** Takes everything out. Python: `clear`. */
    clear(...args: never[]): void {
        takeNothing(`${this.noun}.clear`, args);
        succeed(native.map_clear(this[id]));
    }

    /** The keys of this moment, in the order in which they came. */
    [Symbol.iterator](): ArrayIterator<Key> {
        return keysOf(this).values();
    }

    /** What Python's texts call it. */
    protected abstract get noun(): string;
}

export function keysOf<Key>(container: Keyed<Key>): Key[] {
    const keys = native.map_items(container[id], true, false);
    return succeedWith(keys).map((key) => decode(key) as Key);
}

/** Calls a native function with a key. */
export function withKey<Result>(
    key: unknown,
    call: (view: Uint8Array, length: number, references: number) => Result,
): Result {
    const { view, length, references } = encodeKey(key);
    return call(view, length, references);
}

/** Puts a value under a key, and returns whether the key is new. */
export function put(container: Container, key: unknown, value: unknown): boolean {
    const encodedKey = encodeKey(key);
    let encoded: Encoded;
    try {
        encoded = encodeApart(value);
    } catch (error) {
        encodedKey.discard();
        throw error;
    }
    return putEncoded(container, encodedKey, encoded);
}

function putEncoded(container: Container, key: Encoded, value: Encoded): boolean {
    const outcome = native.map_set(
        container[id],
        key.view,
        key.length,
        key.references,
        value.view,
        value.length,
        value.references,
    );
    return succeed(outcome) === 1;
}

/** So deep may the arrays of a key be. */
const DEEPEST = 1000;

/** Raises `TypeError` for what Python would not take as a key. An array stands for a tuple here. */
function encodeKey(key: unknown): Encoded {
    requireHashable(key, 0);
    return encodeApart(key);
}

function requireHashable(key: unknown, depth: number): void {
    if (depth > DEEPEST) throw new RecursionError("maximum recursion depth exceeded");
    if (Array.isArray(key)) {
        const length = lengthOf(key);
        for (let index = 0; index < length && index < key.length; index++)
            requireHashable(key[index], depth + 1);
    } else if (isPlainObject(key) || key instanceof Map || key instanceof Set)
        throw new TypeError(`unhashable type: '${typeName(key)}'`);
}

export function takeNothing(name: string, args: readonly unknown[]): void {
    if (args.length > 0) throw new TypeError(`${name}() takes no arguments (${args.length} given)`);
}
