import * as queue from "../queue/queue";
import * as barrier from "../threading/barrier";
import * as condition from "../threading/condition";
import * as event from "../threading/event";
import * as lock from "../threading/lock";
import * as rlock from "../threading/rlock";
import * as semaphore from "../threading/semaphore";
import { SharedArray } from "./array";
import { named, requireAll } from "./container";
import { type Entries, SharedDict } from "./dict";
import { iterate, SharedList } from "./list";
import { SharedSet } from "./set";
import { SharedCell } from "./value";
import "../runtime/environment";

/**
 * Named objects that threads share, after Python's `multiprocessing.Manager`. Each thread has its own copy of
 * a module's variables, but `const clients = shared.list("clients")` is the same list in all of them, as long
 * as the process lives. The first thread that asks for a name creates the object with its arguments. Without
 * a name (null) each call creates a new object, which can be passed to threads.
 *
 * Values are copied, except process-wide objects: sockets, locks, queues, other containers. Each operation is
 * atomic; `using _ = clients.hold()` makes several of them one.
 *
 * @module
 */

export type { Entries } from "./dict";
export type { SortOptions } from "./list";
export type { SharedArray, SharedCell, SharedDict, SharedList, SharedSet };

// biome-ignore lint/suspicious/noExplicitAny: what is in a container is the user's
type Item = any;
type Name = string | null;

/** Returns the list of this name. Python: `Manager().list`. */
export function list<T = Item>(name?: Name, sequence: Iterable<T> = []): SharedList<T> {
    return named(name, () => new SharedList<T>(iterate(sequence)));
}

/** Returns the dict of this name. Python: `Manager().dict`. */
export function dict<Key = Item, Value = Item>(
    name?: Name,
    entries?: Entries<Key, Value>,
): SharedDict<Key, Value> {
    return named(name, () => new SharedDict<Key, Value>(entries));
}

/** Returns the set of this name. Python: `Manager().set` (3.14). */
export function set<T = Item>(name?: Name, values: Iterable<T> = []): SharedSet<T> {
    return named(name, () => new SharedSet<T>(iterate(values)));
}

/** Returns the value of this name. The typecode is only stored, as in Python. Python: `Manager().Value`. */
export function Value<T = Item>(name: Name, typecode: string, value: T): SharedCell<T>;
export function Value(...args: unknown[]): SharedCell<Item> {
    requireAll("Value", ["name", "typecode", "value"], args);
    const [name, typecode, value] = args;
    return named(name, () => new SharedCell(typecode, value));
}

/** Returns the array of this name, with a typecode of Python's `array`. Python: `Manager().Array`. */
export function Array(name: Name, typecode: string, sequence: Iterable<number | bigint>): SharedArray;
export function Array(...args: unknown[]): SharedArray {
    requireAll("Array", ["name", "typecode", "sequence"], args);
    const [name, typecode, sequence] = args;
    return named(name, () => new SharedArray(typecode, sequence));
}

/** Returns the `threading.Lock` of this name. Python: `Manager().Lock`. */
export function Lock(name?: Name): lock.Lock {
    return named(name, () => new lock.Lock());
}

/** Returns the `threading.RLock` of this name. Python: `Manager().RLock`. */
export function RLock(name?: Name): rlock.RLock {
    return named(name, () => new rlock.RLock());
}

/** Returns the `threading.Condition` of this name. Python: `Manager().Condition`. */
export function Condition(name?: Name, lock?: lock.Lock | rlock.RLock | null): condition.Condition {
    return named(name, () => new condition.Condition(lock));
}

/** Returns the `threading.Event` of this name. Python: `Manager().Event`. */
export function Event(name?: Name): event.Event {
    return named(name, () => new event.Event());
}

/** Returns the `threading.Semaphore` of this name. Python: `Manager().Semaphore`. */
export function Semaphore(name?: Name, value?: number): semaphore.Semaphore {
    return named(name, () => new semaphore.Semaphore(value));
}

/** Returns the `threading.BoundedSemaphore` of this name. Python: `Manager().BoundedSemaphore`. */
export function BoundedSemaphore(name?: Name, value?: number): semaphore.BoundedSemaphore {
    return named(name, () => new semaphore.BoundedSemaphore(value));
}

/** Returns the `threading.Barrier` of this name. Python: `Manager().Barrier`. */
export function Barrier(
    name: Name,
    parties: number,
    action?: (() => unknown) | null,
    timeout?: number | null,
): barrier.Barrier {
    return named(name, () => new barrier.Barrier(parties, action, timeout));
}

/** Returns the `queue.Queue` of this name. Python: `Manager().Queue`. */
export function Queue<T = Item>(name?: Name, maxsize = 0): queue.Queue<T> {
    return named(name, () => queue.Queue<T>(maxsize));
}
