import assert from "node:assert/strict";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { call, type Probe, probe, type Value } from "../differential/probe";
import { Runner } from "../differential/run";
import { needReference, runPython } from "../support/python";

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

/** Makes a test that draws formats and values, packs and unpacks them in CPython and here, and compares the results. */
export function comparePairs(count: number): void {
    it(`packs and unpacks ${count} pairs of formats and values as CPython does`, function () {
        needReference(this);
        const seed = Number(process.env.PYSOCKET_SEED ?? Date.now() % 2 ** 31);
        console.log(`      PYSOCKET_SEED=${seed}`);
        const probes = fc.sample(pair, { numRuns: count, seed }).map(toProbe);
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
        assert.ok(packed > count / 10, `only ${packed} of the formats and values fit each other`);
    });
}
