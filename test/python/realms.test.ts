import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import * as socket from "pysocket";
import { int, KeyError, TypeError } from "pysocket/builtins";
import * as io from "pysocket/io";
import * as queue from "pysocket/queue";
import * as select from "pysocket/select";
import * as threading from "pysocket/threading";

/** A value whose classes are not those of the tests, as in a `vm` context, the REPL, or jest. */
function foreign(source: string): never {
    return runInNewContext(`(${source})`) as never;
}

describe("a value of another realm", () => {
    it("is keyword arguments if it is an object literal", () => {
        const lock = threading.Lock();
        lock.acquire();
        assert.equal(lock.acquire(foreign("{ timeout: 0.01 }")), false);
        assert.equal(lock.acquire(foreign("{ blocking: false }")), false);
        assert.throws(
            () => lock.acquire(foreign("{ timout: 0.01 }")),
            TypeError("acquire() got an unexpected keyword argument 'timout'. Did you mean 'timeout'?"),
        );
        assert.throws(() => queue.Queue().get(foreign("{ timeout: 0.01 }")), queue.Empty());
        using s = socket.socket(foreign("{ type: 2 }"));
        assert.equal(s.type, socket.SOCK_DGRAM);
        assert.throws(
            () => s.listen(foreign("{ backlog: 1 }")),
            TypeError("socket.listen() takes no keyword arguments"),
        );
    });

    it("is not, if a class of its own made it", () => {
        const lock = threading.Lock();
        for (const source of ["new (class { timeout = 0.01 })()", "Object.create({ timeout: 0.01 })"])
            assert.throws(() => lock.acquire(true, foreign(source)), TypeError);
        assert.throws(() => lock.acquire(true, foreign("Object.create(Object.create(null))")), TypeError);
    });

    it("is what it is in every other way", () => {
        const [one, other] = socket.socketpair();
        const buffer = foreign("new Uint8Array(3)") as Uint8Array;
        assert.equal(one.send(foreign("new Uint8Array([65, 66, 67])")), 3);
        assert.equal(other.recv_into(buffer), 3);
        assert.deepEqual([...buffer], [65, 66, 67]);
        // A set, and the keys of a map.
        const set = runInNewContext("(one) => new Set([one])")(one);
        const map = runInNewContext("(one) => new Map([[one, 5]])")(one);
        assert.deepEqual(select.select([], set, [], 0), [[], [one], []]);
        assert.deepEqual(select.select([], map, [], 0), [[], [one], []]);
        for (const each of [one, other]) each.close();
        assert.equal(io.BytesIO(foreign("new Uint8Array([65])")).read().toString(), "A");
        assert.equal(int(foreign("new Uint8Array([53])")), 5);
        assert.equal(KeyError(foreign("{ a: [new Uint8Array([53])] }")).message, "{'a': (bytearray(b'5'),)}");
        assert.throws(() => socket.socket(foreign("new Map()")), /'dict' object/);
        assert.throws(() => socket.socket(foreign("new Set()")), /'set' object/);
    });

    it("is true and false as it would be here", () => {
        using s = socket.socket();
        for (const [source, blocks] of [
            ["{}", false],
            ["new Map()", false],
            ["new Set()", false],
            ["[]", false],
            ["new Map([[1, 2]])", true],
            ["new Uint8Array(1)", true],
        ] as const) {
            s.setblocking(foreign(source));
            assert.equal(s.getblocking(), blocks, source);
        }
    });
});
