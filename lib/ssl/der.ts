import { ValueError } from "../python/exceptions";

/** One value of DER, ASN.1's encoding of certificates. */
export interface Element {
    readonly tag: number;
    readonly bytes: Uint8Array;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const OCTET_STRING = 0x04;
export const OBJECT = 0x06;
export const UTC_TIME = 0x17;
const BMP_STRING = 0x1e;
const UNIVERSAL_STRING = 0x1c;
const UTF8_STRING = 0x0c;

/** Splits bytes into their elements. Raises `ValueError` for bytes that are not DER. */
export function elementsOf(bytes: Uint8Array): Element[] {
    const elements: Element[] = [];
    let at = 0;
    while (at < bytes.length) {
        const tag = bytes[at];
        let length = bytes[at + 1];
        let start = at + 2;
        if (length >= 0x80) {
            const size = length & 0x7f;
            if (size === 0 || size > 4) throw malformed();
            length = 0;
            for (let index = 0; index < size; index++) length = length * 256 + bytes[start + index];
            start += size;
        }
        if (!(start + length <= bytes.length)) throw malformed();
        elements.push({ tag, bytes: bytes.subarray(start, start + length) });
        at = start + length;
    }
    return elements;
}

function malformed(): ValueError {
    return new ValueError("malformed certificate");
}

/** Returns the elements of a sequence or set, of which the first `least` must be there. */
export function partsOf(element: Element | undefined, least = 0): Element[] {
    const parts = element === undefined ? [] : elementsOf(element.bytes);
    if (element === undefined || parts.length < least) throw malformed();
    return parts;
}

/** Returns an object identifier as dotted numbers. */
export function toObjectIdentifier({ bytes }: Element): string {
    const numbers: bigint[] = [];
    let value = 0n;
    for (const byte of bytes) {
        value = value * 128n + BigInt(byte & 0x7f);
        if (byte < 0x80) {
            numbers.push(value);
            value = 0n;
        }
    }
    const [first = 0n, ...rest] = numbers;
    const top = first < 80n ? first / 40n : 2n;
    return [top, first - top * 40n, ...rest].join(".");
}

/** Returns the text of any of ASN.1's strings. */
export function toText({ tag, bytes }: Element): string {
    const buffer = Buffer.from(bytes);
    if (tag === UTF8_STRING) return buffer.toString("utf8");
    if (tag === BMP_STRING) return Buffer.from(buffer).swap16().toString("utf16le");
    if (tag === UNIVERSAL_STRING) {
        const codes = Array.from({ length: buffer.length >> 2 }, (_, index) =>
            buffer.readUInt32BE(index * 4),
        );
        return String.fromCodePoint(...codes.filter((code) => code < 0x110000));
    }
    return buffer.toString("latin1");
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Returns a time as OpenSSL prints it: `"Jan  5 09:34:43 2018 GMT"`. */
export function toTimeText({ tag, bytes }: Element): string {
    const text = Buffer.from(bytes).toString("latin1");
    const match = /^(\d{2,4}?)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
    if (match === null) return "Bad time value";
    const [, year, month, day, hours, minutes, seconds] = match;
    const century = tag !== UTC_TIME ? "" : Number(year) < 50 ? "20" : "19";
    const dayText = String(Number(day)).padStart(2);
    return `${MONTHS[Number(month) - 1]} ${dayText} ${hours}:${minutes}:${seconds} ${century}${year} GMT`;
}
