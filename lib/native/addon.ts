import { join, resolve } from "node:path";
import type { NativeTls } from "./tls";

/**
 * The one typed declaration of every native function. A native function does one system call's
 * worth of work and returns a number: a negative one is `-errno`, or one of the codes below.
 *
 * `handle` is a socket's index in the process-wide table. A byte range is always
 * `(view, offset, length)`, so that no sub-view has to be made for a call.
 *
 * Addresses travel in one block of memory a module instance: `words` and `bytes` are views of it.
 * A function that takes an address reads it there, a function that returns one writes it there:
 *
 * | family         | words[0] | words[1]       | words[2]         | words[3] | bytes           |
 * |----------------|----------|----------------|------------------|----------|-----------------|
 * | AF_INET        | family   | port           | (bytes 8 to 11)  |          | [8, 12) address |
 * | AF_INET6       | family   | port           | flowinfo         | scope id | [16, 32) address|
 * | AF_UNIX        | family   | path length    |                  |          | [16, ...) path  |
 * | AF_NETLINK     | family   | pid            | groups           |          |                 |
 * | AF_PACKET      | family   | protocol       | interface        | type     | [24, ...) address; words[4] hardware type, [5] length |
 * | AF_CAN         | family   | protocol       | interface        | rx, pgn  | words[4] tx or address, [5..6] name |
 * | AF_VSOCK       | family   | cid            | port             |          |                 |
 * | AF_QIPCRTR     | family   | node           | port             |          |                 |
 * | AF_ALG         | family   | feature        | mask             |          | [16, 30) type, [30, 94) name |
 * | AF_TIPC        | family   | address type   | first            | second   | words[4] third, [5] scope |
 * | AF_BLUETOOTH   | family   | protocol       | psm, channel, device | cid, channel | [16, 22) device; words[6] its type |
 * | AF_HYPERV      | family   |                |                  |          | [16, 32) machine, [32, 48) service |
 * | no address     | 0        |                |                  |          |                 |
 * | others, only read | family | sockaddr length |              |          | [16, ...) whole |
 */
export interface Native extends NativeTls {
    /** Constants of the platform by name; missing ones are absent. */
    readonly constants: Readonly<Record<string, number>>;
    /** Constants of Python's `select` by name; missing ones are absent. */
    readonly select_constants: Readonly<Record<string, number>>;
    /** Constants of Python's `errno` by name; missing ones are absent. */
    readonly errno_constants: Readonly<Record<string, number>>;
    /** Constants of Python's `signal` by name; missing ones are absent. */
    readonly signal_constants: Readonly<Record<string, number>>;
    /** `[size, alignment]` of C types, by their character in Python's `struct`. */
    readonly c_types: Readonly<
        Record<"?" | "h" | "i" | "l" | "q" | "n" | "f" | "d" | "P", readonly [number, number]>
    >;
    /**
     * `[number, name, text]` of each errno of the platform. Of two names for one number, Python's errorcode
     * has the last.
     */
    readonly errors: readonly (readonly [number, string, string])[];
    /** The block that addresses travel in. `numbers` carries results that do not fit an int32. */
    readonly words: Int32Array;
    readonly bytes: Uint8Array;
    readonly numbers: Float64Array;

    /** Result of a wait that reached the socket's timeout. */
    readonly TIMED_OUT: number;
    /** Result of a wait that was ended because the process or the thread is ending. */
    readonly ENDED: number;

    // Sockets. A new socket's `timeout` is in seconds; -1 blocks, 0 never blocks.
    socket(family: number, type: number, protocol: number, timeout: number): number;
    /**
     * Takes over descriptor `fd`; -1 for a family, type or protocol means to detect it. Writes all three to
     * `words[0..2]`.
     */
    adopt(fd: number, family: number, type: number, protocol: number, timeout: number): number;
    /** Writes both handles to `numbers[0..1]`. */
    socketpair(family: number, type: number, protocol: number, timeout: number): number;
    /** Adds a reference to an open socket, for a value on its way to another thread. 0 or -EBADF. */
    retain(handle: number): number;
    /** Counts a stream of `makefile()`, which keeps the socket open. */
    stream_opened(handle: number): number;
    /** 1 if that was the last stream of a socket that must now be closed. */
    stream_closed(handle: number): number;
    /** 1 if the socket can be closed at once; otherwise its last stream closes it. */
    start_closing(handle: number): number;
    /** 1 if `close()` was called, even if open streams still delay it. */
    is_closing(handle: number): number;
    /** Drops one reference; 1 if it was the last one of a socket that is still open. */
    release(handle: number): number;
    fileno(handle: number): number;
    /**
     * Writes the family, type and protocol that the socket was created with to `words[0..2]`; 0 or -EBADF.
     */
    describe(handle: number): number;
    detach(handle: number): number;
    close(handle: number): number;
    /** `close(2)` on a bare descriptor. */
    close_fd(fd: number): number;
    /** Duplicates a socket's descriptor. The duplicate is not inheritable and not in the table. */
    dup(fd: number): number;
    set_inheritable(handle: number, inheritable: boolean): number;
    /** 1 or 0. */
    get_inheritable(handle: number): number;
    bind(handle: number): number;
    listen(handle: number, backlog: number): number;
    /** Returns the new socket's handle; writes the peer's address to the block. */
    accept(handle: number, timeout: number): number;
    connect(handle: number): number;
    shutdown(handle: number, how: number): number;
    getsockname(handle: number): number;
    getpeername(handle: number): number;
    set_timeout(handle: number, seconds: number): number;
    /** Seconds; -1 blocks; NaN if the socket is closed. */
    get_timeout(handle: number): number;
    get_default_timeout(): number;
    set_default_timeout(seconds: number): number;
    setsockopt_int(handle: number, level: number, name: number, value: number): number;
    setsockopt_bytes(
        handle: number,
        level: number,
        name: number,
        view: Uint8Array,
        offset: number,
        length: number,
    ): number;
    setsockopt_none(handle: number, level: number, name: number, length: number): number;
    /** Writes the value to `words[0]`. */
    getsockopt_int(handle: number, level: number, name: number): number;
    /** Returns the length of the value written to `view`. */
    getsockopt_bytes(handle: number, level: number, name: number, view: Uint8Array): number;
    recv(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;
    /** `recvfrom(2)`; writes the sender's address to the block. */
    recvfrom(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;
    send(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;
    /** Sends all bytes, with one deadline for the whole; returns 0. */
    sendall(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;
    /** `sendto(2)` to the address in the block. */
    sendto(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;

    // Winsock only.
    /** `WSAIoctl` with `length` bytes of the view. Returns the number of bytes written back. */
    ioctl(handle: number, code: number, view: Uint8Array, length: number): number;
    /** `WSADuplicateSocket` for a process. */
    share(handle: number, process: number): number | Uint8Array;
    /**
     * Opens the descriptor described by the result of `share`, not yet in the table. Writes family, type and
     * protocol to `words[0..2]`.
     */
    open_shared(description: Uint8Array): number;
    /** Length of the result of `share` in bytes. */
    share_size(): number;

    // Messages; some platforms lack them. `memory` is a view, of which `length` bytes from `offset` are used,
    // or an array of views, which have `length` bytes together.
    /**
     * `sendmsg(2)`, to the address in the block if `addressed`. `control` contains records: level, type and
     * length of the data as int32, then the data.
     */
    sendmsg(
        handle: number,
        memory: Uint8Array | Uint8Array[],
        offset: number,
        length: number,
        flags: number,
        control: Uint8Array | null,
        addressed: boolean,
    ): number;
    /**
     * `recvmsg(2)`. Writes the sender's address to the block, and the message's flags and the length of the
     * control data to `numbers[0..1]`. `room` is the size of `control` in bytes.
     */
    recvmsg(
        handle: number,
        memory: Uint8Array | Uint8Array[],
        offset: number,
        length: number,
        flags: number,
        control: Uint8Array | null,
        room: number,
    ): number;
    /**
     * Parses received control data. Returns level, type, offset and length of the data of each message.
     * `numbers[0]` is 0 if the last message is truncated.
     */
    control_messages(control: Uint8Array, length: number): number[];
    /** Closes the descriptors in received control data. */
    close_received(control: Uint8Array, length: number): number;
    cmsg_len(length: number): number;
    cmsg_space(length: number): number;
    /** `sendfile(2)`. Returns the number of bytes sent. */
    sendfile(handle: number, file: number, offset: number, count: number): number;
    /** `lseek(2)` from the beginning. */
    seek(file: number, offset: number): number;

    // Names and addresses. A failure is a number.
    /**
     * `getaddrinfo(3)`. Returns `[family, type, protocol, canonname, address]` for each result, where address
     * is a copy of the block's first 32 bytes (`Int32Array(8)`); or the EAI_* number, for EAI_SYSTEM with the
     * errno in `words[0]`. Host and service are encoded bytes or null.
     */
    getaddrinfo(
        host: Uint8Array | null,
        service: Uint8Array | null,
        family: number,
        type: number,
        protocol: number,
        flags: number,
    ): [number, number, number, string, Int32Array][] | number;
    /** `gai_strerror(3)`. */
    gai_strerror(code: number): string;
    gethostname(): string | number;
    sethostname(name: Uint8Array): number;
    /** `gethostbyname(3)`. Returns `[name, aliases, packed addresses]`, or h_errno. */
    gethostbyname(name: Uint8Array): [string, string[], Uint8Array[]] | number;
    /**
     * `gethostbyaddr(3)` of the address in the block. Returns `[name, aliases, packed addresses]`, or
     * h_errno.
     */
    gethostbyaddr(): [string, string[], Uint8Array[]] | number;
    hstrerror(code: number): string;
    /**
     * `getnameinfo(3)` of the address in the block. Returns `[host, service]`, or an EAI_* number, for
     * EAI_SYSTEM with the errno in `words[0]`.
     */
    getnameinfo(flags: number): [string, string] | number;
    /** Port of a service, or -1. */
    getservbyname(name: Uint8Array, protocol: Uint8Array | null): number;
    /** Name of a service, or -1. */
    getservbyport(port: number, protocol: Uint8Array | null): string | number;
    /** Number of a protocol, or -1. */
    getprotobyname(name: Uint8Array): number;
    /** Index of the interface named by the first `length` bytes; 0 if there is none. */
    if_nametoindex(name: Uint8Array, length: number): number;
    if_indextoname(index: number): Buffer | number;
    if_nameindex(): [number, Buffer][] | number;
    /** Index of an interface, looked up with a socket; or -errno. */
    interface_index(handle: number, name: Uint8Array, length: number): number;
    /**
     * Writes the address in the block to `view` (128 bytes) in the system's form. Returns its length. For
     * tests.
     */
    address_encode(view: Uint8Array): number;
    /** Reads an address in the system's form into the block, for a socket of the protocol. For tests. */
    address_decode(view: Uint8Array, length: number, protocol: number): number;
    /** `inet_aton(3)`: 1 with the address in `bytes[0..3]`, otherwise 0. */
    inet_aton(text: string): number;
    /** `inet_pton(3)`: its result, with the address from `bytes[0]`. */
    inet_pton(family: number, text: string): number;
    /** `inet_ntop(3)` of the address at `bytes[0]`. */
    inet_ntop(family: number): string | number;

    /**
     * `poll(2)` on `count` pairs `[object, events]` in `pairs`. The object is a socket's handle, or `-1 - fd`
     * for a bare descriptor. The result's events replace the requested ones. Returns how many are ready.
     * `timeout` is in seconds; -1 waits forever.
     */
    poll(pairs: Float64Array, count: number, timeout: number): number;

    // epoll, where the platform has it. Its descriptor is an entry of the socket table.
    epoll_create?(): number;
    epoll_adopt?(fd: number): number;
    /** `epoll_ctl(2)` on a bare descriptor. */
    epoll_control?(handle: number, operation: number, fd: number, events: number): number;
    /**
     * `epoll_wait(2)`. Returns how many pairs `[fd, events]` it wrote to `pairs`. `timeout` is in seconds; -1
     * waits forever.
     */
    epoll_wait?(handle: number, pairs: Int32Array, most: number, timeout: number): number;

    // kqueue, where the platform has it; an event is six numbers: ident, filter, flags, fflags, data, udata.
    kqueue_create?(): number;
    kqueue_adopt?(fd: number): number;
    /**
     * `kevent(2)`. Returns how many events it wrote to `events`. `timeout` is in seconds; -1 waits forever.
     */
    kqueue_control?(
        handle: number,
        changes: Float64Array,
        change_count: number,
        events: Float64Array,
        most: number,
        timeout: number,
    ): number;

    // Objects that JavaScript may drop without closing them.
    /** Tracks `object`: once it is collected, `collect` reports `handle`. 1 if `collect` should be called. */
    track(object: object, kind: Kind, handle: number): number;
    /** Returns a tracked object for the handle, if there still is one. */
    tracked(kind: Kind, handle: number): object | undefined;
    /** Like `tracked()`, for a value that arrives with a reference: gives it back if there is an object. */
    take_over(kind: Kind, handle: number): object | undefined;
    /** Returns the objects collected since the last call: `[kind, handle, kind, handle, ...]`. */
    collect(): number[];

    // Locks and other primitives, shared by all threads. Timeouts are in seconds; -1 waits forever.
    lock_new(): number;
    /** 1 if acquired, 0 if not. */
    lock_acquire(lock: number, timeout: number): number;
    lock_release(lock: number): number;
    lock_locked(lock: number): number;
    rlock_new(): number;
    /** Acquires the lock with `times` holds for the calling thread. 1 if acquired, 0 if not. */
    rlock_acquire(lock: number, timeout: number, times: number): number;
    /** 0, or -EPERM if another thread or none holds it. */
    rlock_release(lock: number): number;
    /** Releases all holds and returns their number; or -EPERM. */
    rlock_release_all(lock: number): number;
    /** 1 if the calling thread holds it. */
    rlock_owned(lock: number): number;
    /** Number of holds; writes the ident of the owning thread, or 0, to `numbers[0]`. */
    rlock_state(lock: number): number;
    /** `lock` is the handle of the condition's lock; 0 for a JavaScript object. */
    condition_new(lock: number): number;
    condition_lock(condition: number): number;
    /** Takes a place among the waiters, before the lock is released. */
    condition_enlist(condition: number): number;
    /** Waits in the place, then gives it up. 1 if notified, 0 if not. */
    condition_wait(condition: number, place: number, timeout: number): number;
    /** Gives up a place without having waited. */
    condition_leave(condition: number, place: number): number;
    condition_notify(condition: number, count: number): number;
    /** Number of places taken. */
    condition_waiting(condition: number): number;
    /** `limit` is the maximum value; `Infinity` for none. */
    semaphore_new(value: number, limit: number): number;
    semaphore_acquire(semaphore: number, timeout: number): number;
    /** 0, or -EOVERFLOW if the value would exceed its limit. */
    semaphore_release(semaphore: number, times: number): number;
    /** Writes value and limit to `numbers[0..1]`. */
    semaphore_value(semaphore: number): number;
    barrier_new(parties: number): number;
    /**
     * Returns the calling thread's index, or -ECANCELED if the barrier is broken. `numbers[0]` is 1 for the
     * last thread, which must then call `barrier_finish`: the others wait for it.
     */
    barrier_wait(barrier: number, timeout: number): number;
    barrier_finish(barrier: number, passed: boolean): number;
    barrier_reset(barrier: number): number;
    barrier_abort(barrier: number): number;
    /** Number of waiters; -1 if the barrier is broken. */
    barrier_waiting(barrier: number): number;
    event_new(): number;
    event_set(event: number): number;
    event_clear(event: number): number;
    event_is_set(event: number): number;
    /** 1 if set, 0 after the timeout. */
    event_wait(event: number, timeout: number): number;
    object_retain(handle: number): number;
    object_release(handle: number): number;
    object_is_rlock(handle: number): number;
    /** Returns the note attached to a shared object, or null. */
    object_note(handle: number): Uint8Array | null;
    /**
     * Attaches a note to a shared object: `length` bytes, followed by `references` references (kind and
     * handle), which are released with the object.
     */
    object_set_note(handle: number, note: Uint8Array, length: number, references: number): number;
    /** An object without a state: a `threading.local`. */
    local_new(): number;

    // Queues. A value is written by lib/transfer/codec.ts: `length` bytes, then `references` references.
    /** `order`: 0 first in, first out; 1 last in, first out; 2 smallest first. */
    queue_new(order: number, maxsize: number): number;
    /**
     * 1; 0 after the timeout; -EPIPE if the queue is shut down; or the names of two types that cannot be
     * compared, separated by a newline.
     */
    queue_put(
        queue: number,
        timeout: number,
        view: Uint8Array,
        length: number,
        references: number,
    ): number | string;
    /**
     * Returns the length of the value written to `view`, or the value if it does not fit; 0 after the
     * timeout; -EPIPE if the queue is shut down; or the names of two types that cannot be compared.
     */
    queue_get(queue: number, timeout: number, view: Uint8Array): number | string | Uint8Array;
    /** 0, or -EINVAL if there is no unfinished task. */
    queue_task_done(queue: number): number;
    queue_join(queue: number): number;
    queue_shut_down(queue: number, immediate: boolean): number;
    queue_size(queue: number): number;
    queue_full(queue: number): number;
    queue_is_shut_down(queue: number): number;
    queue_unfinished(queue: number): number;
    queue_maxsize(queue: number): number;
    queue_set_maxsize(queue: number, maxsize: number): number;
    /** Copies of the values in the queue, in storage order. */
    queue_items(queue: number): Uint8Array[];

    // Shared containers with names. Each operation waits while another thread holds the container.
    /**
     * Returns the object with this name, with one more reference. `handle` gets the name if no object has it.
     */
    object_named(name: string, handle: number): number;
    /** Holds the container for several operations of this thread. Returns 1. */
    container_hold(container: number): number;
    /** -EPERM if this thread does not hold it. */
    container_let_go(container: number): number;
    list_new(): number;
    list_length(list: number): number;
    /**
     * Returns an item: the length written to `view`, or the item if it does not fit; -ERANGE if there is
     * none. A negative index counts from the end.
     */
    list_get(list: number, index: number, view: Uint8Array): number | Uint8Array;
    list_set(list: number, index: number, view: Uint8Array, length: number, references: number): number;
    /** Inserts an item; an index out of range means the nearer end. */
    list_insert(list: number, index: number, view: Uint8Array, length: number, references: number): number;
    /** -ENOENT if the list is empty. */
    list_pop(list: number, index: number, view: Uint8Array): number | Uint8Array;
    list_delete(list: number, index: number): number;
    /** -ENOENT if there is none. */
    list_remove(list: number, view: Uint8Array, length: number, references: number): number;
    list_index(
        list: number,
        view: Uint8Array,
        length: number,
        references: number,
        start: number,
        stop: number,
    ): number;
    list_count(list: number, view: Uint8Array, length: number, references: number): number;
    list_reverse(list: number): number;
    list_clear(list: number): number;
    /**
     * Sorts by the keys in the list `keys`, or by the items if that is 0. May return the names of two types
     * that cannot be compared.
     */
    list_sort(list: number, keys: number, descending: boolean): number | string;
    list_items(list: number): number | Uint8Array[];
    map_new(): number;
    map_size(map: number): number;
    map_has(map: number, view: Uint8Array, length: number, references: number): number;
    /**
     * Returns a value: the length written to `view`, or the value if it does not fit; -ENOENT if there is
     * none.
     */
    map_get(
        map: number,
        view: Uint8Array,
        length: number,
        references: number,
        into: Uint8Array,
    ): number | Uint8Array;
    /** 1 if the key is new. */
    map_set(
        map: number,
        keyView: Uint8Array,
        keyLength: number,
        keyReferences: number,
        view: Uint8Array,
        length: number,
        references: number,
    ): number;
    map_pop(
        map: number,
        view: Uint8Array,
        length: number,
        references: number,
        into: Uint8Array,
    ): number | Uint8Array;
    map_delete(map: number, view: Uint8Array, length: number, references: number): number;
    /** Removes the newest or oldest entry and returns its key and value; -ENOENT if the map is empty. */
    map_pop_end(map: number, last: boolean): number | Uint8Array[];
    map_clear(map: number): number;
    /** Keys, values, or both alternately. */
    map_items(map: number, keys: boolean, values: boolean): number | Uint8Array[];

    // Futures and executors.
    future_new(): number;
    /** 0 pending, 1 running, 2 cancelled, 3 cancelled and notified, 4 finished. */
    future_state(future: number): number;
    /**
     * Waits for the outcome. Returns its length in `view`, or the outcome if it does not fit; `numbers[0]` is
     * 1 for an exception. 0 after the timeout, -ECANCELED if cancelled.
     */
    future_wait(future: number, timeout: number, view: Uint8Array): number | Uint8Array;
    /** Marks the call as begun: 1; 0 if it was cancelled; -EINVAL if it had begun. */
    future_begin(future: number): number;
    /** -EINVAL if it is done. */
    future_finish(
        future: number,
        failed: boolean,
        view: Uint8Array,
        length: number,
        references: number,
    ): number;
    /** 1 if it was cancelled now, 2 if it had been cancelled, 0 if it is too late. */
    future_cancel(future: number): number;
    /** 0 if it is done. */
    future_add_callback(future: number, view: Uint8Array, length: number, references: number): number;
    future_take_callbacks(future: number): Uint8Array[];
    /** Returns a future that failed with its thread and has callbacks to be called, with a reference; or 0. */
    future_take_uncalled(): number;
    /** Puts `number` into the queue once the future is done; 0 if it is done already. */
    future_watch(future: number, queue: number, number: number): number;
    future_unwatch(future: number, queue: number): number;
    /** `prefix`: the beginning of its threads' names. */
    executor_new(limit: number, prefix: string): number;
    /** Sets the outcome of calls whose thread is lost: an exception. */
    executor_set_lost(executor: number, view: Uint8Array, length: number, references: number): number;
    /** Sets the job of a thread that takes the place of a lost one. */
    executor_set_job(executor: number, view: Uint8Array, length: number, references: number): number;
    /** Returns the next number for a name like "ThreadPoolExecutor-0". */
    executor_next_name(): number;
    /**
     * Submits a call: 1, with the index of the thread to start in `numbers[0]`, or -1. -EPIPE after the
     * executor's shutdown, -ESHUTDOWN at the program's end, -ECANCELED if the executor is broken.
     */
    executor_put(
        executor: number,
        view: Uint8Array,
        length: number,
        references: number,
        future: number,
    ): number;
    /**
     * Waits for a call. Returns its length in `view`, or the call if it does not fit; 0 if there will be
     * none.
     */
    executor_take(executor: number, view: Uint8Array): number | Uint8Array;
    /** Adds a thread that is about to start, and that holds a reference. */
    executor_add_thread(executor: number, thread: number): number;
    /** Removes a thread that did not start. */
    executor_start_failed(executor: number, thread: number): number;
    /** Ends the calling thread's part in the executor, and releases its reference. */
    executor_leave(executor: number): number;
    executor_threads(executor: number): number[];
    executor_shut_down(executor: number): number;
    /** Returns the calls that have not begun. `broken`: the executor takes no more. */
    executor_drop(executor: number, broken: boolean): Uint8Array[];
    /** Adds an owning object. */
    executor_retain(executor: number): number;
    executor_release(executor: number): number;
    /** At the end of the program: executors finish their calls and take no more. */
    executors_finish(): number;

    // The engine of an asyncio loop; see lib/asyncio/engine.ts. Only where there is epoll.
    /** Opens one. `dispatch` is called with the number of items of a turn, `unsent` with that of a flush. */
    engine_open?(dispatch: (count: number) => void, unsent: (count: number) => void): number;
    engine_share(
        engine: number,
        words: Int32Array,
        slab: Uint8Array,
        out: Uint8Array,
        queue: Int32Array,
    ): number;
    /** `epoll_ctl(2)` for a slot. */
    engine_control(engine: number, slot: number, operation: number, fd: number, events: number): number;
    /** Sets how many bytes to receive at once, 0 to report readiness alone, and whether to report writability. */
    engine_want(engine: number, slot: number, receive: number, writes: boolean): number;
    /** Receives what is ready. Returns the number of items. */
    engine_turn(engine: number): number;
    /** Sends what is queued. Returns the number of sockets that did not take all. */
    engine_flush(engine: number): number;
    engine_close(engine: number): number;

    // Threads and their pool. A thread has a number that is never reused; 0 is the main thread.
    /**
     * Registers this worker: its `worker_threads.threadId`, the worker that created it (-1: unknown), and the
     * owner of the pool that its threads belong to.
     */
    register_environment(
        worker: number,
        parent: number,
        pool: number,
        on_signals: (signal: number, in_wait: boolean) => void,
    ): void;
    /** In a worker: ends the waits of this thread when the worker ends. */
    watch_environment(): void;
    /**
     * Number of the calling thread. A thread that the library did not start gets a number and a name here.
     */
    thread_current(): number;
    /** Creates a thread that is not started. */
    thread_new(name: string, daemon: boolean): number;
    /** Returns the next number for a name like "Thread-1". */
    thread_next_name(): number;
    /**
     * Hands a job to the pool: 1 if an idle worker takes it, 0 if a worker must be made for it, -ESHUTDOWN if the
     * process is ending. The references behind the job's bytes are taken over in any case.
     */
    thread_submit(thread: number, job: Uint8Array, length: number, references: number): number;
    /**
     * Waits until a worker has begun the thread; or, if workers have come up so far, until its worker is
     * created and at most `coming` workers are still coming up. 1, 0 after the timeout, -EAGAIN if none comes
     * up.
     */
    thread_wait_begun(thread: number, timeout: number, coming: number): number;
    /** Takes back a job that no worker has begun, as if it had not been submitted. 1 if there was one. */
    thread_withdraw(thread: number): number;
    /**
     * In pool worker `number`: waits for a job, whose thread becomes the current one. `undefined` if the
     * worker must end or was idle for too long.
     */
    pool_take(number: number): Uint8Array | undefined;
    /**
     * 1 if the calling thread must create the spawner of its pool, which then counts as created. `again`: also if one
     * was created that has not come up.
     */
    pool_needs_spawner(again: boolean): number;
    /** Notes that the spawner cannot be created. */
    pool_lose_spawner(): void;
    /**
     * In the spawner: has `wake` called from its event loop whenever a worker may be needed. -EEXIST if the pool has
     * another spawner.
     */
    pool_set_spawner(wake: () => void): number;
    /** 1 once the spawner has come up, and while it exists. */
    pool_has_spawner(): number;
    /**
     * In the spawner: returns the number of a worker to create, or 0 if none is needed. -1 if a worker that has just
     * ended a thread may return in time: call it `again` a little later. -2 if there is no room.
     */
    pool_next_worker(descriptors: number, again: boolean): number;
    /** In the spawner: that worker has been created. */
    pool_worker_made(number: number): void;
    /**
     * In the spawner: that worker has ended. Null if it had come up; otherwise the names of the threads that end with
     * it, because no worker can run them and their `start()` has returned.
     */
    pool_lose_worker(number: number, message: string, stack: string): string[] | null;
    /** In the spawner: that worker cannot be created now. */
    pool_cancel_worker(number: number, message: string, stack: string): void;
    /** Message and stack of the error that kept the last worker from coming up; empty if there was no room. */
    pool_failure(): [message: string, stack: string];
    /** Sets how many workers stay idle for future threads. */
    pool_spare(count: number): void;
    /** Sets the seconds that a surplus worker stays idle before it ends. Returns the previous value. */
    pool_idle_time(seconds: number): number;
    /** 1 if so many descriptors, and the memory of two workers, are available. */
    pool_has_room(descriptors: number): number;
    /** Number of pool workers. For tests. */
    pool_size(): number;
    /** In a pool worker: an exception ends the current thread, so that an executor it belongs to has lost it. */
    thread_lost(): void;
    /** In a pool worker: marks the current thread as ended. `fields` are returned to threads that join it. */
    thread_finish(fields: Uint8Array | null, length: number, references: number): void;
    /** Returns the fields that the thread left for threads that join it, once to each. */
    thread_fields(thread: number): Uint8Array | null;
    /** Counts one more object, or handle in transit, for the thread. */
    thread_retain(thread: number): void;
    /** Counts one less. At zero the record of an ended thread is dropped. */
    thread_release(thread: number): void;
    /**
     * 1 if the thread has ended, 0 after the timeout, -ESHUTDOWN if it will not end before the process does.
     */
    thread_join(thread: number, timeout: number): number;
    /** 1 if it has been started, by any thread. */
    thread_started(thread: number): number;
    /** 1 from its submission until it has ended. */
    thread_alive(thread: number): number;
    /** Null for a thread that has ended and that its starter has dropped. */
    thread_name(thread: number): string | null;
    thread_set_name(thread: number, name: string): void;
    /** 1 or 0; -1 if the thread's record is gone. */
    thread_daemon(thread: number): number;
    /** 1 for a thread that the library did not start. */
    thread_is_foreign(thread: number): number;
    /**
     * Stack size of new threads in bytes; 0 is Node's default. Sets it unless `size` is negative. Returns the
     * previous one.
     */
    thread_stack_size(size: number): number;
    /** Processor time of the calling thread in nanoseconds. */
    thread_time(): number;
    thread_set_daemon(thread: number, daemon: boolean): void;
    /** 1, with ident and native id in `numbers[0..1]`, if the thread has begun. */
    thread_ident(thread: number): number;
    /** Threads that are alive, in the order of their creation. */
    thread_list(): number[];
    /** Waits for all non-daemon threads; in a worker, for those that end with it. */
    threads_finish(): number;
    /** Ends all waits of all other threads, now and in future. */
    shut_down(): void;
    /**
     * Ends all waits of the thread that runs worker `worker` (if `itself`) and of the threads that it
     * created.
     */
    end_worker(worker: number, itself: boolean): void;

    // Signals on the main thread.
    /**
     * Installs the library's handler before the existing one. `listened`: JavaScript listens to the signal.
     */
    signal_watch(signal: number, listened: boolean): number;
    /** Restores the signal's effect from before the library. */
    signal_default(signal: number): void;
    /** 0 for a signal with its default effect, 1 for an ignored one, 2 for a handled one. */
    signal_action(signal: number): number;
    /** Sets the signal's effect to 0 (default) or 1 (ignored). */
    signal_set_action(signal: number, action: number): number;
    /** Sets whether system calls continue after the signal. */
    signal_set_restart(signal: number, restart: boolean): number;
    /** Runs the handlers of signals that have arrived. Main thread only. */
    signals_deliver(): void;
    /** `raise(3)`. On the main thread the signal's handlers have run when it returns. */
    signal_raise(signal: number): number;
    /** `pthread_kill(3)` to the thread with this ident. */
    signal_send(ident: number, signal: number): number;
    /** Ends the process at once. */
    exit_now(code: number): never;
    /** `kill(2)`. If it is this process, the signal's handlers have run when it returns. */
    kill(process: number, signal: number): number;
    /** `strsignal(3)`; null for an unknown signal. */
    signal_text(signal: number): string | null;
    /** 1 or 0. */
    signal_valid(signal: number): number;
    /**
     * Writes the number of each signal to a descriptor, -1 for none. Returns the previous descriptor.
     * Failures are passed to `on_signals` as -errno; a full descriptor only if `warn`.
     */
    signal_wakeup(fd: number, warn: boolean): number;
    /** Waits until handlers of signals have run. */
    signal_pause(): number;
    /** `alarm(2)`. Returns the seconds that the previous alarm had left. */
    alarm(seconds: number): number;
    /** `setitimer(2)`, in seconds. Returns 0, with the previous value and interval in `numbers[0..1]`. */
    setitimer(which: number, seconds: number, interval: number): number;
    getitimer(which: number): number;

    // Bare descriptors.
    read(fd: number, view: Uint8Array, offset: number, length: number): number;
    write(fd: number, view: Uint8Array, offset: number, length: number): number;
    /** Writes both ends to `numbers[0..1]`. */
    pipe(): number;
    close_file(fd: number): number;
    /** 1 or 0. */
    is_blocking(fd: number): number;
    set_blocking(fd: number, blocking: boolean): number;
    /** Text of an error of Windows, beside those of C. */
    error_text(error: number): string;
    /** `strerror(3)`. */
    strerror(error: number): string;
    /** Text that a thread has made known under a key, or null. The first text for a key stays. */
    literal_text(key: string): string | null;
    set_literal_text(key: string, text: string): void;
    /** Number of threads of this process inside a wait, without idle workers. For tests. */
    waiting(): number;
}

/** Kind of an object that is followed by `track`. */
export enum Kind {
    Socket = 0,
    Object = 1,
    Thread = 2,
    /** An entry of the socket table that is not a socket. */
    Descriptor = 3,
    Local = 4,
    /** An executor, which is shut down once nobody owns it. */
    Owner = 5,
}

/** Root of the package: the bundle, which holds this module, lies in its dist/. */
const root = join(__dirname, "..");

/**
 * Loads the addon: the file named by `PYSOCKET_ADDON`, the one built here, or the prebuilt one for this
 * platform. If it fails, the error says what to do.
 */
function load(): Native {
    const platform = `${process.platform}-${process.arch}, Node ${process.versions.node}`;
    let path = process.env.PYSOCKET_ADDON;
    if (path === undefined || path === "") {
        try {
            const finder: { path(folder: string): string } = require("node-gyp-build");
            path = finder.path(root);
        } catch (cause) {
            throw addonError(`There is no native addon of pysocket for this platform (${platform}).`, cause);
        }
    }
    try {
        return require(resolve(path));
    } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw addonError(`The native addon of pysocket cannot be loaded (${platform}).\n${reason}`, cause);
    }
}

function addonError(problem: string, cause: unknown): Error {
    const text = `${problem}
To build it here, with a C++17 compiler, make and Python 3 installed, run:
    cd ${JSON.stringify(root)} && npx node-gyp rebuild
An addon that was built elsewhere is used when PYSOCKET_ADDON is set to its path.`;
    return Object.assign(new Error(text, { cause }), { code: "ERR_PYSOCKET_ADDON" });
}

export const native: Native = load();
