import { TypeError, ValueError } from "../python/exceptions";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";

/** Names of the C locale, in lower case, as `strptime` finds them. */
export interface TimeNames {
    days: readonly string[];
    months: readonly string[];
    /** Names of the local time zone, outside of summer time and in it. */
    zones: readonly string[];
}

/** Parts of a time in the order of `struct_time`. */
type Parts = (number | string | null)[];

const HOUR_12 = "1[0-2]|0[1-9]|[1-9]";
const WEEK = "5[0-3]|[0-4][0-9]|[0-9]";

const numeric: Record<string, string> = {
    d: "3[01]|[12][0-9]|0[1-9]|[1-9]| [1-9]",
    f: "[0-9]{1,6}",
    G: "[0-9]{4}",
    H: "2[0-3]|[01][0-9]|[0-9]",
    I: HOUR_12,
    j: "36[0-6]|3[0-5][0-9]|[12][0-9][0-9]|0[1-9][0-9]|00[1-9]|[1-9][0-9]|0[1-9]|[1-9]",
    m: HOUR_12,
    M: "[0-5][0-9]|[0-9]",
    p: "am|pm",
    S: "6[01]|[0-5][0-9]|[0-9]",
    u: "[1-7]",
    U: WEEK,
    V: "5[0-3]|0[1-9]|[1-4][0-9]|[0-9]",
    w: "[0-6]",
    W: WEEK,
    y: "[0-9]{2}",
    Y: "[0-9]{4}",
    z: "[+-][0-9]{2}:?[0-5][0-9](?::?[0-5][0-9](?:[.][0-9]{1,6})?)?|z",
};

/** Directives that are made of others. */
const composed: Record<string, string> = { c: "%a %b %d %H:%M:%S %Y", x: "%m/%d/%y", X: "%H:%M:%S" };

/** Reads a time as a format describes it. Raises `TypeError` and `ValueError`. */
export function parseTime(text: unknown, format: unknown, names: TimeNames): Parts {
    for (const [index, value] of [text, format].entries())
        if (typeof value !== "string")
            throw new TypeError(`strptime() argument ${index} must be str, not <class '${typeName(value)}'>`);
    return partsOf(match(text as string, format as string, names), names);
}

function match(text: string, format: string, names: TimeNames): Map<string, string> {
    const directives: string[] = [];
    const expression = new RegExp(`^${patternOf(format, format, names, directives)}`, "iu");
    const found = expression.exec(text);
    if (found === null) throw new ValueError(`time data ${repr(text)} does not match format ${repr(format)}`);
    if (found[0].length < text.length)
        throw new ValueError(`unconverted data remains: ${text.slice(found[0].length)}`);
    return new Map(directives.map((directive, index) => [directive, found[index + 1]]));
}

/** Returns the regular expression of a format, with a group for each of its directives. */
function patternOf(format: string, whole: string, names: TimeNames, directives: string[]): string {
    return format.replace(/%([\s\S])?|\s+|[^%\s]/gu, (part, letter?: string) => {
        if (part === "%") throw new ValueError(`stray % in format '${whole}'`);
        if (letter === undefined)
            return /^\s/.test(part) ? "\\s+" : part.replace(/[\\.^$*+?(){}[\]|/]/, "\\$&");
        if (letter === "%") return "%";
        if (Object.hasOwn(composed, letter)) return patternOf(composed[letter], whole, names, directives);
        const pattern = Object.hasOwn(numeric, letter) ? numeric[letter] : namesPattern(letter, names);
        if (pattern === undefined)
            throw new ValueError(
                `'${/\s/.test(letter) ? "%" : letter}' is a bad directive in format '${whole}'`,
            );
        directives.push(letter);
        return `(${pattern})`;
    });
}

function namesPattern(letter: string, { days, months, zones }: TimeNames): string | undefined {
    const short = (name: string) => name.slice(0, 3);
    const lists: Record<string, readonly string[]> = {
        a: days.map(short),
        A: days,
        b: months.map(short),
        B: months,
        Z: ["utc", "gmt", ...zones],
    };
    const list = Object.hasOwn(lists, letter) ? lists[letter] : undefined;
    // A longer name may begin with a shorter one.
    return (
        list &&
        [...list]
            .sort((a, b) => b.length - a.length)
            .map((name) => name.replace(/[+]/g, "[+]"))
            .join("|")
    );
}

function partsOf(found: Map<string, string>, names: TimeNames): Parts {
    const number = (directive: string) => {
        const text = found.get(directive);
        return text === undefined ? null : Number(text);
    };
    const nameIndex = (directive: string, list: readonly string[], length?: number) => {
        const text = found.get(directive)?.toLowerCase();
        return text === undefined ? null : list.findIndex((name) => name.slice(0, length) === text);
    };
    const weekday =
        nameIndex("A", names.days) ??
        nameIndex("a", names.days, 3) ??
        (found.has("w") ? ((number("w") as number) + 6) % 7 : null) ??
        (found.has("u") ? (number("u") as number) - 1 : null);
    const monthIndex = nameIndex("B", names.months) ?? nameIndex("b", names.months, 3);
    const month = monthIndex === null ? number("m") : monthIndex + 1;
    const date = dateOf({
        year: yearOf(found),
        month: month ?? 1,
        day: number("d") ?? 1,
        weekday,
        yearDay: number("j"),
        isoYear: number("G"),
        isoWeek: number("V"),
        week: number("U") ?? number("W"),
        weekBegin: found.has("U") ? 6 : 0,
    });
    const clock = [hourOf(found), number("M") ?? 0, number("S") ?? 0];
    return [...date.slice(0, 3), ...clock, ...date.slice(3), ...zoneOf(found, names)];
}

function yearOf(found: Map<string, string>): number | null {
    const [short, long] = [found.get("y"), found.get("Y")];
    if (long !== undefined) return Number(long);
    return short === undefined ? null : Number(short) + (Number(short) <= 68 ? 2000 : 1900);
}

function hourOf(found: Map<string, string>): number {
    const hour = found.get("I");
    if (hour === undefined) return Number(found.get("H") ?? 0);
    return (Number(hour) % 12) + (found.get("p")?.toLowerCase() === "pm" ? 12 : 0);
}

function zoneOf(found: Map<string, string>, { zones }: TimeNames): Parts {
    const zone = found.get("Z") ?? null;
    const [standard, summer] = zones;
    let isSummer = -1;
    if (zone !== null && !(standard === summer && !["utc", "gmt"].includes(standard)))
        isSummer = ["utc", "gmt", standard].includes(zone.toLowerCase()) ? 0 : 1;
    return [isSummer, zone, offsetOf(found.get("z"))];
}

function offsetOf(text: string | undefined): number | null {
    if (text === undefined) return null;
    if (/^z$/i.test(text)) return 0;
    const [, sign, hours, first, minutes, second, seconds] =
        /^([+-])(..)(:?)(..)(?:(:?)([0-9]{2}))?/.exec(text) ?? [];
    if (first === ":" && second === "") throw new ValueError(`Inconsistent use of : in ${text}`);
    const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
    return sign === "-" ? -total : total;
}

interface DateParts {
    year: number | null;
    month: number;
    day: number;
    weekday: number | null;
    yearDay: number | null;
    isoYear: number | null;
    isoWeek: number | null;
    week: number | null;
    weekBegin: number;
}

/** Returns year, month, day, weekday and day of the year. */
function dateOf(parts: DateParts): number[] {
    checkIso(parts);
    const { year, month, day, weekday, yearDay, isoYear, isoWeek, week, weekBegin } = parts;
    // Without a year the 29th of February is that of a leap year, and is shown with the usual one.
    const isLeapDay = year === null && month === 2 && day === 29;
    const usual = year ?? (isLeapDay ? 1904 : 1900);
    let date = utc(usual, month - 1, day);
    if (yearDay !== null) date = utc(usual, 0, yearDay);
    else if (weekday !== null && week !== null)
        date = utc(usual, 0, dayOfWeek(usual, week, weekday, weekBegin));
    else if (weekday !== null && isoYear !== null && isoWeek !== null)
        date = utc(isoYear, 0, 4 - ((utc(isoYear, 0, 4).getUTCDay() + 6) % 7) + 7 * (isoWeek - 1) + weekday);
    else if (date.getUTCMonth() !== month - 1) throw new ValueError("day is out of range for month");
    const shown = date.getUTCFullYear();
    const inYear = Math.round((date.getTime() - utc(shown, 0, 1).getTime()) / 86_400_000) + 1;
    return [
        isLeapDay ? 1900 : shown,
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        weekday ?? (date.getUTCDay() + 6) % 7,
        yearDay ?? inYear,
    ];
}

function checkIso({ year, weekday, yearDay, isoYear, isoWeek }: DateParts): void {
    const day = "a weekday directive ('%A', '%a', '%w', or '%u').";
    if (isoYear !== null) {
        if (yearDay !== null)
            throw new ValueError(
                "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.",
            );
        if (isoWeek === null || weekday === null)
            throw new ValueError(
                `ISO year directive '%G' must be used with the ISO week directive '%V' and ${day}`,
            );
    } else if (isoWeek !== null) {
        if (year === null || weekday === null)
            throw new ValueError(
                `ISO week directive '%V' must be used with the ISO year directive '%G' and ${day}`,
            );
        throw new ValueError(
            "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.",
        );
    }
}

/** Returns the day of the year of a weekday in a week, which begins on Sunday (6) or Monday (0). */
function dayOfWeek(year: number, week: number, weekday: number, begin: number): number {
    const shift = begin === 6 ? 1 : 0;
    const first = (utc(year, 0, 1).getUTCDay() + 6 + shift) % 7;
    const day = (weekday + shift) % 7;
    if (week === 0) return 1 + day - first;
    return 1 + ((7 - first) % 7) + 7 * (week - 1) + day;
}

function utc(year: number, month: number, day: number): Date {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return date;
}
