import { inspect } from "node:util";
import type { FileDescriptorLike } from "../python/file-descriptor";
import { nameValue } from "../transfer/registry";
import type { SelectorKey } from "./base-selector";

/** Part of a selector that its map uses. */
interface DescriptorFinder {
    descriptorOf(fileobj: unknown): number;
}

/** Live map of a selector's keys. Iterating over it yields the descriptors, like Python's mapping. */
export class SelectorMap {
    /** Keys by descriptor. */
    private readonly registered: ReadonlyMap<number, SelectorKey>;
    /** Selector that the map is of. */
    private readonly owner: DescriptorFinder;

    constructor(keys: ReadonlyMap<number, SelectorKey>, owner: DescriptorFinder) {
        this.registered = keys;
        this.owner = owner;
    }

    /** Number of registered objects: Python's `len()`. */
    get size(): number {
        return this.registered.size;
    }

    /**
     * Returns the key of an object or a descriptor, or `otherwise` if it is not registered. Raises
     * `ValueError` for any other value.
     */
    get<Otherwise = null>(
        fileobj: FileDescriptorLike,
        otherwise: Otherwise = null as Otherwise,
    ): SelectorKey | Otherwise {
        return this.registered.get(this.owner.descriptorOf(fileobj)) ?? otherwise;
    }

    /**
     * Whether an object or a descriptor is registered: Python's `in`. Raises `ValueError` for any other
     * value.
     */
    has(fileobj: FileDescriptorLike): boolean {
        return this.registered.has(this.owner.descriptorOf(fileobj));
    }

    /** Iterates over the descriptors. */
    keys(): IterableIterator<number> {
        return this.registered.keys();
    }

    /** Iterates over the keys. */
    values(): IterableIterator<SelectorKey> {
        return this.registered.values();
    }

    /** Iterates over pairs `[fd, key]`. */
    items(): IterableIterator<[number, SelectorKey]> {
        return this.registered.entries();
    }

    [Symbol.iterator](): IterableIterator<number> {
        return this.keys();
    }

    [inspect.custom](): string {
        return `<selectors._SelectorMapping object>`;
    }
}
nameValue("selectors:map", SelectorMap);
