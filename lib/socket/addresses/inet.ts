import { native } from "../../native/addon";
import { toParsedInt, toUnsignedInt } from "../../python/arguments";
import { OverflowError } from "../../python/exceptions";
import { AF_INET, AF_INET6 } from "../constants";
import { hostArgument, knownInet, placeHost, remember } from "../host/host";
import { type AddressFormat, bytes, checkCount, elementsOf, TAIL, words } from "./format";

const INET6_LENGTH = 16;
const PORT_MAX = 0xffff;
const FLOWINFO_MAX = 0xfffff;
const PAIR = "AF_INET address must be a pair (host, port)";
const TUPLE = "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])";

const inetTexts = new Map<number, string>();
const inet6Texts = new Map<string, string>();

/** `[host, port]`. */
export const inet: AddressFormat = {
    place(address, caller) {
        const elements = elementsOf(address, `${caller}(): AF_INET`);
        checkCount(elements, 2, 2, PAIR);
        const port = elements[1];
        const known = knownInet(elements[0]);
        if (known !== undefined && typeof port === "number" && port >>> 0 === port && port <= PORT_MAX) {
            words[0] = AF_INET;
            words[1] = port;
            words[2] = known;
            return;
        }
        const host = hostArgument(elements[0]);
        const number = portArgument(port, caller);
        placeHost(host, AF_INET);
        checkPort(number, caller);
        words[1] = number;
    },

    read(block): [string, number] {
        const number = block[2];
        return [inetTexts.get(number) ?? remember(inetTexts, number, inetText(number)), block[1]];
    },
};

/** `[host, port, flowinfo, scope_id]`, the last two optional. */
export const inet6: AddressFormat = {
    place(address, caller) {
        const elements = elementsOf(address, `${caller}(): AF_INET6`);
        checkCount(elements, 2, 4, TUPLE);
        const host = hostArgument(elements[0]);
        const port = portArgument(elements[1], caller);
        const flowinfo = elements.length > 2 ? toUnsignedInt(elements[2]) : 0;
        const scope = elements.length > 3 ? toUnsignedInt(elements[3]) : 0;
        placeHost(host, AF_INET6);
        checkPort(port, caller);
        checkFlowinfo(flowinfo, caller);
        words[1] = port;
        words[2] = flowinfo;
        words[3] = scope;
    },

    read(block, blockBytes): [string, number, number, number] {
        // Making the text overwrites the beginning of the block.
        const [, port, flowinfo, scope] = block;
        return [inet6Text(block, blockBytes), port, flowinfo >>> 0, scope >>> 0];
    },
};

function portArgument(port: unknown, caller: string): number {
    try {
        return toParsedInt(port);
    } catch (error) {
        throw error instanceof OverflowError ? portError(caller) : error;
    }
}

function checkPort(port: number, caller: string): void {
    if (port < 0 || port > PORT_MAX) throw portError(caller);
}

function portError(caller: string): OverflowError {
    return new OverflowError(`${caller}(): port must be 0-65535.`);
}

export function checkFlowinfo(flowinfo: number, caller: string): void {
    if (flowinfo > FLOWINFO_MAX) throw new OverflowError(`${caller}(): flowinfo must be 0-1048575.`);
}

function inetText(number: number): string {
    return new Uint8Array(Int32Array.of(number).buffer).join(".");
}

function inet6Text(block: Int32Array, blockBytes: Uint8Array): string {
    const key = block.subarray(TAIL / 4, (TAIL + INET6_LENGTH) / 4).join();
    const known = inet6Texts.get(key);
    if (known !== undefined) return known;
    const address = blockBytes.slice(TAIL, TAIL + INET6_LENGTH);
    bytes.set(address);
    return remember(inet6Texts, key, native.inet_ntop(AF_INET6) as string);
}
