import { IOBase } from "./io-base";
import { UnsupportedOperation } from "./unsupported-operation";

/** A stream of text. Python: `io.TextIOBase`. */
export class TextIOBase extends IOBase<string> {
    /** The name of the encoding, or null. */
    get encoding(): string | null {
        return null;
    }

    /** What becomes of errors of the encoding, or null. */
    get errors(): string | null {
        return null;
    }

    /** The ends of lines that were read so far: one, an array of several, or null. */
    get newlines(): string | string[] | null {
        return null;
    }

    /** Up to `size` characters, by default all until the end. Python: `io.TextIOBase.read`. */
    read(size?: number | null): string;
    read(): string {
        throw new UnsupportedOperation("read");
    }

    override readline(size?: number | null): string;
    override readline(): string {
        throw new UnsupportedOperation("readline");
    }

    /** Writes text; the number of its characters. Python: `io.TextIOBase.write`. */
    write(text: string): number;
    write(): number {
        throw new UnsupportedOperation("write");
    }

    /** Gives the stream below away: this one is of no use afterwards. Python: `io.TextIOBase.detach`. */
    detach(): unknown {
        throw new UnsupportedOperation("detach");
    }
}
