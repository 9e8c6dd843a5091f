import { take } from "../python/arguments";
import { OSError } from "../python/exceptions";
import type { FileDescriptorLike } from "../python/file-descriptor";
import { EVENT_READ, EVENT_WRITE, type SelectorKey, takeRegistration } from "./base-selector";
import { areSame, RegisteringSelector, toBits } from "./registering-selector";

/** An object of the `select` module that stores descriptors and their events. */
interface Poller {
    register(fd: number, events: number): void;
    modify(fd: number, events: number): void;
    unregister(fd: number): void;
}

/** Common base of the selectors on `poll` and `epoll`. */
export abstract class PollLikeSelector<Kind extends Poller> extends RegisteringSelector {
    protected readonly definer = "_PollLikeSelector";
    /** Object of the `select` module. */
    protected readonly selector: Kind;
    /** Event mask of EVENT_READ. */
    private readonly readMask: number;
    /** Event mask of EVENT_WRITE. */
    private readonly writeMask: number;

    constructor(makeSelector: () => Kind, read: number, write: number, args: unknown[]) {
        take({ name: "_PollLikeSelector.__init__", parameters: [], required: 0, method: true }, args);
        super();
        this.selector = makeSelector();
        this.readMask = read;
        this.writeMask = write;
    }

    protected override add(fileobj: FileDescriptorLike, events: number, data: unknown): SelectorKey {
        const key = super.add(fileobj, events, data);
        const mask = maskOf(key.events, this.readMask, this.writeMask);
        orForget(this.keys, key, () => this.selector.register(key.fd, mask));
        return key;
    }

    protected override remove(fileobj: FileDescriptorLike): SelectorKey {
        const key = super.remove(fileobj);
        try {
            this.selector.unregister(key.fd);
        } catch (error) {
            // The descriptor may have been closed since it was registered.
            if (!(error instanceof OSError)) throw error;
        }
        return key;
    }

    override modify(fileobj: FileDescriptorLike, events: number, data?: unknown): SelectorKey;
    override modify(...args: unknown[]): SelectorKey {
        const [fileobj, events, data] = takeRegistration("_PollLikeSelector.modify", args);
        const key = this.keyOf(fileobj);
        if (areSame(events, key.events)) return data === key.data ? key : this.replace(key, events, data);
        const mask = maskOf(eventsIn(events), this.readMask, this.writeMask);
        orForget(this.keys, key, () => this.selector.modify(key.fd, mask));
        return this.replace(key, events, data);
    }

    /**
     * Returns the poller's events by key. Like CPython, counts every event that is not about reading, errors
     * included, as writing, and the reverse.
     */
    protected ready(seen: readonly [fd: number, events: number][]): [key: SelectorKey, events: number][] {
        const ready: [SelectorKey, number][] = [];
        for (const [fd, mask] of seen) {
            const key = this.keys.get(fd);
            if (key === undefined) continue;
            const events =
                ((mask & ~this.readMask) !== 0 ? EVENT_WRITE : 0) |
                ((mask & ~this.writeMask) !== 0 ? EVENT_READ : 0);
            ready.push([key, events & eventsIn(key.events)]);
        }
        return ready;
    }
}

/** Returns the poller's mask for events. */
function maskOf(events: number, read: number, write: number): number {
    return ((events & EVENT_READ) !== 0 ? read : 0) | ((events & EVENT_WRITE) !== 0 ? write : 0);
}

/** Forgets a key if what is to be done for it fails. */
function orForget(keys: Map<number, SelectorKey>, key: SelectorKey, act: () => void): void {
    try {
        act();
    } catch (error) {
        keys.delete(key.fd);
        throw error;
    }
}

/** Returns the events among the bits that `modify` accepts. */
function eventsIn(events: unknown): number {
    if (Number.isSafeInteger(events)) return Number(events) & (EVENT_READ | EVENT_WRITE);
    return Number(BigInt.asUintN(2, toBits(events)));
}
