import { OSError, TypeError, ValueError } from "../../python/exceptions";
import { AF_HYPERV, HV_PROTOCOL_RAW } from "../constants";
import { type AddressFormat, bytes, checkCount, clearBlock, elementsOf, TAIL } from "./format";

const COUNT = "AF_HYPERV address must be a str tuple (vm_id, service_id)";
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const GUID_SIZE = 16;
/** Position in memory of each two digits of a GUID's text. Its first three numbers are little-endian. */
const PLACES = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/**
 * GUID of no machine in particular. Undefined where the platform lacks AF_HYPERV.
 * Python: `socket.HV_GUID_ZERO`.
 */
export const HV_GUID_ZERO = known("00000000-0000-0000-0000-000000000000");
/**
 * GUID of any machine: for `bind()`, accepts connections from all. Undefined where the platform lacks
 * AF_HYPERV. Python: `socket.HV_GUID_WILDCARD`.
 */
export const HV_GUID_WILDCARD = known("00000000-0000-0000-0000-000000000000");
/**
 * GUID for broadcasting. Undefined where the platform lacks AF_HYPERV. Python: `socket.HV_GUID_BROADCAST`.
 */
export const HV_GUID_BROADCAST = known("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF");
/**
 * GUID of all child partitions: for `bind()`, accepts connections from them. Undefined where the platform
 * lacks AF_HYPERV. Python: `socket.HV_GUID_CHILDREN`.
 */
export const HV_GUID_CHILDREN = known("90DB8B89-0D35-4F79-8CE9-49EA0AC8B7CD");
/**
 * GUID of this machine itself: for connections within a partition. Undefined where the platform lacks
 * AF_HYPERV. Python: `socket.HV_GUID_LOOPBACK`.
 */
export const HV_GUID_LOOPBACK = known("E0E16197-DD56-4A10-9195-5EE7A155A838");
/**
 * GUID of the parent partition, the host of a virtual machine. Undefined where the platform lacks AF_HYPERV.
 * Python: `socket.HV_GUID_PARENT`.
 */
export const HV_GUID_PARENT = known("A42E7CDA-D03F-480C-9CC2-A4DE20ABB878");

function known(guid: string): string | undefined {
    return AF_HYPERV === undefined ? undefined : guid;
}

/** `[vm_id, service_id]`, both GUIDs as text. */
export const hyperv: AddressFormat = {
    place(address, caller, protocol) {
        if (protocol !== HV_PROTOCOL_RAW)
            throw new OSError(`${caller}(): unsupported AF_HYPERV protocol: ${protocol}`);
        const elements = elementsOf(address, `${caller}(): AF_HYPERV`);
        checkCount(elements, 2, 2, COUNT);
        if (elements.some((each) => typeof each !== "string")) throw new TypeError(COUNT);
        const machine = pack(elements[0] as string, `${caller}(): AF_HYPERV address vm_id`);
        const service = pack(elements[1] as string, `${caller}(): AF_HYPERV address service_id`);
        clearBlock(AF_HYPERV);
        bytes.set(machine, TAIL);
        bytes.set(service, TAIL + GUID_SIZE);
    },

    read(_block, blockBytes): [string, string] {
        return [unpack(blockBytes, TAIL), unpack(blockBytes, TAIL + GUID_SIZE)];
    },
};

function pack(text: string, name: string): Uint8Array {
    if (!GUID.test(text)) throw new ValueError(`${name} is not a valid UUID string`);
    const inOrder = Buffer.from(text.replaceAll("-", ""), "hex");
    return Uint8Array.from(PLACES, (place) => inOrder[place]);
}

function unpack(blockBytes: Uint8Array, start: number): string {
    const digits = Buffer.from(PLACES.map((place) => blockBytes[start + place])).toString("hex");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
