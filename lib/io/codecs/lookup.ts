import { LookupError, ValueError } from "../../python/exceptions";
import type { Codec, MarkedCodec } from "./codec";
import { ascii, latin1 } from "./single-byte";
import { utf8, utf8WithMark } from "./utf-8";
import { utf16be, utf16le, utf16WithMark, utf32be, utf32le, utf32WithMark } from "./utf-16-and-32";

export { Decoder, Encoder } from "./codec";

/** Encodings with Python's names for them. */
const encodings: [Codec | MarkedCodec, string][] = [
    [utf8, "utf_8 utf8 u8 utf utf8_ucs2 utf8_ucs4 cp65001 locale"],
    [utf8WithMark, "utf_8_sig"],
    [
        ascii,
        "ascii 646 ansi_x3.4_1968 ansi_x3_4_1968 ansi_x3.4_1986 cp367 csascii ibm367 iso646_us iso_646.irv_1991 iso_ir_6 us us_ascii",
    ],
    [
        latin1,
        "latin_1 8859 cp819 csisolatin1 ibm819 iso8859 iso8859_1 iso_8859_1 iso_8859_1_1987 iso_ir_100 l1 latin latin1",
    ],
    [utf16WithMark, "utf_16 u16 utf16"],
    [utf16le, "utf_16_le utf_16le unicodelittleunmarked"],
    [utf16be, "utf_16_be utf_16be unicodebigunmarked"],
    [utf32WithMark, "utf_32 u32 utf32"],
    [utf32le, "utf_32_le utf_32le"],
    [utf32be, "utf_32_be utf_32be"],
];

const byName = new Map(encodings.flatMap(([codec, names]) => names.split(" ").map((name) => [name, codec])));

/** Python's codecs from bytes to bytes, or text to text. */
const otherCodecs =
    "base64 base64_codec base_64 bz2 bz2_codec hex hex_codec quopri quopri_codec quoted_printable rot13 rot_13 uu uu_codec zip zlib zlib_codec".split(
        " ",
    );

/** Finds a text encoding by its name. Raises `LookupError`. Python: `codecs.lookup`. */
export function lookup(name: string): Codec | MarkedCodec {
    if (name.includes("\0")) throw new ValueError("embedded null character");
    const key = name
        .toLowerCase()
        .replace(/[^a-z0-9.]+/g, "_")
        .replace(/^_|_$/g, "");
    const codec = byName.get(key);
    if (codec !== undefined) return codec;
    if (otherCodecs.includes(key))
        throw new LookupError(
            `'${name}' is not a text encoding; use codecs.open() to handle arbitrary codecs`,
        );
    throw new LookupError(`unknown encoding: ${name}`);
}
