import assert from "node:assert/strict";
import * as socket from "pysocket";
import { BlockingIOError, TimeoutError, TypeError, ValueError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { cleanUp, closing, HOST, listening } from "../support";

// CPython's test_timeout.

describe("test_timeout.CreationTestCase", () => {
    let sock: socket.socket;

    beforeEach(() => {
        sock = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM));
    });

    afterEach(cleanUp);

    it("testObjectCreation", () => {
        assert.equal(sock.gettimeout(), null);
    });

    it("testFloatReturnValue", () => {
        for (const timeout of [7.345, 3, null]) {
            sock.settimeout(timeout);
            assert.equal(sock.gettimeout(), timeout);
        }
    });

    it("testReturnType", () => {
        for (const timeout of [1, 3.9]) {
            sock.settimeout(timeout);
            assert.equal(typeof sock.gettimeout(), "number");
        }
    });

    it("testTypeCheck", () => {
        for (const timeout of [0, 0.5, null]) sock.settimeout(timeout);
        for (const timeout of ["", Buffer.alloc(0), [], new Map(), {}, Symbol("0j")])
            assert.throws(() => sock.settimeout(timeout as never), TypeError);
    });

    it("testRangeCheck", () => {
        for (const timeout of [-1, -1.5]) assert.throws(() => sock.settimeout(timeout), ValueError);
    });

    it("testTimeoutThenBlocking", () => {
        for (const order of [
            [true, false],
            [false, true],
        ]) {
            sock.settimeout(10);
            for (const blocking of order) {
                sock.setblocking(blocking);
                assert.equal(sock.gettimeout(), blocking ? null : 0);
            }
        }
    });

    it("testBlockingThenTimeout", () => {
        for (const blocking of [false, true]) {
            sock.setblocking(blocking);
            sock.settimeout(1);
            assert.equal(sock.gettimeout(), 1);
        }
    });
});

const TIMEOUT = 0.15;

/** Calls until it takes longer than the timeout, which is what it must not do: it raises then. */
function assertTimesOut(sock: socket.socket, act: () => unknown): void {
    sock.settimeout(TIMEOUT);
    for (let count = 0; count < 100; count++) {
        const begun = performance.now();
        try {
            act();
        } catch (error) {
            assert.ok(error instanceof TimeoutError, String(error));
            assert.ok(performance.now() - begun >= 1000 * TIMEOUT - 5);
            return;
        }
    }
    assert.fail("it did not time out");
}

describe("test_timeout.TCPTimeoutTestCase", () => {
    let sock: socket.socket;

    beforeEach(() => {
        sock = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM));
    });

    afterEach(cleanUp);

    /** Connects to one who never receives. */
    function connectToSilence(): void {
        const { address } = listening();
        sock.connect(address);
    }

    it("testConnectTimeout", function () {
        // Linux drops what would connect where too many wait already; CPython's test asks a machine in the internet.
        if (process.platform !== "linux") skip(this, "no address of this machine is known to stay silent");
        const serv = closing(socket.socket());
        serv.bind([HOST, 0]);
        serv.listen(0);
        const address = serv.getsockname();
        for (let count = 0; count < 4; count++) {
            const filler = closing(socket.socket());
            filler.setblocking(false);
            assert.throws(() => filler.connect(address), BlockingIOError);
        }
        assertTimesOut(sock, () => sock.connect(address));
    });

    it("testRecvTimeout", () => {
        connectToSilence();
        assertTimesOut(sock, () => sock.recv(1024));
    });

    it("testAcceptTimeout", () => {
        sock.bind([HOST, 0]);
        sock.listen();
        assertTimesOut(sock, () => sock.accept());
    });

    // More than the systems on both sides keep.
    const large = Buffer.alloc(200_000, "X");

    it("testSend", () => {
        connectToSilence();
        assertTimesOut(sock, () => sock.send(large));
    });

    it("testSendto", () => {
        connectToSilence();
        const address = sock.getpeername();
        assertTimesOut(sock, () => sock.sendto(large, address));
    });

    it("testSendall", () => {
        connectToSilence();
        assertTimesOut(sock, () => sock.sendall(large));
    });
});

describe("test_timeout.UDPTimeoutTestCase", () => {
    afterEach(cleanUp);

    it("testRecvfromTimeout", () => {
        const sock = closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM));
        sock.bind([HOST, 0]);
        assertTimesOut(sock, () => sock.recvfrom(1024));
    });
});
