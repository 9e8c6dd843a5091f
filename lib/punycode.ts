const BASE = 36;
const TMIN = 1;
const TMAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_POINT = 128;
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A label in Punycode (RFC 3492), without the prefix. */
export function encodePunycode(label: string): string {
    const points = Array.from(label, (character) => character.codePointAt(0) as number);
    const basic = points.filter((point) => point < INITIAL_POINT);
    let output = String.fromCharCode(...basic);
    if (basic.length > 0) output += "-";

    let point = INITIAL_POINT;
    let delta = 0;
    let bias = INITIAL_BIAS;
    for (let handled = basic.length; handled < points.length; ) {
        const next = Math.min(...points.filter((other) => other >= point));
        delta += (next - point) * (handled + 1);
        point = next;
        for (const other of points) {
            if (other < point) delta++;
            if (other !== point) continue;
            output += encodeDelta(delta, bias);
            bias = adapt(delta, handled + 1, handled === basic.length);
            delta = 0;
            handled++;
        }
        delta++;
        point++;
    }
    return output;
}

function encodeDelta(delta: number, bias: number): string {
    let output = "";
    let rest = delta;
    for (let k = BASE; ; k += BASE) {
        const threshold = Math.min(Math.max(k - bias, TMIN), TMAX);
        if (rest < threshold) return output + DIGITS[rest];
        output += DIGITS[threshold + ((rest - threshold) % (BASE - threshold))];
        rest = Math.floor((rest - threshold) / (BASE - threshold));
    }
}

function adapt(delta: number, count: number, first: boolean): number {
    let rest = Math.floor(delta / (first ? DAMP : 2));
    rest += Math.floor(rest / count);
    let k = 0;
    while (rest > ((BASE - TMIN) * TMAX) >> 1) {
        rest = Math.floor(rest / (BASE - TMIN));
        k += BASE;
    }
    return k + Math.floor(((BASE - TMIN + 1) * rest) / (rest + SKEW));
}
