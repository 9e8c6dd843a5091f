import fc from "fast-check";
import {
    bytes,
    call,
    constant,
    type Probe,
    path,
    prepare,
    probe,
    ref,
    type Step,
    type Value,
} from "../differential/probe";
import {
    anyInteger,
    badPort,
    byteString,
    foreignHost,
    foreignHost6,
    localHost,
    localHost6,
    mostly,
    refusedHost,
    tupleOf,
} from "./values";

const DATA = bytes("x");

/** Not below zero so often that hardly any address would be one. */
const number = mostly(fc.oneof({ weight: 3, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: anyInteger }));
const flowinfo = mostly(fc.constantFrom(0, 1, 2 ** 20 - 1, 2 ** 20, -1));
const scope = mostly(fc.constantFrom(0, 1, 9999, -1));

interface Hosts {
    version: 4 | 6;
    /** Ports of this machine that the call may have. */
    port: fc.Arbitrary<Value>;
}

/** Addresses that take nothing from other programs on this machine, and reach none. */
function inetAddress({ version, port }: Hosts): fc.Arbitrary<Value> {
    const here = version === 4 ? localHost : localHost6;
    const foreign = version === 4 ? foreignHost : foreignHost6;
    const rest = version === 4 ? [] : [flowinfo, scope];
    return fc.oneof(
        { weight: 4, arbitrary: tupleOf(here, fc.oneof(port, badPort), ...rest) },
        { weight: 1, arbitrary: tupleOf(here, port) },
        { weight: 2, arbitrary: tupleOf(foreign, fc.oneof(fc.nat(65535), badPort), ...rest) },
        { weight: 2, arbitrary: tupleOf(refusedHost, fc.oneof(port, badPort), ...rest) },
    );
}

const freePort = fc.constant<Value>(0);
/** Nobody listens at port 1. */
const unusedPort = fc.constantFrom<Value>(0, 1);

const versions = [
    { version: 4, family: constant("AF_INET") },
    { version: 6, family: constant("AF_INET6") },
] as const;

const inet: fc.Arbitrary<Probe> = fc.constantFrom(...versions).chain(({ version, family }) => {
    const datagram = prepare("s", "socket.socket", family, constant("SOCK_DGRAM"));
    const stream = prepare("s", "socket.socket", family, constant("SOCK_STREAM"));
    const bound = inetAddress({ version, port: freePort });
    const reached = inetAddress({ version, port: unusedPort });
    return fc.oneof(
        bound.map((address) => probe("bind", datagram, call("s.bind", address))),
        bound.map((address) => probe("bind", stream, call("s.bind", address))),
        // A datagram socket sends nothing when it connects.
        reached.map((address) =>
            probe("connect", datagram, call("s.connect", address), call("s.getpeername")),
        ),
        reached
            .filter(isHere)
            .map((address) =>
                probe("connect", stream, prepare([], "s.settimeout", 20), call("s.connect_ex", address)),
            ),
        reached.filter(isHere).map((address) => probe("sendto", datagram, call("s.sendto", DATA, address))),
        fc
            .tuple(mostly(fc.constant(0)), reached.filter(isHere))
            .map(([flags, address]) => probe("sendto", datagram, call("s.sendto", DATA, flags, address))),
    );
});

/** Whether what is sent there stays on this machine. */
function isHere(address: Value): boolean {
    const foreign = /^(192\.0\.2|198\.51\.100|203\.0\.113|2001:db8:)/;
    return !(Array.isArray(address) && typeof address[0] === "string" && foreign.test(address[0]));
}

const AF_UNIX = constant("AF_UNIX");

const pathText = fc.oneof(
    fc.constantFrom<Value>(
        path("name"),
        path("missing/name"),
        path("a\0b"),
        path("x".repeat(107)),
        "x".repeat(107),
        "x".repeat(108),
        "/".repeat(4096),
        bytes("y".repeat(109)),
        `\0${"z".repeat(107)}`,
        `\0${"z".repeat(108)}`,
        "é".repeat(54),
        "\udc80",
    ),
    fc.string({ unit: "binary", maxLength: 12 }).map((text) => `\0pysocket ${text}`),
    byteString(12).map(abstract),
);

/** An abstract name, in the kind of bytes that was drawn. */
function abstract(value: Value): Value {
    const entries = Object.entries(value as Record<string, string>);
    return Object.fromEntries(entries.map(([kind, hex]) => [kind, `00${hex}`])) as Value;
}

const unix: fc.Arbitrary<Probe> = fc
    .tuple(
        fc.constantFrom("SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET"),
        mostly(pathText),
        fc.constantFrom("connect", "connect_ex", "sendto"),
    )
    .map(([type, address, method]) =>
        probe(
            method,
            prepare("s", "socket.socket", AF_UNIX, constant(type)),
            method === "sendto" ? call("s.sendto", DATA, address) : call(`s.${method}`, address),
        ),
    );

/** To bind makes a file: one of a folder of one's own, and only where no name is the machine's. */
const unixBind: fc.Arbitrary<Probe> = mostly(
    fc.constantFrom<Value>(
        path("bound"),
        path("missing/name"),
        path("a\0b"),
        path("x".repeat(107)),
        "/".repeat(4096),
        `\0${"z".repeat(108)}`,
        bytes(`\0${"z".repeat(300)}`),
    ),
)
    .filter((address) => typeof address !== "string" || address.length > 100)
    .filter((address) => !isBytes(address) || isLong(address))
    .map((address) =>
        probe(
            "bind",
            prepare("s", "socket.socket", AF_UNIX, constant("SOCK_DGRAM")),
            call("s.bind", address),
        ),
    );

function isBytes(value: Value): value is Record<string, string> & Value {
    return (
        typeof value === "object" &&
        value !== null &&
        /bytes|bytearray|memoryview/.test(Object.keys(value)[0])
    );
}

function isLong(value: Record<string, string>): boolean {
    return Object.values(value)[0].length > 250;
}

/** A socket that says it is of the family, on a descriptor that every kernel has. */
function pretend(family: string, protocol: Value): Step[] {
    return [
        prepare("base", "socket.socket", constant("AF_INET"), constant("SOCK_DGRAM")),
        prepare("fd", "base.detach"),
        prepare("s", "socket.socket", constant(family), constant("SOCK_RAW"), protocol, ref("fd")),
    ];
}

const interfaceName = mostly(
    fc.constantFrom<Value>(
        "",
        "lo",
        bytes("lo"),
        "nonexistent0",
        "x".repeat(15),
        "x".repeat(16),
        bytes("a\0"),
    ),
);
const hardware = mostly(byteString(12));
const algorithm = (most: number) =>
    mostly(
        fc.oneof(
            fc.constantFrom<Value>(
                "hash",
                "sha1",
                "x".repeat(most - 1),
                "x".repeat(most),
                "x".repeat(most + 1),
                "é".repeat(most / 2),
            ),
            fc.string({ unit: "binary", maxLength: most }),
        ),
    );

const others: [family: string, protocol: Value, address: fc.Arbitrary<Value>][] = [
    ["AF_NETLINK", 0, tupleOf(number, number)],
    ["AF_VSOCK", 0, tupleOf(number, number)],
    ["AF_QIPCRTR", 0, tupleOf(number, number)],
    ["AF_PACKET", 0, tupleOf(interfaceName, number)],
    ["AF_PACKET", 0, tupleOf(interfaceName, number, number, number, hardware)],
    ["AF_CAN", constant("CAN_RAW"), tupleOf(interfaceName)],
    ["AF_CAN", constant("CAN_BCM"), tupleOf(interfaceName)],
    ["AF_CAN", constant("CAN_ISOTP"), tupleOf(interfaceName, number, number)],
    ["AF_CAN", constant("CAN_J1939"), tupleOf(interfaceName, number, number, number)],
    ["AF_ALG", 0, tupleOf(algorithm(14), algorithm(64))],
    ["AF_ALG", 0, tupleOf(algorithm(14), algorithm(64), number, number)],
    ["AF_TIPC", 0, tupleOf(mostly(fc.nat(4)), number, number, number)],
    ["AF_TIPC", 0, tupleOf(mostly(fc.nat(4)), number, number, number, mostly(fc.nat(4)))],
    ["AF_RDS", 0, inetAddress({ version: 4, port: unusedPort })],
];

const other: fc.Arbitrary<Probe> = fc
    .tuple(fc.constantFrom(...others), fc.constantFrom("bind", "connect_ex", "sendto"))
    .chain(([[family, protocol, address], method]) =>
        address.map((value) =>
            probe(
                `${method} ${family}`,
                ...pretend(family, protocol),
                method === "sendto" ? call("s.sendto", DATA, value) : call(`s.${method}`, value),
            ),
        ),
    );

export const addresses: fc.Arbitrary<Probe> = fc.oneof(
    { weight: 4, arbitrary: inet },
    { weight: 2, arbitrary: unix },
    { weight: 1, arbitrary: unixBind },
    { weight: 4, arbitrary: other },
);
