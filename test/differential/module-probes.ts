import {
    bytearray,
    bytes,
    call,
    callWith,
    constant,
    each,
    eachWith,
    type Group,
    integer,
    limits,
    list,
    memoryview,
    noIntegers,
    prepare,
    probe,
    quietly,
    read,
    ref,
    thing,
    type Value,
} from "./probe";

const oddTexts: Value[] = [
    1,
    null,
    1.5,
    bytes("http"),
    list(),
    thing("plain"),
    "a\0b",
    "\ud800",
    "",
    "é",
    true,
];
const none: Value[] = [];

const services: Group = {
    name: "getservbyname, getservbyport, getprotobyname",
    probes: [
        ...each("socket.getservbyname", [], none, ["http", "tcp", "x"]),
        ...each(
            "socket.getservbyname",
            [],
            ...["http", "https", "domain", "nonono", "HTTP", "x".repeat(5000)].map((name): Value[] => [name]),
            ...oddTexts.map((name): Value[] => [name]),
            ...["tcp", "udp", "TCP", "xx", ...oddTexts].map((protocol): Value[] => ["http", protocol]),
        ),
        ...eachWith("socket.getservbyname", [], [[], { servicename: "http" }]),
        ...each("socket.getservbyport", [], none, [80, "tcp", 1]),
        ...each(
            "socket.getservbyport",
            [],
            ...[0, 1, 22, 80, 443, 53, 65535, 65536, ...limits, ...noIntegers, true].map((port) => [port]),
            ...["tcp", "udp", "xx", ...oddTexts].map((protocol): Value[] => [80, protocol]),
            [-1, null],
        ),
        ...each("socket.getprotobyname", [], none, ["icmp", 1]),
        ...each(
            "socket.getprotobyname",
            [],
            ...["icmp", "tcp", "udp", "ip", "ipv6-icmp", "TCP", "nonono", "x".repeat(5000), ...oddTexts].map(
                (name) => [name],
            ),
        ),
    ],
};

const interfaces: Group = {
    name: "if_nameindex, if_nametoindex, if_indextoname",
    probes: [
        ...each("socket.if_nameindex", [], none, [1]),
        ...each("socket.if_nametoindex", [], none, ["a", "b"]),
        ...each(
            "socket.if_nametoindex",
            [],
            ...["lo", bytes("lo"), bytearray("lo"), "nonexistent0", "x".repeat(15), "x".repeat(1000)].map(
                (name) => [name],
            ),
            ...oddTexts.map((name) => [name]),
        ),
        ...each("socket.if_indextoname", [], none, [1, 2]),
        ...each(
            "socket.if_indextoname",
            [],
            ...[0, 1, 99999, true, 2 ** 32 - 1, ...limits, ...noIntegers].map((index) => [index]),
        ),
    ],
};

const hosts: Value[] = [
    "localhost",
    "127.0.0.1",
    "",
    "::1",
    "::",
    "<broadcast>",
    "255.255.255.255",
    "192.0.2.1",
    "nonexistent.invalid",
    "a\0b",
    "é..b",
    "x".repeat(64),
    bytes("localhost"),
    bytearray("127.0.0.1"),
    memoryview("localhost"),
    bytes("\xff"),
    1,
    null,
    1.5,
    list(),
    thing("plain"),
];

const flags = ["NI_NUMERICHOST", "NI_NUMERICSERV", "NI_NAMEREQD", "NI_DGRAM", "NI_NOFQDN"];

const names: Group = {
    name: "gethostbyname_ex, gethostbyaddr, getnameinfo, sethostname",
    probes: [
        ...each(
            "socket.gethostbyname_ex",
            [],
            none,
            ["a", "b"],
            ...hosts.filter((host) => host !== "<broadcast>").map((host) => [host]),
        ),
        // Without a name server the C library leaves it open which error "::" has.
        ...each(
            "socket.gethostbyaddr",
            [],
            none,
            ["a", "b"],
            ...hosts.filter((host) => host !== "::").map((host) => [host]),
        ),
        ...each("socket.getnameinfo", [], none, [["127.0.0.1", 80]], [["127.0.0.1", 80], 3, 4]),
        ...[
            ["127.0.0.1", 80],
            ["::1", 80],
            ["::1", 80, 0, 0],
            ["::1", 80, 5, 1],
            ["::1", 80, 2 ** 20, 0],
            ["::1", 80, -1, 0],
            ["::1", 80, 0, -1],
            ["fe80::1", 80, 0, 1],
            ["fe80::1", 80, 0, 4000],
            ["fe80::1%lo", 80],
            ["127.0.0.1", 80, 0],
            ["127.0.0.1", 80, 0, 0],
            ["127.0.0.1", 80, 0, 0, 0],
            ["127.0.0.1"],
            [],
            ["localhost", 80],
            ["", 80],
            ["127.0.0.1", 65535],
            ["127.0.0.1", 65536],
            ["127.0.0.1", 2 ** 31 - 1],
            ["127.0.0.1", -1],
            ["x", -1],
            ["127.0.0.1", integer(2n ** 64n)],
            ["127.0.0.1", "http"],
            ["127.0.0.1", 1.5],
            ["127.0.0.1", 80, "x"],
            ["127.0.0.1", 80, 0, "x"],
            [bytes("127.0.0.1"), 80],
            [null, 80],
            ["a\0", 80],
            ["\ud800", 80],
            ["é", 80],
            ["127.1", 80],
            "x",
            5,
            null,
        ].flatMap((address) =>
            each(
                "socket.getnameinfo",
                [],
                [address as Value, 3],
                [address as Value, 0],
                [address as Value, 8],
            ),
        ),
        ...each(
            "socket.getnameinfo",
            [],
            ...[...limits, ...noIntegers, ...flags.map(constant)].map((flag): Value[] => [
                ["127.0.0.1", 53],
                flag,
            ]),
        ),
        ...each(
            "socket.sethostname",
            [],
            none,
            ["a", "b"],
            ["x".repeat(300)],
            [bytes("x".repeat(300))],
            [bytearray("x")],
            [1],
            [null],
            ["a\0b"],
            ["\ud800"],
            [thing("plain")],
        ),
        ...each("socket.getfqdn", [], ...hosts.map((host) => [host])),
        ...[
            "AI_PASSIVE",
            "AI_CANONNAME",
            "AI_NUMERICHOST",
            "AI_NUMERICSERV",
            "AI_V4MAPPED",
            "AI_ALL",
            "AI_ADDRCONFIG",
        ].map((flag) =>
            probe(
                flag,
                callWith("socket.getaddrinfo", ["localhost", 80], {
                    type: constant("SOCK_STREAM"),
                    flags: constant(flag),
                }),
                callWith("socket.getaddrinfo", [null, "http"], { flags: constant(flag) }),
                callWith("socket.getaddrinfo", ["127.0.0.1", "http"], {
                    family: constant("AF_INET6"),
                    flags: constant(flag),
                }),
                callWith("socket.getaddrinfo", ["fe80::1%lo", "80"], {
                    proto: constant("IPPROTO_UDP"),
                    flags: constant(flag),
                }),
            ),
        ),
    ],
};

const errors: Group = {
    name: "gaierror, herror",
    probes: [
        ...["socket.gaierror", "socket.herror"].flatMap((at) =>
            each(at, [], none, ["x"], [1, "x"], [-2, "x", "y"], ["a", "b", "c", "d", "e", "f"]),
        ),
    ],
};

const descriptors: Group = {
    name: "dup, fromfd",
    probes: [
        ...each(
            "socket.dup",
            [],
            none,
            [1, 2],
            ...[...limits, ...noIntegers].filter((fd) => fd !== 2 ** 32).map((fd) => [fd]),
        ),
        ...each(
            "socket.fromfd",
            [],
            none,
            [1],
            [1, 2],
            [1, 2, 3, 4, 5],
            [-1, 2, 1],
            ["x", 2, 1],
            [null, 2, 1],
        ),
        ...eachWith("socket.fromfd", [], [[-1, 2, 1], { proto: 1 }], [[-1, 2, 1], { protocol: 1 }]),
        probe(
            "fromfd",
            prepare("s", "socket.socket", constant("AF_INET"), constant("SOCK_DGRAM")),
            prepare("fd", "s.fileno"),
            prepare("copy", "socket.fromfd", ref("fd"), constant("AF_INET6"), constant("SOCK_STREAM"), 17),
            read("copy.family"),
            read("copy.type"),
            read("copy.proto"),
            call("copy.getsockname"),
            call("s.close"),
            call("copy.getsockname"),
            call("copy.gettimeout"),
            call("socket.fromfd", ref("fd"), "x", 1),
            prepare("number", "copy.fileno"),
            prepare("other", "socket.dup", ref("number")),
            call("socket.close", ref("other")),
            call("socket.fromfd", ref("number"), "x", 1),
            quietly("copy.close"),
        ),
        probe("fromfd of a file", call("socket.fromfd", { descriptor: "file" }, 2, 1)),
    ],
};

const enumerations: Group = {
    name: "AddressFamily, SocketKind, MsgFlag, AddressInfo",
    probes: ["AddressFamily", "SocketKind", "MsgFlag", "AddressInfo"].flatMap((name) => {
        const at = `socket.${name}`;
        const numbers: Value[] = [
            0,
            1,
            2,
            3,
            5,
            33,
            999,
            2048,
            2049,
            2 ** 31,
            2 ** 31 + 1,
            2 ** 40,
            -1,
            -2,
            -3,
            -4096,
            true,
        ];
        return [
            ...numbers.map((number) =>
                probe(`${name} ${number}`, call(at, number), call("internal.member_texts", name, number)),
            ),
            ...["x", null, 1.5, bytes("1")].map((value) => probe(`${name} of none`, call(at, value))),
            ...each(at, [], none),
            probe(`${name}'s members`, call("internal.members", name)),
        ];
    }),
};

export const moduleGroups: Group[] = [services, interfaces, names, errors, descriptors, enumerations];
