import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import * as socket from "pysocket";
import { ValueError } from "pysocket/builtins";
import * as select from "pysocket/select";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, closing, LOOPBACK_TIMEOUT } from "../support";

describe("test_kqueue.TestKQueue", () => {
    before(function () {
        if (select.kqueue === undefined) skip(this, "kqueue is of macOS and BSD");
    });

    afterEach(cleanUp);

    const enabled = () => select.KQ_EV_ADD | select.KQ_EV_ENABLE;

    it("test_create_queue", () => {
        const kq = select.kqueue();
        assert.ok(kq.fileno() > 0);
        assert.ok(!kq.closed);
        kq.close();
        assert.ok(kq.closed);
        assert.throws(() => kq.fileno(), ValueError);
    });

    it("test_create_event", () => {
        const fd = openSync("/dev/null", "w");
        addCleanup(() => closeSync(fd));
        const { KQ_FILTER_READ, KQ_FILTER_WRITE, KQ_EV_ADD, KQ_EV_ONESHOT } = select;
        const fields = (event: select.kevent) => {
            const { ident, filter, flags, fflags, data, udata } = event;
            return [ident, filter, flags, fflags, data, udata];
        };
        assert.deepEqual(fields(select.kevent(fd)), [fd, KQ_FILTER_READ, KQ_EV_ADD, 0, 0, 0]);
        assert.deepEqual(fields(select.kevent(fd, KQ_FILTER_WRITE)), [
            fd,
            KQ_FILTER_WRITE,
            KQ_EV_ADD,
            0,
            0,
            0,
        ]);
        assert.deepEqual(fields(select.kevent(fd, KQ_FILTER_WRITE, KQ_EV_ONESHOT)), [
            fd,
            KQ_FILTER_WRITE,
            KQ_EV_ONESHOT,
            0,
            0,
            0,
        ]);
        for (const values of [
            [1, 2, 3, 4, 5, 6],
            [0x7fff, 1, 2, 3, 0x7ffe, 0x7fff],
            [0, 1, 0xffff, 0, 0, 0],
            [0, 1, 2, 0xffffffff, 0, 0],
        ])
            assert.deepEqual(fields(select.kevent(...(values as [number]))), values);
    });

    it("test_queue_event", () => {
        const serverSocket = closing(socket.create_server(["127.0.0.1", 0]));
        const client = closing(socket.create_connection(serverSocket.getsockname()));
        const server = closing(serverSocket.accept()[0]);
        const kq = closing(select.kqueue());
        const kq2 = select.kqueue.fromfd(kq.fileno());
        const { KQ_FILTER_READ, KQ_FILTER_WRITE, KQ_EV_DELETE } = select;
        for (const [queue, s] of [
            [kq, server],
            [kq2, client],
        ] as const)
            for (const filter of [KQ_FILTER_WRITE, KQ_FILTER_READ])
                queue.control([select.kevent(s.fileno(), filter, enabled())], 0);
        const seen = (events: select.kevent[]) =>
            new Set(events.map(({ ident, filter }) => `${ident} ${filter}`));
        const expected = (...filters: [socket.socket, number][]) =>
            new Set(filters.map(([s, filter]) => `${s.fileno()} ${filter}`));
        const writable: [socket.socket, number][] = [
            [client, KQ_FILTER_WRITE],
            [server, KQ_FILTER_WRITE],
        ];
        assert.deepEqual(seen(kq.control(null, 4, LOOPBACK_TIMEOUT)), expected(...writable));

        client.send(Buffer.from("Hello!"));
        server.send(Buffer.from("world!!!"));
        for (const s of [client, server]) select.select([s], [], [], LOOPBACK_TIMEOUT);
        const readable: [socket.socket, number][] = [
            [client, KQ_FILTER_READ],
            [server, KQ_FILTER_READ],
        ];
        assert.deepEqual(seen(kq.control(null, 4, LOOPBACK_TIMEOUT)), expected(...writable, ...readable));

        for (const [s, filter] of [writable[0], ...readable])
            kq.control([select.kevent(s.fileno(), filter, KQ_EV_DELETE)], 0);
        assert.deepEqual(seen(kq.control([], 4, 0.1)), expected(writable[1]));
    });

    it("testPair", () => {
        const kq = closing(select.kqueue());
        const [a, b] = socket.socketpair().map(closing);
        a.send(Buffer.from("foo"));
        const events = [a, b].map((s) => select.kevent(s, select.KQ_FILTER_READ, enabled()));
        const [event] = kq.control(events, 1, LOOPBACK_TIMEOUT);
        assert.equal(event.flags & select.KQ_EV_ERROR, 0);
        assert.equal(b.recv(event.data).toString(), "foo");
    });

    it("test_issue30058", () => {
        const kq = closing(select.kqueue());
        const [a] = socket.socketpair().map(closing);
        const event = select.kevent(a, select.KQ_FILTER_READ, enabled());
        kq.control([event], 0);
        kq.control(new Set([event]), 0);
        kq.control([event].values(), 0);
        // What says it has no elements, and has some.
        kq.control(
            {
                length: 0,
                *[Symbol.iterator]() {
                    for (let i = 0; i < 100; i++) yield event;
                },
            } as never,
            0,
        );
    });

    it("test_close", () => {
        const kq = select.kqueue();
        assert.ok(Number.isInteger(kq.fileno()));
        assert.ok(!kq.closed);
        kq.close();
        assert.ok(kq.closed);
        assert.throws(() => kq.fileno(), ValueError);
        kq.close();
        assert.throws(() => kq.control(null, 4), ValueError);
    });

    it("test_fd_non_inheritable", () => {
        const kq = closing(select.kqueue());
        const { status, error } = spawnSync("sh", ["-c", `: <&${kq.fileno()}`]);
        assert.equal(error, undefined);
        assert.notEqual(status, 0);
    });
});
