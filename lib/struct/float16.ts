/**
 * Half-precision numbers (IEEE 754 binary16), which `DataView` lacks in older Nodes. The 16 bits are one of
 * sign, five of exponent and ten of fraction.
 */

const FRACTION_BITS = 10;
const FRACTION = 2 ** FRACTION_BITS;
const BIAS = 15;
const LARGEST_EXPONENT = 31;
const INFINITY = LARGEST_EXPONENT << FRACTION_BITS;
const NOT_A_NUMBER = INFINITY | (FRACTION / 2);
const SIGN = 0x8000;

export function halfToNumber(half: number): number {
    const sign = (half & SIGN) === 0 ? 1 : -1;
    const exponent = (half & INFINITY) >> FRACTION_BITS;
    const fraction = half & (FRACTION - 1);
    if (exponent === LARGEST_EXPONENT) return fraction === 0 ? sign * Infinity : NaN;
    if (exponent === 0) return sign * fraction * 2 ** (1 - BIAS - FRACTION_BITS);
    return sign * (fraction + FRACTION) * 2 ** (exponent - BIAS - FRACTION_BITS);
}

/** Converts a number to the nearest half (the even one of two); infinity if it is too large. */
export function numberToHalf(number: number): number {
    const sign = number < 0 || Object.is(number, -0) ? SIGN : 0;
    if (Number.isNaN(number)) return NOT_A_NUMBER;
    const magnitude = Math.abs(number);
    // Half a step above the largest half it would be rounded to the next one, which does not exist.
    if (magnitude >= 65520) return sign | INFINITY;
    const exponent = Math.max(Math.floor(Math.log2(magnitude)), 1 - BIAS);
    // A carry out of the fraction raises the exponent, as the layout of the bits intends.
    const steps = roundToEven(magnitude / 2 ** (exponent - FRACTION_BITS));
    return sign | (((exponent + BIAS - 1) << FRACTION_BITS) + steps);
}

/**
 * Rounds to the nearest integer, ties to even. `steps` is exact because dividing by a power of two loses
 * nothing.
 */
function roundToEven(steps: number): number {
    const below = Math.floor(steps);
    const rest = steps - below;
    return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
