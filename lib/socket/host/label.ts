import { UnicodeEncodeError } from "../../python/unicode-errors";

export const LONGEST_LABEL = 63;
export const NOT_ASCII = /[^\0-\x7f]/;

/** A label's place in its name, for error texts. */
export class Label {
    constructor(
        readonly name: string,
        readonly offset: number,
    ) {}

    error(start: number, end: number, reason: string): UnicodeEncodeError {
        return new UnicodeEncodeError("idna", this.name, this.offset + start, this.offset + end, reason);
    }
}
