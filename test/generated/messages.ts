import fc from "fast-check";
import * as socket from "pysocket";
import {
    call,
    callWith,
    constant,
    integer,
    list,
    type Probe,
    prepare,
    probe,
    quietly,
    ref,
    type Step,
    type Value,
} from "../differential/probe";
import { byteString, flags, mostly, tupleOf } from "./values";

/** What is sent and received: flags, and where in a buffer it goes. */

const pairs = ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET"].map((type) => [
    prepare(["a", "b"], "socket.socketpair", constant("AF_UNIX"), constant(type)),
    quietly("a.setblocking", false),
    quietly("b.setblocking", false),
]);

const messageFlag = fc.constantFrom(
    ...Object.entries(socket)
        .filter(([name]) => name.startsWith("MSG_"))
        .map(([, value]) => value)
        .filter((value) => typeof value === "number"),
);
const messageFlags = flags(messageFlag, fc.constant(0), fc.constant(socket.MSG_PEEK));
const end = fc.constantFrom("a", "b");
const data = mostly(byteString(40));
/** What can be had costs time to be had, what cannot does not. */
const largeSize = fc.constantFrom<Value>(
    -1,
    -(2 ** 31),
    2 ** 16,
    2 ** 20 + 1,
    2 ** 52,
    integer(2n ** 62n),
    integer(2n ** 63n - 1n),
    integer(2n ** 63n),
    integer(-(2n ** 63n)),
    integer(-(2n ** 64n)),
    integer(2n ** 100n),
);
const size = mostly(fc.oneof({ weight: 8, arbitrary: fc.nat(50) }, { weight: 1, arbitrary: largeSize }));

/** A few bytes of more memory: what is around them must stay as it is. */
const view: fc.Arbitrary<{ steps: Step[]; length: number }> = fc
    .tuple(fc.nat(40), fc.nat(40), fc.nat(20))
    .map(([offset, length, rest]) => ({
        steps: [
            prepare("memory", "internal.memory", offset + length + rest),
            prepare("view", "internal.view", ref("memory"), offset, length),
        ],
        length,
    }));

const receiveInto: fc.Arbitrary<Step[]> = fc
    .tuple(end, fc.constantFrom("recv_into", "recvfrom_into"), view, size, messageFlags, fc.nat(4))
    .map(([s, method, { steps, length }, size, flags, form]) => {
        const at = `${s}.${method}`;
        const fitting = typeof size === "number" && size > length ? size % (length + 1) : size;
        const receive = [
            call(at, ref("view")),
            call(at, ref("view"), fitting),
            call(at, ref("view"), size, flags),
            call(at, ref("view"), 0, flags),
            callWith(at, [ref("view")], { nbytes: fitting, flags }),
        ][form];
        return [...steps, receive, call("internal.bytes", ref("memory"))];
    });

/** Linux refuses a negative number before it has looked for the socket, which may be closed. */
function positive(flags: Value): Value {
    return Number(numberOf(flags)) < 0 ? 0 : flags;
}

/** What stands for a number, however it is written. */
function numberOf(value: Value): unknown {
    return typeof value === "object" && value !== null && "integer" in value ? value.integer : value;
}

const wholeFlags = messageFlags.map(positive);

/** No descriptors: their numbers are a process's own. */
const controlType = fc
    .tuple(fc.constantFrom(0, socket.SOL_SOCKET, socket.IPPROTO_IPV6), fc.constantFrom(0, 2, 3, 29, 99))
    .filter(([level, type]) => level !== socket.SOL_SOCKET || type !== socket.SCM_RIGHTS);
const controlMessage: fc.Arbitrary<Value> = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(controlType, data).map(([type, data]): Value => [...type, data]) },
    { weight: 1, arbitrary: tupleOf(fc.constant(0), mostly(fc.constant(0)), data) },
);

const few = (items: fc.Arbitrary<Value>, most: number): fc.Arbitrary<Value> =>
    mostly(
        fc
            .tuple(fc.array(items, { maxLength: most }), fc.boolean())
            .map(([items, once]) => (once ? { iterator: items } : list(...items))),
    );

const sendMessage: fc.Arbitrary<Step[]> = fc
    .tuple(end, few(data, 4), few(controlMessage, 2), wholeFlags, fc.nat(3))
    .map(([s, buffers, control, flags, form]) => {
        const args: Value[] = [buffers, form === 0 ? list() : control, flags, null];
        return [call(`${s}.sendmsg`, ...args.slice(0, form + 1))];
    });

const receiveMessage: fc.Arbitrary<Step[]> = fc
    .tuple(end, size, size, wholeFlags, fc.nat(2))
    .map(([s, size, room, flags, form]) => {
        const args = [size, room, flags];
        return [call(`${s}.recvmsg`, ...args.slice(0, form + 1))];
    });

const receiveMessageInto: fc.Arbitrary<Step[]> = fc
    .tuple(end, view, fc.nat(2), size, wholeFlags, fc.nat(2))
    .map(([s, { steps }, count, room, flags, form]) => {
        const args = [list(...Array<Value>(count).fill(ref("view"))), room, flags];
        const receive = call(`${s}.recvmsg_into`, ...args.slice(0, form + 1));
        return [...steps, receive, call("internal.bytes", ref("memory"))];
    });

const step: fc.Arbitrary<Step[]> = fc.oneof(
    { weight: 3, arbitrary: sendMessage },
    { weight: 3, arbitrary: receiveMessage },
    { weight: 2, arbitrary: receiveMessageInto },
    {
        weight: 5,
        arbitrary: fc
            .tuple(end, fc.constantFrom("send", "send", "sendall"), data, messageFlags)
            .map(([s, method, data, flags]) => [call(`${s}.${method}`, data, flags)]),
    },
    { weight: 1, arbitrary: fc.tuple(end, data).map(([s, data]) => [call(`${s}.send`, data)]) },
    {
        weight: 4,
        arbitrary: fc
            .tuple(end, fc.constantFrom("recv", "recvfrom"), size, messageFlags)
            .map(([s, method, size, flags]) => [call(`${s}.${method}`, size, withoutTrunc(flags))]),
    },
    { weight: 5, arbitrary: receiveInto },
    {
        weight: 1,
        arbitrary: fc
            .tuple(end, mostly(fc.constantFrom<Value>(0, 1, 2, 3, -1)))
            .map(([s, how]) => [call(`${s}.shutdown`, how)]),
    },
    { weight: 1, arbitrary: end.map((s) => [call(`${s}.close`)]) },
);

/** With MSG_TRUNC, CPython fills what it returns with what its memory holds. */
function withoutTrunc(flags: Value): Value {
    const asked = Number(numberOf(flags));
    return Number.isInteger(asked) && asked & socket.MSG_TRUNC ? 0 : flags;
}

/** Through sockets that have all that was sent at once. */
const local: fc.Arbitrary<Probe> = fc
    .tuple(fc.constantFrom(...pairs), fc.array(step, { minLength: 2, maxLength: 7 }))
    .map(([setUp, steps]) => probe("messages", ...setUp, ...steps.flat()));

const TCP: Step[] = [
    prepare("server", "socket.create_server", ["127.0.0.1", 0]),
    prepare("address", "server.getsockname"),
    prepare("a", "socket.create_connection", ref("address")),
    prepare(["b", "peer"], "server.accept"),
];
const UDP: Step[] = [
    prepare("a", "socket.socket", constant("AF_INET"), constant("SOCK_DGRAM")),
    prepare("b", "socket.socket", constant("AF_INET"), constant("SOCK_DGRAM")),
    quietly("b.bind", ["127.0.0.1", 0]),
    prepare("address", "b.getsockname"),
    quietly("a.connect", ref("address")),
];

const harmless = fc.constantFrom(0, socket.MSG_DONTWAIT ?? 0, socket.MSG_NOSIGNAL ?? 0, socket.MSG_DONTROUTE);

/** Through the loopback device: one waits until it is there. */
const network: fc.Arbitrary<Probe> = fc
    .tuple(fc.constantFrom(TCP, UDP), byteString(40), harmless, receiveInto)
    .filter(([, data]) => Object.values(data as object)[0] !== "")
    .map(([setUp, data, flags, receive]) =>
        probe(
            "messages of the network",
            ...setUp,
            call("a.send", data, flags),
            quietly("select.select", list(ref("b")), list(), list(), 20),
            quietly("b.setblocking", false),
            ...receive.map((step) => ({
                ...step,
                at: step.at.replace(/^[ab]\.recvfrom_into/, "b.recv_into").replace(/^a\./, "b."),
            })),
        ),
    );

export const messages: fc.Arbitrary<Probe> = fc.oneof(
    { weight: 12, arbitrary: local },
    { weight: 1, arbitrary: network },
);
