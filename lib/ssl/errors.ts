import { type Arguments, OSError, text } from "../python/exceptions";
import { repr } from "../python/repr";

/**
 * An error of TLS. `errno` is one of `SSL_ERROR_*`, not an errno of the system. Python: `ssl.SSLError`.
 */
export class SSLError extends OSError {
    /** Part of OpenSSL that raised the error, such as `"SSL"`; null if it was not OpenSSL. Python: `ssl.SSLError.library`. */
    declare library: string | null;
    /** OpenSSL's name of the reason, such as `"CERTIFICATE_VERIFY_FAILED"`, or null. Python: `ssl.SSLError.reason`. */
    declare reason: string | null;

    constructor(...args: unknown[]) {
        super(...args);
        // It would be the name of an errno of the system.
        Reflect.deleteProperty(this, "code");
    }

    static override [text](args: Arguments): string {
        if (args.length >= 2 && typeof args[1] === "string") return args[1];
        return repr(args);
    }
}

for (const name of ["library", "reason"])
    Object.defineProperty(SSLError.prototype, name, { value: null, writable: true, configurable: true });

/** The TLS connection has been closed. Python: `ssl.SSLZeroReturnError`. */
export class SSLZeroReturnError extends SSLError {}

/** A call on a non-blocking socket has to wait for data. Python: `ssl.SSLWantReadError`. */
export class SSLWantReadError extends SSLError {}

/** A call on a non-blocking socket has to wait until it can send. Python: `ssl.SSLWantWriteError`. */
export class SSLWantWriteError extends SSLError {}

/** The system refused a call of OpenSSL's. Python: `ssl.SSLSyscallError`. */
export class SSLSyscallError extends SSLError {}

/** The connection has ended without a close notification. Python: `ssl.SSLEOFError`. */
export class SSLEOFError extends SSLError {}

/** The peer's certificate is not valid. Python: `ssl.SSLCertVerificationError`. */
export class SSLCertVerificationError extends SSLError {
    /** OpenSSL's number of what is wrong. Python: `ssl.SSLCertVerificationError.verify_code`. */
    declare verify_code: number;
    /** OpenSSL's text for it. Python: `ssl.SSLCertVerificationError.verify_message`. */
    declare verify_message: string;
}
