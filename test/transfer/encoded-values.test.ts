import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { IndexError, MemoryError, OverflowError, TypeError, ValueError } from "pysocket/builtins";
import * as queue from "pysocket/queue";
import * as shared from "pysocket/shared";
import { long } from "../support/long";
import { patience } from "../support/slowness";

/** A run is repeated by setting it. */
const seed = Number(process.env.PYSOCKET_SEED ?? Date.now() % 2 ** 31);
/** In the main thread, and in each of two others. */
const ROUNDS = long ? 340_000 : 3000;

describe(`serialised values (PYSOCKET_SEED=${seed})`, () => {
    it("are read without a fault, whatever their bytes are", () => {
        const fixture = join(__dirname, "..", "fixtures", "encoded-values.cjs");
        const { stdout, stderr, status, signal } = spawnSync(
            process.execPath,
            [fixture, String(seed), String(ROUNDS)],
            { encoding: "utf8", timeout: (long ? 1_800_000 : 120_000) * patience },
        );
        assert.deepEqual([status, signal, stdout], [0, null, "done\n"], stderr);
    });
});

/** What says another length each time it is asked. */
function lying(...lengths: unknown[]): unknown[] {
    let asked = 0;
    return new Proxy([1, 2, 3], {
        get: (target, key) =>
            key === "length" ? lengths[Math.min(asked++, lengths.length - 1)] : Reflect.get(target, key),
    });
}

/** Whose first element shortens it once it is encoded. */
function shortened(length: number, times: number): unknown[] {
    const array: unknown[] = [];
    array.length = length;
    let asked = 0;
    const get = () => {
        if (++asked === times) array.length = 1;
        return 5;
    };
    return Object.defineProperty(array, 0, { get, enumerable: true, configurable: true });
}

describe("values that change while they are encoded", () => {
    it("hold what was written of an array that a getter shortens", () => {
        const values = queue.Queue();
        values.put("secret ".repeat(100));
        values.get();
        values.put(shortened(1000, 1));
        assert.deepEqual(values.get(), [5]);
        values.put({ key: [shortened(1000, 1)] });
        assert.deepEqual(values.get(), { key: [[5]] });
    });

    it("are keys of what was written", () => {
        const dict = shared.dict();
        dict.set(shortened(1000, 2), "value");
        assert.deepEqual(dict.items(), [[[5], "value"]]);
        const set = shared.set();
        set.add(shortened(1000, 2));
        assert.ok(set.has([5]));
    });

    it("hold what was written of an array that a getter makes longer", () => {
        const array: unknown[] = [];
        const get = () => array.push(0);
        Object.defineProperty(array, 0, { get, enumerable: true });
        const values = queue.Queue();
        values.put(array);
        assert.deepEqual(values.get(), [2]);
    });

    it("hold what was written of a Proxy that says another length each time", () => {
        const values = queue.Queue();
        for (const [lengths, expected] of [
            [[3, 1], [1]],
            [
                [2, 1000],
                [1, 2],
            ],
            [[0, 1000], []],
            [
                [3, 3, 3, 3, 3, 0],
                [1, 2, 3],
            ],
        ] as const) {
            values.put(lying(...lengths));
            assert.deepEqual(values.get()?.slice(0, 3), expected);
        }
    });

    it("raise Python's error for a length that is none", () => {
        const negative = ValueError("__len__() should return >= 0");
        const cases: [unknown, object][] = [
            [-1, negative],
            ["3", TypeError("'str' object cannot be interpreted as an integer")],
            [1.5, TypeError("'float' object cannot be interpreted as an integer")],
            [2 ** 53, OverflowError("cannot fit 'int' into an index-sized integer")],
        ];
        const places = [
            (value: unknown) => queue.Queue().put(value),
            (value: unknown) => shared.list().append(value),
            (value: unknown) => shared.set().add(value),
        ];
        for (const [length, expected] of cases)
            for (const place of places) assert.throws(() => place(lying(length)), expected);
        assert.throws(() => queue.Queue().put(lying(2 ** 32 - 1)), MemoryError);
    });

    it("are as long as their memory, whatever a property says", () => {
        const values = queue.Queue();
        for (const length of [0, 2, 1e9]) {
            values.put(Object.defineProperty(Buffer.from("bytes"), "length", { value: length }));
            assert.deepEqual(values.get(), Buffer.from("bytes"));
        }
    });

    it("are what they are, not what their prototype says", () => {
        const values = queue.Queue();
        for (const Class of [Buffer, Uint8Array, Date])
            assert.throws(
                () => values.put(Object.create(Class.prototype)),
                (error) => error instanceof TypeError && /^cannot pass a '/.test(error.message),
            );
        assert.equal(values.empty(), true);
    });

    it("give back what they hold when the index is none", () => {
        const list = shared.list(null, [0]);
        for (const index of [5, -5]) assert.throws(() => (list[index] = 1), IndexError);
    });
});
