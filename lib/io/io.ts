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
 * Python's `io`: the streams that `socket.makefile()` returns, and streams in memory. Files on disk are left
 * out, because Node has its own.
 *
 * @module
 */

export { DEFAULT_BUFFER_SIZE } from "./streams";
export type { TextIOWrapperOptions, TextOptions } from "./text-io-wrapper";

/** For `seek()`: offset from the start of the stream. Python: `io.SEEK_SET`. */
export const SEEK_SET = 0;
/** For `seek()`: offset from the current position. Python: `io.SEEK_CUR`. */
export const SEEK_CUR = 1;
/** For `seek()`: offset from the end of the stream. Python: `io.SEEK_END`. */
export const SEEK_END = 2;

/**
 * Raised when an operation on a non-blocking stream would block; the class of that name in
 * `pysocket/builtins`. Python: `io.BlockingIOError`.
 */
export const BlockingIOError = builtins.BlockingIOError;
export type BlockingIOError = builtins.BlockingIOError;

/** Raised when a stream does not support an operation. Python: `io.UnsupportedOperation`. */
export const UnsupportedOperation = callable(UnsupportedOperationClass);
export type UnsupportedOperation = UnsupportedOperationClass;

/** Base of all streams. Python: `io.IOBase`. */
export const IOBase = callable(IOBaseClass);
export type IOBase<Line = Buffer> = IOBaseClass<Line>;

/** Stream of bytes without a buffer, whose calls are system calls. Python: `io.RawIOBase`. */
export const RawIOBase = callable(RawIOBaseClass);
export type RawIOBase = RawIOBaseClass;

/** Base of streams of bytes with a buffer. Python: `io.BufferedIOBase`. */
export const BufferedIOBase = callable(BufferedIOBaseClass);
export type BufferedIOBase = BufferedIOBaseClass;

/** Base of streams of text. Python: `io.TextIOBase`. */
export const TextIOBase = callable(TextIOBaseClass);
export type TextIOBase = TextIOBaseClass;

/**
 * Stream that reads bytes from a raw stream through a buffer: `BufferedReader(raw, buffer_size)`.
 * Python: `io.BufferedReader`.
 */
export const BufferedReader = callable(BufferedReaderClass);
export type BufferedReader = BufferedReaderClass;

/**
 * Stream that writes bytes to a raw stream through a buffer: `BufferedWriter(raw, buffer_size)`.
 * Python: `io.BufferedWriter`.
 */
export const BufferedWriter = callable(BufferedWriterClass);
export type BufferedWriter = BufferedWriterClass;

/**
 * Stream that reads from one raw stream and writes to another: `BufferedRWPair(reader, writer, buffer_size)`.
 * Python: `io.BufferedRWPair`.
 */
export const BufferedRWPair = callable(BufferedRWPairClass);
export type BufferedRWPair = BufferedRWPairClass;

/** Stream of bytes in memory: `BytesIO(initial_bytes)`. Python: `io.BytesIO`. */
export const BytesIO = callable(BytesIOClass);
export type BytesIO = BytesIOClass;

/** Stream of text in memory: `StringIO(initial_value, newline)`. Python: `io.StringIO`. */
export const StringIO = callable(StringIOClass);
export type StringIO = StringIOClass;

/**
 * Stream of text on top of a stream of bytes: `TextIOWrapper(buffer, { encoding: "utf-8" })`.
 * Python: `io.TextIOWrapper`.
 */
export const TextIOWrapper = callable(TextIOWrapperClass);
export type TextIOWrapper = TextIOWrapperClass;
