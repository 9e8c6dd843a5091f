import assert from "node:assert/strict";
import * as socket from "pysocket";
import { BlockingIOError, Exception, OSError, TimeoutError } from "pysocket/builtins";
import { select } from "pysocket/select";
import * as threading from "pysocket/threading";
import { skip } from "../../support/skip";
import {
    cleanUp,
    closing,
    connected,
    descriptorFlags,
    HOST,
    LOOPBACK_TIMEOUT,
    lacks,
    listening,
    MSG,
    raised,
    UINT_MAX,
    withDefaultTimeout,
} from "../support";

const threads = require("./threads.cjs") as typeof import("./threads.cjs");

/** What the handler of the signal raises. */
class Alarm extends Exception {}

/** A signal that raises in the main thread, some time after `act` has begun; `act` must be ended by it. */
function interrupted(act: () => unknown): void {
    const stop = new threading.Event();
    const raise = () => {
        throw new Alarm();
    };
    process.on("SIGALRM", raise);
    const alarm = threads.start("alarm", process.pid, "SIGALRM", 0.1, stop);
    try {
        assert.throws(act, Alarm);
    } finally {
        stop.set();
        alarm.join();
        process.off("SIGALRM", raise);
    }
}

function needSignals(context: Mocha.Context): void {
    if (process.platform === "win32") skip(context, "Windows has no SIGALRM");
}

describe("test_socket.NonBlockingTCPTests", () => {
    let serv: socket.socket;
    let address: [string, number];

    beforeEach(() => {
        ({ serv, address } = listening());
    });

    afterEach(cleanUp);

    function assertTimeout(s: socket.socket, timeout: number | null): void {
        assert.equal(s.gettimeout(), timeout);
        assert.equal(s.getblocking(), timeout !== 0);
        const flags = descriptorFlags(s.fileno());
        if (flags !== null) assert.equal(flags.nonblocking, timeout !== null);
    }

    it("testSetBlocking", () => {
        const steps: [() => void, number | null][] = [
            [() => serv.setblocking(true), null],
            [() => serv.setblocking(false), 0],
            [() => serv.settimeout(null), null],
            [() => serv.settimeout(0), 0],
            [() => serv.settimeout(10), 10],
            [() => serv.settimeout(0), 0],
        ];
        for (const [set, timeout] of steps) {
            set();
            assertTimeout(serv, timeout);
        }
    });

    it("testSetBlocking_overflow", () => {
        serv.setblocking(false);
        assert.equal(serv.gettimeout(), 0);
        serv.setblocking((UINT_MAX + 1) as never);
        assert.equal(serv.gettimeout(), null);
    });

    it("testInitNonBlocking", function () {
        if (socket.SOCK_NONBLOCK === undefined) skip(this, "this platform has no SOCK_NONBLOCK");
        const s = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK));
        assertTimeout(s, 0);
    });

    for (const [test, timeout] of [
        ["testInheritFlagsBlocking", null],
        ["testInheritFlagsTimeout", 20],
    ] as const)
        it(test, () => {
            withDefaultTimeout(timeout, () => {
                serv.settimeout(10);
                closing(socket.socket()).connect(address);
                assert.equal(closing(serv.accept()[0]).gettimeout(), timeout);
            });
        });

    it("testAccept", () => {
        serv.setblocking(false);
        assert.throws(() => serv.accept(), BlockingIOError);
        closing(socket.socket()).connect(address);
        assert.deepEqual(select([serv], [], [], LOOPBACK_TIMEOUT)[0], [serv]);
        assert.equal(closing(serv.accept()[0]).gettimeout(), null);
    });

    it("testRecv", () => {
        const cli = closing(socket.socket());
        cli.connect(address);
        const conn = closing(serv.accept()[0]);
        conn.setblocking(false);
        assert.throws(() => conn.recv(MSG.length), BlockingIOError);
        cli.sendall(MSG);
        assert.deepEqual(select([conn], [], [], LOOPBACK_TIMEOUT)[0], [conn]);
        assert.deepEqual(conn.recv(MSG.length), MSG);
    });
});

describe("test_socket.InterruptedRecvTimeoutTest", () => {
    let serv: socket.socket;

    before(function () {
        needSignals(this);
    });

    beforeEach(() => {
        serv = closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM));
        serv.bind([HOST, 0]);
        serv.settimeout(LOOPBACK_TIMEOUT);
    });

    afterEach(cleanUp);

    it("testInterruptedRecvTimeout", () => interrupted(() => serv.recv(1024)));
    it("testInterruptedRecvIntoTimeout", () => interrupted(() => serv.recv_into(Buffer.alloc(1024))));
    it("testInterruptedRecvfromTimeout", () => interrupted(() => serv.recvfrom(1024)));
    it("testInterruptedRecvfromIntoTimeout", () => interrupted(() => serv.recvfrom_into(Buffer.alloc(1024))));
    it("testInterruptedRecvmsgTimeout", () => interrupted(() => serv.recvmsg(1024)));
    it("testInterruptedRecvmsgIntoTimeout", () => interrupted(() => serv.recvmsg_into([Buffer.alloc(1024)])));
});

describe("test_socket.InterruptedSendTimeoutTest", () => {
    let serv_conn: socket.socket;

    before(function () {
        needSignals(this);
    });

    beforeEach(() => {
        ({ serv_conn } = connected());
        serv_conn.settimeout(LOOPBACK_TIMEOUT);
    });

    afterEach(cleanUp);

    /** Until nothing more fits, and the call waits. */
    function endlessly(send: () => unknown): void {
        interrupted(() => {
            for (;;) send();
        });
    }

    it("testInterruptedSendTimeout", () => endlessly(() => serv_conn.send(Buffer.alloc(512, "a"))));

    it("testInterruptedSendtoTimeout", () => {
        const address = serv_conn.getpeername() as [string, number];
        endlessly(() => serv_conn.sendto(Buffer.alloc(512, "a"), address));
    });

    it("testInterruptedSendmsgTimeout", () => endlessly(() => serv_conn.sendmsg([Buffer.alloc(512, "a")])));
});

describe("test_socket.GeneralModuleTests", () => {
    before(function () {
        needSignals(this);
    });

    afterEach(cleanUp);

    /** More than two sockets hold between them. */
    const large = Buffer.alloc(16 * 1024 * 1024, "x");

    it("test_sendall_interrupted", () => {
        const [c] = socket.socketpair().map(closing);
        interrupted(() => c.sendall(large));
    });

    it("test_sendall_interrupted_with_timeout", () => {
        const [c] = socket.socketpair().map(closing);
        c.settimeout(LOOPBACK_TIMEOUT);
        interrupted(() => c.sendall(large));
        // A handler that returns does not give the call more time.
        let handled = 0;
        const handle = () => {
            handled++;
        };
        const stop = new threading.Event();
        process.on("SIGALRM", handle);
        const alarm = threads.start("alarm", process.pid, "SIGALRM", 0.1, stop);
        c.settimeout(0.5);
        try {
            assert.throws(() => c.sendall(large), TimeoutError);
        } finally {
            stop.set();
            alarm.join();
            process.off("SIGALRM", handle);
        }
        assert.equal(handled, 1);
    });
});

describe("test_socket.TCPTimeoutTest", () => {
    let serv: socket.socket;

    beforeEach(() => {
        ({ serv } = listening());
    });

    afterEach(cleanUp);

    it("testTCPTimeout", () => {
        serv.settimeout(0.2);
        assert.throws(() => serv.accept(), TimeoutError);
    });

    it("testTimeoutZero", () => {
        serv.settimeout(0);
        assert.ok(!(raised(OSError, () => serv.accept()) instanceof TimeoutError));
    });

    it("testInterruptedTimeout", function () {
        needSignals(this);
        serv.settimeout(LOOPBACK_TIMEOUT);
        interrupted(() => serv.accept());
    });
});

function timeoutTests(test: string, protocol: number): void {
    let serv: socket.socket;

    beforeEach(() => {
        serv = closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM, protocol));
        serv.bind([HOST, 0]);
    });

    afterEach(cleanUp);

    it(test, () => {
        serv.settimeout(0.2);
        assert.throws(() => serv.recv(1024), TimeoutError);
    });

    it("testTimeoutZero", () => {
        serv.settimeout(0);
        assert.ok(!(raised(OSError, () => serv.recv(1024)) instanceof TimeoutError));
    });
}

describe("test_socket.UDPTimeoutTest", () => {
    timeoutTests("testUDPTimeout", 0);
});

describe("test_socket.UDPLITETimeoutTest", () => {
    before(function () {
        const reason = lacks("UDP-Lite", socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDPLITE ?? 136);
        if (reason !== null) skip(this, reason);
    });

    timeoutTests("testUDPLITETimeout", socket.IPPROTO_UDPLITE ?? 136);
});
