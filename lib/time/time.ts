import { native } from "../native/addon";
import {
    take,
    takeNone,
    takeOne,
    takePositional,
    takeSome,
    toParsedInt,
    toSeconds,
} from "../python/arguments";
import { callable } from "../python/callable";
import { OverflowError, TypeError, ValueError } from "../python/exceptions";
import { check, raise } from "../python/raise";
import { typeName } from "../python/type-name";
import { noteAct } from "../runtime/first-act";
import { StructTime } from "./struct-time";
import "../runtime/environment";

/**
 * Python's `time`: a sleep that signals and the end of the process interrupt, clocks, and times by their parts.
 *
 * @module
 */

export const struct_time = callable(StructTime);
export type struct_time = StructTime;

/** A time by its parts, or nine numbers. */
export type TimeTuple = StructTime | readonly number[];

/** Never set: a wait for it is a sleep. */
let never = 0;

/**
 * Suspends the calling thread for so many seconds. On the main thread handlers of signals run meanwhile.
 *
 * Raises `ValueError` for a negative number, `TypeError`, `OverflowError`. Python: `time.sleep`.
 */
export function sleep(seconds: number): void;
export function sleep(...args: unknown[]): void {
    const given = takeOne("time.sleep", args);
    const duration = toSeconds(given);
    if (duration < 0) throw new ValueError("sleep length must be non-negative");
    noteAct();
    never ||= native.event_new();
    const outcome = native.event_wait(never, duration);
    if (outcome < 0) raise(outcome);
}

/** Seconds since 1970, in whole milliseconds. Python: `time.time`. */
export function time(...args: never[]): number {
    takeNone("time.time", args);
    return Date.now() / 1000;
}

/** Nanoseconds since 1970, in whole milliseconds. Python: `time.time_ns`. */
export function time_ns(...args: never[]): bigint {
    takeNone("time.time_ns", args);
    return BigInt(Date.now()) * 1_000_000n;
}

/** Seconds of a clock that never goes back, the same one in every thread. Python: `time.monotonic`. */
export function monotonic(...args: never[]): number {
    takeNone("time.monotonic", args);
    return Number(process.hrtime.bigint()) / 1e9;
}

/** Nanoseconds of a clock that never goes back, the same one in every thread. Python: `time.monotonic_ns`. */
export function monotonic_ns(...args: never[]): bigint {
    takeNone("time.monotonic_ns", args);
    return process.hrtime.bigint();
}

/** Seconds of the clock with the highest resolution, which is `monotonic()`. Python: `time.perf_counter`. */
export function perf_counter(...args: never[]): number {
    takeNone("time.perf_counter", args);
    return Number(process.hrtime.bigint()) / 1e9;
}

/** Nanoseconds of the clock with the highest resolution. Python: `time.perf_counter_ns`. */
export function perf_counter_ns(...args: never[]): bigint {
    takeNone("time.perf_counter_ns", args);
    return process.hrtime.bigint();
}

/** Processor time of the process, all threads together, in seconds. Python: `time.process_time`. */
export function process_time(...args: never[]): number {
    takeNone("time.process_time", args);
    return usedMicroseconds() / 1e6;
}

/** Processor time of the process in nanoseconds. Python: `time.process_time_ns`. */
export function process_time_ns(...args: never[]): bigint {
    takeNone("time.process_time_ns", args);
    return BigInt(usedMicroseconds()) * 1000n;
}

/** Processor time of the calling thread in seconds. Python: `time.thread_time`. */
export function thread_time(...args: never[]): number {
    takeNone("time.thread_time", args);
    return check(native.thread_time()) / 1e9;
}

/** Processor time of the calling thread in nanoseconds. Python: `time.thread_time_ns`. */
export function thread_time_ns(...args: never[]): bigint {
    takeNone("time.thread_time_ns", args);
    return BigInt(check(native.thread_time()));
}

function usedMicroseconds(): number {
    const { user, system } = process.cpuUsage();
    return user + system;
}

/** The parts of a time in UTC; by default of now. Python: `time.gmtime`. */
export function gmtime(seconds?: number | null): StructTime;
export function gmtime(...args: unknown[]): StructTime {
    const date = dateOf("gmtime", args);
    return new StructTime([
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        date.getUTCHours(),
        date.getUTCMinutes(),
        date.getUTCSeconds(),
        (date.getUTCDay() + 6) % 7,
        dayOfYear(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()),
        0,
        "UTC",
        0,
    ]);
}

/** The parts of a time in the local time zone; by default of now. Python: `time.localtime`. */
export function localtime(seconds?: number | null): StructTime;
export function localtime(...args: unknown[]): StructTime {
    return localParts(dateOf("localtime", args));
}

function localParts(date: Date): StructTime {
    const offset = -date.getTimezoneOffset() * 60;
    const isSummer = offset !== standardOffset(date.getFullYear());
    return new StructTime([
        date.getFullYear(),
        date.getMonth() + 1,
        date.getDate(),
        date.getHours(),
        date.getMinutes(),
        date.getSeconds(),
        (date.getDay() + 6) % 7,
        dayOfYear(date.getFullYear(), date.getMonth(), date.getDate()),
        isSummer ? 1 : 0,
        zoneName(date),
        offset,
    ]);
}

/** The seconds since 1970 of a local time. Raises `OverflowError` for one that is none. Python: `time.mktime`. */
export function mktime(t: TimeTuple): number;
export function mktime(...args: unknown[]): number {
    const given = takeOne("time.mktime", args);
    const [year, month, day, hour, minute, second] = partsOf("mktime", given);
    const date = new Date(2000, month - 1, day, hour, minute, second);
    // Years below 100 are no abbreviations.
    date.setFullYear(year, month - 1, day);
    if (Number.isNaN(date.getTime())) throw new OverflowError("mktime argument out of range");
    return date.getTime() / 1000;
}

/** A time as `Sun Jun 20 23:21:05 1993`; by default now. Python: `time.asctime`. */
export function asctime(t?: TimeTuple): string;
export function asctime(...args: unknown[]): string {
    const [given] = takePositional("time", "asctime", args, 0, 1);
    const [year, month, day, hour, minute, second, weekday] =
        given === undefined ? [...localParts(new Date())] : checkedParts("asctime", given);
    const clock = [hour, minute, second].map((part) => pad(part, 2)).join(":");
    return `${DAYS[weekday].slice(0, 3)} ${MONTHS[month - 1].slice(0, 3)} ${pad(day, 2, " ")} ${clock} ${year}`;
}

/** A number of seconds since 1970 as `asctime()` shows it; by default now. Python: `time.ctime`. */
export function ctime(seconds?: number | null): string;
export function ctime(...args: unknown[]): string {
    return asctime(localParts(dateOf("ctime", args)));
}

/**
 * A time by a format: the directives of strftime(3), with the names of the C locale. By default the time is now.
 *
 * Raises `ValueError` for parts that no time has, `TypeError`. Python: `time.strftime`.
 */
export function strftime(format: string, t?: TimeTuple): string;
export function strftime(...args: unknown[]): string {
    const [format, given] = takeSome("time", "strftime", args, 1, 2);
    if (typeof format !== "string")
        throw new TypeError(`strftime() argument 1 must be str, not ${typeName(format)}`);
    const parts =
        given === undefined ? localParts(new Date()) : new StructTime(checkedParts("strftime", given));
    return formatTime(format, parts);
}

/**
 * Reads a time as a format describes it, with the directives of `strftime()` and the names of the C locale. White space
 * in the format stands for any white space.
 *
 * Raises `ValueError` for text that does not match, and for a format with an unknown directive; `TypeError`.
 * Python: `time.strptime`.
 */
export function strptime(data_string: string, format?: string): StructTime;
export function strptime(...args: unknown[]): StructTime {
    const [text, format = "%a %b %d %H:%M:%S %Y"] = take(
        { name: "_strptime_time", parameters: ["data_string", "format"], required: 1 },
        args,
    );
    const { parseTime } = require("./strptime") as typeof import("./strptime");
    const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
    return new StructTime(
        parseTime(text, format, { days: lower(DAYS), months: lower(MONTHS), zones: lower(tzname) }),
    );
}

function formatTime(format: string, parts: StructTime): string {
    return format.replace(/%[EO]?([A-Za-z%])/g, (whole, letter: string) => {
        const directive = directives[letter];
        return directive === undefined ? whole : directive(parts);
    });
}

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = [
    ..."January February March April May June".split(" "),
    ..."July August September October November December".split(" "),
];

const directives: Record<string, (t: StructTime) => string> = {
    a: (t) => DAYS[t.tm_wday].slice(0, 3),
    A: (t) => DAYS[t.tm_wday],
    b: (t) => MONTHS[t.tm_mon - 1].slice(0, 3),
    B: (t) => MONTHS[t.tm_mon - 1],
    c: (t) => asctime(t),
    C: (t) => pad(Math.floor(t.tm_year / 100), 2),
    d: (t) => pad(t.tm_mday, 2),
    D: (t) => formatTime("%m/%d/%y", t),
    e: (t) => pad(t.tm_mday, 2, " "),
    F: (t) => formatTime("%Y-%m-%d", t),
    G: (t) => String(isoWeek(t)[0]),
    g: (t) => pad(isoWeek(t)[0] % 100, 2),
    h: (t) => MONTHS[t.tm_mon - 1].slice(0, 3),
    H: (t) => pad(t.tm_hour, 2),
    I: (t) => pad(t.tm_hour % 12 || 12, 2),
    j: (t) => pad(t.tm_yday, 3),
    k: (t) => pad(t.tm_hour, 2, " "),
    l: (t) => pad(t.tm_hour % 12 || 12, 2, " "),
    m: (t) => pad(t.tm_mon, 2),
    M: (t) => pad(t.tm_min, 2),
    n: () => "\n",
    p: (t) => (t.tm_hour < 12 ? "AM" : "PM"),
    r: (t) => formatTime("%I:%M:%S %p", t),
    R: (t) => formatTime("%H:%M", t),
    s: (t) => String(Math.floor(mktime(t))),
    S: (t) => pad(t.tm_sec, 2),
    t: () => "\t",
    T: (t) => formatTime("%H:%M:%S", t),
    u: (t) => String(t.tm_wday + 1),
    U: (t) => pad(Math.floor((t.tm_yday + 6 - ((t.tm_wday + 1) % 7)) / 7), 2),
    V: (t) => pad(isoWeek(t)[1], 2),
    w: (t) => String((t.tm_wday + 1) % 7),
    W: (t) => pad(Math.floor((t.tm_yday + 6 - t.tm_wday) / 7), 2),
    x: (t) => formatTime("%m/%d/%y", t),
    X: (t) => formatTime("%H:%M:%S", t),
    y: (t) => pad(t.tm_year % 100, 2),
    Y: (t) => String(t.tm_year),
    z: (t) => offsetText(t.tm_gmtoff ?? -new Date(mktime(t) * 1000).getTimezoneOffset() * 60),
    Z: (t) => t.tm_zone ?? tzname[t.tm_isdst > 0 ? 1 : 0],
    "%": () => "%",
};

function offsetText(seconds: number): string {
    const minutes = Math.floor(Math.abs(seconds) / 60);
    return `${seconds < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`;
}

/** The year and the number of the week by ISO 8601. */
function isoWeek(t: StructTime): [year: number, week: number] {
    const week = Math.floor((t.tm_yday - (t.tm_wday + 1) + 10) / 7);
    if (week < 1) return [t.tm_year - 1, weeksIn(t.tm_year - 1)];
    return week > weeksIn(t.tm_year) ? [t.tm_year + 1, 1] : [t.tm_year, week];
}

function weeksIn(year: number): number {
    const last = (each: number) =>
        (each + Math.floor(each / 4) - Math.floor(each / 100) + Math.floor(each / 400)) % 7;
    return last(year) === 4 || last(year - 1) === 3 ? 53 : 52;
}

function pad(value: number, width: number, filler = "0"): string {
    return String(value).padStart(width, filler);
}

function dayOfYear(year: number, month: number, day: number): number {
    const start = new Date(0);
    start.setUTCFullYear(year, 0, 1);
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return Math.round((date.getTime() - start.getTime()) / 86_400_000) + 1;
}

/** Seconds east of UTC outside of summer time. */
function standardOffset(year: number): number {
    const offsets = [0, 6].map((month) => -new Date(year, month, 1).getTimezoneOffset() * 60);
    return Math.min(...offsets);
}

function zoneName(date: Date): string {
    const parts = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" }).formatToParts(date);
    return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** Seconds west of UTC of the local time zone, outside of summer time. Python: `time.timezone`. */
export const timezone: number = -standardOffset(new Date().getFullYear()) || 0;

const january = new Date(new Date().getFullYear(), 0, 1);
const july = new Date(new Date().getFullYear(), 6, 1);
const [standard, summer] = [january, july].sort((a, b) => b.getTimezoneOffset() - a.getTimezoneOffset());

/** Seconds west of UTC in summer time. Python: `time.altzone`. */
export const altzone: number = summer.getTimezoneOffset() * 60;

/** 1 if the local time zone has summer time, otherwise 0. Python: `time.daylight`. */
export const daylight: number = altzone === timezone ? 0 : 1;

/** Names of the local time zone outside of summer time and in it. Python: `time.tzname`. */
export const tzname: readonly [string, string] = [zoneName(standard), zoneName(summer)];

function dateOf(name: string, args: unknown[]): Date {
    const [given = null] = takeSome("time", name, args, 0, 1);
    const date = new Date(given === null ? Date.now() : Math.floor(toSeconds(given)) * 1000);
    if (Number.isNaN(date.getTime())) throw new OverflowError("timestamp out of range for platform time_t");
    return date;
}

/** The nine parts that a function was given, as numbers. */
function partsOf(name: string, value: unknown): number[] {
    if (!Array.isArray(value) && !(value instanceof StructTime))
        throw new TypeError("Tuple or struct_time argument required");
    const items = [...value];
    if (items.length !== 9) throw new TypeError(`${name}(): illegal time tuple argument`);
    return items.map(toParsedInt);
}

/** The parts of a time, within their ranges; 0 is 1 where counting begins with 1. */
function checkedParts(name: string, value: unknown): number[] {
    const [year, month, day, hour, minute, second, weekday, yearDay, isSummer] = partsOf(name, value);
    const zone = value instanceof StructTime ? [value.tm_zone, value.tm_gmtoff] : [];
    // C counts from Sunday, in an int.
    const fromSunday = ((weekday + 1) | 0) % 7;
    const fromMonday = fromSunday < 0 ? fromSunday : (fromSunday + 6) % 7;
    const parts = [year, month || 1, day || 1, hour, minute, second, fromMonday, yearDay || 1];
    const [, mon, mday, , , , wday, yday] = parts;
    const check = (part: string, number: number, least: number, most: number) => {
        if (number < least || number > most) throw new ValueError(`${part} out of range`);
    };
    check("month", mon, 1, 12);
    check("day of month", mday, 1, 31);
    check("hour", hour, 0, 23);
    check("minute", minute, 0, 59);
    check("seconds", second, 0, 61);
    check("day of week", wday, 0, 6);
    check("day of year", yday, 1, 366);
    return [...parts, isSummer, ...(zone as number[])];
}
