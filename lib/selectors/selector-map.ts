import { inspect } from "node:util";
import type { FileDescriptorLike } from "../python/file-descriptor";
import type { SelectorKey } from "./base-selector";

/**
 * The keys of a selector, as they are at any moment. To iterate over it gives the descriptors, as over Python's
 * mapping.
 */
export class SelectorMap {
    readonly #keys: ReadonlyMap<number, SelectorKey>;
    readonly #descriptorOf: (fileobj: unknown) => number;

    constructor(keys: ReadonlyMap<number, SelectorKey>, descriptorOf: (fileobj: unknown) => number) {
        this.#keys = keys;
        this.#descriptorOf = descriptorOf;
    }

    /** How many are registered: Python's `len()`. */
    get size(): number {
        return this.#keys.size;
    }

    /** The key of an object or a descriptor, or `otherwise`. Raises `ValueError` for what is neither. */
    get<Otherwise = null>(
        fileobj: FileDescriptorLike,
        otherwise: Otherwise = null as Otherwise,
    ): SelectorKey | Otherwise {
        return this.#keys.get(this.#descriptorOf(fileobj)) ?? otherwise;
    }

    /** Whether an object or a descriptor is registered: Python's `in`. Raises `ValueError` for what is neither. */
    has(fileobj: FileDescriptorLike): boolean {
        return this.#keys.has(this.#descriptorOf(fileobj));
    }

    keys(): IterableIterator<number> {
        return this.#keys.keys();
    }

    values(): IterableIterator<SelectorKey> {
        return this.#keys.values();
    }

    /** Pairs `[fd, key]`. */
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
