import { inspect } from "node:util";
import { TypeError } from "../python/exceptions";
import { itemsOf } from "../python/items";
import { repr } from "../python/repr";

const FIELDS = [
    "tm_year",
    "tm_mon",
    "tm_mday",
    "tm_hour",
    "tm_min",
    "tm_sec",
    "tm_wday",
    "tm_yday",
    "tm_isdst",
] as const;

/** A time by its parts, which can be taken apart like Python's tuple. Python: `time.struct_time`. */
export class StructTime {
    /** The year, with all its digits. */
    readonly tm_year!: number;
    /** 1 to 12. */
    readonly tm_mon!: number;
    /** Day of the month, 1 to 31. */
    readonly tm_mday!: number;
    /** 0 to 23. */
    readonly tm_hour!: number;
    /** Minutes, 0 to 59. */
    readonly tm_min!: number;
    /** Seconds, 0 to 61. */
    readonly tm_sec!: number;
    /** 0 is Monday. */
    readonly tm_wday!: number;
    /** 1 to 366. */
    readonly tm_yday!: number;
    /** 1 in summer time, 0 outside of it, -1 if unknown. */
    readonly tm_isdst!: number;
    /** Name of the time zone. */
    readonly tm_zone!: string | null;
    /** Seconds east of UTC. */
    readonly tm_gmtoff!: number | null;

    /** Takes nine numbers, or eleven values. Raises `TypeError` for anything else. */
    constructor(sequence: Iterable<unknown>) {
        const items = itemsOf(sequence);
        if (items === null) throw new TypeError("constructor requires a sequence");
        if (items.length < 9)
            throw new TypeError(
                `time.struct_time() takes an at least 9-sequence (${items.length}-sequence given)`,
            );
        if (items.length > 11)
            throw new TypeError(
                `time.struct_time() takes an at most 11-sequence (${items.length}-sequence given)`,
            );
        for (const [index, name] of FIELDS.entries()) Object.assign(this, { [name]: items[index] });
        Object.assign(this, { tm_zone: items[9] ?? null, tm_gmtoff: items[10] ?? null });
    }

    /** Number of items: nine. */
    get length(): number {
        return FIELDS.length;
    }

    *[Symbol.iterator](): Generator<number, undefined> {
        for (const name of FIELDS) yield this[name];
    }

    /** The text of Python's `repr()`, without the time zone. */
    toString(): string {
        return `time.struct_time(${FIELDS.map((name) => `${name}=${repr(this[name])}`).join(", ")})`;
    }

    [inspect.custom](): string {
        return this.toString();
    }
}

Object.defineProperty(StructTime, "name", { value: "struct_time" });
