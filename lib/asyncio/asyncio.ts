import * as exceptions from "../python/builtins";
import { callable } from "../python/callable";
import * as errors from "./exceptions";
import * as futures from "./future";
import * as locks from "./locks";
import { EventLoop } from "./loop";
import * as protocols from "./protocols";
import * as queues from "./queues";
import * as runners from "./runners";
import { requireLoop, runningLoop } from "./scope";
import * as streams from "./streams";
import * as tasks from "./task";
import * as groups from "./taskgroups";
import * as timeouts from "./timeouts";
import * as transports from "./transports";
import "../runtime/environment";

/**
 * Python's `asyncio`: tasks, streams and servers on one thread, on Node's own loop. Where Python takes a coroutine, a
 * function without arguments is taken, or what a function that `coroutine()` made returns.
 *
 * @module
 */

export { type Coroutine, coroutine, iscoroutine, iscoroutinefunction, type Startable } from "./coroutine";
export { isfuture } from "./future";
export { Handle, TimerHandle } from "./handles";
export type {
    ConnectionOptions,
    DatagramOptions,
    ExceptionContext,
    ResolveOptions,
    ServerOptions,
} from "./loop";
export { EventLoop as AbstractEventLoop } from "./loop";
export { type RunnerOptions, run } from "./runners";
export { Server } from "./server";
export {
    open_connection,
    open_unix_connection,
    start_server,
    start_unix_server,
} from "./streams";
export { all_tasks, create_task, current_task, type TaskOptions } from "./task";
export { timeout, timeout_at } from "./timeouts";
export { to_thread } from "./to-thread";
export {
    ALL_COMPLETED,
    type Awaitable,
    as_completed,
    create_eager_task_factory,
    eager_task_factory,
    ensure_future,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    gather,
    shield,
    sleep,
    wait,
    wait_for,
} from "./waiting";

/** Raised by a wait of a task that was cancelled. Python: `asyncio.CancelledError`. */
export const CancelledError = callable(errors.CancelledError);
export type CancelledError = errors.CancelledError;

/** Raised when the time of a wait is over: the built-in `TimeoutError`. Python: `asyncio.TimeoutError`. */
export const TimeoutError = exceptions.TimeoutError;
export type TimeoutError = exceptions.TimeoutError;

/** Raised if a future is not in the state that a call needs. Python: `asyncio.InvalidStateError`. */
export const InvalidStateError = callable(errors.InvalidStateError);
export type InvalidStateError = errors.InvalidStateError;

/** Raised if a file cannot be sent by the system. Python: `asyncio.SendfileNotAvailableError`. */
export const SendfileNotAvailableError = callable(errors.SendfileNotAvailableError);
export type SendfileNotAvailableError = errors.SendfileNotAvailableError;

/** Raised if a stream ends before all bytes came. Python: `asyncio.IncompleteReadError`. */
export const IncompleteReadError = callable(errors.IncompleteReadError);
export type IncompleteReadError = errors.IncompleteReadError;

/** Raised if a separator is not found within a stream's limit. Python: `asyncio.LimitOverrunError`. */
export const LimitOverrunError = callable(errors.LimitOverrunError);
export type LimitOverrunError = errors.LimitOverrunError;

/** Raised by waits on a barrier that is broken. Python: `asyncio.BrokenBarrierError`. */
export const BrokenBarrierError = callable(errors.BrokenBarrierError);
export type BrokenBarrierError = errors.BrokenBarrierError;

/** Raised if there is no item. Python: `asyncio.QueueEmpty`. */
export const QueueEmpty = callable(errors.QueueEmpty);
export type QueueEmpty = errors.QueueEmpty;

/** Raised if there is no room for an item. Python: `asyncio.QueueFull`. */
export const QueueFull = callable(errors.QueueFull);
export type QueueFull = errors.QueueFull;

/** Raised if the queue is shut down. Python: `asyncio.QueueShutDown`. */
export const QueueShutDown = callable(errors.QueueShutDown);
export type QueueShutDown = errors.QueueShutDown;

type FutureClass = {
    new <T = unknown>(options?: futures.FutureOptions): futures.Future<T>;
    <T = unknown>(options?: futures.FutureOptions): futures.Future<T>;
};

/** A result that is not there yet, which can be awaited. Python: `asyncio.Future`. */
export const Future = callable(futures.Future) as unknown as FutureClass;
export type Future<T = unknown> = futures.Future<T>;

type TaskClass = {
    new <T = unknown>(...args: ConstructorParameters<typeof tasks.Task<T>>): tasks.Task<T>;
    <T = unknown>(...args: ConstructorParameters<typeof tasks.Task<T>>): tasks.Task<T>;
};

/** An async function that runs beside others: see `create_task()`. Python: `asyncio.Task`. */
export const Task = callable(tasks.Task) as unknown as TaskClass;
export type Task<T = unknown> = tasks.Task<T>;

/** Tasks that end together. Python: `asyncio.TaskGroup`. */
export const TaskGroup = callable(groups.TaskGroup);
export type TaskGroup = groups.TaskGroup;

/** A limit for the time of a block of code: see `timeout()`. Python: `asyncio.Timeout`. */
export const Timeout = callable(timeouts.Timeout);
export type Timeout = timeouts.Timeout;

/** Runs several functions in one loop. Python: `asyncio.Runner`. */
export const Runner = callable(runners.Runner);
export type Runner = runners.Runner;

/** A lock between the tasks of a loop. Python: `asyncio.Lock`. */
export const Lock = callable(locks.Lock);
export type Lock = locks.Lock;

/** A flag that tasks wait for. Python: `asyncio.Event`. */
export const Event = callable(locks.Event);
export type Event = locks.Event;

/** A lock with tasks that wait to be notified. Python: `asyncio.Condition`. */
export const Condition = callable(locks.Condition);
export type Condition = locks.Condition;

/** A counter of free places. Python: `asyncio.Semaphore`. */
export const Semaphore = callable(locks.Semaphore);
export type Semaphore = locks.Semaphore;

/** A semaphore that raises for a release too many. Python: `asyncio.BoundedSemaphore`. */
export const BoundedSemaphore = callable(locks.BoundedSemaphore);
export type BoundedSemaphore = locks.BoundedSemaphore;

/** A place where tasks wait for each other. Python: `asyncio.Barrier`. */
export const Barrier = callable(locks.Barrier);
export type Barrier = locks.Barrier;

/** Bytes that come from a transport. Python: `asyncio.StreamReader`. */
export const StreamReader = callable(streams.StreamReader);
export type StreamReader = streams.StreamReader;

/** Protocol between a transport and streams. Python: `asyncio.StreamReaderProtocol`. */
export const StreamReaderProtocol = callable(streams.StreamReaderProtocol);
export type StreamReaderProtocol = streams.StreamReaderProtocol;

/** Writes to a transport. Python: `asyncio.StreamWriter`. */
export const StreamWriter = callable(streams.StreamWriter);
export type StreamWriter = streams.StreamWriter;

/** Base of protocols: what a transport calls. Python: `asyncio.BaseProtocol`. */
export const BaseProtocol = callable(protocols.BaseProtocol);
export type BaseProtocol = protocols.BaseProtocol;

/** Protocol of a stream. Python: `asyncio.Protocol`. */
export const Protocol = callable(protocols.Protocol);
export type Protocol = protocols.Protocol;

/** Protocol of a stream whose bytes are received into its own memory. Python: `asyncio.BufferedProtocol`. */
export const BufferedProtocol = callable(protocols.BufferedProtocol);
export type BufferedProtocol = protocols.BufferedProtocol;

/** Protocol of datagrams. Python: `asyncio.DatagramProtocol`. */
export const DatagramProtocol = callable(protocols.DatagramProtocol);
export type DatagramProtocol = protocols.DatagramProtocol;

/** Base of transports. Python: `asyncio.BaseTransport`. */
export const BaseTransport = callable(transports.BaseTransport);
export type BaseTransport = transports.BaseTransport;

/** Transport that can be read. Python: `asyncio.ReadTransport`. */
export const ReadTransport = callable(transports.ReadTransport);
export type ReadTransport = transports.ReadTransport;

/** Transport that can be written. Python: `asyncio.WriteTransport`. */
export const WriteTransport = callable(transports.WriteTransport);
export type WriteTransport = transports.WriteTransport;

/** Transport of a stream. Python: `asyncio.Transport`. */
export const Transport = callable(transports.Transport);
export type Transport = transports.Transport;

/** Transport of datagrams. Python: `asyncio.DatagramTransport`. */
export const DatagramTransport = callable(transports.DatagramTransport);
export type DatagramTransport = transports.DatagramTransport;

type QueueClass<Kind> = Kind &
    (<T = unknown>(...args: ConstructorParameters<typeof queues.Queue<T>>) => queues.Queue<T>);

/** A queue between the tasks of a loop, first in, first out. Python: `asyncio.Queue`. */
export const Queue = callable(queues.Queue) as unknown as QueueClass<typeof queues.Queue>;
export type Queue<T = unknown> = queues.Queue<T>;

/** A queue whose least item comes first. Python: `asyncio.PriorityQueue`. */
export const PriorityQueue = callable(queues.PriorityQueue) as unknown as QueueClass<
    typeof queues.PriorityQueue
>;
export type PriorityQueue<T = unknown> = queues.PriorityQueue<T>;

/** A queue whose newest item comes first. Python: `asyncio.LifoQueue`. */
export const LifoQueue = callable(queues.LifoQueue) as unknown as QueueClass<typeof queues.LifoQueue>;
export type LifoQueue<T = unknown> = queues.LifoQueue<T>;

/** Returns a new loop. Python: `asyncio.new_event_loop`. */
export function new_event_loop(): EventLoop {
    return new EventLoop();
}

/** Returns the running loop. Raises `RuntimeError` outside of all loops. Python: `asyncio.get_running_loop`. */
export function get_running_loop(): EventLoop {
    return requireLoop();
}

/** Returns the running loop. Raises `RuntimeError` outside of all loops. Python: `asyncio.get_event_loop`. */
export function get_event_loop(): EventLoop {
    const loop = runningLoop();
    if (loop === null)
        throw new exceptions.RuntimeError("There is no current event loop in thread 'MainThread'.");
    return loop;
}
