import {
    bytes,
    call,
    callWith,
    constant,
    each,
    eachWith,
    type Group,
    integer,
    list,
    noIntegers,
    prepare,
    probe,
    read,
    ref,
    type Step,
    thing,
    type Value,
} from "./probe";

const client = prepare("c", "ssl.SSLContext", 16);
const server = prepare("c", "ssl.SSLContext", 17);
const bios = [prepare("a", "ssl.MemoryBIO"), prepare("b", "ssl.MemoryBIO")];
const oddTexts: Value[] = [1, null, 1.5, bytes("x"), list(), "", "é", "\ud800"];
const none: Value[] = [];
const NOWHERE = "/nonexistent/file.pem";

/** Sets attributes of a context, each on a new one, and reads them back. */
function settings(of: Step, name: string, ...values: Value[]) {
    return values.map((value) =>
        probe(
            `${name} = ${JSON.stringify(value)}`,
            of,
            call("internal.set", ref("c"), name, value),
            read(`c.${name}`),
        ),
    );
}

const functions: Group = {
    name: "ssl: functions",
    probes: [
        ...each(
            "ssl.RAND_bytes",
            [],
            [0],
            [-1],
            none,
            [1, 2],
            ...noIntegers.map((value): Value[] => [value]),
        ),
        ...each("ssl.RAND_add", [], ["text", 1.5], [bytes("bytes"), 1], [1, 1], none),
        ...each("ssl.RAND_status", [], none, [1]),
        ...each(
            "ssl.cert_time_to_seconds",
            [],
            ["Jan  5 09:34:43 2018 GMT"],
            ["Feb  9 00:00:00 2007 GMT"],
            ["Jan  5 09:34:43 2018"],
            ["Jan 35 09:34:43 2018 GMT"],
            ["x"],
            [""],
            none,
        ),
        ...each(
            "ssl.DER_cert_to_PEM_cert",
            [],
            [bytes("abc")],
            [bytes("")],
            [bytes("x".repeat(200))],
            ["abc"],
            none,
        ),
        ...each(
            "ssl.PEM_cert_to_DER_cert",
            [],
            ["x"],
            ["-----BEGIN CERTIFICATE-----\nYWJj"],
            ["-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n"],
            [1],
            none,
        ),
        ...each("ssl.get_protocol_name", [], [2], [3], [16], [17], [99], none),
        ...each("ssl._ASN1Object", [], ["serverAuth"], ["x"]),
        ...each("ssl._ASN1Object.fromnid", [], [-1], [0], [100000], ["x"]),
        ...each("ssl._ASN1Object.fromname", [], ["serverauth"], ["x"]),
        ...eachWith(
            "ssl.create_default_context",
            [],
            [[], { cafile: NOWHERE }],
            [[], { cadata: "" }],
            [[], { nothing: 1 }],
        ),
        ...eachWith("ssl._create_default_https_context", [], [[], { cafile: NOWHERE }]),
        ...eachWith("ssl._create_unverified_context", [], [[], { keyfile: "x" }], [[], { cert_reqs: 5 }]),
        probe(
            "_create_unverified_context: verification",
            prepare("c", "ssl._create_unverified_context"),
            read("c.verify_mode"),
            read("c.check_hostname"),
            read("c.protocol"),
        ),
        ...["openssl_cafile_env", "openssl_capath_env"].map((name) =>
            probe(name, prepare("p", "ssl.get_default_verify_paths"), read(`p.${name}`)),
        ),
        ...["HAS_SNI", "HAS_ALPN", "HAS_NPN", "HAS_PSK", "HAS_SSLv3", "PEM_HEADER", "_DEFAULT_CIPHERS"].map(
            (name) => probe(name, read(`ssl.${name}`)),
        ),
        ...["OP_", "VERIFY_", "CERT_", "PROTOCOL_", "ALERT_DESCRIPTION_", "SSL_ERROR_"].map((prefix) =>
            probe(prefix, call("internal.names_of", "ssl", prefix)),
        ),
    ],
};

const contexts: Group = {
    name: "ssl: contexts",
    probes: [
        ...each("ssl.SSLContext", [], [-1], [1], [6], [42], ["x"], [1.5]),
        ...[client, server].flatMap((made) =>
            [
                "protocol",
                "options",
                "verify_mode",
                "verify_flags",
                "check_hostname",
                "minimum_version",
                "maximum_version",
                "security_level",
                "num_tickets",
                "post_handshake_auth",
                "hostname_checks_common_name",
                "keylog_filename",
                "sni_callback",
            ].map((name) => probe(`${name} of a new context`, made, read(`c.${name}`))),
        ),
        ...settings(client, "options", 0, integer(2n ** 100n), "x", null, 1.5),
        ...settings(client, "verify_mode", 0, 1, 2, 3, -1, ...noIntegers),
        ...settings(server, "verify_mode", 0, 1, 2, 3),
        ...settings(client, "verify_flags", 0, 4, 32, "x", null),
        ...settings(client, "check_hostname", 0, 1, "x", "", null, true),
        ...settings(client, "minimum_version", -2, -1, 771, 772, 5, ...noIntegers),
        ...settings(client, "maximum_version", -1, 771, 772, 5, ...noIntegers),
        ...settings(client, "num_tickets", -1, 1, "x"),
        ...settings(server, "num_tickets", -1, 0, 1, 5, ...noIntegers),
        ...settings(client, "post_handshake_auth", 0, 1, null, "x"),
        ...settings(client, "hostname_checks_common_name", 0, 1),
        ...settings(client, "keylog_filename", 1, null, 1.5),
        ...settings(client, "sni_callback", null, 1),
        ...settings(server, "sni_callback", null),
        ...each("c.set_ciphers", [client], ["ALL"], ["x"], [""], [1], [null], none),
        ...each(
            "c.set_alpn_protocols",
            [client],
            [list()],
            [list("http/1.1", "h2")],
            [list("")],
            [list("x".repeat(256))],
            none,
        ),
        ...each("c.set_ecdh_curve", [client], ["prime256v1"], [bytes("secp384r1")], ["x"], [1], [null], none),
        ...each("c.load_dh_params", [client], [null], [1], none),
        ...each("c.load_cert_chain", [client], [NOWHERE], [NOWHERE, NOWHERE], [null], [1], none),
        ...eachWith(
            "c.load_cert_chain",
            [client],
            [[NOWHERE], { password: 1 }],
            [[NOWHERE], { password: "x".repeat(2000) }],
        ),
        ...each("c.load_verify_locations", [client], none, [NOWHERE], [1], [null, 1], [null, null, null]),
        ...eachWith(
            "c.load_verify_locations",
            [client],
            ...["x", bytes("x"), "", bytes(""), 1, "é"].map((cadata): [Value[], Record<string, Value>] => [
                [],
                { cadata },
            ]),
        ),
        ...each("c.load_default_certs", [client], ["SERVER_AUTH"], [1]),
        ...each("c.set_servername_callback", [server], [1], ["x"], [null], none),
        ...each("c.set_psk_client_callback", [client], [1], [null], none),
        ...each("c.set_psk_client_callback", [server], [null]),
        ...each("c.set_psk_server_callback", [client], [null]),
        ...each("c.set_psk_server_callback", [server], [1], [null], [null, "hint"]),
        ...each("c.cert_store_stats", [client], none),
        ...each("c.session_stats", [client], none),
        ...each("c.get_ca_certs", [client], none, [true]),
    ],
};

const objects: Group = {
    name: "ssl: objects, buffers and sockets",
    probes: [
        ...each("a.read", bios, none, [0], [-1], [5], ...noIntegers.map((value): Value[] => [value])),
        ...each(
            "a.write",
            bios,
            [bytes("abc")],
            [bytes("")],
            ...["x", null, 1, 1.5].map((value): Value[] => [value]),
        ),
        probe(
            "write after the end",
            ...bios,
            call("a.write_eof"),
            read("a.eof"),
            call("a.write", bytes("x")),
        ),
        ...each("ssl.MemoryBIO", [], [1]),
        ...each("ssl.SSLSocket", [], none, [1]),
        ...each("ssl.SSLObject", [], none, [1]),
        ...each("ssl.SSLSession", [], none),
        ...each("c.wrap_bio", [...bios, client], [1, 2], [ref("a"), 2], none),
        ...eachWith(
            "c.wrap_bio",
            [...bios, client],
            ...["", ".a", "a\0b", "..", "a".repeat(64)].map(
                (server_hostname): [Value[], Record<string, Value>] => [
                    [ref("a"), ref("b")],
                    { server_hostname },
                ],
            ),
            [[ref("a"), ref("b")], { server_side: true }],
            [[ref("a"), ref("b")], { server_hostname: "a", session: 1 }],
        ),
        ...each("c.wrap_bio", [...bios, server], [ref("a"), ref("b")]),
        probe(
            "an object before its handshake",
            ...bios,
            client,
            {
                ...callWith("c.wrap_bio", [ref("a"), ref("b")], { server_hostname: "localhost" }),
                set: "o",
                quiet: true,
            },
            ...["server_side", "server_hostname", "session_reused"].map((name) => read(`o.${name}`)),
            ...[
                "version",
                "cipher",
                "shared_ciphers",
                "selected_alpn_protocol",
                "compression",
                "pending",
                "get_channel_binding",
                "getpeercert",
                "do_handshake",
                "unwrap",
                "verify_client_post_handshake",
            ].map((name) => call(`o.${name}`)),
            call("o.read", -1),
            call("o.read", "x"),
            call("o.write", "x"),
            call("o.get_channel_binding", "x"),
        ),
        probe(
            "a socket that is not connected",
            client,
            prepare("s", "socket.socket"),
            {
                ...callWith("c.wrap_socket", [ref("s")], { server_hostname: "localhost" }),
                set: "t",
                quiet: true,
            },
            call("s.fileno"),
            ...["server_side", "server_hostname", "session", "session_reused"].map((name) =>
                read(`t.${name}`),
            ),
            ...["getpeercert", "cipher", "do_handshake", "version", "pending", "read", "dup", "sendmsg"].map(
                (name) => call(`t.${name}`),
            ),
            call("t.recv", 1),
            call("t.send", bytes("x")),
            call("t.write", bytes("x")),
            call("t.get_channel_binding", "x"),
            call("t.get_channel_binding"),
            call("t.recvmsg", 1),
            call("t.close"),
            call("t.recv", 1),
            call("t.version"),
        ),
        ...each("c.wrap_socket", [client, prepare("s", "socket.socket")], [ref("s")], [ref("s"), true], none),
        ...eachWith(
            "c.wrap_socket",
            [server, prepare("s", "socket.socket")],
            [[ref("s")], { server_side: true, server_hostname: "x" }],
            [[ref("s")], { nothing: 1 }],
        ),
        probe(
            "a datagram socket",
            client,
            prepare("s", "socket.socket", constant("AF_INET"), constant("SOCK_DGRAM")),
            callWith("c.wrap_socket", [ref("s")], { server_hostname: "localhost" }),
        ),
        ...["SSLError", "SSLZeroReturnError", "SSLCertVerificationError", "SSLSyscallError"].map((name) =>
            probe(name, prepare("e", `ssl.${name}`, 1, "foo"), read("e.errno"), read("e.strerror")),
        ),
        ...oddTexts.map((text) =>
            probe(
                `SSLError(1, ${JSON.stringify(text)})`,
                prepare("e", "ssl.SSLError", 1, text),
                read("e.errno"),
            ),
        ),
        probe("a thing in place of a context", client, ...bios, call("internal.set", thing("plain"), "x", 1)),
    ],
};

export const sslGroups: Group[] = [functions, contexts, objects];
