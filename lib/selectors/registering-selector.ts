import { asInteger, isTrue } from "../python/arguments";
import { KeyError, TypeError, ValueError } from "../python/exceptions";
import type { FileDescriptorLike } from "../python/file-descriptor";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import {
    BaseSelector,
    EVENT_READ,
    EVENT_WRITE,
    notRegistered,
    SelectorKey,
    takeObject,
    takeRegistration,
} from "./base-selector";
import { SelectorMap } from "./selector-map";

const BOTH = BigInt(EVENT_READ | EVENT_WRITE);

/** A selector that stores its keys by descriptor. Selectors have no `#private` fields: threads get copies of them. */
export abstract class RegisteringSelector extends BaseSelector {
    /** Keys by descriptor. */
    protected readonly keys = new Map<number, SelectorKey>();
    /** Map that `get_map()` returns; null once the selector is closed. */
    private selectorMap: SelectorMap | null = new SelectorMap(this.keys, this);

    /**
     * Returns the descriptor of an object, even of a registered one that has been closed.
     *
     * @internal
     */
    descriptorOf(fileobj: unknown): number {
        try {
            return toDescriptor(fileobj);
        } catch (error) {
            if (!(error instanceof ValueError)) throw error;
            for (const key of this.keys.values()) if (key.fileobj === fileobj) return key.fd;
            throw error;
        }
    }

    /** Returns the key of an object. Raises `KeyError` if it is not registered. */
    protected keyOf(fileobj: FileDescriptorLike): SelectorKey {
        const key = this.keys.get(this.descriptorOf(fileobj));
        if (key === undefined) throw notRegistered(fileobj);
        return key;
    }

    /** Name of the class in CPython's errors about the arguments of `register` and `unregister`. */
    protected abstract readonly definer: string;

    override register(fileobj: FileDescriptorLike, events: number, data?: unknown): SelectorKey;
    override register(...args: unknown[]): SelectorKey {
        return this.add(...takeRegistration(`${this.definer}.register`, args));
    }

    /** Registers an object and returns its key. */
    protected add(fileobj: FileDescriptorLike, events: number, data: unknown): SelectorKey {
        if (!isTrue(events) || (toBits(events) & ~BOTH) !== 0n)
            throw new ValueError(`Invalid events: ${repr(events)}`);
        const key = new SelectorKey(fileobj, this.descriptorOf(fileobj), events, data);
        if (this.keys.has(key.fd))
            throw new KeyError(`${repr(fileobj)} (FD ${key.fd}) is already registered`);
        this.keys.set(key.fd, key);
        return key;
    }

    override unregister(fileobj: FileDescriptorLike): SelectorKey;
    override unregister(...args: unknown[]): SelectorKey {
        return this.remove(...takeObject(`${this.definer}.unregister`, args));
    }

    /** Unregisters an object and returns its key. */
    protected remove(fileobj: FileDescriptorLike): SelectorKey {
        const key = this.keyOf(fileobj);
        this.keys.delete(key.fd);
        return key;
    }

    override modify(fileobj: FileDescriptorLike, events: number, data?: unknown): SelectorKey;
    override modify(...args: unknown[]): SelectorKey {
        const [fileobj, events, data] = takeRegistration("_BaseSelectorImpl.modify", args);
        const key = this.keyOf(fileobj);
        if (!areSame(events, key.events)) {
            this.remove(fileobj);
            return this.add(fileobj, events, data);
        }
        return data === key.data ? key : this.replace(key, key.events, data);
    }

    /** Replaces a key by one with other events and data. */
    protected replace(key: SelectorKey, events: number, data: unknown): SelectorKey {
        const replacement = new SelectorKey(key.fileobj, key.fd, events, data);
        this.keys.set(key.fd, replacement);
        return replacement;
    }

    override close(): void {
        this.keys.clear();
        this.selectorMap = null;
    }

    override get_map(): SelectorMap | null {
        return this.selectorMap;
    }
}

/** Whether events are equal as integers. A value that is not an integer equals no other. */
export function areSame(events: unknown, others: unknown): boolean {
    const [some, other] = [asInteger(events), asInteger(others)];
    return some !== null && other !== null && BigInt(some) === BigInt(other);
}

/** Returns the bits of events, of any number. Raises `TypeError` for a value without bits. */
export function toBits(events: unknown): bigint {
    const integer = asInteger(events);
    if (integer === null)
        throw new TypeError(`unsupported operand type(s) for &: '${typeName(events)}' and 'int'`);
    return BigInt(integer);
}

/** Returns the descriptor of an object. Raises `ValueError` if it has none. */
function toDescriptor(fileobj: unknown): number {
    const fd = asInteger(fileobj) ?? asInteger(filenoOf(fileobj));
    if (fd === null) throw new ValueError(`Invalid file object: ${repr(fileobj)}`);
    if (fd < 0) throw new ValueError(`Invalid file descriptor: ${fd}`);
    return Number(fd);
}

function filenoOf(fileobj: unknown): unknown {
    const { fileno } = (fileobj ?? {}) as { fileno?: unknown };
    if (typeof fileno !== "function") return null;
    try {
        return fileno.call(fileobj);
    } catch (error) {
        if (error instanceof ValueError || error instanceof TypeError) return null;
        throw error;
    }
}
