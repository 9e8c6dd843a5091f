import assert from "node:assert/strict";
import * as socket from "pysocket";
import * as os from "pysocket/os";
import { POLLNVAL, poll } from "pysocket/select";
import * as threading from "pysocket/threading";
import { long } from "../support/long";
import { CLOSED } from "../support/platform";
import { skip } from "../support/skip";
import { untilWaiting } from "../support/waiting";

const { thread } = require("../fixtures/threads.cjs") as {
    thread(name: string, args: unknown[], options?: object): threading.Thread;
};

/** Has a thread block in a method of `sock`, closes `sock` here, and returns what the thread saw. */
function closeDuring(sock: socket.socket, target: string, ...args: unknown[]): string {
    const [answer, mine] = socket.socketpair();
    const blocked = thread(target, [sock, ...args, answer]);
    blocked.start();
    for (const each of args) if (each instanceof threading.Event) each.wait();
    untilWaiting(1);
    const fd = sock.fileno();
    sock.close();
    const seen = mine.recv(100).toString();
    blocked.join();
    answer.close();
    mine.close();
    assert.notEqual(fd, -1);
    assert.equal(sock.fileno(), -1);
    return seen;
}

describe("close() from another thread", () => {
    const EBADF = `OSError ${CLOSED}`;

    it("ends accept with EBADF", () => {
        assert.equal(closeDuring(socket.create_server(["127.0.0.1", 0]), "report", "accept", []), EBADF);
    });

    for (const [name, timeout] of [
        ["blocking", null],
        ["timed", 3600],
    ] as const) {
        it(`ends a ${name} recv with EBADF`, () => {
            const [sock, peer] = socket.socketpair();
            sock.settimeout(timeout);
            assert.equal(closeDuring(sock, "report", "recv", [1]), EBADF);
            peer.close();
        });

        it(`ends a ${name} sendall with EBADF`, () => {
            const [sock, peer] = socket.socketpair();
            sock.settimeout(timeout);
            assert.equal(closeDuring(sock, "report", "sendall", [Buffer.alloc(1 << 24)]), EBADF);
            peer.close();
        });

        it(`ends a ${name} recvfrom with EBADF`, () => {
            const sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
            sock.bind(["127.0.0.1", 0]);
            sock.settimeout(timeout);
            assert.equal(closeDuring(sock, "report", "recvfrom", [1]), EBADF);
        });
    }

    it("ends a select on the socket with EBADF", () => {
        const [sock, peer] = socket.socketpair();
        assert.equal(closeDuring(sock, "reportSelect"), EBADF);
        peer.close();
    });

    it("ends a select on the number of the socket with EBADF", () => {
        const [sock, peer] = socket.socketpair();
        assert.equal(closeDuring(sock, "reportSelectOfNumber"), EBADF);
        peer.close();
    });

    it("ends a poll with what poll says of a closed descriptor", function () {
        if (poll === undefined) skip(this, "Python has no poll on Windows");
        // Never ready, unlike the socket's peer, which sees the end.
        const [quiet, other] = socket.socketpair();
        for (let round = 0; round < (long ? 1000 : 20); round++) {
            const [sock, peer] = socket.socketpair();
            const fd = sock.fileno();
            const registered = new threading.Event();
            assert.equal(closeDuring(sock, "reportPollOfNumber", quiet, registered), `[[${fd},${POLLNVAL}]]`);
            peer.close();
        }
        for (const each of [quiet, other]) each.close();
    });

    it("ends a poll of a file, and of one that is closed by its number", function () {
        if (poll === undefined) skip(this, "Python has no poll on Windows");
        for (const close of [os.close, socket.close]) {
            const [read, write] = os.pipe();
            const [answer, mine] = socket.socketpair();
            const registered = new threading.Event();
            const blocked = thread("reportPollOfFile", [read, registered, answer]);
            blocked.start();
            registered.wait();
            untilWaiting(1);
            close(read);
            assert.equal(mine.recv(100).toString(), `[[${read},${POLLNVAL}]]`);
            blocked.join();
            os.close(write);
            for (const each of [answer, mine]) each.close();
        }
    });

    it("has a PollSelector report the socket", function () {
        if (poll === undefined) skip(this, "Python has no poll on Windows");
        const [sock, peer] = socket.socketpair();
        assert.equal(closeDuring(sock, "reportPollSelector", new threading.Event()), '[["data",1]]');
        peer.close();
    });

    it("closes the socket for every thread, and a newer socket is not taken for it", () => {
        const [sock, peer] = socket.socketpair();
        const [answer, mine] = socket.socketpair();
        const go = new threading.Event();
        const late = thread("waitThenReport", [go, sock, answer]);
        late.start();
        sock.close();
        // The descriptor's number is free now, and the next sockets get it.
        const others = [socket.socketpair(), socket.socketpair()].flat();
        go.set();
        assert.equal(mine.recv(100).toString(), EBADF);
        late.join();
        for (const each of [peer, answer, mine, ...others]) each.close();
    });

    it("can be done by many threads at once", () => {
        for (let round = 0; round < 20; round++) {
            const [sock, peer] = socket.socketpair();
            const go = new threading.Event();
            const closers = Array.from({ length: 4 }, () => thread("waitThenClose", [go, sock]));
            for (const closer of closers) closer.start();
            go.set();
            for (const closer of closers) closer.join();
            assert.equal(sock.fileno(), -1);
            assert.equal(peer.recv(1).length, 0);
            peer.close();
        }
    });

    it("never lets a call reach another socket, whatever the timing", () => {
        // The receiver works on sockets that are closed under it while others take their numbers.
        const done = new threading.Event();
        const [answer, mine] = socket.socketpair();
        const pairs = Array.from({ length: 100 }, () => socket.socketpair());
        const receiver = thread("receiveAll", [pairs.map(([left]) => left), answer, done]);
        receiver.start();
        for (const [left, right] of pairs) {
            left.close();
            const [fresh, other] = socket.socketpair();
            other.send(Buffer.from("not yours"));
            assert.equal(fresh.recv(100).toString(), "not yours");
            for (const each of [fresh, other, right]) each.close();
        }
        receiver.join();
        assert.equal(mine.recv(100).toString(), "none");
        answer.close();
        mine.close();
    });
});
