import { EPOLLIN, EPOLLOUT } from "../select/constants";
import { epoll } from "../select/epoll";
import { type SelectorKey, takeTimeout } from "./base-selector";
import { PollLikeSelector } from "./poll-like-selector";

/** Selector based on `select.epoll`. Linux only. Python: `selectors.EpollSelector`. */
export class EpollSelector extends PollLikeSelector<epoll> {
    constructor();
    constructor(...args: unknown[]) {
        super(() => new epoll(), EPOLLIN, EPOLLOUT, args);
    }

    /** Returns the descriptor of the epoll object. Python: `EpollSelector.fileno`. */
    fileno(): number {
        return this.selector.fileno();
    }

    override select(timeout?: number | null): [key: SelectorKey, events: number][];
    override select(...args: unknown[]): [key: SelectorKey, events: number][] {
        const timeout = takeTimeout("EpollSelector.select", args);
        // epoll refuses zero as the number of events.
        return this.ready(this.selector.poll(timeout, this.keys.size || 1));
    }

    override close(): void {
        this.selector.close();
        super.close();
    }
}
