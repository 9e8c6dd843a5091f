import {
    bytes,
    call,
    each,
    float,
    type Group,
    limits,
    list,
    noIntegers,
    prepare,
    probe,
    ref,
    type Value,
} from "./probe";

const noon: Value[] = [2024, 2, 29, 12, 5, 9, 3, 60, 0];
/** Times around the turns of years, days and weeks. */
const moments = [0, 1, 86399, 951782400, 1704067199, 1704067200, 1735689599, 4102444800, -1, 1.999, -0.5];
const letters = [..."aAbBcCdDeFgGhHIjklmMnprRSTuUVwWxXyYzZ%"];

/** A time of which one part is replaced. */
function withPart(index: number, part: Value): Value {
    return noon.map((each, place) => (place === index ? part : each));
}

const noTimes: Value[] = ["x", null, 1, bytes("123456789"), [], noon.slice(1), [...noon, 1]];
const oddParts = [0, 13, 32, 61, 62, 367, -1, -2, ...noIntegers, ...limits];

const parts: Group = {
    name: "time.gmtime, localtime, ctime",
    probes: ["gmtime", "localtime"].flatMap((name) =>
        moments.flatMap((moment) => [
            probe(
                `${name}(${moment})`,
                prepare("t", `time.${name}`, moment),
                ...["year", "mon", "mday", "hour", "min", "sec", "wday", "yday", "isdst"].map((part) => ({
                    at: `t.tm_${part}`,
                    get: true,
                })),
                call("time.asctime", ref("t")),
                call("time.strftime", "%Y-%m-%d %H:%M:%S %j %G-%V", ref("t")),
                call("internal.text", ref("t")),
            ),
        ]),
    ),
};

const texts: Group = {
    name: "time.strftime, asctime, mktime, ctime",
    probes: [
        ...letters.flatMap((letter) =>
            [noon, [1999, 1, 3, 0, 0, 0, 6, 3, 0], [2020, 12, 31, 23, 59, 61, 3, 366, 0]].flatMap((time) =>
                each("time.strftime", [], [`%${letter}`, time]),
            ),
        ),
        ...each("time.strftime", [], [], [1], [bytes("%Y")], ["%Y", noon, 1], ["", noon], ["100%% é", noon]),
        ...each("time.asctime", [], [noon], [noon, 1], ...noTimes.map((time) => [time])),
        ...each("time.mktime", [], [], [noon], [noon, 1], ...noTimes.map((time) => [time])),
        ...noTimes.flatMap((time) => each("time.strftime", [], ["%c", time])),
        ...noon.flatMap((_, index) =>
            oddParts.flatMap((part) => each("time.asctime", [], [withPart(index, part)])),
        ),
        ...each("time.ctime", [], ...moments.map((moment) => [moment]), ["x"], [list()], [1, 2]),
    ],
};

const parsed: Group = {
    name: "time.strptime",
    probes: [
        ...[
            ["2024-02-29 12:05:09", "%Y-%m-%d %H:%M:%S"],
            ["29 Feb", "%d %b"],
            ["Thu Feb 29 12:05:09 2024"],
            ["thu feb 29 12:05:09 2024", "%c"],
            ["02/29/24 12:05:09", "%x %X"],
            ["12/31/69", "%m/%d/%y"],
            ["12 AM", "%I %p"],
            ["12 pm", "%I %p"],
            ["7 PM", "%I %p"],
            ["060 2024", "%j %Y"],
            ["2024 366", "%Y %j"],
            ["2024 09 4", "%Y %W %w"],
            ["2024 00 0", "%Y %U %w"],
            ["2023 0 Sunday", "%Y %W %A"],
            ["2020 53 5", "%G %V %u"],
            ["2021 01 1", "%G %V %u"],
            ["0.123456", "%S.%f"],
            ["+0130", "%z"],
            ["-01:30:15.5", "%z"],
            ["Z", "%z"],
            ["UTC", "%Z"],
            ["gmt", "%Z"],
            ["100%", "100%%"],
            ["a  \t b", "a b"],
            ["a.b", "a.b"],
            ["", ""],
            ["May 1 2024", "%B %d %Y"],
            ["Monday 1 2024 January", "%A %d %Y %B"],
            ["61", "%S"],
            ["é 2024", "é %Y"],
        ].map((args) =>
            probe(
                `strptime(${JSON.stringify(args)})`,
                prepare("t", "time.strptime", ...args),
                call("internal.items", ref("t")),
                ...["tm_zone", "tm_gmtoff"].map((part) => ({ at: `t.${part}`, get: true })),
            ),
        ),
        ...each(
            "time.strptime",
            [],
            ["2024", "%G"],
            ["10", "%V"],
            ["2024 10", "%Y %V"],
            ["2024 10 1", "%Y %V %u"],
            ["2024 10 1", "%G %j %u"],
            ["+01:3015", "%z"],
            ["CEST", "%Z"],
            ["2023-02-29", "%Y-%m-%d"],
            ["2023", "%Y-"],
            ["2023x", "%Y"],
            ["x", "%Q"],
            ["x", "x%"],
            ["x", "% x"],
            ["axb", "a.b"],
            ["x", ""],
            [1, "%Y"],
            ["x", 1],
            [null],
            [],
            ["1", "%d", 3],
            ["24", "%H"],
        ),
    ],
};

const waits: Group = {
    name: "time.sleep, and the clocks",
    probes: [
        ...each("time.sleep", [], [], [0], [1e-9], [-1], [float("nan")], [float("inf")], [1, 2]),
        ...each("time.sleep", [], ...noIntegers.filter((value) => value !== 1.5).map((value) => [value])),
        ...[
            "time",
            "time_ns",
            "monotonic",
            "monotonic_ns",
            "perf_counter",
            "process_time",
            "thread_time",
            "thread_time_ns",
        ].flatMap((name) => each(`time.${name}`, [], [1])),
    ],
};

export const timeGroups: Group[] = [parts, texts, parsed, waits];
