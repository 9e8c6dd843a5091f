import assert from "node:assert/strict";
import { randomFillSync } from "node:crypto";
import { closeSync, fstatSync, openSync, readdirSync } from "node:fs";
import * as socket from "pysocket";
import { BlockingIOError, MemoryError, OSError, TypeError, ValueError } from "pysocket/builtins";
import type * as threading from "pysocket/threading";
import { native } from "#lib/native/addon";
import { skip } from "../support/skip";
import { untilWaiting } from "../support/waiting";

const { thread } = require("../fixtures/threads.cjs") as {
    thread(name: string, args: unknown[], options?: object): threading.Thread;
};

const EFAULT = (error: unknown) => error instanceof OSError && error.code === "EFAULT";

describe("messages", () => {
    before(function () {
        if (native.sendmsg === undefined) skip(this, "the platform has no sendmsg");
    });

    let left: socket.socket;
    let right: socket.socket;

    beforeEach(() => {
        [left, right] = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM);
    });

    afterEach(() => {
        left.close();
        right.close();
    });

    /** Nothing was sent to `right`. */
    function assertNothingSent(): void {
        right.setblocking(false);
        assert.throws(() => right.recv(1), BlockingIOError);
        right.setblocking(true);
    }

    const detach = (view: Uint8Array) =>
        structuredClone(view.buffer, { transfer: [view.buffer as ArrayBuffer] });

    it("are not sent if an iterator takes memory away while they are put together", () => {
        const gone = { name: "ValueError", message: "operation forbidden on released memoryview object" };
        for (const count of [1, 2]) {
            const data = new Uint8Array(16);
            const control = during(() => detach(data));
            assert.throws(() => left.sendmsg(Array(count).fill(data), control), gone);
        }
        const buffer = resizable(16);
        const shrinking = during(() => buffer.resize(4));
        assert.throws(() => left.sendmsg([new Uint8Array(buffer, 0, 16)], shrinking), gone);
        const data = new Uint8Array(16);
        const item = Object.defineProperty([0, 0, data], 0, { get: () => detach(data) && 0 });
        assert.throws(() => left.sendmsg([Buffer.from("x")], [item as never]), gone);
        const second = Object.defineProperty([data, data], 1, { get: () => detach(data) && Buffer.alloc(1) });
        assert.throws(() => left.sendmsg(second), gone);
        assertNothingSent();
    });

    it("raise EFAULT for a buffer that is shortened while they are put together", () => {
        for (const before of [[], [Buffer.from("x")]]) {
            const buffer = resizable(16);
            const resizing = during(() => buffer.resize(4));
            assert.throws(() => left.sendmsg([...before, buffer], resizing), EFAULT);
        }
        assertNothingSent();
    });

    it("refuse what holds no buffers at its first item, however many it has", () => {
        const [text, bytes, array] = ["a".repeat(2 ** 24), new Uint8Array(2 ** 31), new Array(2 ** 32 - 1)];
        const calls = [text, bytes, array].flatMap((value) => [
            () => left.sendmsg(value as never),
            () => left.sendmsg([Buffer.from("x")], value as never),
            () => left.sendmsg([Buffer.from("x")], [value as never]),
            () => left.sendmsg([Buffer.from("x")], [[0, 0, value as never]]),
            () => right.recvmsg_into(value as never),
        ]);
        for (const act of calls.filter((_, place) => place !== 8)) assert.throws(act, TypeError);
        // As data of a control message, bytes are right, but these are too many.
        assert.throws(calls[8], OSError("ancillary data item too large"));
        assertNothingSent();
    });

    it("refuse sizes that cannot be, and take as much as there is otherwise", () => {
        const large = 2 ** 26;
        for (const size of [2 ** 53, 2n ** 62n]) {
            assert.throws(() => right.recvmsg(size as number), MemoryError);
            assert.throws(() => right.recvmsg(1, size as number), ValueError);
        }
        assert.throws(() => left.sendmsg(Array(5000).fill(Buffer.from("x"))), { code: "EMSGSIZE" });
        left.sendmsg([Buffer.from("data")]);
        const [data, ancdata] = right.recvmsg(large, large);
        assert.equal(data.toString(), "data");
        assert.deepEqual(ancdata, []);
    });

    it("send from and receive into shared and resizable memory", () => {
        const shared = new SharedArrayBuffer(4);
        new Uint8Array(shared).set([1, 2, 3, 4]);
        left.sendmsg([shared, Buffer.from([5])]);
        const target = new SharedArrayBuffer(2);
        const rest = new Uint8Array(8);
        assert.equal(right.recvmsg_into([target, rest])[0], 5);
        assert.deepEqual([...new Uint8Array(target), ...rest], [1, 2, 3, 4, 5, 0, 0, 0, 0, 0]);
    });

    it("keep their address while an iterator of buffers uses another socket", () => {
        const sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
        const receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
        receiver.bind(["127.0.0.1", 0]);
        receiver.settimeout(10);
        const buffers = {
            *[Symbol.iterator]() {
                left.getsockname();
                yield Buffer.from("there");
            },
        };
        sender.sendmsg(buffers, [], 0, receiver.getsockname());
        const [data, , , address] = receiver.recvmsg(100);
        assert.equal(data.toString(), "there");
        assert.equal(address[0], "127.0.0.1");
        sender.close();
        receiver.close();
    });

    it("hand over descriptors, and no more than there is room for", function () {
        if (process.platform !== "linux") skip(this, "descriptors are counted in /proc");
        const count = () => readdirSync("/proc/self/fd").length;
        const file = openSync(__filename, "r");
        const before = count();
        socket.send_fds(left, [Buffer.from("x")], [file, file, file]);
        const [, fds, flags] = socket.recv_fds(right, 10, 1);
        assert.notEqual(flags & socket.MSG_CTRUNC, 0);
        assert.equal(count(), before + fds.length);
        assert.equal(fstatSync(fds[0]).ino, fstatSync(file).ino);
        for (const fd of [...fds, file]) closeSync(fd);
    });

    it("leave no descriptor behind, whatever room there is for control data", function () {
        if (process.platform !== "linux") skip(this, "descriptors are counted in /proc");
        const count = () => readdirSync("/proc/self/fd").length;
        const before = count();
        const file = left.fileno();
        for (let room = 0; room <= socket.CMSG_SPACE(16) + 1; room++) {
            socket.send_fds(left, [Buffer.from("x")], [file, file, file]);
            const [, items] =
                room % 2 === 0 ? right.recvmsg(1, room) : right.recvmsg_into([Buffer.alloc(1)], room);
            const fds = items.flatMap(([, , data]) =>
                Array.from({ length: Math.floor(data.length / 4) }, (_, place) =>
                    data.readInt32LE(place * 4),
                ),
            );
            assert.equal(count(), before + fds.length, `with room for ${room} bytes`);
            fds.forEach(closeSync);
        }
        for (let most = 0; most <= 4; most++) {
            socket.send_fds(left, [Buffer.from("x")], [file, file, file]);
            const [, fds] = socket.recv_fds(right, 1, most);
            // Alignment may leave room for one more.
            assert.ok(fds.length >= Math.min(most, 3));
            assert.equal(count(), before + fds.length);
            fds.forEach(closeSync);
        }
        // A datagram that is thrown away takes its descriptors with it.
        socket.send_fds(left, [Buffer.from("x")], [file]);
        right.recv(1);
        assert.equal(count(), before);
    });

    it("read any bytes as control data, and not beyond them", () => {
        const control = Buffer.alloc(64);
        for (let round = 0; round < 2000; round++) {
            randomFillSync(control);
            // Lengths that are nearly right get further than what is at random.
            for (const at of [0, 24])
                if (round % 3 > 0) control.writeBigUInt64LE(BigInt((round + at) % 80), at);
            const length = round % 65;
            const found = native.control_messages(control, length);
            for (let at = 0; at < found.length; at += 4) {
                const [start, size] = found.slice(at + 2);
                assert.ok(start >= 0 && size >= 0 && start + size <= length, String(found));
            }
        }
    });

    it("close the descriptors that came when their result cannot be made", function () {
        if (process.platform !== "linux") skip(this, "descriptors are counted in /proc");
        const file = openSync(__filename, "r");
        const before = readdirSync("/proc/self/fd").length;
        socket.send_fds(left, [Buffer.from("x")], [file, file]);
        const original = Buffer.from;
        Buffer.from = (() => {
            throw new RangeError("on purpose");
        }) as never;
        try {
            assert.throws(() => right.recvmsg(10, 100), /on purpose/);
        } finally {
            Buffer.from = original;
        }
        assert.equal(readdirSync("/proc/self/fd").length, before);
        closeSync(file);
    });

    for (const [method, args] of [
        ["recvmsg", [10, 100]],
        ["recvmsg_into", [[Buffer.alloc(1), Buffer.alloc(1)]]],
        ["sendmsg", [[Buffer.alloc(1)]]],
        ["sendfile", [openExecutable]],
    ] as const) {
        for (const timeout of [null, 3600]) {
            it(`end a ${method} with timeout ${timeout} when another thread closes the socket`, () => {
                const [sock, peer] = socket.socketpair();
                const [answer, mine] = socket.socketpair();
                fill(sock);
                sock.settimeout(timeout);
                const given = args.map((arg) => (arg === openExecutable ? openExecutable() : arg));
                const blocked = thread("report", [sock, method, given, answer]);
                blocked.start();
                untilWaiting(1);
                sock.close();
                assert.equal(mine.recv(100).toString(), "OSError EBADF");
                blocked.join();
                for (const each of [peer, answer, mine]) each.close();
                if (method === "sendfile") closeSync(given[0] as number);
            });
        }
    }
});

/** No items; `act` is called where they are asked for. */
function during(act: () => void): Iterable<never> {
    return {
        *[Symbol.iterator]() {
            act();
            yield* [];
        },
    };
}

/** Resizable buffers are newer than the types. */
function resizable(length: number) {
    const Class = ArrayBuffer as unknown as new (
        length: number,
        options: object,
    ) => ArrayBuffer & { resize(length: number): void };
    return new Class(length, { maxByteLength: 32 });
}

/** A file that is there, and is not empty. */
function openExecutable(): number {
    return openSync(process.execPath, "r");
}

/** Until nothing more fits: of a call that sends, no part can be done. */
function fill(sock: socket.socket): void {
    sock.setblocking(false);
    assert.throws(() => {
        for (;;) sock.send(Buffer.alloc(1 << 16));
    }, BlockingIOError);
}
