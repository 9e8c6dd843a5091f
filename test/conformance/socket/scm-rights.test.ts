import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import { OSError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, closing, MSG } from "../support";
import { type Message, type MessageTest, messageSuite, unix } from "./message-fixtures";

const INT_SIZE = Int32Array.BYTES_PER_ELEMENT;
const { CMSG_LEN, CMSG_SPACE, MSG_CTRUNC, SCM_RIGHTS, SOL_SOCKET } = socket;

/** No descriptor, and unlikely to be one where a byte of it is another. */
const BAD_FD = -0x5555;

type Item = Message[1][number];

/** Descriptors of new files, each with its place in the list for its text. */
function newFDs(count: number): number[] {
    const directory = mkdtempSync(join(tmpdir(), "conformance-"));
    const path = join(directory, "file");
    const fds = Array.from({ length: count }, (_, place) => {
        const fd = openSync(path, "w+");
        addCleanup(() => closeSync(fd));
        unlinkSync(path);
        writeSync(fd, String(place));
        return fd;
    });
    rmdirSync(directory);
    return fds;
}

function checkFDs(fds: readonly number[]): void {
    const text = Buffer.alloc(1024);
    for (const [place, fd] of fds.entries())
        assert.equal(text.toString("latin1", 0, readSync(fd, text, 0, text.length, 0)), String(place));
}

function rights(fds: readonly number[]): [number, number, Int32Array] {
    return [SOL_SOCKET, SCM_RIGHTS, Int32Array.from(fds)];
}

/** The same, without its last byte. */
function partialRights(fds: readonly number[]): [number, number, Uint8Array] {
    return [SOL_SOCKET, SCM_RIGHTS, new Uint8Array(Int32Array.from(fds).buffer).subarray(0, -1)];
}

/** Of control messages with descriptors alone; what is no whole number is left out. */
function descriptorsOf(items: readonly Item[]): number[] {
    return items.flatMap(([level, type, data]) => {
        assert.deepEqual([level, type], [SOL_SOCKET, SCM_RIGHTS]);
        const count = Math.floor(data.length / INT_SIZE);
        return Array.from({ length: count }, (_, place) => data.readInt32LE(place * INT_SIZE));
    });
}

function scmRightsTests(t: MessageTest): void {
    const receive = (...args: [ancbufsize?: number]): Message => {
        const message = t.doRecvmsg(MSG.length, ...args);
        addCleanup(() => descriptorsOf(message[1]).forEach(closeSync));
        return message;
    };

    const send = (...items: unknown[]) => assert.equal(t.sendmsgToServer([MSG], items), MSG.length);
    const createAndSendFDs = (count: number) => send(rights(newFDs(count)));

    /** Without the control messages where the system does not take them. */
    const sendIfPossible = (...items: unknown[]) => {
        try {
            send(...items);
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            assert.equal(typeof error.errno, "number");
            send();
        }
    };

    const checkData = ([data, , flags, address]: Message, about: object) => {
        assert.deepEqual(data, MSG);
        t.checkRecvmsgAddress(address);
        t.checkFlags(flags, { eor: true, ...about });
    };

    const checkRecvmsgFDs = (count: number, message: Message, most = 1, ignore = 0) => {
        checkData(message, { unset: MSG_CTRUNC, ignore });
        const [, items] = message;
        assert.ok(items.length <= most);
        for (const [, , data] of items) assert.equal(data.length % INT_SIZE, 0);
        const fds = descriptorsOf(items);
        assert.equal(fds.length, count);
        checkFDs(fds);
    };

    it("testFDPassSimple", () => {
        const bytes = Buffer.from(Int32Array.from(newFDs(1)).buffer);
        send([SOL_SOCKET, SCM_RIGHTS, bytes]);
        checkRecvmsgFDs(1, receive(10240));
    });

    it("testMultipleFDPass", () => {
        createAndSendFDs(4);
        checkRecvmsgFDs(4, receive(10240));
    });

    it("testFDPassCMSG_SPACE", () => {
        createAndSendFDs(4);
        checkRecvmsgFDs(4, receive(CMSG_SPACE(4 * INT_SIZE)));
    });

    it("testFDPassCMSG_LEN", () => {
        createAndSendFDs(1);
        checkRecvmsgFDs(1, receive(CMSG_LEN(4 * INT_SIZE)), 1, MSG_CTRUNC);
    });

    // Some systems join the two.
    it("testFDPassSeparate", () => {
        const [first, second] = newFDs(2);
        send(rights([first]), rights([second]));
        checkRecvmsgFDs(2, receive(10240), 2);
    });

    it("testFDPassSeparateMinSpace", () => {
        const [first, second] = newFDs(2);
        send(rights([first]), rights([second]));
        checkRecvmsgFDs(2, receive(CMSG_SPACE(INT_SIZE) + CMSG_LEN(2 * INT_SIZE)), 2, MSG_CTRUNC);
    });

    it("testFDPassEmpty", () => {
        sendIfPossible([SOL_SOCKET, SCM_RIGHTS, Buffer.alloc(0)]);
        checkRecvmsgFDs(0, receive(10240), 1, MSG_CTRUNC);
    });

    it("testFDPassPartialInt", () => {
        sendIfPossible(partialRights([BAD_FD]));
        const message = receive(10240);
        checkData(message, { ignore: MSG_CTRUNC });
        assert.ok(message[1].length <= 1);
        assert.deepEqual(descriptorsOf(message[1]), []);
    });

    it("testFDPassPartialIntInMiddle", () => {
        const [first, second] = newFDs(2);
        sendIfPossible(partialRights([first, BAD_FD]), rights([second]));
        const message = receive(10240);
        checkData(message, { ignore: MSG_CTRUNC });
        assert.ok(message[1].length <= 2);
        const fds = descriptorsOf(message[1]);
        assert.ok(fds.length <= 2);
        checkFDs(fds);
    });

    /** Where no header fits into the room, nothing comes. */
    const checkTruncatedHeader = (args: [ancbufsize?: number], ignore = 0) => {
        createAndSendFDs(1);
        const message = receive(...args);
        checkData(message, { set: MSG_CTRUNC, ignore });
        assert.deepEqual(message[1], []);
    };

    // Some systems say so only if a part has come.
    it("testCmsgTruncNoBufSize", () => checkTruncatedHeader([], MSG_CTRUNC));
    it("testCmsgTrunc0", () => checkTruncatedHeader([0], MSG_CTRUNC));

    it("testCmsgTrunc1", () => checkTruncatedHeader([1]));
    it("testCmsgTrunc2Int", () => checkTruncatedHeader([2 * INT_SIZE]));
    it("testCmsgTruncLen0Minus1", () => checkTruncatedHeader([CMSG_LEN(0) - 1]));

    const checkTruncatedArray = (count: number, room: number, most: number) => {
        createAndSendFDs(count);
        const message = receive(room);
        checkData(message, { set: MSG_CTRUNC });
        const [, items] = message;
        assert.ok(items.length <= 1);
        for (const [, , data] of items) assert.ok(data.length <= most);
        checkFDs(descriptorsOf(items));
    };

    it("testCmsgTruncLen0", () => checkTruncatedArray(1, CMSG_LEN(0), 0));
    it("testCmsgTruncLen0Plus1", () => checkTruncatedArray(2, CMSG_LEN(0) + 1, 1));
    it("testCmsgTruncLen1", () => checkTruncatedArray(2, CMSG_LEN(INT_SIZE), INT_SIZE));
    it("testCmsgTruncLen2Minus1", () => checkTruncatedArray(2, CMSG_LEN(2 * INT_SIZE) - 1, 2 * INT_SIZE - 1));
}

messageSuite("RecvmsgSCMRightsStreamTest", unix, [scmRightsTests]);
messageSuite("RecvmsgIntoSCMRightsStreamTest", unix, [scmRightsTests], { into: true });

describe("test_socket.SendRecvFdsTests", () => {
    before(function () {
        if (socket.send_fds === undefined) skip(this, "the platform passes no descriptors");
    });

    afterEach(cleanUp);

    it("testSendAndRecvFds", () => {
        const pairs = Array.from({ length: 10 }, () => socket.socketpair().map(closing));
        const [sender, receiver] = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM).map(closing);
        const fds = pairs.map(([reader]) => reader.fileno());
        socket.send_fds(sender, [MSG], fds);
        const [data, received, flags] = socket.recv_fds(receiver, MSG.length * 2, fds.length * 2);
        const readers = received.map((fd) => closing(socket.socket({ fileno: fd })));
        assert.deepEqual(data, MSG);
        assert.equal(received.length, fds.length);
        assert.equal(flags, 0);
        for (const [place, [, writer]] of pairs.entries()) writer.send(Buffer.from(String(place)));
        for (const [place, reader] of readers.entries())
            assert.equal(reader.recv(100).toString(), String(place));
    });
});
