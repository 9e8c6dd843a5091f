import { repr } from "../../python/repr";
import { LEFT_TO_RIGHT, RIGHT_TO_LEFT, UNASSIGNED } from "./idna-tables";
import { type Label, LONGEST_LABEL, NOT_ASCII } from "./label";

// The slash names the package, which is part of the bundle: Node has a module of that name too.
const { encode } = require("punycode/") as typeof import("punycode/");

const ACE_PREFIX = "xn--";

/** Encodes a label with letters beyond ASCII: ToASCII of RFC 3490. */
export function encodeLabel(original: string, label: Label): string {
    const prepared = NOT_ASCII.test(original) ? prepare(original, label) : original;
    if (prepared === "") throw label.error(0, 1, "label empty");
    const { length } = [...prepared];
    let encoded = prepared;
    if (NOT_ASCII.test(prepared)) {
        if (prepared.toLowerCase().startsWith(ACE_PREFIX))
            throw label.error(0, ACE_PREFIX.length, "Label starts with ACE prefix");
        // A letter takes a digit at least: what is too long now need not be encoded, which would take its time.
        if (length <= LONGEST_LABEL) encoded = ACE_PREFIX + encode(prepared);
    }
    if (encoded.length > LONGEST_LABEL) throw label.error(0, length, "label too long");
    return encoded;
}

/** Characters that are ignored: RFC 3454, table B.1. */
const IGNORED = /[\u00ad\u1806\u200b-\u200d\u2060\ufeff]|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]/gu;

/** Characters that are not allowed: RFC 3454, tables C.1.2, C.2.2 and C.3 to C.9. */
const FORBIDDEN =
    /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\u0080-\u009f\u06dd\u070f\u180e\u2028\u2029\u2061-\u2063\u206a-\u206f\ufff9-\ufffd\u{1d173}-\u{1d17a}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u2ff0-\u2ffb\u200e\u200f\u202a-\u202e\u{e0001}\u{e0020}-\u{e007f}]|\u0340|\u0341/u;

/** Normalizes the spelling of a label: Nameprep, RFC 3491. */
function prepare(original: string, label: Label): string {
    const mapped = Array.from(original.replace(IGNORED, ""), foldCase).join("");
    const prepared = normalise(mapped);
    const characters = [...prepared];
    const forbidden = characters.findIndex((character) => FORBIDDEN.test(character));
    if (forbidden >= 0) {
        const shown = repr(characters[forbidden]);
        throw label.error(forbidden, forbidden + 1, `Invalid character ${shown}`);
    }
    checkDirection(characters, label);
    return prepared;
}

/** Folds upper and lower case, also after normalization: RFC 3454, table B.2. */
function foldCase(character: string): string {
    const folded = normalise(lower(character));
    return normalise(Array.from(folded, lower).join(""));
}

const KNOWN_RUNS = new RegExp(`[^${UNASSIGNED}]+`, "gu");

/** Normalizes text. Characters that Unicode 3.2 lacks stay unchanged. */
function normalise(text: string): string {
    return text.replace(KNOWN_RUNS, (run) => run.normalize("NFKC"));
}

/** Letters that are not compared by their lower case: ß is ss, and a final ς is σ. */
const FOLDED_APART =
    /\u0345|[\u00df\u0149\u01f0\u0390\u03b0\u03c2\u0587\u1e96-\u1e9b\u1f50-\u1ffc\ufb00-\ufb17]/;

function lower(character: string): string {
    return (FOLDED_APART.test(character) ? character.toUpperCase() : character).toLowerCase();
}

const IS_RIGHT_TO_LEFT = new RegExp(`[${RIGHT_TO_LEFT}]`, "u");
const IS_LEFT_TO_RIGHT = new RegExp(`[${LEFT_TO_RIGHT}]`, "u");

/** Checks that a label is written in one direction: RFC 3454, section 6. */
function checkDirection(characters: string[], label: Label): void {
    const isRightToLeft = (character: string) => IS_RIGHT_TO_LEFT.test(character);
    if (!characters.some(isRightToLeft)) return;
    const other = characters.findIndex((character) => IS_LEFT_TO_RIGHT.test(character));
    if (other >= 0) throw label.error(other, other + 1, "Violation of BIDI requirement 2");
    const last = characters.length - 1;
    for (const index of [0, last]) {
        if (!isRightToLeft(characters[index]))
            throw label.error(index, index + 1, "Violation of BIDI requirement 3");
    }
}
