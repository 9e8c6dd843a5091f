import assert from "node:assert/strict";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import * as builtins from "pysocket/builtins";
import * as struct from "pysocket/struct";
import { call, type Probe, probe, type Value } from "../differential/probe";
import { Runner } from "../differential/run";
import { needReference, runPython } from "../support/python";

const PAIRS = 50_000;

const bytesOf = (most: number): fc.Arbitrary<Value> =>
    fc.uint8Array({ maxLength: most }).map((bytes) => ({ bytes: Buffer.from(bytes).toString("hex") }));

/** Not of the numbers that JSON writes as if they were integers, but no integer can be exact. */
const double = fc
    .double({ noDefaultInfinity: true, noNaN: true })
    .filter((value) => Math.abs(value) < 2 ** 53 || Math.abs(value) >= 1e21)
    // Nor of a zero below zero, which it has none of.
    .map((value) => value + 0);
const special = fc.constantFrom<Value>({ float: "nan" }, { float: "inf" }, { float: "-inf" }, true, false);
const integer: fc.Arbitrary<Value> = fc.oneof(
    fc.integer({ min: -300, max: 300 }),
    fc.integer(),
    fc.bigInt(-(2n ** 65n), 2n ** 65n).map((value): Value => ({ integer: value.toString() })),
);
/** A whole number is an integer here, whatever its size: the two sides would not mean the same. */
const fraction = double.filter((value) => !Number.isInteger(value));

const noValue = fc.constantFrom<Value>(null, "text", { list: [] });

/** A format character with its count, and values that mostly fit it. */
const item = fc
    .tuple(fc.constantFrom(..."xcbB?hHiIlLqQnNefdspP"), fc.option(fc.nat(4), { nil: null }), fc.nat(30))
    .chain(([character, count, luck]) => {
        const isText = character === "s" || character === "p";
        const values = character === "x" ? 0 : isText ? 1 : (count ?? 1);
        const number = fc.oneof(integer, special, "efd".includes(character) ? double : fraction);
        const fitting = isText ? bytesOf(6) : character === "c" ? bytesOf(1) : number;
        return fc
            .array(luck === 0 ? noValue : fitting, { minLength: values, maxLength: values })
            .map((list) => ({ text: `${count ?? ""}${character}`, values: list }));
    });

const pair = fc.record({
    order: fc.constantFrom("", "@", "=", "<", ">", "!"),
    space: fc.constantFrom("", "", "", " ", "\n"),
    items: fc.array(item, { maxLength: 5 }),
    memory: fc.uint8Array({ minLength: 64, maxLength: 64 }),
    missing: fc.nat(40),
});

function toProbe({
    order,
    space,
    items,
    memory,
    missing,
}: typeof pair extends fc.Arbitrary<infer T> ? T : never): Probe {
    const format = order + items.map(({ text }) => text).join(space);
    const values = items.flatMap((each) => each.values).slice(missing === 0 ? 1 : 0);
    return probe(
        format,
        call("struct.pack", format, ...values),
        call("struct.unpack_from", format, { bytes: Buffer.from(memory).toString("hex") }),
    );
}

describe("struct", () => {
    it(`packs and unpacks ${PAIRS} pairs of formats and values as CPython does`, function () {
        needReference(this);
        const seed = Number(process.env.PYSOCKET_SEED ?? Date.now() % 2 ** 31);
        console.log(`      PYSOCKET_SEED=${seed}`);
        const probes = fc.sample(pair, { numRuns: PAIRS, seed }).map(toProbe);
        const script = join(__dirname, "..", "differential", "run.py");
        const theirs = JSON.parse(runPython(script, ["."], JSON.stringify(probes)));
        const runner = new Runner(".");
        let packed = 0;
        for (const [index, each] of probes.entries()) {
            const ours = runner.run(each);
            if (ours[0].result !== undefined) packed++;
            if (isDeepStrictEqual(ours, theirs[index])) continue;
            runner.close();
            assert.deepEqual(ours, theirs[index], JSON.stringify(each));
        }
        runner.close();
        assert.ok(packed > PAIRS / 10, `only ${packed} of the formats and values fit each other`);
    });

    it("gives integers of 64 bits as numbers where these are exact", () => {
        const limit = 2 ** 53;
        const values = [limit - 1, -(limit - 1), BigInt(limit), -BigInt(limit), 2n ** 63n - 1n, -(2n ** 63n)];
        assert.deepEqual(struct.unpack("<6q", struct.pack("<6q", ...values)), values);
        assert.deepEqual(struct.unpack("<Q", struct.pack("<Q", 2n ** 64n - 1n)), [2n ** 64n - 1n]);
    });

    it("keeps the sign of a zero", () => {
        for (const format of ["<d", "<f", "<e"]) {
            assert.equal(struct.pack(format, -0).at(-1), 0x80);
            assert.ok(Object.is(struct.unpack(format, struct.pack(format, -0))[0], -0));
        }
    });

    it("takes memory of every kind, and leaves what is around it alone", () => {
        const buffer = new SharedArrayBuffer(8);
        const view = new DataView(buffer, 2, 4);
        struct.pack_into("!HH", view, 0, 0x0102, 0x0304);
        assert.deepEqual([...new Uint8Array(buffer)], [0, 0, 1, 2, 3, 4, 0, 0]);
        assert.deepEqual(struct.unpack("!I", view), [0x01020304]);
        assert.deepEqual(struct.unpack_from("!I", buffer, 2), [0x01020304]);
        const words = new Uint16Array(2);
        struct.pack_into("<I", words, 0, 0x00020001);
        assert.deepEqual([...words], [1, 2]);
    });

    it("can be extended, and made without new", () => {
        class Header extends struct.Struct {
            constructor() {
                super("!BBH");
            }
        }
        const header = new Header();
        assert.equal(header.size, 4);
        assert.deepEqual(header.unpack(header.pack(1, 2, 3)), [1, 2, 3]);
        assert.ok(struct.Struct("i") instanceof struct.Struct);
        assert.throws(() => struct.pack("b", 200), struct.error);
        assert.throws(() => struct.pack("b", 200), { name: "error" });
    });

    it("refuses memory that is gone", () => {
        const memory = new ArrayBuffer(8);
        const view = new Uint8Array(memory);
        structuredClone(memory, { transfer: [memory] });
        for (const act of [
            () => struct.pack_into("i", memory, 0, 1),
            () => struct.unpack("i", memory),
            () => struct.unpack_from("i", view),
        ])
            assert.throws(act, builtins.ValueError);
    });
});
