import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import * as socket from "pysocket";
import { OSError } from "pysocket/builtins";
import { collectGarbage } from "../support/garbage";

export { collectGarbage };

/** What the tests of several modules need, as CPython's `test.support` is to its own. */

export const HOST = "127.0.0.1";
export const HOSTv6 = "::1";
export const MSG = Buffer.from("Michael Gilfix was here\u1234\r\n");
/** Seconds that nothing on this computer may take: a test that waits so long fails. */
export const LOOPBACK_TIMEOUT = 20;
export const [INT_MAX, UINT_MAX] = [2 ** 31 - 1, 2 ** 32 - 1];
export const [ULONG_MAX, LONG_MAX, LONG_MIN] = [2n ** 64n - 1n, 2n ** 63n - 1n, -(2n ** 63n)];

const cleanups: (() => void)[] = [];

/** Has `clean` called when the running test has ended, the last one first. */
export function addCleanup(clean: () => void): void {
    cleanups.push(clean);
}

/** Has something closed when the running test has ended. */
export function closing<Closable extends { close(): void }>(closable: Closable): Closable {
    addCleanup(() => closable.close());
    return closable;
}

/**
 * To be called in each suite as `afterEach(cleanUp)`: a hook at the root would run after the one that looks for
 * leaks.
 */
export function cleanUp(): void {
    for (let clean = cleanups.pop(); clean !== undefined; clean = cleanups.pop()) clean();
}

type ExceptionClass<Exception> = abstract new (...args: never[]) => Exception;

/** What `act` raises, which must be of that class. */
export function raised<Exception extends Error>(
    Class: ExceptionClass<Exception>,
    act: () => unknown,
): Exception {
    try {
        act();
    } catch (error) {
        if (error instanceof Class) return error;
        throw error;
    }
    return assert.fail(`${Class.name} was not raised`);
}

/** What `act` has this thread write to standard error. */
export function errorOutputOf(act: () => void): string {
    const { write } = process.stderr;
    let text = "";
    process.stderr.write = (chunk: string | Uint8Array) => {
        text += chunk;
        return true;
    };
    try {
        act();
    } finally {
        process.stderr.write = write;
    }
    return text;
}

/** Whether a socket can be had, or bound to `address`; else the error. */
export function attempt(act: () => socket.socket): OSError | null {
    try {
        act().close();
        return null;
    } catch (error) {
        if (error instanceof OSError) return error;
        throw error;
    }
}

/** The reason why there is no such socket on this machine; null if there is one. */
export function lacks(what: string, ...args: [family: number | undefined, type?: number, proto?: number]) {
    const [family, type = socket.SOCK_STREAM, proto = 0] = args;
    if (family === undefined) return `this platform has no ${what}`;
    const error = attempt(() => socket.socket(family, type, proto));
    return error === null ? null : `no ${what} on this machine: ${error.message}`;
}

/** Why IPv6 cannot be used; null if it can. */
export function lacksIPv6(): string | null {
    if (!socket.has_ipv6) return "this platform has no IPv6";
    const error = attempt(() => {
        const s = socket.socket(socket.AF_INET6, socket.SOCK_STREAM);
        try {
            s.bind([HOSTv6, 0]);
        } catch (error) {
            s.close();
            throw error;
        }
        return s;
    });
    return error === null ? null : `no IPv6 on this machine: ${error.message}`;
}

/** What `use` returns of a port that was free a moment ago; another program may take it first, hence another. */
export function withUnusedPort<Result>(use: (port: number) => Result): Result {
    for (let time = 0; ; time++) {
        const s = socket.socket(socket.AF_INET, socket.SOCK_STREAM);
        s.bind([HOST, 0]);
        const port = portOf(s);
        s.close();
        try {
            return use(port);
        } catch (error) {
            if ((error as OSError).code !== "EADDRINUSE" || time === 5) throw error;
        }
    }
}

/** A port that refuses who connects: it is bound until the test ends, so nobody else listens there. */
export function refusingPort(): number {
    const s = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM));
    s.bind([HOST, 0]);
    return portOf(s);
}

export function portOf(s: socket.socket): number {
    return (s.getsockname() as [string, number])[1];
}

/** Flags of open(2) that a descriptor has, as fcntl(2) tells them; null where there is no /proc to tell. */
export function descriptorFlags(fd: number): { nonblocking: boolean; closeOnExec: boolean } | null {
    if (process.platform !== "linux") return null;
    const [, octal] = readFileSync(`/proc/self/fdinfo/${fd}`, "latin1").match(/^flags:\s*(\d+)/m) ?? [];
    const flags = Number.parseInt(octal, 8);
    return { nonblocking: (flags & 0o4000) !== 0, closeOnExec: (flags & 0o2000000) !== 0 };
}

/** A TCP socket that listens, and its address. */
export function listening(): { serv: socket.socket; address: [string, number] } {
    const serv = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM));
    serv.bind([HOST, 0]);
    serv.listen();
    return { serv, address: serv.getsockname() as [string, number] };
}

/** Both ends of a TCP connection: `cli_conn` accepted it, `serv_conn` made it. */
export function connected(): { serv: socket.socket; cli_conn: socket.socket; serv_conn: socket.socket } {
    const { serv, address } = listening();
    const serv_conn = closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM));
    serv_conn.connect(address);
    const cli_conn = closing(serv.accept()[0]);
    return { serv, cli_conn, serv_conn };
}

/** Runs `act` while new sockets have that timeout. */
export function withDefaultTimeout(timeout: number | null, act: () => void): void {
    const before = socket.getdefaulttimeout();
    socket.setdefaulttimeout(timeout);
    try {
        act();
    } finally {
        socket.setdefaulttimeout(before);
    }
}

/** Nobody keeps any more what the reference is to, which holds it until the running task has ended. */
export async function assertCollected(reference: WeakRef<object>): Promise<void> {
    await setImmediate();
    collectGarbage();
    assert.equal(reference.deref(), undefined);
}

/** What a script without types may do. */
// biome-ignore lint/suspicious/noExplicitAny: that is what it is for
export const untyped = (value: unknown) => value as any;

/** The warnings that `act` has Node emit, as "DeprecationWarning: activeCount() is deprecated". */
export async function warningsOf(act: () => void): Promise<string[]> {
    const warnings: string[] = [];
    const listener = (warning: Error) => warnings.push(`${warning.name}: ${warning.message}`);
    process.on("warning", listener);
    try {
        act();
        await setImmediate();
    } finally {
        process.off("warning", listener);
    }
    return warnings;
}
