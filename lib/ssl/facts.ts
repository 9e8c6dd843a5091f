import { native } from "../native/addon";
import { Fact, FOREIGN_SESSION, LATE_SESSION, SERVER_SESSION } from "../native/tls";
import { TypeError, ValueError } from "../python/exceptions";
import { id } from "../transfer/shared-object";
import { decodeCertificate, type PeerCertificate } from "./certificate";
import { CERT_NONE } from "./constants";
import { checkTls } from "./failure";
import { SSLSession } from "./session";

/** Facts of a connection that sockets and objects tell alike. `target` is as in lib/native/tls.ts. */

/** Returns the peer's certificate: decoded if it was verified, or as DER. */
export function peerCertificate(
    target: number,
    context: { verify_mode: number },
    binary: boolean,
): Buffer | PeerCertificate | null {
    if (native.ssl_fact(target, Fact.IsShaken) !== 1) throw new ValueError("handshake not done yet");
    const der = native.ssl_fact(target, Fact.PeerCertificate) as Uint8Array | null;
    if (der === null) return null;
    if (binary) return Buffer.from(der);
    return context.verify_mode === CERT_NONE ? {} : decodeCertificate(der);
}

/** Returns the certificates of a chain, each as DER. */
export function chainOf(target: number, fact: Fact.VerifiedChain | Fact.UnverifiedChain): Buffer[] {
    const chain = native.ssl_fact(target, fact) as Uint8Array[] | null | undefined;
    return (chain ?? []).map((der) => Buffer.from(der));
}

/** Returns the protocol that both sides have agreed on. */
export function protocolOf(target: number): string | null {
    const name = native.ssl_fact(target, Fact.Protocol) as Uint8Array | null | undefined;
    return name ? Buffer.from(name).toString("latin1") : null;
}

/** Lets a connection resume a session. */
export function setSession(target: number, session: unknown): void {
    if (!(session instanceof SSLSession)) throw new TypeError("Value is not a SSLSession.");
    const outcome = native.ssl_set_session(target, session[id]);
    if (outcome === FOREIGN_SESSION) throw new ValueError("Session refers to a different SSLContext.");
    if (outcome === SERVER_SESSION) throw new ValueError("Cannot set session for server-side SSLSocket.");
    if (outcome === LATE_SESSION) throw new ValueError("Cannot set session after handshake.");
    checkTls(outcome);
}
