import { draw } from "./svg-chart";

/** Resources of a process at one moment. */
export interface Sample {
    /** Part of the work that is done, from 0 to 1. */
    done: number;
    /** Resident memory in MB. */
    memory: number;
    descriptors: number;
    threads: number;
    mappings: number;
}

export type Quantity = Exclude<keyof Sample, "done">;

/** Maximum growth from after the warm-up to the end: a busy machine may bring two workers more up, of 60 mappings each. */
const allowed: Record<Quantity, number> = { memory: 24, descriptors: 8, threads: 2, mappings: 130 };

/** Caches and pools fill up meanwhile. */
const WARM_UP = 0.4;

function median(samples: Sample[], quantity: Quantity): number {
    const values = samples.map((sample) => sample[quantity]).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)];
}

/**
 * Returns what has grown: the median of the last part of the work against that of the part after the warm-up.
 */
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

const WIDTH = 900;
const HEIGHT = 120;
const SPACE = 50;

/** One line over the work a quantity, one below the other. */
export function plot(title: string, samples: Sample[]): string {
    const quantities = Object.keys(allowed) as Quantity[];
    const height = quantities.length * (HEIGHT + SPACE) + 50;
    const each = <Part>(part: (quantity: Quantity, index: number) => Part) => quantities.map(part);
    const option = {
        title: { text: title },
        grid: each((_, index) => ({
            left: 70,
            right: 20,
            top: index * (HEIGHT + SPACE) + 70,
            height: HEIGHT,
        })),
        xAxis: each((_, index) => ({ type: "value", gridIndex: index, max: 1, show: false })),
        yAxis: each((quantity, index) => ({
            type: "value",
            gridIndex: index,
            name: quantity === "memory" ? "memory, MB" : quantity,
            nameTextStyle: { align: "left" },
            min: 0,
        })),
        series: each((quantity, index) => ({
            type: "line",
            xAxisIndex: index,
            yAxisIndex: index,
            symbol: "none",
            data: samples.map((sample) => [sample.done, sample[quantity]]),
        })),
    };
    return draw(option, WIDTH, height);
}
