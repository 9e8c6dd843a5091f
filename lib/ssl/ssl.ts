import { OSError } from "../python/builtins";
import { callable } from "../python/callable";
import * as context from "./context";
import * as paths from "./default-certificates";
import * as errors from "./errors";
import * as library from "./library";
import * as memory from "./memory-bio";
import * as sessions from "./session";
import * as objects from "./ssl-object";
import * as sockets from "./ssl-socket";

/** Python's `ssl` on the OpenSSL that is part of the running Node. */

export { create_connection, SO_TYPE, SOCK_STREAM, SOL_SOCKET, socket } from "../socket/socket";
export type { AlternativeName, DistinguishedName, PeerCertificate } from "./certificate";
export * from "./constants";
export type {
    CertChainOptions,
    CipherDescription,
    Password,
    PskClientCallback,
    PskServerCallback,
    ServerNameCallback,
    VerifyLocations,
    WrapBioOptions,
    WrapSocketOptions,
} from "./context";
export { _DEFAULT_CIPHERS } from "./context";
export { get_default_verify_paths } from "./default-certificates";
export * from "./enumerations";
export * from "./functions";
export { OPENSSL_VERSION, OPENSSL_VERSION_INFO, OPENSSL_VERSION_NUMBER, Purpose } from "./library";

/** Python: `ssl.SSLContext`. */
export const SSLContext = callable(context.SSLContext);
export type SSLContext = context.SSLContext;
/** Python: `ssl.SSLSocket`. */
export const SSLSocket = callable(sockets.SSLSocket);
export type SSLSocket = sockets.SSLSocket;
/** Python: `ssl.SSLObject`. */
export const SSLObject = callable(objects.SSLObject);
export type SSLObject = objects.SSLObject;
/** Python: `ssl.SSLSession`. */
export const SSLSession = callable(sessions.SSLSession);
export type SSLSession = sessions.SSLSession;
/** Python: `ssl.MemoryBIO`. */
export const MemoryBIO = callable(memory.MemoryBIO);
export type MemoryBIO = memory.MemoryBIO;
/** Python: `ssl.DefaultVerifyPaths`. */
export const DefaultVerifyPaths = callable(paths.DefaultVerifyPaths);
export type DefaultVerifyPaths = paths.DefaultVerifyPaths;
/** Python: `ssl._ASN1Object`. */
export const _ASN1Object = callable(library._ASN1Object);
export type _ASN1Object = library._ASN1Object;

/** An error of TLS. Python: `ssl.SSLError`. */
export const SSLError = callable(errors.SSLError);
export type SSLError = errors.SSLError;
/** Python: `ssl.SSLZeroReturnError`. */
export const SSLZeroReturnError = callable(errors.SSLZeroReturnError);
export type SSLZeroReturnError = errors.SSLZeroReturnError;
/** Python: `ssl.SSLWantReadError`. */
export const SSLWantReadError = callable(errors.SSLWantReadError);
export type SSLWantReadError = errors.SSLWantReadError;
/** Python: `ssl.SSLWantWriteError`. */
export const SSLWantWriteError = callable(errors.SSLWantWriteError);
export type SSLWantWriteError = errors.SSLWantWriteError;
/** Python: `ssl.SSLSyscallError`. */
export const SSLSyscallError = callable(errors.SSLSyscallError);
export type SSLSyscallError = errors.SSLSyscallError;
/** Python: `ssl.SSLEOFError`. */
export const SSLEOFError = callable(errors.SSLEOFError);
export type SSLEOFError = errors.SSLEOFError;
/** Python: `ssl.SSLCertVerificationError`. */
export const SSLCertVerificationError = callable(errors.SSLCertVerificationError);
export type SSLCertVerificationError = errors.SSLCertVerificationError;
/** Another name of `SSLCertVerificationError`. Python: `ssl.CertificateError`. */
export const CertificateError = SSLCertVerificationError;
export type CertificateError = errors.SSLCertVerificationError;
/** Another name of `OSError`. Python: `ssl.socket_error`. */
export const socket_error = OSError;
export type socket_error = OSError;
