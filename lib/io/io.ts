import * as builtins from "../python/builtins";
import { callable } from "../python/callable";
import { BufferedIOBase as BufferedIOBaseClass } from "./buffered-io-base";
import { BufferedReader as BufferedReaderClass } from "./buffered-reader";
import { BufferedRWPair as BufferedRWPairClass } from "./buffered-rw-pair";
import { BufferedWriter as BufferedWriterClass } from "./buffered-writer";
import { BytesIO as BytesIOClass } from "./bytes-io";
import { IOBase as IOBaseClass } from "./io-base";
import { RawIOBase as RawIOBaseClass } from "./raw-io-base";
import { StringIO as StringIOClass } from "./string-io";
import { TextIOBase as TextIOBaseClass } from "./text-io-base";
import { TextIOWrapper as TextIOWrapperClass } from "./text-io-wrapper";
import { UnsupportedOperation as UnsupportedOperationClass } from "./unsupported-operation";

/**
 * Streams: what `socket.makefile()` returns, and those in memory. Of Python's `io` what has to do with files
 * on a disk is left out: Node has its own.
 */

export { DEFAULT_BUFFER_SIZE } from "./streams";
export type { TextIOWrapperOptions, TextOptions } from "./text-io-wrapper";

/** From the begin of a stream. Python: `io.SEEK_SET`. */
export const SEEK_SET = 0;
/** From where a stream is. Python: `io.SEEK_CUR`. */
export const SEEK_CUR = 1;
/** From the end of a stream. Python: `io.SEEK_END`. */
export const SEEK_END = 2;

/** The same as that of `pysocket/builtins`. */
export const BlockingIOError = builtins.BlockingIOError;
export type BlockingIOError = builtins.BlockingIOError;

/** A stream does not have this operation. Python: `io.UnsupportedOperation`. */
export const UnsupportedOperation = callable(UnsupportedOperationClass);
export type UnsupportedOperation = UnsupportedOperationClass;

/** What all streams are. Python: `io.IOBase`. */
export const IOBase = callable(IOBaseClass);
export type IOBase<Line = Buffer> = IOBaseClass<Line>;

/** A stream of bytes without a buffer. Python: `io.RawIOBase`. */
export const RawIOBase = callable(RawIOBaseClass);
export type RawIOBase = RawIOBaseClass;

/** A stream of bytes with a buffer. Python: `io.BufferedIOBase`. */
export const BufferedIOBase = callable(BufferedIOBaseClass);
export type BufferedIOBase = BufferedIOBaseClass;

/** A stream of text. Python: `io.TextIOBase`. */
export const TextIOBase = callable(TextIOBaseClass);
export type TextIOBase = TextIOBaseClass;

/** A stream to read bytes from. Python: `io.BufferedReader`. */
export const BufferedReader = callable(BufferedReaderClass);
export type BufferedReader = BufferedReaderClass;

/** A stream to write bytes to. Python: `io.BufferedWriter`. */
export const BufferedWriter = callable(BufferedWriterClass);
export type BufferedWriter = BufferedWriterClass;

/** A stream to read bytes from and to write others to. Python: `io.BufferedRWPair`. */
export const BufferedRWPair = callable(BufferedRWPairClass);
export type BufferedRWPair = BufferedRWPairClass;

/** A stream of bytes in memory. Python: `io.BytesIO`. */
export const BytesIO = callable(BytesIOClass);
export type BytesIO = BytesIOClass;

/** A stream of text in memory. Python: `io.StringIO`. */
export const StringIO = callable(StringIOClass);
export type StringIO = StringIOClass;

/** A stream of text on top of one of bytes. Python: `io.TextIOWrapper`. */
export const TextIOWrapper = callable(TextIOWrapperClass);
export type TextIOWrapper = TextIOWrapperClass;
