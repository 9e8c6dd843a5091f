import { native } from "../../native/addon";
import { argumentTypeName, takeSome, toParsedInt } from "../../python/arguments";
import { OSError, OverflowError } from "../../python/exceptions";
import { toText } from "../addresses/format";

/** Names and numbers of services and protocols, from the system's tables: services(5), protocols(5). */

const PORT_MAX = 0xffff;

function nameAt(caller: string, values: readonly unknown[], index: number): Buffer {
    const value = values[index];
    return toText(value, `${caller}() argument ${index + 1} must be str, not ${argumentTypeName(value)}`);
}

/**
 * Returns the port of a service, of any protocol or of one: `getservbyname("http", "tcp")` is 80.
 *
 * Raises `OSError` for an unknown service, `ValueError` for a NUL, `TypeError`.
 * Python: `socket.getservbyname`; getservbyname(3).
 */
export function getservbyname(servicename: string, protocolname?: string): number;
export function getservbyname(...args: unknown[]): number {
    const values = takeSome("", "getservbyname", args, 1, 2);
    const service = nameAt("getservbyname", values, 0);
    const protocol = values.length > 1 ? nameAt("getservbyname", values, 1) : null;
    const port = native.getservbyname(service, protocol);
    if (port < 0) throw new OSError("service/proto not found");
    return port;
}

/**
 * Returns the name of the service at a port, of any protocol or of one: `getservbyport(80, "tcp")` is
 * `"http"`.
 *
 * Raises `OSError` for a port without a service, `OverflowError` for an invalid port, `ValueError` for a NUL,
 * `TypeError`. Python: `socket.getservbyport`; getservbyport(3).
 */
export function getservbyport(port: number, protocolname?: string): string;
export function getservbyport(...args: unknown[]): string {
    const values = takeSome("", "getservbyport", args, 1, 2);
    const port = toParsedInt(values[0]);
    const protocol = values.length > 1 ? nameAt("getservbyport", values, 1) : null;
    if (port < 0 || port > PORT_MAX) throw new OverflowError("getservbyport: port must be 0-65535.");
    const service = native.getservbyport(port, protocol);
    if (typeof service === "number") throw new OSError("port/proto not found");
    return service;
}

/**
 * Returns the number of a protocol, for `socket()`: `getprotobyname("icmp")` is 1.
 *
 * Raises `OSError` for an unknown protocol, `ValueError` for a NUL, `TypeError`.
 * Python: `socket.getprotobyname`; getprotobyname(3).
 */
export function getprotobyname(protocolname: string): number;
export function getprotobyname(...args: unknown[]): number {
    const values = takeSome("", "getprotobyname", args, 1, 1);
    const number = native.getprotobyname(nameAt("getprotobyname", values, 0));
    if (number < 0) throw new OSError("protocol not found");
    return number;
}
