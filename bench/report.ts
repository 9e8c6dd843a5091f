import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { titleOf } from "./chart";
import { type Group, isMoreBetter, type Row } from "./group";
import { type Figure, type Outcome, reaches } from "./measure";
import { type PeerName, peerNames } from "./peer";

export type Table = readonly (readonly string[])[];

/** Result of a group's run, as stored in bench/results. */
export interface Result {
    readonly group: string;
    readonly when: string;
    readonly machine: string;
    readonly quick: boolean;
    readonly outcomes: readonly Outcome[];
}

/** Describes the machine and the versions that the figures depend on. */
export function machine(python: string): string {
    const [{ model }] = cpus();
    const memory = Math.round(totalmem() / 2 ** 30);
    return `${cpus().length} × ${model.trim()}, ${memory} GB; ${type()} ${release()}; Node ${process.versions.node}; CPython ${python}`;
}

/** Returns a line for each row: the figures, and pysocket's ratio to each peer. */
export function tableOf(outcomes: readonly Outcome[]): Table {
    const names = peerNames.filter((name) => outcomes.some(({ figures }) => figures[name] !== undefined));
    const others = names.filter((name) => name !== "pysocket");
    return [
        ["", ...names.map(titleOf), ...others.map((name) => `to ${titleOf(name)}`)],
        ...outcomes.map(({ row, figures }) => [
            row.name,
            ...names.map((name) => figureText(row, figures[name])),
            ...others.map((name) => ratioText(figures[name])),
        ]),
    ];
}

/** Returns a line for each aim and its result. */
export function aimsOf(outcomes: readonly Outcome[]): Table {
    const lines = outcomes.flatMap(({ row, figures }) =>
        Object.entries(row.aims ?? {}).map(([name, aim]) => {
            const figure = figures[name as PeerName];
            const sign = isMoreBetter(row) ? "≥" : "≤";
            return [
                row.name,
                `${sign} ${aim} × ${titleOf(name as PeerName)}`,
                typeof figure === "object" ? ratioText(figure) : (figure ?? "not measured"),
                verdict(row, figure, aim as number),
            ];
        }),
    );
    return [["", "aim", "measured", ""], ...lines, ...outcomes.flatMap(ownAim)];
}

/** Returns the line of an aim that is not a ratio. */
function ownAim({ row, figures }: Outcome): string[][] {
    const own = figures.pysocket;
    if (row.least === undefined) return [];
    const reached = typeof own === "object" && own.value >= row.least ? "reached" : "**not reached**";
    return [[row.name, `≥ ${row.least}`, figureText(row, own), reached]];
}

function verdict(row: Row, figure: Figure | string | undefined, aim: number): string {
    const reached = typeof figure === "object" ? reaches(row, figure, aim) : null;
    if (reached === null) return "not known";
    return reached ? "reached" : "**not reached**";
}

function figureText(row: Row, figure: Figure | string | undefined): string {
    if (figure === undefined) return "";
    if (typeof figure === "string") return "–";
    const { value } = figure;
    if (row.quantity === "bytes")
        return value < 2 ** 20 ? `${short(value / 1024)} KB` : `${short(value / 2 ** 20)} MB`;
    if (row.quantity === "speed-up") return short(value);
    if (row.bytes !== undefined) return `${short((value * row.bytes) / 1e6)} MB/s`;
    if (row.quantity === "rate") return value >= 10000 ? `${short(value / 1000)} k/s` : `${short(value)} /s`;
    return value < 1e6 ? `${short(value / 1e3)} µs` : `${short(value / 1e6)} ms`;
}

function short(value: number): string {
    return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function ratioText(figure: Figure | string | undefined): string {
    if (typeof figure !== "object") return "";
    if (figure.ratio !== null) return figure.ratio.toFixed(2);
    return Number.isFinite(figure.noise) ? `too noisy (±${Math.round(figure.noise * 100)} %)` : "";
}

/** Returns the reasons why peers have no figure in a group's rows, each once. */
export function notesOf(outcomes: readonly Outcome[]): string[] {
    const reasons = new Map<string, string[]>();
    for (const { row, figures } of outcomes)
        for (const name of peerNames) {
            const figure = figures[name];
            if (typeof figure !== "string" || figure === "not possible") continue;
            const reason = `${titleOf(name)}: ${figure}`;
            reasons.set(reason, [...(reasons.get(reason) ?? []), row.name]);
        }
    return [...reasons].map(([reason, rows]) =>
        rows.length === outcomes.length ? `${reason}.` : `${reason} (${rows.length} rows).`,
    );
}

/** Formats a table for the terminal. */
export function plainTable(table: Table): string {
    const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
    const lines = table.map((line) =>
        line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))),
    );
    return lines.map((line) => line.join("  ").trimEnd()).join("\n");
}

export function markdownTable([head, ...lines]: Table): string {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
    return [line(head), line(rule), ...lines.map(line)].join("\n");
}

/** Returns the date, the form and the machine of a measurement. */
export function conditions(result: Result): string {
    const rounds = result.quick ? "quick form: few, short rounds" : "full form";
    return `Measured on ${result.when.slice(0, 10)}, ${rounds}: ${result.machine}.`;
}

/** Returns a group's chapter of docs/performance.md. */
export function chapter(group: Group, result: Result): string {
    return [
        `${group.method}`,
        "",
        `![pysocket's figures divided by those of its peers](performance/${group.name}.svg)`,
        "",
        markdownTable(tableOf(result.outcomes)),
        "",
        ...notesOf(result.outcomes).map((note) => `- ${note}`),
        `- ${conditions(result)}`,
    ].join("\n");
}

/** Replaces the text between the markers of `name`. */
export function replaceBetween(text: string, name: string, content: string): string {
    const [begin, end] = [`<!-- begin ${name} -->\n`, `<!-- end ${name} -->`];
    const [before, rest] = text.split(begin);
    const after = rest?.split(end)[1];
    if (after === undefined) throw new Error(`no markers for ${name}`);
    return `${before}${begin}${content}\n${end}${after}`;
}

export function readResult(path: string): Result | null {
    try {
        return JSON.parse(readFileSync(path, "utf8")) as Result;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
    }
}
