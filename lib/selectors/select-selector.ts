import { take } from "../python/arguments";
import type { FileDescriptorLike } from "../python/file-descriptor";
import { select } from "../select/select";
import { EVENT_READ, EVENT_WRITE, type SelectorKey, takeTimeout } from "./base-selector";
import { RegisteringSelector } from "./registering-selector";

/** Selector based on `select.select`, which every platform has. Python: `selectors.SelectSelector`. */
export class SelectSelector extends RegisteringSelector {
    protected readonly definer = "SelectSelector";
    /** Descriptors waited for to be readable. */
    private readonly readers = new Set<number>();
    /** Descriptors waited for to be writable. */
    private readonly writers = new Set<number>();

    constructor();
    constructor(...args: unknown[]) {
        take({ name: "SelectSelector.__init__", parameters: [], required: 0, method: true }, args);
        super();
    }

    protected override add(fileobj: FileDescriptorLike, events: number, data: unknown): SelectorKey {
        const key = super.add(fileobj, events, data);
        if ((key.events & EVENT_READ) !== 0) this.readers.add(key.fd);
        if ((key.events & EVENT_WRITE) !== 0) this.writers.add(key.fd);
        return key;
    }

    protected override remove(fileobj: FileDescriptorLike): SelectorKey {
        const key = super.remove(fileobj);
        this.readers.delete(key.fd);
        this.writers.delete(key.fd);
        return key;
    }

    override select(timeout?: number | null): [key: SelectorKey, events: number][];
    override select(...args: unknown[]): [key: SelectorKey, events: number][] {
        const timeout = takeTimeout("SelectSelector.select", args);
        // Winsock reports a failed connection as exceptional; other systems as writable.
        const exceptional = process.platform === "win32" ? this.writers : [];
        const [readable, writable, failed] = select(this.readers, this.writers, exceptional, timeout);
        const events = new Map<number, number>();
        for (const fd of readable) events.set(fd, EVENT_READ);
        for (const fd of [...writable, ...failed]) events.set(fd, (events.get(fd) ?? 0) | EVENT_WRITE);
        const ready: [SelectorKey, number][] = [];
        for (const [fd, seen] of events) {
            const key = this.keys.get(fd);
            if (key !== undefined) ready.push([key, seen & key.events]);
        }
        return ready;
    }
}
