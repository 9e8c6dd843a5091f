// The parameters of RFC 3492, section 5.
const BASE = 36;
const LEAST_THRESHOLD = 1;
const MOST_THRESHOLD = 26;
const SKEW = 38;
const DAMPING = 700;
const FIRST_BIAS = 72;
const FIRST_LETTER = 0x80;

const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Writes text with letters beyond ASCII in ASCII: Punycode, RFC 3492. Node's own module for it is deprecated. Takes
 * a time that grows with the square of the length.
 */
export function encodePunycode(text: string): string {
    const letters = Array.from(text, (letter) => letter.codePointAt(0) as number);
    const plain = letters.filter((letter) => letter < FIRST_LETTER);
    let encoded = String.fromCodePoint(...plain) + (plain.length > 0 ? "-" : "");
    let done = plain.length;
    let bias = FIRST_BIAS;
    let delta = 0;
    // The letters by their numbers: each is told by how many places and numbers lie before it.
    for (let number = FIRST_LETTER; done < letters.length; number++, delta++) {
        const least = Math.min(...letters.filter((letter) => letter >= number));
        delta += (least - number) * (done + 1);
        number = least;
        for (const letter of letters) {
            if (letter < number) delta++;
            if (letter !== number) continue;
            encoded += digitsOf(delta, bias);
            bias = nextBias(delta, done + 1, done === plain.length);
            delta = 0;
            done++;
        }
    }
    return encoded;
}

/** A number of variable length, whose last digit shows by being below its threshold. */
function digitsOf(number: number, bias: number): string {
    let digits = "";
    let rest = number;
    for (let position = BASE; ; position += BASE) {
        const threshold = Math.min(Math.max(position - bias, LEAST_THRESHOLD), MOST_THRESHOLD);
        if (rest < threshold) return digits + DIGITS[rest];
        digits += DIGITS[threshold + ((rest - threshold) % (BASE - threshold))];
        rest = Math.floor((rest - threshold) / (BASE - threshold));
    }
}

function nextBias(delta: number, count: number, isFirst: boolean): number {
    let rest = Math.floor(delta / (isFirst ? DAMPING : 2));
    rest += Math.floor(rest / count);
    let bias = 0;
    while (rest > ((BASE - LEAST_THRESHOLD) * MOST_THRESHOLD) / 2) {
        rest = Math.floor(rest / (BASE - LEAST_THRESHOLD));
        bias += BASE;
    }
    return bias + Math.floor(((BASE - LEAST_THRESHOLD + 1) * rest) / (rest + SKEW));
}
