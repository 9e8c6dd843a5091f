import { TypeError, ValueError } from "../python/exceptions";
import { typeName } from "../python/type-name";

/** Line endings of text streams. */

/** Line ending of a text stream: null, "", "\n", "\r" or "\r\n"; see `TextIOWrapper`. */
export type Newline = string | null;

const known: readonly unknown[] = [null, "", "\n", "\r", "\r\n"];

/** Checks a `newline` argument. Raises `TypeError` or `ValueError` if it is not valid. */
export function toNewline(value: unknown, argument: string, show: (text: string) => string): Newline {
    if (value !== null && typeof value !== "string")
        throw new TypeError(`${argument} must be str or None, not ${typeName(value)}`);
    if (value?.includes("\0")) throw new ValueError("embedded null character");
    if (!known.includes(value)) throw new ValueError(`illegal newline value: ${show(value as string)}`);
    return value;
}

/** Returns the ending of written lines. */
export function lineEnd(newline: Newline): string {
    if (newline === null) return process.platform === "win32" ? "\r\n" : "\n";
    return newline === "" ? "\n" : newline;
}

/** State of a `NewlineReader`. */
export interface NewlineState {
    hasReturn: boolean;
    seen: string[];
}

/**
 * Translates text with any mix of line endings. A "\r" at the end of one piece is kept until the next piece.
 */
export class NewlineReader {
    #hasReturn = false;
    #seen = new Set<string>();

    constructor(private readonly translates: boolean) {}

    read(piece: string, final: boolean): string {
        let text = this.#hasReturn && (piece !== "" || final) ? `\r${piece}` : piece;
        if (text !== piece) this.#hasReturn = false;
        if (text.endsWith("\r") && !final) {
            text = text.slice(0, -1);
            this.#hasReturn = true;
        }
        if (!text.includes("\r")) {
            if (!this.#seen.has("\n") && text.includes("\n")) this.#seen.add("\n");
            return text;
        }
        for (const [end] of text.matchAll(/\r\n|\r|\n/g)) this.#seen.add(end);
        return this.translates ? text.replace(/\r\n?/g, "\n") : text;
    }

    /** Line endings seen so far: null, one, or an array of several. */
    get newlines(): string | string[] | null {
        const seen = ["\r", "\n", "\r\n"].filter((end) => this.#seen.has(end));
        return seen.length > 1 ? seen : (seen[0] ?? null);
    }

    get isClean(): boolean {
        return !this.#hasReturn;
    }

    get state(): NewlineState {
        return { hasReturn: this.#hasReturn, seen: [...this.#seen] };
    }

    set state({ hasReturn, seen }: NewlineState) {
        this.#hasReturn = hasReturn;
        this.#seen = new Set(seen);
    }

    reset(): void {
        this.#hasReturn = false;
        this.#seen.clear();
    }
}

/** Returns the index after the ending of the line that starts at `start`, or -1 if the line is incomplete. */
export function findLineEnd(text: string, start: number, newline: Newline): number {
    const end = newline === null ? "\n" : newline;
    if (end !== "") {
        const index = text.indexOf(end, start);
        return index < 0 ? -1 : index + end.length;
    }
    const feed = text.indexOf("\n", start);
    const upTo = feed < 0 ? text.length : feed;
    const returned = text.slice(start, upTo).indexOf("\r");
    if (returned < 0) return feed < 0 ? -1 : feed + 1;
    const index = start + returned;
    return text[index + 1] === "\n" ? index + 2 : index + 1;
}

/**
 * Skips up to `count` characters. Returns the index after them and their number. A surrogate pair counts as
 * one character.
 */
export function skipCharacters(text: string, start: number, count: number): { index: number; count: number } {
    let index = start;
    let skipped = 0;
    while (skipped < count && index < text.length) {
        index += (text.codePointAt(index) as number) > 0xffff ? 2 : 1;
        skipped++;
    }
    return { index, count: skipped };
}

export function countCharacters(text: string): number {
    return skipCharacters(text, 0, text.length).count;
}
