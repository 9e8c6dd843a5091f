import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import * as socket from "pysocket";
import { OSError } from "pysocket/builtins";
import * as threading from "pysocket/threading";
import { native } from "#lib/native/addon";
import { CLOSED, onWindows } from "../support/platform";
import { skip } from "../support/skip";

const { thread } = require("../fixtures/threads.cjs") as {
    thread(name: string, args: unknown[]): threading.Thread;
};

const closedNumber = onWindows ? 10038 : 9;

function isBadDescriptor(error: unknown): boolean {
    return (
        error instanceof OSError &&
        error.code === CLOSED &&
        error.strerror === native.error_text(closedNumber)
    );
}

describe("a socket that is closed twice", () => {
    it("stays closed", () => {
        const s = socket.socket();
        s.close();
        s.close();
        s[Symbol.dispose]();
        assert.equal(s.fileno(), -1);
        assert.equal(s.detach(), -1);
    });

    it("raises EBADF from every other call", () => {
        const [s, peer] = socket.socketpair();
        const address = s.getsockname() as string;
        s.close();
        const buffer = Buffer.alloc(1);
        const calls: Record<string, () => unknown> = {
            accept: () => s.accept(),
            bind: () => s.bind(address),
            connect: () => s.connect(address),
            dup: () => s.dup(),
            getpeername: () => s.getpeername(),
            getsockname: () => s.getsockname(),
            getsockopt: () => s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE),
            listen: () => s.listen(),
            recv: () => s.recv(1),
            recv_into: () => s.recv_into(buffer),
            recvfrom: () => s.recvfrom(1),
            recvfrom_into: () => s.recvfrom_into(buffer),
            send: () => s.send(buffer),
            sendall: () => s.sendall(buffer),
            sendto: () => s.sendto(buffer, address),
            setblocking: () => s.setblocking(false),
            setsockopt: () => s.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
            settimeout: () => s.settimeout(1),
            shutdown: () => s.shutdown(socket.SHUT_RDWR),
        };
        for (const [name, call] of Object.entries(calls)) assert.throws(call, isBadDescriptor, name);
        assert.equal(s.connect_ex(address), closedNumber);
        peer.close();
    });

    it("does not close the descriptor that got its number meanwhile", function () {
        if (onWindows) skip(this, "the numbers of files are not those of sockets");
        const s = socket.socket();
        const number = s.fileno();
        s.close();
        const other = openSync(devNull, "r");
        assert.equal(other, number);
        s.close();
        s[Symbol.dispose]();
        closeSync(other);
    });

    it("is closed once by threads that close it at the same time", () => {
        for (let round = 0; round < 50; round++) {
            const s = socket.socket();
            const go = new threading.Event();
            const threads = [1, 2, 3].map(() => thread("waitThenClose", [go, s]));
            for (const each of threads) each.start();
            go.set();
            s.close();
            for (const each of threads) each.join();
            assert.equal(s.fileno(), -1);
        }
    });

    it("gives its number away by detach() for good", () => {
        const s = socket.socket();
        const number = s.detach();
        s.close();
        assert.equal(s.fileno(), -1);
        socket.close(number);
        assert.throws(() => socket.close(number), isBadDescriptor);
    });
});
