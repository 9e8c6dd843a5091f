import assert from "node:assert/strict";
import * as socket from "pysocket";
import { OSError, OverflowError, ValueError } from "pysocket/builtins";
import { select } from "pysocket/select";
import { skip } from "../../support/skip";
import {
    cleanUp,
    closing,
    connected,
    HOST,
    INT_MAX,
    lacks,
    lacksIPv6,
    listening,
    MSG,
    portOf,
    UINT_MAX,
} from "../support";

// Both ends are in one thread where the system keeps what one has sent until the other asks for it.

/** What CPython's SocketConnectedTest gives its subclasses. */
interface Connected {
    cli_conn: socket.socket;
    serv_conn: socket.socket;
}

function basicTCPTests(connect: () => Connected): void {
    let cli_conn: socket.socket;
    let serv_conn: socket.socket;

    beforeEach(() => {
        ({ cli_conn, serv_conn } = connect());
    });

    afterEach(cleanUp);

    it("testRecv", () => {
        serv_conn.send(MSG);
        assert.deepEqual(cli_conn.recv(1024), MSG);
    });

    it("testOverFlowRecv", () => {
        serv_conn.send(MSG);
        const segments = [cli_conn.recv(MSG.length - 3), cli_conn.recv(1024)];
        assert.deepEqual(Buffer.concat(segments), MSG);
    });

    it("testRecvFrom", () => {
        serv_conn.send(MSG);
        const [data] = cli_conn.recvfrom(1024);
        assert.deepEqual(data, MSG);
    });

    it("testOverFlowRecvFrom", () => {
        serv_conn.send(MSG);
        const [first] = cli_conn.recvfrom(MSG.length - 3);
        const [second] = cli_conn.recvfrom(1024);
        assert.deepEqual(Buffer.concat([first, second]), MSG);
    });

    it("testSendAll", () => {
        serv_conn.sendall(Buffer.alloc(2048, "f"));
        serv_conn.close();
        const received: Buffer[] = [];
        for (let data = cli_conn.recv(1024); data.length > 0; data = cli_conn.recv(1024)) received.push(data);
        assert.deepEqual(Buffer.concat(received), Buffer.alloc(2048, "f"));
    });

    it("testFromFd", () => {
        const s = closing(socket.fromfd(cli_conn.fileno(), socket.AF_INET, socket.SOCK_STREAM));
        assert.ok(s instanceof socket.socket);
        serv_conn.send(MSG);
        assert.deepEqual(s.recv(1024), MSG);
    });

    it("testDup", () => {
        const s = closing(cli_conn.dup());
        serv_conn.send(MSG);
        assert.deepEqual(s.recv(1024), MSG);
    });

    it("testShutdown", () => {
        serv_conn.send(MSG);
        serv_conn.shutdown(2);
        assert.deepEqual(cli_conn.recv(1024), MSG);
    });

    it("testShutdown_overflow", () => {
        serv_conn.send(MSG);
        assert.throws(() => serv_conn.shutdown(INT_MAX + 1), OverflowError);
        assert.throws(() => serv_conn.shutdown(2 + (UINT_MAX + 1)), OverflowError);
        serv_conn.shutdown(2);
        assert.deepEqual(cli_conn.recv(1024), MSG);
    });

    it("testDetach", () => {
        const fileno = cli_conn.fileno();
        const f = cli_conn.detach();
        assert.equal(f, fileno);
        assert.equal(cli_conn.fileno(), -1);
        assert.throws(() => cli_conn.recv(1024), OSError);
        cli_conn.close();
        const s = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, f));
        serv_conn.send(MSG);
        assert.deepEqual(s.recv(1024), MSG);
    });
}

describe("test_socket.BasicTCPTest", () => {
    basicTCPTests(connected);
});

describe("test_socket.BasicTCPTest2", () => {
    basicTCPTests(() => {
        const { serv, address } = listening();
        const serv_conn = closing(socket.create_connection(address));
        return { serv_conn, cli_conn: closing(serv.accept()[0]) };
    });
});

function basicUDPTests(protocol: number): void {
    let serv: socket.socket;
    let cli: socket.socket;

    beforeEach(() => {
        serv = closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM, protocol));
        serv.bind([HOST, 0]);
        cli = closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM, protocol));
    });

    afterEach(cleanUp);

    it("testSendtoAndRecv", () => {
        cli.sendto(MSG, 0, [HOST, portOf(serv)]);
        assert.deepEqual(serv.recv(MSG.length), MSG);
    });

    it("testRecvFrom", () => {
        cli.sendto(MSG, 0, [HOST, portOf(serv)]);
        assert.deepEqual(serv.recvfrom(MSG.length)[0], MSG);
    });

    it("testRecvFromNegative", () => {
        assert.throws(() => serv.recvfrom(-1), ValueError);
        cli.sendto(MSG, 0, [HOST, portOf(serv)]);
    });
}

describe("test_socket.BasicUDPTest", () => {
    basicUDPTests(0);
});

describe("test_socket.BasicUDPLITETest", () => {
    before(function () {
        const reason = lacks("UDP-Lite", socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_UDPLITE ?? 136);
        if (reason !== null) skip(this, reason);
    });

    basicUDPTests(socket.IPPROTO_UDPLITE ?? 136);
});

describe("test_socket.TCPCloserTest", () => {
    afterEach(cleanUp);

    it("testClose", () => {
        const { cli_conn: conn, serv_conn: sd } = connected();
        conn.close();
        const [readable] = select([sd], [], [], 20);
        assert.deepEqual(readable, [sd]);
        assert.equal(sd.recv(1).length, 0);
        conn.close();
        conn.close();
    });
});

describe("test_socket.BasicSocketPairTest", () => {
    let serv: socket.socket;
    let cli: socket.socket;

    beforeEach(() => {
        [serv, cli] = socket.socketpair().map(closing);
    });

    afterEach(cleanUp);

    it("testDefaults", () => {
        for (const s of [serv, cli]) {
            assert.ok(s instanceof socket.socket);
            assert.equal(s.family, socket.AF_UNIX ?? socket.AF_INET);
            assert.equal(s.type, socket.SOCK_STREAM);
            assert.equal(s.proto, 0);
        }
    });

    it("testRecv", () => {
        cli.send(MSG);
        assert.deepEqual(serv.recv(1024), MSG);
    });

    it("testSend", () => {
        serv.send(MSG);
        assert.deepEqual(cli.recv(1024), MSG);
    });
});

describe("test_socket.ContextManagersTest", () => {
    afterEach(cleanUp);

    it("testCreateConnectionBase", () => {
        const { serv } = listening();
        let leftBehind: socket.socket;
        {
            using s = socket.create_connection(serv.getsockname() as [string, number]);
            const conn = closing(serv.accept()[0]);
            assert.notEqual(s.fileno(), -1);
            s.sendall(Buffer.from("foo"));
            conn.sendall(conn.recv(1024));
            assert.equal(s.recv(1024).toString(), "foo");
            leftBehind = s;
        }
        assert.equal(leftBehind.fileno(), -1);
    });

    it("testCreateConnectionClose", () => {
        const { serv } = listening();
        let leftBehind: socket.socket;
        {
            using s = socket.create_connection(serv.getsockname() as [string, number]);
            closing(serv.accept()[0]);
            s.close();
            leftBehind = s;
        }
        assert.equal(leftBehind.fileno(), -1);
        assert.throws(() => leftBehind.sendall(Buffer.from("foo")), OSError);
    });
});

describe("test_socket.CreateServerTest", () => {
    afterEach(cleanUp);

    const needIPv6 = (context: Mocha.Context) => {
        const reason = lacksIPv6();
        if (reason !== null) skip(context, reason);
    };

    it("test_address", () => {
        const port = ((s: socket.socket) => {
            s.bind([HOST, 0]);
            const found = portOf(s);
            s.close();
            return found;
        })(socket.socket());
        using s = socket.create_server([HOST, port]);
        assert.deepEqual(s.getsockname(), [HOST, port]);
        if (lacksIPv6() !== null) return;
        using s6 = socket.create_server(["::1", port], { family: socket.AF_INET6 });
        assert.deepEqual((s6.getsockname() as unknown[]).slice(0, 2), ["::1", port]);
    });

    it("test_family_and_type", () => {
        using s = socket.create_server([HOST, 0]);
        assert.equal(s.family, socket.AF_INET);
        assert.equal(s.type, socket.SOCK_STREAM);
        if (lacksIPv6() !== null) return;
        using s6 = socket.create_server(["::1", 0], { family: socket.AF_INET6 });
        assert.equal(s6.family, socket.AF_INET6);
        assert.equal(s6.type, socket.SOCK_STREAM);
    });

    it("test_reuse_port", () => {
        const { SO_REUSEPORT } = socket;
        if (SO_REUSEPORT === undefined) {
            assert.throws(() => socket.create_server(["localhost", 0], { reuse_port: true }), ValueError);
            return;
        }
        using without = socket.create_server(["localhost", 0]);
        assert.equal(without.getsockopt(socket.SOL_SOCKET, SO_REUSEPORT), 0);
        using reusing = socket.create_server(["localhost", 0], { reuse_port: true });
        assert.notEqual(reusing.getsockopt(socket.SOL_SOCKET, SO_REUSEPORT), 0);
    });

    it("test_ipv6_only_default", function () {
        needIPv6(this);
        using s = socket.create_server(["::1", 0], { family: socket.AF_INET6 });
        assert.notEqual(s.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY), 0);
    });

    it("test_dualstack_ipv6_family", function () {
        needIPv6(this);
        if (!socket.has_dualstack_ipv6()) skip(this, "no socket here takes both IPv4 and IPv6");
        using s = socket.create_server(["::1", 0], { family: socket.AF_INET6, dualstack_ipv6: true });
        assert.equal(s.family, socket.AF_INET6);
    });
});
