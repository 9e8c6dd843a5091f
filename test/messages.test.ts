import assert from "node:assert/strict";
import { closeSync, fstatSync, openSync, readdirSync } from "node:fs";
import * as socket from "pysocket";
import { BlockingIOError, OSError, TimeoutError } from "pysocket/builtins";
import type * as threading from "pysocket/threading";
import { skip } from "./support/skip";
import { untilWaiting } from "./support/waiting";

const { thread } = require("./fixtures/threads.cjs") as {
    thread(name: string, args: unknown[], options?: object): threading.Thread;
};

const EFAULT = (error: unknown) => error instanceof OSError && error.code === "EFAULT";

describe("messages", () => {
    let left: socket.socket;
    let right: socket.socket;

    beforeEach(() => {
        [left, right] = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM);
    });

    afterEach(() => {
        left.close();
        right.close();
    });

    it("raise EFAULT for memory that is detached or shrunk while they are put together", () => {
        for (const count of [1, 2]) {
            const data = new Uint8Array(16);
            const control = {
                *[Symbol.iterator]() {
                    structuredClone(data.buffer, { transfer: [data.buffer] });
                    yield* [];
                },
            };
            assert.throws(() => left.sendmsg(Array(count).fill(data), control), EFAULT);
        }
        const Resizable = ArrayBuffer as unknown as new (
            size: number,
            options: object,
        ) => ArrayBuffer & { resize(size: number): void };
        const resizable = new Resizable(16, { maxByteLength: 32 });
        const shrinking = {
            *[Symbol.iterator]() {
                resizable.resize(4);
                yield* [];
            },
        };
        assert.throws(() => left.sendmsg([new Uint8Array(resizable, 0, 16)], shrinking), EFAULT);
        right.settimeout(0.01);
        assert.throws(() => right.recvmsg(10), TimeoutError);
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
