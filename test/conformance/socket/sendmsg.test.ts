import assert from "node:assert/strict";
import * as socket from "pysocket";
import { OSError, TimeoutError, TypeError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { MSG, raised } from "../support";
import {
    type MessageTest,
    messageSuite,
    sctp,
    tcp,
    udp,
    udp6,
    udplite,
    udplite6,
    unix,
} from "./message-fixtures";

// Client and server are in one thread: the system keeps what was sent until it is asked for.

const object = new (class Something {})();

function sendmsgTests(t: MessageTest): void {
    const checkSent = (...args: unknown[]) => {
        assert.equal(t.sendmsgToServer(...args), MSG.length);
        assert.deepEqual(t.serv_sock.recv(MSG.length), MSG);
    };
    const checkRefused = (...args: unknown[]) => assert.throws(() => t.sendmsgToServer(...args), TypeError);
    const checkNothingSent = () => {
        t.sendToServer(Buffer.from("done"));
        assert.equal(t.serv_sock.recv(1000).toString(), "done");
    };

    it("testSendmsg", () => checkSent([MSG]));

    it("testSendmsgDataGenerator", () => checkSent([MSG].values()));

    it("testSendmsgAncillaryGenerator", () => checkSent([MSG], [].values()));

    it("testSendmsgArray", () => checkSent([Uint8Array.from(MSG)]));

    it("testSendmsgGather", () => checkSent([MSG.subarray(0, 3), MSG.subarray(3)]));

    it("testSendmsgBadArgs", () => {
        assert.throws(() => Reflect.apply(t.cli_sock.sendmsg, t.cli_sock, []), TypeError);
        checkRefused(Buffer.from("not in an iterable"));
        for (const buffers of [object, [object], [MSG, object]]) checkRefused(buffers);
        checkRefused([MSG], object);
        checkRefused([MSG], [], object);
        checkRefused([MSG], [], 0, object);
        checkNothingSent();
    });

    it("testSendmsgBadCmsg", () => {
        const data = Buffer.from("data");
        for (const item of [object, [object, 0, data], [0, object, data], [0, 0, object]])
            checkRefused([MSG], [item]);
        for (const item of [
            [0, 0],
            [0, 0, data, 42],
        ])
            checkRefused([MSG], [item]);
        checkNothingSent();
    });

    it("testSendmsgBadMultiCmsg", () => {
        checkRefused([MSG], [0, 0, Buffer.alloc(0)]);
        checkRefused([MSG], [[0, 0, Buffer.alloc(0)], object]);
        checkNothingSent();
    });

    it("testSendmsgExcessCmsgReject", () => {
        // Where CMSG_SPACE is there, any number of items can be sent.
        assert.notEqual(socket.CMSG_SPACE, undefined);
        checkNothingSent();
    });

    it("testSendmsgAfterClose", () => {
        t.cli_sock.close();
        assert.throws(() => t.sendmsgToServer([MSG]), OSError);
    });
}

function sendmsgStreamTests(t: MessageTest): void {
    const block = Buffer.alloc(512, "a");

    /** Sends until it is refused, and gives the error. */
    const fill = (...rest: unknown[]) =>
        raised(OSError, () => {
            for (;;) t.sendmsgToServer([block], ...rest);
        });

    sendmsgTests(t);

    it("testSendmsgExplicitNoneAddr", () => {
        assert.equal(t.sendmsgToServer([MSG], [], 0, null), MSG.length);
        assert.deepEqual(t.serv_sock.recv(MSG.length), MSG);
    });

    it("testSendmsgTimeout", () => {
        t.cli_sock.settimeout(0.03);
        assert.ok(fill() instanceof TimeoutError);
        assert.deepEqual(t.serv_sock.recv(512), block);
    });

    it("testSendmsgDontWait", function () {
        if (process.platform !== "linux") skip(this, "MSG_DONTWAIT is only for receiving on this platform");
        assert.equal(fill([], socket.MSG_DONTWAIT).code, "EAGAIN");
        assert.deepEqual(t.serv_sock.recv(512), block);
    });
}

function sendmsgConnectionlessTests(t: MessageTest): void {
    sendmsgTests(t);

    it("testSendmsgNoDestAddr", () => {
        assert.throws(() => t.cli_sock.sendmsg([MSG]), OSError);
        assert.throws(() => t.cli_sock.sendmsg([MSG], [], 0, null), OSError);
    });
}

messageSuite("SendmsgUDPTest", udp, [sendmsgConnectionlessTests]);
messageSuite("SendmsgUDP6Test", udp6, [sendmsgConnectionlessTests]);
messageSuite("SendmsgUDPLITETest", udplite, [sendmsgConnectionlessTests]);
messageSuite("SendmsgUDPLITE6Test", udplite6, [sendmsgConnectionlessTests]);
messageSuite("SendmsgTCPTest", tcp, [sendmsgStreamTests]);
messageSuite("SendmsgSCTPStreamTest", sctp, [sendmsgStreamTests]);
messageSuite("SendmsgUnixStreamTest", unix, [sendmsgStreamTests]);
