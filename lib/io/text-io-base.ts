import { IOBase } from "./io-base";
import { UnsupportedOperation } from "./unsupported-operation";

/** Base of streams of text. Python: `io.TextIOBase`. */
export class TextIOBase extends IOBase<string> {
    /** Name of the encoding, or null. Python: `io.TextIOBase.encoding`. */
    get encoding(): string | null {
        return null;
    }

    /** Name of the error handler of the encoding, or null. Python: `io.TextIOBase.errors`. */
    get errors(): string | null {
        return null;
    }

    /** Line endings read so far: one, an array of several, or null. Python: `io.TextIOBase.newlines`. */
    get newlines(): string | string[] | null {
        return null;
    }

    /** Reads up to `size` characters; by default everything until the end. Python: `io.TextIOBase.read`. */
    read(size?: number | null): string;
    read(): string {
        throw new UnsupportedOperation("read");
    }

    override readline(size?: number | null): string;
    override readline(): string {
        throw new UnsupportedOperation("readline");
    }

    /** Writes text. Returns the number of its characters. Python: `io.TextIOBase.write`. */
    write(text: string): number;
    write(): number {
        throw new UnsupportedOperation("write");
    }

    /**
     * Separates the underlying stream from this one and returns it. This stream is unusable afterwards.
     * Python: `io.TextIOBase.detach`.
     */
    detach(): unknown {
        throw new UnsupportedOperation("detach");
    }
}
