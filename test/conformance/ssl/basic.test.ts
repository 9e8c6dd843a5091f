import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import * as socket from "pysocket";
import { NotImplementedError, OSError, TypeError, ValueError } from "pysocket/builtins";
import * as ssl from "pysocket/ssl";
import { fileOf, fileWithKey, makeCertificate, theCertificates } from "../../support/certificates";
import { addCleanup, cleanUp, closing, collectGarbage, HOST, raised } from "../support";
import { connected, EchoServer, lenientContext, Pair, testingContext, warningsOf } from "./support";

// biome-ignore lint/suspicious/noExplicitAny: a value that breaks the types, as a script without types may
const wrong = (value: unknown) => value as any;

/** A certificate as OpenSSL's store decodes it: one of an authority, which others need not be. */
function decoded(request: Parameters<typeof makeCertificate>[0]): ssl.PeerCertificate {
    const context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
    context.load_verify_locations({ cadata: makeCertificate({ ...request, isAuthority: true }).pem });
    return context.get_ca_certs()[0];
}

describe("test_ssl.BasicSocketTests", () => {
    afterEach(cleanUp);

    it("test_constants", () => {
        assert.deepEqual([ssl.CERT_NONE, ssl.CERT_OPTIONAL, ssl.CERT_REQUIRED], [0, 1, 2]);
        assert.equal(ssl.HAS_SNI && ssl.HAS_ECDH && ssl.HAS_TLSv1_2 && ssl.HAS_TLSv1_3, true);
        assert.equal(ssl.PROTOCOL_TLS, ssl.PROTOCOL_SSLv23);
    });

    it("test_options", () => {
        for (const [name, value] of Object.entries(ssl))
            if (name.startsWith("OP_")) assert.ok((value as number) >= 0, name);
    });

    it("test_private_init", () => {
        const s = closing(socket.socket());
        assert.throws(() => Reflect.construct(ssl.SSLSocket, [s]), /public constructor/);
    });

    it("test_str_for_enums", () => {
        const member = ssl._SSLMethod(ssl.PROTOCOL_TLS_CLIENT);
        assert.equal(member.name, "PROTOCOL_TLS_CLIENT");
        assert.equal(String(member), "16");
        assert.equal(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).protocol, ssl.PROTOCOL_TLS_CLIENT);
    });

    it("test_random", () => {
        assert.equal(ssl.RAND_status(), true);
        assert.equal(ssl.RAND_bytes(16).length, 16);
        assert.notDeepEqual(ssl.RAND_bytes(16), ssl.RAND_bytes(16));
        raised(ValueError, () => ssl.RAND_bytes(-5));
        ssl.RAND_add("this is a random string", 75);
        ssl.RAND_add(Buffer.from("this is a random bytes object"), 75);
    });

    it("test_parse_cert", () => {
        const { subject, issuer, version, serialNumber, ...rest } = decoded({
            subject: { C: "XY", L: "Castle Anthrax", O: "pysocket", CN: "localhost" },
            names: ["DNS:localhost"],
            ocsp: "http://ocsp.example.org/",
            issuers: "http://ca.example.org/ca.cer",
            crl: "http://ca.example.org/ca.crl",
        });
        assert.deepEqual(subject, [
            [["countryName", "XY"]],
            [["localityName", "Castle Anthrax"]],
            [["organizationName", "pysocket"]],
            [["commonName", "localhost"]],
        ]);
        assert.deepEqual(issuer, subject);
        assert.equal(version, 3);
        assert.match(serialNumber ?? "", /^4B[0-9A-F]+$/);
        assert.match(rest.notBefore ?? "", /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} GMT$/);
        assert.ok(ssl.cert_time_to_seconds(rest.notAfter ?? "") > Date.now() / 1000);
        assert.deepEqual(rest.subjectAltName, [["DNS", "localhost"]]);
        assert.deepEqual(rest.OCSP, ["http://ocsp.example.org/"]);
        assert.deepEqual(rest.caIssuers, ["http://ca.example.org/ca.cer"]);
        assert.deepEqual(rest.crlDistributionPoints, ["http://ca.example.org/ca.crl"]);
    });

    it("test_parse_cert_CVE_2013_4238", () => {
        const names = ["DNS:altnull.example.org\0example.com", "email:null@example.org\0user@example.com"];
        const { subject, subjectAltName } = decoded({
            subject: { CN: "null.example.org\0example.com" },
            names: [...names, "IP:192.0.2.1", "IP:2001:db8::1"],
        });
        assert.deepEqual(subject, [[["commonName", "null.example.org\0example.com"]]]);
        assert.deepEqual(subjectAltName, [
            ["DNS", "altnull.example.org\0example.com"],
            ["email", "null@example.org\0user@example.com"],
            ["IP Address", "192.0.2.1"],
            ["IP Address", "2001:DB8:0:0:0:0:0:1"],
        ]);
    });

    it("test_parse_all_sans", () => {
        const names = [
            "DNS:allsans",
            "other:x",
            "email:user@example.org",
            "dirName:example",
            "URI:https://example.org/",
        ];
        const { subjectAltName } = decoded({
            subject: { CN: "allsans" },
            names: [...names, "IP:127.0.0.1", "IP:::1", "RID:1.2.3.4.5"],
        });
        assert.deepEqual(subjectAltName, [
            ["DNS", "allsans"],
            ["othername", "<unsupported>"],
            ["email", "user@example.org"],
            ["DirName", [[["commonName", "example"]]]],
            ["URI", "https://example.org/"],
            ["IP Address", "127.0.0.1"],
            ["IP Address", "0:0:0:0:0:0:0:1"],
            ["Registered ID", "1.2.3.4.5"],
        ]);
    });

    it("test_DER_to_PEM", () => {
        const { pem, der } = theCertificates().authority;
        assert.deepEqual(ssl.PEM_cert_to_DER_cert(pem), der);
        assert.equal(ssl.DER_cert_to_PEM_cert(der), pem);
        assert.ok(pem.startsWith(`${ssl.PEM_HEADER}\n`) && pem.endsWith(`\n${ssl.PEM_FOOTER}\n`));
    });

    it("test_openssl_version", () => {
        const [major, minor, , patch, status] = ssl.OPENSSL_VERSION_INFO;
        assert.ok(ssl.OPENSSL_VERSION_NUMBER >= 0x10101000 && ssl.OPENSSL_VERSION_NUMBER < 0x40000000);
        assert.ok(major >= 1 && major < 4 && minor < 256 && patch <= 63 && status <= 15);
        assert.ok(ssl.OPENSSL_VERSION.startsWith(`OpenSSL ${major}.${minor}.${patch}`), ssl.OPENSSL_VERSION);
    });

    it("test_wrapped_unconnected", () => {
        const ss = closing(lenientContext().wrap_socket(socket.socket()));
        raised(OSError, () => ss.recv(1));
        raised(OSError, () => ss.recv_into(Buffer.alloc(1)));
        raised(OSError, () => ss.recvfrom(1));
        raised(OSError, () => ss.recvfrom_into(Buffer.alloc(1), wrong(1) as never));
        raised(OSError, () => ss.send(Buffer.from("x")));
        raised(OSError, () => ss.sendto(Buffer.from("x"), ["0.0.0.0", 0]));
        raised(NotImplementedError, () => ss.dup());
        raised(NotImplementedError, () => ss.sendmsg());
        raised(NotImplementedError, () => ss.recvmsg());
        raised(NotImplementedError, () => ss.recvmsg_into());
    });

    it("test_timeout", () => {
        for (const timeout of [null, 0, 5]) {
            const s = socket.socket();
            s.settimeout(timeout);
            assert.equal(closing(lenientContext().wrap_socket(s)).gettimeout(), timeout);
        }
    });

    it("test_openssl111_deprecations", () => {
        for (const option of [ssl.OP_NO_TLSv1, ssl.OP_NO_TLSv1_1, ssl.OP_NO_TLSv1_2, ssl.OP_NO_TLSv1_3]) {
            const context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
            const texts = warningsOf(() => {
                context.options += option;
            });
            assert.deepEqual(texts, ["ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated"]);
        }
        for (const name of [
            "PROTOCOL_TLSv1",
            "PROTOCOL_TLSv1_1",
            "PROTOCOL_TLSv1_2",
            "PROTOCOL_TLS",
        ] as const)
            assert.deepEqual(
                warningsOf(() => ssl.SSLContext(ssl._SSLMethod[name])),
                [`ssl.${name} is deprecated`],
            );
        for (const name of ["SSLv3", "TLSv1", "TLSv1_1"] as const) {
            const context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
            const texts = warningsOf(() => {
                if (name !== "SSLv3") context.minimum_version = ssl.TLSVersion[name];
            });
            assert.deepEqual(texts, name === "SSLv3" ? [] : [`ssl.TLSVersion.${name} is deprecated`]);
        }
    });

    for (const [name, text] of [
        ["test_empty_cert", ""],
        ["test_malformed_cert", `${ssl.PEM_HEADER}\nthis is no certificate\n${ssl.PEM_FOOTER}\n`],
    ] as const)
        it(name, () => {
            raised(ssl.SSLError, () => lenientContext().load_cert_chain(fileOf(text)));
        });

    it("test_malformed_key", () => {
        const { pem } = theCertificates().server;
        const bad = `${pem}-----BEGIN PRIVATE KEY-----\nthis is no key\n-----END PRIVATE KEY-----\n`;
        raised(ssl.SSLError, () => lenientContext().load_cert_chain(fileOf(bad)));
    });

    it("test_server_side", () => {
        const context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER);
        const sock = closing(socket.socket());
        raised(ValueError, () =>
            context.wrap_socket(sock, { server_side: true, server_hostname: "some.hostname" }),
        );
    });

    it("test_unknown_channel_binding", () => {
        const s = closing(socket.create_server([HOST, 0]));
        const c = socket.create_connection(s.getsockname() as [string, number]);
        const ss = closing(lenientContext().wrap_socket(c, { do_handshake_on_connect: false }));
        raised(ValueError, () => ss.get_channel_binding("unknown-type"));
    });

    it("test_tls_unique_channel_binding", () => {
        const ss = closing(lenientContext().wrap_socket(socket.socket()));
        assert.equal(ss.get_channel_binding("tls-unique"), null);
        const { server } = testingContext();
        const accepting = closing(server.wrap_socket(socket.socket(), { server_side: true }));
        assert.equal(accepting.get_channel_binding("tls-unique"), null);
    });

    it("test_dealloc_warn", async () => {
        const texts: string[] = [];
        const note = ({ message }: Error) => texts.push(message);
        process.on("warning", note);
        addCleanup(() => process.off("warning", note));
        const text = (() => String(lenientContext().wrap_socket(socket.socket())))();
        while (!texts.some((each) => each.includes(text))) {
            collectGarbage();
            await setImmediate();
        }
    });

    it("test_get_default_verify_paths", () => {
        const paths = ssl.get_default_verify_paths();
        const { openssl_cafile, openssl_capath } = paths;
        assert.deepEqual(
            [paths.openssl_cafile_env, paths.openssl_capath_env],
            ["SSL_CERT_FILE", "SSL_CERT_DIR"],
        );
        assert.ok(paths.openssl_cafile === openssl_cafile && paths.openssl_capath === openssl_capath);
        assert.ok(paths.capath === null || existsSync(paths.capath));
        assert.equal(Object.keys(paths).length, 6);
        assert.ok(paths instanceof ssl.DefaultVerifyPaths);
        const file = fileOf(theCertificates().authority.pem);
        const before = process.env.SSL_CERT_FILE;
        process.env.SSL_CERT_FILE = file;
        try {
            assert.equal(ssl.get_default_verify_paths().cafile, file);
        } finally {
            if (before === undefined) delete process.env.SSL_CERT_FILE;
            else process.env.SSL_CERT_FILE = before;
        }
    });

    it("test_asn1object", () => {
        const facts = (object: ssl._ASN1Object) => ({ ...object });
        const expected = {
            nid: 129,
            shortname: "serverAuth",
            longname: "TLS Web Server Authentication",
            oid: "1.3.6.1.5.5.7.3.1",
        };
        assert.deepEqual(facts(ssl._ASN1Object("1.3.6.1.5.5.7.3.1")), expected);
        raised(ValueError, () => ssl._ASN1Object("serverAuth"));
        assert.deepEqual(facts(ssl._ASN1Object.fromnid(129)), expected);
        raised(ValueError, () => ssl._ASN1Object.fromnid(-1));
        assert.match(raised(ValueError, () => ssl._ASN1Object.fromnid(100000)).message, /unknown NID 100000/);
        for (const name of ["TLS Web Server Authentication", "serverAuth", "1.3.6.1.5.5.7.3.1"])
            assert.deepEqual(facts(ssl._ASN1Object.fromname(name)), expected);
        assert.equal(
            raised(ValueError, () => ssl._ASN1Object.fromname("serverauth")).message,
            "unknown object 'serverauth'",
        );
    });

    it("test_purpose_enum", () => {
        assert.ok(ssl.Purpose.SERVER_AUTH instanceof ssl._ASN1Object);
        assert.equal(ssl.Purpose.SERVER_AUTH.nid, 129);
        assert.equal(ssl.Purpose.SERVER_AUTH.shortname, "serverAuth");
        assert.equal(ssl.Purpose.CLIENT_AUTH.nid, 130);
        assert.equal(ssl.Purpose.CLIENT_AUTH.oid, "1.3.6.1.5.5.7.3.2");
    });

    it("test_unsupported_dtls", () => {
        const s = closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM));
        const error = raised(NotImplementedError, () => lenientContext().wrap_socket(s));
        assert.equal(error.message, "only stream sockets are supported");
    });

    const times = {
        "Jan  5 09:34:43 2018 GMT": 1515144883,
        "Jan 05 09:34:43 2018 GMT": 1515144883,
        "JaN  5 09:34:43 2018 GmT": 1515144883,
        "Dec 31 23:59:60 2008 GMT": 1230768000,
        "Jan  1 00:00:00 2009 GMT": 1230768000,
        "Jan  5 09:34:59 2018 GMT": 1515144899,
        "Jan  5 09:34:60 2018 GMT": 1515144900,
        "Jan  5 09:34:61 2018 GMT": 1515144901,
        "Dec 31 23:59:59 9999 GMT": 253402300799,
        "May  9 00:00:00 2007 GMT": 1178668800,
    };

    it("test_cert_time_to_seconds", () => {
        for (const [text, seconds] of Object.entries(times))
            assert.equal(ssl.cert_time_to_seconds(text), seconds, text);
        for (const text of [
            "Jan  5 09:34 2018 GMT",
            "Jan  5 09:34:43 2018",
            "Jan  5 09:34:43 2018 UTC",
            "Jan 35 09:34:43 2018 GMT",
            "Jon  5 09:34:43 2018 GMT",
            "Jan  5 24:00:00 2018 GMT",
            "Jan  5 09:60:43 2018 GMT",
            "Jan  5 09:34:62 2018 GMT",
        ])
            raised(ValueError, () => ssl.cert_time_to_seconds(text));
    });

    it("test_cert_time_to_seconds_timezone", () => {
        const before = process.env.TZ;
        process.env.TZ = "Asia/Kolkata";
        try {
            assert.equal(ssl.cert_time_to_seconds("May  9 00:00:00 2007 GMT"), 1178668800);
        } finally {
            if (before === undefined) delete process.env.TZ;
            else process.env.TZ = before;
        }
    });

    it("test_connect_ex_error", () => {
        const reserved = closing(socket.socket());
        reserved.bind([HOST, 0]);
        const s = closing(lenientContext().wrap_socket(socket.socket()));
        assert.notEqual(s.connect_ex(reserved.getsockname() as [string, number]), 0);
    });

    it("test_read_write_zero", () => {
        const { client, server, hostname } = testingContext();
        const s = connected(new EchoServer(server), client, { server_hostname: hostname });
        assert.deepEqual(s.recv(0), Buffer.alloc(0));
        assert.equal(s.send(Buffer.alloc(0)), 0);
    });
});

describe("test_ssl.SSLErrorTests", () => {
    afterEach(cleanUp);

    it("test_str", () => {
        for (const Class of [ssl.SSLError, ssl.SSLZeroReturnError]) {
            const error = new Class(1, "foo");
            assert.equal(error.message, "foo");
            assert.equal(error.errno, 1);
        }
    });

    it("test_lib_reason", () => {
        const context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT);
        const file = fileWithKey(theCertificates().server);
        const error = raised(ssl.SSLError, () => context.load_dh_params(file));
        assert.equal(error.library, "PEM");
        assert.equal(error.reason, "NO_START_LINE");
        assert.match(error.message, /^\[PEM: NO_START_LINE\] no start line/);
    });

    it("test_subclass", () => {
        const s = closing(socket.create_server([HOST, 0]));
        const c = socket.create_connection(s.getsockname() as [string, number]);
        c.setblocking(false);
        const ss = closing(lenientContext().wrap_socket(c, false, false));
        const error = raised(ssl.SSLWantReadError, () => ss.do_handshake());
        assert.equal(error.message, "The operation did not complete (read)");
        assert.equal(error.errno, ssl.SSL_ERROR_WANT_READ);
    });

    it("test_bad_server_hostname", () => {
        const context = ssl.create_default_context({ cadata: theCertificates().authority.pem });
        const wrap = (server_hostname: string) =>
            context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), { server_hostname });
        raised(ValueError, () => wrap(""));
        raised(ValueError, () => wrap(".example.org"));
        raised(TypeError, () => wrap("example.org\0evil.com"));
    });
});

describe("test_ssl.MemoryBIOTests", () => {
    const read = (bio: ssl.MemoryBIO, size?: number) => bio.read(size).toString();
    const b = (text: string) => Buffer.from(text);

    it("test_read_write", () => {
        const bio = ssl.MemoryBIO();
        bio.write(b("foo"));
        assert.deepEqual([read(bio), read(bio)], ["foo", ""]);
        bio.write(b("foo"));
        bio.write(b("bar"));
        assert.deepEqual([read(bio), read(bio)], ["foobar", ""]);
        bio.write(b("baz"));
        assert.deepEqual([read(bio, 2), read(bio, 1), read(bio, 1)], ["ba", "z", ""]);
    });

    it("test_eof", () => {
        const bio = ssl.MemoryBIO();
        assert.equal(bio.eof, false);
        bio.write(b("foo"));
        bio.write_eof();
        assert.equal(bio.eof, false);
        assert.equal(read(bio, 2), "fo");
        assert.equal(bio.eof, false);
        assert.equal(read(bio, 1), "o");
        assert.equal(bio.eof, true);
        assert.equal(read(bio), "");
    });

    it("test_pending", () => {
        const bio = ssl.MemoryBIO();
        bio.write(b("foo"));
        assert.equal(bio.pending, 3);
        for (const left of [2, 1, 0]) {
            bio.read(1);
            assert.equal(bio.pending, left);
        }
        for (const count of [1, 2, 3]) {
            bio.write(b("x"));
            assert.equal(bio.pending, count);
        }
        bio.read();
        assert.equal(bio.pending, 0);
    });

    it("test_buffer_types", () => {
        const bio = ssl.MemoryBIO();
        bio.write(new Uint8Array(b("bar")));
        assert.equal(read(bio), "bar");
        bio.write(new DataView(new Uint8Array(b("baz")).buffer));
        assert.equal(read(bio), "baz");
    });

    it("test_error_types", () => {
        const bio = ssl.MemoryBIO();
        for (const value of ["foo", null, true, 1]) raised(TypeError, () => bio.write(wrong(value)));
    });
});

describe("test_ssl.SSLObjectTests", () => {
    it("test_private_init", () => {
        const bio = ssl.MemoryBIO();
        assert.throws(() => Reflect.construct(ssl.SSLObject, [bio, bio]), /public constructor/);
    });

    it("test_unwrap", () => {
        const { client, server } = testingContext();
        const pair = new Pair(client, server).shake();
        raised(ssl.SSLWantReadError, () => pair.client.unwrap());
        pair.server.unwrap();
        pair.client.unwrap();
    });
});

describe("test_ssl.TestEnumerations", () => {
    it("test_tlsversion", () => {
        const { MINIMUM_SUPPORTED, SSLv3, TLSv1, TLSv1_1, TLSv1_2, TLSv1_3, MAXIMUM_SUPPORTED } =
            ssl.TLSVersion;
        assert.deepEqual(
            [MINIMUM_SUPPORTED, SSLv3, TLSv1, TLSv1_1, TLSv1_2, TLSv1_3, MAXIMUM_SUPPORTED],
            [-2, 768, 769, 770, 771, 772, -1],
        );
    });

    for (const [test, enumeration, prefix] of [
        ["test_sslmethod", ssl._SSLMethod, "PROTOCOL_"],
        ["test_options", ssl.Options, "OP_"],
        ["test_alertdescription", ssl.AlertDescription, "ALERT_DESCRIPTION_"],
        ["test_sslerrornumber", ssl.SSLErrorNumber, "SSL_ERROR_"],
        ["test_verifyflags", ssl.VerifyFlags, "VERIFY_"],
        ["test_verifymode", ssl.VerifyMode, "CERT_"],
    ] as const)
        it(test, () => {
            const members = Object.keys(enumeration.__members__).sort();
            const constants = Object.keys(ssl).filter((name) => name.startsWith(prefix));
            assert.deepEqual(members, constants.sort());
        });
});
