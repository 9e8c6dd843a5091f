import { native } from "../native/addon";
import {
    type Element,
    elementsOf,
    OBJECT,
    OCTET_STRING,
    partsOf,
    SEQUENCE,
    toObjectIdentifier,
    toText,
    toTimeText,
} from "./der";

/** A distinguished name: its parts, each with pairs of an attribute's name and value. */
export type DistinguishedName = [name: string, value: string][][];

/** Names of what a certificate is valid for: `["DNS", "example.org"]`. */
export type AlternativeName = [kind: string, value: string | DistinguishedName];

/** A certificate, as `getpeercert()` returns it. */
export interface PeerCertificate {
    /** Name that it was issued for; `()` in Python is an empty array. */
    subject?: DistinguishedName;
    /** Name of its issuer. */
    issuer?: DistinguishedName;
    /** Version of X.509: 3. */
    version?: number;
    /** Number in hexadecimal. */
    serialNumber?: string;
    /** Beginning of its validity: `"Jan  5 09:34:43 2018 GMT"`. See `cert_time_to_seconds()`. */
    notBefore?: string;
    /** End of its validity. */
    notAfter?: string;
    /** Names that it is valid for. */
    subjectAltName?: AlternativeName[];
    /** URLs of servers that tell whether it was revoked. */
    OCSP?: string[];
    /** URLs of the issuers' certificates. */
    caIssuers?: string[];
    /** URLs of revocation lists. */
    crlDistributionPoints?: string[];
}

const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const ALTERNATIVE_NAME = "2.5.29.17";
const DISTRIBUTION_POINTS = "2.5.29.31";
const INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
const OCSP = "1.3.6.1.5.5.7.48.1";
const ISSUERS = "1.3.6.1.5.5.7.48.2";
const URI = 0x86;

/** Decodes a certificate as CPython does. Raises `ValueError` for bytes that are none. */
export function decodeCertificate(der: Uint8Array): PeerCertificate {
    const [certificate] = elementsOf(der);
    const [body] = partsOf(certificate, 3);
    const parts = partsOf(body, 6);
    const version = parts[0].tag === VERSION ? elementsOf(parts[0].bytes)[0].bytes[0] + 1 : 1;
    const [serial, , issuer, validity, subject, , ...rest] =
        parts[0].tag === VERSION ? parts.slice(1) : parts;
    const [notBefore, notAfter] = partsOf(validity, 2);
    const decoded: PeerCertificate = {
        subject: nameOf(subject),
        issuer: nameOf(issuer),
        version,
        serialNumber: serialOf(serial),
        notBefore: toTimeText(notBefore),
        notAfter: toTimeText(notAfter),
    };
    const extensions = extensionsOf(rest.find(({ tag }) => tag === EXTENSIONS));
    const names = extensions.get(ALTERNATIVE_NAME);
    if (names !== undefined) decoded.subjectAltName = partsOf(names).map(alternativeName);
    const access = extensions.get(INFORMATION_ACCESS);
    addUnlessEmpty(decoded, "OCSP", accessOf(access, OCSP));
    addUnlessEmpty(decoded, "caIssuers", accessOf(access, ISSUERS));
    addUnlessEmpty(decoded, "crlDistributionPoints", distributionPoints(extensions.get(DISTRIBUTION_POINTS)));
    return decoded;
}

function addUnlessEmpty(
    decoded: PeerCertificate,
    name: "OCSP" | "caIssuers" | "crlDistributionPoints",
    values: string[],
): void {
    if (values.length > 0) decoded[name] = values;
}

function serialOf({ bytes }: Element): string {
    const negative = bytes[0] >= 0x80;
    const value = BigInt(`0x${Buffer.from(bytes).toString("hex") || "0"}`);
    const magnitude = negative ? (1n << BigInt(bytes.length * 8)) - value : value;
    const text = magnitude.toString(16).toUpperCase();
    return `${negative ? "-" : ""}${text.length % 2 === 1 ? "0" : ""}${text}`;
}

function nameOf(name: Element): DistinguishedName {
    return partsOf(name).map((relative) =>
        partsOf(relative).map((attribute): [string, string] => {
            const [type, value] = partsOf(attribute, 2);
            return [longNameOf(toObjectIdentifier(type)), toText(value)];
        }),
    );
}

const longNames = new Map<string, string>();

/** Returns OpenSSL's name of an object: "commonName"; its numbers if it has none. */
function longNameOf(oid: string): string {
    let name = longNames.get(oid);
    if (name === undefined) {
        const [nid, , longName] = native.ssl_object_of_text(oid, false) ?? [0, "", oid];
        name = nid === 0 ? oid : longName;
        longNames.set(oid, name);
    }
    return name;
}

/** Returns the contents of the extensions by their identifiers. */
function extensionsOf(wrapper: Element | undefined): Map<string, Element> {
    if (wrapper === undefined) return new Map();
    return new Map(
        partsOf(elementsOf(wrapper.bytes)[0]).flatMap((extension) => {
            const parts = partsOf(extension, 2);
            const value = parts.at(-1) as Element;
            if (parts[0].tag !== OBJECT || value.tag !== OCTET_STRING) return [];
            const [content] = elementsOf(value.bytes);
            return content?.tag === SEQUENCE ? [[toObjectIdentifier(parts[0]), content]] : [];
        }),
    );
}

/** Returns a name as CPython names it: the kinds of RFC 5280's GeneralName by their context tags. */
function alternativeName({ tag, bytes }: Element): AlternativeName {
    const text = Buffer.from(bytes).toString("latin1");
    switch (tag & 0x1f) {
        case 1:
            return ["email", text];
        case 2:
            return ["DNS", text];
        case 4:
            return ["DirName", nameOf(elementsOf(bytes)[0])];
        case 6:
            return ["URI", text];
        case 7:
            return ["IP Address", addressOf(bytes)];
        case 8:
            return ["Registered ID", registeredId(bytes)];
        default:
            return ["othername", "<unsupported>"];
    }
}

function registeredId(bytes: Uint8Array): string {
    return longNameOf(toObjectIdentifier({ tag: OBJECT, bytes }));
}

function addressOf(bytes: Uint8Array): string {
    if (bytes.length === 4) return bytes.join(".");
    if (bytes.length !== 16) return "<invalid>";
    const buffer = Buffer.from(bytes);
    return Array.from({ length: 8 }, (_, index) =>
        buffer
            .readUInt16BE(index * 2)
            .toString(16)
            .toUpperCase(),
    ).join(":");
}

function accessOf(access: Element | undefined, method: string): string[] {
    if (access === undefined) return [];
    return partsOf(access).flatMap((description) => {
        const [type, location] = partsOf(description, 2);
        const isIt = toObjectIdentifier(type) === method && location.tag === URI;
        return isIt ? [Buffer.from(location.bytes).toString("latin1")] : [];
    });
}

function distributionPoints(points: Element | undefined): string[] {
    if (points === undefined) return [];
    return partsOf(points)
        .flatMap((point) => elementsOf(point.bytes).filter(({ tag }) => tag === 0xa0))
        .flatMap((name) => elementsOf(name.bytes).filter(({ tag }) => tag === 0xa0))
        .flatMap((fullName) => elementsOf(fullName.bytes))
        .filter(({ tag }) => tag === URI)
        .map(({ bytes }) => Buffer.from(bytes).toString("latin1"));
}
