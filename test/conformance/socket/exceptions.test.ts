import assert from "node:assert/strict";
import * as socket from "pysocket";
import { Exception, OSError, TimeoutError } from "pysocket/builtins";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, descriptorFlags, withDefaultTimeout } from "../support";

describe("test_socket.TestExceptions", () => {
    afterEach(cleanUp);

    it("testExceptionTree", () => {
        const isSubclass = (
            Class: { prototype: object },
            Base: { [Symbol.hasInstance](value: unknown): boolean },
        ) => Base[Symbol.hasInstance](Class.prototype);
        assert.ok(isSubclass(OSError, Exception));
        assert.ok(isSubclass(socket.herror, OSError));
        assert.ok(isSubclass(socket.gaierror, OSError));
        assert.ok(isSubclass(socket.timeout, OSError));
        assert.equal(socket.error, OSError);
        assert.equal(socket.timeout, TimeoutError);
    });

    it("test_setblocking_invalidfd", () => {
        const first = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0);
        const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, first.fileno());
        first.close();
        addCleanup(() => s.detach());
        assert.throws(() => s.setblocking(false), OSError);
    });
});

describe("test_socket.NonblockConstantTest", () => {
    it("test_SOCK_NONBLOCK", function () {
        if (socket.SOCK_NONBLOCK === undefined) skip(this, "this platform has no SOCK_NONBLOCK");
        const check = (s: socket.socket, timeout: number | null) => {
            assert.equal(s.type, socket.SOCK_STREAM);
            assert.equal(s.gettimeout(), timeout);
            assert.equal(descriptorFlags(s.fileno())?.nonblocking ?? timeout !== null, timeout !== null);
            assert.equal(s.getblocking(), timeout !== 0);
        };
        using s = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK);
        check(s, 0);
        const steps: [() => void, number | null][] = [
            [() => s.setblocking(true), null],
            [() => s.setblocking(false), 0],
            [() => s.settimeout(null), null],
            [() => s.settimeout(2), 2],
            [() => s.setblocking(true), null],
        ];
        for (const [set, timeout] of steps) {
            set();
            check(s, timeout);
        }
        for (const timeout of [0, null, 2, null])
            withDefaultTimeout(timeout, () => {
                using made = socket.socket();
                check(made, timeout);
            });
    });
});
