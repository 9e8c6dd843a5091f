import { join, resolve } from "node:path";

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
export interface Native {
    /** The values of the platform's constants by name; what the platform lacks is absent. */
    readonly constants: Readonly<Record<string, number>>;
    /** The same for Python's `select`. */
    readonly select_constants: Readonly<Record<string, number>>;
    /** The same for Python's `errno`, and for its `signal`. */
    readonly errno_constants: Readonly<Record<string, number>>;
    readonly signal_constants: Readonly<Record<string, number>>;
    /** `[size, alignment]` of C types, by their character in Python's `struct`. */
    readonly c_types: Readonly<
        Record<"?" | "h" | "i" | "l" | "q" | "n" | "f" | "d" | "P", readonly [number, number]>
    >;
    /** `[number, name, text]` of each errno the platform has; of two names for one number, Python's errorcode has the last. */
    readonly errors: readonly (readonly [number, string, string])[];
    /** The block that addresses travel in; `numbers` carries results that do not fit an int32. */
    readonly words: Int32Array;
    readonly bytes: Uint8Array;
    readonly numbers: Float64Array;

    /** What a wait that reached the socket's timeout returns. */
    readonly TIMED_OUT: number;
    /** What a wait returns when the process or its thread is being ended. */
    readonly ENDED: number;

    // Sockets. A new socket's `timeout` is in seconds; -1 blocks, 0 never blocks.
    socket(family: number, type: number, protocol: number, timeout: number): number;
    /** Takes over descriptor `fd`; -1 for what is to be found out. Writes family, type, protocol to `words[0..2]`. */
    adopt(fd: number, family: number, type: number, protocol: number, timeout: number): number;
    /** Writes both handles to `numbers[0..1]`. */
    socketpair(family: number, type: number, protocol: number, timeout: number): number;
    /** Another reference to an open socket, for a value on its way to another thread. 0 or -EBADF. */
    retain(handle: number): number;
    /** Counts a stream of `makefile()`, which keeps the socket open. */
    stream_opened(handle: number): number;
    /** 1 if that was the last stream of a socket that is to be closed. */
    stream_closed(handle: number): number;
    /** 1 if the socket can be closed at once; else it is to be closed with its last stream. */
    start_closing(handle: number): number;
    /** Whether it was closed, be it that it waits for its streams. */
    is_closing(handle: number): number;
    /** Gives one reference back; 1 if it was the last one of a socket that is still open. */
    release(handle: number): number;
    fileno(handle: number): number;
    /** Family, type and protocol that the socket was made with, in `words[0..2]`; 0 or -EBADF. */
    describe(handle: number): number;
    detach(handle: number): number;
    close(handle: number): number;
    /** `close(2)` on a bare descriptor. */
    close_fd(fd: number): number;
    /** A new descriptor for the same socket (not inheritable); not yet in the table. */
    dup(fd: number): number;
    set_inheritable(handle: number, inheritable: boolean): number;
    /** 1 or 0. */
    get_inheritable(handle: number): number;
    bind(handle: number): number;
    listen(handle: number, backlog: number): number;
    /** The new socket's handle; the peer's address in the block. */
    accept(handle: number, timeout: number): number;
    connect(handle: number): number;
    shutdown(handle: number, how: number): number;
    getsockname(handle: number): number;
    getpeername(handle: number): number;
    set_timeout(handle: number, seconds: number): number;
    /** Seconds; -1 blocks; NaN when the socket is closed. */
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
    /** The value in `words[0]`. */
    getsockopt_int(handle: number, level: number, name: number): number;
    /** The length of the value written to `view`. */
    getsockopt_bytes(handle: number, level: number, name: number, view: Uint8Array): number;
    recv(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;
    /** As `recv`; the sender's address in the block. */
    recvfrom(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;
    send(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;
    /** Sends all of it, with one deadline for the whole; 0. */
    sendall(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;
    /** As `send`, to the address in the block. */
    sendto(handle: number, view: Uint8Array, offset: number, length: number, flags: number): number;

    // What Winsock alone has.
    /** `WSAIoctl` with `length` bytes of the view; the number of bytes that came back. */
    ioctl(handle: number, code: number, view: Uint8Array, length: number): number;
    /** `WSADuplicateSocket` for a process. */
    share(handle: number, process: number): number | Uint8Array;
    /** The descriptor for what `share` gave, not yet in the table; family, type, protocol in `words[0..2]`. */
    open_shared(description: Uint8Array): number;
    /** How long such a description is. */
    share_size(): number;

    // Messages, which not every platform has. `memory` is a view, of which `length` bytes from `offset` are meant,
    // or an array of views, the whole of each, which together have `length` bytes.
    /**
     * `sendmsg(2)`, to the address in the block if it is `addressed`. `control` is records of the level, the type
     * and the length of data as int32, and then the data.
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
     * `recvmsg(2)`, with the sender's address in the block and, in `numbers[0..1]`, the message's flags and how
     * much control data came, for which there is `room` in `control`.
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
     * What is in received control data: level, type, and offset and length of the data of each message.
     * `numbers[0]` is 0 if it ends in one that is not whole.
     */
    control_messages(control: Uint8Array, length: number): number[];
    /** Closes the descriptors in received control data. */
    close_received(control: Uint8Array, length: number): number;
    cmsg_len(length: number): number;
    cmsg_space(length: number): number;
    /** `sendfile(2)`: how many bytes were sent. */
    sendfile(handle: number, file: number, offset: number, count: number): number;
    /** `lseek(2)` from the beginning. */
    seek(file: number, offset: number): number;

    // Names and addresses. A failure is a number.
    /**
     * `getaddrinfo(3)`: an array of `[family, type, protocol, canonname, address]`, where address is
     * a copy of the block's first 32 bytes (`Int32Array(8)`), or the EAI_* number (for EAI_SYSTEM,
     * errno is in `words[0]`). A null host or service is NULL; both are given as encoded bytes.
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
    /** `gethostbyname(3)`: as `gethostbyaddr`. */
    gethostbyname(name: Uint8Array): [string, string[], Uint8Array[]] | number;
    /** `gethostbyaddr(3)` of the address in the block: `[name, aliases, packed addresses]`, or h_errno. */
    gethostbyaddr(): [string, string[], Uint8Array[]] | number;
    hstrerror(code: number): string;
    /** `getnameinfo(3)` of the address in the block: `[host, service]`, or as `getaddrinfo` fails. */
    getnameinfo(flags: number): [string, string] | number;
    /** A port, or -1. */
    getservbyname(name: Uint8Array, protocol: Uint8Array | null): number;
    /** The service's name, or -1. */
    getservbyport(port: number, protocol: Uint8Array | null): string | number;
    /** A protocol's number, or -1. */
    getprotobyname(name: Uint8Array): number;
    /** The index of the interface that the first `length` bytes name; 0 if there is none. */
    if_nametoindex(name: Uint8Array, length: number): number;
    if_indextoname(index: number): Buffer | number;
    if_nameindex(): [number, Buffer][] | number;
    /** The same as `if_nametoindex`, asked of a socket: the index or -errno. */
    interface_index(handle: number, name: Uint8Array, length: number): number;
    /** Writes the address in the block to `view` (128 bytes) as the system has it; its length. For tests. */
    address_encode(view: Uint8Array): number;
    /** The way back, for a socket of the protocol. For tests. */
    address_decode(view: Uint8Array, length: number, protocol: number): number;
    /** `inet_aton(3)`: 1 with the address in `bytes[0..3]`, else 0. */
    inet_aton(text: string): number;
    /** `inet_pton(3)`: its result, with the address from `bytes[0]`. */
    inet_pton(family: number, text: string): number;
    /** `inet_ntop(3)` of the address at `bytes[0]`. */
    inet_ntop(family: number): string | number;

    /**
     * `poll(2)` on `count` pairs `[what, events]` in `pairs`: what is a socket's handle, or
     * `-1 - fd` for a bare descriptor; events are replaced by what was seen. Returns how many are
     * ready. `timeout` is in seconds; -1 waits for ever.
     */
    poll(pairs: Float64Array, count: number, timeout: number): number;

    // epoll, where the platform has it. Its descriptor is an entry of the socket table.
    epoll_create?(): number;
    epoll_adopt?(fd: number): number;
    /** `epoll_ctl(2)` on a bare descriptor. */
    epoll_control?(handle: number, operation: number, fd: number, events: number): number;
    /** `epoll_wait(2)`: how many pairs `[fd, events]` it wrote to `pairs`. `timeout` is in seconds; -1 waits for ever. */
    epoll_wait?(handle: number, pairs: Int32Array, most: number, timeout: number): number;

    // kqueue, where the platform has it; an event is six numbers: ident, filter, flags, fflags, data, udata.
    kqueue_create?(): number;
    kqueue_adopt?(fd: number): number;
    /** `kevent(2)`: how many events it wrote to `events`. `timeout` is in seconds; -1 waits for ever. */
    kqueue_control?(
        handle: number,
        changes: Float64Array,
        change_count: number,
        events: Float64Array,
        most: number,
        timeout: number,
    ): number;

    // Objects that a thread's JavaScript may drop without notice.
    /** Follows `object`; once it was collected, `collect` reports `handle`. 1 if `collect` is due. */
    track(object: object, kind: Kind, handle: number): number;
    /** An object that is followed for the handle, if there still is one. */
    tracked(kind: Kind, handle: number): object | undefined;
    /** What was collected since: `[kind, handle, kind, handle, ...]`. */
    collect(): number[];

    // Locks and the like, shared by all threads. Timeouts in seconds; -1 waits for ever.
    lock_new(): number;
    /** 1 if acquired, 0 if not. */
    lock_acquire(lock: number, timeout: number): number;
    lock_release(lock: number): number;
    lock_locked(lock: number): number;
    rlock_new(): number;
    /** As `lock_acquire`, for `times` holds of the calling thread. */
    rlock_acquire(lock: number, timeout: number, times: number): number;
    /** 0, or -EPERM when another thread holds it, or none. */
    rlock_release(lock: number): number;
    /** Gives up all holds, and returns how many there were; or -EPERM. */
    rlock_release_all(lock: number): number;
    /** 1 if the calling thread holds it. */
    rlock_owned(lock: number): number;
    /** How often it is held; the ident of the thread that holds it, or 0, in `numbers[0]`. */
    rlock_state(lock: number): number;
    /** `lock`: the number of the condition's lock; 0 for an object of JavaScript. */
    condition_new(lock: number): number;
    condition_lock(condition: number): number;
    /** A place among those that wait, to be taken before the lock is released. */
    condition_enlist(condition: number): number;
    /** 1 if notified, 0 if not. The place is given up. */
    condition_wait(condition: number, place: number, timeout: number): number;
    /** Gives up a place without having waited. */
    condition_leave(condition: number, place: number): number;
    condition_notify(condition: number, count: number): number;
    /** How many places are taken. */
    condition_waiting(condition: number): number;
    /** `limit`: the value that it never exceeds; `Infinity` without one. */
    semaphore_new(value: number, limit: number): number;
    semaphore_acquire(semaphore: number, timeout: number): number;
    /** 0, or -EOVERFLOW if it would exceed its limit. */
    semaphore_release(semaphore: number, times: number): number;
    /** Its value and its limit in `numbers[0..1]`. */
    semaphore_value(semaphore: number): number;
    barrier_new(parties: number): number;
    /**
     * The calling thread's index, or -ECANCELED when the barrier is broken. `numbers[0]` is 1 for the last thread,
     * which must then call `barrier_finish`: the others wait for it.
     */
    barrier_wait(barrier: number, timeout: number): number;
    barrier_finish(barrier: number, passed: boolean): number;
    barrier_reset(barrier: number): number;
    barrier_abort(barrier: number): number;
    /** How many wait; -1 when it is broken. */
    barrier_waiting(barrier: number): number;
    event_new(): number;
    event_set(event: number): number;
    event_clear(event: number): number;
    event_is_set(event: number): number;
    /** 1 if set, 0 if the time ran out. */
    event_wait(event: number, timeout: number): number;
    object_retain(handle: number): number;
    object_release(handle: number): number;
    object_is_rlock(handle: number): number;
    /** What was noted about an object, for every thread to read; null if nothing was. */
    object_note(handle: number): Uint8Array | null;
    /** `length` bytes, followed by `references` references, as kind and handle, that go when the object goes. */
    object_set_note(handle: number, note: Uint8Array, length: number, references: number): number;
    /** An object without a state: a `threading.local`. */
    local_new(): number;

    // Queues. A value is what lib/transfer/codec.ts has written: `length` bytes, and then `references` references.
    /** `order`: 0 first in, first out; 1 last in, first out; 2 least first. */
    queue_new(order: number, maxsize: number): number;
    /**
     * 1; 0 if there was no room until the time ran out; -EPIPE if it is shut down; or the names of two types
     * that have no order, parted by a newline.
     */
    queue_put(
        queue: number,
        timeout: number,
        view: Uint8Array,
        length: number,
        references: number,
    ): number | string;
    /** The length of the value written to `view`, or the value if it does not fit there; else as `queue_put`. */
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
    /** Copies of the values in it, in the order in which they are stored. */
    queue_items(queue: number): Uint8Array[];

    // What threads share by name. Each operation waits while another thread holds the container.
    /**
     * The object that has the name, with one reference more; `handle` gets the name if none has it.
     */
    object_named(name: string, handle: number): number;
    /** Several operations of this thread follow: 1. */
    container_hold(container: number): number;
    /** -EPERM if this thread does not hold it. */
    container_let_go(container: number): number;
    list_new(): number;
    list_length(list: number): number;
    /** As `queue_get`; -ERANGE where there is nothing. A negative index counts from the end. */
    list_get(list: number, index: number, view: Uint8Array): number | Uint8Array;
    list_set(list: number, index: number, view: Uint8Array, length: number, references: number): number;
    /** At the nearest end, if there is no such index. */
    list_insert(list: number, index: number, view: Uint8Array, length: number, references: number): number;
    /** -ENOENT if it is empty. */
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
    /** By the order of the list `keys`, unless that is 0; or the names of types as `queue_put`. */
    list_sort(list: number, keys: number, descending: boolean): number | string;
    list_items(list: number): number | Uint8Array[];
    map_new(): number;
    map_size(map: number): number;
    map_has(map: number, view: Uint8Array, length: number, references: number): number;
    /** As `queue_get`; -ENOENT where there is none. */
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
    /** The key and the value that came last, or first; -ENOENT if it is empty. */
    map_pop_end(map: number, last: boolean): number | Uint8Array[];
    map_clear(map: number): number;
    /** In turn, if both are asked for. */
    map_items(map: number, keys: boolean, values: boolean): number | Uint8Array[];

    // Futures and executors.
    future_new(): number;
    /** 0 pending, 1 running, 2 cancelled, 3 cancelled and notified, 4 finished. */
    future_state(future: number): number;
    /**
     * Waits for the outcome: as `queue_get`, with `numbers[0]` 1 for an exception. 0 if the time ran out, -ECANCELED.
     */
    future_wait(future: number, timeout: number, view: Uint8Array): number | Uint8Array;
    /** The call begins: 1; 0 if it was cancelled; -EINVAL if it had begun. */
    future_begin(future: number): number;
    /** -EINVAL if it is done. */
    future_finish(
        future: number,
        failed: boolean,
        view: Uint8Array,
        length: number,
        references: number,
    ): number;
    /** 1 if it was cancelled just now, 2 if it had been, 0 if it is too late. */
    future_cancel(future: number): number;
    /** 0 if it is done. */
    future_add_callback(future: number, view: Uint8Array, length: number, references: number): number;
    future_take_callbacks(future: number): Uint8Array[];
    /** Has `number` put into the queue when it is done; 0 if it is. */
    future_watch(future: number, queue: number, number: number): number;
    future_unwatch(future: number, queue: number): number;
    executor_new(limit: number): number;
    /** The next number for a name like "ThreadPoolExecutor-0". */
    executor_next_name(): number;
    /**
     * Hands a call over: 1, with the index of the thread that has to be started in `numbers[0]`, or -1. -EPIPE after
     * the executor's end, -ESHUTDOWN at the program's, -ECANCELED if it is broken.
     */
    executor_put(executor: number, view: Uint8Array, length: number, references: number): number;
    /** Waits for a call: as `queue_get`; 0 if there will be none. */
    executor_take(executor: number, view: Uint8Array): number | Uint8Array;
    executor_add_thread(executor: number, thread: number): number;
    executor_start_failed(executor: number): number;
    executor_threads(executor: number): number[];
    executor_shut_down(executor: number): number;
    /** The calls that nobody has begun; `broken`: it takes no more. */
    executor_drop(executor: number, broken: boolean): Uint8Array[];
    /** An object more, or less, that owns it. */
    executor_retain(executor: number): number;
    executor_release(executor: number): number;
    /** The program ends: executors finish what they have, and take no more. */
    executors_finish(): number;

    // Threads and their pool. A thread is named by a number that is never given again; 0 is main.
    /**
     * Tells which worker this is (`worker_threads.threadId`), which one made it (-1: not known), and to whose pool the
     * threads that it starts belong.
     */
    register_environment(
        worker: number,
        parent: number,
        pool: number,
        on_signals: (signal: number, in_wait: boolean) => void,
    ): void;
    /** The calling thread. One that the library did not start gets a number, and a name, here. */
    thread_current(): number;
    /** A thread that has not been started. */
    thread_new(name: string, daemon: boolean): number;
    /** The next number for a name like "Thread-1". */
    thread_next_name(): number;
    /**
     * Hands a job to the pool: 1 if an idle worker takes it, 0 if a worker must be made for it, -ESHUTDOWN if the
     * process is ending. The references behind the job's bytes are taken over in any case.
     */
    thread_submit(thread: number, job: Uint8Array, length: number, references: number): number;
    /**
     * Waits until a worker has begun the thread, or until its worker has been made and no more than `coming` workers
     * are still coming up, if workers have come up so far. 1, 0 when the time ran out, -EAGAIN when none comes up.
     */
    thread_wait_begun(thread: number, timeout: number, coming: number): number;
    /** Takes back a job that no worker has begun, as if it had not been submitted. 1 if there was one. */
    thread_withdraw(thread: number): number;
    /**
     * In pool worker `number`: waits for a job, whose thread becomes the current one. `undefined`: no more, since the
     * worker has to end, or was idle for long.
     */
    pool_take(number: number): Uint8Array | undefined;
    /**
     * 1 if the calling thread has to make the keeper of its pool, which then counts as made; `again`: also if one was
     * made that has not come up.
     */
    pool_needs_keeper(again: boolean): number;
    /** It cannot be made. */
    pool_lose_keeper(): void;
    /**
     * In the keeper: has `wake` called from its event loop whenever a worker may be wanted. -EEXIST if the pool has
     * another keeper.
     */
    pool_keep(wake: () => void): number;
    /** 1 once the keeper has come up, and while it is there. */
    pool_has_keeper(): number;
    /** In the keeper: the number of the worker that it is to make; 0 if none is wanted, -EAGAIN if none can be. */
    pool_next_worker(descriptors: number): number;
    /** In the keeper: that worker has been made. */
    pool_worker_made(number: number): void;
    /**
     * In the keeper: that worker has ended. Null if it had come up; if not, the names of the threads that end with it,
     * because nobody can run them and their `start()` has returned.
     */
    pool_lose_worker(number: number, message: string, stack: string): string[] | null;
    /** In the keeper: that worker cannot be made now. */
    pool_cancel_worker(number: number, message: string, stack: string): void;
    /** Message and stack of the error that kept the last worker from coming up; empty where there was no room. */
    pool_failure(): [message: string, stack: string];
    /** How many workers are to be idle, for threads to come. */
    pool_spare(count: number): void;
    /** Sets how long a worker too many is idle before it ends, and returns how long it was until now. In seconds. */
    pool_idle_time(seconds: number): number;
    /** 1 if so many descriptors, and the address space of two workers, can be had. */
    pool_has_room(descriptors: number): number;
    /** How many pool workers there are; for tests. */
    pool_size(): number;
    /** In a pool worker: the current thread has ended; `fields` is what others get at `join`. */
    thread_finish(fields: Uint8Array | null, length: number, references: number): void;
    /** What the thread left for those who join it, to each once. */
    thread_fields(thread: number): Uint8Array | null;
    /** One more object for the thread, or one on its way. */
    thread_retain(thread: number): void;
    /** One fewer: without any, what is known of the thread goes once it has ended. */
    thread_release(thread: number): void;
    /** 1 if it has ended, 0 if the time ran out, -ESHUTDOWN if it will not end before the process does. */
    thread_join(thread: number, timeout: number): number;
    /** 1 from the moment it was submitted until it has ended. */
    thread_alive(thread: number): number;
    /** Null for a thread that has ended and whose starter has dropped it. */
    thread_name(thread: number): string | null;
    thread_set_name(thread: number, name: string): void;
    /** 1 or 0; -1 where the name would be null. */
    thread_daemon(thread: number): number;
    /** 1 for a thread that the library did not start. */
    thread_is_foreign(thread: number): number;
    /** The size in bytes that stacks of new threads are to have (0: whatever Node gives); sets it unless negative. */
    thread_stack_size(size: number): number;
    thread_set_daemon(thread: number, daemon: boolean): void;
    /** 1, with ident and native id in `numbers[0..1]`, if the thread has begun. */
    thread_ident(thread: number): number;
    /** The threads that are alive, in the order in which they were made. */
    thread_list(): number[];
    /** Waits for every thread that is not a daemon; in a worker, for those that end with it. */
    threads_finish(): number;
    /** Ends every wait of every other thread, now and later. */
    shut_down(): void;
    /** The same for the thread that runs worker `worker` (if `itself`) and for those it made. */
    end_worker(worker: number, itself: boolean): void;

    // Signals on the main thread.
    /** Puts the library's handler in front of what is installed; `listened`: JavaScript listens. */
    signal_watch(signal: number, listened: boolean): number;
    /** Gives the signal the effect it had before the library. */
    signal_default(signal: number): void;
    /** 0 for a signal that has its default effect, 1 for one that is ignored, 2 for one that is handled. */
    signal_action(signal: number): number;
    /** Sets it to 0 or 1. */
    signal_set_action(signal: number, action: number): number;
    /** Whether system calls that the signal interrupts go on. */
    signal_set_restart(signal: number, restart: boolean): number;
    /** Runs the listeners of signals that have come: on the main thread only. */
    signals_deliver(): void;
    /** `raise(3)`; on the main thread the listeners of what has come have run when it returns. */
    signal_raise(signal: number): number;
    /** The same to a thread, by its ident. */
    signal_send(ident: number, signal: number): number;
    /** The same to a process. */
    kill(process: number, signal: number): number;
    /** `strsignal(3)`; null for a number that is no signal's. */
    signal_text(signal: number): string | null;
    /** 1 or 0. */
    signal_valid(signal: number): number;
    /**
     * Has the number of each signal written to a descriptor, -1 for none; returns the one until now. What fails is
     * given to `on_signals` as -errno; a full descriptor counts as failure only if `warn`.
     */
    signal_wakeup(fd: number, warn: boolean): number;
    /** Waits until listeners of signals have run. */
    signal_pause(): number;
    /** `alarm(2)`: the seconds that the timer until now had left. */
    alarm(seconds: number): number;
    /** `setitimer(2)`, in seconds: 0, with value and interval until now in `numbers[0..1]`. */
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
    /** What the system says of an error of its own, which Windows has beside those of C. */
    error_text(error: number): string;
    /** `strerror(3)`. */
    strerror(error: number): string;
    /** The source that a loader made of a module in another thread, or null. */
    module_source(file: string): string | null;
    module_set_source(file: string, source: string): void;
    /** How many threads of this process are inside a wait, idle workers apart; for tests. */
    waiting(): number;
}

/** What an object followed by `track` stands for. */
export enum Kind {
    Socket = 0,
    Object = 1,
    Thread = 2,
    /** An entry of the socket table that is no socket. */
    Descriptor = 3,
    Local = 4,
    /** An executor, which is shut down when nobody owns it. */
    Owner = 5,
}

/** Where the package is: two folders above this module. */
const root = join(__dirname, "..", "..");

/**
 * Loads the addon: the file that `PYSOCKET_ADDON` names, or what was built here, or the prebuilt one
 * for this platform. The error that it throws says what to do.
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
