import { native } from "../native/addon";
import { repr } from "../python/repr";
import { hasAddresses, type ReturnedAddress, readAddress } from "./addresses/address";

/** Returns Python's `repr()` of a socket; `name` is the name of its class. */
export function describeSocket(
    name: string,
    handle: number,
    family: number,
    type: number,
    protocol: number,
): string {
    const fd = native.fileno(handle);
    const fields = [`fd=${Math.max(fd, -1)}`, `family=${family}`, `type=${type}`, `proto=${protocol}`];
    const closed = native.is_closing(handle) === 1;
    if (!closed && hasAddresses(family)) {
        addAddress(fields, "laddr", native.getsockname(handle));
        addAddress(fields, "raddr", native.getpeername(handle));
    }
    return `<${name}${closed ? " [closed]" : ""} ${fields.join(", ")}>`;
}

function addAddress(fields: string[], name: string, outcome: number): void {
    const address: ReturnedAddress = outcome < 0 ? null : readAddress();
    if (address === null || address === 0 || address.length === 0) return;
    fields.push(`${name}=${typeof address === "string" ? address : repr(address)}`);
}

/** Returns Python's `repr()` of a socket whose object is gone. */
export function describeHandle(handle: number): string {
    const { words } = native;
    if (native.describe(handle) < 0) words.fill(0, 0, 3);
    const [family, type, protocol] = words;
    const name = native.ssl_attached(handle) === null ? "socket.socket" : "ssl.SSLSocket";
    return describeSocket(name, handle, family, type, protocol);
}
