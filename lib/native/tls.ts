/**
 * Results of native TLS calls besides those of the others: see native/ssl/failure.h. `TLS_FAILED` means that
 * `ssl_failure()` tells why, `NOT_TLS` that the socket has no TLS connection.
 */
export const TLS_FAILED = -100010;
export const NOT_TLS = -100011;
export const WANTS_READ = -100012;
export const WANTS_WRITE = -100013;
/** A session cannot be set: it is of another context, the connection is a server's, or it is too late. */
export const FOREIGN_SESSION = -100014;
export const SERVER_SESSION = -100015;
export const LATE_SESSION = -100016;

/** Calls that OpenSSL makes back into the program. */
export enum TlsCallback {
    ServerName,
    PskClient,
    PskServer,
    KeyLog,
    Password,
}

/** Numbers of a context. */
export enum ContextNumber {
    Options,
    VerifyMode,
    VerifyFlags,
    MinimumVersion,
    MaximumVersion,
    SecurityLevel,
    Tickets,
    PostHandshakeAuth,
    HostFlags,
    CheckHostname,
}

/** Texts of a context. */
export enum ContextText {
    Ciphers,
    Groups,
    PskHint,
}

/** Facts of a connection for `ssl_fact()`. */
export enum Fact {
    Version,
    Cipher,
    CommonCiphers,
    Protocol,
    Compression,
    ServerName,
    PeerCertificate,
    VerifiedChain,
    UnverifiedChain,
    Finished,
    Pending,
    SessionReused,
    IsShaken,
}

/** Flags of `ssl_attach()` and `ssl_object_new()`. */
export enum TlsFlag {
    ServerSide = 1,
    /** The host name is an IP address. */
    IsAddress = 2,
    /** `do_handshake_on_connect` */
    Shakes = 4,
    /** `suppress_ragged_eofs` */
    SuppressesRaggedEnds = 8,
    HasHostname = 16,
}

/** `[id, name, version, description, strength, bits, aead, symmetric, digest, kea, auth]` */
export type CipherFacts = readonly [
    number,
    string,
    string,
    string,
    number,
    number,
    number,
    string | null,
    string | null,
    string | null,
    string | null,
];

/** `[number, short name, long name, dotted numbers]` of an object identifier. */
export type ObjectFacts = readonly [number, string, string, string];

/** `[name, version, bits]` */
export type CipherName = readonly [string, string, number];

/**
 * The functions of native/ssl, of use after `ssl_load()`. A `target` is a socket's handle, or the negated
 * number of an SSLObject. `self` is passed on to callbacks.
 */
export interface NativeTls {
    /**
     * Finds OpenSSL in the process: returns the name of the first function that is missing, or null.
     * `callback(self, callback, argument)` answers OpenSSL's questions from then on, in this thread.
     */
    ssl_load(
        callback: (self: unknown, callback: TlsCallback, argument: Uint8Array | undefined) => unknown,
    ): string | null;
    /** Version as text and number; then the variable and the path of the default file, and of the folder. */
    ssl_library(): [string, number, string, string, string, string];
    /**
     * Why the last call of this thread failed: SSL_ERROR_*, library, reason, text of the reason, whether the
     * reason is common to libraries, verify code, its text, and the system's error (-errno or 0).
     */
    ssl_failure(): [number, number, number, string, number, number, string, number];
    ssl_random_bytes(view: Uint8Array, length: number): number;
    ssl_random_add(bytes: Uint8Array, entropy: number): number;
    ssl_random_status(): number;
    /** Null for an unknown object. */
    ssl_object_of_text(text: string, names: boolean): ObjectFacts | null;
    ssl_object_of_number(number: number): ObjectFacts | null;

    /** `protocol` is one of Python's PROTOCOL_*. */
    ssl_context_new(protocol: number): number;
    ssl_context_get(context: number, which: ContextNumber): number;
    ssl_context_set(context: number, which: ContextNumber, value: number): number;
    ssl_context_set_text(context: number, which: ContextText, text: string): number;
    /** Protocols, each with its length in front. */
    ssl_context_set_alpn(context: number, protocols: Uint8Array): number;
    ssl_context_set_callback(context: number, callback: TlsCallback, on: boolean): number;
    /** `self` is asked for the password; null for OpenSSL's own question. Or -errno. */
    ssl_context_load_chain(context: number, certificate: string, key: string, self: object | null): number;
    /** An empty text is none. Or -errno. */
    ssl_context_load_verify(context: number, file: string, folder: string): number;
    ssl_context_default_paths(context: number): number;
    /** Returns how many were added. */
    ssl_context_add_certificates(context: number, bytes: Uint8Array, isDer: boolean): number;
    ssl_context_load_dh(context: number, file: string): number;
    /** Certificates, revocation lists, and certificates of authorities. */
    ssl_context_store_stats(context: number): [number, number, number];
    ssl_context_authorities(context: number): Uint8Array[];
    ssl_context_stats(context: number): number[];
    ssl_context_ciphers(context: number): CipherFacts[];

    ssl_handshake(target: number, self: object): number;
    ssl_read(target: number, view: Uint8Array, offset: number, length: number, self: object): number;
    ssl_write(target: number, view: Uint8Array, offset: number, length: number, self: object): number;
    ssl_shutdown(target: number, self: object): number;
    ssl_verify_client(target: number): number;
    /** Makes a socket an SSLSocket, without a connection so far. */
    ssl_attach(handle: number, context: number, flags: number, hostname: string): number;
    /** `[context, flags, host name]`, of which the context lives as long as the socket is open. */
    ssl_attached(handle: number): [number, number, string] | null;
    ssl_open(handle: number): number;
    ssl_drop(handle: number): number;
    ssl_object_new(
        context: number,
        flags: number,
        hostname: string,
        incoming: number,
        outgoing: number,
    ): number;
    ssl_set_context(target: number, context: number): number;
    /** Undefined without a connection. */
    ssl_fact(target: number, fact: Fact): unknown;
    /** Number of a new shared object; 0 for no session. */
    ssl_session(target: number): number;
    /** 0, or one of the results for sessions. */
    ssl_set_session(target: number, session: number): number;
    /** Id, time and timeout in seconds, the ticket's lifetime, and whether there is a ticket. */
    ssl_session_describe(session: number): [Uint8Array, number, number, number, number] | null;

    memory_bio_new(): number;
    /** Up to `most` bytes; all for a negative number. */
    memory_bio_read(bio: number, most: number): Uint8Array;
    /** Returns the number of bytes; -EPIPE after `memory_bio_write_end()`. */
    memory_bio_write(bio: number, view: Uint8Array): number;
    memory_bio_write_end(bio: number): number;
    memory_bio_pending(bio: number): number;
    memory_bio_at_end(bio: number): number;
}
