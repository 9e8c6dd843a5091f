/** What a process holds at one moment. */
export interface Sample {
    /** How much of the work is done, from 0 to 1. */
    done: number;
    /** Resident memory in MB. */
    memory: number;
    descriptors: number;
    threads: number;
    mappings: number;
}

export type Quantity = Exclude<keyof Sample, "done">;

/** How much more there may be at the end than after the warm-up. */
const allowed: Record<Quantity, number> = { memory: 24, descriptors: 4, threads: 2, mappings: 60 };

/** Caches and pools fill up meanwhile. */
const WARM_UP = 0.4;

function median(samples: Sample[], quantity: Quantity): number {
    const values = samples.map((sample) => sample[quantity]).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)];
}

/** What has grown: the median of the last part of the work against that of the one after the warm-up. */
export function growth(samples: Sample[]): string[] {
    const part = (from: number, to: number) => samples.filter(({ done }) => done > from && done <= to);
    const [before, after] = [part(WARM_UP, WARM_UP + 0.2), part(0.8, 1)];
    if (before.length === 0 || after.length === 0) throw new RangeError("too few samples");
    const quantities = Object.keys(allowed) as Quantity[];
    return quantities.flatMap((quantity) => {
        const [first, last] = [median(before, quantity), median(after, quantity)];
        return last - first > allowed[quantity] ? [`${quantity} grew from ${first} to ${last}`] : [];
    });
}

const WIDTH = 800;
const HEIGHT = 120;
const LEFT = 60;

/** One line over the work a quantity, one below the other. */
export function plot(title: string, samples: Sample[]): string {
    const quantities = Object.keys(allowed) as Quantity[];
    const charts = quantities.map((quantity, index) => chart(quantity, samples, index * (HEIGHT + 50) + 60));
    const height = quantities.length * (HEIGHT + 50) + 40;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH + 2 * LEFT}" height="${height}" font-family="sans-serif" font-size="12">`,
        `<rect width="100%" height="100%" fill="white"/>`,
        `<text x="${LEFT}" y="28" font-size="16">${title}</text>`,
        ...charts,
        "</svg>\n",
    ].join("\n");
}

function chart(quantity: Quantity, samples: Sample[], top: number): string {
    const largest = Math.max(...samples.map((sample) => sample[quantity]), 1);
    const points = samples.map(({ done, [quantity]: value }) => {
        const [x, y] = [LEFT + done * WIDTH, top + HEIGHT * (1 - value / largest)];
        return `${x.toFixed(1)},${y.toFixed(1)}`;
    });
    const unit = quantity === "memory" ? "memory, MB" : quantity;
    return [
        `<text x="${LEFT}" y="${top - 8}">${unit}</text>`,
        `<text x="${LEFT - 6}" y="${top + 10}" text-anchor="end">${Math.round(largest)}</text>`,
        `<text x="${LEFT - 6}" y="${top + HEIGHT}" text-anchor="end">0</text>`,
        `<path d="M${LEFT},${top}V${top + HEIGHT}H${LEFT + WIDTH}" fill="none" stroke="gray"/>`,
        `<polyline points="${points.join(" ")}" fill="none" stroke="steelblue" stroke-width="1.5"/>`,
    ].join("\n");
}
