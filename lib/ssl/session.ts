import { native } from "../native/addon";
import { TypeError } from "../python/exceptions";
import { defineSharedObject, id, SharedObject, setId } from "../transfer/shared-object";
import { share, type WireHandle } from "../transfer/structured";

/**
 * Session of a TLS connection, with which a later connection to the same server needs a shorter handshake. It
 * is the same in every thread that it is passed to. Python: `ssl.SSLSession`.
 */
export class SSLSession extends SharedObject {
    constructor(...args: never[]);
    constructor() {
        super();
        throw new TypeError("cannot create '_ssl.SSLSession' instances");
    }

    /** Identifier. Python: `ssl.SSLSession.id`. */
    get id(): Buffer {
        return Buffer.from(factsOf(this)[0]);
    }

    /** Time of its creation in seconds since 1970. Python: `ssl.SSLSession.time`. */
    get time(): number {
        return factsOf(this)[1];
    }

    /** Seconds that it can be used for. Python: `ssl.SSLSession.timeout`. */
    get timeout(): number {
        return factsOf(this)[2];
    }

    /** Seconds that the server says its ticket is valid for. Python: `ssl.SSLSession.ticket_lifetime_hint`. */
    get ticket_lifetime_hint(): number {
        return factsOf(this)[3];
    }

    /** Whether the server has sent a ticket. Python: `ssl.SSLSession.has_ticket`. */
    get has_ticket(): boolean {
        return factsOf(this)[4] === 1;
    }

    override toString(): string {
        return "<_ssl.SSLSession object>";
    }

    [share](): WireHandle {
        return { kind: "ssl:SSLSession", numbers: [this[id]] };
    }
}

function factsOf(session: SSLSession): [Uint8Array, number, number, number, number] {
    return native.ssl_session_describe(session[id]) ?? [new Uint8Array(), 0, 0, 0, 0];
}

defineSharedObject("ssl:SSLSession", SSLSession.prototype);

/** Makes the object for a session, whose reference it takes over. */
export function sessionOf(number: number): SSLSession | null {
    return number === 0 ? null : setId(Object.create(SSLSession.prototype) as SSLSession, number);
}
