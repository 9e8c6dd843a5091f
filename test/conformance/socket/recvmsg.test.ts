import assert from "node:assert/strict";
import * as socket from "pysocket";
import { OSError, OverflowError, TimeoutError, TypeError, ValueError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { MSG } from "../support";
import {
    type Message,
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

const object = new (class Something {})();
const whole = { eor: true };

function recvmsgGenericTests(t: MessageTest): void {
    const checkReceived = (...args: [size: number, ancbufsize?: number, flags?: number]) => {
        t.sendToServer(MSG);
        t.checkMessage(t.doRecvmsg(...args), MSG, whole);
    };

    it("testRecvmsg", () => checkReceived(MSG.length));

    it("testRecvmsgExplicitDefaults", () => checkReceived(MSG.length, 0, 0));

    it("testRecvmsgShorter", () => checkReceived(MSG.length + 42));

    it("testRecvmsgTrunc", () => {
        t.sendToServer(MSG);
        t.checkMessage(t.doRecvmsg(MSG.length - 3), MSG.subarray(0, -3), { eor: false });
    });

    it("testRecvmsgShortAncillaryBuf", () => checkReceived(MSG.length, 1));

    it("testRecvmsgLongAncillaryBuf", () => checkReceived(MSG.length, 10240));

    it("testRecvmsgAfterClose", () => {
        t.serv_sock.close();
        assert.throws(() => t.doRecvmsg(1024), OSError);
    });

    it("testRecvmsgTimeout", () => {
        t.serv_sock.settimeout(0.03);
        assert.throws(() => t.doRecvmsg(MSG.length), TimeoutError);
    });

    it("testRecvmsgPeek", () => {
        t.sendToServer(MSG);
        const peek = (size: number) => t.doRecvmsg(size, 0, socket.MSG_PEEK);
        const about = { eor: false, ignore: socket.MSG_TRUNC };
        t.checkMessage(peek(MSG.length - 3), MSG.subarray(0, -3), about);
        t.checkMessage(peek(MSG.length), MSG, whole);
        t.checkMessage(t.doRecvmsg(MSG.length), MSG, whole);
    });

    it("testRecvmsgFromSendmsg", () => {
        assert.equal(t.sendmsgToServer([MSG.subarray(0, 3), MSG.subarray(3)]), MSG.length);
        t.checkMessage(t.doRecvmsg(MSG.length), MSG, whole);
    });
}

function recvmsgGenericStreamTests(t: MessageTest): void {
    it("testRecvmsgEOF", function () {
        t.cli_sock.close();
        let message: Message;
        try {
            message = t.doRecvmsg(1024);
        } catch (error) {
            if (t.fixture !== sctp || !(error instanceof OSError) || error.code !== "ENOTCONN") throw error;
            skip(this, "SCTP has taken the end of the stream for that of the connection");
        }
        t.checkMessage(message, Buffer.alloc(0), {});
    });

    it("testRecvmsgOverflow", () => {
        t.sendToServer(MSG);
        t.checkMessage(t.doRecvmsg(MSG.length - 3), MSG.subarray(0, -3), { eor: false });
        t.checkMessage(t.doRecvmsg(1024), MSG.subarray(-3), whole);
    });
}

/** Has a method refuse arguments. */
function refuses(t: MessageTest, method: "recvmsg" | "recvmsg_into") {
    return (ErrorClass: new (...args: never[]) => Error, ...args: unknown[]) =>
        assert.throws(() => Reflect.apply(t.serv_sock[method], t.serv_sock, args), ErrorClass);
}

function recvmsgTests(t: MessageTest): void {
    recvmsgGenericTests(t);

    it("testRecvmsgBadArgs", () => {
        const refused = refuses(t, "recvmsg");
        const size = MSG.length;
        refused(TypeError);
        refused(ValueError, -1, 0, 0);
        refused(ValueError, size, -1, 0);
        refused(TypeError, [Buffer.alloc(10)], 0, 0);
        refused(TypeError, object, 0, 0);
        refused(TypeError, size, object, 0);
        refused(TypeError, size, 0, object);
        refused(OverflowError, size, 0, 2n ** 64n);
        t.sendToServer(MSG);
        t.checkMessage(t.serv_sock.recvmsg(size, 0, 0), MSG, whole);
    });
}

function recvmsgIntoTests(t: MessageTest): void {
    const checkReceivedInto = (buffers: Iterable<ArrayBufferView>, target: Uint8Array, ...rest: number[]) => {
        t.sendToServer(MSG);
        const [nbytes, ...others] = t.serv_sock.recvmsg_into(buffers, ...rest);
        assert.equal(nbytes, MSG.length);
        t.checkMessage([Buffer.from(target), ...others], MSG, whole);
    };

    recvmsgGenericTests(t);

    it("testRecvmsgIntoBadArgs", () => {
        const refused = refuses(t, "recvmsg_into");
        const buffer = Buffer.alloc(MSG.length);
        refused(TypeError);
        for (const buffers of [MSG.length, buffer, [object], [buffer, object]])
            refused(TypeError, buffers, 0, 0);
        // Text is what cannot be written to here.
        refused(TypeError, ["I'm not writable"], 0, 0);
        refused(ValueError, [buffer], -1, 0);
        refused(TypeError, [buffer], object, 0);
        refused(TypeError, [buffer], 0, object);
        checkReceivedInto([buffer], buffer, 0, 0);
    });

    it("testRecvmsgIntoGenerator", () => {
        const buffer = Buffer.alloc(MSG.length);
        checkReceivedInto([buffer].values(), buffer);
    });

    it("testRecvmsgIntoArray", () => {
        const array = new Uint8Array(MSG.length);
        checkReceivedInto([array], array);
    });

    it("testRecvmsgIntoScatter", () => {
        const [first, second, third] = ["----", "0123456789", "--------------"].map((text) =>
            Buffer.from(text),
        );
        const text = Buffer.from("Mary had a little lamb");
        t.sendToServer(text);
        const [nbytes, ...others] = t.serv_sock.recvmsg_into([first, second.subarray(2, 9), third]);
        assert.equal(nbytes, text.length);
        assert.deepEqual(
            [first, second, third].map((each) => each.toString()),
            ["Mary", "01 had a 9", "little lamb---"],
        );
        t.checkMessage([text, ...others], text, whole);
    });
}

const datagrams = { UDP: udp, UDP6: udp6, UDPLITE: udplite, UDPLITE6: udplite6 };
const streams = { TCP: tcp, SCTPStream: sctp, UnixStream: unix };

for (const [name, fixture] of Object.entries(datagrams)) {
    messageSuite(`Recvmsg${name}Test`, fixture, [recvmsgTests]);
    messageSuite(`RecvmsgInto${name}Test`, fixture, [recvmsgIntoTests], { into: true });
}

for (const [name, fixture] of Object.entries(streams)) {
    messageSuite(`Recvmsg${name}Test`, fixture, [recvmsgTests, recvmsgGenericStreamTests]);
    const mixins = [recvmsgIntoTests, recvmsgGenericStreamTests];
    messageSuite(`RecvmsgInto${name}Test`, fixture, mixins, { into: true });
}
