import { asInteger, take } from "../../python/arguments";
import { TypeError, ValueError } from "../../python/exceptions";
// Makes the stream classes callable.
import "../../io/io";
import { BufferedReader } from "../../io/buffered-reader";
import { BufferedRWPair } from "../../io/buffered-rw-pair";
import { BufferedWriter } from "../../io/buffered-writer";
import { DEFAULT_BUFFER_SIZE } from "../../io/streams";
import { TextIOWrapper } from "../../io/text-io-wrapper";
import { itemsOf } from "../../python/items";
import { repr } from "../../python/repr";
import { typeName } from "../../python/type-name";
import type { socket } from "../socket-class";
import { SocketIO } from "./socket-io";

/** Streams on a socket: `socket.makefile()`. */

export type TextMode = "" | "r" | "w" | "rw" | "wr";
export type ReadMode = "b" | "rb" | "br";
export type WriteMode = "wb" | "bw";
export type ReadWriteMode = "rwb" | "rbw" | "wrb" | "wbr" | "brw" | "bwr";
export type Stream = SocketIO | BufferedReader | BufferedWriter | BufferedRWPair | TextIOWrapper;

const signature = {
    name: "socket.makefile",
    parameters: ["mode", "buffering"],
    required: 0,
    keywordOnly: ["encoding", "errors", "newline"],
    method: true,
};

/**
 * Creates the stream for the arguments of `makefile()`. Calls `opened` once the stream keeps the socket open.
 */
export function makefile(owner: socket, args: unknown[], opened: () => void): Stream {
    const [mode = "r", buffering = null, ...textArguments] = take(signature, args);
    const letters = itemsOf(typeof mode === "string" ? [...mode] : mode);
    if (letters === null) throw new TypeError(`'${typeName(mode)}' object is not iterable`);
    if (!letters.every((letter) => letter === "r" || letter === "w" || letter === "b"))
        throw new ValueError(`invalid mode ${repr(mode)} (only r, w, b allowed)`);
    const writes = letters.includes("w");
    const reads = letters.includes("r") || !writes;
    const raw = new SocketIO(owner, (reads ? "r" : "") + (writes ? "w" : ""));
    opened();
    try {
        return streamOn(raw, reads, writes, letters.includes("b"), mode, buffering, textArguments);
    } catch (error) {
        raw.close();
        throw error;
    }
}

function streamOn(
    raw: SocketIO,
    reads: boolean,
    writes: boolean,
    isBinary: boolean,
    mode: unknown,
    buffering: unknown,
    textArguments: unknown[],
): Stream {
    const size = toSize(buffering);
    if (size === 0 && !isBinary) throw new ValueError("unbuffered streams must be binary");
    if (size === 0) return raw;
    const buffer =
        reads && writes
            ? new BufferedRWPair(raw, raw, size)
            : reads
              ? new BufferedReader(raw, size)
              : new BufferedWriter(raw, size);
    if (isBinary) return buffer;
    const [encoding = null, errors = null, newline = null] = textArguments;
    const text = Reflect.construct(TextIOWrapper, [buffer, encoding, errors, newline]) as TextIOWrapper;
    text.mode = mode;
    return text;
}

/**
 * Converts the buffer size. Raises `TypeError` for a value that cannot be compared with numbers; the buffer
 * refuses numbers that are not integers.
 */
function toSize(buffering: unknown): number {
    if (buffering === null) return DEFAULT_BUFFER_SIZE;
    if (typeof buffering !== "number" && asInteger(buffering) === null)
        throw new TypeError(`'<' not supported between instances of '${typeName(buffering)}' and 'int'`);
    const size = buffering as number;
    return size < 0
        ? DEFAULT_BUFFER_SIZE
        : size === 0 || (size as unknown) === false || (size as unknown) === 0n
          ? 0
          : size;
}
