/** The names that a function's text mentions. */
export interface Scan {
    /** A superset of its free names: names bound inside are among them. */
    names: Set<string>;
    /** The names that are assigned somewhere. */
    assigned: Set<string>;
    /** True if a destructuring pattern is assigned to, whose names `assigned` may lack. */
    destructures: boolean;
}

/** Constructs of which only a parser tells which names they take from outside. */
const HARD = /\b(?:this|super|arguments|new\s*\.\s*target|import|eval|with|class|static)\b|#[\w$]/;
const BARE_LOOP = /\bfor\s*(?:await\s*)?\(\s*(?!const\b|let\b|var\b|;)/;
const PATTERN_ASSIGNED = /[\]}]\s*=(?![=>])/;
const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const SPACE = /\s*/y;
const ASSIGNMENT = /=(?![=>])|\+\+|--|(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)=/y;
/** Keywords after which an expression begins. */
const BEFORE_EXPRESSION =
    /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield|instanceof)$/;

/** The kind of the token before the current position, as far as it matters. */
enum Last {
    Operator,
    Value,
    Dot,
    Prefix,
}

/**
 * Reads a function's text without a parser, which takes some 20 ms to load: tokens are enough for most functions.
 * Null if only a parser can tell.
 */
export function scan(text: string): Scan | null {
    if (HARD.test(text) || text.includes("\\u") || BARE_LOOP.test(text)) return null;
    return new Scanner(text).run();
}

class Scanner {
    readonly #text: string;
    readonly #names = new Set<string>();
    readonly #assigned = new Set<string>();
    /** The brace depths at which template literals continue. */
    readonly #templates: number[] = [];
    #at = 0;
    #depth = 0;
    #last = Last.Operator;

    constructor(text: string) {
        this.#text = text;
    }

    run(): Scan | null {
        while (this.#at < this.#text.length) if (!this.#step()) return null;
        const destructures = PATTERN_ASSIGNED.test(this.#text);
        return { names: this.#names, assigned: this.#assigned, destructures };
    }

    /** False where the text cannot be followed. */
    #step(): boolean {
        const character = this.#text[this.#at];
        const pair = this.#text.slice(this.#at, this.#at + 2);
        if (pair === "//") return this.#skipPast("\n", true);
        if (pair === "/*") return this.#skipPast("*/", false);
        if (character === "'" || character === '"') return this.#skipString(character);
        if (character === "`") return this.#skipTemplate();
        if (character === "}" && this.#templates.at(-1) === this.#depth) {
            this.#templates.pop();
            return this.#skipTemplate();
        }
        // A slash after an operator begins a regular expression; after a bracket it may be either.
        if (character === "/" && this.#last !== Last.Value) return false;
        if (this.#readIdentifier() || this.#readNumber(character)) return true;
        if (/\s/.test(character)) {
            this.#at++;
            return true;
        }
        this.#readPunctuator(character, pair);
        return true;
    }

    #skipPast(end: string, mayBeMissing: boolean): boolean {
        const found = this.#text.indexOf(end, this.#at + 2);
        if (found < 0 && !mayBeMissing) return false;
        this.#at = found < 0 ? this.#text.length : found + end.length;
        return true;
    }

    #skipString(quote: string): boolean {
        let at = this.#at + 1;
        while (at < this.#text.length && this.#text[at] !== quote) at += this.#text[at] === "\\" ? 2 : 1;
        this.#at = at + 1;
        this.#last = Last.Value;
        return true;
    }

    /** From a backtick, or the brace that ends a substitution, to the next one of either. */
    #skipTemplate(): boolean {
        for (let at = this.#at + 1; at < this.#text.length; at++) {
            const character = this.#text[at];
            if (character === "\\") at++;
            else if (character === "`") {
                this.#at = at + 1;
                this.#last = Last.Value;
                return true;
            } else if (character === "$" && this.#text[at + 1] === "{") {
                this.#templates.push(this.#depth);
                this.#at = at + 2;
                this.#last = Last.Operator;
                return true;
            }
        }
        return false;
    }

    #readIdentifier(): boolean {
        IDENTIFIER.lastIndex = this.#at;
        const name = IDENTIFIER.exec(this.#text)?.[0];
        if (name === undefined) return false;
        this.#at += name.length;
        if (this.#last !== Last.Dot) {
            this.#names.add(name);
            SPACE.lastIndex = this.#at;
            SPACE.exec(this.#text);
            ASSIGNMENT.lastIndex = SPACE.lastIndex;
            if (this.#last === Last.Prefix || ASSIGNMENT.test(this.#text)) this.#assigned.add(name);
        }
        this.#last = BEFORE_EXPRESSION.test(name) ? Last.Operator : Last.Value;
        return true;
    }

    #readNumber(first: string): boolean {
        if (first < "0" || first > "9") return false;
        while (/[\w.]/.test(this.#text[this.#at] ?? "")) this.#at++;
        this.#last = Last.Value;
        return true;
    }

    #readPunctuator(character: string, pair: string): void {
        this.#at += pair === "++" || pair === "--" || pair === "?." ? 2 : 1;
        if (pair === "++" || pair === "--") {
            if (this.#last !== Last.Value) this.#last = Last.Prefix;
        } else if (pair === "?.") this.#last = Last.Dot;
        else if (character === ".") this.#readDots();
        else if (character === "]") this.#last = Last.Value;
        else this.#last = Last.Operator;
        if (character === "{") this.#depth++;
        if (character === "}") this.#depth--;
    }

    #readDots(): void {
        const spreads = this.#text.startsWith("..", this.#at);
        if (spreads) this.#at += 2;
        this.#last = spreads ? Last.Operator : Last.Dot;
    }
}
