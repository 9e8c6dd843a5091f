import { native } from "../native/addon";
import { NOT_TLS, TLS_FAILED, WANTS_READ, WANTS_WRITE } from "../native/tls";
import { TimeoutError, ValueError } from "../python/exceptions";
import { raise, withStackLimit } from "../python/raise";
import { takeCallbackError } from "./callbacks";
import {
    SSL_ERROR_EOF,
    SSL_ERROR_INVALID_ERROR_CODE,
    SSL_ERROR_SSL,
    SSL_ERROR_SYSCALL,
    SSL_ERROR_WANT_CONNECT,
    SSL_ERROR_WANT_READ,
    SSL_ERROR_WANT_WRITE,
    SSL_ERROR_WANT_X509_LOOKUP,
    SSL_ERROR_ZERO_RETURN,
} from "./constants";
import {
    SSLCertVerificationError,
    SSLEOFError,
    SSLError,
    SSLSyscallError,
    SSLWantReadError,
    SSLWantWriteError,
    SSLZeroReturnError,
} from "./errors";

type ErrorClass = new (errno: number, text: string) => SSLError;

/** Names of OpenSSL's parts by their numbers. */
const LIBRARIES: Record<number, string> = {
    2: "SYS",
    3: "BN",
    4: "RSA",
    5: "DH",
    6: "EVP",
    7: "BUF",
    8: "OBJ",
    9: "PEM",
    10: "DSA",
    11: "X509",
    13: "ASN1",
    14: "CONF",
    15: "CRYPTO",
    16: "EC",
    20: "SSL",
    32: "BIO",
    33: "PKCS7",
    34: "X509V3",
    35: "PKCS12",
    36: "RAND",
    37: "DSO",
    38: "ENGINE",
    39: "OCSP",
    40: "UI",
    41: "COMP",
    46: "CMS",
    57: "PROV",
};

const LIBRARY_SYSTEM = 2;
const LIBRARY_SSL = 20;
const CERTIFICATE_VERIFY_FAILED = 134;
const UNEXPECTED_EOF = 294;
const HOSTNAME_MISMATCH = 62;
const IP_ADDRESS_MISMATCH = 64;

const UNFINISHED: Record<number, [ErrorClass, string]> = {
    [SSL_ERROR_ZERO_RETURN]: [SSLZeroReturnError, "TLS/SSL connection has been closed (EOF)"],
    [SSL_ERROR_WANT_READ]: [SSLWantReadError, "The operation did not complete (read)"],
    [SSL_ERROR_WANT_WRITE]: [SSLWantWriteError, "The operation did not complete (write)"],
    [SSL_ERROR_WANT_X509_LOOKUP]: [SSLError, "The operation did not complete (X509 lookup)"],
    [SSL_ERROR_WANT_CONNECT]: [SSLError, "The operation did not complete (connect)"],
};

/** Makes the exception for a call that a non-blocking socket cannot finish now; ordinary control flow. */
function unfinished(kind: number): SSLError {
    const [Class, text] = UNFINISHED[kind];
    return new Class(kind, text);
}

/**
 * Raises the exception for a negative result of a native TLS call. `operation` is "read", "write" or
 * "handshake", for the text of a timeout; `hostname` is the name that the peer's certificate must have.
 */
export function raiseTls(outcome: number, operation: string, hostname: string | null = null): never {
    const ofCallback = takeCallbackError();
    if (ofCallback !== null) throw ofCallback.error;
    if (outcome === WANTS_READ) throw withStackLimit(0, unfinished, SSL_ERROR_WANT_READ);
    if (outcome === WANTS_WRITE) throw withStackLimit(0, unfinished, SSL_ERROR_WANT_WRITE);
    if (outcome === native.TIMED_OUT) throw new TimeoutError(`The ${operation} operation timed out`);
    // Another thread has unwrapped the connection.
    if (outcome === NOT_TLS) throw new ValueError(`${operation} on closed or unwrapped SSL socket.`);
    if (outcome !== TLS_FAILED) raise(outcome, operation);
    throw lastError(hostname);
}

/** Returns the exception for what OpenSSL last refused in this thread. */
export function lastError(hostname: string | null = null): Error {
    const failure = native.ssl_failure();
    const [kind, library, reason, , , , , systemError] = failure;
    if (kind in UNFINISHED) return unfinished(kind);
    const isOfSsl = library === LIBRARY_SSL;
    // OpenSSL 3.5 queues the number of whatever error the system reported last, of which it knows nothing.
    if (library === LIBRARY_SYSTEM || (kind === SSL_ERROR_SYSCALL && reason === 0)) {
        if (systemError < 0) return errorOfSystem(systemError);
        return new SSLEOFError(SSL_ERROR_EOF, "EOF occurred in violation of protocol");
    }
    if (isOfSsl && reason === UNEXPECTED_EOF)
        return described(SSLEOFError, SSL_ERROR_EOF, failure, "EOF occurred in violation of protocol");
    if (isOfSsl && reason === CERTIFICATE_VERIFY_FAILED) return certificateError(failure, hostname);
    if (kind === SSL_ERROR_SYSCALL) return described(SSLSyscallError, kind, failure);
    if (kind === SSL_ERROR_SSL) return described(SSLError, kind, failure);
    return described(SSLError, SSL_ERROR_INVALID_ERROR_CODE, failure);
}

function errorOfSystem(code: number): Error {
    try {
        raise(code);
    } catch (error) {
        return error as Error;
    }
}

type Failure = ReturnType<typeof native.ssl_failure>;

function described(Class: ErrorClass, kind: number, failure: Failure, text?: string, more = ""): SSLError {
    const [, library, reason, reasonText, isCommon] = failure;
    const name = LIBRARIES[library] ?? null;
    const mnemonic = reason === 0 || isCommon === 1 ? null : mnemonicOf(reasonText);
    const message =
        text ?? (reasonText || (reason === 0 ? "A failure in the SSL library occurred" : "unknown error"));
    const prefix = name === null ? "" : mnemonic === null ? `[${name}] ` : `[${name}: ${mnemonic}] `;
    const error = new Class(kind, `${prefix}${message}${more}`);
    error.library = name;
    error.reason = mnemonic;
    return error;
}

/** Returns the name of OpenSSL's constant for a reason, of which it tells the text. */
function mnemonicOf(reasonText: string): string | null {
    if (reasonText === "") return null;
    return reasonText
        .replace(/^ssl\/tls alert/, "sslv3 alert")
        .replaceAll(/[^A-Za-z0-9]+/g, "_")
        .toUpperCase();
}

function certificateError(failure: Failure, hostname: string | null): SSLError {
    const [, , , , , code, text] = failure;
    const message = verifyMessage(code, text, hostname);
    const error = described(SSLCertVerificationError, SSL_ERROR_SSL, failure, undefined, `: ${message}`);
    return Object.assign(error, { verify_code: code, verify_message: message });
}

function verifyMessage(code: number, text: string, hostname: string | null): string {
    if (code === HOSTNAME_MISMATCH) return `Hostname mismatch, certificate is not valid for '${hostname}'.`;
    if (code === IP_ADDRESS_MISMATCH)
        return `IP address mismatch, certificate is not valid for '${hostname}'.`;
    return text;
}

/**
 * Returns the result of a native call on a context, or raises the exception for a negative one, of which the
 * errno is OpenSSL's number of the reason.
 */
export function checkTls(outcome: number): number {
    if (outcome >= 0) return outcome;
    const ofCallback = takeCallbackError();
    if (ofCallback !== null) throw ofCallback.error;
    if (outcome === NOT_TLS) throw new ValueError("the SSL socket was unwrapped");
    if (outcome !== TLS_FAILED) raise(outcome, undefined, checkTls);
    const failure = native.ssl_failure();
    throw described(SSLError, failure[2], failure);
}
