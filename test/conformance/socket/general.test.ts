import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { inspect } from "node:util";
import * as socket from "pysocket";
import { OSError, OverflowError, TypeError, UnicodeEncodeError, ValueError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import {
    addCleanup,
    assertCollected,
    cleanUp,
    closing,
    collectGarbage,
    HOST,
    HOSTv6,
    INT_MAX,
    LONG_MAX,
    LONG_MIN,
    lacksIPv6,
    portOf,
    raised,
    ULONG_MAX,
    withDefaultTimeout,
    withUnusedPort,
} from "../support";

const all = socket as unknown as Record<string, unknown>;

/** A value that breaks the types, as a script without types may. */
// biome-ignore lint/suspicious/noExplicitAny: that is what it is for
const wrong = (value: unknown) => value as any;

const bytes = (...values: number[]) => Buffer.from(values);

const isInvalid = (error: unknown) => error instanceof OSError || error instanceof ValueError;
const assertInvalid = (act: () => unknown) => assert.throws(act, isInvalid);

function needIPv6(context: Mocha.Context): void {
    const reason = lacksIPv6();
    if (reason !== null) skip(context, reason);
}

describe("test_socket.GeneralModuleTests", () => {
    afterEach(cleanUp);

    it("test_SocketType_is_socketobject", () => {
        const s = closing(socket.socket());
        assert.ok(s instanceof socket.SocketType);
    });

    it("test_repr", () => {
        const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
        {
            using _ = s;
            const before = inspect(s);
            assert.ok(before.includes(`fd=${s.fileno()}`));
            assert.ok(before.includes(`family=${socket.AF_INET}`));
            assert.ok(before.includes(`type=${socket.SOCK_STREAM}`));
            assert.ok(before.includes("proto=0"));
            assert.ok(!before.includes("raddr"));
            s.bind(["127.0.0.1", 0]);
            assert.ok(inspect(s).includes(`laddr=('127.0.0.1', ${portOf(s)})`));
        }
        assert.ok(inspect(s).includes("[closed]"));
        assert.ok(!inspect(s).includes("laddr"));
    });

    it("test_weakref", async () => {
        const make = () => {
            using s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
            const proxy = new WeakRef(s);
            assert.equal(proxy.deref()?.fileno(), s.fileno());
            return proxy;
        };
        await assertCollected(make());
    });

    it("testSocketError", () => {
        for (const Class of [OSError, socket.herror, socket.gaierror])
            assert.throws(() => {
                throw new Class();
            }, OSError);
    });

    it("testSendtoErrors", () => {
        const s = closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM));
        s.bind(["", 0]);
        const sockname = s.getsockname();
        const sendto = (...args: unknown[]) => raised(TypeError, () => wrong(s).sendto(...args)).message;
        const foo = Buffer.from("foo");
        assert.equal(sendto("\u2620", sockname), "a bytes-like object is required, not 'str'");
        assert.equal(sendto(5.5, sockname), "a bytes-like object is required, not 'float'");
        assert.match(sendto(foo, null), /not NoneType/);
        assert.equal(sendto("\u2620", 0, sockname), "a bytes-like object is required, not 'str'");
        assert.equal(sendto(5.5, 0, sockname), "a bytes-like object is required, not 'float'");
        assert.match(sendto(foo, 0, null), /not NoneType/);
        sendto(foo, "bar", sockname);
        sendto(foo, null, null);
        assert.match(sendto(foo), /\(1 given\)/);
        assert.match(sendto(foo, 0, sockname, 4), /\(4 given\)/);
    });

    it("testCrucialConstants", () => {
        const names = ["AF_INET", "SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_RDM", "SOCK_SEQPACKET"];
        if (socket.has_ipv6) names.push("AF_INET6");
        for (const name of [...names, "SOL_SOCKET", "SO_REUSEADDR"])
            assert.equal(typeof all[name], "number", name);
    });

    it("testCrucialIpProtoConstants", () => {
        assert.equal(typeof socket.IPPROTO_TCP, "number");
        assert.equal(typeof socket.IPPROTO_UDP, "number");
        if (socket.has_ipv6) assert.equal(typeof socket.IPPROTO_IPV6, "number");
    });

    it("testWindowsSpecificConstants", function () {
        if (process.platform !== "win32") skip(this, "the constants are those of Windows");
        for (const name of ["ICLFXBM", "ST", "CBT", "IGP", "RDP", "PGM", "L2TP", "SCTP"])
            assert.equal(typeof all[`IPPROTO_${name}`], "number", name);
    });

    it("test_socket_methods", () => {
        const names = ["accept", "bind", "connect", "connect_ex", "getpeername", "getsockname", "listen"];
        for (const name of [...names, "recvfrom", "recvfrom_into", "sendto", "setsockopt", "shutdown"])
            assert.equal(typeof wrong(socket.socket.prototype)[name], "function", name);
    });

    it("test3542SocketOptions", function () {
        if (process.platform !== "darwin") skip(this, "the options are those of macOS");
        const names = [
            "CHECKSUM",
            "DONTFRAG",
            "DSTOPTS",
            "HOPLIMIT",
            "HOPOPTS",
            "NEXTHOP",
            "PATHMTU",
            "PKTINFO",
        ];
        const received = ["DSTOPTS", "HOPLIMIT", "HOPOPTS", "PATHMTU", "PKTINFO", "RTHDR", "TCLASS"];
        names.push(...received.map((name) => `RECV${name}`));
        for (const name of [...names, "RTHDR", "RTHDRDSTOPTS", "RTHDR_TYPE_0", "TCLASS", "USE_MIN_MTU"])
            assert.equal(typeof all[`IPV6_${name}`], "number", name);
    });

    it("testHostnameRes", function () {
        const hostname = socket.gethostname();
        let ip = "";
        let names: string[] = [];
        try {
            ip = socket.gethostbyname(hostname);
            const [name, aliases] = socket.gethostbyaddr(ip);
            names = [hostname, name, ...aliases];
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            skip(this, `this machine's name cannot be looked up: ${error.message}`);
        }
        assert.ok(ip.includes("."));
        assert.ok(names.includes(socket.getfqdn(ip)), `${socket.getfqdn(ip)} is not one of ${names}`);
    });

    it("test_host_resolution", () => {
        for (const address of [HOST, "10.0.0.1", "255.255.255.255"])
            assert.equal(socket.gethostbyname(address), address);
        assert.ok(socket.gethostbyaddr(HOST)[2].includes(HOST));
    });

    it("test_host_resolution_bad_address", () => {
        for (const address of ["0.1.1.~1", "1+.1.1.1", "::1q", "::1::2", "1:1:1:1:1:1:1:1:1"]) {
            assert.throws(() => socket.gethostbyname(address), OSError, address);
            assert.throws(() => socket.gethostbyaddr(address), OSError, address);
        }
    });

    it("test_sethostname", function () {
        // In a namespace of its own: the name is the machine's.
        const [command, script] = ["unshare", join(__dirname, "sethostname.cjs")];
        const { error, status, stdout, stderr } = spawnSync(command, ["--uts", process.execPath, script], {
            encoding: "utf8",
        });
        if (error !== undefined) skip(this, `a host name of one's own cannot be had: ${error.message}`);
        if (/unshare failed/.test(stderr))
            skip(this, `a host name of one's own cannot be had: ${stderr.trim()}`);
        assert.equal(status, 0, stderr);
        if (stdout === "PermissionError\n") skip(this, "the host name cannot be set without the privilege");
        assert.equal(stdout, "new\nbar\n");
    });

    it("testInterfaceNameIndex", () => {
        for (const [index, name] of socket.if_nameindex()) {
            assert.ok(Number.isInteger(index) && index > 0);
            assert.equal(typeof name, "string");
            assert.equal(socket.if_nametoindex(name), index);
            assert.equal(socket.if_indextoname(index), name);
        }
    });

    it("testInvalidInterfaceIndexToName", () => {
        assert.throws(() => socket.if_indextoname(0), OSError);
        assert.throws(() => socket.if_indextoname(-1), OverflowError);
        assert.throws(() => socket.if_indextoname(wrong(2n ** 1000n)), OverflowError);
        assert.throws(() => socket.if_indextoname(wrong("_DEADBEEF")), TypeError);
        const indices = new Set(socket.if_nameindex().map(([index]) => index));
        const isRefused = (error: unknown) => error instanceof OverflowError || error instanceof OSError;
        for (const index of indices)
            if (!indices.has(index + 2 ** 32))
                assert.throws(() => socket.if_indextoname(index + 2 ** 32), isRefused);
        for (const index of [2 ** 32 - 1, ULONG_MAX])
            if (!indices.has(Number(index)))
                assert.throws(() => socket.if_indextoname(wrong(index)), isRefused);
    });

    it("testInvalidInterfaceNameToIndex", () => {
        assert.throws(() => socket.if_nametoindex(wrong(0)), TypeError);
        assert.throws(() => socket.if_nametoindex("_DEADBEEF"), OSError);
    });

    it("testInterpreterCrash", () => {
        try {
            socket.getnameinfo(["x", 0, 0, 0], 0);
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
        }
    });

    it("testNtoH", () => {
        const { htonl, ntohl, htons, ntohs } = socket;
        const sizes: [(x: number) => number, bigint][] = [
            [htonl, 32n],
            [ntohl, 32n],
            [htons, 16n],
            [ntohs, 16n],
        ];
        for (const [swap, size] of sizes) {
            const mask = (1n << size) - 1n;
            for (const i of [0n, 1n, 0xffffn, ~0xffffn, 2n, 0x01234567n, 0x76543210n])
                assert.equal(swap(swap(Number(i & mask))), Number(i & mask));
            assert.equal(swap(Number(mask)), Number(mask));
            assert.throws(() => swap(2 ** 34), OverflowError);
        }
    });

    it("testNtoHErrors", () => {
        const { htonl, ntohl, htons, ntohs } = socket;
        const goodShorts = [0, 1, 2, 0xffff];
        const badLongs = [-1, -2, 2 ** 32, 2n ** 1000n];
        const badShorts = [...badLongs, -INT_MAX - 2, INT_MAX + 1, 2 ** 16, INT_MAX];
        for (const k of goodShorts) assert.equal(htons(ntohs(k)), k);
        for (const k of [...goodShorts, 0xffffffff]) assert.equal(htonl(ntohl(k)), k);
        for (const swap of [ntohs, htons])
            for (const k of badShorts) assert.throws(() => swap(wrong(k)), OverflowError);
        for (const swap of [ntohl, htonl])
            for (const k of badLongs) assert.throws(() => swap(wrong(k)), OverflowError);
    });

    it("testGetServBy", () => {
        const orNull = <T>(act: () => T): T | null => {
            try {
                return act();
            } catch (error) {
                if (error instanceof OSError) return null;
                throw error;
            }
        };
        const services =
            process.platform === "win32" ? ["echo", "daytime", "domain"] : ["daytime", "qotd", "domain"];
        const service = services.find((name) => orNull(() => socket.getservbyname(name, "tcp")) !== null);
        assert.ok(service !== undefined);
        const port = socket.getservbyname(service, "tcp");
        const port2 = socket.getservbyname(service);
        assert.equal(port2, port);
        const udpport = orNull(() => socket.getservbyname(service, "udp"));
        if (udpport !== null) assert.equal(udpport, port);
        assert.equal(socket.getservbyport(port2), service);
        assert.equal(socket.getservbyport(port, "tcp"), service);
        if (udpport !== null) assert.equal(socket.getservbyport(udpport, "udp"), service);
        assert.throws(() => socket.getservbyport(-1), OverflowError);
        assert.throws(() => socket.getservbyport(65536), OverflowError);
    });

    it("testDefaultTimeout", () => {
        const newTimeout = () => {
            using s = socket.socket();
            return s.gettimeout();
        };
        assert.equal(socket.getdefaulttimeout(), null);
        assert.equal(newTimeout(), null);
        withDefaultTimeout(10, () => {
            assert.equal(socket.getdefaulttimeout(), 10);
            assert.equal(newTimeout(), 10);
            socket.setdefaulttimeout(null);
            assert.equal(socket.getdefaulttimeout(), null);
            assert.equal(newTimeout(), null);
        });
        assert.throws(() => socket.setdefaulttimeout(-1), ValueError);
        assert.throws(() => socket.setdefaulttimeout(wrong("spam")), TypeError);
    });

    it("testIPv4_inet_aton_fourbytes", () => {
        assert.deepEqual(socket.inet_aton("0.0.0.0"), bytes(0, 0, 0, 0));
        assert.deepEqual(socket.inet_aton("255.255.255.255"), bytes(255, 255, 255, 255));
    });

    it("testIPv4toString", () => {
        const f = socket.inet_aton;
        const g = (text: string) => socket.inet_pton(socket.AF_INET, text);
        for (const convert of [f, g]) {
            assert.deepEqual(convert("0.0.0.0"), bytes(0, 0, 0, 0));
            assert.deepEqual(convert("255.0.255.0"), bytes(255, 0, 255, 0));
            assert.deepEqual(convert("170.170.170.170"), bytes(170, 170, 170, 170));
            assert.deepEqual(convert("1.2.3.4"), bytes(1, 2, 3, 4));
            assert.deepEqual(convert("255.255.255.255"), bytes(255, 255, 255, 255));
            for (const text of ["0.0.0.", "300.0.0.0", "a.0.0.0", "1.2.3.4.5", "::1"])
                assertInvalid(() => convert(text));
        }
    });

    it("testIPv6toString", function () {
        if (!socket.has_ipv6) skip(this, "this platform has no IPv6");
        const f = (text: string) => socket.inet_pton(socket.AF_INET6, text).toString("hex");
        const zeros = (count: number) => "00".repeat(count);
        assert.equal(f("::"), zeros(16));
        assert.equal(f("0::0"), zeros(16));
        assert.equal(f("1::"), `0001${zeros(14)}`);
        assert.equal(f("45ef:76cb:1a:56ef:afeb:bac:1924:aeae"), "45ef76cb001a56efafeb0bac1924aeae");
        assert.equal(f("ad42:abc::127:0:254:2"), `ad420abc${zeros(4)}0127000002540002`);
        assert.equal(f("12:a::"), `0012000a${zeros(12)}`);
        assert.equal(f("::254.42.23.64"), `${zeros(12)}fe2a1740`);
        assert.equal(f("42::a29b:254.42.23.64"), `0042${zeros(8)}a29bfe2a1740`);
        assert.equal(f("42:a8b9:0:2:ffff:a29b:254.42.23.64"), "0042a8b900000002ffffa29bfe2a1740");
        const invalid = ["0x20::", ":::", "::0::", "1::abc::", "1::abc::def", "1:2:3:4:5:6", "1:2:3:4:5:6:"];
        invalid.push("1:2:3:4:5:6:7:8:0", "1:2:3:4:5:6:7:8:", "255.254.253.252", "1::260.2.3.0");
        invalid.push("1::0.be.e.0", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4:0", "0.100.200.0:3:4:5:6:7:8");
        for (const text of invalid) assertInvalid(() => f(text));
    });

    it("testStringToIPv4", () => {
        const f = socket.inet_ntoa;
        const g = (packed: Uint8Array) => socket.inet_ntop(socket.AF_INET, packed);
        for (const convert of [f, g]) {
            assert.equal(convert(bytes(1, 0, 1, 0)), "1.0.1.0");
            assert.equal(convert(bytes(0xaa, 0x55, 0xaa, 0x55)), "170.85.170.85");
            assert.equal(convert(bytes(255, 255, 255, 255)), "255.255.255.255");
            assert.equal(convert(bytes(1, 2, 3, 4)), "1.2.3.4");
            for (const length of [3, 5, 16]) assertInvalid(() => convert(Buffer.alloc(length)));
            assert.equal(convert(new Uint8Array([0xaa, 0x55, 0xaa, 0x55])), "170.85.170.85");
        }
    });

    it("testStringToIPv6", function () {
        if (!socket.has_ipv6) skip(this, "this platform has no IPv6");
        const f = (packed: Uint8Array) => socket.inet_ntop(socket.AF_INET6, packed);
        const one = [...new Array(15).fill(0), 1];
        assert.equal(f(Buffer.alloc(16)), "::");
        assert.equal(f(Buffer.from(one)), "::1");
        assert.equal(
            f(Buffer.from("0aef0b0105061001ffff999700550170", "hex")),
            "aef:b01:506:1001:ffff:9997:55:170",
        );
        assert.equal(f(new Uint8Array(one)), "::1");
        for (const length of [15, 17, 4]) assertInvalid(() => f(Buffer.alloc(length, 0x12)));
    });

    it("testSockName", function () {
        const s = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM));
        const port = withUnusedPort((unused) => {
            s.bind(["0.0.0.0", unused]);
            return unused;
        });
        const name = s.getsockname() as [string, number];
        let own = "";
        try {
            own = socket.gethostbyname(socket.gethostname());
        } catch (error) {
            if (!(error instanceof OSError)) throw error;
            skip(this, `this machine's name cannot be looked up: ${error.message}`);
        }
        assert.ok(["0.0.0.0", own].includes(name[0]), name[0]);
        assert.equal(name[1], port);
    });

    it("testGetSockOpt", () => {
        const s = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM));
        assert.equal(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), 0);
    });

    it("testSetSockOpt", () => {
        const s = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM));
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1);
        assert.notEqual(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), 0);
    });

    it("testSendAfterClose", () => {
        const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
        s.settimeout(1);
        s.close();
        assert.throws(() => s.send(Buffer.from("spam")), OSError);
    });

    it("testCloseException", () => {
        const s = socket.socket();
        s.bind([HOST, 0]);
        socket.socket({ fileno: s.fileno() }).close();
        const error = raised(OSError, () => s.close());
        assert.ok(["EBADF", "ENOTSOCK"].includes(String(wrong(error).code)));
    });

    it("testNewAttributes", () => {
        using s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
        assert.equal(s.family, socket.AF_INET);
        assert.equal(s.type, socket.SOCK_STREAM);
        assert.equal(s.proto, 0);
    });

    it("test_getsockaddrarg", () => {
        const s = closing(socket.socket());
        withUnusedPort((port) => {
            assert.throws(() => s.bind([HOST, port + 65536]), OverflowError);
            assert.throws(() => s.bind([HOST, port - 65536]), OverflowError);
            s.bind([HOST, port]);
        });
    });

    it("test_sock_ioctl", function () {
        if (process.platform !== "win32") skip(this, "ioctl() is a method on Windows");
        for (const name of ["SIO_RCVALL", "RCVALL_ON", "RCVALL_OFF", "SIO_KEEPALIVE_VALS"])
            assert.equal(typeof all[name], "number", name);
        const s = closing(wrong(socket.socket()));
        assert.throws(() => s.ioctl(-1, null), ValueError);
        s.ioctl(all.SIO_KEEPALIVE_VALS, [1, 100, 100]);
    });

    it("test_sio_loopback_fast_path", function () {
        const option = all.SIO_LOOPBACK_FAST_PATH;
        if (option === undefined) skip(this, "SIO_LOOPBACK_FAST_PATH is of Windows");
        const s = closing(wrong(socket.socket()));
        s.ioctl(option, true);
        assert.throws(() => s.ioctl(option, null), TypeError);
    });

    it("testGetaddrinfo", () => {
        const { getaddrinfo, AF_INET, SOCK_STREAM, SOL_TCP, AI_PASSIVE, AF_UNSPEC } = socket;
        for (const info of getaddrinfo(HOST, null)) assert.equal(info.length, 5);
        assert.ok(getaddrinfo("localhost", 80).length > 0);
        assert.ok(getaddrinfo("127.0.0.1", 80).length > 0);
        assert.ok(getaddrinfo(null, 80).length > 0);
        if (lacksIPv6() === null) assert.ok(getaddrinfo("::1", 80).length > 0);
        assert.ok(getaddrinfo(HOST, "http").length > 0);
        assert.ok(getaddrinfo(HOST, 80).length > 0);

        for (const [family, type] of getaddrinfo(HOST, 80, AF_INET, SOCK_STREAM)) {
            assert.equal(family, AF_INET);
            assert.equal(inspect(socket.AddressFamily(family)), `<AddressFamily.AF_INET: ${family}>`);
            assert.equal(String(socket.AddressFamily(family)), String(family));
            assert.equal(type, SOCK_STREAM);
            assert.equal(inspect(socket.SocketKind(type)), `<SocketKind.SOCK_STREAM: ${type}>`);
            assert.equal(String(socket.SocketKind(type)), String(type));
        }
        for (const [, type] of getaddrinfo(HOST, null, 0, SOCK_STREAM)) assert.equal(type, SOCK_STREAM);

        const same: [unknown[], Record<string, unknown>][] = [
            [[HOST, null], { host: HOST, port: null }],
            [[HOST, null, AF_INET], { host: HOST, port: null, family: AF_INET }],
            [[HOST, null, 0, SOCK_STREAM], { host: HOST, port: null, type: SOCK_STREAM }],
            [[HOST, null, 0, 0, SOL_TCP], { host: HOST, port: null, proto: SOL_TCP }],
            [[HOST, null, 0, 0, 0, AI_PASSIVE], { host: HOST, port: null, flags: AI_PASSIVE }],
            [
                [null, 0, AF_UNSPEC, SOCK_STREAM, 0, AI_PASSIVE],
                { host: null, port: 0, family: AF_UNSPEC, type: SOCK_STREAM, proto: 0, flags: AI_PASSIVE },
            ],
        ];
        for (const [positional, named] of same)
            assert.deepEqual(wrong(getaddrinfo)(named), wrong(getaddrinfo)(...positional));

        assert.throws(() => getaddrinfo("localhost", "\ud800"), UnicodeEncodeError);
        try {
            getaddrinfo("localhost", null, 0, 0, 0, socket.AI_NUMERICSERV);
        } catch (error) {
            if (!(error instanceof socket.gaierror)) throw error;
        }
    });

    it("test_getaddrinfo_int_port_overflow", () => {
        const type = socket.SOCK_STREAM;
        for (const port of [ULONG_MAX + 1n, LONG_MAX + 1n, LONG_MAX - 0xffffn + 1n, LONG_MIN - 1n])
            try {
                socket.getaddrinfo(null, wrong(port), { type });
            } catch (error) {
                if (!(error instanceof socket.gaierror)) throw error;
            }
        for (const port of [0, 0xffff]) assert.ok(socket.getaddrinfo(null, port, { type }).length > 0);
    });

    it("test_getnameinfo", () => {
        assert.throws(() => socket.getnameinfo(["mail.python.org", 0], 0), OSError);
    });

    it("test_dealloc_warn", async () => {
        const warnings: Error[] = [];
        const listener = (warning: Error) => warnings.push(warning);
        process.on("warning", listener);
        addCleanup(() => process.off("warning", listener));
        const text = (() => inspect(socket.socket(socket.AF_INET, socket.SOCK_STREAM)))();
        const end = Date.now() + 10_000;
        while (warnings.length === 0 && Date.now() < end) {
            await setImmediate();
            collectGarbage();
        }
        assert.equal(warnings[0]?.name, "ResourceWarning");
        assert.ok(warnings[0].message.includes(text), warnings[0].message);
    });

    it("test_socket_close", () => {
        const s = socket.socket();
        try {
            s.bind([HOST, 0]);
            socket.close(s.fileno());
            assert.throws(() => s.listen(1), OSError);
        } finally {
            assert.throws(() => s.close(), OSError);
        }
        assert.throws(() => socket.close(wrong(null)), TypeError);
        assert.throws(() => socket.close(-1), OSError);
    });

    it("test_listen_backlog", () => {
        for (const backlog of [[0], [-1], []]) {
            using srv = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
            srv.bind([HOST, 0]);
            srv.listen(...backlog);
            assert.equal(srv.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN as number), 1);
        }
    });

    it("test_listen_backlog_overflow", () => {
        using srv = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
        srv.bind([HOST, 0]);
        assert.throws(() => srv.listen(INT_MAX + 1), OverflowError);
    });

    it("test_flowinfo", function () {
        needIPv6(this);
        assert.throws(() => socket.getnameinfo([HOSTv6, 0, 0xffffffff], 0), OverflowError);
        using s = socket.socket(socket.AF_INET6, socket.SOCK_STREAM);
        assert.throws(() => s.bind([HOSTv6, 0, -10]), OverflowError);
    });

    it("test_getaddrinfo_ipv6_basic", function () {
        needIPv6(this);
        const [[, , , , address], ...others] = lookUpIPv6("ff02::1de:c0:face:8D");
        assert.deepEqual(address, ["ff02::1de:c0:face:8d", 1234, 0, 0]);
        assert.equal(others.length, 0);
    });

    it("test_getfqdn_filter_localhost", () => {
        assert.equal(socket.getfqdn(), socket.getfqdn("0.0.0.0"));
        assert.equal(socket.getfqdn(), socket.getfqdn("::"));
    });

    it("test_getaddrinfo_ipv6_scopeid_symbolic", function () {
        needIPv6(this);
        if (process.platform === "win32") skip(this, "Windows knows interfaces by number");
        const [index, name] = socket.if_nameindex()[0];
        const [[, , , , address], ...others] = lookUpIPv6(`ff02::1de:c0:face:8D%${name}`);
        assert.deepEqual(address, ["ff02::1de:c0:face:8d", 1234, 0, index]);
        assert.equal(others.length, 0);
    });

    it("test_getaddrinfo_ipv6_scopeid_numeric", function () {
        needIPv6(this);
        if (process.platform !== "win32") skip(this, "on Windows only are numbers of interfaces documented");
        const [[, , , , address]] = lookUpIPv6("ff02::1de:c0:face:8D%42");
        assert.deepEqual(address, ["ff02::1de:c0:face:8d", 1234, 0, 42]);
    });

    it("test_getnameinfo_ipv6_scopeid_symbolic", function () {
        needIPv6(this);
        if (process.platform === "win32") skip(this, "Windows knows interfaces by number");
        const [index, name] = socket.if_nameindex()[0];
        const flags = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV;
        const found = socket.getnameinfo(["ff02::1de:c0:face:8D", 1234, 0, index], flags);
        assert.deepEqual(found, [`ff02::1de:c0:face:8d%${name}`, "1234"]);
    });

    it("test_getnameinfo_ipv6_scopeid_numeric", function () {
        needIPv6(this);
        if (process.platform !== "win32") skip(this, "on Windows only are numbers of interfaces documented");
        const flags = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV;
        const found = socket.getnameinfo(["ff02::1de:c0:face:8D", 1234, 0, 42], flags);
        assert.deepEqual(found, ["ff02::1de:c0:face:8d%42", "1234"]);
    });

    it("test_str_for_enums", () => {
        using s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
        assert.equal(inspect(socket.AddressFamily(s.family)), `<AddressFamily.AF_INET: ${s.family}>`);
        assert.equal(inspect(socket.SocketKind(s.type)), `<SocketKind.SOCK_STREAM: ${s.type}>`);
        assert.equal(String(socket.AddressFamily(s.family)), String(s.family));
        assert.equal(String(socket.SocketKind(s.type)), String(s.type));
    });

    it("test_socket_consistent_sock_type", () => {
        const type = socket.SOCK_STREAM | (socket.SOCK_NONBLOCK ?? 0) | (socket.SOCK_CLOEXEC ?? 0);
        using s = socket.socket(socket.AF_INET, type);
        const changes = [
            () => s.settimeout(1),
            () => s.settimeout(0),
            () => s.setblocking(true),
            () => s.setblocking(false),
        ];
        for (const change of [() => {}, ...changes]) {
            change();
            assert.equal(s.type, socket.SOCK_STREAM);
        }
    });

    it("test_unknown_socket_family_repr", () => {
        const fileno = socket.socket(socket.AF_INET, socket.SOCK_STREAM).detach();
        const largest = (members: Iterable<{ name: string | null; value: number | bigint }>) =>
            Math.max(
                ...[...members]
                    .filter(({ name }) => !["SOCK_NONBLOCK", "SOCK_CLOEXEC"].includes(name ?? ""))
                    .map(({ value }) => Number(value)),
            );
        const family = largest(socket.AddressFamily) + 1;
        const type = largest(socket.SocketKind) + 1;
        using s = socket.socket({ family, type, proto: 23, fileno });
        assert.equal(s.family, family);
        assert.equal(s.type, type);
        assert.ok([0, 23].includes(s.proto));
    });

    it("test_socket_fileno", () => {
        const take = (s: socket.socket, family: number, type: number) => {
            assert.equal(s.family, family);
            assert.equal(s.type, type);
            const fd = s.fileno();
            const s2 = closing(socket.socket({ fileno: fd }));
            s.detach();
            assert.equal(s2.family, family);
            assert.equal(s2.type, type);
            assert.equal(s2.fileno(), fd);
        };
        for (const type of [socket.SOCK_STREAM, socket.SOCK_DGRAM]) {
            const s = closing(socket.socket(socket.AF_INET, type));
            s.bind([HOST, 0]);
            take(s, socket.AF_INET, type);
        }
        if (lacksIPv6() === null) {
            const s = closing(socket.socket(socket.AF_INET6, socket.SOCK_STREAM));
            s.bind([HOSTv6, 0, 0, 0]);
            take(s, socket.AF_INET6, socket.SOCK_STREAM);
        }
        if (socket.AF_UNIX !== undefined) {
            const folder = temporaryFolder();
            const s = closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM));
            s.bind(join(folder, "name"));
            take(s, socket.AF_UNIX, socket.SOCK_STREAM);
        }
    });

    it("test_socket_fileno_rejects_float", () => {
        assert.throws(() => socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, 42.5), TypeError);
    });

    it("test_socket_fileno_rejects_other_types", () => {
        assert.throws(() => socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, wrong("foo")), TypeError);
    });

    it("test_socket_fileno_rejects_invalid_socket", () => {
        const { message } = raised(ValueError, () =>
            socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, -1),
        );
        assert.match(message, /negative file descriptor/);
    });

    it("test_socket_fileno_rejects_negative", () => {
        const { message } = raised(ValueError, () =>
            socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, -42),
        );
        assert.match(message, /negative file descriptor/);
    });

    it("test_socket_fileno_requires_valid_fd", () => {
        const fileno = openSync(__filename, "r");
        closeSync(fileno);
        for (const family of [-1, socket.AF_INET]) {
            const error = raised(OSError, () => socket.socket({ family, fileno }));
            assert.ok(["EBADF", "ENOTSOCK"].includes(String(wrong(error).code)));
        }
    });

    it("test_socket_fileno_requires_socket_fd", () => {
        const fileno = openSync(__filename, "r");
        addCleanup(() => closeSync(fileno));
        assert.throws(() => socket.socket({ fileno }), OSError);
        const error = raised(OSError, () => socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, fileno));
        assert.equal(wrong(error).code, "ENOTSOCK");
    });

    for (const [test, enumeration, prefix] of [
        ["test_addressfamily_enum", "AddressFamily", "AF_"],
        ["test_socketkind_enum", "SocketKind", "SOCK_"],
        ["test_msgflag_enum", "MsgFlag", "MSG_"],
        ["test_addressinfo_enum", "AddressInfo", "AI_"],
    ])
        it(test, () => {
            const members = wrong(all[enumeration]).__members__ as Record<string, { value: number }>;
            const expected = Object.entries(all).filter(
                // CPython takes names in capitals alone: AF_DECnet is not one of them.
                ([name, value]) =>
                    /^[A-Z0-9_]+$/.test(name) && name.startsWith(prefix) && value !== undefined,
            );
            assert.ok(expected.length > 0);
            const found = Object.entries(members).map(([name, { value }]) => [name, value]);
            assert.deepEqual(Object.fromEntries(found), Object.fromEntries(expected));
            for (const [name, value] of expected) assert.equal(wrong(all[enumeration])[name], value);
        });
});

function lookUpIPv6(host: string): ReturnType<typeof socket.getaddrinfo> {
    return socket.getaddrinfo(host, 1234, socket.AF_INET6, socket.SOCK_DGRAM, socket.IPPROTO_UDP);
}

function temporaryFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "pysocket-"));
    addCleanup(() => rmSync(folder, { recursive: true }));
    return folder;
}
