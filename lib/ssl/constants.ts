/** Constants of Python's `ssl`, with the values that CPython and OpenSSL give them. */

/** Any TLS version, either side; deprecated. Python: `ssl.PROTOCOL_TLS`. */
export const PROTOCOL_TLS = 2;
/** Another name of PROTOCOL_TLS. Python: `ssl.PROTOCOL_SSLv23`. */
export const PROTOCOL_SSLv23 = 2;
/** TLS 1.0 only; deprecated. Python: `ssl.PROTOCOL_TLSv1`. */
export const PROTOCOL_TLSv1 = 3;
/** TLS 1.1 only; deprecated. Python: `ssl.PROTOCOL_TLSv1_1`. */
export const PROTOCOL_TLSv1_1 = 4;
/** TLS 1.2 only; deprecated. Python: `ssl.PROTOCOL_TLSv1_2`. */
export const PROTOCOL_TLSv1_2 = 5;
/** Clients; certificates and host names are checked. Python: `ssl.PROTOCOL_TLS_CLIENT`. */
export const PROTOCOL_TLS_CLIENT = 16;
/** Servers. Python: `ssl.PROTOCOL_TLS_SERVER`. */
export const PROTOCOL_TLS_SERVER = 17;

/** No certificate is asked for. Python: `ssl.CERT_NONE`. */
export const CERT_NONE = 0;
/** A certificate is checked if there is one. Python: `ssl.CERT_OPTIONAL`. */
export const CERT_OPTIONAL = 1;
/** A valid certificate is required. Python: `ssl.CERT_REQUIRED`. */
export const CERT_REQUIRED = 2;

/** Revocation lists are not consulted. Python: `ssl.VERIFY_DEFAULT`. */
export const VERIFY_DEFAULT = 0;
/** The peer's certificate must not be revoked. Python: `ssl.VERIFY_CRL_CHECK_LEAF`. */
export const VERIFY_CRL_CHECK_LEAF = 4;
/** No certificate of the chain may be revoked. Python: `ssl.VERIFY_CRL_CHECK_CHAIN`. */
export const VERIFY_CRL_CHECK_CHAIN = 12;
/** Invalid certificates are not tolerated. Python: `ssl.VERIFY_X509_STRICT`. */
export const VERIFY_X509_STRICT = 32;
/** Proxy certificates are accepted. Python: `ssl.VERIFY_ALLOW_PROXY_CERTS`. */
export const VERIFY_ALLOW_PROXY_CERTS = 64;
/** Trusted certificates are preferred. Python: `ssl.VERIFY_X509_TRUSTED_FIRST`. */
export const VERIFY_X509_TRUSTED_FIRST = 32768;
/** A chain may end at a trusted intermediate one. Python: `ssl.VERIFY_X509_PARTIAL_CHAIN`. */
export const VERIFY_X509_PARTIAL_CHAIN = 524288;

/** Workarounds for other implementations. Python: `ssl.OP_ALL`. */
export const OP_ALL = 2147483728;
/** No SSL 2, which is gone. Python: `ssl.OP_NO_SSLv2`. */
export const OP_NO_SSLv2 = 0;
/** No SSL 3. Python: `ssl.OP_NO_SSLv3`. */
export const OP_NO_SSLv3 = 33554432;
/** No TLS 1.0. Python: `ssl.OP_NO_TLSv1`. */
export const OP_NO_TLSv1 = 67108864;
/** No TLS 1.1. Python: `ssl.OP_NO_TLSv1_1`. */
export const OP_NO_TLSv1_1 = 268435456;
/** No TLS 1.2. Python: `ssl.OP_NO_TLSv1_2`. */
export const OP_NO_TLSv1_2 = 134217728;
/** No TLS 1.3. Python: `ssl.OP_NO_TLSv1_3`. */
export const OP_NO_TLSv1_3 = 536870912;
/** The server's order of ciphers counts. Python: `ssl.OP_CIPHER_SERVER_PREFERENCE`. */
export const OP_CIPHER_SERVER_PREFERENCE = 4194304;
/** Without effect. Python: `ssl.OP_SINGLE_DH_USE`. */
export const OP_SINGLE_DH_USE = 0;
/** No tickets for sessions of TLS 1.2. Python: `ssl.OP_NO_TICKET`. */
export const OP_NO_TICKET = 16384;
/** Without effect. Python: `ssl.OP_SINGLE_ECDH_USE`. */
export const OP_SINGLE_ECDH_USE = 0;
/** No compression. Python: `ssl.OP_NO_COMPRESSION`. */
export const OP_NO_COMPRESSION = 131072;
/** TLS 1.3 looks like TLS 1.2 to boxes on the way. Python: `ssl.OP_ENABLE_MIDDLEBOX_COMPAT`. */
export const OP_ENABLE_MIDDLEBOX_COMPAT = 1048576;
/** No renegotiation. Python: `ssl.OP_NO_RENEGOTIATION`. */
export const OP_NO_RENEGOTIATION = 1073741824;
/** A connection that ends without a close notification has ended well. Python: `ssl.OP_IGNORE_UNEXPECTED_EOF`. */
export const OP_IGNORE_UNEXPECTED_EOF = 128;
/** The kernel may encrypt, which has no effect here. Python: `ssl.OP_ENABLE_KTLS`. */
export const OP_ENABLE_KTLS = 8;
/** Servers without secure renegotiation are accepted. Python: `ssl.OP_LEGACY_SERVER_CONNECT`. */
export const OP_LEGACY_SERVER_CONNECT = 4;

/** An error of the TLS library. Python: `ssl.SSL_ERROR_SSL`. */
export const SSL_ERROR_SSL = 1;
/** The call would have to wait for data. Python: `ssl.SSL_ERROR_WANT_READ`. */
export const SSL_ERROR_WANT_READ = 2;
/** The call would have to wait for room. Python: `ssl.SSL_ERROR_WANT_WRITE`. */
export const SSL_ERROR_WANT_WRITE = 3;
/** A certificate has to be looked up. Python: `ssl.SSL_ERROR_WANT_X509_LOOKUP`. */
export const SSL_ERROR_WANT_X509_LOOKUP = 4;
/** An error of the system. Python: `ssl.SSL_ERROR_SYSCALL`. */
export const SSL_ERROR_SYSCALL = 5;
/** The peer has closed the TLS connection. Python: `ssl.SSL_ERROR_ZERO_RETURN`. */
export const SSL_ERROR_ZERO_RETURN = 6;
/** The socket is not connected yet. Python: `ssl.SSL_ERROR_WANT_CONNECT`. */
export const SSL_ERROR_WANT_CONNECT = 7;
/** The connection has ended without a close notification. Python: `ssl.SSL_ERROR_EOF`. */
export const SSL_ERROR_EOF = 8;
/** An error that CPython does not know. Python: `ssl.SSL_ERROR_INVALID_ERROR_CODE`. */
export const SSL_ERROR_INVALID_ERROR_CODE = 10;

/** Alert 49 of TLS. Python: `ssl.ALERT_DESCRIPTION_ACCESS_DENIED`. */
export const ALERT_DESCRIPTION_ACCESS_DENIED = 49;
/** Alert 42 of TLS. Python: `ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE`. */
export const ALERT_DESCRIPTION_BAD_CERTIFICATE = 42;
/** Alert 114 of TLS. Python: `ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE`. */
export const ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE = 114;
/** Alert 113 of TLS. Python: `ssl.ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE`. */
export const ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE = 113;
/** Alert 20 of TLS. Python: `ssl.ALERT_DESCRIPTION_BAD_RECORD_MAC`. */
export const ALERT_DESCRIPTION_BAD_RECORD_MAC = 20;
/** Alert 45 of TLS. Python: `ssl.ALERT_DESCRIPTION_CERTIFICATE_EXPIRED`. */
export const ALERT_DESCRIPTION_CERTIFICATE_EXPIRED = 45;
/** Alert 44 of TLS. Python: `ssl.ALERT_DESCRIPTION_CERTIFICATE_REVOKED`. */
export const ALERT_DESCRIPTION_CERTIFICATE_REVOKED = 44;
/** Alert 46 of TLS. Python: `ssl.ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN`. */
export const ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN = 46;
/** Alert 111 of TLS. Python: `ssl.ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE`. */
export const ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE = 111;
/** Alert 0 of TLS. Python: `ssl.ALERT_DESCRIPTION_CLOSE_NOTIFY`. */
export const ALERT_DESCRIPTION_CLOSE_NOTIFY = 0;
/** Alert 50 of TLS. Python: `ssl.ALERT_DESCRIPTION_DECODE_ERROR`. */
export const ALERT_DESCRIPTION_DECODE_ERROR = 50;
/** Alert 30 of TLS. Python: `ssl.ALERT_DESCRIPTION_DECOMPRESSION_FAILURE`. */
export const ALERT_DESCRIPTION_DECOMPRESSION_FAILURE = 30;
/** Alert 51 of TLS. Python: `ssl.ALERT_DESCRIPTION_DECRYPT_ERROR`. */
export const ALERT_DESCRIPTION_DECRYPT_ERROR = 51;
/** Alert 40 of TLS. Python: `ssl.ALERT_DESCRIPTION_HANDSHAKE_FAILURE`. */
export const ALERT_DESCRIPTION_HANDSHAKE_FAILURE = 40;
/** Alert 47 of TLS. Python: `ssl.ALERT_DESCRIPTION_ILLEGAL_PARAMETER`. */
export const ALERT_DESCRIPTION_ILLEGAL_PARAMETER = 47;
/** Alert 71 of TLS. Python: `ssl.ALERT_DESCRIPTION_INSUFFICIENT_SECURITY`. */
export const ALERT_DESCRIPTION_INSUFFICIENT_SECURITY = 71;
/** Alert 80 of TLS. Python: `ssl.ALERT_DESCRIPTION_INTERNAL_ERROR`. */
export const ALERT_DESCRIPTION_INTERNAL_ERROR = 80;
/** Alert 100 of TLS. Python: `ssl.ALERT_DESCRIPTION_NO_RENEGOTIATION`. */
export const ALERT_DESCRIPTION_NO_RENEGOTIATION = 100;
/** Alert 70 of TLS. Python: `ssl.ALERT_DESCRIPTION_PROTOCOL_VERSION`. */
export const ALERT_DESCRIPTION_PROTOCOL_VERSION = 70;
/** Alert 22 of TLS. Python: `ssl.ALERT_DESCRIPTION_RECORD_OVERFLOW`. */
export const ALERT_DESCRIPTION_RECORD_OVERFLOW = 22;
/** Alert 10 of TLS. Python: `ssl.ALERT_DESCRIPTION_UNEXPECTED_MESSAGE`. */
export const ALERT_DESCRIPTION_UNEXPECTED_MESSAGE = 10;
/** Alert 48 of TLS. Python: `ssl.ALERT_DESCRIPTION_UNKNOWN_CA`. */
export const ALERT_DESCRIPTION_UNKNOWN_CA = 48;
/** Alert 115 of TLS. Python: `ssl.ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY`. */
export const ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY = 115;
/** Alert 112 of TLS. Python: `ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME`. */
export const ALERT_DESCRIPTION_UNRECOGNIZED_NAME = 112;
/** Alert 43 of TLS. Python: `ssl.ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE`. */
export const ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE = 43;
/** Alert 110 of TLS. Python: `ssl.ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION`. */
export const ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION = 110;
/** Alert 90 of TLS. Python: `ssl.ALERT_DESCRIPTION_USER_CANCELLED`. */
export const ALERT_DESCRIPTION_USER_CANCELLED = 90;

/** Python: `ssl.HAS_ALPN`. */
export const HAS_ALPN = true;
/** Python: `ssl.HAS_ECDH`. */
export const HAS_ECDH = true;
/** Whether the common name can be ignored. Python: `ssl.HAS_NEVER_CHECK_COMMON_NAME`. */
export const HAS_NEVER_CHECK_COMMON_NAME = true;
/** Python: `ssl.HAS_NPN`. */
export const HAS_NPN = false;
/** Python: `ssl.HAS_PSK`. */
export const HAS_PSK = true;
/** Python: `ssl.HAS_SNI`. */
export const HAS_SNI = true;
/** Python: `ssl.HAS_SSLv2`. */
export const HAS_SSLv2 = false;
/** Python: `ssl.HAS_SSLv3`. */
export const HAS_SSLv3 = false;
/** Python: `ssl.HAS_TLSv1`. */
export const HAS_TLSv1 = true;
/** Python: `ssl.HAS_TLSv1_1`. */
export const HAS_TLSv1_1 = true;
/** Python: `ssl.HAS_TLSv1_2`. */
export const HAS_TLSv1_2 = true;
/** Python: `ssl.HAS_TLSv1_3`. */
export const HAS_TLSv1_3 = true;

/** Types that `get_channel_binding()` knows. Python: `ssl.CHANNEL_BINDING_TYPES`. */
export const CHANNEL_BINDING_TYPES: readonly string[] = ["tls-unique"];
/** First line of a certificate as text. Python: `ssl.PEM_HEADER`. */
export const PEM_HEADER = "-----BEGIN CERTIFICATE-----";
/** Last line of a certificate as text. Python: `ssl.PEM_FOOTER`. */
export const PEM_FOOTER = "-----END CERTIFICATE-----";
