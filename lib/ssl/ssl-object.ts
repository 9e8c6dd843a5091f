import { native } from "../native/addon";
import { type CipherName, Fact, type TlsCallback } from "../native/tls";
import { isTrue, take, toBytes, toSize } from "../python/arguments";
import { asBytes, type BytesLike } from "../python/buffers";
import { warnDeprecated } from "../python/deprecated";
import { TypeError, ValueError } from "../python/exceptions";
import { typeName } from "../python/type-name";
import { id, SharedObject, setId } from "../transfer/shared-object";
import { share } from "../transfer/structured";
import { type Answering, answer } from "./callbacks";
import type { PeerCertificate } from "./certificate";
import { CHANNEL_BINDING_TYPES } from "./constants";
import { answerFor, connectionFlags, defineObjectClass, SSLContext } from "./context";
import { chainOf, peerCertificate, protocolOf, setSession } from "./facts";
import { checkTls, raiseTls } from "./failure";
import { MemoryBIO } from "./memory-bio";
import { type SSLSession, sessionOf } from "./session";

/** Settings that `SSLContext.wrap_bio()` makes an object of. */
export interface ObjectWrapping {
    server_side: boolean;
    server_hostname: string | null;
    session: SSLSession | null;
    context: SSLContext;
}

const token: unique symbol = Symbol("pysocket.ssl.object");
const DEFAULT_SIZE = 1024;

/**
 * A TLS connection that reads from one `MemoryBIO` and writes to another, and never waits: the program moves
 * the bytes. Its methods raise `SSLWantReadError` when they need bytes that are not there.
 * `SSLContext.wrap_bio()` returns it. Python: `ssl.SSLObject`.
 */
export class SSLObject extends SharedObject implements Answering {
    #context: SSLContext;
    readonly #isServer: boolean;
    readonly #hostname: string | null;

    constructor(...args: never[]);
    constructor(secret: unknown, number: number, wrapping: ObjectWrapping) {
        if (secret !== token)
            throw new TypeError(
                "SSLObject does not have a public constructor. Instances are returned by SSLContext.wrap_bio().",
            );
        super();
        this.#context = wrapping.context;
        this.#isServer = wrapping.server_side;
        this.#hostname = wrapping.server_hostname;
        setId(this, number);
    }

    /** Called by `SSLContext.wrap_bio()`. Python: `ssl.SSLObject._create`. */
    static _create(incoming: MemoryBIO, outgoing: MemoryBIO, wrapping: ObjectWrapping): SSLObject {
        for (const [name, bio] of [
            ["incoming", incoming],
            ["outgoing", outgoing],
        ] as const)
            if (!(bio instanceof MemoryBIO))
                throw new TypeError(
                    `_wrap_bio() argument '${name}' must be _ssl.MemoryBIO, not ${typeName(bio)}`,
                );
        const { context, server_side, server_hostname, session } = wrapping;
        const flags = connectionFlags(context, server_side, server_hostname);
        const number = checkTls(
            native.ssl_object_new(context[id], flags, server_hostname ?? "", incoming[id], outgoing[id]),
        );
        // biome-ignore lint/complexity/noThisInStatic: a subclass makes its own
        const made: SSLObject = Reflect.construct(SSLObject, [token, number, wrapping], this);
        if (session !== null) made.session = session;
        return made;
    }

    get #target(): number {
        return -this[id];
    }

    /** Answers OpenSSL's questions during a call: see callbacks.ts. */
    [answer](callback: TlsCallback, argument: Uint8Array | undefined): unknown {
        return answerFor(this.#context, this, callback, argument);
    }

    /** Context of the connection; `sni_callback` may set another. Raises `TypeError`. Python: `ssl.SSLObject.context`. */
    get context(): SSLContext {
        return this.#context;
    }

    set context(context: SSLContext) {
        if (!(context instanceof SSLContext)) throw new TypeError("The value must be a SSLContext");
        this.#context = context;
        native.ssl_set_context(this.#target, context[id]);
    }

    /** Session of the connection, or null: see `SSLSocket.session`. Python: `ssl.SSLObject.session`. */
    get session(): SSLSession | null {
        return sessionOf(native.ssl_session(this.#target));
    }

    set session(session: SSLSession) {
        setSession(this.#target, session);
    }

    /** Whether the connection has resumed a session. Python: `ssl.SSLObject.session_reused`. */
    get session_reused(): boolean {
        return native.ssl_fact(this.#target, Fact.SessionReused) === 1;
    }

    /** Whether this is the server. Python: `ssl.SSLObject.server_side`. */
    get server_side(): boolean {
        return this.#isServer;
    }

    /** Name of the server, as DNS encodes it, or null. Python: `ssl.SSLObject.server_hostname`. */
    get server_hostname(): string | null {
        return this.#hostname;
    }

    /**
     * Reads up to `len` bytes, by default 1024, into a new buffer; or into `buffer`, and returns their number.
     * Raises `SSLWantReadError`. Python: `ssl.SSLObject.read`.
     */
    read(len?: number): Buffer;
    read(len: number, buffer: BytesLike | null): Buffer | number;
    read(...args: unknown[]): Buffer | number {
        const [len = DEFAULT_SIZE, buffer = null] = take(
            { ...method, name: "SSLObject.read", parameters: ["len", "buffer"] },
            args,
        );
        const size = toSize(len);
        if (buffer !== null) {
            const view = asBytes(buffer) ?? toBytes(buffer);
            return this.#readInto(view, size <= 0 || size > view.length ? view.length : size);
        }
        if (size < 0) throw new ValueError("size should not be negative");
        const view = Buffer.alloc(size);
        return view.subarray(0, this.#readInto(view, size));
    }

    #readInto(view: Uint8Array, length: number): number {
        if (length === 0) return 0;
        const outcome = native.ssl_read(this.#target, view, 0, length, this);
        return outcome < 0 ? raiseTls(outcome, "read", this.#hostname) : outcome;
    }

    /** Writes bytes; returns their number. Raises `SSLWantReadError`, `SSLError`. Python: `ssl.SSLObject.write`. */
    write(data: BytesLike): number;
    write(...args: unknown[]): number {
        const [data] = take({ ...method, name: "SSLObject.write", parameters: ["data"], required: 1 }, args);
        const view = toBytes(data);
        if (view.length === 0) return 0;
        const outcome = native.ssl_write(this.#target, view, 0, view.length, this);
        return outcome < 0 ? raiseTls(outcome, "write", this.#hostname) : outcome;
    }

    /** Returns the peer's certificate: see `SSLSocket.getpeercert()`. Python: `ssl.SSLObject.getpeercert`. */
    getpeercert(binary_form: true): Buffer | null;
    getpeercert(binary_form?: false): PeerCertificate | null;
    getpeercert(...args: unknown[]): Buffer | PeerCertificate | null {
        const [binary = false] = take(
            { ...method, name: "SSLObject.getpeercert", parameters: ["binary_form"] },
            args,
        );
        return peerCertificate(this.#target, this.#context, isTrue(binary));
    }

    /** Returns the verified chain of the peer's certificates, each as DER. Python: `ssl.SSLObject.get_verified_chain`. */
    get_verified_chain(): Buffer[] {
        return chainOf(this.#target, Fact.VerifiedChain);
    }

    /** Returns the certificates that the peer has sent, each as DER. Python: `ssl.SSLObject.get_unverified_chain`. */
    get_unverified_chain(): Buffer[] {
        return chainOf(this.#target, Fact.UnverifiedChain);
    }

    /** Null: the protocol is gone. Python: `ssl.SSLObject.selected_npn_protocol`. */
    selected_npn_protocol(): null {
        warnDeprecated("ssl NPN is deprecated, use ALPN instead");
        return null;
    }

    /** Returns the protocol that both sides have agreed on (ALPN), or null. Python: `ssl.SSLObject.selected_alpn_protocol`. */
    selected_alpn_protocol(): string | null {
        return protocolOf(this.#target);
    }

    /** Returns name, version and secret bits of the cipher, or null. Python: `ssl.SSLObject.cipher`. */
    cipher(): [name: string, version: string, bits: number] | null {
        return native.ssl_fact(this.#target, Fact.Cipher) as [string, string, number] | null;
    }

    /** Returns the ciphers that both sides have; null on a client. Python: `ssl.SSLObject.shared_ciphers`. */
    shared_ciphers(): CipherName[] | null {
        return native.ssl_fact(this.#target, Fact.CommonCiphers) as CipherName[] | null;
    }

    /** Null: connections are not compressed. Python: `ssl.SSLObject.compression`. */
    compression(): null {
        return null;
    }

    /** Returns how many bytes can be read without the peer. Python: `ssl.SSLObject.pending`. */
    pending(): number {
        return native.ssl_fact(this.#target, Fact.Pending) as number;
    }

    /** Does the handshake as far as possible. Raises `SSLWantReadError`, `SSLError`. Python: `ssl.SSLObject.do_handshake`. */
    do_handshake(): void {
        const outcome = native.ssl_handshake(this.#target, this);
        if (outcome < 0) raiseTls(outcome, "handshake", this.#hostname);
    }

    /** Ends the TLS connection. Raises `SSLWantReadError` until the peer has done so too. Python: `ssl.SSLObject.unwrap`. */
    unwrap(): null {
        const outcome = native.ssl_shutdown(this.#target, this);
        return outcome < 0 ? raiseTls(outcome, "read", this.#hostname) : null;
    }

    /** Returns bytes that belong to this connection alone: see `SSLSocket`. Python: `ssl.SSLObject.get_channel_binding`. */
    get_channel_binding(cb_type?: string): Buffer | null;
    get_channel_binding(...args: unknown[]): Buffer | null {
        const name = "SSLObject.get_channel_binding";
        const [type = "tls-unique"] = take({ ...method, name, parameters: ["cb_type"] }, args);
        if (!CHANNEL_BINDING_TYPES.includes(type as string))
            throw new ValueError(`'${type}' channel binding type not implemented`);
        const bytes = native.ssl_fact(this.#target, Fact.Finished) as Uint8Array | null;
        return bytes === null ? null : Buffer.from(bytes);
    }

    /** Returns the version of TLS, such as "TLSv1.3"; null before the handshake. Python: `ssl.SSLObject.version`. */
    version(): string | null {
        return native.ssl_fact(this.#target, Fact.Version) as string | null;
    }

    /** Asks a client of TLS 1.3 for its certificate. Raises `SSLError`. Python: `ssl.SSLObject.verify_client_post_handshake`. */
    verify_client_post_handshake(): void {
        checkTls(native.ssl_verify_client(this.#target));
    }

    override toString(): string {
        return `<ssl.${this.constructor.name} object>`;
    }

    /** Always raises `TypeError`: the buffers can be passed to a thread, the connection cannot. */
    [share](): never {
        throw new TypeError("cannot pass this to a thread: an SSLObject belongs to the thread that made it");
    }
}

const method = { parameters: [] as string[], required: 0, method: true };

defineObjectClass(SSLObject);
