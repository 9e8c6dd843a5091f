import assert from "node:assert/strict";
import * as socket from "pysocket";
import { ExceptionGroup, OSError, TimeoutError } from "pysocket/builtins";
import * as threading from "pysocket/threading";
import { skip } from "../../support/skip";
import {
    addCleanup,
    cleanUp,
    closing,
    HOST,
    LOOPBACK_TIMEOUT,
    lacksIPv6,
    listening,
    portOf,
    raised,
    refusingPort,
    withDefaultTimeout,
    withUnusedPort,
} from "../support";

const threads = require("./threads.cjs") as typeof import("./threads.cjs");

describe("test_socket.NetworkConnectionNoServer", () => {
    afterEach(cleanUp);

    it("test_connect", () => {
        const cli = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM));
        const error = raised(OSError, () => cli.connect([HOST, refusingPort()]));
        assert.equal(error.code, "ECONNREFUSED");
    });

    it("test_create_connection", () => {
        const error = raised(OSError, () => socket.create_connection([HOST, refusingPort()]));
        const expected = ["ECONNREFUSED", ...(lacksIPv6() === null ? [] : ["EADDRNOTAVAIL"]), "ENETUNREACH"];
        assert.ok(expected.includes(String(error.code)), error.message);
    });

    it("test_create_connection_all_errors", () => {
        const port = refusingPort();
        const connect = () => socket.create_connection(["localhost", port], { all_errors: true });
        const group = raised(ExceptionGroup, connect);
        for (const error of group.exceptions) assert.ok(error instanceof OSError);
        const addresses = socket.getaddrinfo("localhost", port, 0, socket.SOCK_STREAM);
        assert.equal(group.exceptions.length, addresses.length);
    });

    it("test_create_connection_timeout", () => {
        const { connect } = socket.socket.prototype;
        addCleanup(() => {
            socket.socket.prototype.connect = connect;
        });
        socket.socket.prototype.connect = () => {
            throw new TimeoutError("timed out");
        };
        assert.throws(() => socket.create_connection([HOST, 1234]), TimeoutError);
    });
});

describe("test_socket.NetworkConnectionAttributesTest", () => {
    let serv: socket.socket;
    let address: [string, number];

    beforeEach(() => {
        ({ serv, address } = listening());
    });

    afterEach(() => {
        serv.accept()[0].close();
        cleanUp();
    });

    it("testFamily", () => {
        const cli = closing(socket.create_connection(address, { timeout: LOOPBACK_TIMEOUT }));
        assert.equal(cli.family, 2);
    });

    it("testSourceAddress", () => {
        withUnusedPort((port) => {
            const options = { timeout: LOOPBACK_TIMEOUT, source_address: ["", port] as [string, number] };
            const cli = closing(socket.create_connection(address, options));
            assert.equal(portOf(cli), port);
        });
    });

    it("testTimeoutDefault", () => {
        assert.equal(socket.getdefaulttimeout(), null);
        withDefaultTimeout(42, () => {
            const cli = closing(socket.create_connection(address));
            assert.equal(cli.gettimeout(), 42);
        });
    });

    it("testTimeoutNone", () => {
        assert.equal(socket.getdefaulttimeout(), null);
        withDefaultTimeout(30, () => {
            const cli = closing(socket.create_connection(address, { timeout: null }));
            assert.equal(cli.gettimeout(), null);
        });
    });

    it("testTimeoutValueNamed", () => {
        const cli = closing(socket.create_connection(address, { timeout: 30 }));
        assert.equal(cli.gettimeout(), 30);
    });

    it("testTimeoutValueNonamed", () => {
        const cli = closing(socket.create_connection(address, 30));
        assert.equal(cli.gettimeout(), 30);
    });
});

describe("test_socket.NetworkConnectionBehaviourTest", () => {
    afterEach(cleanUp);

    it("testInsideTimeout", () => {
        const { serv, address } = listening();
        const server = threads.start(
            "acceptThenSend",
            serv,
            new threading.Event(),
            0.2,
            Buffer.from("done!"),
        );
        addCleanup(() => server.join());
        const cli = closing(socket.create_connection(address));
        assert.equal(cli.recv(5).toString(), "done!");
    });

    it("testOutsideTimeout", () => {
        const { serv, address } = listening();
        const go = new threading.Event();
        const server = threads.start("acceptThenSend", serv, go, LOOPBACK_TIMEOUT, Buffer.from("done!"));
        addCleanup(() => server.join());
        const cli = closing(socket.create_connection(address, { timeout: 0.2 }));
        assert.throws(() => cli.recv(5), TimeoutError);
        go.set();
    });
});

describe("test_socket.CreateServerFunctionalTest", () => {
    afterEach(cleanUp);

    function echo(options: socket.ServerOptions, host: string, family: number): void {
        const serv = closing(socket.create_server(["", 0], options));
        serv.settimeout(LOOPBACK_TIMEOUT);
        const server = threads.start("echoOnce", serv);
        addCleanup(() => server.join(LOOPBACK_TIMEOUT));
        using cli = socket.socket({ family });
        cli.settimeout(LOOPBACK_TIMEOUT);
        cli.connect([host, portOf(serv)]);
        cli.sendall(Buffer.from("foo"));
        assert.equal(cli.recv(1024).toString(), "foo");
    }

    const needIPv6 = (context: Mocha.Context, dualStack = false) => {
        const reason = lacksIPv6();
        if (reason !== null) skip(context, reason);
        if (dualStack && !socket.has_dualstack_ipv6())
            skip(context, "no socket here takes both IPv4 and IPv6");
    };

    it("test_tcp4", () => {
        echo({}, HOST, socket.AF_INET);
    });

    it("test_tcp6", function () {
        needIPv6(this);
        echo({ family: socket.AF_INET6 }, "::1", socket.AF_INET6);
    });

    it("test_dual_stack_client_v4", function () {
        needIPv6(this, true);
        echo({ family: socket.AF_INET6, dualstack_ipv6: true }, HOST, socket.AF_INET);
    });

    it("test_dual_stack_client_v6", function () {
        needIPv6(this, true);
        echo({ family: socket.AF_INET6, dualstack_ipv6: true }, "::1", socket.AF_INET6);
    });
});
