import assert from "node:assert/strict";
import { endianness } from "node:os";
import { OverflowError, TypeError } from "pysocket/builtins";
import * as struct from "pysocket/struct";

const isBigEndian = endianness() === "BE";
const integerCodes = [..."bBhHiIlLqQnN"];
const byteOrders = ["", "@", "=", "<", ">", "!"];

// biome-ignore lint/suspicious/noExplicitAny: a value that breaks the types, as a script without types may
const wrong = (value: unknown) => value as any;

/** Bytes, written as Python writes them. */
const b = (text: string) => Buffer.from(text, "latin1");
const reversed = (bytes: Buffer) => Buffer.from(bytes).reverse();
const assertError = (act: () => unknown, pattern?: RegExp) =>
    assert.throws(act, (error) => error instanceof struct.error && (pattern?.test(error.message) ?? true));

/** Every integer's code with every byte order that it may have. */
function integerFormats(orders = byteOrders): [order: string, code: string][] {
    const pairs = integerCodes.flatMap((code) => orders.map((order): [string, string] => [order, code]));
    return pairs.filter(([order, code]) => ["", "@"].includes(order) || !["n", "N"].includes(code));
}

function range(format: string, code: string): { size: number; least: bigint; most: bigint } {
    const size = struct.calcsize(format);
    const bits = BigInt(8 * size);
    return code === code.toLowerCase()
        ? { size, least: -(2n ** (bits - 1n)), most: 2n ** (bits - 1n) - 1n }
        : { size, least: 0n, most: 2n ** bits - 1n };
}

describe("test_struct.StructTest", () => {
    it("test_isbigendian", () => {
        assert.equal(struct.pack("=i", 1)[0] === 0, isBigEndian);
    });

    it("test_consistence", () => {
        assertError(() => struct.calcsize("Z"));
        assert.equal(struct.calcsize("i") * 3, struct.calcsize("iii"));
        assert.equal(struct.calcsize("cbxxxxxxhhhhiillffd?") * 3, struct.calcsize("3c3b18x12h6i6l6f3d3?"));
        assertError(() => struct.pack("iii", 3));
        assertError(() => struct.pack("i", 3, 3, 3));
        assertError(() => struct.pack("i", "foo"));
        assertError(() => struct.pack("P", "foo"));
        assertError(() => struct.unpack("d", b("flap")));
        const s = struct.pack("ii", 1, 2);
        assertError(() => struct.unpack("iii", s));
        assertError(() => struct.unpack("i", s));
    });

    it("test_transitiveness", () => {
        for (const prefix of byteOrders)
            for (const format of ["xcbhilfd?", "xcBHILfd?"]) {
                const packed = struct.pack(prefix + format, b("a"), 1, 255, 65535, 65536, 3.26, 3.26, true);
                const [c, byte, h, i, l, f, d, t] = struct.unpack(prefix + format, packed);
                assert.deepEqual([c, byte, h, i, l, d, t], [b("a"), 1, 255, 65535, 65536, 3.26, true]);
                assert.equal(Math.round(100 * f), 326);
            }
    });

    it("test_new_features", () => {
        const text = b("helloworld");
        const zeros = (count: number) => "\0".repeat(count);
        // What is packed, and whether something else comes back.
        const tests: [format: string, value: unknown, big: string, isAsymmetric?: boolean][] = [
            ["c", b("a"), "a"],
            ["xc", b("a"), "\0a"],
            ["cx", b("a"), "a\0"],
            ["s", b("a"), "a"],
            ["0s", text, "", true],
            ["1s", text, "h", true],
            ["9s", text, "helloworl", true],
            ["10s", text, "helloworld"],
            ["11s", text, "helloworld\0", true],
            ["20s", text, `helloworld${zeros(10)}`, true],
            ["0p", text, "", true],
            ["1p", text, "\0", true],
            ["2p", text, "\x01h", true],
            ["10p", text, "\x09helloworl", true],
            ["11p", text, "\x0ahelloworld"],
            ["12p", text, "\x0ahelloworld\0"],
            ["20p", text, `\x0ahelloworld${zeros(9)}`],
            ["b", 7, "\x07"],
            ["b", -7, "\xf9"],
            ["B", 7, "\x07"],
            ["B", 249, "\xf9"],
            ["h", 700, "\x02\xbc"],
            ["h", -700, "\xfdD"],
            ["H", 700, "\x02\xbc"],
            ["H", 0x10000 - 700, "\xfdD"],
            ...["i", "I", "l", "L"].map((code): [string, number, string] => [
                code,
                70_000_000,
                "\x04,\x1d\x80",
            ]),
            ...["i", "l"].map((code): [string, number, string] => [code, -70_000_000, "\xfb\xd3\xe2\x80"]),
            ...["I", "L"].map((code): [string, number, string] => [
                code,
                0x100000000 - 70_000_000,
                "\xfb\xd3\xe2\x80",
            ]),
            ["f", 2, "@\0\0\0"],
            ["d", 2, `@${zeros(7)}`],
            ["f", -2, "\xc0\0\0\0"],
            ["d", -2, `\xc0${zeros(7)}`],
            ["?", 0, "\0", true],
            ["?", 3, "\x01", true],
            ["?", true, "\x01"],
            ["?", [], "\0", true],
            ["?", [1], "\x01", true],
        ];
        for (const [format, value, big, isAsymmetric = false] of tests) {
            const isNumber = "bBhHiIlLfd".includes(format);
            for (const order of [">", "!", "<", "="]) {
                const isBig = order === ">" || order === "!" || (order === "=" && isBigEndian);
                const expected = isNumber && !isBig ? reversed(b(big)) : b(big);
                const packed = struct.pack(order + format, value);
                assert.deepEqual(packed, expected, order + format);
                assert.equal(struct.calcsize(order + format), packed.length);
                const [back] = struct.unpack(order + format, packed);
                if (isAsymmetric) assert.notDeepEqual(back, value);
                else assert.deepEqual(back, value);
            }
        }
    });

    it("test_calcsize", () => {
        const sizes: Record<string, number> = { b: 1, h: 2, i: 4, l: 4, q: 8 };
        for (const [order, code] of integerFormats(["=", "<", ">", "!"]))
            assert.equal(struct.calcsize(order + code), sizes[code.toLowerCase()]);
        for (const [signed, unsigned] of ["bB", "hH", "iI", "lL", "nN", "qQ"])
            for (const order of ["", "@"])
                assert.equal(struct.calcsize(order + signed), struct.calcsize(order + unsigned));
        const [char, short, int, long, longLong, size, pointer] = [..."bhilqnP"].map((code) =>
            struct.calcsize(code),
        );
        assert.equal(char, 1);
        assert.ok(2 <= short && 4 <= long && 8 <= longLong);
        assert.ok(short <= int && int <= long && long <= longLong);
        assert.ok(size >= int && size >= pointer);
    });

    it("test_integers", () => {
        const isBig = (order: string) => order === ">" || order === "!" || (order !== "<" && isBigEndian);
        for (const [order, code] of integerFormats()) {
            const format = order + code;
            const { size, least, most } = range(format, code);
            const bases = Array.from({ length: 8 * size + 3 }, (_, power) => 1n << BigInt(power));
            // With bits that have no order.
            bases.push(300n, 700_000n, 2n ** 65n - 4n, 0x123456789abcdef0n % (most + 1n), most / 3n);
            for (const base of bases)
                for (const value of [-base - 1n, -base, -base + 1n, base - 1n, base, base + 1n]) {
                    if (value < least || value > most) {
                        assertError(() => struct.pack(format, value));
                        continue;
                    }
                    const digits = BigInt.asUintN(8 * size, value)
                        .toString(16)
                        .padStart(2 * size, "0");
                    const bytes = Buffer.from(digits, "hex");
                    const packed = struct.pack(format, value);
                    assert.deepEqual(packed, isBig(order) ? bytes : reversed(bytes));
                    assert.equal(BigInt(struct.unpack(format, packed)[0]), value);
                    assertError(() => struct.unpack(format, Buffer.concat([b("\x01"), packed])));
                }
            const others: unknown[] = ["a string", () => 1, {}, { valueOf: () => 42 }, [1], b("1"), 1.5];
            for (const value of others) assertError(() => struct.pack(format, value));
        }
    });

    it("test_nN_code", () => {
        for (const code of ["n", "N"])
            for (const order of ["=", "<", ">", "!"]) {
                const format = order + code;
                for (const act of [
                    () => struct.calcsize(format),
                    () => struct.pack(format, 0),
                    () => struct.unpack(format, b("")),
                ])
                    assertError(act, /bad char in struct format/);
            }
    });

    it("test_p_code", () => {
        const tests: [code: string, input: string, packed: string, back: string][] = [
            ["0p", "abc", "", ""],
            ["p", "abc", "\0", ""],
            ["1p", "abc", "\0", ""],
            ["2p", "abc", "\x01a", "a"],
            ["3p", "abc", "\x02ab", "ab"],
            ["4p", "abc", "\x03abc", "abc"],
            ["5p", "abc", "\x03abc\0", "abc"],
            ["6p", "abc", "\x03abc\0\0", "abc"],
            ["1000p", "x".repeat(1000), `\xff${"x".repeat(999)}`, "x".repeat(255)],
        ];
        for (const [code, input, packed, back] of tests) {
            const got = struct.pack(code, b(input));
            assert.deepEqual(got, b(packed));
            assert.deepEqual(struct.unpack(code, got), [b(back)]);
        }
    });

    it("test_705836", () => {
        for (let base = 1; base < 33; base++) {
            let delta = 0.5;
            while (base - delta / 2 !== base) delta /= 2;
            const packed = struct.pack("<f", base - delta);
            assert.deepEqual(struct.unpack("<f", packed), [base]);
            const big = struct.pack(">f", base - delta);
            assert.deepEqual(big, reversed(packed));
            assert.deepEqual(struct.unpack(">f", big), [base]);
        }
        const largest = (2 ** 24 - 1) * 2 ** (127 - 23);
        assert.deepEqual(struct.unpack(">f", struct.pack(">f", largest)), [largest]);
        assert.throws(() => struct.pack(">f", (2 ** 25 - 1) * 2 ** (127 - 24)), OverflowError);
    });

    it("test_1530559", () => {
        // A whole number is an integer here: 1.0 is 1.
        for (const format of [...integerFormats().map(([order, code]) => order + code), "P"]) {
            assertError(() => struct.pack(format, 1.5));
            assertError(() => struct.pack(format, Number.NaN));
        }
    });

    const abcd = "abcd01234";

    it("test_unpack_from", () => {
        const s = struct.Struct("4s");
        const unpackers = [
            (data: Uint8Array, ...offset: number[]) => s.unpack_from(data, ...offset),
            (data: Uint8Array, ...offset: number[]) => struct.unpack_from("4s", data, ...offset),
        ];
        for (const unpack of unpackers)
            for (const data of [b(abcd), new Uint8Array(b(abcd))]) {
                assert.deepEqual(unpack(data), [b("abcd")]);
                for (let i = 0; i < 6; i++) assert.deepEqual(unpack(data, i), [b(abcd.slice(i, i + 4))]);
                for (let i = 6; i <= abcd.length; i++) assertError(() => unpack(data, i));
            }
        assert.deepEqual(s.unpack_from({ buffer: b(abcd), offset: 2 }), [b("cd01")]);
    });

    function packIntoTests(packInto: (buffer: Uint8Array, offset: number, value: Buffer) => void): void {
        const text = b("Reykjavik rocks, eow!");
        const memory = Buffer.alloc(100, " ");
        packInto(memory, 0, text);
        assert.deepEqual(memory.subarray(0, text.length), text);
        packInto(memory, 10, text);
        assert.deepEqual(memory.subarray(0, text.length + 10), Buffer.concat([text.subarray(0, 10), text]));
        const small = Buffer.alloc(10, " ");
        for (const offset of [0, 2]) assertError(() => packInto(small, offset, text));
        assert.deepEqual(small, Buffer.alloc(10, " "));
    }

    it("test_pack_into", () => {
        const s = struct.Struct("21s");
        packIntoTests((buffer, offset, value) => s.pack_into(buffer, offset, value));
        assert.throws(() => struct.pack_into(b(""), Buffer.alloc(10), wrong(null)), TypeError);
    });

    it("test_pack_into_fn", () => {
        packIntoTests((buffer, offset, value) => struct.pack_into("21s", buffer, offset, value));
    });

    it("test_unpack_with_buffer", () => {
        const memory = Uint8Array.of(0x12, 0x34, 0x56, 0x78);
        for (const data of [memory, memory.buffer, new DataView(memory.buffer)])
            assert.deepEqual(struct.unpack(">I", data), [0x12345678]);
    });

    it("test_bool", () => {
        const no = [[], [], [], "", 0];
        const yes = [[1], "test", 5, -1, 0x100000000, 0xffffffff / 2];
        for (const prefix of ["<", ">", "!", "=", ""]) {
            for (const [values, expected] of [
                [no, false],
                [yes, true],
            ] as const) {
                const format = prefix + "?".repeat(values.length);
                const unpacked = struct.unpack(format, struct.pack(format, ...values));
                assert.deepEqual(unpacked, new Array(values.length).fill(expected));
            }
            assert.equal(struct.pack(`${prefix}?`, 1).length, 1);
        }
        for (const byte of [0x01, 0x7f, 0xff, 0x0f, 0xf0])
            assert.deepEqual(struct.unpack(">?", Buffer.of(byte)), [true]);
    });

    it("test_count_overflow", () => {
        const most = 2n ** 63n - 1n;
        assertError(() => struct.calcsize(`${most + 1n}b`));
        assertError(() => struct.calcsize(`${most / 2n}b${most / 2n}H`));
    });

    it("test_trailing_counter", () => {
        const store = Buffer.alloc(100, " ");
        const tests: [format: string, ...values: Buffer[]][] = [
            ["12345"],
            ["c12345", b("x")],
            ["14s42", b("spam and eggs")],
        ];
        for (const [format, ...values] of tests) {
            assertError(() => struct.pack(format, ...values));
            assertError(() => struct.unpack(format, values[0] ?? b("")));
            assertError(() => struct.pack_into(format, store, 0, ...values));
            assertError(() => struct.unpack_from(format, store, 0));
        }
    });

    it("test_boundary_error_message", () => {
        assertError(
            () => struct.pack_into("b", Buffer.alloc(1), 5, 1),
            /pack_into requires a buffer of at least 6 bytes for packing 1 bytes at offset 5 \(actual buffer size is 1\)/,
        );
        assertError(
            () => struct.unpack_from("b", Buffer.alloc(1), 5),
            /unpack_from requires a buffer of at least 6 bytes for unpacking 1 bytes at offset 5 \(actual buffer size is 1\)/,
        );
    });

    it("test_boundary_error_message_with_negative_offset", () => {
        const bytes = Buffer.alloc(10);
        assertError(() => struct.pack_into("<I", bytes, -2, 123), /no space to pack 4 bytes at offset -2/);
        assertError(
            () => struct.pack_into("<B", bytes, -11, 123),
            /offset -11 out of range for 10-byte buffer/,
        );
        assertError(
            () => struct.unpack_from("<I", bytes, -2),
            /not enough data to unpack 4 bytes at offset -2/,
        );
        assertError(() => struct.unpack_from("<B", bytes, -11), /offset -11 out of range for 10-byte buffer/);
    });

    it("test_boundary_error_message_with_large_offset", () => {
        // As large as a number can be and still be exact: in CPython sys.maxsize.
        const offset = Number.MAX_SAFE_INTEGER;
        const where = `at offset ${offset} \\(actual buffer size is 10\\)`;
        const atLeast = `requires a buffer of at least ${BigInt(offset) + 4n} bytes for`;
        assertError(
            () => struct.pack_into("<I", Buffer.alloc(10), offset, 1),
            new RegExp(`pack_into ${atLeast} packing 4 bytes ${where}`),
        );
        assertError(
            () => struct.unpack_from("<I", Buffer.alloc(10), offset),
            new RegExp(`unpack_from ${atLeast} unpacking 4 bytes ${where}`),
        );
    });

    it("test_issue29802", () => {
        assert.throws(() => struct.unpack("b", wrong(0)), TypeError);
        assert.deepEqual(struct.unpack("b", b("a")), [97]);
    });

    it("test_format_attr", () => {
        const s = struct.Struct("=i2H");
        assert.equal(s.format, "=i2H");
        assert.equal(struct.Struct(Buffer.from(s.format)).format, s.format);
    });

    it("test_issue35714", () => {
        for (const format of ["\0", "2\0i", b("\0")])
            assertError(() => struct.calcsize(format), /embedded null character/);
    });

    it("test_issue98248", () => {
        const formats = ["@", "=", "<", ">"].flatMap((order) =>
            [..."BHILQbhilq"].map((code) => [order, code]),
        );
        for (const [order, code] of [...formats, ["@", "N"], ["@", "n"]]) {
            const { least, most } = range(order + code, code);
            const expected = new RegExp(`'${code}' format requires ${least} <= number <= ${most}`);
            for (const number of [-(10n ** 50n), least - 1n, most + 1n, 10n ** 50n])
                assertError(() => struct.pack(order + code, number), expected);
            assertError(() => struct.pack(order + code, ""), /required argument is not an integer/);
        }
    });

    it("test_struct_subclass_instantiation", () => {
        class MyStruct extends struct.Struct {
            constructor() {
                super(">h");
            }
        }
        assert.deepEqual(new MyStruct().pack(12345), b("\x30\x39"));
    });

    it("test_repr", () => {
        const s = struct.Struct("=i2H");
        assert.equal(String(s), `Struct('${s.format}')`);
    });
});

describe("test_struct.UnpackIteratorTest", () => {
    const bytes = (count: number) => Buffer.from(Array.from({ length: count }, (_, index) => index + 1));

    /** Also that it ends, and stays ended. */
    function assertGives(iterator: Iterator<struct.Values>, ...expected: struct.Values[]): void {
        for (const values of expected) assert.deepEqual(iterator.next(), { value: values, done: false });
        for (const _ of [1, 2]) assert.equal(iterator.next().done, true);
    }

    it("test_construct", () => {
        const s = struct.Struct(">ibcp");
        for (const data of ["", "1234567"]) {
            const iterator = s.iter_unpack(b(data));
            assert.equal(iterator[Symbol.iterator](), iterator);
        }
        for (const data of ["123456", "12345678"]) assertError(() => s.iter_unpack(b(data)));
        const empty = struct.Struct(">");
        for (const data of ["", "12"]) assertError(() => empty.iter_unpack(b(data)));
    });

    it("test_uninstantiable", () => {
        const { constructor } = struct.Struct(">ibcp").iter_unpack(b("")) as object;
        assert.notEqual(typeof constructor, "function");
    });

    it("test_iterate", () => {
        assertGives(
            struct.Struct(">IB").iter_unpack(bytes(15)),
            [0x01020304, 5],
            [0x06070809, 10],
            [0x0b0c0d0e, 15],
        );
    });

    it("test_arbitrary_buffer", () => {
        const { buffer, byteOffset } = bytes(10);
        const view = new DataView(buffer, byteOffset, 10);
        assertGives(struct.Struct(">IB").iter_unpack(view), [0x01020304, 5], [0x06070809, 10]);
    });

    it("test_module_func", () => {
        assertGives(struct.iter_unpack(">IB", bytes(10)), [0x01020304, 5], [0x06070809, 10]);
    });

    it("test_half_float", () => {
        const exact: [bytes: string, value: number][] = [
            ["\x00\x3c", 1],
            ["\x00\xc0", -2],
            ["\xff\x7b", 65504],
            ["\x00\x04", 2 ** -14],
            ["\x01\x00", 2 ** -24],
            ["\x00\x00", 0],
            ["\x00\x80", -0],
            ["\x00\x7c", Number.POSITIVE_INFINITY],
            ["\x00\xfc", Number.NEGATIVE_INFINITY],
            ["\x55\x35", 0.333251953125],
        ];
        for (const [text, value] of exact) {
            const little = b(text);
            const native = isBigEndian ? reversed(little) : little;
            for (const [format, data] of [
                ["<e", little],
                [">e", reversed(little)],
                ["e", native],
            ] as const) {
                assert.deepEqual(struct.unpack(format, data), [value]);
                assert.deepEqual(struct.pack(format, value), data);
            }
        }
        for (const text of ["\x01\xfc", "\x00\xfe", "\xff\xff", "\x01\x7c", "\x00\x7e", "\xff\x7f"]) {
            assert.deepEqual(struct.unpack("<e", b(text)), [Number.NaN]);
            assert.deepEqual(struct.unpack(">e", reversed(b(text))), [Number.NaN]);
        }
        // A quiet one.
        assert.equal(struct.pack("<e", Number.NaN)[1] & 0x7e, 0x7e);

        const rounded: [bytes: string, value: number][] = [
            ["\x00\x01", 2 ** -25 + 2 ** -35],
            ["\x00\x00", 2 ** -25],
            ["\x00\x00", 2 ** -26],
            ["\x03\xff", 2 ** -14 - 2 ** -24],
            ["\x03\xff", 2 ** -14 - 2 ** -25 - 2 ** -65],
            ["\x04\x00", 2 ** -14 - 2 ** -25],
            ["\x04\x00", 2 ** -14],
            ["\x3c\x01", 1 + 2 ** -11 + 2 ** -16],
            ["\x3c\x00", 1 + 2 ** -11],
            ["\x3c\x00", 1 + 2 ** -12],
            ["\x7b\xff", 65504],
            ["\x7b\xff", 65519],
            ["\x80\x01", -(2 ** -25) - 2 ** -35],
            ["\x80\x00", -(2 ** -25)],
            ["\x80\x00", -(2 ** -26)],
            ["\xbc\x01", -1 - 2 ** -11 - 2 ** -16],
            ["\xbc\x00", -1 - 2 ** -11],
            ["\xbc\x00", -1 - 2 ** -12],
            ["\xfb\xff", -65519],
            // Rounded twice it would be 2048.
            ["\x67\xff", 0x1ffdffffff * 2 ** -26],
        ];
        for (const [text, value] of rounded) assert.deepEqual(struct.pack(">e", value), b(text));
        for (const value of [65520.5, 65536.5, 1e300, -65520.5, -65536.5, -1e300])
            for (const format of ["<e", ">e"]) assert.throws(() => struct.pack(format, value), OverflowError);
    });
});
