import { native } from "../native/addon";
import type { ObjectFacts } from "../native/tls";
import { toParsedInt } from "../python/arguments";
import { Exception, TypeError, ValueError } from "../python/exceptions";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { answerCallback } from "./callbacks";

/** The OpenSSL that is part of the running Node. */

/** Raised where there is none. Python: `ImportError`. */
export class ImportError extends Exception {}

const missing = native.ssl_load(answerCallback);
if (missing !== null)
    throw new ImportError(
        `cannot import pysocket/ssl: this runtime does not export the OpenSSL function ${missing}. ` +
            "Use a Node.js built with OpenSSL 3, such as the releases of nodejs.org; the rest of pysocket works here.",
    );

const [version, number, fileVariable, file, folderVariable, folder] = native.ssl_library();

/** OpenSSL's version as text. Python: `ssl.OPENSSL_VERSION`. */
export const OPENSSL_VERSION = version;
/** OpenSSL's version as a number. Python: `ssl.OPENSSL_VERSION_NUMBER`. */
export const OPENSSL_VERSION_NUMBER = number;
/** OpenSSL's version as major, minor, fix, patch and status. Python: `ssl.OPENSSL_VERSION_INFO`. */
export const OPENSSL_VERSION_INFO: readonly [number, number, number, number, number] = [
    number >>> 28,
    (number >>> 20) & 0xff,
    (number >>> 12) & 0xff,
    (number >>> 4) & 0xff,
    number & 0xf,
];

/** Places of certificates for OpenSSL: the names of variables, and paths. */
export const defaultPaths = { fileVariable, file, folderVariable, folder } as const;

/** An object identifier, as in certificates. Python: `ssl._ASN1Object`. */
export class _ASN1Object {
    /** OpenSSL's number. Python: `ssl._ASN1Object.nid`. */
    readonly nid: number;
    /** Short name. Python: `ssl._ASN1Object.shortname`. */
    readonly shortname: string;
    /** Long name. Python: `ssl._ASN1Object.longname`. */
    readonly longname: string;
    /** Dotted numbers. Python: `ssl._ASN1Object.oid`. */
    readonly oid: string;

    /** Looks an object up by its dotted numbers. Raises `ValueError` for an unknown one. */
    constructor(oid: string) {
        const facts = typeof oid === "string" ? native.ssl_object_of_text(oid, false) : refuse(oid);
        [this.nid, this.shortname, this.longname, this.oid] = facts ?? unknown(oid);
    }

    /** Looks an object up by OpenSSL's number. Raises `ValueError`. Python: `ssl._ASN1Object.fromnid`. */
    static fromnid(nid: number): _ASN1Object {
        const value = toParsedInt(nid);
        if (value < 0) throw new ValueError("NID must be positive.");
        if (value === 0) throw new ValueError("Unknown object");
        const facts = native.ssl_object_of_number(value);
        if (facts === null) throw new ValueError(`unknown NID ${value}`);
        return made(facts);
    }

    /** Looks an object up by a name or its dotted numbers. Raises `ValueError`. Python: `ssl._ASN1Object.fromname`. */
    static fromname(name: string): _ASN1Object {
        return made(
            (typeof name === "string" ? native.ssl_object_of_text(name, true) : refuse(name)) ??
                unknown(name),
        );
    }

    /** Returns Python's `repr()`. */
    toString(): string {
        return `_ASN1Object(nid=${this.nid}, shortname=${repr(this.shortname)}, longname=${repr(this.longname)}, oid=${repr(this.oid)})`;
    }
}

function refuse(value: unknown): never {
    throw new TypeError(`txt2obj() argument 'txt' must be str, not ${typeName(value)}`);
}

function unknown(text: string): never {
    throw new ValueError(`unknown object '${text.slice(0, 100)}'`);
}

function made(facts: ObjectFacts): _ASN1Object {
    const object = Object.create(_ASN1Object.prototype) as _ASN1Object;
    const [nid, shortname, longname, oid] = facts;
    return Object.assign(object, { nid, shortname, longname, oid });
}

/** Uses of a certificate. Python: `ssl.Purpose`. */
export const Purpose = Object.freeze({
    /** Clients check servers with it. Python: `ssl.Purpose.SERVER_AUTH`. */
    SERVER_AUTH: new _ASN1Object("1.3.6.1.5.5.7.3.1"),
    /** Servers check clients with it. Python: `ssl.Purpose.CLIENT_AUTH`. */
    CLIENT_AUTH: new _ASN1Object("1.3.6.1.5.5.7.3.2"),
});
