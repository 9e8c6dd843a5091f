/** Decoded text and the number of bytes used. Unused bytes may be the start of a character. */
export interface Decoded {
    text: string;
    used: number;
}

/** An encoding that needs no state between calls. */
export interface Codec {
    /** Decodes bytes; `final` means that no more bytes will come. Raises `UnicodeDecodeError`. */
    decode(bytes: Buffer, errors: string, final: boolean): Decoded;
    /** Encodes text. Raises `UnicodeEncodeError`. */
    encode(text: string, errors: string): Buffer;
}

/** An encoding whose output begins with a byte order mark (BOM). */
export interface MarkedCodec {
    readonly mark: Buffer;
    /**
     * Codec for the text after the mark and for all later text; its errors carry the name of the whole
     * encoding.
     */
    readonly first: Codec;
    readonly codec: Codec;
    /**
     * Determines the encoding from the first bytes and returns its codec and the length of its mark; null if
     * there are too few bytes.
     */
    detect(bytes: Buffer, errors: string, final: boolean): { codec: Codec; length: number } | null;
}

/** Decodes input that arrives in pieces. */
export class Decoder {
    #codec: Codec | null;
    /** Bytes of an incomplete character. */
    #rest: Buffer = Buffer.alloc(0);

    constructor(
        private readonly encoding: Codec | MarkedCodec,
        private readonly errors: string,
    ) {
        this.#codec = "detect" in encoding ? null : encoding;
    }

    /**
     * Decodes the next piece. After a `UnicodeDecodeError` the decoder is as if the piece had not been given.
     */
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

    /** Bytes that bring another decoder to the same state, and give no text. */
    get state(): Buffer {
        const { encoding } = this;
        const isDetected = this.#codec !== null && "detect" in encoding;
        return Buffer.concat([isDetected ? markOf(encoding, this.#codec as Codec) : NOTHING, this.#rest]);
    }

    /** Whether no bytes of an incomplete character are kept. */
    get isClean(): boolean {
        return this.#rest.length === 0;
    }

    reset(): void {
        this.#rest = NOTHING;
        if ("detect" in this.encoding) this.#codec = null;
    }
}

const NOTHING = Buffer.alloc(0);

/** Byte order mark from which an encoding detects a codec. */
function markOf(encoding: MarkedCodec, codec: Codec): Buffer {
    const marks = [encoding.mark, Buffer.from(encoding.mark).reverse()];
    return marks.find((mark) => encoding.detect(mark, "strict", false)?.codec === codec) ?? NOTHING;
}

/** Encodes text that arrives in pieces. */
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

    /** False before the mark has been written. */
    get isMarked(): boolean {
        return this.#isMarked;
    }

    /** Prepares for the beginning of a stream, or for a place after it. */
    reset(isBegin = true): void {
        this.#isMarked = !isBegin;
    }
}
