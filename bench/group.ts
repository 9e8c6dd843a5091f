/** Aims for pysocket's figures, as a ratio to a peer's. */
export type Aims = Readonly<Partial<Record<string, number>>>;

/**
 * Quantity of a row's figures: the time of one run; runs per second, of which more is better; or another
 * quantity that the peer measures.
 */
export type Quantity = "time" | "rate" | "bytes" | "speed-up";

/** One operation, measured in all peers that implement it. */
export interface Row {
    readonly name: string;
    /** Name of the operation and its arguments, for the peers. */
    readonly call: readonly string[];
    /** By default "time". */
    readonly quantity?: Quantity;
    readonly aims?: Aims;
    /** Number of runs at once, if as many as fill a round are not possible. */
    readonly count?: number;
    /** Whether each run must be the first of its program. */
    readonly fresh?: boolean;
    /** Factor by which a round is longer than others. */
    readonly scale?: number;
    /** Nanoseconds that JavaScript runs before it counts, if it takes longer than usual to warm up. */
    readonly warmUp?: number;
    /** Whether it takes too long for the quick form. */
    readonly long?: boolean;
    /** Maximum number of rounds, if one takes long. */
    readonly rounds?: number;
    /** Minimum for pysocket's own figure. */
    readonly least?: number;
    /** Number of bytes that one run moves; the figure is then MB a second. */
    readonly bytes?: number;
}

/** Rows that the same programs measure: `bench/NAME/`, one file for each peer. */
export interface Group {
    readonly name: string;
    readonly title: string;
    /** Description of the measurement, for docs/performance.md. */
    readonly method: string;
    readonly rows: readonly Row[];
    /** Program in C, in the group's folder, that measures and starts the peers itself. */
    readonly driver?: string;
}

/** Returns a number of bytes as text. */
export function size(bytes: number): string {
    if (bytes >= 1 << 20) return `${bytes >> 20} MiB`;
    return bytes >= 1024 ? `${bytes >> 10} KiB` : `${bytes} B`;
}

export function isMoreBetter(row: Row): boolean {
    return row.quantity === "rate" || row.quantity === "speed-up";
}
