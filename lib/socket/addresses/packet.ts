import { toBytes, toParsedInt } from "../../python/arguments";
import { OverflowError, ValueError } from "../../python/exceptions";
import { AF_PACKET } from "../constants";
import { type AddressFormat, bytes, checkCount, clearBlock, elementsOf, toText, words } from "./format";
import { interfaceIndex, interfaceName } from "./interface";

const COUNT = "AF_PACKET address must be a tuple of two to five elements";
const NAME_SIZE = 16;
const ADDRESS_START = 24;
const ADDRESS_SIZE = 8;
const PROTOCOL_MAX = 0xffff;

/** `[interface, protocol, packet_type, hardware_type, address]`, the last three optional. */
export const packet: AddressFormat = {
    place(address, caller, _protocol, handle) {
        const elements = elementsOf(address, `${caller}(): AF_PACKET`);
        checkCount(elements, 2, 5, COUNT);
        const { name, protocol, type, hardwareType, hardware } = parse(elements, caller);
        const index = interfaceIndex(handle, name.subarray(0, NAME_SIZE - 1));
        if (hardware.length > ADDRESS_SIZE) throw new ValueError("Hardware address must be 8 bytes or less");
        if (protocol < 0 || protocol > PROTOCOL_MAX)
            throw new OverflowError(`${caller}(): proto must be 0-65535.`);
        clearBlock(AF_PACKET);
        words.set([protocol, index, type, hardwareType, hardware.length], 1);
        bytes.set(hardware, ADDRESS_START);
    },

    read(block, blockBytes): [string, number, number, number, Buffer] {
        const [, protocol, index, type, hardwareType, length] = block;
        const hardware = Buffer.from(blockBytes.subarray(ADDRESS_START, ADDRESS_START + length));
        return [interfaceName(index), protocol, type, hardwareType, hardware];
    },
};

function parse(elements: readonly unknown[], caller: string) {
    const [name, protocol, type = 0, hardwareType = 0, hardware = new Uint8Array(0)] = elements;
    try {
        return {
            name: toText(name, COUNT),
            protocol: toParsedInt(protocol),
            type: toParsedInt(type),
            hardwareType: toParsedInt(hardwareType),
            hardware: toBytes(hardware),
        };
    } catch (error) {
        if (!(error instanceof OverflowError)) throw error;
        throw new OverflowError(`${caller}(): address argument out of range`);
    }
}
