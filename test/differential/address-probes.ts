import {
    bytearray,
    bytes,
    call,
    constant,
    type Group,
    integer,
    limits,
    list,
    memoryview,
    noIntegers,
    type Probe,
    prepare,
    probe,
    quietly,
    read,
    ref,
    type Step,
    thing,
    type Value,
} from "./probe";

const AF_UNIX = constant("AF_UNIX");
const SOCK_STREAM = constant("SOCK_STREAM");
const SOCK_DGRAM = constant("SOCK_DGRAM");
const SOCK_RAW = constant("SOCK_RAW");

/** A socket that says it is of the family, on a descriptor that every kernel has. */
function pretend(family: string, protocol: Value): Step[] {
    return [
        prepare("base", "socket.socket", constant("AF_INET"), SOCK_DGRAM),
        prepare("fd", "base.detach"),
        prepare("s", "socket.socket", constant(family), SOCK_RAW, protocol, ref("fd")),
    ];
}

/** What is wrong with an address shows before the system is asked. */
function addresses(family: string, protocol: Value, values: Value[]): Probe[] {
    return values.flatMap((value, index) => {
        const name = `${family} ${JSON.stringify(protocol)} ${index} ${JSON.stringify(value).slice(0, 80)}`;
        const setUp = pretend(family, protocol);
        return [
            probe(`bind ${name}`, ...setUp, call("s.bind", value)),
            probe(`connect_ex ${name}`, ...setUp, call("s.connect_ex", value)),
            probe(`sendto ${name}`, ...setUp, call("s.sendto", bytes("x"), value)),
        ];
    });
}

const noTuples: Value[] = ["x", bytes("x"), null, 1, 1.5, thing("plain"), []];
/** One element of an address at a time is replaced. */
function variants(address: Value[], replacements: Value[]): Value[] {
    const replaced = address.flatMap((_, index) =>
        replacements.map((value) => address.map((old, at) => (at === index ? value : old))),
    );
    const shorter = address.map((_, index) => address.slice(0, index));
    return [address, ...shorter, [...address, 0], [...address, 0, 0, 0, 0], ...replaced];
}

const odd: Value[] = [
    ...noIntegers,
    ...limits,
    "a\0b",
    "\ud800",
    "é",
    true,
    bytearray("lo"),
    memoryview("a"),
];
const names: Value[] = ["", "lo", bytes("lo"), "nonexistent0", "x".repeat(15), "x".repeat(16), bytes("a\0")];

const families: Group = {
    name: "addresses of the other families",
    probes: [
        ...addresses("AF_NETLINK", 0, [...noTuples, ...variants([1, 2], odd)]),
        ...addresses("AF_VSOCK", 0, [...noTuples, ...variants([1, 2], odd)]),
        ...addresses("AF_QIPCRTR", 0, [...noTuples, ...variants([1, 2], odd)]),
        ...addresses("AF_PACKET", 0, [
            ...noTuples,
            ...variants(["lo", 2048, 0, 0, bytes("abcdef")], odd),
            ...names.map((name): Value => [name, 1]),
            ["lo", -1],
            ["lo", 65536],
            ["nonexistent0", 65536, 0, 0, bytes("123456789")],
            ["lo", 65536, 0, 0, bytes("123456789")],
            [`lo${"x".repeat(100)}`, 1],
            ["lo", 1, 300, 70000, bytes("12345678")],
        ]),
        ...["CAN_RAW", "CAN_BCM"].flatMap((protocol) =>
            addresses("AF_CAN", constant(protocol), [
                ...noTuples,
                ...variants(["lo"], odd),
                ...names.map((name): Value => [name]),
            ]),
        ),
        ...addresses("AF_CAN", constant("CAN_ISOTP"), [
            ...noTuples,
            ...variants(["lo", 1, 2], odd),
            ...names.map((name): Value => [name, 1, 2]),
        ]),
        ...addresses("AF_CAN", constant("CAN_J1939"), [
            ...noTuples,
            ...variants(["lo", 1, 2, 3], odd),
            ...names.map((name): Value => [name, integer(2n ** 64n - 1n), 2, 3]),
        ]),
        ...addresses("AF_CAN", 99, [...noTuples, ["lo"]]),
        ...addresses("AF_ALG", 0, [
            ...noTuples,
            ...variants(["hash", "sha1", 0, 0], odd),
            ["x".repeat(13), "x".repeat(63)],
            ["x".repeat(14), "x"],
            ["é".repeat(7), "x"],
            ["x", "x".repeat(64)],
        ]),
        ...addresses("AF_TIPC", 0, [
            ...noTuples,
            ...variants([constant("TIPC_ADDR_NAME"), 1, 2, 3, 2], odd),
            ...[0, 1, 2, 3, 4].map((type): Value => [type, 1, 2, 3]),
        ]),
        ...addresses("AF_RDS", 0, [...noTuples, ["127.0.0.1", 1], ["127.0.0.1", 65536], ["é..", 1], [1, 2]]),
        ...addresses("AF_KEY", 0, [...noTuples, [1, 2]]),
    ],
};

const unreadable: Group = {
    name: "a family whose addresses cannot be read",
    probes: [
        probe(
            "AF_KEY",
            ...pretend("AF_KEY", 0),
            call("s.getsockname"),
            call("s.getpeername"),
            call("s.recvfrom", 1),
            call("s.recvfrom", -1),
            call("s.recvfrom_into", bytearray("x")),
            call("s.accept"),
            call("internal.text", ref("s")),
            quietly("s.close"),
            call("s.getsockname"),
        ),
        probe(
            "a closed AF_PACKET socket",
            ...pretend("AF_PACKET", 0),
            quietly("s.close"),
            call("s.bind", ["lo", 1]),
        ),
    ],
};

const kinds = ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_SEQPACKET", "SOCK_RDM"];
const lacking = [
    "AF_CAN",
    "AF_ALG",
    "AF_TIPC",
    "AF_QIPCRTR",
    "AF_RDS",
    "AF_KEY",
    "AF_X25",
    "AF_VSOCK",
    "AF_PACKET",
];

const sockets: Group = {
    name: "sockets of other families and types",
    probes: [
        ...["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", ...lacking].flatMap((family) =>
            kinds.map((kind) =>
                probe(`${family} ${kind}`, call("socket.socket", constant(family), constant(kind))),
            ),
        ),
        probe(
            "AF_NETLINK",
            prepare("s", "socket.socket", constant("AF_NETLINK"), SOCK_RAW, constant("NETLINK_ROUTE")),
            call("internal.text", ref("s")),
            call("s.getsockname"),
            call("s.bind", [0, 0]),
            call("s.connect", [0, 0]),
            call("s.getpeername"),
            quietly("s.close"),
        ),
        probe(
            "options of AF_VSOCK",
            prepare("s", "socket.socket", constant("AF_VSOCK"), SOCK_STREAM),
            ...[0, 1, 2, 99].map((name) => call("s.getsockopt", constant("AF_VSOCK"), name)),
            call("s.getsockopt", constant("SOL_SOCKET"), constant("SO_SNDBUF")),
            ...[0, 4, 8, -1, 2000].map((length) => call("s.getsockopt", constant("AF_VSOCK"), 0, length)),
            ...[
                262144,
                true,
                -1,
                integer(2n ** 63n),
                integer(2n ** 64n),
                "x",
                1.5,
                null,
                bytes("12345678"),
            ].map((value) => call("s.setsockopt", constant("AF_VSOCK"), 2, value)),
            call("s.setsockopt", constant("AF_VSOCK"), 0, 300000),
            call("s.getsockopt", constant("AF_VSOCK"), 0),
            call("s.setsockopt", "x", 0, 1),
            call("s.setsockopt", constant("AF_VSOCK"), 0, null, 4),
            call("s.setsockopt", constant("AF_VSOCK"), 0, 1, 2),
            quietly("s.close"),
        ),
        probe(
            "SOCK_SEQPACKET",
            prepare(["a", "b"], "socket.socketpair", AF_UNIX, constant("SOCK_SEQPACKET")),
            read("a.type"),
            call("a.send", bytes("one")),
            call("a.send", bytes("two")),
            call("b.recv", 10),
            call("b.recv", 2),
            quietly("a.close"),
            call("b.recv", 10),
        ),
        ...["SOCK_NONBLOCK", "SOCK_CLOEXEC"].map((flag) =>
            probe(
                flag,
                prepare("kind", "internal.either", SOCK_STREAM, constant(flag)),
                prepare("s", "socket.socket", constant("AF_INET"), ref("kind")),
                read("s.type"),
                call("s.gettimeout"),
                call("s.getblocking"),
                call("internal.text", ref("s")),
                prepare(["a", "b"], "socket.socketpair", AF_UNIX, ref("kind")),
                read("a.type"),
                call("b.gettimeout"),
                quietly("s.close"),
            ),
        ),
    ],
};

/** Bytes that an address of AF_INET6 has beside its host. */
const inet6: Group = {
    name: "flow info and scope of AF_INET6",
    probes: [
        ...[
            ["::1", 0, 1, 2],
            ["::1", 0, 2 ** 20, 0],
            ["::1", 0, -1, 0],
            ["::1", 0, 0, -1],
            ["::1", 0, 0, integer(2n ** 64n + 5n)],
            ["::1", 0, "x"],
            ["::1", 0, 0, 1.5],
            ["::1%lo", 0],
            ["fe80::1%lo", 0],
            ["fe80::1%1", 0, 0, 3],
            ["::1%nonexistent0", 0],
            ["::1%", 0],
            ["::1%1\0", 0],
            ["%lo", 0],
            ["ff02::1%lo", 0],
        ].map((address) =>
            probe(
                JSON.stringify(address),
                prepare("s", "socket.socket", constant("AF_INET6"), SOCK_DGRAM),
                call("s.bind", address as Value[]),
                call("s.connect_ex", address as Value[]),
                quietly("s.close"),
            ),
        ),
        probe(
            "connected with a scope",
            prepare("s", "socket.socket", constant("AF_INET6"), SOCK_DGRAM),
            call("s.connect", ["::1", 9, 5, 1]),
            call("s.getpeername"),
            quietly("s.close"),
        ),
    ],
};

const unix: Group = {
    name: "paths and abstract names of AF_UNIX",
    probes: [
        ...[
            bytes("\0pysocket-probe"),
            "\0pysocket-probe",
            bytearray("\0pysocket-probe"),
            memoryview("\0pysocket-probe"),
            bytes(`\0${"x".repeat(107)}`),
            bytes(`\0${"x".repeat(108)}`),
            "x".repeat(108),
            bytes("x".repeat(200)),
            "\ud800",
            bytes("\0a\0b\0"),
            list("x"),
            null,
            5,
        ].map((address) =>
            probe(
                JSON.stringify(address).slice(0, 60),
                prepare("s", "socket.socket", AF_UNIX, SOCK_DGRAM),
                call("s.bind", address),
                call("s.getsockname"),
                quietly("s.close"),
            ),
        ),
    ],
};

export const addressGroups: Group[] = [families, unreadable, sockets, inet6, unix];
