import { inspect } from "node:util";
import type { FileDescriptorLike } from "../python/file-descriptor";
import type { SelectorKey } from "./base-selector";

/** Live map of a selector's keys. Iterating over it yields the descriptors, like Python's mapping. */
export class SelectorMap {
    readonly #keys: ReadonlyMap<number, SelectorKey>;
    readonly #descriptorOf: (fileobj: unknown) => number;

    constructor(keys: ReadonlyMap<number, SelectorKey>, descriptorOf: (fileobj: unknown) => number) {
        this.#keys = keys;
        this.#descriptorOf = descriptorOf;
    }

    /** Number of registered objects: Python's `len()`. */
    get size(): number {
        return this.#keys.size;
    }

    /**
     * Returns the key of an object or a descriptor, or `otherwise` if it is not registered. Raises
     * `ValueError` for any other value.
     */
    get<Otherwise = null>(
        fileobj: FileDescriptorLike,
        otherwise: Otherwise = null as Otherwise,
    ): SelectorKey | Otherwise {
        return this.#keys.get(this.#descriptorOf(fileobj)) ?? otherwise;
    }

    /**
     * Whether an object or a descriptor is registered: Python's `in`. Raises `ValueError` for any other
     * value.
     */
    has(fileobj: FileDescriptorLike): boolean {
        return this.#keys.has(this.#descriptorOf(fileobj));
    }

    /** Iterates over the descriptors. */
    keys(): IterableIterator<number> {
        return this.#keys.keys();
    }

    /** Iterates over the keys. */
    values(): IterableIterator<SelectorKey> {
        return this.#keys.values();
    }

    /** Iterates over pairs `[fd, key]`. */
    items(): IterableIterator<[number, SelectorKey]> {
        return this.#keys.entries();
    }

    [Symbol.iterator](): IterableIterator<number> {
        return this.keys();
    }

    [inspect.custom](): string {
        return `<selectors._SelectorMapping object>`;
    }
}
