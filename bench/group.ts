/** What pysocket's figure is to be, as a ratio to that of a peer. */
export type Aims = Readonly<Partial<Record<string, number>>>;

/**
 * What a row's figures are: the time that one run takes; how many there are in a second, of which more is
 * better; or another quantity that the peer tells, of which less or more is better.
 */
export type Quantity = "time" | "rate" | "bytes" | "speed-up";

/** One operation, measured in all peers that know it. */
export interface Row {
    readonly name: string;
    /** The operation's name and its arguments, as the peers get them. */
    readonly call: readonly string[];
    /** By default "time". */
    readonly quantity?: Quantity;
    readonly aims?: Aims;
    /** How often to run it at once, where one may not run it as often as fills a round. */
    readonly count?: number;
    /** Whether each run is to be the first of its program. */
    readonly fresh?: boolean;
    /** How much longer than others a round of it is to be. */
    readonly scale?: number;
    /** How long JavaScript runs before it counts, in nanoseconds, where it takes longer than usual to warm up. */
    readonly warmUp?: number;
    /** Whether it takes too long for the quick form. */
    readonly long?: boolean;
    /** How many rounds at most, where one takes long. */
    readonly rounds?: number;
    /** What pysocket's own figure is to be at least. */
    readonly least?: number;
    /** How many bytes one run moves: then the figure is MB a second. */
    readonly bytes?: number;
}

/** Rows that the same programs measure: `bench/NAME/`, a file a peer. */
export interface Group {
    readonly name: string;
    readonly title: string;
    /** How its figures were got, for docs/performance.md. */
    readonly method: string;
    readonly rows: readonly Row[];
    /** The program in C, in the group's folder, that measures: it starts the peers itself. */
    readonly driver?: string;
}

/** A number of bytes as a text. */
export function size(bytes: number): string {
    if (bytes >= 1 << 20) return `${bytes >> 20} MiB`;
    return bytes >= 1024 ? `${bytes >> 10} KiB` : `${bytes} B`;
}

export function isMoreBetter(row: Row): boolean {
    return row.quantity === "rate" || row.quantity === "speed-up";
}
