import { type Callable, callable } from "../python/callable";
import { epoll } from "../select/epoll";
import { kqueue } from "../select/kqueue";
import { poll } from "../select/poll";
import * as base from "./base-selector";
import * as epollSelector from "./epoll-selector";
import * as kqueueSelector from "./kqueue-selector";
import * as pollSelector from "./poll-selector";
import * as selectSelector from "./select-selector";

/**
 * Python's `selectors`: waiting for many sockets by the best means that the platform has.
 *
 * @module
 */

export type { FileDescriptorLike } from "../python/file-descriptor";
export { EVENT_READ, EVENT_WRITE } from "./base-selector";
export type { SelectorMap } from "./selector-map";

export const SelectorKey = callable(base.SelectorKey);
export type SelectorKey = base.SelectorKey;

// Abstract for TypeScript; in Python to call it raises, which it can only if it can be called.
export const BaseSelector = callable(
    base.BaseSelector as unknown as new () => base.BaseSelector,
) as unknown as typeof base.BaseSelector;
export type BaseSelector = base.BaseSelector;

export const SelectSelector = callable(selectSelector.SelectSelector);
export type SelectSelector = selectSelector.SelectSelector;

/** A class that exists where the platform has what it stands on. */
function ifPlatformHas<Class extends new (...args: never[]) => unknown>(
    has: unknown,
    selector: Class,
): Callable<Class> {
    return (has === undefined ? undefined : callable(selector)) as Callable<Class>;
}

/** Undefined where the platform has no `select.poll`. */
export const PollSelector = ifPlatformHas(poll, pollSelector.PollSelector);
export type PollSelector = pollSelector.PollSelector;

/** Undefined where the platform has no `select.epoll`. */
export const EpollSelector = ifPlatformHas(epoll, epollSelector.EpollSelector);
export type EpollSelector = epollSelector.EpollSelector;

/** Undefined where the platform has no `select.kqueue`. */
export const KqueueSelector = ifPlatformHas(kqueue, kqueueSelector.KqueueSelector);
export type KqueueSelector = kqueueSelector.KqueueSelector;

/** The best of the platform's selectors: epoll, kqueue, poll or select. Python: `selectors.DefaultSelector`. */
export const DefaultSelector = (EpollSelector ??
    KqueueSelector ??
    PollSelector ??
    SelectSelector) as Callable<new () => base.BaseSelector>;
export type DefaultSelector = base.BaseSelector;
