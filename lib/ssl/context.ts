import { closeSync, openSync, writeSync } from "node:fs";
import { isIP } from "node:net";
import { Kind, native } from "../native/addon";
import { type CipherFacts, ContextNumber, ContextText, TlsCallback, TlsFlag } from "../native/tls";
import {
    argumentTypeName,
    asInteger,
    isTrue,
    type Signature,
    take,
    takeNamed,
    takeOne,
    toBytes,
    toInt,
} from "../python/arguments";
import { asBytes, type BytesLike } from "../python/buffers";
import { OSError } from "../python/builtins";
import { requireCallable } from "../python/callable";
import { warnDeprecated } from "../python/deprecated";
import {
    AttributeError,
    NotImplementedError,
    OverflowError,
    TypeError,
    ValueError,
} from "../python/exceptions";
import { decodeFileName, toFileName } from "../python/file-names";
import { itemsOf } from "../python/items";
import { errnoOf } from "../python/raise";
import { repr } from "../python/repr";
import { isPlainObject, typeName } from "../python/type-name";
import { follow } from "../runtime/garbage";
import { encodeHost } from "../socket/host/idna";
import type { socket } from "../socket/socket-class";
import { id } from "../transfer/shared-object";
import {
    type Description,
    defineDescribed,
    defineShared,
    describe,
    type Shared,
    share,
    type WireHandle,
} from "../transfer/structured";
import { type Answering, answer } from "./callbacks";
import { decodeCertificate, type PeerCertificate } from "./certificate";
import {
    CERT_NONE,
    CERT_REQUIRED,
    OP_ALL,
    OP_CIPHER_SERVER_PREFERENCE,
    OP_ENABLE_MIDDLEBOX_COMPAT,
    OP_NO_COMPRESSION,
    OP_NO_SSLv3,
    OP_NO_TLSv1,
    OP_NO_TLSv1_1,
    OP_NO_TLSv1_2,
    OP_NO_TLSv1_3,
    PROTOCOL_TLS,
    PROTOCOL_TLS_CLIENT,
    PROTOCOL_TLS_SERVER,
    PROTOCOL_TLSv1,
    PROTOCOL_TLSv1_1,
    PROTOCOL_TLSv1_2,
    VERIFY_X509_TRUSTED_FIRST,
} from "./constants";
import { loadDefaultCertificates } from "./default-certificates";
import { SSLError } from "./errors";
import { checkTls } from "./failure";
import { _ASN1Object, Purpose } from "./library";
import type { MemoryBIO } from "./memory-bio";
import type { SSLSession } from "./session";
import type { SSLObject } from "./ssl-object";
import type { SSLSocket } from "./ssl-socket";

/** Ciphers of a new context. Python: `ssl._DEFAULT_CIPHERS`. */
export const _DEFAULT_CIPHERS =
    "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM";

const TLS_1_2 = 771;
const MINIMUM_SUPPORTED = -2;
const MAXIMUM_SUPPORTED = -1;
const TLS_1 = 769;
const TLS_1_3 = 772;
const VERSIONS: readonly number[] = [768, TLS_1, 770, TLS_1_2, TLS_1_3];
/** Versions of the protocols with one, and of those with a range. */
const PROTOCOL_VERSIONS: Record<number, [least: number, most: number]> = {
    [PROTOCOL_TLSv1]: [TLS_1, TLS_1],
    [PROTOCOL_TLSv1_1]: [770, 770],
    [PROTOCOL_TLSv1_2]: [TLS_1_2, TLS_1_2],
    [PROTOCOL_TLS]: [TLS_1_2, 0],
    [PROTOCOL_TLS_CLIENT]: [TLS_1_2, 0],
    [PROTOCOL_TLS_SERVER]: [TLS_1_2, 0],
};
const PROTOCOL_NAMES: Record<number, string> = {
    [PROTOCOL_TLS]: "PROTOCOL_TLS",
    [PROTOCOL_TLSv1]: "PROTOCOL_TLSv1",
    [PROTOCOL_TLSv1_1]: "PROTOCOL_TLSv1_1",
    [PROTOCOL_TLSv1_2]: "PROTOCOL_TLSv1_2",
};

const OLD_VERSIONS: Record<number, string> = { 768: "SSLv3", 769: "TLSv1", 770: "TLSv1_1" };
/** OP_NO_TLSv1 and its like, which `minimum_version` has replaced. */
const NO_VERSIONS = BigInt(OP_NO_SSLv3 + OP_NO_TLSv1 + OP_NO_TLSv1_1 + OP_NO_TLSv1_2 + OP_NO_TLSv1_3);
const DEFAULT_OPTIONS =
    OP_ALL + OP_NO_SSLv3 + OP_NO_COMPRESSION + OP_CIPHER_SERVER_PREFERENCE + OP_ENABLE_MIDDLEBOX_COMPAT;
/** X509_CHECK_FLAG_NEVER_CHECK_SUBJECT */
const NEVER_CHECK_COMMON_NAME = 0x20;
const LONGEST_PASSWORD = 1024;
const ULONG_MAX = 2n ** 64n - 1n;
const MAX_HOST_FLAGS = 4;
const IPV6_SCOPE = /%.*$/;

/** Answers for a name that a client asks for: null to go on, or the alert to send. */
export type ServerNameCallback = (
    sslSocket: SSLSocket | SSLObject,
    serverName: string | null,
    context: SSLContext,
) => number | null | undefined;

/** Returns the identity and the key of a client for the server's hint. */
export type PskClientCallback = (hint: string | null) => readonly [identity: string | null, psk: BytesLike];

/** Returns the key for the identity that a client has sent. */
export type PskServerCallback = (identity: string | null) => BytesLike;

/** A password, or a function that returns it. */
export type Password = string | BytesLike | (() => string | BytesLike);

/** Keyword arguments of `wrap_socket`. */
export interface WrapSocketOptions {
    /** Whether to be the server; by default false. */
    server_side?: boolean;
    /** Whether `wrap_socket()` and `connect()` do the handshake; by default true. */
    do_handshake_on_connect?: boolean;
    /** Whether an end without a close notification counts as an ordinary end; by default true. */
    suppress_ragged_eofs?: boolean;
    /** Name of the server, for its certificate and for its choice among several. */
    server_hostname?: string | null;
    /** Session to resume. */
    session?: SSLSession | null;
}

/** Keyword arguments of `wrap_bio`. */
export interface WrapBioOptions {
    /** Whether to be the server; by default false. */
    server_side?: boolean;
    /** Name of the server. */
    server_hostname?: string | null;
    /** Session to resume. */
    session?: SSLSession | null;
}

/** Keyword arguments of `load_cert_chain`. */
export interface CertChainOptions {
    /** File with the private key; by default the file of the certificate. */
    keyfile?: string | Buffer | null;
    /** Password of the key. */
    password?: Password | null;
}

/** Keyword arguments of `load_verify_locations`. */
export interface VerifyLocations {
    /** File with certificates. */
    cafile?: string | Buffer | null;
    /** Folder with certificates, each named by OpenSSL's hash of its subject. */
    capath?: string | Buffer | null;
    /** Certificates as text, or one as DER. */
    cadata?: string | BytesLike | null;
}

/** A cipher as `get_ciphers()` describes it. */
export interface CipherDescription {
    /** OpenSSL's number of the cipher. */
    id: number;
    /** Name, such as `"TLS_AES_256_GCM_SHA384"`. */
    name: string;
    /** Oldest version of TLS that has it. */
    protocol: string;
    /** OpenSSL's description in one line. */
    description: string;
    /** Bits that an attacker has to guess. */
    strength_bits: number;
    /** Bits of the key. */
    alg_bits: number;
    /** True if it authenticates by itself. */
    aead: boolean;
    /** Algorithm of the encryption, or null. */
    symmetric: string | null;
    /** Algorithm of the digest, or null. */
    digest: string | null;
    /** Way of exchanging keys. */
    kea: string | null;
    /** Way of authentication. */
    auth: string | null;
}

/** State of a context in this thread, beside OpenSSL's. */
interface State {
    readonly protocol: number;
    serverName: ServerNameCallback | null;
    pskClient: PskClientCallback | null;
    pskServer: PskServerCallback | null;
    keyLog: string | null;
    keyLogFile: number | null;
    socketClass: unknown;
    objectClass: unknown;
}

const stateKey: unique symbol = Symbol("pysocket.ssl.context");

/** Classes of new connections, which need this file themselves. */
const classes = {} as { socket: typeof SSLSocket; object: typeof SSLObject };

/** Sets the class of the sockets that contexts wrap. */
export function defineSocketClass(socketClass: typeof SSLSocket): void {
    classes.socket = socketClass;
}

/** Sets the class of the objects that contexts make of buffers. */
export function defineObjectClass(objectClass: typeof SSLObject): void {
    classes.object = objectClass;
}

/**
 * Settings of TLS connections, certificates and keys among them: `SSLContext(protocol)`. PROTOCOL_TLS_CLIENT
 * checks the servers' certificates and names; `create_default_context()` also loads the system's
 * certificates.
 *
 * Threads that a context is passed to share its settings. What the program has given it as functions and as
 * fields belongs to the object of the thread. Python: `ssl.SSLContext`.
 *
 * ```ts
 * const context = new SSLContext(PROTOCOL_TLS_SERVER);
 * context.load_cert_chain("cert.pem", "key.pem");
 * using conn = context.wrap_socket(sock, { server_side: true });
 * ```
 */
export class SSLContext {
    declare readonly [id]: number;
    declare readonly [stateKey]: State;

    /**
     * Creates a context. Raises `ValueError` for another protocol than `PROTOCOL_*`, `TypeError`.
     * Python: `ssl.SSLContext`.
     */
    constructor(protocol?: number);
    constructor(...args: unknown[]) {
        // Further arguments are for a subclass, as in Python.
        const [first = null] = args;
        const given = isPlainObject(first) ? (first.protocol ?? null) : first;
        if (given === null) warnDeprecated("ssl.SSLContext() without protocol argument is deprecated.");
        const protocol = given === null ? PROTOCOL_TLS : toInt(given);
        const versions = PROTOCOL_VERSIONS[protocol];
        if (versions === undefined)
            throw new ValueError(`invalid or unsupported protocol version ${protocol}`);
        if (protocol in PROTOCOL_NAMES) warnDeprecated(`ssl.${PROTOCOL_NAMES[protocol]} is deprecated`);
        setContext(this, checkTls(native.ssl_context_new(protocol)), protocol);
        for (const [which, value] of [
            [ContextNumber.Options, DEFAULT_OPTIONS],
            [ContextNumber.MinimumVersion, versions[0]],
            [ContextNumber.MaximumVersion, versions[1]],
            [ContextNumber.VerifyFlags, VERIFY_X509_TRUSTED_FIRST],
            [ContextNumber.HostFlags, MAX_HOST_FLAGS],
            [ContextNumber.VerifyMode, protocol === PROTOCOL_TLS_CLIENT ? CERT_REQUIRED : CERT_NONE],
            [ContextNumber.CheckHostname, protocol === PROTOCOL_TLS_CLIENT ? 1 : 0],
        ] as const)
            set(this, which, value);
        checkTls(native.ssl_context_set_text(this[id], ContextText.Ciphers, _DEFAULT_CIPHERS));
    }

    /** Protocol that the context was created with: `PROTOCOL_*`. Python: `ssl.SSLContext.protocol`. */
    get protocol(): number {
        return this[stateKey].protocol;
    }

    /**
     * Options of OpenSSL, `OP_*`. Raises `OverflowError`, `TypeError`. Python: `ssl.SSLContext.options`.
     */
    get options(): number {
        return get(this, ContextNumber.Options);
    }

    set options(value: number) {
        const options = toUnsignedLong(value);
        if ((BigInt(options) & ~BigInt(this.options) & NO_VERSIONS) !== 0n)
            warnDeprecated("ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated");
        set(this, ContextNumber.Options, options);
    }

    /**
     * Demand for the peer's certificate: `CERT_*`. Raises `ValueError` for another value, and for CERT_NONE
     * while `check_hostname` is true. Python: `ssl.SSLContext.verify_mode`.
     */
    get verify_mode(): number {
        return get(this, ContextNumber.VerifyMode);
    }

    set verify_mode(value: number) {
        const mode = toInt(value);
        if (mode === CERT_NONE && this.check_hostname)
            throw new ValueError("Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
        if (mode < CERT_NONE || mode > CERT_REQUIRED) throw new ValueError("invalid value for verify_mode");
        set(this, ContextNumber.VerifyMode, mode);
    }

    /** Ways in which certificates are verified: `VERIFY_*`. Python: `ssl.SSLContext.verify_flags`. */
    get verify_flags(): number {
        return get(this, ContextNumber.VerifyFlags);
    }

    set verify_flags(value: number) {
        set(this, ContextNumber.VerifyFlags, toUnsignedLong(value));
    }

    /**
     * True if the peer's certificate must be for the name in `server_hostname`. Setting it to true also sets
     * `verify_mode` to CERT_REQUIRED if it was CERT_NONE. Python: `ssl.SSLContext.check_hostname`.
     */
    get check_hostname(): boolean {
        return get(this, ContextNumber.CheckHostname) === 1;
    }

    set check_hostname(value: boolean) {
        const isOn = isTrue(value);
        if (isOn && this.verify_mode === CERT_NONE) set(this, ContextNumber.VerifyMode, CERT_REQUIRED);
        set(this, ContextNumber.CheckHostname, isOn ? 1 : 0);
    }

    /**
     * True if the common name of a certificate without other names is a host name.
     * Python: `ssl.SSLContext.hostname_checks_common_name`.
     */
    get hostname_checks_common_name(): boolean {
        return (get(this, ContextNumber.HostFlags) & NEVER_CHECK_COMMON_NAME) === 0;
    }

    set hostname_checks_common_name(value: boolean) {
        const others = get(this, ContextNumber.HostFlags) & ~NEVER_CHECK_COMMON_NAME;
        set(this, ContextNumber.HostFlags, isTrue(value) ? others : others | NEVER_CHECK_COMMON_NAME);
    }

    /**
     * Lowest version of TLS: a `TLSVersion`, MINIMUM_SUPPORTED for any. Raises `ValueError` for another value.
     * Python: `ssl.SSLContext.minimum_version`.
     */
    get minimum_version(): number {
        if (hasOneVersion(this)) return MINIMUM_SUPPORTED;
        return get(this, ContextNumber.MinimumVersion) || MINIMUM_SUPPORTED;
    }

    set minimum_version(value: number) {
        requireRange(this);
        const version = toVersion(value);
        const least = version === MAXIMUM_SUPPORTED ? TLS_1_3 : version;
        set(this, ContextNumber.MinimumVersion, least === MINIMUM_SUPPORTED ? 0 : least);
    }

    /**
     * Highest version of TLS: a `TLSVersion`, MAXIMUM_SUPPORTED for any. Raises `ValueError` for another value.
     * Python: `ssl.SSLContext.maximum_version`.
     */
    get maximum_version(): number {
        if (hasOneVersion(this)) return MAXIMUM_SUPPORTED;
        return get(this, ContextNumber.MaximumVersion) || MAXIMUM_SUPPORTED;
    }

    set maximum_version(value: number) {
        requireRange(this);
        const version = toVersion(value);
        const most = version === MINIMUM_SUPPORTED ? TLS_1 : version;
        set(this, ContextNumber.MaximumVersion, most === MAXIMUM_SUPPORTED ? 0 : most);
    }

    /** OpenSSL's security level, 0 to 5. Python: `ssl.SSLContext.security_level`. */
    get security_level(): number {
        return get(this, ContextNumber.SecurityLevel);
    }

    /**
     * Number of tickets that a server sends to a client of TLS 1.3. Raises `ValueError` on a client.
     * Python: `ssl.SSLContext.num_tickets`.
     */
    get num_tickets(): number {
        return get(this, ContextNumber.Tickets);
    }

    set num_tickets(value: number) {
        const count = toInt(value);
        if (count < 0) throw new ValueError("value must be non-negative");
        if (this.protocol !== PROTOCOL_TLS_SERVER)
            throw new ValueError("SSLContext is not a server context.");
        set(this, ContextNumber.Tickets, count);
    }

    /**
     * True if a server may ask for the client's certificate later, in TLS 1.3.
     * Python: `ssl.SSLContext.post_handshake_auth`.
     */
    get post_handshake_auth(): boolean {
        return get(this, ContextNumber.PostHandshakeAuth) === 1;
    }

    set post_handshake_auth(value: boolean) {
        set(this, ContextNumber.PostHandshakeAuth, isTrue(value) ? 1 : 0);
    }

    /**
     * File to which the keys of connections are appended, for programs that decrypt recorded traffic; null
     * for none. Raises `OSError`, `TypeError`. Python: `ssl.SSLContext.keylog_filename`.
     */
    get keylog_filename(): string | null {
        return this[stateKey].keyLog;
    }

    set keylog_filename(value: string | Buffer | null) {
        const state = this[stateKey];
        const file = value === null ? null : openLog(decodeFileName(toFileName(value)));
        if (state.keyLogFile !== null) closeSync(state.keyLogFile);
        state.keyLog = value === null ? null : String(value);
        state.keyLogFile = file;
        native.ssl_context_set_callback(this[id], TlsCallback.KeyLog, file !== null);
    }

    /**
     * Function that is called with the connection, the name that a client asks for or null, and the context.
     * It may set the connection's `context`, and returns null or the alert to send. Raises `ValueError` on a
     * client, `TypeError`. Python: `ssl.SSLContext.sni_callback`.
     */
    get sni_callback(): ServerNameCallback | null {
        return this[stateKey].serverName;
    }

    set sni_callback(value: ServerNameCallback | null) {
        if (this.protocol === PROTOCOL_TLS_CLIENT)
            throw new ValueError("sni_callback cannot be set on TLS_CLIENT context");
        if (value !== null && typeof value !== "function") throw new TypeError("not a callable object");
        this[stateKey].serverName = value;
        native.ssl_context_set_callback(this[id], TlsCallback.ServerName, value !== null);
    }

    /** Class of the sockets that `wrap_socket()` returns; a subclass of `SSLSocket`. Python: `ssl.SSLContext.sslsocket_class`. */
    get sslsocket_class(): typeof SSLSocket {
        return (this[stateKey].socketClass ?? classes.socket.prototype.constructor) as typeof SSLSocket;
    }

    set sslsocket_class(value: typeof SSLSocket) {
        this[stateKey].socketClass = value;
    }

    /** Class of the objects that `wrap_bio()` returns; a subclass of `SSLObject`. Python: `ssl.SSLContext.sslobject_class`. */
    get sslobject_class(): typeof SSLObject {
        return (this[stateKey].objectClass ?? classes.object.prototype.constructor) as typeof SSLObject;
    }

    set sslobject_class(value: typeof SSLObject) {
        this[stateKey].objectClass = value;
    }

    /**
     * Sets `sni_callback`. Raises `TypeError`. Python: `ssl.SSLContext.set_servername_callback`.
     */
    set_servername_callback(server_name_callback: ServerNameCallback | null): void;
    set_servername_callback(...args: unknown[]): void {
        const name = "SSLContext.set_servername_callback";
        const [callback] = take({ ...method, name, parameters: ["server_name_callback"], required: 1 }, args);
        if (callback !== null && typeof callback !== "function") throw new TypeError("not a callable object");
        this.sni_callback = callback as ServerNameCallback | null;
    }

    /**
     * Makes a socket a TLS connection: returns an `SSLSocket` with its descriptor, and closes the given
     * object. A listening socket then accepts TLS connections. A connected socket does the handshake now,
     * unless `do_handshake_on_connect` is false.
     *
     * Raises `SSLError`, `SSLCertVerificationError`, `OSError`; `ValueError` for arguments that do not go
     * together; `NotImplementedError` for a socket that is no stream. Python: `ssl.SSLContext.wrap_socket`.
     *
     * ```ts
     * using conn = context.wrap_socket(sock, { server_hostname: "example.org" });
     * ```
     */
    wrap_socket(sock: socket, server_side: boolean, do_handshake_on_connect?: boolean): SSLSocket;
    wrap_socket(sock: socket, options?: WrapSocketOptions): SSLSocket;
    wrap_socket(...args: unknown[]): SSLSocket {
        const [sock, ...rest] = take(wrapSocketSignature, args);
        const [server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session] = rest;
        return this.sslsocket_class._create(sock as socket, {
            server_side: isTrue(server_side ?? false),
            do_handshake_on_connect: isTrue(do_handshake_on_connect ?? true),
            suppress_ragged_eofs: isTrue(suppress_ragged_eofs ?? true),
            server_hostname: this._encode_hostname(server_hostname ?? null),
            context: this,
            session: (session ?? null) as SSLSession | null,
        });
    }

    /**
     * Makes a TLS connection that reads the peer's bytes from `incoming` and writes to `outgoing`. Raises
     * `SSLError`, `ValueError`, `TypeError`. Python: `ssl.SSLContext.wrap_bio`.
     */
    wrap_bio(incoming: MemoryBIO, outgoing: MemoryBIO, options?: WrapBioOptions): SSLObject;
    wrap_bio(
        incoming: MemoryBIO,
        outgoing: MemoryBIO,
        server_side: boolean,
        server_hostname?: string | null,
    ): SSLObject;
    wrap_bio(...args: unknown[]): SSLObject {
        const [incoming, outgoing, server_side = false, server_hostname = null, session = null] = take(
            wrapBioSignature,
            args,
        );
        return this.sslobject_class._create(incoming as MemoryBIO, outgoing as MemoryBIO, {
            server_side: isTrue(server_side),
            server_hostname: this._encode_hostname(server_hostname),
            session: session as SSLSession | null,
            context: this,
        });
    }

    /** Encodes a host name as DNS does. Python: `ssl.SSLContext._encode_hostname`. */
    _encode_hostname(hostname: unknown): string | null {
        if (hostname === null) return null;
        const text = Buffer.isBuffer(hostname) ? hostname.toString("ascii") : hostname;
        if (typeof text !== "string")
            throw new AttributeError(`'${typeName(hostname)}' object has no attribute 'decode'`);
        return encodeHost(text);
    }

    /**
     * Loads a certificate, with the chain above it, and its private key. `password` is the key's, or a
     * function that returns it. Raises `OSError` for files that cannot be read, `SSLError` for other contents
     * and for a key that is not the certificate's, `TypeError`, `ValueError` for a password of more than 1024
     * bytes. Python: `ssl.SSLContext.load_cert_chain`.
     */
    load_cert_chain(certfile: string | Buffer, options: CertChainOptions): void;
    load_cert_chain(
        certfile: string | Buffer,
        keyfile?: string | Buffer | null,
        password?: Password | null,
    ): void;
    load_cert_chain(...args: unknown[]): void {
        const [certfile, keyfile = null, password = null] = takeNamed(
            "load_cert_chain",
            ["certfile", "keyfile", "password"],
            1,
            args,
        );
        const certificate = toPath(certfile, "certfile");
        const key = keyfile === null ? certificate : toPath(keyfile, "keyfile");
        const source = password === null ? null : new PasswordSource(password);
        checkTls(native.ssl_context_load_chain(this[id], certificate, key, source));
    }

    /**
     * Loads certificates that others are checked with, and revocation lists: from a file, a folder, or memory.
     * Raises `OSError`, `SSLError`, `TypeError` without any of them. Python: `ssl.SSLContext.load_verify_locations`.
     */
    load_verify_locations(options: VerifyLocations): void;
    load_verify_locations(
        cafile?: string | Buffer | null,
        capath?: string | Buffer | null,
        cadata?: string | BytesLike | null,
    ): void;
    load_verify_locations(...args: unknown[]): void {
        const [cafile = null, capath = null, cadata = null] = takeNamed(
            "load_verify_locations",
            ["cafile", "capath", "cadata"],
            0,
            args,
        );
        if (cafile === null && capath === null && cadata === null)
            throw new TypeError("cafile, capath and cadata cannot be all omitted");
        const file = cafile === null ? "" : toPath(cafile, "cafile");
        const folder = capath === null ? "" : toPath(capath, "capath");
        if (cadata !== null) addCertificates(this, cadata);
        if (file !== "" || folder !== "") checkTls(native.ssl_context_load_verify(this[id], file, folder));
    }

    /**
     * Loads the system's certificates, for the purpose of checking servers (`Purpose.SERVER_AUTH`, the default)
     * or clients; those that Node carries if the system has none. Raises `TypeError`.
     * Python: `ssl.SSLContext.load_default_certs`.
     */
    load_default_certs(purpose?: _ASN1Object): void;
    load_default_certs(...args: unknown[]): void {
        const [purpose = Purpose.SERVER_AUTH] = take(
            { ...method, name: "SSLContext.load_default_certs", parameters: ["purpose"] },
            args,
        );
        if (!(purpose instanceof _ASN1Object)) throw new TypeError(purpose);
        loadDefaultCertificates(this);
    }

    /** Lets OpenSSL look for certificates in its own places. Python: `ssl.SSLContext.set_default_verify_paths`. */
    set_default_verify_paths(): void {
        checkTls(native.ssl_context_default_paths(this[id]));
    }

    /**
     * Sets the ciphers up to TLS 1.2, in OpenSSL's notation. Raises `SSLError` if none is left, `TypeError`.
     * Python: `ssl.SSLContext.set_ciphers`.
     */
    set_ciphers(ciphers: string): void;
    set_ciphers(...args: unknown[]): void {
        const ciphers = takeOne("_SSLContext.set_ciphers", args);
        if (typeof ciphers !== "string")
            throw new TypeError(`set_ciphers() argument must be str, not ${argumentTypeName(ciphers)}`);
        if (native.ssl_context_set_text(this[id], ContextText.Ciphers, ciphers) < 0)
            throw new SSLError("No cipher can be selected.");
    }

    /** Describes the ciphers in order of preference. Python: `ssl.SSLContext.get_ciphers`. */
    get_ciphers(): CipherDescription[] {
        return native.ssl_context_ciphers(this[id]).map(describeCipher);
    }

    /**
     * Sets the protocols that are offered to the peer (ALPN), in order of preference. Raises `SSLError` for a
     * name that is empty or longer than 255 bytes. Python: `ssl.SSLContext.set_alpn_protocols`.
     */
    set_alpn_protocols(alpn_protocols: readonly string[]): void;
    set_alpn_protocols(...args: unknown[]): void {
        const name = "SSLContext.set_alpn_protocols";
        const [protocols] = take({ ...method, name, parameters: ["alpn_protocols"], required: 1 }, args);
        const names = itemsOf(protocols);
        if (names === null) throw new TypeError(`'${typeName(protocols)}' object is not iterable`);
        const parts = names.flatMap((each) => {
            if (typeof each !== "string") throw new TypeError("encoding without a string argument");
            const bytes = Buffer.from(each, "latin1");
            if (bytes.length === 0 || bytes.length > 255)
                throw new SSLError("ALPN protocols must be 1 to 255 in length");
            return [Buffer.of(bytes.length), bytes];
        });
        checkTls(native.ssl_context_set_alpn(this[id], Buffer.concat(parts)));
    }

    /** Always raises `AttributeError`: the protocol is gone. Python: `ssl.SSLContext.set_npn_protocols`. */
    set_npn_protocols(npn_protocols: readonly string[]): never;
    set_npn_protocols(...args: unknown[]): never {
        const name = "SSLContext.set_npn_protocols";
        take({ ...method, name, parameters: ["npn_protocols"], required: 1 }, args);
        warnDeprecated("ssl NPN is deprecated, use ALPN instead");
        throw new AttributeError("'SSLContext' object has no attribute '_set_npn_protocols'");
    }

    /**
     * Sets the curve for the exchange of keys: "prime256v1". Raises `ValueError` for an unknown one, `TypeError`.
     * Python: `ssl.SSLContext.set_ecdh_curve`.
     */
    set_ecdh_curve(name: string | Buffer): void;
    set_ecdh_curve(...args: unknown[]): void {
        const name = takeOne("_SSLContext.set_ecdh_curve", args);
        const curve = decodeFileName(toFileName(name));
        if (native.ssl_object_of_text(curve, true) === null || /^[\d.]*$/.test(curve))
            throw new ValueError(`unknown elliptic curve name ${repr(name)}`);
        checkTls(native.ssl_context_set_text(this[id], ContextText.Groups, curve));
    }

    /**
     * Loads parameters for the exchange of keys by Diffie-Hellman from a file. Raises `OSError`, `SSLError`,
     * `TypeError`. Python: `ssl.SSLContext.load_dh_params`.
     */
    load_dh_params(path: string | Buffer): void;
    load_dh_params(...args: unknown[]): void {
        const file = takeOne("_SSLContext.load_dh_params", args);
        const outcome = native.ssl_context_load_dh(this[id], decodeFileName(toFileName(file)));
        if (outcome < 0 && outcome > -4096) throw errorOfFile(-outcome, file);
        checkTls(outcome);
    }

    /**
     * Sets the function that returns identity and key of a client whose connections use a shared key, up to
     * TLS 1.2 or with TLS 1.3; null for none. Raises `SSLError` on a server, `TypeError`.
     * Python: `ssl.SSLContext.set_psk_client_callback`.
     */
    set_psk_client_callback(callback: PskClientCallback | null): void;
    set_psk_client_callback(...args: unknown[]): void {
        const [callback] = takeNamed("set_psk_client_callback", ["callback"], 1, args);
        if (this.protocol === PROTOCOL_TLS_SERVER)
            throw new SSLError(0, "Cannot add PSK client callback to a PROTOCOL_TLS_SERVER context");
        if (callback !== null && typeof callback !== "function")
            throw new TypeError("callback must be callable");
        this[stateKey].pskClient = callback as PskClientCallback | null;
        native.ssl_context_set_callback(this[id], TlsCallback.PskClient, callback !== null);
    }

    /**
     * Sets the function that returns the key for a client's identity, and the hint that clients get; null for
     * none. Raises `SSLError` on a client, `TypeError`. Python: `ssl.SSLContext.set_psk_server_callback`.
     */
    set_psk_server_callback(callback: PskServerCallback | null, identity_hint?: string | null): void;
    set_psk_server_callback(...args: unknown[]): void {
        const [callback, hint = null] = takeNamed(
            "set_psk_server_callback",
            ["callback", "identity_hint"],
            1,
            args,
        );
        if (this.protocol === PROTOCOL_TLS_CLIENT)
            throw new SSLError(0, "Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT context");
        if (callback !== null && typeof callback !== "function")
            throw new TypeError("callback must be callable");
        const text = callback === null || hint === null ? "" : String(hint);
        if (native.ssl_context_set_text(this[id], ContextText.PskHint, text) < 0)
            throw new SSLError(0, "Failed to set identity hint");
        this[stateKey].pskServer = callback as PskServerCallback | null;
        native.ssl_context_set_callback(this[id], TlsCallback.PskServer, callback !== null);
    }

    /** Counts the certificates and revocation lists that others are checked with. Python: `ssl.SSLContext.cert_store_stats`. */
    cert_store_stats(): { x509: number; crl: number; x509_ca: number } {
        const [x509, crl, x509_ca] = native.ssl_context_store_stats(this[id]);
        return { x509, crl, x509_ca };
    }

    /**
     * Returns the certificates of authorities that were loaded; with `binary_form` each as DER. Those of a
     * folder are loaded when one is needed. Python: `ssl.SSLContext.get_ca_certs`.
     */
    get_ca_certs(binary_form: true): Buffer[];
    get_ca_certs(binary_form?: false): PeerCertificate[];
    get_ca_certs(...args: unknown[]): Buffer[] | PeerCertificate[] {
        const [binary = false] = take(
            { ...method, name: "SSLContext.get_ca_certs", parameters: ["binary_form"] },
            args,
        );
        const certificates = native.ssl_context_authorities(this[id]);
        return isTrue(binary)
            ? certificates.map((der) => Buffer.from(der))
            : certificates.map(decodeCertificate);
    }

    /** Counts connections, handshakes and sessions of the context. Python: `ssl.SSLContext.session_stats`. */
    session_stats(): Record<(typeof STATISTICS)[number], number> {
        const numbers = native.ssl_context_stats(this[id]);
        return Object.fromEntries(STATISTICS.map((name, index) => [name, numbers[index]])) as never;
    }

    /** Returns Python's `repr()` without the address. */
    toString(): string {
        return `<ssl.${this.constructor.name} object>`;
    }

    /** Describes the context to another thread: see lib/transfer/structured.ts. */
    [describe](): Description {
        const { protocol, serverName, pskClient, pskServer, keyLog, socketClass, objectClass } =
            this[stateKey];
        const content: Content = { reference: new Reference(this[id]), protocol, keyLog };
        return {
            kind: "ssl:context",
            content,
            rest: { serverName, pskClient, pskServer, socketClass, objectClass },
        };
    }
}

const STATISTICS = [
    "number",
    "connect",
    "connect_good",
    "connect_renegotiate",
    "accept",
    "accept_good",
    "accept_renegotiate",
    "hits",
    "misses",
    "timeouts",
    "cache_full",
] as const;

const method = { parameters: [] as string[], required: 0, method: true };

const wrapSocketSignature: Signature = {
    name: "SSLContext.wrap_socket",
    parameters: [
        "sock",
        "server_side",
        "do_handshake_on_connect",
        "suppress_ragged_eofs",
        "server_hostname",
        "session",
    ],
    required: 1,
    method: true,
};

const wrapBioSignature: Signature = {
    name: "SSLContext.wrap_bio",
    parameters: ["incoming", "outgoing", "server_side", "server_hostname", "session"],
    required: 2,
    method: true,
};

function get(context: SSLContext, which: ContextNumber): number {
    return native.ssl_context_get(context[id], which);
}

function set(context: SSLContext, which: ContextNumber, value: number): void {
    checkTls(native.ssl_context_set(context[id], which, value));
}

/** Makes `context` the object for a native context, whose reference it takes over. */
function setContext(context: SSLContext, number: number, protocol: number): SSLContext {
    const state: State = {
        protocol,
        serverName: null,
        pskClient: null,
        pskServer: null,
        keyLog: null,
        keyLogFile: null,
        socketClass: null,
        objectClass: null,
    };
    Object.defineProperty(context, id, { value: number });
    Object.defineProperty(context, stateKey, { value: state });
    follow(context, Kind.Object, number);
    return context;
}

/** Returns this thread's object for a context that a socket from another thread has. */
export function contextOf(number: number, isServer: boolean): SSLContext {
    const here = native.tracked(Kind.Object, number);
    if (here !== undefined) return here as SSLContext;
    native.object_retain(number);
    const protocol = isServer ? PROTOCOL_TLS_SERVER : PROTOCOL_TLS_CLIENT;
    return setContext(Object.create(SSLContext.prototype) as SSLContext, number, protocol);
}

/** A context as a value for another thread. */
interface Content {
    reference: Reference;
    protocol: number;
    keyLog: string | null;
}

/** Keeps the native context alive while a reference to it is in transit. */
class Reference implements Shared {
    constructor(readonly number: number) {}

    [share](): WireHandle {
        return { kind: "ssl:reference", numbers: [this.number] };
    }
}

defineShared("ssl:reference", {
    of: Kind.Object,
    isApart: true,
    retain: ([number]) => native.object_retain(number),
    drop: ([number]) => native.object_release(number),
    revive: ([number]) => new Reference(number),
});

defineDescribed("ssl:context", {
    make(content, prototype) {
        const { reference, protocol, keyLog } = content as Content;
        const here = native.tracked(Kind.Object, reference.number) as SSLContext | undefined;
        if (here !== undefined) {
            native.object_release(reference.number);
            return { object: here, isNew: false };
        }
        const context = setContext(Object.create(prototype) as SSLContext, reference.number, protocol);
        if (keyLog !== null) context.keylog_filename = keyLog;
        return { object: context, isNew: true };
    },
    complete(context, rest) {
        const state = (context as SSLContext)[stateKey];
        for (const [name, value] of Object.entries(rest as object))
            if (value !== null) Reflect.set(state, name, value);
    },
});

/** Answers for a connection of the context, whose object is `connection`. */
export function answerFor(
    context: SSLContext,
    connection: SSLSocket | SSLObject,
    callback: TlsCallback,
    argument: Uint8Array | undefined,
): unknown {
    const state = context[stateKey];
    const text = argument === undefined ? null : Buffer.from(argument).toString("utf8");
    switch (callback) {
        case TlsCallback.ServerName:
            return chooseByName(context, connection, text);
        case TlsCallback.PskClient: {
            const [identity, key] = requireAnswer(state.pskClient)(text);
            return [Buffer.from(identity ?? ""), toBytes(key)];
        }
        case TlsCallback.PskServer:
            return [null, toBytes(requireAnswer(state.pskServer)(text))];
        case TlsCallback.KeyLog:
            if (state.keyLogFile !== null) writeSync(state.keyLogFile, `${text}\n`);
            return undefined;
        default:
            return undefined;
    }
}

const ALERT_HANDSHAKE_FAILURE = 40;

function chooseByName(context: SSLContext, connection: SSLSocket | SSLObject, name: string | null): number {
    const callback = requireAnswer(context[stateKey].serverName);
    let answered: unknown;
    try {
        answered = callback(connection, name, context);
    } catch (error) {
        reportUnraisable(error);
        return ALERT_HANDSHAKE_FAILURE;
    }
    if (answered === null || answered === undefined) return 0;
    const alert = asInteger(answered);
    if (alert !== null) return Number(alert);
    reportUnraisable(new TypeError(`'${typeName(answered)}' object cannot be interpreted as an integer`));
    return 80;
}

/** Reports what a callback has thrown, of which the peer gets an alert. */
function reportUnraisable(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.emitWarning(`Exception ignored in a callback of SSLContext: ${text}`, "RuntimeWarning");
}

function requireAnswer<Callback>(callback: Callback | null): Callback {
    if (callback !== null) return callback;
    throw new NotImplementedError(
        "this thread does not know the callbacks of the SSLContext: pass the context to it beside the socket",
    );
}

/** Asks for a password once OpenSSL needs it. */
class PasswordSource implements Answering {
    readonly #password: unknown;

    constructor(password: unknown) {
        const isText = typeof password === "string" || asBytes(password) !== null;
        if (!isText && typeof password !== "function")
            throw new TypeError("password should be a string or callable");
        this.#password = password;
    }

    [answer](): Uint8Array {
        const password = this.#password;
        if (typeof password !== "function") return toPassword(password);
        const given: unknown = requireCallable(password)();
        if (typeof given !== "string" && asBytes(given) === null)
            throw new TypeError("password callback must return a string");
        return toPassword(given);
    }
}

function toPassword(password: unknown): Uint8Array {
    const bytes = typeof password === "string" ? Buffer.from(password) : toBytes(password);
    if (bytes.length > LONGEST_PASSWORD)
        throw new ValueError(`password cannot be longer than ${LONGEST_PASSWORD} bytes`);
    return bytes;
}

function toPath(value: unknown, name: string): string {
    try {
        return decodeFileName(toFileName(value));
    } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        throw new TypeError(`${name} should be a valid filesystem path`);
    }
}

function addCertificates(context: SSLContext, data: unknown): void {
    const isText = typeof data === "string";
    const bytes = isText ? encodeAscii(data) : asBytes(data);
    if (bytes === null) throw new TypeError("cadata should be an ASCII string or a bytes-like object");
    if (bytes.length === 0) throw new ValueError("Empty certificate data");
    const added = checkTls(native.ssl_context_add_certificates(context[id], bytes, !isText));
    if (added > 0) return;
    const what = isText ? "no start line" : "not enough data";
    throw new SSLError(0, `${what}: cadata does not contain a certificate`);
}

function encodeAscii(text: string): Buffer | null {
    return /^[\0-\x7f]*$/.test(text) ? Buffer.from(text, "latin1") : null;
}

function toUnsignedLong(value: unknown): number {
    const integer = asInteger(value);
    if (integer === null) throw new TypeError(`argument must be int, not ${argumentTypeName(value)}`);
    // JavaScript's bit operators make such a number of the default options, which have bit 31.
    if (integer < -1 && integer >= -(2 ** 31)) return Number(integer) >>> 0;
    if (integer < 0) throw new OverflowError("can't convert negative int to unsigned");
    if (BigInt(integer) > ULONG_MAX) throw new OverflowError("int too big to convert");
    return Number(integer);
}

function toVersion(value: unknown): number {
    const version = toInt(value);
    const old = OLD_VERSIONS[version];
    if (old !== undefined) warnDeprecated(`ssl.TLSVersion.${old} is deprecated`);
    if (version !== MINIMUM_SUPPORTED && version !== MAXIMUM_SUPPORTED && !VERSIONS.includes(version))
        throw new ValueError(`Unsupported TLS/SSL version 0x${(version >>> 0).toString(16)}`);
    return version;
}

function hasOneVersion(context: SSLContext): boolean {
    return [PROTOCOL_TLSv1, PROTOCOL_TLSv1_1, PROTOCOL_TLSv1_2].includes(context.protocol);
}

function requireRange(context: SSLContext): void {
    if (hasOneVersion(context))
        throw new ValueError(
            "The context's protocol doesn't support modification of highest and lowest version.",
        );
}

function describeCipher(facts: CipherFacts): CipherDescription {
    const [cipher, name, protocol, description, strength_bits, alg_bits, aead, ...algorithms] = facts;
    const [symmetric, digest, kea, auth] = algorithms;
    return {
        id: cipher,
        name,
        protocol,
        description: description.trimEnd(),
        strength_bits,
        alg_bits,
        aead: aead === 1,
        symmetric,
        digest,
        kea,
        auth,
    };
}

function openLog(file: string): number {
    try {
        return openSync(file, "a");
    } catch (error) {
        throw errorOfFile(errnoOf((error as NodeJS.ErrnoException).code ?? ""), file);
    }
}

function errorOfFile(errno: number, file: unknown): Error {
    const found = native.errors.find(([number]) => number === errno);
    return OSError(errno, found?.[2] ?? "unknown error", file);
}

/**
 * Checks the arguments of a new connection. Returns OpenSSL's flags and the name. Raises `SSLError` for a side
 * that the context is not for.
 */
export function connectionFlags(context: SSLContext, isServer: boolean, hostname: string | null): number {
    if (isServer && context.protocol === PROTOCOL_TLS_CLIENT)
        throw new SSLError(0, "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context");
    if (!isServer && context.protocol === PROTOCOL_TLS_SERVER)
        throw new SSLError(0, "Cannot create a client socket with a PROTOCOL_TLS_SERVER context");
    if (hostname !== null) checkHostname(hostname);
    return (
        (isServer ? TlsFlag.ServerSide : 0) |
        (hostname === null ? 0 : TlsFlag.HasHostname) |
        (hostname !== null && isAddress(hostname) ? TlsFlag.IsAddress : 0)
    );
}

function checkHostname(hostname: string): void {
    if (hostname.includes("\0"))
        throw new TypeError("argument must be encoded string without null bytes, not str");
    if (hostname === "" || hostname.startsWith("."))
        throw new ValueError("server_hostname cannot be an empty string or start with a leading dot.");
}

function isAddress(hostname: string): boolean {
    return isIP(hostname) !== 0 && !IPV6_SCOPE.test(hostname);
}
