import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import * as socket from "pysocket";
import { OSError, TypeError, ValueError } from "pysocket/builtins";
import * as select from "pysocket/select";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, closing, descriptorFlags, raised } from "../support";

// biome-ignore lint/suspicious/noExplicitAny: a value that breaks the types, as a script without types may
const wrong = (value: unknown) => value as any;

const byDescriptor = (events: [number, number][]) => events.sort(([one], [other]) => one - other);

describe("test_epoll.TestEPoll", () => {
    before(function () {
        if (select.epoll === undefined) skip(this, "epoll is Linux's");
    });

    afterEach(cleanUp);

    function connectedPair(): [client: socket.socket, server: socket.socket] {
        const listening = closing(socket.create_server(["127.0.0.1", 0]));
        const client = closing(socket.socket());
        client.setblocking(false);
        assert.equal(raised(OSError, () => client.connect(listening.getsockname())).code, "EINPROGRESS");
        return [client, closing(listening.accept()[0])];
    }

    it("test_create", () => {
        const ep = closing(select.epoll(16));
        assert.ok(ep.fileno() > 0);
        assert.ok(!ep.closed);
        ep.close();
        assert.ok(ep.closed);
        assert.throws(() => ep.fileno(), ValueError);
        select.epoll(-1, select.EPOLL_CLOEXEC).close();
        select.epoll({ flags: select.EPOLL_CLOEXEC }).close();
        select.epoll({ flags: 0 }).close();
    });

    it("test_badcreate", () => {
        for (const args of [[1, 2, 3], ["foo"], [null], [[]], [["foo"]], [new Map()]])
            assert.throws(() => wrong(select.epoll)(...args), TypeError);
        assert.throws(() => select.epoll(0), ValueError);
        assert.throws(() => select.epoll(-2), ValueError);
        assert.throws(() => select.epoll({ sizehint: -2 }), ValueError);
        assert.throws(() => select.epoll({ flags: 12356 }), OSError);
    });

    it("test_context_manager", () => {
        let outside: select.epoll;
        {
            using ep = select.epoll(16);
            assert.ok(ep.fileno() > 0);
            assert.ok(!ep.closed);
            outside = ep;
        }
        assert.ok(outside.closed);
        assert.throws(() => outside.fileno(), ValueError);
    });

    it("test_add", () => {
        const pair = connectedPair();
        const events = select.EPOLLIN | select.EPOLLOUT;
        for (const each of [(s: socket.socket) => s.fileno(), (s: socket.socket) => s]) {
            using ep = select.epoll(2);
            for (const s of pair) ep.register(each(s), events);
        }
        using ep = select.epoll(2);
        assert.throws(() => ep.register(wrong({}), events), TypeError);
        assert.throws(() => ep.register(wrong(null), events), TypeError);
        assert.throws(() => ep.register(-1, events), ValueError);
        assert.throws(() => ep.register(10_000, events), OSError);
        ep.register(pair[0], events);
        assert.throws(() => ep.register(pair[0], events), OSError);
    });

    it("test_fromfd", () => {
        const pair = connectedPair();
        let second: select.epoll;
        {
            using ep = select.epoll(2);
            second = select.epoll.fromfd(ep.fileno());
            for (const s of pair) second.register(s.fileno(), select.EPOLLIN | select.EPOLLOUT);
            assert.equal(ep.poll(1, 4).length, 2);
            assert.equal(second.poll(0.9, 4).length, 2);
        }
        assert.equal(raised(OSError, () => second.poll(1, 4)).code, "EBADF");
        // There is nothing left to close, which is no error.
        second.close();
    });

    it("test_control_and_wait", () => {
        const [client, server] = connectedPair();
        using ep = select.epoll(16);
        for (const s of [server, client])
            ep.register(s.fileno(), select.EPOLLIN | select.EPOLLOUT | select.EPOLLET);
        const both = (events: number) =>
            byDescriptor([client, server].map((s): [number, number] => [s.fileno(), events]));
        assert.deepEqual(byDescriptor(ep.poll(20, 4)), both(select.EPOLLOUT));
        assert.deepEqual(ep.poll({ timeout: 0.1, maxevents: 4 }), []);

        client.sendall(Buffer.from("Hello!"));
        server.sendall(Buffer.from("world!!!"));
        // They may come one at a time.
        const events: [number, number][] = [];
        while (events.length < 2) {
            const found = ep.poll(20, 4);
            assert.ok(found.length > 0);
            events.push(...found);
        }
        assert.deepEqual(byDescriptor(events), both(select.EPOLLIN | select.EPOLLOUT));

        ep.unregister(client.fileno());
        ep.modify(server.fileno(), select.EPOLLOUT);
        assert.deepEqual(ep.poll(20, 4), [[server.fileno(), select.EPOLLOUT]]);
    });

    it("test_errors", () => {
        assert.throws(() => select.epoll(-2), ValueError);
        const ep = closing(select.epoll());
        assert.throws(() => ep.register(-1, select.EPOLLIN), ValueError);
    });

    it("test_unregister_closed", () => {
        const [, server] = connectedPair();
        const fd = server.fileno();
        using ep = select.epoll(16);
        ep.register(server);
        assert.equal(ep.poll(20, 4).length, 1);
        server.close();
        assert.equal(raised(OSError, () => ep.unregister(fd)).code, "EBADF");
    });

    it("test_close", () => {
        const fd = openSync(__filename, "r");
        addCleanup(() => closeSync(fd));
        const ep = select.epoll();
        assert.ok(Number.isInteger(ep.fileno()));
        assert.ok(!ep.closed);
        ep.close();
        assert.ok(ep.closed);
        assert.throws(() => ep.fileno(), ValueError);
        ep.close();
        for (const act of [
            () => ep.modify(fd, select.EPOLLIN),
            () => ep.poll(1),
            () => ep.register(fd, select.EPOLLIN),
            () => ep.unregister(fd),
        ])
            assert.throws(act, ValueError);
    });

    it("test_fd_non_inheritable", () => {
        const ep = closing(select.epoll());
        assert.equal(descriptorFlags(ep.fileno())?.closeOnExec, true);
    });
});
