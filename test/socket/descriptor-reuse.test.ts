import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import * as socket from "pysocket";
import type * as threading from "pysocket/threading";
import { native } from "#lib/native/addon";
import { CLOSED as closedCode } from "../support/platform";

const { thread } = require("../fixtures/threads.cjs") as {
    thread(name: string, args: unknown[]): threading.Thread;
};

/** What the thread tells of a call that ended since its socket was closed. */
const CLOSED = `OSError ${closedCode}`;

/** A thread that is about to receive on `s` and tells by `answer` what came of it. */
function receive(s: socket.socket, answer: socket.socket): threading.Thread {
    const started = thread("report", [s, "recv", [100], answer]);
    started.start();
    return started;
}

async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await delay(1);
}

describe("the number of a closed socket", () => {
    it("is used again by the next socket, as the system does", () => {
        const first = socket.socket();
        const number = first.fileno();
        first.close();
        const second = socket.socket();
        assert.equal(second.fileno(), number);
        assert.equal(first.fileno(), -1);
        second.close();
    });

    it("does not let a thread that was blocked in the old socket read from the new one", async () => {
        const [results, there] = socket.socketpair();
        results.settimeout(20);
        for (let round = 0; round < 50; round++) {
            const waiting = native.waiting();
            const [old, peer] = socket.socketpair();
            const blocked = receive(old, there);
            await until(() => native.waiting() > waiting);
            old.close();
            const pairs = Array.from({ length: 5 }, () => socket.socketpair());
            for (const [a, b] of pairs) {
                a.sendall(Buffer.from("for another"));
                b.sendall(Buffer.from("for another"));
            }
            assert.equal(results.recv(100).toString(), CLOSED);
            blocked.join();
            for (const s of [peer, ...pairs.flat()]) s.close();
        }
        results.close();
        there.close();
    });

    it("is not free before the thread that was blocked in it has left", async () => {
        const [results, there] = socket.socketpair();
        results.settimeout(20);
        const waiting = native.waiting();
        const [old, peer] = socket.socketpair();
        const threads = Array.from({ length: 4 }, () => receive(old, there));
        await until(() => native.waiting() >= waiting + 4);
        old.close();
        assert.equal(old.fileno(), -1);
        let answers = "";
        while (answers.length < 4 * CLOSED.length) answers += results.recv(100).toString();
        assert.equal(answers, CLOSED.repeat(4));
        for (const each of threads) each.join();
        for (const s of [peer, results, there]) s.close();
    });

    it("is free for others after detach()", () => {
        const s = socket.socket();
        const number = s.detach();
        // Windows does not tell the family of a socket that is not bound.
        const adopted = socket.socket({ family: socket.AF_INET, fileno: number });
        assert.equal(adopted.fileno(), number);
        assert.equal(s.fileno(), -1);
        s.close();
        assert.equal(adopted.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE), socket.SOCK_STREAM);
        adopted.close();
    });
});
