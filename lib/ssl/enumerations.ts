import { enumerationOf, enumerationOfPrefix, exactly, flagsOf, type LookUp } from "../python/enum";
import * as constants from "./constants";

function enumeration<Prefix extends string>(kind: string, prefix: Prefix, memberOf: LookUp) {
    return enumerationOfPrefix(kind, constants, prefix, memberOf);
}

/** Enumeration of the `PROTOCOL_*` constants. Python: `ssl._SSLMethod`. */
export const _SSLMethod = enumeration("_SSLMethod", "PROTOCOL_", exactly);

/** Enumeration of the `OP_*` constants, which can be combined. Python: `ssl.Options`. */
export const Options = enumeration("Options", "OP_", flagsOf);
export type Options = number;

/** Enumeration of the `ALERT_DESCRIPTION_*` constants. Python: `ssl.AlertDescription`. */
export const AlertDescription = enumeration("AlertDescription", "ALERT_DESCRIPTION_", exactly);
export type AlertDescription = number;

/** Enumeration of the `SSL_ERROR_*` constants. Python: `ssl.SSLErrorNumber`. */
export const SSLErrorNumber = enumeration("SSLErrorNumber", "SSL_ERROR_", exactly);
export type SSLErrorNumber = number;

/** Enumeration of the `VERIFY_*` constants, which can be combined. Python: `ssl.VerifyFlags`. */
export const VerifyFlags = enumeration("VerifyFlags", "VERIFY_", flagsOf);
export type VerifyFlags = number;

/** Enumeration of the `CERT_*` constants. Python: `ssl.VerifyMode`. */
export const VerifyMode = enumeration("VerifyMode", "CERT_", exactly);
export type VerifyMode = number;

/** Versions of TLS, for `minimum_version` and `maximum_version`. Python: `ssl.TLSVersion`. */
export const TLSVersion = enumerationOf(
    "TLSVersion",
    {
        MINIMUM_SUPPORTED: -2,
        SSLv3: 768,
        TLSv1: 769,
        TLSv1_1: 770,
        TLSv1_2: 771,
        TLSv1_3: 772,
        MAXIMUM_SUPPORTED: -1,
    } as const,
    exactly,
);
export type TLSVersion = number;
