import assert from "node:assert/strict";
import * as socket from "pysocket";
import { TypeError } from "pysocket/builtins";
import * as futures from "pysocket/concurrent/futures";
import * as io from "pysocket/io";
import * as os from "pysocket/os";
import * as queue from "pysocket/queue";
import * as select from "pysocket/select";
import * as selectors from "pysocket/selectors";
import * as signal from "pysocket/signal";
import * as struct from "pysocket/struct";
import * as threading from "pysocket/threading";
import { onWindows } from "../support/platform";

// A constant that is misspelt is undefined: `socket.socket(socket.AF_INETT, socket.SOCK_STREAM)`.

// biome-ignore lint/suspicious/noExplicitAny: what TypeScript would not let through
type Untyped = any;
const none = undefined as Untyped;

/** Calls, each with an undefined argument before another one; by the name and position that are told. */
const refused: Record<string, (s: socket.socket) => unknown> = {
    "socket.__init__ 1 'family'": () => socket.socket(none, socket.SOCK_STREAM),
    "socket.__init__ 2 'type'": () => socket.socket(socket.AF_INET, none, 6),
    "socket.__init__ 3 'proto'": () => socket.socket(socket.AF_INET, socket.SOCK_STREAM, none, 3),
    "socket.__init__ 1 'family' (options)": () =>
        (socket.socket as Untyped)(none, { type: socket.SOCK_DGRAM }),
    "socketpair 1 'family'": () => socket.socketpair(none, socket.SOCK_STREAM),
    "fromfd 2 'family'": () => socket.fromfd(0, none, socket.SOCK_STREAM),
    "create_connection 2 'timeout'": () => socket.create_connection(["127.0.0.1", 1], none, ["", 0]),
    "create_connection 2 'timeout' (options)": () =>
        (socket.create_connection as Untyped)(["127.0.0.1", 1], none, { all_errors: true }),
    "getaddrinfo 1 'host'": () => socket.getaddrinfo(none, 80),
    "getaddrinfo 3 'family'": () => socket.getaddrinfo("127.0.0.1", 80, none, socket.SOCK_STREAM),
    "getnameinfo 1": () => socket.getnameinfo(none, 0),
    "inet_pton 1": () => socket.inet_pton(none, "127.0.0.1"),
    "getservbyname 1": () => socket.getservbyname(none, "tcp"),
    "setsockopt 1": (s) => s.setsockopt(none, socket.SO_REUSEADDR, 1),
    "setsockopt 2": (s) => s.setsockopt(socket.SOL_SOCKET, none, 1),
    "getsockopt 2": (s) => s.getsockopt(socket.SOL_SOCKET, none, 4),
    "recv 1": (s) => s.recv(none, socket.MSG_PEEK),
    "recv_into 2 'nbytes'": (s) => s.recv_into(Buffer.alloc(1), none, socket.MSG_PEEK),
    "recvfrom_into 2 'nbytes'": (s) => s.recvfrom_into(Buffer.alloc(1), none, socket.MSG_PEEK),
    "send 1": (s) => s.send(none, socket.MSG_PEEK),
    "sendall 1": (s) => s.sendall(none, socket.MSG_PEEK),
    "sendto 2": (s) => s.sendto(Buffer.from("x"), none, ["127.0.0.1", 1]),
    "socket.makefile 1 'mode'": (s) => s.makefile(none, 0),
    "SelectSelector.register 2 'events'": (s) => selectors.SelectSelector().register(s, none, "data"),
    "acquire 1 'blocking'": () => threading.Lock().acquire(none, 0.1),
    "acquire 1 'blocking' (options)": () => (threading.Lock() as Untyped).acquire(none, { timeout: 0.1 }),
    "Semaphore.acquire 1 'blocking'": () => threading.Semaphore().acquire(none, 0.1),
    "Condition.wait_for 1 'predicate'": () => threading.Condition().wait_for(none, 0.1),
    "Barrier.__init__ 2 'action'": () => threading.Barrier(2, none, 0.1),
    "Thread.__init__ 1 'group'": () => (threading.Thread as Untyped)(none, () => {}),
    "Timer.__init__ 1 'interval'": () => threading.Timer(none, () => {}),
    "Queue.put 2 'block'": () => queue.Queue().put(1, none, 0.1),
    "Queue.get 1 'block'": () => queue.Queue().get(none, 0.1),
    "get 1 'block'": () => queue.SimpleQueue().get(none, 0.1),
    "wait 2 'timeout'": () => futures.wait([], none, futures.FIRST_COMPLETED),
    "ThreadPoolExecutor.__init__ 1 'max_workers'": () => futures.ThreadPoolExecutor(none, "name"),
    "signal 1 'signalnum'": () => signal.signal(none, signal.SIG_DFL),
    "read 1": () => os.read(none, 1),
    "unpack 1": () => struct.unpack(none, Buffer.alloc(1)),
    "TextIOWrapper 2 'encoding'": () => io.TextIOWrapper(io.BytesIO(), none, "strict"),
    "seek 1": () => io.BytesIO().seek(none, 1),
};

const onPosix: typeof refused = {
    "sendmsg 2": (s) => s.sendmsg([Buffer.from("x")], none, socket.MSG_PEEK),
    "recvmsg 2": (s) => s.recvmsg(1, none, socket.MSG_PEEK),
    "register 1": () => select.poll().register(none, select.POLLIN),
    "setitimer 1": () => signal.setitimer(none, 1),
    "kill 2": () => (os.kill as Untyped)(0, none, 1),
};

const onLinux: typeof refused = {
    "poll 1 'timeout'": () => {
        using events = select.epoll();
        events.poll(none, 5);
    },
    "register 1 'fd'": () => {
        using events = select.epoll();
        events.register(none, select.EPOLLIN);
    },
    "epoll 1 'sizehint'": () => select.epoll(none, 0),
};

const calls = {
    ...refused,
    ...(onWindows ? {} : onPosix),
    ...(process.platform === "linux" ? onLinux : {}),
};

describe("an undefined argument", () => {
    let s: socket.socket;

    beforeEach(() => {
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
    });

    afterEach(() => s.close());

    for (const [title, act] of Object.entries(calls))
        it(`before another one is refused: ${title}`, () => {
            const [name, position, parameter] = title.split(" ");
            const place = parameter === undefined ? position : `${position} (${parameter})`;
            const text = `${name}() argument ${place} is undefined, but a later one is given: is a name misspelt? None is null`;
            assert.throws(() => act(s), TypeError(text));
        });

    it("at the end is one that is left out, and so is an option that is undefined", () => {
        using one = (socket.socket as Untyped)(socket.AF_INET, undefined, undefined, undefined);
        using two = (socket.socket as Untyped)({ family: undefined, type: socket.SOCK_DGRAM });
        // A program's own options, of which there are none.
        using three = (socket.socket as Untyped)(undefined, {});
        using four = (socket.socket as Untyped)(socket.AF_INET, undefined, { proto: undefined });
        const types = [one, two, three, four].map(({ type }) => type);
        assert.deepEqual(types, [1, 2, 1, 1]);
        assert.equal(threading.Lock().acquire(true, undefined), true);
        assert.equal((threading.Lock() as Untyped).acquire(undefined, { timeout: undefined }), true);
        assert.deepEqual(select.select([], [s], [], undefined), [[], [s], []]);
        assert.equal(s.recv_into(Buffer.alloc(0), undefined, undefined), 0);
    });

    it("is a value like another where any value is", () => {
        const values = queue.Queue();
        values.put(undefined);
        values.put(undefined, true, 1);
        assert.deepEqual([values.get(), values.get()], [undefined, undefined]);
    });
});
