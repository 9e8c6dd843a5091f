import { argumentTypeName, asInteger, toUnsignedInt } from "../../python/arguments";
import { OSError, SystemError, TypeError } from "../../python/exceptions";
import { toFileName } from "../../python/file-names";
import { AF_CAN, CAN_BCM, CAN_ISOTP, CAN_J1939, CAN_RAW } from "../constants";
import { type AddressFormat, checkCount, clearBlock, elementsOf, words } from "./format";
import { interfaceIndex, interfaceName } from "./interface";

const NAME_SIZE = 16;

/**
 * `[interface]` for CAN_RAW and CAN_BCM, `[interface, rx_id, tx_id]` for CAN_ISOTP,
 * `[interface, name, pgn, address]` for CAN_J1939. An empty interface means all interfaces.
 */
export const can: AddressFormat = {
    place(address, caller, protocol, handle) {
        if (protocol === CAN_RAW || protocol === CAN_BCM) {
            const elements = elementsOf(address, `${caller}(): AF_CAN`);
            checkCount(elements, 1, 1, "AF_CAN address must be a tuple (interface, )");
            placeFields(protocol, handle, toFileName(elements[0]), []);
        } else if (protocol === CAN_ISOTP) {
            const elements = plainElements(address, 3);
            const name = toFileName(elements[0]);
            placeFields(protocol, handle, name, [wrapped(elements, 1, 32), wrapped(elements, 2, 32)]);
        } else if (protocol === CAN_J1939) {
            const elements = plainElements(address, 4);
            const name = toFileName(elements[0]);
            const identity = wrapped(elements, 1, 64);
            const group = BigInt(toUnsignedInt(elements[2]));
            const number = BigInt(toUnsignedInt(elements[3]) & 0xff);
            placeFields(protocol, handle, name, [group, number, identity, identity >> 32n]);
        } else {
            throw new OSError(`${caller}(): unsupported CAN protocol`);
        }
    },

    read(block): unknown[] {
        const [, protocol, index, first, second, low, high] = block;
        const name = interfaceName(index);
        if (protocol === CAN_ISOTP) return [name, first >>> 0, second >>> 0];
        if (protocol === CAN_J1939) return [name, identityOf(low, high), first >>> 0, second];
        return [name];
    },
};

function placeFields(protocol: number, handle: number, name: Buffer, fields: readonly bigint[]): void {
    if (name.length >= NAME_SIZE) throw new OSError("AF_CAN interface name too long");
    const index = name.length === 0 ? 0 : interfaceIndex(handle, name);
    clearBlock(AF_CAN);
    words.set([protocol, index, ...fields.map((field) => Number(BigInt.asIntN(32, field)))], 1);
}

function plainElements(address: unknown, count: number): readonly unknown[] {
    if (!Array.isArray(address))
        throw new SystemError("new style getargs format but argument is not a tuple");
    const text = `function takes exactly ${count} arguments (${address.length} given)`;
    checkCount(address, count, count, text);
    return address;
}

/** Returns the lowest bits of an integer. */
function wrapped(elements: readonly unknown[], index: number, bits: number): bigint {
    const integer = asInteger(elements[index]);
    if (integer === null)
        throw new TypeError(`argument ${index + 1} must be int, not ${argumentTypeName(elements[index])}`);
    return BigInt.asUintN(bits, BigInt(integer));
}

function identityOf(low: number, high: number): number | bigint {
    const identity = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    return identity <= Number.MAX_SAFE_INTEGER ? Number(identity) : identity;
}
