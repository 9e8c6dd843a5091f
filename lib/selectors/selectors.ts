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
 * Python's `selectors`: waits for many sockets with the best mechanism of the platform.
 *
 * @module
 */

export type { FileDescriptorLike } from "../python/file-descriptor";
export { EVENT_READ, EVENT_WRITE } from "./base-selector";
export type { SelectorMap } from "./selector-map";

/** A registration: object, descriptor, events and data. Python: `selectors.SelectorKey`. */
export const SelectorKey = callable(base.SelectorKey);
export type SelectorKey = base.SelectorKey;

// Abstract in TypeScript, but callable: in Python calling it raises `TypeError`.
/** Base of all selectors. Python: `selectors.BaseSelector`. */
export const BaseSelector = callable(
    base.BaseSelector as unknown as new () => base.BaseSelector,
) as unknown as typeof base.BaseSelector;
export type BaseSelector = base.BaseSelector;

/** Selector based on `select.select`, which every platform has. Python: `selectors.SelectSelector`. */
export const SelectSelector = callable(selectSelector.SelectSelector);
export type SelectSelector = selectSelector.SelectSelector;

/** Returns the class if the platform has what it is based on, otherwise undefined. */
function ifPlatformHas<Class extends new (...args: never[]) => unknown>(
    has: unknown,
    selector: Class,
): Callable<Class> {
    return (has === undefined ? undefined : callable(selector)) as Callable<Class>;
}

/**
 * Selector based on `select.poll`. Undefined where the platform lacks it. Python: `selectors.PollSelector`.
 */
export const PollSelector = ifPlatformHas(poll, pollSelector.PollSelector);
export type PollSelector = pollSelector.PollSelector;

/**
 * Selector based on `select.epoll`. Undefined where the platform lacks it. Python: `selectors.EpollSelector`.
 */
export const EpollSelector = ifPlatformHas(epoll, epollSelector.EpollSelector);
export type EpollSelector = epollSelector.EpollSelector;

/**
 * Selector based on `select.kqueue`. Undefined where the platform lacks it.
 * Python: `selectors.KqueueSelector`.
 */
export const KqueueSelector = ifPlatformHas(kqueue, kqueueSelector.KqueueSelector);
export type KqueueSelector = kqueueSelector.KqueueSelector;

/**
 * The platform's best selector: epoll, kqueue, poll or select. Python: `selectors.DefaultSelector`.
 *
 * ```ts
 * using selector = DefaultSelector();
 * selector.register(s, EVENT_READ, onReadable);
 * ```
 */
export const DefaultSelector = (EpollSelector ??
    KqueueSelector ??
    PollSelector ??
    SelectSelector) as Callable<new () => base.BaseSelector>;
export type DefaultSelector = base.BaseSelector;
