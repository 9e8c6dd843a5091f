import { POLLIN, POLLOUT } from "../select/constants";
import { type PollObject, poll } from "../select/poll";
import { type SelectorKey, takeTimeout } from "./base-selector";
import { PollLikeSelector } from "./poll-like-selector";

/** Selector based on `select.poll`. Not on Windows. Python: `selectors.PollSelector`. */
export class PollSelector extends PollLikeSelector<PollObject> {
    constructor();
    constructor(...args: unknown[]) {
        super(poll, POLLIN, POLLOUT, args);
    }

    override select(timeout?: number | null): [key: SelectorKey, events: number][];
    override select(...args: unknown[]): [key: SelectorKey, events: number][] {
        const seconds = takeTimeout("_PollLikeSelector.select", args);
        return this.ready(this.selector.poll(seconds === null ? null : Math.ceil(seconds * 1000)));
    }
}
