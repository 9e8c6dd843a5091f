import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Certificates for tests, made in code as they are needed: no machine has to have `openssl`, and none expires.

type Content = Buffer | readonly Content[];

function flat(content: Content): Buffer {
    return Buffer.isBuffer(content) ? content : Buffer.concat(content.map(flat));
}

function der(tag: number, content: Content): Buffer {
    const bytes = flat(content);
    const size: number[] = [];
    for (let rest = bytes.length; rest > 0; rest >>>= 8) size.unshift(rest & 0xff);
    const length = bytes.length < 0x80 ? [bytes.length] : [0x80 | size.length, ...size];
    return Buffer.concat([Buffer.of(tag, ...length), bytes]);
}

const sequence = (...content: Content[]) => der(0x30, content);
const setOf = (...content: Content[]) => der(0x31, content);
const utf8 = (text: string) => der(0x0c, Buffer.from(text));
const octets = (content: Content) => der(0x04, content);
const bits = (content: Content) => der(0x03, [Buffer.of(0), content]);
const boolean = (value: boolean) => der(0x01, Buffer.of(value ? 0xff : 0));
const NULL = der(0x05, Buffer.alloc(0));

function integer(value: number | Buffer): Buffer {
    if (typeof value !== "number") return der(0x02, value[0] >= 0x80 ? [Buffer.of(0), value] : value);
    const bytes = [value & 0xff];
    for (let rest = value >>> 8; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
    return integer(Buffer.from(bytes));
}

function oid(text: string): Buffer {
    const [first, second, ...rest] = text.split(".").map(Number);
    const numbers = [first * 40 + second, ...rest].flatMap((number) => {
        const parts = [number & 0x7f];
        for (let left = number >>> 7; left > 0; left >>>= 7) parts.unshift((left & 0x7f) | 0x80);
        return parts;
    });
    return der(0x06, Buffer.from(numbers));
}

function time(date: Date): Buffer {
    const text = `${date.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`;
    return der(0x17, Buffer.from(text));
}

const ATTRIBUTES: Record<string, string> = { C: "2.5.4.6", L: "2.5.4.7", O: "2.5.4.10", CN: "2.5.4.3" };

/** Parts of a name, by the letters of RFC 4514. */
export type Name = Record<string, string>;

const nameOf = (name: Name) =>
    sequence(
        ...Object.entries(name).map(([key, value]) => setOf(sequence(oid(ATTRIBUTES[key]), utf8(value)))),
    );

function alternativeName(name: string): Buffer {
    const [kind, value] = [name.slice(0, name.indexOf(":")), name.slice(name.indexOf(":") + 1)];
    switch (kind) {
        case "email":
            return der(0x81, Buffer.from(value));
        case "DNS":
            return der(0x82, Buffer.from(value, "latin1"));
        case "dirName":
            return der(0xa4, nameOf({ CN: value }));
        case "URI":
            return der(0x86, Buffer.from(value));
        case "IP":
            return der(0x87, addressBytes(value));
        case "RID":
            return der(0x88, oid(value).subarray(2));
        default:
            return der(0xa0, [oid("1.2.3.4"), der(0xa0, utf8(value))]);
    }
}

function addressBytes(address: string): Buffer {
    if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
    const [head, tail = ""] = address.split("::");
    const words = (text: string) =>
        text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16));
    const [before, after] = [words(head), words(tail)];
    const all = [...before, ...new Array(8 - before.length - after.length).fill(0), ...after];
    const bytes = Buffer.alloc(16);
    for (const [index, word] of all.entries()) bytes.writeUInt16BE(word, index * 2);
    return bytes;
}

const SIGNATURES: Record<string, Buffer> = {
    rsa: sequence(oid("1.2.840.113549.1.1.11"), NULL),
    ec: sequence(oid("1.2.840.10045.4.3.2")),
};

const typeOf = (key: KeyObject) => key.asymmetricKeyType as string;

function signed(content: Buffer, key: KeyObject): Buffer {
    return sequence(content, SIGNATURES[typeOf(key)], bits(sign("sha256", content, key)));
}

function toPem(kind: string, bytes: Buffer): string {
    const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
    return `-----BEGIN ${kind}-----\n${lines.join("\n")}\n-----END ${kind}-----\n`;
}

/** What a certificate is made of. */
export interface Request {
    subject: Name;
    /** Names like "DNS:localhost". */
    names?: string[];
    /** Who signs it; by default itself. */
    issuer?: Certificate;
    /** Whether it may sign others. */
    isAuthority?: boolean;
    keyType?: "rsa" | "ec";
    /** Days from now. */
    validFrom?: number;
    validTo?: number;
    ocsp?: string;
    issuers?: string;
    crl?: string;
    /** Left out for certificates that strict verification refuses. */
    withoutAuthorityKey?: boolean;
}

/** A certificate with its key. */
export interface Certificate {
    readonly subject: Name;
    readonly serial: Buffer;
    readonly der: Buffer;
    readonly pem: string;
    readonly key: KeyObject;
    readonly keyPem: string;
}

const DAY = 86_400_000;
let made = 0;

const keyId = (key: KeyObject) => createHash("sha1").update(publicKeyOf(key)).digest();
const publicKeyOf = (key: KeyObject) => createPublicKey(key).export({ type: "spki", format: "der" });
const extension = (name: string, content: Buffer, critical = false) =>
    sequence(oid(name), critical ? boolean(true) : Buffer.alloc(0), octets(content));

/** Makes a certificate and a key. */
export function makeCertificate(request: Request): Certificate {
    const { subject, names = [], issuer, isAuthority = false, validFrom = -1, validTo = 30 } = request;
    const key =
        request.keyType === "rsa"
            ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
            : generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
    const signer = issuer?.key ?? key;
    const serial = Buffer.concat([Buffer.of(0x4b), Buffer.from(`${process.pid}${++made}`.padStart(12, "0"))]);
    const extensions = [
        extension("2.5.29.19", sequence(isAuthority ? boolean(true) : Buffer.alloc(0)), true),
        extension("2.5.29.14", octets(keyId(key))),
    ];
    if (!request.withoutAuthorityKey)
        extensions.push(extension("2.5.29.35", sequence(der(0x80, keyId(signer)))));
    if (isAuthority) extensions.push(extension("2.5.29.15", der(0x03, Buffer.of(1, 0x06)), true));
    if (names.length > 0) extensions.push(extension("2.5.29.17", sequence(...names.map(alternativeName))));
    const access = [
        ["1.3.6.1.5.5.7.48.1", request.ocsp],
        ["1.3.6.1.5.5.7.48.2", request.issuers],
    ].flatMap(([method, url]) =>
        url === undefined ? [] : [sequence(oid(method as string), der(0x86, Buffer.from(url)))],
    );
    if (access.length > 0) extensions.push(extension("1.3.6.1.5.5.7.1.1", sequence(...access)));
    if (request.crl !== undefined) {
        const point = sequence(der(0xa0, der(0xa0, der(0x86, Buffer.from(request.crl)))));
        extensions.push(extension("2.5.29.31", sequence(point)));
    }
    const body = sequence(
        der(0xa0, integer(2)),
        integer(serial),
        SIGNATURES[typeOf(signer)],
        nameOf(issuer?.subject ?? subject),
        sequence(time(new Date(Date.now() + validFrom * DAY)), time(new Date(Date.now() + validTo * DAY))),
        nameOf(subject),
        publicKeyOf(key),
        der(0xa3, sequence(...extensions)),
    );
    const bytes = signed(body, signer);
    const keyPem = key.export({ type: "pkcs8", format: "pem" }) as string;
    return { subject, serial, der: bytes, pem: toPem("CERTIFICATE", bytes), key, keyPem };
}

/** Makes an authority's list of revoked certificates. */
export function makeRevocationList(issuer: Certificate, revoked: readonly Certificate[]): string {
    const entries = revoked.map(({ serial }) => sequence(integer(serial), time(new Date(Date.now() - DAY))));
    const body = sequence(
        integer(1),
        SIGNATURES[typeOf(issuer.key)],
        nameOf(issuer.subject),
        time(new Date(Date.now() - DAY)),
        time(new Date(Date.now() + DAY)),
        entries.length === 0 ? Buffer.alloc(0) : sequence(...entries),
        der(
            0xa0,
            sequence(
                extension("2.5.29.35", sequence(der(0x80, keyId(issuer.key)))),
                extension("2.5.29.20", integer(1)),
            ),
        ),
    );
    return toPem("X509 CRL", signed(body, issuer.key));
}

/** The certificates that most tests need: made once in a process. */
export interface Certificates {
    authority: Certificate;
    /** For "localhost" and its addresses, signed by the authority. */
    server: Certificate;
    /** For "fakehostname". */
    other: Certificate;
    client: Certificate;
    /** By no authority, for "localhost". */
    selfSigned: Certificate;
}

let certificates: Certificates | undefined;

export function theCertificates(): Certificates {
    if (certificates !== undefined) return certificates;
    const authority = makeCertificate({
        subject: { C: "XY", O: "pysocket", CN: "test CA" },
        isAuthority: true,
    });
    const localhost = ["DNS:localhost", "IP:127.0.0.1", "IP:::1"];
    certificates = {
        authority,
        server: makeCertificate({
            subject: { C: "XY", O: "pysocket", CN: "localhost" },
            names: localhost,
            issuer: authority,
            ocsp: "http://ocsp.example.org/",
            issuers: "http://ca.example.org/ca.cer",
            crl: "http://ca.example.org/ca.crl",
        }),
        other: makeCertificate({
            subject: { CN: "fakehostname" },
            names: ["DNS:fakehostname"],
            issuer: authority,
        }),
        client: makeCertificate({
            subject: { CN: "client" },
            names: ["email:client@example.org"],
            issuer: authority,
        }),
        selfSigned: makeCertificate({ subject: { CN: "localhost" }, names: localhost }),
    };
    return certificates;
}

/** Made before the first test, of which it would be a leak otherwise. */
const folder = mkdtempSync(join(tmpdir(), "certificates-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const files = new Map<string, string>();

/** Returns the path of a file with the text; files go with the process. */
export function fileOf(text: string): string {
    let path = files.get(text);
    if (path !== undefined) return path;
    path = join(folder, `${files.size}.pem`);
    writeFileSync(path, text);
    files.set(text, path);
    return path;
}

/** Returns the path of a file with a certificate and its key. */
export const fileWithKey = ({ pem, keyPem }: Certificate): string => fileOf(keyPem + pem);
