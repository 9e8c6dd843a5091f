import type { BaseServer, TCPServer, ThreadingTCPServer } from "pysocket/socketserver";
import type { Event, Thread } from "pysocket/threading";

type Address = string | [string, number];
type ServerName =
    | "TCPServer"
    | "UDPServer"
    | "UnixStreamServer"
    | "UnixDatagramServer"
    | "ThreadingTCPServer"
    | "ThreadingUDPServer"
    | "ThreadingUnixStreamServer"
    | "ThreadingUnixDatagramServer";

/** A server that sends back the first line of each request. */
export function makeServer(name: ServerName, address: Address): TCPServer;
export function makeCloseAtOnce(): ThreadingTCPServer;
/** A server whose handler notes in the file `log` that it was called, and throws; `done` is set after that. */
export function makeErrorServer(
    name: "ErrorTestServer" | "ThreadingErrorTestServer",
    exception: "ValueError" | "SystemExit",
    log: string,
): TCPServer & { done: Event };
export function makeReaped(): ThreadingTCPServer;
export function makeWriting(size: number): TCPServer & { sent1: number; sent2: number; received: string };
/** Servers whose handlers say what they find. */
export function makeLookedAt(): ThreadingTCPServer & { seen: number };
export function makeMixture(): ThreadingTCPServer & { seen: number };

/** Starts a thread that calls `serve_forever()`, which looks up by itself only every minute. */
export function startServing(server: BaseServer): Thread;

/** The client of `makeWriting()`. */
export class Client extends Thread {
    constructor(address: Address, interrupted: Event);
    response1: string;
    received2: number;
}
