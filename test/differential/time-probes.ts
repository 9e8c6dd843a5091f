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

const waits: Group = {
    name: "time.sleep, and the clocks",
    probes: [
        ...each("time.sleep", [], [], [0], [1e-9], [-1], [float("nan")], [float("inf")], [1, 2]),
        ...each("time.sleep", [], ...noIntegers.filter((value) => value !== 1.5).map((value) => [value])),
        ...["time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "process_time"].flatMap((name) =>
            each(`time.${name}`, [], [1]),
        ),
    ],
};

export const timeGroups: Group[] = [parts, texts, waits];
