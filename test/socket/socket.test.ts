import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as socket from "pysocket";
import {
    BlockingIOError,
    ConnectionRefusedError,
    MemoryError,
    OSError,
    OverflowError,
    TimeoutError,
    TypeError,
} from "pysocket/builtins";
import { CLOSED, onWindows } from "../support/platform";
import { skip } from "../support/skip";

// What CPython has no counterpart of; test/differential.test.ts compares the rest with it.

/** What the repr of a socket without a name shows of it: Windows tells of none. */
const unbound = onWindows ? "" : ", laddr=('0.0.0.0', 0)";

/** A connected pair, closed after `use`. */
function withPair(use: (first: socket.socket, second: socket.socket) => void): void {
    const [first, second] = socket.socketpair();
    try {
        use(first, second);
    } finally {
        first.close();
        second.close();
    }
}

function caught(act: () => unknown): OSError {
    try {
        act();
    } catch (error) {
        assert.ok(error instanceof OSError, inspect(error));
        return error;
    }
    assert.fail("nothing was raised");
}

describe("socket", () => {
    it("is a class that can be called, constructed and extended", () => {
        class Client extends socket.socket {
            readonly greeting: string;

            constructor(family?: number, type?: number, proto?: number, fileno?: number) {
                super(family, type, proto, fileno);
                this.greeting = "hello";
            }

            greet(): number {
                return this.send(Buffer.from(this.greeting));
            }
        }
        using called = socket.socket();
        using constructed = new socket.socket({ type: socket.SOCK_DGRAM });
        using client = new Client(socket.AF_INET6, socket.SOCK_DGRAM);
        using copy = client.dup();
        for (const each of [called, constructed, client, copy]) {
            assert.ok(each instanceof socket.socket);
            assert.ok(each instanceof socket.SocketType);
        }
        assert.equal(called.constructor, socket.socket);
        assert.equal(constructed.type, socket.SOCK_DGRAM);
        assert.ok(copy instanceof Client);
        assert.equal(copy.greeting, "hello");
        assert.match(String(client), /^<Client fd=\d+, family=\d+, type=2, proto=0/);
        assert.throws(() => client.greet(), OSError);
    });

    it("is closed at the end of a block", () => {
        let kept: socket.socket;
        {
            using s = socket.socket();
            kept = s;
            assert.ok(s.fileno() >= 0);
        }
        assert.equal(kept.fileno(), -1);
    });

    it("is shown as in Python", () => {
        using s = socket.socket();
        assert.equal(inspect(s), `<socket.socket fd=${s.fileno()}, family=2, type=1, proto=0${unbound}>`);
        assert.equal(`${s}`, inspect(s));
        s.close();
        assert.equal(inspect([s]), "[ <socket.socket [closed] fd=-1, family=2, type=1, proto=0> ]");
    });

    it("takes undefined for an omitted argument", () => {
        using s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, undefined);
        assert.equal(s.family, socket.AF_INET);
        s.bind(["127.0.0.1", 0]);
        assert.equal(s.sendto(Buffer.from("x"), s.getsockname()), 1);
        assert.equal(s.recv(5, undefined).length, 1);
        assert.throws(
            () => s.recv(undefined as unknown as number),
            TypeError("recv() takes at least 1 argument (0 given)"),
        );
        assert.throws(() => s.recv(null as unknown as number), TypeError);
    });

    it("tells Node's code and call of what the system refuses", () => {
        using s = socket.socket();
        const refused = caught(() => s.connect(["127.0.0.1", 1]));
        assert.ok(refused instanceof ConnectionRefusedError);
        assert.equal(refused.code, "ECONNREFUSED");
        assert.equal(refused.syscall, "connect");
        assert.match(refused.stack?.split("\n")[1] ?? "", /connect/);
        // No name server is asked, which would answer otherwise where there is none.
        const flags = socket.AI_NUMERICHOST;
        const unknown = caught(() => socket.getaddrinfo("nonexistent.invalid", null, { flags }));
        assert.ok(unknown instanceof socket.gaierror);
        assert.equal(unknown.code, "EAI_NONAME");
        assert.equal(unknown.errno, socket.EAI_NONAME);
        assert.equal(unknown.syscall, "getaddrinfo");
    });

    it("raises what is ordinary control flow without a stack, and gives the limit back", () => {
        const limit = Error.stackTraceLimit;
        withPair((s) => {
            s.setblocking(false);
            const blocked = caught(() => s.recv(1));
            assert.ok(blocked instanceof BlockingIOError);
            assert.equal(blocked.stack, `BlockingIOError: ${blocked.message}`);
            s.settimeout(0.001);
            const late = caught(() => s.recv(1));
            assert.ok(late instanceof TimeoutError && late instanceof socket.timeout);
            assert.equal(late.stack, "TimeoutError: timed out");
            assert.equal(late.code, "ETIMEDOUT");
            assert.equal(late.errno, null);
        });
        assert.equal(Error.stackTraceLimit, limit);
    });

    it("has Python's other names for the exceptions", () => {
        assert.equal(socket.error, OSError);
        assert.equal(socket.timeout, TimeoutError);
        assert.ok(new socket.gaierror(1, "x") instanceof OSError);
        assert.equal(socket.herror(1, "x").code, "HOST_NOT_FOUND");
    });

    it("has no constants that the platform lacks", () => {
        assert.equal(onWindows ? socket.SO_REUSEPORT : socket.SO_EXCLUSIVEADDRUSE, undefined);
        assert.notEqual(socket.AF_INET, undefined);
    });

    it("receives what was sent, into buffers of every size", () => {
        const data = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251));
        const sizes = [1, 2, 100, 4095, 4096, 8192, 8193, 20_000, 65_536, 65_537, 200_000, 2_000_000];
        withPair((s, peer) => {
            s.setblocking(false);
            const kept: [Buffer, number][] = [];
            let sent = 0;
            let received = 0;
            for (let round = 0; received < data.length; round++) {
                const length = sizes[(round * 5) % sizes.length];
                if (sent < data.length && sent - received < 50_000)
                    sent += s.send(data.subarray(sent, Math.min(sent + length, received + 60_000)));
                const part = peer.recv(sizes[round % sizes.length], socket.MSG_DONTWAIT);
                kept.push([part, received]);
                received += part.length;
            }
            // Also those that came first still hold what they held.
            for (const [part, start] of kept)
                assert.ok(part.equals(data.subarray(start, start + part.length)));
        });
    });

    it("lets a small result keep little memory alive", () => {
        withPair((s, peer) => {
            for (const size of [1000, 50_000, 1_000_000]) {
                s.send(Buffer.from("x"));
                const part = peer.recv(size);
                assert.equal(part.toString(), "x");
                assert.ok(part.buffer.byteLength <= 66_000, `${size}: ${part.buffer.byteLength}`);
            }
        });
    });

    it("tells by MSG_TRUNC how long a datagram was, with nothing of other memory", function () {
        if (onWindows) skip(this, "Winsock has neither MSG_TRUNC for recv nor pairs of datagram sockets");
        const [one, other] = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM);
        using s = one;
        using peer = other;
        for (const [length, size] of [
            [100, 0],
            [100, 1],
            [10_000, 9000],
            [100_000, 70_000],
        ]) {
            const sent = Buffer.alloc(length, "x");
            s.send(sent);
            const received = peer.recv(size, socket.MSG_TRUNC);
            if (size === 0) {
                // As in CPython, nothing is asked for where nothing is to come.
                assert.equal(received.length, 0);
                peer.recv(1);
                continue;
            }
            assert.equal(received.length, length);
            assert.deepEqual(received.subarray(0, size), sent.subarray(0, size));
            assert.ok(received.subarray(size).every((byte) => byte === 0));
        }
        s.send(Buffer.alloc(50));
        assert.equal(peer.recvfrom(1, socket.MSG_TRUNC | socket.MSG_PEEK)[0].length, 50);
        assert.equal(peer.recv(100).length, 50);
    });

    it("asks for no more memory than a call can fill", () => {
        withPair((s, peer) => {
            s.send(Buffer.from("abc"));
            assert.equal(peer.recv(2 ** 31).toString(), "abc");
            assert.throws(() => peer.recv(2 ** 52), MemoryError);
            assert.throws(() => peer.recvfrom((2n ** 63n - 1n) as never), OverflowError);
        });
    });

    it("takes all kinds of views for bytes", () => {
        const memory = new ArrayBuffer(16);
        const views = [
            memory,
            new SharedArrayBuffer(16),
            new Uint8Array(memory),
            new Uint16Array(memory, 2, 3),
            new DataView(memory, 1, 5),
            new Float64Array(memory),
            Buffer.from(memory, 3, 4),
        ];
        withPair((s, peer) => {
            for (const view of views) {
                assert.equal(s.send(view), view.byteLength);
                const target = new Uint32Array(4);
                assert.equal(peer.recv_into(target), view.byteLength);
            }
            s.send(Buffer.from("abcdef"));
            const target = new DataView(new ArrayBuffer(10), 2, 5);
            assert.equal(peer.recv_into(target, 4), 4);
            assert.equal(Buffer.from(target.buffer).toString("latin1"), "\0\0abcd\0\0\0\0");
            s.send(Buffer.from("gh"));
            const shared = new Uint8Array(new SharedArrayBuffer(8));
            assert.equal(peer.recv_into(shared), 4);
            assert.equal(String.fromCharCode(...shared.subarray(0, 4)), "efgh");
        });
    });

    it("says at once what cannot succeed, also with a timeout", () => {
        using s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
        s.settimeout(20);
        assert.match(caught(() => s.accept()).code ?? "", /^E(OP)?NOTSUPP?$/);
    });

    it("takes an object at the end for keyword arguments", () => {
        using s = socket.socket({ family: socket.AF_INET6 });
        assert.equal(s.family, socket.AF_INET6);
        assert.throws(
            () => s.listen({ backlog: 5 } as never),
            TypeError("socket.listen() takes no keyword arguments"),
        );
        assert.throws(() => s.setblocking({ flag: true } as never), TypeError);
    });

    it("takes every whole number for an integer", () => {
        using s = socket.socket(2.0, 1.0);
        s.settimeout(3.0);
        assert.throws(() => s.settimeout(1e300), {
            name: "OverflowError",
            message: "timestamp too large to convert to C PyTime_t",
        });
        assert.throws(() => s.listen(1.5), TypeError("'float' object cannot be interpreted as an integer"));
    });

    it("closes no descriptor but the one that is named", () => {
        for (const fd of [-(2 ** 40), 2 ** 32, 2 ** 31])
            assert.throws(() => socket.close(fd), { name: "OSError", code: CLOSED });
    });

    it("keeps the default timeout for the whole process", () => {
        socket.setdefaulttimeout(2.5);
        try {
            using s = socket.socket();
            assert.equal(s.gettimeout(), 2.5);
        } finally {
            socket.setdefaulttimeout(null);
        }
    });
});
