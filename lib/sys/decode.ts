import { BytesIO } from "../io/bytes-io";
import { TextIOWrapper } from "../io/text-io-wrapper";
import { takeNamed, toBytes } from "../python/arguments";
import { asBytes } from "../python/buffers";
import { TypeError } from "../python/exceptions";
import { typeName } from "../python/type-name";

/** Returns the text of bytes: `str(bytes, encoding, errors)`. */
export function decodeText(args: unknown[]): string {
    const [object, encoding = "utf-8", errors = "strict"] = takeNamed(
        "str",
        ["object", "encoding", "errors"],
        0,
        args,
    );
    for (const [name, value] of Object.entries({ encoding, errors }))
        if (typeof value !== "string")
            throw new TypeError(`str() argument '${name}' must be str, not ${typeName(value)}`);
    if (typeof object === "string") throw new TypeError("decoding str is not supported");
    if (asBytes(object) === null)
        throw new TypeError(`decoding to str: need a bytes-like object, ${typeName(object)} found`);
    const options = { encoding, errors, newline: "" } as { encoding: string; errors: string };
    return new TextIOWrapper(new BytesIO(Buffer.from(toBytes(object))), options).read();
}
