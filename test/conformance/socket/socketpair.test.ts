import assert from "node:assert/strict";
import * as socket from "pysocket";
import { OSError, ValueError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, closing, lacksIPv6, MSG } from "../support";

const { AF_INET, AF_INET6, SOCK_STREAM } = socket;
// As the package carries it: there the file of the module by itself is absent.
const { fallbackSocketpair }: typeof import("#lib/socket/fallback-socketpair") = require("#pysocket")(
    "socket/fallback-socketpair",
);

describe("test_socket.PurePythonSocketPairTest", () => {
    afterEach(cleanUp);

    const pair = (family = lacksIPv6() === null ? AF_INET6 : AF_INET) =>
        fallbackSocketpair(family, SOCK_STREAM, 0).map(closing);

    it("test_recv", () => {
        const [serv, cli] = pair();
        cli.send(MSG);
        assert.deepEqual(serv.recv(1024), MSG);
    });

    it("test_send", () => {
        const [serv, cli] = pair();
        serv.send(MSG);
        assert.deepEqual(cli.recv(1024), MSG);
    });

    it("test_ipv4", () => {
        for (const s of pair(AF_INET)) assert.equal(s.family, AF_INET);
    });

    it("test_ipv6", function () {
        const reason = lacksIPv6();
        if (reason !== null) skip(this, reason);
        for (const s of pair(AF_INET6)) assert.equal(s.family, AF_INET6);
    });

    it("test_injected_authentication_failure", () => {
        const { getsockname } = socket.socket.prototype;
        addCleanup(() => {
            socket.socket.prototype.getsockname = getsockname;
        });
        let isInjected = false;
        // Another one connects ahead of the socket that was meant to.
        socket.socket.prototype.getsockname = function (this: socket.socket) {
            const name: socket.ReturnedAddress = getsockname.call(this);
            if (!isInjected) {
                isInjected = true;
                closing(socket.create_connection(name));
            }
            return name;
        };
        // The other one's connection may not even be made yet.
        assert.throws(() => pair(AF_INET), OSError);
    });
});

describe("test_socket.TestSocketSharing", () => {
    before(function () {
        if (process.platform !== "win32") skip(this, "share() is a method on Windows");
    });

    afterEach(cleanUp);

    // biome-ignore lint/suspicious/noExplicitAny: the methods are Windows's
    const { fromshare } = socket as any;
    const share = (s: socket.socket, ...args: unknown[]): Buffer =>
        (s as never as { share: (...args: unknown[]) => Buffer }).share(...args);

    const assertSame = (s: socket.socket, other: socket.socket) => {
        // The timeout is no part of what is shared.
        assert.deepEqual([s.gettimeout(), other.gettimeout()], [null, null]);
        assert.equal(s.family, other.family);
        assert.equal(s.type, other.type);
        if (s.proto !== 0) assert.equal(s.proto, other.proto);
    };

    it("testShare", () => {
        const serv = closing(socket.create_server(["127.0.0.1", 0]));
        const s = closing(fromshare(share(serv, process.pid)) as socket.socket);
        const cli = closing(socket.create_connection(serv.getsockname()));
        const conn = closing(s.accept()[0]);
        cli.sendall(MSG);
        assert.deepEqual(conn.recv(1024), MSG);
    });

    it("testShareLength", () => {
        const data = share(closing(socket.socket()), process.pid);
        assert.throws(() => fromshare(data.subarray(0, -1)), ValueError);
        assert.throws(() => fromshare(Buffer.concat([data, Buffer.from("foo")])), ValueError);
    });

    it("testShareLocal", () => {
        const s = closing(socket.socket());
        assertSame(s, closing(fromshare(share(s, process.pid)) as socket.socket));
    });

    it("testTypes", () => {
        for (const family of [AF_INET, AF_INET6])
            for (const type of [SOCK_STREAM, socket.SOCK_DGRAM]) {
                const s = closing(socket.socket(family, type));
                assertSame(s, closing(fromshare(share(s, process.pid)) as socket.socket));
            }
    });
});
