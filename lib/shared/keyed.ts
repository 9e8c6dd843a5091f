import { native } from "../native/addon";
import { RecursionError, TypeError } from "../python/exceptions";
import { lengthOf } from "../python/items";
import { isPlainObject, typeName } from "../python/type-name";
import { decode, type Encoded, encodeApart } from "../transfer/codec";
import { id } from "../transfer/shared-object";
import { Container, succeed, succeedWith } from "./container";

/** Common base of dicts and sets: unique keys. */
export abstract class Keyed<Key> extends Container {
    constructor() {
        super(native.map_new());
    }

    /** Number of keys. Python: `len(...)`. */
    get size(): number {
        return succeed(native.map_size(this[id]));
    }

    /** Whether the key exists. Raises `TypeError` for a value that cannot be a key. Python: `key in ...`. */
    has(key: Key): boolean {
        return withKey(key, (view, length, references) => {
            return succeed(native.map_has(this[id], view, length, references)) === 1;
        });
    }

    /** Removes everything. Python: `clear`. */
    clear(...args: never[]): void {
        takeNothing(`${this.noun}.clear`, args);
        succeed(native.map_clear(this[id]));
    }

    /** Iterates over a snapshot of the keys, in the order of insertion. */
    [Symbol.iterator](): ArrayIterator<Key> {
        return keysOf(this).values();
    }

    /** Name of the type in Python's error texts. */
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

/** Sets the value of a key. Returns whether the key is new. */
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

/** Maximum nesting of the arrays of a key. */
const DEEPEST = 1000;

/** Encodes a key. Raises `TypeError` for a value that is not hashable in Python. An array is a tuple here. */
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
