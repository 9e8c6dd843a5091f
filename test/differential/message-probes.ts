import {
    bytearray,
    bytes,
    call,
    callWith,
    constant,
    descriptor,
    each,
    eachWith,
    type Group,
    integer,
    iterator,
    limits,
    list,
    memoryview,
    noBytes,
    noIntegers,
    path,
    prepare,
    probe,
    quietly,
    read,
    ref,
    type Step,
    thing,
    type Value,
} from "./probe";

const AF_INET = constant("AF_INET");
const AF_UNIX = constant("AF_UNIX");
const AF_ALG = constant("AF_ALG");
const SOCK_STREAM = constant("SOCK_STREAM");
const SOCK_DGRAM = constant("SOCK_DGRAM");
const SOL_SOCKET = constant("SOL_SOCKET");
const SCM_RIGHTS = constant("SCM_RIGHTS");

const one: Value = list(bytes("data"));
/** A pair that keeps messages apart, and gives up soon. */
const messages: Step[] = [
    prepare(["s", "peer"], "socket.socketpair", AF_UNIX, SOCK_DGRAM),
    quietly("s.settimeout", 0.01),
    quietly("peer.settimeout", 0.01),
];
const waiting: Step[] = [...messages, quietly("peer.send", bytes("0123456789"))];
const closed: Step[] = [...messages, quietly("s.close")];
const udp: Step[] = [
    prepare("s", "socket.socket", AF_INET, SOCK_DGRAM),
    prepare("peer", "socket.socket", AF_INET, SOCK_DGRAM),
    quietly("peer.bind", ["127.0.0.1", 0]),
    quietly("peer.settimeout", 1),
    prepare("address", "peer.getsockname"),
];
const stream: Step[] = [prepare(["s", "peer"], "socket.socketpair"), quietly("peer.settimeout", 1)];
const int32 = (...values: number[]) => bytes(Buffer.from(Int32Array.from(values).buffer).toString("latin1"));
/** Without those that a computer with enough memory can allocate. */
const wrongSizes = [...noIntegers, integer(2n ** 63n), integer(-(2n ** 63n) - 1n), integer(2n ** 100n)];
const wrong = [...noIntegers, ...limits.filter((limit) => limit !== -1 && limit !== 2 ** 31 - 1)];

const sending: Group = {
    name: "sendmsg",
    probes: [
        ...each(
            "s.sendmsg",
            messages,
            [],
            [one, [], 0, null, 5],
            [one],
            [[bytes("a"), bytearray("b"), memoryview("c"), bytes("")]],
            [iterator(bytes("a"), bytes("b"))],
            [list()],
            [one, list()],
            [one, list(), 0, null],
            [one, list(), 0, 12],
            [one, list(), 0, path("nobody")],
            [bytes("abc")],
            [bytes("")],
            [""],
            [list(bytes("a"), 1)],
        ),
        ...each("s.sendmsg", messages, ...noBytes.map((value) => [value])),
        ...each("s.sendmsg", messages, ...noBytes.map((value) => [list(value)])),
        ...each("s.sendmsg", messages, ...noBytes.map((value) => [one, value])),
        ...each("s.sendmsg", messages, ...wrong.map((flags) => [one, [], flags])),
        ...each(
            "s.sendmsg",
            messages,
            ...noBytes.map((item) => [one, list(item)]),
            ...[
                [],
                [1, 2],
                [1, 2, bytes(""), 4],
                list(SOL_SOCKET, 2, bytes("")),
                ["x", 2, bytes("")],
                [1, null, bytes("")],
                [1.5, 2, bytes("")],
                "abc",
                "ab",
                bytes("abc"),
                [99, 1, bytes("abcd")],
                [99, 1, bytearray("abc")],
                [99, 1, memoryview("abcde")],
                [99, 1, bytes("")],
                [SOL_SOCKET, SCM_RIGHTS, bytes("")],
                [SOL_SOCKET, SCM_RIGHTS, bytes("abc")],
                [SOL_SOCKET, SCM_RIGHTS, int32(-1)],
                [SOL_SOCKET, SCM_RIGHTS, int32(9999)],
                [SOL_SOCKET, SCM_RIGHTS, bytes("\0".repeat(4 * 254))],
                [SOL_SOCKET, 99, bytes("")],
            ].map((item) => [one, list(item)]),
            ...noBytes.map((data) => [one, list([1, 2, data])]),
            ...wrong.map((level) => [one, list([level, 2, bytes("")])]),
            ...wrong.map((type) => [one, list([1, type, bytes("")])]),
        ),
        ...each("s.sendmsg", messages, [one, iterator([99, 1, bytes("a")], [99, 2, bytes("bcdefghij")])]),
        ...[1024, 1025].map((count) =>
            probe(
                `sendmsg of ${count} buffers`,
                ...messages,
                call("s.sendmsg", list(...Array<Value>(count).fill(bytes("x")))),
                call("peer.recv", 5000),
            ),
        ),
        ...each("s.sendmsg", closed, [one], [list()], ["x"]),
        ...each(
            "s.sendmsg",
            udp,
            [one],
            [one, [], 0, ["127.0.0.1", "x"]],
            [one, [], 0, ["127.0.0.1", 65536]],
        ),
        ...each("s.sendmsg", udp, [one, [], 0, "x"], ["x", 1, 0, "y"]),
        probe(
            "sendmsg to an address",
            ...udp,
            call("s.sendmsg", list(bytes("ab"), bytes("cd")), [], 0, ref("address")),
            call("peer.recv", 10),
        ),
        probe(
            "sendmsg of several buffers over a stream",
            ...stream,
            call("s.sendmsg", list(bytes("ab"), bytearray("cd"), memoryview("ef"))),
            call("peer.recvmsg", 100),
        ),
        probe("sendmsg of keywords", ...messages, callWith("s.sendmsg", [one], { flags: 0 })),
    ],
};

const receiving: Group = {
    name: "recvmsg, recvmsg_into",
    probes: [
        ...each("s.recvmsg", waiting, [], [1, 2, 0, 4], [4], [100], [0], [100, 100], [true], [4, 0, 0]),
        ...each("s.recvmsg", waiting, ...wrongSizes.map((size) => [size]), [-1], [-1, -1]),
        ...each("s.recvmsg", waiting, ...wrong.map((room) => [10, room]), [10, -1], [10, 2 ** 31 - 1]),
        ...each("s.recvmsg", waiting, ...wrong.map((flags) => [10, 0, flags])),
        ...each("s.recvmsg", waiting, [4, 0, constant("MSG_TRUNC")], [4, 0, constant("MSG_PEEK")]),
        ...each("s.recvmsg", messages, [10], [0], [10, 10]),
        ...each("s.recvmsg", closed, [10], [-1], [10, -1]),
        ...each(
            "s.recvmsg_into",
            waiting,
            [],
            [list(bytearray("ab")), 0, 0, 4],
            [list(bytearray("ab"))],
            [list(bytearray("ab"), memoryview("0123456789"))],
            [list(bytearray("ab"), bytearray(""), memoryview("cd"))],
            [list()],
            [list(bytearray(""))],
            [list(bytearray("ab")), 100],
            [list(bytearray("ab")), 0, constant("MSG_TRUNC")],
            [iterator(bytearray("ab"), bytearray("cd"))],
            [bytes("ab")],
            [""],
        ),
        ...each("s.recvmsg_into", waiting, ...noBytes.map((value) => [value])),
        ...each("s.recvmsg_into", waiting, ...noBytes.map((value) => [list(value)])),
        ...each("s.recvmsg_into", waiting, ...wrong.map((room) => [list(bytearray("a")), room])),
        ...each("s.recvmsg_into", waiting, [list(bytearray("a")), -1], ["x", -1], ["x", "y"]),
        ...each("s.recvmsg_into", waiting, ...wrong.map((flags) => [list(bytearray("a")), 0, flags])),
        ...each("s.recvmsg_into", messages, [list(bytearray("ab"))]),
        ...each("s.recvmsg_into", closed, [list(bytearray("ab"))], [1]),
        probe(
            "recvmsg_into several buffers",
            ...waiting,
            { at: "internal.thing", args: [bytearray("abc")], set: "first", quiet: true },
            { at: "internal.thing", args: [bytearray("defgh")], set: "second", quiet: true },
            call("s.recvmsg_into", list(ref("first"), ref("second"))),
            read("first"),
            read("second"),
        ),
        probe("recvmsg at the end of a stream", ...stream, quietly("s.close"), call("peer.recvmsg", 10, 100)),
    ],
};

const cmsgSizes = [
    0,
    1,
    3,
    8,
    9,
    true,
    -1,
    2 ** 31 - 1,
    ...[15, 16, 17, 23, 24, 25, 31, 32].map((less) => 2 ** 31 - less),
    integer(2n ** 63n - 1n),
    integer(2n ** 63n),
];

const descriptors: Group = {
    name: "CMSG_LEN, CMSG_SPACE, send_fds, recv_fds, set_inheritable, get_inheritable",
    probes: [
        ...["socket.CMSG_LEN", "socket.CMSG_SPACE"].flatMap((name) => [
            ...each(name, [], [], [1, 2], ...[...noIntegers, ...cmsgSizes].map((size) => [size])),
            ...eachWith(name, [], [[], { length: 1 }]),
        ]),
        ...each(
            "socket.send_fds",
            messages,
            [],
            [1],
            [1, 2, 3],
            [ref("s"), one],
            [ref("s"), one, list()],
            [ref("s"), one, [descriptor]],
            [ref("s"), one, list(descriptor, descriptor), 0, "zz"],
            [ref("s"), one, list(9999)],
            [ref("s"), one, bytes("abc")],
            [ref("s"), one, int32(9999)],
            [ref("s"), one, "abcd"],
            [ref("s"), 1, list()],
        ),
        ...each("socket.send_fds", messages, ...noBytes.map((fds) => [ref("s"), one, fds])),
        ...each(
            "socket.send_fds",
            messages,
            ...[...noIntegers, ...limits].map((fd) => [ref("s"), one, [fd]]),
        ),
        ...eachWith("socket.send_fds", messages, [[ref("s"), one], { fds: list(), bogus: 1 }]),
        ...each(
            "socket.recv_fds",
            waiting,
            [],
            [1, 2, 3],
            [ref("s"), 1],
            [ref("s"), 10, 1],
            [ref("s"), 10, 0, "zz"],
            [ref("s"), 10, -1],
            [ref("s"), "x", 1],
            [ref("s"), 10, 2 ** 29],
            [ref("s"), 10, "x"],
            [ref("s"), 10, 1.5],
            [ref("s"), 10, null],
            [ref("s"), 10, true],
        ),
        ...each(
            "s.set_inheritable",
            messages,
            [],
            [1, 2],
            ...[...noIntegers, ...limits].map((value) => [value]),
        ),
        ...each("s.get_inheritable", messages, [], [1]),
        ...each("s.set_inheritable", closed, [true], ["x"]),
        ...each("s.get_inheritable", closed, []),
        probe(
            "set_inheritable, and what is copied",
            ...messages,
            call("s.set_inheritable", true),
            call("s.get_inheritable"),
            { at: "s.dup", args: [], set: "copy", quiet: true },
            call("copy.get_inheritable"),
            call("s.set_inheritable", false),
            call("s.get_inheritable"),
        ),
        probe(
            "detach and dup",
            ...messages,
            prepare("copy", "s.dup"),
            call("copy.gettimeout"),
            read("copy.family"),
            prepare("fd", "s.detach"),
            prepare("again", "socket.socket", AF_UNIX, SOCK_DGRAM, 0, ref("fd")),
            call("s.detach"),
            call("s.fileno"),
            call("s.gettimeout"),
            call("s.dup"),
            call("s.close"),
            call("copy.send", bytes("still open")),
            call("peer.recv", 20),
        ),
    ],
};

/** A socket that is of AF_ALG by its word alone: control messages of other levels are ignored. */
const algorithm: Step[] = [
    ...messages,
    prepare("fd", "s.detach"),
    prepare("alg", "socket.socket", AF_ALG, SOCK_DGRAM, 0, ref("fd")),
    quietly("alg.settimeout", 0.01),
];

const afalg: Group = {
    name: "sendmsg_afalg",
    probes: [
        ...each("s.sendmsg_afalg", messages, [], [1], [one]),
        ...each("alg.sendmsg_afalg", algorithm, [], [one], [one, 1], [one, 1, 2, 3, 4, 5, 6]),
        ...eachWith(
            "alg.sendmsg_afalg",
            algorithm,
            ...[...noIntegers, ...limits, true, 0].map((op): [Value[], Record<string, Value>] => [
                [one],
                { op },
            ]),
            ...noBytes.map((msg): [Value[], Record<string, Value>] => [[msg], { op: 0 }]),
            ...noBytes.map((iv): [Value[], Record<string, Value>] => [[one], { op: 0, iv }]),
            ...[...noIntegers, ...limits, 0].map((assoclen): [Value[], Record<string, Value>] => [
                [one],
                { op: 0, assoclen },
            ]),
            ...wrong.map((flags): [Value[], Record<string, Value>] => [[one], { op: 0, flags }]),
            [[], { op: 1 }],
            [[], { msg: one, op: 1 }],
            [[one], { msg: one, op: 1 }],
            [[one, 5], { op: 1 }],
            [[one], { op: 1, iv: bytes("") }],
            [[one], { op: 1, iv: bytes("1234567"), assoclen: 3, flags: 0 }],
            [[], { bogus: 1 }],
            [[one], { op: 1, bogus: 1 }],
            [[one], { op: 1, iv: bytes(""), assoclen: 3, flags: 0, bogus: 1 }],
            [[one], { assoclen: -1 }],
            [["x"], { op: "x", iv: 1 }],
            [["x"], { op: 1, iv: 1 }],
        ),
    ],
};

function sendingFile(name: string, kind: string, rest: Value[], setUp: Step[]) {
    return probe(
        `${name} of ${kind} ${JSON.stringify(rest)}`,
        ...setUp,
        { at: "internal.thing", args: [thing(kind)], set: "file", quiet: true },
        call(name, ref("file"), ...rest),
        call("file.tell"),
        quietly("s.close"),
        call("peer.recv", 100),
        call("file.close"),
    );
}

const files: Group = {
    name: "sendfile",
    probes: [
        ...["s.sendfile", "s._sendfile_use_send", "s._sendfile_use_sendfile"].flatMap((name) => [
            ...each(
                name,
                stream,
                [],
                ["x"],
                [null],
                [thing("plain")],
                [thing("attribute")],
                [thing("failing")],
            ),
            ...each(
                name,
                stream,
                ...[-1, 9999, 2 ** 31, -(2 ** 40), null, "x"].map((fd) => [thing("fileno", fd)]),
                [thing("fileno", integer(2n ** 1000n))],
            ),
            ...each(
                name,
                stream,
                ...["x", 1.5, bytes("1"), 0, -1].map((count) => [thing("memory"), 0, count]),
            ),
            ...each(name, stream, [thing("memory"), 0, 1, 2]),
            ...eachWith(name, stream, [[thing("memory")], { bogus: 1 }]),
            ...each(name, [prepare("s", "socket.socket", AF_INET, SOCK_DGRAM)], [thing("memory")]),
            ...each(name, [...stream, quietly("s.setblocking", false)], [thing("memory")]),
            ...each(name, [...stream, quietly("s.close")], [thing("memory")]),
            ...each(name, stream, [thing("mode", "r")], [thing("mode", 5)], [thing("read", "text")]),
            ...each(
                name,
                stream,
                [thing("read", null)],
                [thing("read", bytes(""))],
                [thing("read", bytes("")), 1],
            ),
            ...[[], [0], [3], [3, 4], [0, 4], [100], [-1], [0, true], [0, integer(2n ** 70n)]].flatMap(
                (rest) => ["memory", "file"].map((kind) => sendingFile(name, kind, rest, stream)),
            ),
            ...["x", 1.5].map((offset) => sendingFile(name, "file", [offset], stream)),
            sendingFile(name, "file", [], [...stream, quietly("s.setblocking", false)]),
            sendingFile(name, "file", [], [...stream, quietly("s.close")]),
        ]),
        ...each("s.sendfile", [...stream, quietly("peer.close")], [thing("memory")]),
        ...[SOCK_STREAM].map((type) =>
            probe("sendfile by keywords", prepare(["s", "peer"], "socket.socketpair", AF_UNIX, type), {
                at: "s.sendfile",
                args: [thing("memory")],
                kwargs: { offset: 2, count: 3 },
            }),
        ),
    ],
};

export const messageGroups: Group[] = [sending, receiving, descriptors, afalg, files];
