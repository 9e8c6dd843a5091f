import assert from "node:assert/strict";
import * as builtins from "pysocket/builtins";
import * as struct from "pysocket/struct";
import { comparePairs } from "../generated/struct";

describe("struct", () => {
    comparePairs(10_000);

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
