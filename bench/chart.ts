import { draw } from "../scripts/svg-chart";
import type { Group } from "./group";
import type { Outcome } from "./measure";
import { type PeerName, peerNames } from "./peer";

const WIDTH = 860;
const LINE = 16;

/** Draws a group's peers beside pysocket, which is the line at 1: one bar for each peer in each row. */
export function chartOf(group: Group, outcomes: readonly Outcome[]): string {
    const ratio = (outcome: Outcome, name: PeerName) => {
        const figure = outcome.figures[name];
        return typeof figure === "object" && figure.ratio !== null ? round(figure.ratio) : null;
    };
    const shown = outcomes.filter((outcome) => peerNames.some((name) => isCompared(ratio, outcome, name)));
    const names = peerNames.filter((name) => shown.some((outcome) => isCompared(ratio, outcome, name)));
    const height = 110 + shown.length * (names.length * LINE + 10);
    const option = {
        title: {
            text: group.title,
            subtext: "pysocket's figure divided by that of the peer",
            left: "center",
        },
        legend: { bottom: 4 },
        grid: { left: 10, right: 50, top: 60, bottom: 50, containLabel: true },
        xAxis: { type: "log", min: (range: { min: number }) => Math.min(0.2, range.min), logBase: 10 },
        yAxis: { type: "category", inverse: true, data: shown.map((outcome) => outcome.row.name) },
        series: names.map((name) => ({
            name: titleOf(name),
            type: "bar",
            data: shown.map((outcome) => ratio(outcome, name)),
            label: { show: true, position: "right", fontSize: 10 },
            markLine: { silent: true, symbol: "none", label: { show: false }, data: [{ xAxis: 1 }] },
        })),
    };
    return draw(option, WIDTH, height);
}

function isCompared(
    ratio: (outcome: Outcome, name: PeerName) => number | null,
    outcome: Outcome,
    name: PeerName,
): boolean {
    return name !== "pysocket" && ratio(outcome, name) !== null;
}

function round(ratio: number): number {
    return Number(ratio.toPrecision(3));
}

const titles: Partial<Record<PeerName, string>> = { python: "CPython", c: "C", node: "Node's own" };

export function titleOf(name: PeerName): string {
    return titles[name] ?? name;
}
