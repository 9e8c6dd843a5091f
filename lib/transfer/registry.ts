/** The modules that define what crosses to other threads, by the names under which they define it. */
const modules = {
    barrier: threading,
    bounded_semaphore: threading,
    condition: threading,
    event: threading,
    local: threading,
    lock: threading,
    rlock: threading,
    semaphore: threading,
    thread: threading,
    Timer: threading,
    socket: () => require("../socket/socket"),
    epoll: () => require("../select/epoll"),
    kqueue: () => require("../select/kqueue"),
    Queue: queue,
    LifoQueue: queue,
    PriorityQueue: queue,
    SimpleQueue: queue,
    "shared array": shared,
    "shared dict": shared,
    "shared list": shared,
    "shared set": shared,
    "shared value": shared,
    ExecutorThread: futures,
    Future: futures,
    ThreadPoolExecutor: futures,
    RequestThread: socketserver,
    server: socketserver,
};

export type CrossingName = keyof typeof modules;

/** Most threads get sockets and locks only: the rest is loaded when the first of its objects comes. */
export function loadCrossing(name: string): void {
    if (Object.hasOwn(modules, name)) modules[name as CrossingName]();
}

function threading(): void {
    require("../threading/threading");
}

function queue(): void {
    require("../queue/queue");
}

function shared(): void {
    require("../shared/shared");
}

function futures(): void {
    require("../concurrent/futures/futures");
}

function socketserver(): void {
    require("../socketserver/socketserver");
}
