import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import * as socket from "pysocket";
import { OSError, TypeError, ValueError } from "pysocket/builtins";
import { select } from "pysocket/select";
import { pack } from "pysocket/struct";
import { skip } from "../../support/skip";
import { cleanUp, closing, HOST, LOOPBACK_TIMEOUT, lacks, MSG, portOf, raised } from "../support";

// Families that few machines have: what is missing is found out by making such a socket.

const all = socket as unknown as Record<string, unknown>;

function assertConstants(...names: string[]): void {
    for (const name of names) assert.notEqual(all[name], undefined, name);
}

/** Has the tests of a suite skipped where there is no such socket. */
function need(...args: Parameters<typeof lacks>): void {
    before(function () {
        const reason = lacks(...args);
        if (reason !== null) skip(this, reason);
    });
    afterEach(cleanUp);
}

const { SOCK_RAW, SOCK_DGRAM, SOCK_STREAM, SOCK_SEQPACKET, SOCK_RDM } = socket;
const [AF_CAN, CAN_RAW, CAN_BCM] = [socket.AF_CAN as number, socket.CAN_RAW, socket.CAN_BCM];
const INTERFACE = "vcan0";

/** Binds to the virtual CAN interface, which `ip link add dev vcan0 type vcan` makes. */
function bindToInterface(context: Mocha.Context, s: socket.socket, address: socket.Address): void {
    try {
        s.bind(address);
    } catch (error) {
        if (!(error instanceof OSError) || error.code !== "ENODEV") throw error;
        skip(context, `there is no network interface ${INTERFACE}`);
    }
}

describe("test_socket.BasicCANTest", () => {
    need("CAN", socket.AF_CAN, SOCK_RAW, CAN_RAW);

    const rawSocket = () => closing(socket.socket(AF_CAN, SOCK_RAW, CAN_RAW));

    it("testCrucialConstants", () => assertConstants("AF_CAN", "PF_CAN", "CAN_RAW"));

    it("testBCMConstants", () => {
        const sent = ["SETUP", "DELETE", "READ", "SEND", "STATUS", "EXPIRED", "COUNTEVT", "ANNOUNCE"];
        const received = [
            "SETUP",
            "DELETE",
            "READ",
            "STATUS",
            "TIMEOUT",
            "CHANGED",
            "FILTER_ID",
            "CHECK_DLC",
        ];
        sent.push("CP_CAN_ID", "RESET_MULTI_IDX");
        received.push("NO_AUTOTIMER", "ANNOUNCE_RESUME", "RTR_FRAME");
        assertConstants("CAN_BCM", "CAN_BCM_SETTIMER", "CAN_BCM_STARTTIMER");
        assertConstants(...sent.map((name) => `CAN_BCM_TX_${name}`));
        assertConstants(...received.map((name) => `CAN_BCM_RX_${name}`));
    });

    it("testCreateSocket", () => assert.equal(rawSocket().family, AF_CAN));

    it("testCreateBCMSocket", () => {
        assert.equal(closing(socket.socket(AF_CAN, SOCK_DGRAM, CAN_BCM)).family, AF_CAN);
    });

    it("testBindAny", () => {
        const s = rawSocket();
        s.bind([""]);
        assert.deepEqual(s.getsockname(), [""]);
    });

    it("testTooLongInterfaceName", () => {
        const { message } = raised(OSError, () => rawSocket().bind(["x".repeat(1024)]));
        assert.match(message, /interface name too long/);
    });

    it("testLoopback", () => {
        const [level, option] = [socket.SOL_CAN_RAW as number, socket.CAN_RAW_LOOPBACK as number];
        const s = rawSocket();
        for (const loopback of [0, 1]) {
            s.setsockopt(level, option, loopback);
            assert.equal(s.getsockopt(level, option), loopback);
        }
    });

    it("testFilter", () => {
        const [level, option] = [socket.SOL_CAN_RAW as number, socket.CAN_RAW_FILTER as number];
        const filter = pack("=II", 0x200, 0x700);
        const s = rawSocket();
        s.setsockopt(level, option, filter);
        assert.deepEqual(s.getsockopt(level, option, 8), filter);
        s.setsockopt(level, option, new Uint8Array(filter));
    });
});

describe("test_socket.CANTest", () => {
    need("CAN", socket.AF_CAN, SOCK_RAW, CAN_RAW);

    const BUFSIZE = 128;
    let s: socket.socket;
    let cli: socket.socket;

    beforeEach(function () {
        [s, cli] = [0, 1].map(() => closing(socket.socket(AF_CAN, SOCK_RAW, CAN_RAW)));
        for (const each of [s, cli]) bindToInterface(this as never, each, [INTERFACE]);
    });

    const frame = (id: number, ...data: number[]) => pack("=IB3x8s", id, data.length, Buffer.from(data));

    it("testSendFrame", () => {
        cli.send(frame(0, 1, 2, 3, 4, 5));
        const [data, address] = s.recvfrom(BUFSIZE);
        assert.deepEqual(data, frame(0, 1, 2, 3, 4, 5));
        assert.equal((address as unknown[])[0], INTERFACE);
    });

    it("testSendMaxFrame", () => {
        const largest = frame(0, ...new Array(8).fill(7));
        cli.send(largest);
        assert.deepEqual(s.recvfrom(BUFSIZE)[0], largest);
    });

    it("testSendMultiFrames", () => {
        const frames = [frame(0x07, 0x44, 0x33, 0x22, 0x11), frame(0x12, 0x99, 0x22, 0x33)];
        for (const each of frames) cli.send(each);
        for (const each of frames) assert.deepEqual(s.recvfrom(BUFSIZE)[0], each);
    });

    it("testBCM", () => {
        const bcm = closing(socket.socket(AF_CAN, SOCK_DGRAM, CAN_BCM));
        bcm.connect([INTERFACE]);
        const sent = frame(0x123, 0xc0, 0xff, 0xee);
        assert.equal(sent.length, 16);
        // The frames that follow the header are aligned to 8 bytes.
        const header = pack("@3I4l2I0q", socket.CAN_BCM_TX_SEND, 0, 0, 0, 0, 0, 0, 0x0222, 1);
        const message = Buffer.concat([header, sent]);
        assert.equal(bcm.send(message), message.length);
        assert.deepEqual(cli.recvfrom(BUFSIZE)[0], sent);
    });
});

describe("test_socket.ISOTPTest", () => {
    need("CAN ISO-TP", socket.AF_CAN, SOCK_DGRAM, socket.CAN_ISOTP);

    const isotpSocket = () => closing(socket.socket(AF_CAN, SOCK_DGRAM, socket.CAN_ISOTP));

    it("testCrucialConstants", () => assertConstants("AF_CAN", "PF_CAN", "CAN_ISOTP", "SOCK_DGRAM"));

    it("testCreateSocket", () => {
        assert.equal(closing(socket.socket(AF_CAN, SOCK_RAW, CAN_RAW)).family, AF_CAN);
    });

    it("testCreateISOTPSocket", () => assert.equal(isotpSocket().family, AF_CAN));

    it("testTooLongInterfaceName", () => {
        const { message } = raised(OSError, () => isotpSocket().bind(["x".repeat(1024), 1, 2]));
        assert.match(message, /interface name too long/);
    });

    it("testBind", function () {
        const s = isotpSocket();
        bindToInterface(this, s, [INTERFACE, 0x123, 0x456]);
        assert.deepEqual(s.getsockname(), [INTERFACE, 0x123, 0x456]);
    });
});

describe("test_socket.J1939Test", () => {
    need("CAN J1939", socket.AF_CAN, SOCK_DGRAM, socket.CAN_J1939);

    const j1939Socket = () => closing(socket.socket(AF_CAN, SOCK_DGRAM, socket.CAN_J1939));

    it("testJ1939Constants", () => {
        const names = [
            "MAX_UNICAST_ADDR",
            "IDLE_ADDR",
            "NO_ADDR",
            "NO_NAME",
            "PGN_REQUEST",
            "PGN_MAX",
            "NO_PGN",
        ];
        names.push("PGN_ADDRESS_CLAIMED", "PGN_ADDRESS_COMMANDED", "PGN_PDU1_MAX", "NLA_PAD", "FILTER_MAX");
        names.push("NLA_BYTES_ACKED", "EE_INFO_NONE", "EE_INFO_TX_ABORT");
        assertConstants("CAN_J1939", ...names.map((name) => `J1939_${name}`));
        assertConstants(...["FILTER", "PROMISC", "SEND_PRIO", "ERRQUEUE"].map((name) => `SO_J1939_${name}`));
        assertConstants(...["DEST_ADDR", "DEST_NAME", "PRIO", "ERRQUEUE"].map((name) => `SCM_J1939_${name}`));
    });

    it("testCreateJ1939Socket", () => assert.equal(j1939Socket().family, AF_CAN));

    it("testBind", function () {
        const { J1939_NO_NAME, J1939_NO_PGN, J1939_NO_ADDR } = all as Record<string, number>;
        const s = j1939Socket();
        bindToInterface(this, s, [INTERFACE, J1939_NO_NAME, J1939_NO_PGN, J1939_NO_ADDR]);
        assert.deepEqual(s.getsockname(), [INTERFACE, J1939_NO_NAME, J1939_NO_PGN, J1939_NO_ADDR]);
    });
});

describe("test_socket.BasicRDSTest", () => {
    need("RDS", socket.AF_RDS, SOCK_SEQPACKET);

    const rdsSocket = () => closing(socket.socket(socket.AF_RDS, SOCK_SEQPACKET, 0));

    it("testCrucialConstants", () => assertConstants("AF_RDS", "PF_RDS"));

    it("testCreateSocket", () => assert.equal(rdsSocket().family, socket.AF_RDS));

    it("testSocketBufferSize", () => {
        const s = rdsSocket();
        for (const option of [socket.SO_RCVBUF, socket.SO_SNDBUF]) {
            s.setsockopt(socket.SOL_SOCKET, option, 16384);
            assert.ok(s.getsockopt(socket.SOL_SOCKET, option) > 0);
        }
    });
});

describe("test_socket.RDSTest", () => {
    need("RDS", socket.AF_RDS, SOCK_SEQPACKET);

    const BUFSIZE = 8192;
    let serv: socket.socket;
    let cli: socket.socket;

    beforeEach(function () {
        [serv, cli] = [0, 1].map(() => closing(socket.socket(socket.AF_RDS, SOCK_SEQPACKET, 0)));
        try {
            for (const each of [serv, cli]) each.bind([HOST, 0]);
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            skip(this as never, `an RDS socket cannot be bound: ${error.message}`);
        }
    });

    const send = (text: string) => cli.sendto(Buffer.from(text), 0, [HOST, portOf(serv)]);

    it("testSendAndRecv", () => {
        send("spam");
        const [data, address] = serv.recvfrom(BUFSIZE);
        assert.equal(data.toString(), "spam");
        assert.deepEqual(address, cli.getsockname());
    });

    it("testPeek", () => {
        send("spam");
        assert.equal(serv.recvfrom(BUFSIZE, socket.MSG_PEEK)[0].toString(), "spam");
        assert.equal(serv.recvfrom(BUFSIZE)[0].toString(), "spam");
    });

    it("testSendAndRecvMsg", () => {
        const text = "hello ".repeat(10);
        cli.sendmsg([Buffer.from(text)], [], 0, [HOST, portOf(serv)]);
        assert.equal(serv.recvmsg(BUFSIZE)[0].toString(), text);
    });

    it("testSendAndRecvMulti", () => {
        for (const text of ["bacon", "egg"]) send(text);
        for (const text of ["bacon", "egg"]) assert.equal(serv.recvfrom(BUFSIZE)[0].toString(), text);
    });

    it("testSelect", () => {
        send("select");
        assert.deepEqual(select([serv], [], [], LOOPBACK_TIMEOUT)[0], [serv]);
        assert.equal(serv.recvfrom(BUFSIZE)[0].toString(), "select");
    });
});

describe("test_socket.BasicQIPCRTRTest", () => {
    need("QIPCRTR", socket.AF_QIPCRTR, SOCK_DGRAM);

    const qipcrtrSocket = () => closing(socket.socket(socket.AF_QIPCRTR, SOCK_DGRAM));
    const nodeOf = (s: socket.socket) => (s.getsockname() as [number, number])[0];

    it("testCrucialConstants", () => assertConstants("AF_QIPCRTR"));

    it("testCreateSocket", () => assert.equal(qipcrtrSocket().family, socket.AF_QIPCRTR));

    it("testUnbound", () => assert.equal(portOf(qipcrtrSocket()), 0));

    it("testBindSock", () => {
        const s = qipcrtrSocket();
        s.bind([nodeOf(s), 0]);
        assert.notEqual(portOf(s), 0);
    });

    it("testInvalidBindSock", () => {
        const s = qipcrtrSocket();
        assert.throws(() => s.bind([-2, 0]), OSError);
    });

    it("testAutoBindSock", () => {
        const s = qipcrtrSocket();
        s.connect([123, 123]);
        assert.notEqual(portOf(s), 0);
    });
});

const AF_VSOCK = socket.AF_VSOCK as number;

/** Whether this machine has a context identifier, as CPython's tests ask for. */
function needVsock(): void {
    need("VSOCK", socket.AF_VSOCK, SOCK_STREAM);
    before(function () {
        try {
            closeSync(openSync("/dev/vsock", "r"));
        } catch (error) {
            skip(this, `no VSOCK on this machine: ${(error as Error).message}`);
        }
    });
}

describe("test_socket.BasicVSOCKTest", () => {
    needVsock();

    it("testCrucialConstants", () => assertConstants("AF_VSOCK"));

    it("testVSOCKConstants", () => {
        assertConstants(...["SIZE", "MIN_SIZE", "MAX_SIZE"].map((name) => `SO_VM_SOCKETS_BUFFER_${name}`));
        assertConstants("VMADDR_CID_ANY", "VMADDR_PORT_ANY", "VMADDR_CID_HOST");
        assertConstants("VM_SOCKETS_INVALID_VERSION", "IOCTL_VM_SOCKETS_GET_LOCAL_CID");
    });

    it("testCreateSocket", () => {
        assert.equal(closing(socket.socket(AF_VSOCK, SOCK_STREAM)).family, AF_VSOCK);
    });

    it("testSocketBufferSize", () => {
        const s = closing(socket.socket(AF_VSOCK, SOCK_STREAM));
        const options = ["MAX_SIZE", "SIZE", "MIN_SIZE"].map(
            (name) => all[`SO_VM_SOCKETS_BUFFER_${name}`] as number,
        );
        const sizes = options.map((option) => s.getsockopt(AF_VSOCK, option));
        for (const [index, option] of options.entries()) s.setsockopt(AF_VSOCK, option, sizes[index] * 2);
        for (const [index, option] of options.entries())
            assert.equal(s.getsockopt(AF_VSOCK, option), sizes[index] * 2);
    });
});

describe("test_socket.ThreadedVSOCKSocketStreamTest", () => {
    needVsock();

    it("testStream", function () {
        const serv = closing(socket.socket(AF_VSOCK, SOCK_STREAM));
        serv.bind([socket.VMADDR_CID_ANY as number, socket.VMADDR_PORT_ANY as number]);
        serv.listen();
        const [, PORT] = serv.getsockname<socket.ReturnedVsockAddress>();
        serv.settimeout(LOOPBACK_TIMEOUT);
        const cli = closing(socket.socket(AF_VSOCK, SOCK_STREAM));
        cli.settimeout(LOOPBACK_TIMEOUT);
        try {
            cli.connect([socket.VMADDR_CID_LOCAL ?? 1, PORT]);
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            skip(this, `VSOCK has no loopback on this machine: ${error.message}`);
        }
        const conn = closing(serv.accept()[0]);
        cli.send(MSG);
        assert.deepEqual(conn.recv(1024), MSG);
    });
});

describe("test_socket.BasicBluetoothTest", () => {
    need("Bluetooth", socket.AF_BLUETOOTH, SOCK_STREAM, socket.BTPROTO_RFCOMM);

    const make = (type: number, protocol: number | undefined) =>
        closing(socket.socket(socket.AF_BLUETOOTH as number, type, protocol)).family;

    it("testBluetoothConstants", () => {
        assertConstants("BDADDR_ANY", "BDADDR_LOCAL", "AF_BLUETOOTH", "BTPROTO_RFCOMM");
        if (process.platform === "win32") return;
        assertConstants("BTPROTO_HCI", "SOL_HCI", "BTPROTO_L2CAP");
        if (process.platform !== "freebsd") assertConstants("BTPROTO_SCO");
    });

    it("testCreateRfcommSocket", () => {
        assert.equal(make(SOCK_STREAM, socket.BTPROTO_RFCOMM), socket.AF_BLUETOOTH);
    });

    for (const [test, type, protocol] of [
        ["testCreateL2capSocket", SOCK_SEQPACKET, socket.BTPROTO_L2CAP],
        ["testCreateHciSocket", SOCK_RAW, socket.BTPROTO_HCI],
        ["testCreateScoSocket", SOCK_SEQPACKET, socket.BTPROTO_SCO],
    ] as const)
        it(test, function () {
            if (protocol === undefined) skip(this, "this platform lacks the protocol");
            assert.equal(make(type, protocol), socket.AF_BLUETOOTH);
        });
});

describe("test_socket.BasicHyperVTest", () => {
    need("Hyper-V", socket.AF_HYPERV, SOCK_STREAM, socket.HV_PROTOCOL_RAW);

    const ZERO = socket.HV_GUID_ZERO as string;
    const connect = (address: unknown) => {
        const s = closing(socket.socket(socket.AF_HYPERV as number, SOCK_STREAM, socket.HV_PROTOCOL_RAW));
        s.connect(address as never);
    };

    it("testHyperVConstants", () => {
        const guids = ["ZERO", "WILDCARD", "BROADCAST", "CHILDREN", "LOOPBACK", "PARENT"];
        assertConstants(...guids.map((name) => `HV_GUID_${name}`));
        assertConstants("HVSOCKET_CONNECT_TIMEOUT", "HVSOCKET_CONNECT_TIMEOUT_MAX");
        assertConstants("HVSOCKET_CONNECTED_SUSPEND", "HVSOCKET_ADDRESS_FLAG_PASSTHRU");
    });

    it("testCreateHyperVSocketWithUnknownProtoFailure", () => {
        const { message } = raised(OSError, () => socket.socket(socket.AF_HYPERV as number, SOCK_STREAM));
        assert.match(message, /\[WinError 10041\]/);
    });

    const count = "AF_HYPERV address must be a str tuple (vm_id, service_id)";
    for (const [test, address, Class, text] of [
        ["NotTuple", ZERO, TypeError, "connect(): AF_HYPERV address must be tuple, not str"],
        ["NotTupleOf2Strs", [ZERO], TypeError, count],
        ["NotTupleOfStrs", [1, 2], TypeError, count],
        [
            "VmIdNotValidUUID",
            ["00", ZERO],
            ValueError,
            "connect(): AF_HYPERV address vm_id is not a valid UUID string",
        ],
        [
            "ServiceIdNotValidUUID",
            [ZERO, "00"],
            ValueError,
            "connect(): AF_HYPERV address service_id is not a valid UUID string",
        ],
    ] as const)
        it(`testCreateHyperVSocketAddr${test}Failure`, () => {
            assert.ok(raised<Error>(Class, () => connect(address)).message.includes(text));
        });
});

const TIPC = { type: 2000, lower: 200, upper: 210 };
const tipcName = () =>
    [socket.TIPC_ADDR_NAME as number, TIPC.type, TIPC.lower + (TIPC.upper - TIPC.lower) / 2, 0] as [
        number,
        number,
        number,
        number,
    ];

function tipcServer(type: number): socket.socket {
    const srv = closing(socket.socket(socket.AF_TIPC as number, type));
    srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1);
    srv.bind([socket.TIPC_ADDR_NAMESEQ as number, TIPC.type, TIPC.lower, TIPC.upper]);
    return srv;
}

describe("test_socket.TIPCTest", () => {
    need("TIPC", socket.AF_TIPC, SOCK_RDM);

    it("testRDM", () => {
        const srv = tipcServer(SOCK_RDM);
        const cli = closing(socket.socket(socket.AF_TIPC as number, SOCK_RDM));
        cli.sendto(MSG, tipcName());
        const [data, address] = srv.recvfrom(1024);
        assert.deepEqual(address, cli.getsockname());
        assert.deepEqual(data, MSG);
    });
});

describe("test_socket.TIPCThreadableTest", () => {
    need("TIPC", socket.AF_TIPC, SOCK_STREAM);

    it("testStream", () => {
        const srv = tipcServer(SOCK_STREAM);
        srv.listen();
        const cli = closing(socket.socket(socket.AF_TIPC as number, SOCK_STREAM));
        cli.connect(tipcName());
        const [conn, address] = srv.accept();
        closing(conn);
        cli.send(MSG);
        assert.deepEqual(conn.recv(1024), MSG);
        assert.deepEqual(address, cli.getsockname());
    });
});

describe("test_socket.TestMacOSTCPFlags", () => {
    it("test_tcp_keepalive", function () {
        if (process.platform !== "darwin") skip(this, "TCP_KEEPALIVE is of macOS");
        assertConstants("TCP_KEEPALIVE");
    });
});

describe("test_socket.TestMSWindowsTCPFlags", () => {
    it("test_new_tcp_flags", function () {
        if (process.platform !== "win32") skip(this, "the flags are those of Windows");
        const known = ["MAXSEG", "NODELAY", "FASTOPEN", "KEEPCNT", "KEEPIDLE", "KEEPINTVL"];
        const provided = Object.keys(all).filter((name) => name.startsWith("TCP") && all[name] !== undefined);
        assert.deepEqual(
            provided.filter((name) => !known.includes(name.slice("TCP_".length))),
            [],
        );
    });
});
