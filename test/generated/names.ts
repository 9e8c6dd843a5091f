import fc from "fast-check";
import * as socket from "pysocket";
import { bytes, call, callWith, constant, type Probe, probe, type Value } from "../differential/probe";
import {
    anyInteger,
    byteString,
    flags,
    ipv4Text,
    ipv6Text,
    localHost,
    localHost6,
    mostly,
    refusedHost,
    unicodeHost,
} from "./values";

/** Functions of the module: numbers, texts of addresses, names. */

const one = (at: string, argument: fc.Arbitrary<Value>): fc.Arbitrary<Probe> =>
    argument.map((value) => probe(at, call(at, value)));

export const byteOrder: fc.Arbitrary<Probe> = fc
    .tuple(
        fc.constantFrom("socket.htons", "socket.ntohs", "socket.htonl", "socket.ntohl"),
        mostly(fc.oneof(anyInteger, fc.nat(65535), fc.nat(2 ** 31 - 1))),
    )
    .map(([at, value]) => probe(at, call(at, value)));

const family = mostly(
    fc.constantFrom(
        constant("AF_INET"),
        constant("AF_INET6"),
        constant("AF_UNIX"),
        constant("AF_UNSPEC"),
        99,
    ),
);
const text = mostly(fc.oneof(ipv4Text, ipv6Text));
const packed = mostly(
    fc.oneof(
        byteString(20),
        fc.uint8Array({ minLength: 4, maxLength: 4 }).map(hex),
        fc.uint8Array({ minLength: 16, maxLength: 16 }).map(hex),
    ),
);

function hex(data: Uint8Array): Value {
    return { bytes: Buffer.from(data).toString("hex") };
}

export const addressTexts: fc.Arbitrary<Probe> = fc.oneof(
    one("socket.inet_aton", text),
    one("socket.inet_ntoa", packed),
    fc
        .tuple(family, text)
        .map(([number, value]) => probe("inet_pton", call("socket.inet_pton", number, value))),
    fc
        .tuple(family, packed)
        .map(([number, value]) => probe("inet_ntop", call("socket.inet_ntop", number, value))),
);

const { AI_NUMERICHOST } = socket;

function bitsOf(prefix: string): fc.Arbitrary<number> {
    const entries = Object.entries(socket).filter(([name]) => name.startsWith(prefix) && !/_MAX/.test(name));
    return fc.constantFrom(...entries.map(([, value]) => value).filter((value) => typeof value === "number"));
}

const port = fc.oneof(
    fc.nat(65535),
    fc.constantFrom<Value>(
        null,
        0,
        "http",
        "domain",
        "no-such-service",
        "80",
        " 80",
        "+80",
        "80x",
        "0x50",
        "",
        "65536",
        "-1",
        bytes("80"),
        bytes("80\0"),
        "8\0",
        "٣",
    ),
    anyInteger,
);

/** A host, and whether it is known without asking the network for it. */
const host = fc.oneof(
    localHost.map((value) => ({ value, isKnown: true })),
    localHost6.map((value) => ({ value, isKnown: true })),
    fc.constant({ value: null as Value, isKnown: true }),
    ipv4Text.map((value) => ({ value: value as Value, isKnown: false })),
    ipv6Text.map((value) => ({ value: value as Value, isKnown: false })),
    refusedHost.map((value) => ({ value, isKnown: false })),
    unicodeHost.map((value) => ({ value: value as Value, isKnown: false })),
    mostly(fc.constant<Value>("::1")).map((value) => ({ value, isKnown: false })),
);

const kind = mostly(fc.constantFrom<Value>(0, 1, 2, 3, 99));
const protocol = mostly(fc.constantFrom<Value>(0, 6, 17, 99));

const getaddrinfo: fc.Arbitrary<Probe> = fc
    .tuple(
        host,
        mostly(port),
        family,
        kind,
        protocol,
        flags(bitsOf("AI_"), fc.nat(0x7ff)),
        fc.nat(5),
        fc.nat(30),
    )
    .map(([{ value, isKnown }, service, family, type, proto, flags, count, luck]) => {
        const bits =
            isKnown || typeof flags !== "number" || flags < 0 ? flags : Number(flags) | AI_NUMERICHOST;
        // Without flags only what is known: the network would be asked for anything else.
        const optional = [family, type, proto, bits].slice(0, isKnown ? count : 4);
        if (luck > 0) return probe("getaddrinfo", call("socket.getaddrinfo", value, service, ...optional));
        const names = ["family", "type", "proto", "flags"];
        const keywords = Object.fromEntries(optional.map((each, index) => [names[index], each]));
        return probe("getaddrinfo", callWith("socket.getaddrinfo", [value, service], keywords));
    });

const numericHost = fc.constantFrom<Value>(
    "127.0.0.1",
    "::1",
    "192.0.2.1",
    "2001:db8::1",
    "fe80::1",
    "ff02::1%lo",
    "::ffff:1.2.3.4",
    "1.2.3",
);

const getnameinfo: fc.Arbitrary<Probe> = fc
    .tuple(
        mostly(numericHost),
        mostly(fc.oneof(fc.nat(65535), fc.constantFrom<Value>(80, 53, "80", "http"), anyInteger)),
        fc.array(mostly(fc.oneof(fc.nat(3), anyInteger)), { maxLength: 3 }),
        flags(bitsOf("NI_"), fc.nat(0x3f)),
    )
    .map(([name, port, rest, flags]) => {
        const isKnown = name === "127.0.0.1" || name === "::1";
        const bits = isKnown || typeof flags !== "number" ? flags : flags | socket.NI_NUMERICHOST;
        return probe("getnameinfo", call("socket.getnameinfo", [name, port, ...rest], bits));
    });

const refusedName = mostly(
    fc.oneof(
        refusedHost,
        localHost,
        ipv4Text.filter((value) => /^[\d.]+$/.test(value)),
    ),
);

const services: fc.Arbitrary<Probe> = fc
    .tuple(
        fc.constantFrom("socket.getservbyname", "socket.getservbyport", "socket.getprotobyname"),
        fc.array(
            mostly(
                fc.oneof(
                    fc.constantFrom<Value>(
                        "http",
                        "domain",
                        "tcp",
                        "udp",
                        "icmp",
                        "",
                        "HTTP",
                        80,
                        53,
                        25,
                        -1,
                        65536,
                    ),
                    anyInteger,
                    fc.nat(1024),
                ),
            ),
            { minLength: 1, maxLength: 2 },
        ),
    )
    .map(([at, args]) => probe(at, call(at, ...args)));

const interfaces: fc.Arbitrary<Probe> = fc.oneof(
    one(
        "socket.if_nametoindex",
        mostly(fc.constantFrom<Value>("lo", "", "nonexistent0", bytes("lo"), "x".repeat(300), "lo\0")),
    ),
    one("socket.if_indextoname", mostly(fc.oneof(fc.nat(3), anyInteger))),
);

export const names: fc.Arbitrary<Probe> = fc.oneof(
    { weight: 6, arbitrary: getaddrinfo },
    { weight: 4, arbitrary: getnameinfo },
    { weight: 2, arbitrary: one("internal.encode_host", unicodeHost) },
    { weight: 1, arbitrary: one("socket.gethostbyname", refusedName) },
    { weight: 1, arbitrary: services },
    { weight: 1, arbitrary: interfaces },
);
