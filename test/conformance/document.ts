import type { Accounts } from "./accounts";
import { facts } from "./manifest";
import type { Row } from "./names";

/** One module's part of the conformance table. */
export interface Part {
    module: string;
    rows: Row[];
    accounts: Accounts;
}

/** How many there are of each. */
export function counts(values: readonly string[]): [value: string, count: number][] {
    const result = new Map<string, number>();
    for (const value of values) result.set(value, (result.get(value) ?? 0) + 1);
    return [...result].sort(([, first], [, second]) => second - first);
}

/** The same as text: "12 same, 1 missing". */
export function totals(values: readonly string[]): string {
    return counts(values)
        .map(([value, count]) => `${count} ${value}`)
        .join(", ");
}

const kinds: Record<string, string> = {
    constant: "constants",
    function: "functions",
    class: "classes",
    member: "members of classes",
    exception: "exceptions",
    enumeration: "enumerations",
};

/** The rows by area, with a title for each. */
export function areas({ module, rows }: Part): [title: string, rows: Row[]][] {
    const titles = [...Object.values(kinds), "other names"];
    return titles
        .map((title): [string, Row[]] => [
            `${module}: ${title}`,
            rows.filter(({ kind }) => (kinds[kind] ?? "other names") === title),
        ])
        .filter(([, found]) => found.length > 0);
}

/** The text of docs/conformance.md. What differs from machine to machine is not in it. */
export function documentOf(parts: readonly Part[]): string {
    return [
        "# Conformance",
        `Every name of CPython ${facts.version.split(".").slice(0, 2).join(".")}'s modules on Linux, and its own tests. ` +
            "Written by `npm run conformance -- --write`; `npm test` compares it with what it finds.",
        "A name is the same if it is of the same kind and has the same value, or refuses the same arguments in the same words; " +
            "what it does is compared by the tests that use it, of which one is named.",
        ...parts.flatMap((part) => [
            ...areas(part).flatMap(([title, rows]) => [
                `## ${title}`,
                totals(rows.map(({ verdict }) => verdict)),
                table(
                    ["name", "verdict", "tested by"],
                    rows.map((row) => [`\`${row.name}\``, described(row), row.testedBy ?? ""]),
                ),
            ]),
            ...testTables(part),
        ]),
    ]
        .join("\n\n")
        .concat("\n");
}

function described({ verdict, reason }: Row): string {
    return reason === undefined ? verdict : `${verdict}: ${reason}`;
}

function testTables({ module, accounts }: Part): string[] {
    if (accounts.tests.length === 0) return [];
    const classOf = (name: string) => name.slice(0, name.lastIndexOf("."));
    const classes = [...new Set(accounts.tests.map(({ name }) => classOf(name)))];
    const rows = classes.map((className) => {
        const tests = accounts.tests
            .filter(({ name }) => classOf(name) === className)
            // Whether a test is skipped depends on the machine.
            .map((test) => (test.account === "skipped here" ? { account: "covered" } : test))
            .map(({ account, reason }: { account: string; reason?: string }) => ({ account, reason }));
        const reasons = new Set(tests.flatMap(({ reason }) => reason ?? []));
        return [`\`${className}\``, totals(tests.map(({ account }) => account)), [...reasons].join("; ")];
    });
    return [`## ${module}: CPython's tests`, table(["class", "tests", "why not"], rows)];
}

function table(titles: string[], rows: string[][]): string {
    const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
