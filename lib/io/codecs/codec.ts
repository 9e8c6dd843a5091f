/** Text that bytes stand for, and how many of them were used: the rest may be part of a character. */
export interface Decoded {
    text: string;
    used: number;
}

/** An encoding, of the bytes and the text at hand alone. */
export interface Codec {
    /** Raises `UnicodeDecodeError`; `final` says that no more bytes will come. */
    decode(bytes: Buffer, errors: string, final: boolean): Decoded;
    /** Raises `UnicodeEncodeError`. */
    encode(text: string, errors: string): Buffer;
}

/** An encoding that marks the begin of what it encodes. */
export interface MarkedCodec {
    readonly mark: Buffer;
    /** What writes the text behind the mark, under the name of the encoding as a whole, and all later text. */
    readonly first: Codec;
    readonly codec: Codec;
    /** The encoding that the begin of the bytes tells, and the length of its mark; null if they are too few. */
    detect(bytes: Buffer, errors: string, final: boolean): { codec: Codec; length: number } | null;
}

/** Decodes what comes in pieces. */
export class Decoder {
    #codec: Codec | null;
    /** The bytes of a character that has not come in full. */
    #rest: Buffer = Buffer.alloc(0);

    constructor(
        private readonly encoding: Codec | MarkedCodec,
        private readonly errors: string,
    ) {
        this.#codec = "detect" in encoding ? null : encoding;
    }

    /** Raises `UnicodeDecodeError`, as if the piece had not been given. */
    decode(input: Uint8Array, final: boolean): string {
        const piece = Buffer.from(input.buffer, input.byteOffset, input.length);
        const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
        const { text, used } = this.#decode(bytes, final);
        this.#rest = used < bytes.length ? Buffer.from(bytes.subarray(used)) : NOTHING;
        return text;
    }

    #decode(bytes: Buffer, final: boolean): Decoded {
        if (this.#codec !== null) return this.#codec.decode(bytes, this.errors, final);
        const detected = (this.encoding as MarkedCodec).detect(bytes, this.errors, final);
        if (detected === null) return { text: "", used: 0 };
        const { text, used } = detected.codec.decode(bytes, this.errors, final);
        this.#codec = detected.codec;
        // The mark is decoded to one character, U+FEFF, so that positions in errors count it.
        return { text: detected.length > 0 ? text.slice(1) : text, used };
    }

    /** Whether bytes of a character are kept. */
    get isClean(): boolean {
        return this.#rest.length === 0;
    }

    reset(): void {
        this.#rest = NOTHING;
        if ("detect" in this.encoding) this.#codec = null;
    }
}

const NOTHING = Buffer.alloc(0);

/** Encodes what comes in pieces. */
export class Encoder {
    #isMarked = false;

    constructor(
        private readonly encoding: Codec | MarkedCodec,
        private readonly errors: string,
    ) {}

    encode(text: string): Buffer {
        if (!("detect" in this.encoding)) return this.encoding.encode(text, this.errors);
        const { mark, first, codec } = this.encoding;
        if (this.#isMarked) return codec.encode(text, this.errors);
        this.#isMarked = true;
        return Buffer.concat([mark, first.encode(text, this.errors)]);
    }

    /** For the begin of the stream, or what comes after it. */
    reset(isBegin = true): void {
        this.#isMarked = !isBegin;
    }
}
