import { native } from "../native/addon";
import { isTrue, take, takeNone, takeOne, takePositional, toBytes, toInt } from "../python/arguments";
import type { BytesLike } from "../python/buffers";
import { AttributeError, TypeError, ValueError } from "../python/exceptions";
import { repr } from "../python/repr";
import { typeName } from "../python/type-name";
import { create_connection } from "../socket/socket";
import {
    CERT_NONE,
    CERT_REQUIRED,
    PEM_FOOTER,
    PEM_HEADER,
    PROTOCOL_TLS,
    PROTOCOL_TLS_CLIENT,
    PROTOCOL_TLS_SERVER,
    VERIFY_X509_PARTIAL_CHAIN,
    VERIFY_X509_STRICT,
} from "./constants";
import { SSLContext, type VerifyLocations } from "./context";
import { _SSLMethod } from "./enumerations";
import { checkTls } from "./failure";
import { _ASN1Object, Purpose } from "./library";

/** Keyword arguments of `create_default_context`. */
export interface DefaultContextOptions extends VerifyLocations {
    /** Purpose of the context: by default checking servers. */
    purpose?: _ASN1Object;
}

/** Keyword arguments of `_create_unverified_context` and `_create_stdlib_context`. */
export interface UnverifiedContextOptions extends DefaultContextOptions {
    /** `PROTOCOL_*`; by default that of the purpose. */
    protocol?: number | null;
    /** `CERT_*`, by default CERT_NONE. */
    cert_reqs?: number;
    /** Whether host names are checked, by default false. */
    check_hostname?: boolean;
    /** File with a certificate of its own. */
    certfile?: string | null;
    /** File with its key. */
    keyfile?: string | null;
}

/**
 * Creates a context with secure settings: a client's for `Purpose.SERVER_AUTH`, the default, which checks
 * certificates and host names, or a server's for `Purpose.CLIENT_AUTH`. Certificates come from the arguments,
 * or from the system. Raises `OSError`, `SSLError`, `TypeError`. Python: `ssl.create_default_context`.
 *
 * ```ts
 * const context = create_default_context();
 * using conn = context.wrap_socket(create_connection(["example.org", 443]), { server_hostname: "example.org" });
 * ```
 */
export function create_default_context(options?: DefaultContextOptions): SSLContext;
export function create_default_context(purpose: _ASN1Object, options?: VerifyLocations): SSLContext;
export function create_default_context(...args: unknown[]): SSLContext {
    const [purpose = Purpose.SERVER_AUTH, cafile = null, capath = null, cadata = null] = take(
        {
            name: "create_default_context",
            parameters: ["purpose"],
            required: 0,
            keywordOnly: ["cafile", "capath", "cadata"],
        },
        args,
    );
    if (!(purpose instanceof _ASN1Object)) throw new TypeError(purpose);
    const context = new SSLContext(protocolFor(purpose));
    if (purpose.nid === Purpose.SERVER_AUTH.nid) {
        context.verify_mode = CERT_REQUIRED;
        context.check_hostname = true;
    }
    context.verify_flags |= VERIFY_X509_PARTIAL_CHAIN | VERIFY_X509_STRICT;
    if (isTrue(cafile) || isTrue(capath) || isTrue(cadata))
        context.load_verify_locations({ cafile, capath, cadata } as VerifyLocations);
    else if (context.verify_mode !== CERT_NONE) context.load_default_certs(purpose);
    const file = process.env.SSLKEYLOGFILE;
    if (file !== undefined && file !== "") context.keylog_filename = file;
    return context;
}

function protocolFor(purpose: _ASN1Object): number {
    if (purpose.nid === Purpose.SERVER_AUTH.nid) return PROTOCOL_TLS_CLIENT;
    if (purpose.nid === Purpose.CLIENT_AUTH.nid) return PROTOCOL_TLS_SERVER;
    throw new ValueError(purpose);
}

/**
 * Creates a context that checks nothing unless it is told to. Raises `OSError`, `SSLError`, `TypeError`,
 * `ValueError`. Python: `ssl._create_unverified_context`.
 */
export function _create_unverified_context(
    protocol?: number | null,
    options?: UnverifiedContextOptions,
): SSLContext;
export function _create_unverified_context(options: UnverifiedContextOptions): SSLContext;
export function _create_unverified_context(...args: unknown[]): SSLContext {
    const [protocol = null, cert_reqs = CERT_NONE, check_hostname = false, ...rest] = take(
        {
            name: "_create_unverified_context",
            parameters: ["protocol"],
            required: 0,
            keywordOnly: [
                "cert_reqs",
                "check_hostname",
                "purpose",
                "certfile",
                "keyfile",
                "cafile",
                "capath",
                "cadata",
            ],
        },
        args,
    );
    const [purpose = Purpose.SERVER_AUTH, certfile = null, keyfile = null] = rest;
    const [cafile = null, capath = null, cadata = null] = rest.slice(3);
    if (!(purpose instanceof _ASN1Object)) throw new TypeError(purpose);
    const context = new SSLContext((protocol ?? protocolFor(purpose)) as number);
    context.check_hostname = isTrue(check_hostname);
    if (cert_reqs !== null) context.verify_mode = cert_reqs as number;
    if (isTrue(check_hostname)) context.check_hostname = true;
    if (keyfile && !certfile) throw new ValueError("certfile must be specified");
    if (certfile || keyfile) context.load_cert_chain(certfile as string, keyfile as string | null);
    if (isTrue(cafile) || isTrue(capath) || isTrue(cadata))
        context.load_verify_locations({ cafile, capath, cadata } as VerifyLocations);
    else if (context.verify_mode !== CERT_NONE) context.load_default_certs(purpose);
    const file = process.env.SSLKEYLOGFILE;
    if (file !== undefined && file !== "") context.keylog_filename = file;
    return context;
}

/** Another name of `_create_unverified_context`. Python: `ssl._create_stdlib_context`. */
export const _create_stdlib_context = _create_unverified_context;
/** Another name of `create_default_context`. Python: `ssl._create_default_https_context`. */
export const _create_default_https_context = create_default_context;

/** Keyword arguments of `get_server_certificate`. */
export interface ServerCertificateOptions {
    /** `PROTOCOL_*`, by default PROTOCOL_TLS_CLIENT. */
    ssl_version?: number;
    /** File with certificates to check the server's with; by default it is not checked. */
    ca_certs?: string | null;
    /** Timeout in seconds, null for none; by default `getdefaulttimeout()`. */
    timeout?: number | null;
}

/**
 * Connects to `[host, port]` and returns the server's certificate as text. Raises `OSError`, `SSLError`.
 * Python: `ssl.get_server_certificate`.
 */
export function get_server_certificate(
    addr: readonly [host: string, port: number],
    options?: ServerCertificateOptions,
): string;
export function get_server_certificate(
    addr: readonly [host: string, port: number],
    ssl_version?: number,
    ca_certs?: string | null,
    timeout?: number | null,
): string;
export function get_server_certificate(...args: unknown[]): string {
    const [addr, ssl_version = PROTOCOL_TLS_CLIENT, ca_certs = null, timeout] = take(
        {
            name: "get_server_certificate",
            parameters: ["addr", "ssl_version", "ca_certs", "timeout"],
            required: 1,
        },
        args,
    );
    const address = addr as readonly [string, number];
    const context = _create_stdlib_context(ssl_version as number, {
        cert_reqs: ca_certs === null ? CERT_NONE : CERT_REQUIRED,
        cafile: ca_certs as string | null,
    });
    using sock = create_connection(
        address,
        timeout === undefined ? {} : { timeout: timeout as number | null },
    );
    using conn = context.wrap_socket(sock, { server_hostname: address[0] });
    return DER_cert_to_PEM_cert(conn.getpeercert(true) as Buffer);
}

/** Returns a certificate, given as DER, as text. Raises `TypeError`. Python: `ssl.DER_cert_to_PEM_cert`. */
export function DER_cert_to_PEM_cert(der_cert_bytes: BytesLike): string;
export function DER_cert_to_PEM_cert(...args: unknown[]): string {
    const [der] = take({ name: "DER_cert_to_PEM_cert", parameters: ["der_cert_bytes"], required: 1 }, args);
    const text = Buffer.from(toBytes(der)).toString("base64");
    const lines = text.match(/.{1,64}/g) ?? [];
    return `${[PEM_HEADER, ...lines, PEM_FOOTER].join("\n")}\n`;
}

/**
 * Returns a certificate, given as text, as DER. Raises `ValueError` without the first or the last line.
 * Python: `ssl.PEM_cert_to_DER_cert`.
 */
export function PEM_cert_to_DER_cert(pem_cert_string: string): Buffer;
export function PEM_cert_to_DER_cert(...args: unknown[]): Buffer {
    const [pem] = take({ name: "PEM_cert_to_DER_cert", parameters: ["pem_cert_string"], required: 1 }, args);
    if (typeof pem !== "string")
        throw new AttributeError(`'${typeName(pem)}' object has no attribute 'startswith'`);
    if (!pem.startsWith(PEM_HEADER))
        throw new ValueError(`Invalid PEM encoding; must start with ${PEM_HEADER}`);
    const text = pem.trim();
    if (!text.endsWith(PEM_FOOTER)) throw new ValueError(`Invalid PEM encoding; must end with ${PEM_FOOTER}`);
    return Buffer.from(text.slice(PEM_HEADER.length, -PEM_FOOTER.length), "base64");
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FORMAT = " %d %H:%M:%S %Y GMT";

/**
 * Returns a time of `getpeercert()`, such as `"Jan  5 09:34:43 2018 GMT"`, as seconds since 1970. Raises
 * `ValueError`. Python: `ssl.cert_time_to_seconds`.
 */
export function cert_time_to_seconds(cert_time: string): number;
export function cert_time_to_seconds(...args: unknown[]): number {
    const [time] = take({ name: "cert_time_to_seconds", parameters: ["cert_time"], required: 1 }, args);
    if (typeof time !== "string") throw new TypeError(`'${typeName(time)}' object is not subscriptable`);
    const month = MONTHS.indexOf(time.slice(0, 3).toLowerCase());
    if (month < 0) throw new ValueError(`time data ${repr(time)} does not match format "%b${FORMAT}"`);
    const rest = time.slice(3);
    const match = /^\s+(\d{1,2})\s+(\d{1,2}):(\d{1,2}):(\d{1,2})\s+(\d{4})\s+GMT$/i.exec(rest);
    const [day, hours, minutes, seconds, year] = (match ?? []).slice(1).map(Number);
    if (match === null || day < 1 || day > 31 || hours > 23 || minutes > 59 || seconds > 61)
        throw new ValueError(`time data ${repr(rest)} does not match format '${FORMAT}'`);
    return Date.UTC(year, month, day, hours, minutes, seconds) / 1000;
}

/** Returns the name of a `PROTOCOL_*` constant, or "<unknown>". Python: `ssl.get_protocol_name`. */
export function get_protocol_name(protocol_code: number): string;
export function get_protocol_name(...args: unknown[]): string {
    const [code] = take({ name: "get_protocol_name", parameters: ["protocol_code"], required: 1 }, args);
    const protocol_code = code as number;
    return protocol_code === PROTOCOL_TLS ? "PROTOCOL_TLS" : (_SSLMethod[protocol_code] ?? "<unknown>");
}

/** Returns random bytes, fit for keys. Raises `ValueError` for a negative number. Python: `ssl.RAND_bytes`. */
export function RAND_bytes(n: number): Buffer;
export function RAND_bytes(...args: unknown[]): Buffer {
    const count = toInt(takeOne("_ssl.RAND_bytes", args));
    if (count < 0) throw new ValueError("num must be positive");
    const bytes = Buffer.alloc(count);
    checkTls(native.ssl_random_bytes(bytes, count));
    return bytes;
}

/** Adds text or bytes to the source of random bytes, with a lower bound of their entropy. Python: `ssl.RAND_add`. */
export function RAND_add(string: string | BytesLike, entropy: number): void;
export function RAND_add(...args: unknown[]): void {
    const [string, entropy] = takePositional("_ssl", "RAND_add", args, 2, 2);
    const bytes = typeof string === "string" ? Buffer.from(string) : toBytes(string);
    native.ssl_random_add(bytes, Number(entropy));
}

/** Whether the source of random bytes is ready. Python: `ssl.RAND_status`. */
export function RAND_status(): boolean;
export function RAND_status(...args: unknown[]): boolean {
    takeNone("_ssl.RAND_status", args);
    return native.ssl_random_status() === 1;
}
