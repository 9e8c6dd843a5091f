/** The value below which `part` of the sorted values lie. */
function quantile(sorted: readonly number[], part: number): number {
    const position = (sorted.length - 1) * part;
    const below = Math.floor(position);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

export function median(values: readonly number[]): number {
    return quantile([...values].sort(ascending), 0.5);
}

/**
 * By how much, as a part of it, the median may be wrong: half the width of the notch in a box plot, which is
 * about its confidence interval of 95 % (McGill, Tukey and Larsen 1978).
 */
export function noise(values: readonly number[]): number {
    const sorted = [...values].sort(ascending);
    const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    return (1.57 * spread) / Math.sqrt(sorted.length) / quantile(sorted, 0.5);
}

function ascending(a: number, b: number): number {
    return a - b;
}
