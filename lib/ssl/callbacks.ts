import type { TlsCallback } from "../native/tls";

/** Answers the questions that OpenSSL asks during a call. The object of the call knows the answers. */

export const answer: unique symbol = Symbol("pysocket.ssl.answer");

/** An object that native TLS calls are made for. */
export interface Answering {
    [answer](callback: TlsCallback, argument: Uint8Array | undefined): unknown;
}

let raised: { error: unknown } | null = null;

/** Called by the addon. What the program throws is raised when the native call has returned. */
export function answerCallback(
    self: unknown,
    callback: TlsCallback,
    argument: Uint8Array | undefined,
): unknown {
    try {
        return (self as Answering)[answer](callback, argument);
    } catch (error) {
        raised ??= { error };
        return undefined;
    }
}

/** Returns what a callback has thrown during the last native call, or null. */
export function takeCallbackError(): { error: unknown } | null {
    const taken = raised;
    raised = null;
    return taken;
}
