import fc from "fast-check";
import { call, type Probe, prepare, probe, quietly, ref, type Step, type Value } from "../differential/probe";
import { anyInteger, byteString, odd } from "./values";

/** Calls of the modules beside `socket`, with arguments that they are not made for. */

const small = fc.integer({ min: -3, max: 40 });
/** Integers that are no descriptor of any process, and no signal. */
const large = anyInteger.filter((value) => Math.abs(sizeOf(value)) > 2 ** 20);

function sizeOf(value: Value): number {
    return Number(typeof value === "object" && value !== null && "integer" in value ? value.integer : value);
}
/** What has the same text on both sides. */
const plain = odd.filter(
    (value) =>
        typeof value !== "object" || value === null || !/list|memoryview|thing/.test(Object.keys(value)[0]),
);
const any: fc.Arbitrary<Value> = fc.oneof(odd, small, large, byteString(8));
/** A view is bytes for `struct` here, whatever its type. */
const number = fc.oneof(plain, small, large);
const events = fc.oneof(number, fc.constantFrom<Value>(1, 2, 3, true));

const pair: Step[] = [prepare(["a", "b"], "socket.socketpair"), quietly("b.sendall", { bytes: "00" })];
const registered = (at: string): Step[] => [...pair, prepare("p", at), quietly("p.register", ref("a"), 1)];
const a = fc.constant<Value>(ref("a"));
/** What is no descriptor of any process: what 0 and 1 are is different on both sides. */
const noDescriptor = fc.oneof(
    odd.filter((value) => typeof value !== "boolean"),
    large,
);
const fileobj = fc.oneof(
    plain.filter((value) => typeof value !== "boolean"),
    large,
    a,
);

interface Kind {
    setUp: Step[];
    at: string;
    args: fc.Arbitrary<Value>[];
}

const pollers: Kind[] = [
    ...["select.poll", "select.epoll"].map(registered),
    ...["SelectSelector", "PollSelector", "EpollSelector"].map((name) => registered(`selectors.${name}`)),
].flatMap((setUp) => [
    { setUp, at: "p.register", args: [fileobj, events] },
    { setUp, at: "p.modify", args: [fileobj, events] },
    { setUp, at: "p.unregister", args: [fileobj] },
]);

const kinds: Kind[] = [
    ...pollers,
    {
        // No descriptor, which is told at once.
        setUp: [prepare("p", "select.poll"), quietly("p.register", 9999)],
        at: "p.poll",
        args: [any],
    },
    { setUp: registered("selectors.PollSelector"), at: "p.get_key", args: [fileobj] },
    { setUp: [], at: "select.epoll", args: [any, any] },
    { setUp: [], at: "struct.calcsize", args: [plain] },
    { setUp: [], at: "struct.pack", args: [fc.constantFrom<Value>("i", "2s", "?", "d", "Q"), number] },
    { setUp: [], at: "struct.unpack", args: [fc.constantFrom<Value>("i", "2s", "?", "d", "Q"), any] },
    {
        setUp: [],
        at: "struct.pack_into",
        args: [
            fc.constant<Value>("i"),
            fc.constant<Value>({ bytearray: "00".repeat(16) }),
            fc.oneof(plain, small),
            number,
        ],
    },
    { setUp: [prepare("q", "queue.Queue")], at: "q.put", args: [small, any, any] },
    {
        setUp: [prepare("q", "queue.Queue"), quietly("q.put", 1)],
        at: "q.get",
        args: [any, any],
    },
    { setUp: [prepare("q", "queue.SimpleQueue"), quietly("q.put", 1)], at: "q.get", args: [any, any] },
    { setUp: [], at: "signal.getsignal", args: [fc.oneof(odd, large)] },
    { setUp: [], at: "signal.strsignal", args: [any] },
    { setUp: [], at: "signal.getitimer", args: [any] },
    { setUp: [], at: "signal.raise_signal", args: [noDescriptor] },
    { setUp: [], at: "signal.set_wakeup_fd", args: [noDescriptor] },
    { setUp: [], at: "os.strerror", args: [any] },
    { setUp: [], at: "os.get_blocking", args: [noDescriptor] },
    { setUp: [], at: "os.read", args: [fc.constant<Value>(9999), fc.oneof(odd, small)] },
    { setUp: [], at: "os.write", args: [fc.constant<Value>(9999), any] },
    { setUp: [], at: "threading.Semaphore", args: [any] },
    { setUp: [], at: "threading.Barrier", args: [any] },
    ...["io.BytesIO", "io.StringIO"].flatMap((at) => {
        const setUp = [prepare("m", at, at === "io.BytesIO" ? { bytes: "61620a63" } : "ab\nc")];
        return [
            { setUp, at: "m.read", args: [any] },
            { setUp, at: "m.seek", args: [any, any] },
            { setUp, at: "m.truncate", args: [plain] },
            { setUp, at: "m.readline", args: [any] },
        ];
    }),
];

export const modules: fc.Arbitrary<Probe> = fc.constantFrom(...kinds).chain(({ setUp, at, args }) =>
    fc
        .tuple(
            fc.tuple(...args),
            fc.oneof(
                { weight: 9, arbitrary: fc.constant(args.length) },
                { weight: 1, arbitrary: fc.nat(args.length + 1) },
            ),
        )
        .map(([drawn, count]) => {
            const given = count > drawn.length ? [...drawn, 1] : drawn.slice(0, count);
            return probe(at, ...setUp, call(at, ...given));
        }),
);
