import assert from "node:assert/strict";
import * as socket from "pysocket";
import { ValueError } from "pysocket/builtins";
import * as select from "pysocket/select";
import { skip } from "../support/skip";
import { untilWaiting } from "../support/waiting";

const { thread } = require("../fixtures/threads.cjs") as typeof import("../fixtures/threads.cjs");

describe("epoll", () => {
    before(function () {
        if (select.epoll === undefined) skip(this, `${process.platform} has no epoll`);
    });

    it("is the same object in every thread", () => {
        using events = select.epoll();
        const [one, other] = socket.socketpair();
        const [answer, mine] = socket.socketpair();
        const waiting = thread("reportPoll", [events, answer]);
        waiting.start();
        untilWaiting(1);
        // Registered after the other thread began to wait.
        events.register(one, select.EPOLLIN);
        other.send(Buffer.from("x"));
        assert.equal(mine.recv(100).toString(), `[[${one.fileno()},${select.EPOLLIN}]]`);
        waiting.join();
        for (const each of [one, other, answer, mine]) each.close();
    });

    it("ends the poll() of another thread when it is closed", () => {
        const events = select.epoll();
        const [answer, mine] = socket.socketpair();
        const waiting = thread("reportPoll", [events, answer]);
        waiting.start();
        untilWaiting(1);
        events.close();
        assert.equal(mine.recv(100).toString(), "ValueError I/O operation on closed epoll object");
        waiting.join();
        for (const each of [answer, mine]) each.close();
    });

    it("can be extended", () => {
        class Mine extends select.epoll {}
        using mine = new Mine();
        assert.ok(mine instanceof select.epoll);
        assert.equal(String(mine), "<select.epoll object>");
        mine.close();
        assert.throws(() => mine.poll(0), ValueError("I/O operation on closed epoll object"));
    });

    it("takes no memory for events that nobody has", () => {
        using events = select.epoll();
        assert.deepEqual(events.poll(0, 2 ** 31 - 1), []);
    });

    it("says which of many sockets are ready", () => {
        using events = select.epoll();
        const pairs = Array.from({ length: 400 }, () => socket.socketpair());
        for (const [one] of pairs) events.register(one, select.EPOLLIN);
        for (const index of [3, 77, 399]) pairs[index][1].send(Buffer.from("x"));
        const expected = [3, 77, 399].map((index) => pairs[index][0].fileno());
        assert.deepEqual(
            events
                .poll(5)
                .map(([fd]) => fd)
                .sort((a, b) => a - b),
            expected,
        );
        assert.equal(events.poll(5, 2).length, 2);
        for (const each of pairs.flat()) each.close();
        assert.deepEqual(events.poll(0), []);
    });
});

describe("poll", () => {
    it("refuses to be called while it waits", function () {
        if (select.poll === undefined) skip(this, `${process.platform} has no poll`);
        const polling = select.poll();
        const [one, other] = socket.socketpair();
        polling.register(one, select.POLLIN);
        let inner: unknown;
        const onSignal = () => {
            try {
                polling.poll(0);
            } catch (error) {
                inner = error;
            }
            other.send(Buffer.from("x"));
        };
        process.on("SIGUSR2", onSignal);
        process.kill(process.pid, "SIGUSR2");
        assert.deepEqual(polling.poll(20_000), [[one.fileno(), select.POLLIN]]);
        process.off("SIGUSR2", onSignal);
        assert.match(String(inner), /^RuntimeError: concurrent poll\(\) invocation/);
        assert.equal(polling.poll(0).length, 1);
        one.close();
        other.close();
    });
});
