import { OSError } from "../python/exceptions";
import type { FileDescriptorLike } from "../python/file-descriptor";
import { KQ_EV_ADD, KQ_EV_DELETE, KQ_FILTER_READ, KQ_FILTER_WRITE } from "../select/constants";
import { kevent, kqueue } from "../select/kqueue";
import { EVENT_READ, EVENT_WRITE, type SelectorKey, takeTimeout } from "./base-selector";
import { RegisteringSelector } from "./registering-selector";

/** Selector based on `select.kqueue`. macOS and BSD only. Python: `selectors.KqueueSelector`. */
export class KqueueSelector extends RegisteringSelector {
    protected readonly definer = "KqueueSelector";
    /** Queue of the kernel's events. */
    private readonly selector = new kqueue();
    /** Maximum number of events at once: one for each filter of each key. */
    private filters = 0;

    /** Returns the descriptor of the kqueue object. Python: `KqueueSelector.fileno`. */
    fileno(): number {
        return this.selector.fileno();
    }

    protected override add(fileobj: FileDescriptorLike, events: number, data: unknown): SelectorKey {
        const key = super.add(fileobj, events, data);
        try {
            for (const filter of filtersOf(key)) {
                this.selector.control([new kevent(key.fd, filter, KQ_EV_ADD)], 0, 0);
                this.filters++;
            }
        } catch (error) {
            this.keys.delete(key.fd);
            throw error;
        }
        return key;
    }

    protected override remove(fileobj: FileDescriptorLike): SelectorKey {
        const key = super.remove(fileobj);
        for (const filter of filtersOf(key)) {
            this.filters--;
            try {
                this.selector.control([new kevent(key.fd, filter, KQ_EV_DELETE)], 0, 0);
            } catch (error) {
                // The descriptor may have been closed since it was registered.
                if (!(error instanceof OSError)) throw error;
            }
        }
        return key;
    }

    override select(timeout?: number | null): [key: SelectorKey, events: number][];
    override select(...args: unknown[]): [key: SelectorKey, events: number][] {
        const timeout = takeTimeout("KqueueSelector.select", args);
        const ready: [SelectorKey, number][] = [];
        // kqueue does not wait if the maximum number of events is zero.
        for (const { ident, filter } of this.selector.control(null, this.filters || 1, timeout)) {
            const key = this.keys.get(ident);
            if (key === undefined) continue;
            const events =
                filter === KQ_FILTER_READ ? EVENT_READ : filter === KQ_FILTER_WRITE ? EVENT_WRITE : 0;
            ready.push([key, events & key.events]);
        }
        return ready;
    }

    override close(): void {
        this.selector.close();
        super.close();
    }
}

function filtersOf({ events }: SelectorKey): number[] {
    const filters: number[] = [];
    if ((events & EVENT_READ) !== 0) filters.push(KQ_FILTER_READ);
    if ((events & EVENT_WRITE) !== 0) filters.push(KQ_FILTER_WRITE);
    return filters;
}
