import assert from "node:assert/strict";
import { join } from "node:path";
import * as socket from "pysocket";
import { TimeoutError, ValueError } from "pysocket/builtins";
import * as threading from "pysocket/threading";
import { CLOSED } from "../support/platform";
import { lackOfReference, runPython } from "../support/python";
import { skip } from "../support/skip";
import { slowness } from "../support/slowness";
import { untilWaiting } from "../support/waiting";

const { thread } = require("../fixtures/threads.cjs") as {
    thread(name: string, args: unknown[], options?: object): threading.Thread;
};

const TIMEOUT = 0.2;
const SO_PEEK_OFF = 42;
const MSG_ERRQUEUE = 0x2000;
const isLinux = process.platform === "linux";

function repeated(act: () => unknown): never {
    for (;;) act();
}

/** Sockets of which one is ready for a call that would block, and what to close afterwards. */
type Made = [act: () => unknown, ...sockets: socket.socket[]];

function withTimeout(sock: socket.socket, timeout = TIMEOUT): socket.socket {
    sock.settimeout(timeout);
    return sock;
}

/** A full datagram socket, and one that sends to it. */
function fullPeer(act: (sender: socket.socket, address: Buffer) => unknown): Made {
    const full = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM);
    full.bind("");
    const sender = withTimeout(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM));
    return [() => repeated(() => act(sender, full.getsockname())), full, sender];
}

function emptyErrorQueue(): Made {
    const readable = withTimeout(socket.socket(socket.AF_INET, socket.SOCK_DGRAM));
    readable.bind(["127.0.0.1", 0]);
    readable.sendto(Buffer.from("x"), readable.getsockname());
    return [() => readable.recvmsg(1, 100, MSG_ERRQUEUE), readable];
}

function peekingBehind(): Made {
    const [peeking, writer] = socket.socketpair();
    withTimeout(peeking).setsockopt(socket.SOL_SOCKET, SO_PEEK_OFF, 3);
    writer.send(Buffer.from("abc"));
    return [() => peeking.recv(5, socket.MSG_PEEK), peeking, writer];
}

/** A socket with a timeout whose descriptor was made to block by another socket that shares it. */
function madeToBlock(act: (sock: socket.socket) => unknown): Made {
    const [sock, peer] = socket.socketpair();
    const copy = withTimeout(sock).dup();
    copy.settimeout(null);
    return [() => act(sock), sock, peer, copy];
}

function listeningMadeToBlock(): Made {
    const listening = withTimeout(socket.create_server(["127.0.0.1", 0]));
    const copy = listening.dup();
    copy.settimeout(null);
    return [() => listening.accept(), listening, copy];
}

const blocked: Record<string, () => Made> = {
    "recv from a descriptor that was made to block": () => madeToBlock((sock) => sock.recv(1)),
    "recv_into from a descriptor that was made to block": () =>
        madeToBlock((sock) => sock.recv_into(Buffer.alloc(1))),
    "recvfrom from a descriptor that was made to block": () => madeToBlock((sock) => sock.recvfrom(1)),
    "recvmsg from a descriptor that was made to block": () => madeToBlock((sock) => sock.recvmsg(1)),
    "accept on a descriptor that was made to block": listeningMadeToBlock,
};
const readyInVain: Record<string, () => Made> = {
    "sendto to a full peer": () => fullPeer((sender, peer) => sender.sendto(Buffer.from("x"), peer)),
    "sendmsg to a full peer": () =>
        fullPeer((sender, peer) => sender.sendmsg([Buffer.from("x")], [], 0, peer)),
    "recvmsg from an empty queue of errors": emptyErrorQueue,
    "recv that peeks behind what is there": peekingBehind,
};
const cases = { ...readyInVain, ...blocked };

describe("a timeout", () => {
    before(function () {
        if (!isLinux) skip(this, `the sockets are of Linux, not of ${process.platform}`);
    });

    let expected: Record<string, string> | null = null;

    before(() => {
        if (lackOfReference() !== null) return;
        expected = JSON.parse(runPython(join(__dirname, "..", "fixtures", "timeouts.py"), [], ""));
    });

    for (const [name, make] of Object.entries(cases))
        it(`ends ${name}, and costs no processor`, () => {
            const [act, ...sockets] = make();
            const before = process.cpuUsage();
            const begun = performance.now();
            assert.throws(act, TimeoutError("timed out"));
            const { user, system } = process.cpuUsage(before);
            const elapsed = performance.now() - begun;
            assert.ok(elapsed >= TIMEOUT * 1000, `${elapsed} ms`);
            const used = (user + system) / 1000;
            // One that spins takes all of it.
            assert.ok(used < TIMEOUT * 1000 * slowness * 0.5, `${used} ms of ${elapsed}`);
            for (const each of sockets) each.close();
        });

    it("ends the same calls in CPython", function () {
        if (expected === null) skip(this, "no python3 was found to compare with");
        const texts = Object.keys(cases).map((name) => [name, "TimeoutError: timed out"]);
        assert.deepEqual(expected, Object.fromEntries(texts));
    });

    it("of Thread.join() is refused if it is NaN, as by CPython", () => {
        const begun = thread("set", [new threading.Event()]);
        begun.start();
        assert.throws(() => begun.join(Number.NaN), ValueError("Invalid value NaN (not a number)"));
        begun.join();
    });

    it("leaves a call that is ready in vain to go on once it can", () => {
        const [, full, sender] = fullPeer(() => {});
        withTimeout(sender, 3600);
        const address = full.getsockname();
        const sending = thread("sendMany", [sender, address, 200]);
        sending.start();
        untilWaiting(1);
        for (let count = 0; count < 200; count++) assert.equal(full.recv(9).toString(), `${count}`);
        sending.join();
        for (const each of [full, sender]) each.close();
    });

    it("leaves a call that is ready in vain to be ended by close() in another thread", () => {
        for (const [make, method, args] of [
            [peekingBehind, "recv", [5, socket.MSG_PEEK]],
            [emptyErrorQueue, "recvmsg", [1, 100, MSG_ERRQUEUE]],
        ] as const) {
            const [, sock, ...others] = make();
            withTimeout(sock, 3600);
            const [answer, mine] = socket.socketpair();
            const waiting = thread("report", [sock, method, args, answer]);
            waiting.start();
            untilWaiting(1);
            sock.close();
            assert.equal(mine.recv(100).toString(), `OSError ${CLOSED}`);
            waiting.join();
            for (const each of [answer, mine, ...others]) each.close();
        }
    });
});
