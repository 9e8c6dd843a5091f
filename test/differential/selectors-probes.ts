import {
    bytes,
    call,
    callWith,
    each,
    type Group,
    prepare,
    probe,
    quietly,
    read,
    ref,
    type Value,
} from "./probe";

const EVENT_READ = 1;
const EVENT_WRITE = 2;

function probesOf(at: string): Group {
    const empty = [prepare(["a", "b"], "socket.socketpair"), prepare("fd", "a.fileno"), prepare("s", at)];
    const one = [...empty, quietly("s.register", ref("a"), EVENT_READ, "data")];
    const closed = [...one, quietly("s.close")];
    const noObjects: Value[] = ["x", null, 1.5, -1, bytes("x")];
    const noEvents: Value[] = [0, 4, -1, null, "", "x", 1.5, false, bytes("")];
    return {
        name: at,
        probes: [
            ...each(at, [], [1]),
            ...each(
                "s.register",
                empty,
                [],
                [ref("a")],
                [ref("a"), 1, 2, 3],
                [ref("a"), true],
                [9999, EVENT_READ],
            ),
            ...each("s.register", empty, ...noObjects.map((object) => [object, EVENT_READ])),
            ...each("s.register", empty, ...noEvents.map((events) => [ref("a"), events])),
            ...each("s.register", one, [ref("a"), EVENT_READ]),
            ...each(
                "s.modify",
                one,
                [],
                [ref("a")],
                [ref("b"), EVENT_READ],
                ["x", EVENT_READ],
                [ref("a"), 1, 2, 3],
                [ref("a"), true, 5],
            ),
            ...each("s.unregister", one, [], [ref("b")], ["x"], [ref("a"), 1]),
            ...each("s.get_key", one, [], [ref("b")], ["x"]),
            ...each("s.select", one, [0], [-1], [0.01], [false], ["x"], [1, 2]),
            probe("s.select by keyword", ...one, callWith("s.select", [], { timeout: 0 })),
            ...each("s.select", empty, [0], [0.01], [-0.0005], [-1e-9]),
            ...each("s.register", closed, [ref("a"), EVENT_READ], [ref("a"), 0]),
            ...each("s.unregister", closed, [ref("a")]),
            ...each("s.modify", closed, [ref("a"), EVENT_READ]),
            ...each("s.get_key", closed, [ref("a")]),
            ...["get_map", "close"].flatMap((method) => each(`s.${method}`, closed, [])),
            ...each("s.select", closed, [0]),
            probe(
                "a key",
                ...empty,
                prepare("key", "s.register", ref("a"), EVENT_READ | EVENT_WRITE, "data"),
                read("key.fileobj"),
                read("key.events"),
                read("key.data"),
                call("internal.text", ref("key")),
                callWith("s.modify", [ref("a"), EVENT_READ], { data: 5 }),
                prepare("key", "s.get_key", ref("fd")),
                read("key.events"),
                read("key.data"),
                quietly("s.modify", ref("fd"), EVENT_READ),
                prepare("key", "s.unregister", ref("fd")),
                read("key.data"),
                read("key.fileobj"),
                call("s.get_key", ref("a")),
            ),
            probe(
                "events",
                ...empty,
                quietly("s.register", ref("a"), EVENT_READ | EVENT_WRITE),
                quietly("s.register", ref("b"), EVENT_READ),
                call("internal.selected", ref("s"), 1),
                quietly("a.send", bytes("x")),
                call("internal.selected", ref("s"), 1),
                quietly("b.recv", 1),
                quietly("s.modify", ref("a"), EVENT_READ),
                call("internal.selected", ref("s"), 0.01),
                quietly("b.close"),
                call("internal.selected", ref("s"), 1),
                quietly("s.unregister", ref("b")),
                call("internal.selected", ref("s"), 1),
                quietly("a.close"),
                quietly("s.unregister", ref("a")),
                call("internal.selected", ref("s"), 0),
            ),
            probe(
                "the map",
                ...one,
                prepare("map", "s.get_map"),
                call("internal.count", ref("map"), ref("a")),
                call("internal.count", ref("map"), ref("b")),
                call("internal.count", ref("map"), "x"),
                quietly("s.register", ref("b"), EVENT_WRITE),
                call("internal.count", ref("map"), ref("b")),
                call("map.get", ref("fd"), 7),
                call("map.get", 9999),
                call("map.get", 9999, 7),
                quietly("s.close"),
                call("internal.count", ref("map"), ref("b")),
            ),
        ],
    };
}

export const selectorsGroups: Group[] = [
    "selectors.SelectSelector",
    "selectors.PollSelector",
    "selectors.EpollSelector",
    "selectors.DefaultSelector",
]
    .map(probesOf)
    .concat({
        name: "selectors.SelectorKey, BaseSelector",
        probes: [
            ...each("selectors.SelectorKey", [], [], [1], [1, 2, 3, 4, 5]),
            ...each("selectors.BaseSelector", [], []),
            probe("events", read("selectors.EVENT_READ"), read("selectors.EVENT_WRITE")),
        ],
    });
