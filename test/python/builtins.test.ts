import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as builtins from "pysocket/builtins";
import { b, Exception, ExceptionGroup, OSError, TypeError, ValueError } from "pysocket/builtins";
import { ECONNREFUSED } from "pysocket/errno";

describe("builtins", () => {
    it("has classes that can be called, constructed and extended", () => {
        class MyError extends ValueError {
            constructor(readonly detail: number) {
                super("my text");
            }
        }
        const error = new MyError(5);
        assert.equal(error.message, "my text");
        assert.equal(error.detail, 5);
        assert.equal(error.name, "MyError");
        assert.ok(error instanceof MyError && error instanceof ValueError && error instanceof Exception);
        assert.ok(ValueError("x") instanceof ValueError);
        assert.equal(ValueError("x").constructor, ValueError);
        assert.equal(ValueError.name, "ValueError");
        assert.equal(Object.getPrototypeOf(OSError), Exception);
        // biome-ignore lint/suspicious/noExplicitAny: an exception may be made of anything
        assert.deepEqual((OSError as any)("x", 1, null).args, ["x", 1, null]);
    });

    it("has exceptions that are errors of JavaScript, but no other class's", () => {
        const error = TypeError("x");
        assert.ok(error instanceof Error);
        assert.ok(!(error instanceof globalThis.TypeError));
        assert.ok(!(new globalThis.TypeError("x") instanceof Exception));
        assert.equal(String(error), "TypeError: x");
        for (const request of [builtins.KeyboardInterrupt(), builtins.SystemExit()]) {
            assert.ok(request instanceof builtins.BaseException);
            assert.ok(!((request as object) instanceof Exception));
        }
    });

    it("names the class in the stack, which begins where the exception was made", () => {
        class MyError extends OSError {}
        const made = [
            () => OSError(ECONNREFUSED, "x"),
            () => new OSError(ECONNREFUSED, "x"),
            () => new MyError(ECONNREFUSED, "x"),
        ];
        for (const [index, make] of made.entries()) {
            const [title, first] = make().stack?.split("\n") ?? [];
            const name = index === 2 ? "MyError" : "ConnectionRefusedError";
            assert.equal(title, `${name}: [Errno ${ECONNREFUSED}] x`);
            assert.match(first, /builtins\.test\.[jt]s/);
        }
    });

    it("shows number, code and call when an OSError is printed, and no empty fields", () => {
        assert.match(inspect(OSError(9, "x")), /\{\s+errno: 9,\s+code: 'EBADF'\s+\}$/);
        assert.doesNotMatch(inspect(OSError("x")), /\{/);
        assert.equal(OSError("x").errno, null);
        assert.equal(OSError(9, "x").code, "EBADF");
        assert.equal(OSError(-5, "x").code, undefined);
    });

    it("has exception groups, whose message counts", () => {
        const errors = [OSError(1, "x"), new Error("y")];
        const group = ExceptionGroup("several", errors);
        assert.equal(group.message, "several (2 sub-exceptions)");
        assert.deepEqual(group.args, ["several", errors]);
        assert.deepEqual(group.exceptions, errors);
    });

    it("has bytes literals that take bytes", () => {
        const name = Buffer.from("café");
        assert.deepEqual(b`<${name}>\r\n${new Uint8Array([0, 1])}`, Buffer.from("<café>\r\n\0\x01"));
        assert.deepEqual(
            b`a\
b`,
            Buffer.from("ab"),
        );
        assert.throws(() => b`é`, ValueError("bytes can only contain ASCII literal characters"));
        assert.throws(() => b`\xf`, ValueError);
        assert.throws(
            () => b`${"text" as unknown as Buffer}`,
            TypeError("a bytes-like object is required, not 'str'"),
        );
        assert.throws(() => b("text" as never), TypeError);
    });
});
