import fc from "fast-check";
import * as socket from "pysocket";
import {
    call,
    constant,
    type Probe,
    prepare,
    probe,
    quietly,
    type Step,
    type Value,
} from "../differential/probe";
import { anyInteger, byteString, mostly } from "./values";

const constants = socket as unknown as Record<string, number | undefined>;

/** Options whose values are of the moment, of the process, or of the machine's other work. */
const volatile = new Set([
    "SO_COOKIE",
    "SO_INCOMING_CPU",
    "SO_PEERCRED",
    "SO_INCOMING_NAPI_ID",
    "TCP_INFO",
    "TCP_TIMESTAMP",
]);
/**
 * Options that would have the machine send or keep something, and one that is asked for by a structure, which
 * in CPython is whatever its memory holds.
 */
const excluded = /MEMBERSHIP|JOIN|MCAST|FLOWLABEL|ZEROCOPY_RECEIVE/;

function optionsOf(prefix: string): string[] {
    return Object.keys(constants).filter(
        (name) =>
            name.startsWith(prefix) &&
            constants[name] !== undefined &&
            !excluded.test(name) &&
            !/SO_(VM|J1939|RDS)_/.test(name),
    );
}

const levels: Record<string, string[]> = {
    SOL_SOCKET: optionsOf("SO_"),
    IPPROTO_IP: optionsOf("IP_"),
    IPPROTO_IPV6: optionsOf("IPV6_"),
    IPPROTO_TCP: optionsOf("TCP_"),
    IPPROTO_UDP: ["UDPLITE_SEND_CSCOV", "UDPLITE_RECV_CSCOV"].filter((name) => constants[name] !== undefined),
};

interface Option {
    level: Value;
    name: Value;
    isVolatile: boolean;
}

const known: fc.Arbitrary<Option> = fc
    .constantFrom(...Object.entries(levels).flatMap(([level, names]) => names.map((name) => [level, name])))
    .map(([level, name]) => ({
        // By their numbers: CPython lacks the names of some.
        level: constants[level] as number,
        name: constants[name] as number,
        isVolatile: volatile.has(name),
    }));

/** Any number, but none that a level of another family has a use for. */
const unknown: fc.Arbitrary<Option> = fc
    .tuple(
        mostly(fc.constantFrom<Value>(-1, 99, 255, 2 ** 31 - 1)),
        mostly(fc.constantFrom<Value>(-1, 90, 1000, 2 ** 31 - 1)),
    )
    .map(([level, name]) => ({ level, name, isVolatile: false }))
    .filter(({ level, name }) => !isSmall(level) || !isSmall(name));

function isSmall(value: Value): boolean {
    return typeof value === "boolean" || (typeof value === "number" && value >= 0 && value < 300);
}

const AF_UNIX = constant("AF_UNIX");

const sockets: Step[][] = [
    ...["AF_INET", "AF_INET6"].flatMap((family) =>
        ["SOCK_STREAM", "SOCK_DGRAM"].map((type) => [
            prepare("s", "socket.socket", constant(family), constant(type)),
        ]),
    ),
    ...["SOCK_STREAM", "SOCK_DGRAM"].map((type) => [
        prepare(["s", "other"], "socket.socketpair", AF_UNIX, constant(type)),
    ]),
    [prepare("s", "socket.socket", constant("AF_NETLINK"), constant("SOCK_RAW"), 0)],
];

const value: fc.Arbitrary<Value> = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -2, max: 300 }) },
    { weight: 2, arbitrary: anyInteger },
    { weight: 4, arbitrary: byteString(40) },
    // Whole ints and structures of ints.
    {
        weight: 3,
        arbitrary: fc
            .array(fc.constantFrom(0, 1, 2, 255), { maxLength: 6 })
            .map((words) => ({ bytes: Buffer.from(Int32Array.from(words).buffer).toString("hex") })),
    },
    { weight: 1, arbitrary: mostly(fc.boolean()) },
);

const buflen = mostly(
    fc.oneof(fc.integer({ min: 0, max: 24 }), fc.constantFrom(-1, 64, 1023, 1024, 1025, 65536)),
);

const setting: fc.Arbitrary<Step[]> = fc
    .tuple(
        fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: unknown }),
        value,
        buflen,
        fc.nat(12),
    )
    .map(([{ level, name, isVolatile }, given, length, luck]) => {
        const get = isVolatile ? quietly : call;
        const set =
            luck === 0
                ? call("s.setsockopt", level, name, null, mostlySmall(length))
                : luck === 1
                  ? call("s.setsockopt", level, name, given, length)
                  : call("s.setsockopt", level, name, given);
        return [set, get("s.getsockopt", level, name), get("s.getsockopt", level, name, length)];
    });

/** A length for no value: the kernel is to refuse the address, not to want memory for it. */
function mostlySmall(length: Value): Value {
    return typeof length === "number" && length > 1024 ? 0 : length;
}

export const options: fc.Arbitrary<Probe> = fc
    .tuple(fc.constantFrom(...sockets), fc.array(setting, { minLength: 1, maxLength: 3 }))
    .map(([setUp, steps]) => probe("options", ...setUp, ...steps.flat()));
