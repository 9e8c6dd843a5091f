const MOVE_COST = 2;
const CASE_COST = 1;

/** Returns CPython's hint for an unknown name that is similar to a known one, or an empty text. */
export function suggestion(name: string, known: readonly string[]): string {
    let best: string | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of known) {
        // A third of the characters may differ.
        const limit = Math.floor(((name.length + candidate.length + 3) * MOVE_COST) / 6);
        const cost = distance(name, candidate);
        if (cost <= limit && cost < least) {
            best = candidate;
            least = cost;
        }
    }
    return best === null ? "" : `. Did you mean '${best}'?`;
}

/** Returns the cost of the cheapest edits that turn one name into the other. A change of case costs less. */
function distance(from: string, to: string): number {
    let row = Array.from({ length: to.length + 1 }, (_, index) => index * MOVE_COST);
    for (const [index, character] of [...from].entries()) {
        const next = [(index + 1) * MOVE_COST];
        for (const [position, other] of [...to].entries()) {
            const replaced = row[position] + substitutionCost(character, other);
            next.push(Math.min(replaced, row[position + 1] + MOVE_COST, next[position] + MOVE_COST));
        }
        row = next;
    }
    return row[to.length];
}

function substitutionCost(one: string, other: string): number {
    if (one === other) return 0;
    return one.toLowerCase() === other.toLowerCase() ? CASE_COST : MOVE_COST;
}
