import type { Accounts } from "./accounts";
import { facts } from "./manifest";
import type { Row } from "./names";

/** One module's part of the conformance table. */
export interface Part {
    module: string;
    rows: Row[];
    accounts: Accounts;
}

/** Returns how many there are of each value, the most frequent first. */
export function counts(values: readonly string[]): [value: string, count: number][] {
    const result = new Map<string, number>();
    for (const value of values) result.set(value, (result.get(value) ?? 0) + 1);
    return [...result].sort(([, first], [, second]) => second - first);
}

/** Returns how many there are of each value as text: "12 same, 1 missing". */
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

/** Returns the rows of each area, with a title. */
export function areas({ module, rows }: Part): [title: string, rows: Row[]][] {
    const titles = [...Object.values(kinds), "other names"];
    return titles
        .map((title): [string, Row[]] => [
            `${module}: ${title}`,
            rows.filter(({ kind }) => (kinds[kind] ?? "other names") === title),
        ])
        .filter(([, found]) => found.length > 0);
}

/** Returns the text of docs/conformance.md. It contains nothing that differs from machine to machine. */
export function documentOf(parts: readonly Part[]): string {
    return [
        "# Conformance",
        `Every name of CPython ${facts.version.split(".").slice(0, 2).join(".")}'s modules on Linux, and every one of its own tests, ` +
            "beside what is here. `npm run conformance -- --write` writes this page; `npm test` fails if it is not true.",
        [
            "A name is",
            "",
            "- **same** if it is of the same kind and has the same value, or refuses the same arguments with the same texts. " +
                "The tests that use it compare what it does; one of them is named;",
            "- **differs** if the platform or JavaScript forces a difference: see [differences.md](differences.md);",
            "- **beyond** if CPython on Linux does not have it;",
            "- **not applicable** if it cannot exist here, with the reason;",
            "- **not here** if the platform lacks it.",
            "",
            "A test of CPython is **covered** if a test of the same name is here and passes.",
        ].join("\n"),
        summary(parts),
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

function summary(parts: readonly Part[]): string {
    const count = (values: readonly string[], wanted: (value: string) => boolean) =>
        String(values.filter(wanted).length);
    const rows = parts.map(({ module, rows, accounts }) => {
        const verdicts = rows.map(({ verdict }) => verdict);
        const tests = accounts.tests.map(({ account }) => account);
        // Whether a test is skipped depends on the machine.
        const isCovered = (account: string) => account === "covered" || account === "skipped here";
        return [
            `\`${module}\``,
            count(verdicts, (verdict) => verdict === "same"),
            count(verdicts, (verdict) => verdict !== "same"),
            count(tests, isCovered),
            count(tests, (account) => !isCovered(account)),
        ];
    });
    return table(["module", "names same", "other names", "tests covered", "other tests"], rows);
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
