import { expectTypeOf } from "expect-type";
import * as socket from "pysocket";
import * as builtins from "pysocket/builtins";
import * as queue from "pysocket/queue";
import type * as select from "pysocket/select";
import type * as struct from "pysocket/struct";
import type * as threading from "pysocket/threading";

// The types of exceptions. Nothing of it is run: `npm run lint` compiles it.

export function areCaught(error: unknown): void {
    if (error instanceof builtins.OSError) {
        expectTypeOf(error).toEqualTypeOf<builtins.OSError>();
        expectTypeOf(error.errno).toEqualTypeOf<number | null>();
        expectTypeOf(error.strerror).toEqualTypeOf<string | null>();
    }
    if (error instanceof socket.gaierror) expectTypeOf(error).toEqualTypeOf<socket.gaierror>();
    if (error instanceof queue.Empty) expectTypeOf(error).toEqualTypeOf<queue.Empty>();
    if (error instanceof builtins.BaseException) expectTypeOf(error.args).toEqualTypeOf<readonly unknown[]>();
}

/** Their classes are below each other as Python's are, and Python's names of the same class are one. */
export function haveAncestors(): void {
    expectTypeOf<builtins.BaseException>().toExtend<Error>();
    expectTypeOf<builtins.ConnectionRefusedError>().toExtend<builtins.ConnectionError>();
    expectTypeOf<builtins.TimeoutError>().toExtend<builtins.OSError>();
    expectTypeOf<socket.gaierror>().toExtend<builtins.OSError>();
    expectTypeOf<socket.error>().toEqualTypeOf<builtins.OSError>();
    expectTypeOf<socket.timeout>().toEqualTypeOf<builtins.TimeoutError>();
    expectTypeOf<select.error>().toEqualTypeOf<builtins.OSError>();
    expectTypeOf<builtins.UnicodeDecodeError>().toExtend<builtins.ValueError>();
    expectTypeOf<struct.error>().toExtend<builtins.Exception>();
    expectTypeOf<threading.BrokenBarrierError>().toExtend<builtins.RuntimeError>();
}

export function areMade(): void {
    expectTypeOf(builtins.ValueError("no")).toEqualTypeOf<builtins.ValueError>();
    expectTypeOf(new builtins.OSError(2, "none")).toEqualTypeOf<builtins.OSError>();
    class Mine extends builtins.ValueError {
        more = 1;
    }
    expectTypeOf(new Mine("no").more).toEqualTypeOf<number>();
}
