import { type Group, isMoreBetter, type Row } from "./group";
import { Peer, type PeerName, peersOf, Unable } from "./peer";
import { median, noise } from "./statistics";

/**
 * Time that a group may take. Many short rounds are better: other programs on the machine spoil only some of
 * them.
 */
export interface Effort {
    readonly rounds: number;
    /** Nanoseconds that a peer runs in a round. */
    readonly busy: number;
    /** Maximum nanoseconds that JavaScript runs before it counts. */
    readonly warmUp: number;
}

export const quick: Effort = { rounds: 41, busy: 1e6, warmUp: 200e6 };
export const thorough: Effort = { rounds: 151, busy: 4e6, warmUp: 60e9 };

/**
 * Nanoseconds that JavaScript runs before it counts. V8 compiles hot code in a thread that may have to wait.
 */
const WARM_UP = 200e6;

/** Ratios that may be wrong by more than this are not given. */
const NOISIEST = 0.1;

/** One peer's figure in a row. */
export interface Figure {
    /** Median of the rounds: nanoseconds, or what the row's quantity is. */
    readonly value: number;
    /** Median of pysocket's ratio to it in each round; null if the rounds differ too much. */
    readonly ratio: number | null;
    /** Possible error of the ratio, as a fraction of it. */
    readonly noise: number;
}

export interface Outcome {
    readonly row: Row;
    /** Figure of each peer, or the reason why there is none. */
    readonly figures: Partial<Record<PeerName, Figure | string>>;
}

/** Measures one row after the other. `told` is called with what is being measured, and how much is done. */
export async function measure(
    group: Group,
    effort: Effort,
    told: (what: string, done: number) => void,
): Promise<Outcome[]> {
    const peers = new Peers(group);
    const outcomes: Outcome[] = [];
    try {
        for (const [index, row] of group.rows.entries()) {
            const share = (done: number) => told(row.name, (index + done) / group.rows.length);
            outcomes.push(await measureRow(peers, row, effort, share));
        }
    } finally {
        await peers.end();
    }
    return outcomes;
}

/** The running programs of a group. One that has failed is started again for the next row. */
class Peers {
    readonly names: readonly PeerName[];
    readonly #running = new Map<PeerName, Peer>();

    constructor(readonly group: Group) {
        this.names = peersOf(group.name);
    }

    async run(name: PeerName, row: Row, count: number): Promise<number> {
        let peer = this.#running.get(name);
        if (peer === undefined) {
            peer = new Peer(this.group, name);
            this.#running.set(name, peer);
        }
        try {
            const told = await peer.run(row.call, count);
            if (row.fresh === true) await this.#end(name, peer);
            return told;
        } catch (error) {
            await this.#end(name, peer);
            throw error;
        }
    }

    async #end(name: PeerName, peer: Peer): Promise<void> {
        this.#running.delete(name);
        await peer.end();
    }

    async end(): Promise<void> {
        await Promise.all([...this.#running.values()].map((peer) => peer.end()));
    }
}

async function measureRow(
    peers: Peers,
    row: Row,
    effort: Effort,
    told: (done: number) => void,
): Promise<Outcome> {
    const counts = new Map<PeerName, number>();
    const figures: Outcome["figures"] = {};
    for (const name of peers.names) {
        told(0);
        if (row.long === true && effort === quick) {
            figures[name] = "not in the quick form";
            continue;
        }
        try {
            counts.set(name, await countOf(peers, name, row, effort));
        } catch (error) {
            if (!(error instanceof Unable)) throw error;
            figures[name] = error.message;
        }
    }
    const rounds = await interleave(peers, row, counts, Math.min(effort.rounds, row.rounds ?? 1e9), told);
    for (const name of counts.keys()) figures[name] = figureOf(rounds, name);
    return { row, figures };
}

async function countOf(peers: Peers, name: PeerName, row: Row, effort: Effort): Promise<number> {
    if (row.count === undefined) return calibrate(peers, name, row, effort);
    // Whether the peer implements it at all.
    await peers.run(name, row, row.count);
    return row.count;
}

/**
 * Determines how many runs fill a round, after V8 has compiled the hot code. Before that a round would have
 * few runs, and measure how the program wakes up.
 */
async function calibrate(peers: Peers, name: PeerName, row: Row, effort: Effort): Promise<number> {
    const busy = effort.busy * (row.scale ?? 1);
    const warmUp = Math.min(effort.warmUp, row.warmUp ?? (row.scale === undefined ? WARM_UP : 0));
    const least = isJavaScript(name) ? warmUp : 0;
    const rates: number[] = [];
    let count = 1;
    for (let spent = 0; ; ) {
        const elapsed = Math.max(1, await peers.run(name, row, count));
        spent += elapsed;
        const enough = elapsed >= busy / 2;
        if (enough) rates.push(elapsed / count);
        if (enough && spent >= least) return Math.max(1, Math.round(busy / Math.min(...rates)));
        count = Math.max(1, Math.ceil(count * Math.min(10, busy / elapsed)));
    }
}

function isJavaScript(name: PeerName): boolean {
    return !["c", "python", "asyncio"].includes(name);
}

type Round = Map<PeerName, number>;

/** Gives every peer its turn in each round, beginning with another peer each time. */
async function interleave(
    peers: Peers,
    row: Row,
    counts: Map<PeerName, number>,
    rounds: number,
    told: (done: number) => void,
): Promise<Round[]> {
    const names = [...counts.keys()];
    const results: Round[] = [];
    for (let index = 0; index < rounds; index++) {
        const round: Round = new Map();
        for (let turn = 0; turn < names.length; turn++) {
            const name = names[(index + turn) % names.length];
            const count = counts.get(name) as number;
            round.set(name, toValue(row, await peers.run(name, row, count), count));
        }
        results.push(round);
        told((index + 1) / rounds);
    }
    return results;
}

function toValue(row: Row, told: number, count: number): number {
    if (row.quantity === "rate") return (1e9 * count) / told;
    // Peers report integers only.
    if (row.quantity === "speed-up") return told / 1000;
    return row.quantity === "bytes" ? told : told / count;
}

function figureOf(rounds: readonly Round[], name: PeerName): Figure {
    const of = (round: Round, peer: PeerName) => round.get(peer) as number;
    const value = median(rounds.map((round) => of(round, name)));
    if (!rounds[0].has("pysocket")) return { value, ratio: null, noise: Number.POSITIVE_INFINITY };
    const ratios = rounds.map((round) => of(round, "pysocket") / of(round, name));
    const wrong = noise(ratios);
    return { value, ratio: wrong <= NOISIEST ? median(ratios) : null, noise: wrong };
}

/** Whether an aim is reached; null without a ratio. */
export function reaches(row: Row, figure: Figure, aim: number): boolean | null {
    if (figure.ratio === null) return null;
    return isMoreBetter(row) ? figure.ratio >= aim : figure.ratio <= aim;
}
